//! The wave is published, and its release read in every way that pages do.

use super::{id, organisation::Organisation, survey::Survey};
use app::{
    domain::{Dimension, DisclosurePolicy, ItemId, ReleaseId, TeamId, WaveId, WaveState},
    report::{
        Cell, CellFigures, DimensionCell, DimensionFigures, Interval, Release, ReleaseComment,
        ReleaseItem, ReleaseTeam, Shown, Withheld,
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
    assert_eq!((head.id, head.policy), (id, release.policy));
    assert_eq!(tx.release_teams(id).await.unwrap(), release.teams);
    assert_eq!(tx.release_items(id).await.unwrap(), release.items);
    assert_eq!(in_order(tx.release_cells(id).await.unwrap()), in_order(release.cells.clone()));
    assert_eq!(tx.release_dimensions(id).await.unwrap().len(), release.dimensions.len());
    assert_eq!(tx.release_comments(id).await.unwrap(), release.comments);
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
    }
    for item in &survey.items {
        let cells = release.cells.iter().filter(|cell| cell.item == item.id).cloned().collect();
        assert_eq!(in_order(tx.release_cells_of_item(id, item.id).await.unwrap()), in_order(cells));
    }
    assert!(tx.release_teams(other).await.unwrap().is_empty());
    assert!(tx.release_cells(other).await.unwrap().is_empty());
    assert!(tx.release_comments(other).await.unwrap().is_empty());
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
        interval: None,
        score: None,
        mean: None,
        distribution: Some(vec![4, 6, 0]),
    };
    let numbers = CellFigures {
        answered: 7,
        not_applicable: None,
        favourable: Some(3),
        share: Some(3.0 / 7.0),
        interval: Some(Interval { low: 0.158_257, high: 0.749_495 }),
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
        comments: vec![
            said(engineering, "second\nline"),
            said(payments, "=1+1"),
            said(engineering, "<b>a</b>"),
        ],
    }
}
