//! The page of one item in one wave: all teams within reach.

use super::{Asked, Published};
use crate::{
    analysis::{theil_sen::Point, trend::trend},
    service::{Error, Result, Services},
    store::Tx,
};
use app::{
    domain::{ItemId, TeamId, Viewer, WaveId},
    report::{
        CellFigures, Shown,
        views::{ItemGroups, ItemTeamRow, ItemView, TeamGroups},
    },
};
use std::{cmp::Reverse, collections::HashMap};

impl Services {
    pub(super) async fn item_view(
        &self,
        viewer: &Viewer,
        id: WaveId,
        item: ItemId,
    ) -> Result<ItemView> {
        let mut tx = self.store.read().await?;
        let head = self.wave_head(&mut tx, id).await?;
        let now = Published::load(&mut tx, &head).await?;
        let shown_item = now.asked.item(item).ok_or(Error::NotFound)?.clone();
        let mut cells: HashMap<TeamId, _> = tx
            .release_cells_of_item(now.asked.head.id, item)
            .await?
            .into_iter()
            .map(|cell| (cell.team, cell.shown))
            .collect();
        let mut changes: HashMap<TeamId, _> = tx
            .release_changes_of_item(now.asked.head.id, item)
            .await?
            .into_iter()
            .map(|change| (change.team, (change.since, change.figures)))
            .collect();
        let organisation = now.organisation()?.team;
        let mut over_time = Vec::new();
        for earlier in Asked::before(&mut tx, &head).await? {
            if !earlier.compares(&shown_item) {
                continue;
            }
            if let Some(shown) = tx.release_root_cell(earlier.head.id, item).await? {
                over_time.push((earlier.period, shown));
            }
        }
        if let Some(shown) = cells.get(&organisation) {
            over_time.push((head.period, shown.clone()));
        }
        let verdict = shown_item.scale.favourable_from().map(|_| {
            let points: Vec<Point> = over_time
                .iter()
                .filter_map(|(period, shown)| {
                    Some(Point { quarter: period.ordinal(), value: shown.exact()?.share? })
                })
                .collect();
            trend(&points)
        });
        let groups = groups(&mut tx, viewer, &now, item, &cells).await?;
        let mut teams: Vec<ItemTeamRow> = now
            .teams
            .iter()
            .map(|team| now.row(viewer, team))
            .filter(|row| row.within_reach)
            .filter_map(|row| {
                let shown = cells.remove(&row.team.team)?;
                Some(ItemTeamRow { shown, change: changes.remove(&row.team.team), team: row })
            })
            .collect();
        if verdict.is_some() {
            teams.sort_by_key(|row| order(&now, row));
        }
        let voices = self.voices_of_item(&mut tx, viewer, &now, item).await?;
        Ok(ItemView { head, item: shown_item, trend: over_time, verdict, teams, groups, voices })
    }
}

/// The groups of every team within reach that is broken down.
async fn groups(
    tx: &mut Tx,
    viewer: &Viewer,
    now: &Published,
    item: ItemId,
    cells: &HashMap<TeamId, Shown<CellFigures>>,
) -> Result<Option<ItemGroups>> {
    let Some(grouping) = now.asked.head.grouping.and_then(|item| now.asked.item(item)) else {
        return Ok(None);
    };
    let options = grouping.scale.options().to_vec();
    let mut by_team: HashMap<TeamId, Vec<_>> = HashMap::new();
    for group in tx.release_groups_of_item(now.asked.head.id, item).await? {
        by_team.entry(group.team).or_default().push(group.shown);
    }
    let teams: Vec<TeamGroups> = now
        .teams
        .iter()
        .filter_map(|team| {
            let groups = by_team.remove(&team.team)?;
            let share = cells.get(&team.team).and_then(|shown| shown.exact()?.share);
            Some(TeamGroups { team: now.row(viewer, team), share, groups })
        })
        .filter(|groups| groups.team.within_reach)
        .collect();
    let question = grouping.wording.clone();
    Ok((!teams.is_empty()).then_some(ItemGroups { question, options, teams }))
}

/// Teams that contain teams first, in reading order; then the others by their pooled estimates,
/// which chance alone does not send to either end; those that show none last.
fn order(now: &Published, row: &ItemTeamRow) -> (u8, Reverse<u64>, i64) {
    let position = row.team.team.position;
    let contains_teams = now
        .tree
        .index_of(row.team.team.team)
        .is_some_and(|index| now.tree.children(index).next().is_some());
    if contains_teams {
        return (0, Reverse(0), position);
    }
    match row.shown.exact().and_then(|figures| figures.pooled) {
        // Shares are not negative, and such numbers are ordered as their bits are.
        Some(pooled) => (1, Reverse(pooled.to_bits()), position),
        None => (2, Reverse(0), position),
    }
}
