//! The wave is published, and its release read in every way that pages do.

use super::{id, organisation::Organisation, survey::Survey};
use app::{
    domain::{Dimension, DisclosurePolicy, Item, ItemId, ReleaseId, TeamId, WaveId, WaveState},
    report::{
        Band, Banded, Cell, CellFigures, ChangeFigures, DimensionCell, DimensionFigures, Driver,
        GroupCell, GroupFigures, Interval, OutcomeDrivers, Release, ReleaseChange, ReleaseComment,
        ReleaseItem, ReleaseTeam, Reliability, Shown, Verdict, Withheld,
    },
};
use soundings::store::Store;

pub async fn is_published(
    store: &Store,
    organisation: &Organisation,
    survey: &Survey,
    wave: WaveId,
) {
    let release = release(organisation, survey, wave);
    let (id, other) = (ReleaseId(id(0x500)), ReleaseId(id(0xdead)));
    let mut tx = store.begin().await.unwrap();
    assert!(tx.release_head(wave).await.unwrap().is_none());
    tx.insert_release(id, &release).await.unwrap();
    assert!(tx.advance_wave(wave, WaveState::Closed, WaveState::Published).await.unwrap());
    tx.commit().await.unwrap();

    let mut tx = store.read().await.unwrap();
    let head = tx.release_head(wave).await.unwrap().unwrap();
    assert_eq!((head.id, head.policy, head.grouping), (id, release.policy, release.grouping));
    assert_eq!(tx.release_teams(id).await.unwrap(), release.teams);
    assert_eq!(tx.release_items(id).await.unwrap(), release.items);
    assert_eq!(in_order(tx.release_cells(id).await.unwrap()), in_order(release.cells.clone()));
    assert_eq!(tx.release_dimensions(id).await.unwrap().len(), release.dimensions.len());
    assert_eq!(tx.release_comments(id).await.unwrap(), release.comments);
    assert_eq!(tx.release_changes(id).await.unwrap(), release.changes);
    let clear: Vec<_> = release
        .changes
        .iter()
        .filter(|change| change.figures.verdict != Verdict::NoClearChange)
        .cloned()
        .collect();
    assert_eq!(tx.release_clear_changes(id).await.unwrap(), clear);
    assert_eq!(tx.release_comparisons(id).await.unwrap(), [(organisation.engineering.id, 2)]);
    let compared = tx.release_cells_to_compare(id).await.unwrap();
    let exact = release.cells.iter().filter_map(|cell| {
        let CellFigures { answered, share, pooled, score, .. } = *cell.shown.exact()?;
        let figures = CellFigures { answered, share, pooled, score, ..CellFigures::default() };
        Some(Cell { shown: Shown::Exact(figures), ..cell.clone() })
    });
    assert_eq!(in_order(compared), in_order(exact.collect()));
    assert_eq!(tx.release_groups(id).await.unwrap(), release.groups);
    assert_eq!(tx.release_reliability(id).await.unwrap(), release.reliability);
    assert_eq!(tx.release_drivers(id).await.unwrap(), release.drivers);
    let period = release.period;
    for team in &release.teams {
        let over_time = tx.release_team_over_time(survey.program.id, team.team).await.unwrap();
        assert_eq!(over_time, [(wave, team.participation)]);
        let newest = tx.newest_release_of_team(team.team, period).await.unwrap();
        assert_eq!(newest, Some(wave));
        let before = "1990-Q1".parse().unwrap();
        assert_eq!(tx.newest_release_of_team(team.team, before).await.unwrap(), None);
    }
    for team in [organisation.engineering.id, organisation.payments.id] {
        let of_team = |cell: &Cell| cell.team == team;
        let cells = release.cells.iter().filter(|cell| of_team(cell)).cloned().collect();
        assert_eq!(in_order(tx.release_cells_of_team(id, team).await.unwrap()), in_order(cells));
        let dimensions: Vec<_> =
            release.dimensions.iter().filter(|cell| cell.team == team).cloned().collect();
        assert_eq!(tx.release_dimensions_of_team(id, team).await.unwrap(), dimensions);
        let comments: Vec<_> =
            release.comments.iter().filter(|comment| comment.team == team).cloned().collect();
        assert_eq!(tx.release_comments_of_team(id, team).await.unwrap(), comments);
        let changes: Vec<_> =
            release.changes.iter().filter(|change| change.team == team).cloned().collect();
        assert_eq!(tx.release_changes_of_team(id, team).await.unwrap(), changes);
    }
    for item in &survey.items {
        let cells = release.cells.iter().filter(|cell| cell.item == item.id).cloned().collect();
        assert_eq!(in_order(tx.release_cells_of_item(id, item.id).await.unwrap()), in_order(cells));
        let groups: Vec<_> =
            release.groups.iter().filter(|group| group.item == item.id).cloned().collect();
        assert_eq!(tx.release_groups_of_item(id, item.id).await.unwrap(), groups);
        let changes: Vec<_> =
            release.changes.iter().filter(|change| change.item == item.id).cloned().collect();
        assert_eq!(tx.release_changes_of_item(id, item.id).await.unwrap(), changes);
    }
    let root = |item: &Item| {
        let of_root =
            |cell: &&Cell| (cell.team, cell.item) == (organisation.engineering.id, item.id);
        release.cells.iter().find(of_root).map(|cell| cell.shown.clone())
    };
    for item in &survey.items {
        assert_eq!(tx.release_root_cell(id, item.id).await.unwrap(), root(item), "{}", item.key);
    }
    assert!(tx.release_teams(other).await.unwrap().is_empty());
    assert!(tx.release_cells(other).await.unwrap().is_empty());
    assert!(tx.release_comments(other).await.unwrap().is_empty());
    assert_eq!(tx.release_drivers(other).await.unwrap(), None);
}

/// Cells have no order of their own.
fn in_order(mut cells: Vec<Cell>) -> Vec<Cell> {
    cells.sort_by_key(|cell| (cell.team, cell.item));
    cells
}

fn release(organisation: &Organisation, survey: &Survey, wave: WaveId) -> Release {
    let (engineering, payments) = (organisation.engineering.id, organisation.payments.id);
    let [uses, slow, comment] = survey.items.as_slice() else { panic!("three items") };
    let team = |team: TeamId, parent, name: &str, position| ReleaseTeam {
        team,
        parent,
        name: name.to_owned(),
        position,
        depth: position,
        invited: (position == 0).then_some(12),
        participation: (position == 0).then_some(0.8),
        responses: (position == 0).then_some(10),
    };
    let items = (0..).zip(&survey.items).map(|(position, item)| ReleaseItem {
        item: item.id,
        version: item.current.id,
        series: item.current.series,
        key: item.key.clone(),
        wording: item.current.wording.clone(),
        dimension: item.dimension,
        scale: item.current.scale.clone(),
        reverse: item.current.reverse,
        position,
    });
    let options = CellFigures {
        answered: 10,
        not_applicable: Some(0),
        favourable: None,
        share: None,
        score: None,
        mean: None,
        distribution: Some(vec![4, 6, 0]),
        ..CellFigures::default()
    };
    let numbers = CellFigures {
        answered: 7,
        not_applicable: None,
        favourable: Some(3),
        share: Some(3.0 / 7.0),
        population: Some(12),
        interval: Some(Interval { low: 0.158_257, high: 0.749_495 }),
        bounds: Some(Interval { low: 0.25, high: 2.0 / 3.0 }),
        process_interval: Some(Interval { low: 0.1, high: 0.8 }),
        pooled: Some(0.45),
        pooled_interval: Some(Interval { low: 0.3, high: 0.6 }),
        score: Some(100.0 / 3.0),
        mean: Some(7.0 / 3.0),
        distribution: None,
    };
    let cell = |team: TeamId, item: ItemId, shown| Cell { team, item, shown };
    let figures = DimensionFigures {
        answered: 10,
        score: 61.25,
        deviation: 1.0 / 3.0,
        interval: Interval { low: 55.5, high: 67.0 },
    };
    let tooling =
        |team: TeamId, shown| DimensionCell { team, dimension: Dimension::Tooling, shown };
    let said =
        |team: TeamId, text: &str| ReleaseComment { team, item: comment.id, text: text.to_owned() };
    let change = |item: ItemId, verdict| ReleaseChange {
        team: engineering,
        item,
        since: "2026-Q2".parse().unwrap(),
        figures: ChangeFigures {
            delta: 1.0 / 3.0,
            cliffs_delta: Some(0.2),
            p: Some(0.01),
            q: None,
            verdict,
            detectable: Some(0.25),
        },
    };
    let group = |option, shown| GroupCell { team: engineering, item: slow.id, option, shown };
    let of_group = GroupFigures {
        answered: 9,
        favourable: 3,
        share: 1.0 / 3.0,
        interval: Interval { low: 0.120_1, high: 0.645_8 },
    };
    let driver = |dimension, share, interval| (dimension, Driver { share, interval });
    Release {
        wave,
        period: "2026-Q3".parse().unwrap(),
        policy: DisclosurePolicy { minimum: 7, ..DisclosurePolicy::default() },
        teams: vec![
            team(engineering, None, "Engineering", 0),
            team(payments, Some(engineering), "Payments", 1),
        ],
        items: items.collect(),
        cells: vec![
            cell(engineering, uses.id, Shown::Exact(options)),
            cell(engineering, slow.id, Shown::Exact(numbers)),
            cell(payments, uses.id, Shown::Withheld(Withheld::TooFewAnswers)),
            cell(payments, slow.id, Shown::Withheld(Withheld::WouldRevealOthers)),
        ],
        dimensions: vec![
            tooling(engineering, Shown::Exact(figures)),
            tooling(payments, Shown::Withheld(Withheld::ItemWithheld)),
        ],
        changes: vec![change(uses.id, Verdict::Improved), change(slow.id, Verdict::NoClearChange)],
        grouping: Some(uses.id),
        groups: vec![
            group(0, Shown::Exact(of_group)),
            group(1, Shown::Banded(Banded { band: Band::High, answered: 6 })),
            group(2, Shown::Withheld(Withheld::WouldRevealOthers)),
        ],
        reliability: vec![Reliability {
            dimension: Dimension::Tooling,
            items: 3,
            answered: 110,
            alpha: 2.0 / 3.0,
        }],
        drivers: Some(OutcomeDrivers {
            outcome: slow.id,
            answered: 105,
            r_squared: 0.4,
            dimensions: vec![
                driver(Dimension::Flow, 0.75, Some(Interval { low: 0.5, high: 0.9 })),
                driver(Dimension::Tooling, 0.25, None),
            ],
        }),
        comments: vec![
            said(engineering, "second\nline"),
            said(payments, "=1+1"),
            said(engineering, "<b>a</b>"),
        ],
    }
}
