//! Small trees, items and answers for the tests of `analysis` and `disclosure`.

use super::theil_sen::Point;
use app::{
    domain::{
        AnswerSheet, AnswerValue, Dimension, ItemId, ItemVersionId, Scale, Team, TeamId, TeamTree,
    },
    report::ReleaseItem,
};
use uuid::Uuid;

/// A team's id.
pub(crate) fn team_id(id: u128) -> TeamId {
    TeamId(Uuid::from_u128(id))
}

/// A tree of (team, team above).
pub(crate) fn tree_of(teams: &[(u128, Option<u128>)]) -> TeamTree {
    let teams = teams
        .iter()
        .map(|&(id, parent)| Team {
            id: team_id(id),
            parent: parent.map(team_id),
            name: format!("{id:04}"),
            retired: false,
        })
        .collect();
    TeamTree::new(teams).expect("a tree")
}

/// A tree in which team `i` belongs to `parents[i - 1]`, all below team 0.
pub(crate) fn tree_below(parents: &[usize]) -> TeamTree {
    let mut teams = vec![(0, None)];
    for (index, &parent) in (1u128..).zip(parents) {
        teams.push((index, Some(parent as u128)));
    }
    tree_of(&teams)
}

/// An item; its version has the same number.
pub(crate) fn item(id: u128, dimension: Dimension, scale: Scale, reverse: bool) -> ReleaseItem {
    ReleaseItem {
        item: ItemId(Uuid::from_u128(id)),
        version: ItemVersionId(Uuid::from_u128(id)),
        series: 1,
        key: format!("item-{id}"),
        wording: format!("Item {id}?"),
        dimension,
        scale,
        reverse,
        position: i64::try_from(id).expect("a small number"),
    }
}

/// Answers by item.
pub(crate) fn sheet(answers: &[(u128, AnswerValue)]) -> AnswerSheet {
    let version = |id| ItemVersionId(Uuid::from_u128(id));
    AnswerSheet(answers.iter().map(|(id, value)| (version(*id), value.clone())).collect())
}

/// The monthly rainfall that pyMannKendall's tests use; its months stand for quarters.
pub(crate) fn rainfall() -> Vec<Point> {
    let months = include_str!("testing/bogra.txt").lines().filter(|line| !line.starts_with('#'));
    let months = months.flat_map(str::split_whitespace);
    let point = |(quarter, rain): (i32, &str)| Some(Point { quarter, value: rain.parse().ok()? });
    (0..).zip(months).filter_map(point).collect()
}
