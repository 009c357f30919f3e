//! What is written comes back as it was: numbers to the last bit, texts to the last sign.

use crate::support::on_each_database;
use app::{
    domain::{
        AnswerSheet, AnswerValue, Dimension, DisclosurePolicy, Item, ItemId, ItemVersion,
        ItemVersionId, Mode, Program, ProgramId, ReleaseId, ResponseId, Scale, Team, TeamId, Wave,
        WaveId, WaveState,
    },
    report::{
        Cell, CellFigures, ChangeFigures, DimensionCell, DimensionFigures, Driver, Interval,
        OutcomeDrivers, Release, ReleaseChange, ReleaseComment, ReleaseItem, ReleaseTeam,
        Reliability, Shown, Verdict,
    },
};
use proptest::strategy::{Strategy, ValueTree};
use soundings::store::{Store, responses::StoredResponse};
use uuid::Uuid;

on_each_database!(
    numbers_come_back_to_the_last_bit,
    texts_come_back_to_the_last_sign,
    many_rows_come_back_at_once,
);

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn program() -> Program {
    Program {
        id: ProgramId(id(1)),
        name: "Quarterly".into(),
        purpose: "It is kept.".into(),
        mode: Mode::Confidential,
        schedule: None,
        grouping: None,
        archived: false,
    }
}

fn wave() -> Wave {
    Wave {
        id: WaveId(id(1)),
        program: ProgramId(id(1)),
        period: "2026-Q3".parse().unwrap(),
        state: WaveState::Closed,
        mode: Mode::Confidential,
        opens_at: Some(i64::MIN),
        closes_at: Some(i64::MAX),
        imported: false,
    }
}

fn team() -> Team {
    Team { id: TeamId(id(1)), parent: None, name: "All".into(), retired: false }
}

fn item(wording: &str) -> Item {
    Item {
        id: ItemId(id(1)),
        key: "item".into(),
        dimension: Dimension::Flow,
        current: ItemVersion {
            id: ItemVersionId(id(1)),
            item: ItemId(id(1)),
            version: i64::MAX,
            series: i64::MIN,
            wording: wording.to_owned(),
            help: wording.to_owned(),
            scale: Scale::Choice { options: vec![wording.to_owned(), "\"\\'".into()] },
            reverse: true,
            gate: None,
        },
    }
}

async fn with_a_wave(store: &Store, item: &Item) {
    let mut tx = store.begin().await.unwrap();
    tx.insert_program(&program()).await.unwrap();
    tx.insert_wave(&wave()).await.unwrap();
    tx.insert_team(&team()).await.unwrap();
    tx.insert_item(item).await.unwrap();
    tx.commit().await.unwrap();
}

/// A release whose every number is one of these.
fn release(number: f64, count: u32, comments: Vec<String>) -> Release {
    let (team, item) = (team(), item("?"));
    let figures = CellFigures {
        answered: count,
        not_applicable: Some(count),
        favourable: Some(count),
        share: Some(number),
        population: Some(count),
        interval: Some(Interval { low: number, high: number }),
        bounds: Some(Interval { low: number, high: number }),
        process_interval: Some(Interval { low: number, high: number }),
        pooled: Some(number),
        pooled_interval: Some(Interval { low: number, high: number }),
        score: Some(number),
        mean: Some(number),
        distribution: Some(vec![0, count]),
    };
    let dimension = DimensionFigures {
        answered: count,
        score: number,
        deviation: number,
        interval: Interval { low: number, high: number },
    };
    Release {
        wave: wave().id,
        period: wave().period,
        policy: DisclosurePolicy {
            minimum: count,
            distribution_minimum: count,
            comments_minimum: count,
        },
        teams: vec![ReleaseTeam {
            team: team.id,
            parent: None,
            name: team.name,
            position: i64::MAX,
            depth: i64::MIN,
            invited: Some(count),
            participation: Some(number),
            responses: Some(count),
        }],
        items: vec![ReleaseItem {
            item: item.id,
            version: item.current.id,
            series: 1,
            key: item.key,
            wording: item.current.wording,
            dimension: item.dimension,
            scale: item.current.scale,
            reverse: false,
            position: 0,
        }],
        cells: vec![Cell { team: team.id, item: item.id, shown: Shown::Exact(figures) }],
        dimensions: vec![DimensionCell {
            team: team.id,
            dimension: Dimension::Flow,
            shown: Shown::Exact(dimension),
        }],
        changes: vec![ReleaseChange {
            team: team.id,
            item: item.id,
            since: wave().period,
            figures: ChangeFigures {
                delta: number,
                cliffs_delta: Some(number),
                p: Some(number),
                q: Some(number),
                verdict: Verdict::Declined,
                detectable: Some(number),
            },
        }],
        grouping: None,
        groups: Vec::new(),
        reliability: vec![Reliability {
            dimension: Dimension::Flow,
            items: count,
            answered: count,
            alpha: number,
        }],
        drivers: Some(OutcomeDrivers {
            outcome: item.id,
            answered: count,
            r_squared: number,
            dimensions: vec![(
                Dimension::Flow,
                Driver { share: number, interval: Some(Interval { low: number, high: number }) },
            )],
        }),
        comments: comments
            .into_iter()
            .map(|text| ReleaseComment { team: team.id, item: item.id, text })
            .collect(),
    }
}

/// Writes a release, reads it, and lets the transaction fall.
async fn there_and_back(store: &Store, release: &Release) -> Release {
    let id = ReleaseId(id(1));
    let mut tx = store.begin().await.unwrap();
    tx.insert_release(id, release).await.unwrap();
    let head = tx.release_head(release.wave).await.unwrap().unwrap();
    Release {
        wave: release.wave,
        period: release.period,
        policy: head.policy,
        teams: tx.release_teams(id).await.unwrap(),
        items: tx.release_items(id).await.unwrap(),
        cells: tx.release_cells(id).await.unwrap(),
        dimensions: tx.release_dimensions(id).await.unwrap(),
        changes: tx.release_changes(id).await.unwrap(),
        grouping: head.grouping,
        groups: tx.release_groups(id).await.unwrap(),
        reliability: tx.release_reliability(id).await.unwrap(),
        drivers: tx.release_drivers(id).await.unwrap(),
        comments: tx.release_comments(id).await.unwrap(),
    }
}

async fn numbers_come_back_to_the_last_bit(store: Store) {
    with_a_wave(&store, &item("?")).await;
    let mut tx = store.read().await.unwrap();
    assert_eq!(tx.wave(wave().id).await.unwrap(), Some(wave()), "instants, from end to end");
    drop(tx);
    let mut numbers = vec![
        0.0,
        1.0 / 3.0,
        0.1 + 0.2,
        8.258,
        100.0,
        1.0 + f64::EPSILON,
        f64::MIN_POSITIVE,
        f64::from_bits(1),
        f64::MAX,
        f64::MIN,
    ];
    // And forty that nobody chose.
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    for _ in 0..40 {
        numbers.push(proptest::num::f64::NORMAL.new_tree(&mut runner).unwrap().current());
    }
    for (index, number) in numbers.into_iter().enumerate() {
        let count = [0, 1, u32::MAX][index % 3];
        let release = release(number, count, Vec::new());
        let back = there_and_back(&store, &release).await;
        assert_eq!(back, release, "{number:?}");
        let share = back.cells[0].shown.exact().unwrap().share.unwrap();
        assert_eq!(share.to_bits(), number.to_bits());
    }
}

async fn texts_come_back_to_the_last_sign(store: Store) {
    let texts = [
        String::new(),
        "  spaces at both ends ".into(),
        "line\nbreaks\r\nof\u{2028}all\tkinds".into(),
        "'; DROP TABLE people; --".into(),
        "<script>alert(\"1\")</script> & =HYPERLINK(1)".into(),
        "$1 %s {} \\ \\n \\u0000 ?".into(),
        "Zoë, Ζωή, 佐藤, شكرا, e\u{301} is not é, 👩‍👩‍👧 \u{1F3F4}\u{E0067}\u{E007F}".into(),
        "\u{1}\u{7f}\u{feff}\u{fffd}\u{10ffff}".into(),
        "0123456789 ünï ".repeat(100_000),
    ];
    let asked = item(&texts[6]);
    with_a_wave(&store, &asked).await;
    let mut tx = store.read().await.unwrap();
    assert_eq!(tx.items().await.unwrap(), std::slice::from_ref(&asked));
    drop(tx);

    let release = release(1.0, 1, texts.to_vec());
    assert_eq!(there_and_back(&store, &release).await, release);

    let responses: Vec<_> = (1..)
        .zip(&texts)
        .map(|(number, text)| StoredResponse {
            id: ResponseId(id(number)),
            team: team().id,
            answers: AnswerSheet([(asked.current.id, AnswerValue::Text(text.clone()))].into()),
        })
        .collect();
    let mut tx = store.begin().await.unwrap();
    tx.insert_responses(wave().id, &responses).await.unwrap();
    for text in &texts {
        tx.set_setting("text", text).await.unwrap();
        assert_eq!(tx.setting("text").await.unwrap().as_ref(), Some(text));
    }
    tx.commit().await.unwrap();
    let mut tx = store.read().await.unwrap();
    assert_eq!(tx.responses(wave().id).await.unwrap(), responses);
}

/// More than go into one INSERT, by one more than twice.
async fn many_rows_come_back_at_once(store: Store) {
    let asked = item("?");
    with_a_wave(&store, &asked).await;
    let responses: Vec<_> = (1..=16_001)
        .map(|number| StoredResponse {
            id: ResponseId(id(number)),
            team: team().id,
            answers: AnswerSheet([(asked.current.id, AnswerValue::Choice(1))].into()),
        })
        .collect();
    let mut tx = store.begin().await.unwrap();
    tx.insert_responses(wave().id, &responses).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = store.read().await.unwrap();
    assert_eq!(tx.count_responses(wave().id).await.unwrap(), 16_001);
    assert_eq!(tx.responses(wave().id).await.unwrap(), responses);
    drop(tx);

    let comments = (0..12_801).map(|number| format!("comment {number}")).collect();
    let mut wide = release(1.0, 1, comments);
    let cell = wide.cells[0].clone();
    wide.cells = (1..=4_001).map(|team| Cell { team: TeamId(id(team)), ..cell.clone() }).collect();
    let mut back = there_and_back(&store, &wide).await;
    back.cells.sort_by_key(|cell| cell.team);
    assert_eq!(back, wide);
}
