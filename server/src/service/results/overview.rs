//! The overview of one wave.

use super::{Asked, DimensionCells, Published, by_team, change, item_rows};
use crate::{
    service::{Result, Services},
    store::Tx,
};
use app::{
    domain::{Dimension, TeamId, Viewer, WaveId},
    report::views::{Change, ClearChange, DimensionRow, HeatCell, OverviewView, TeamRow},
};

impl Services {
    pub(super) async fn overview_view(&self, viewer: &Viewer, id: WaveId) -> Result<OverviewView> {
        let mut tx = self.store.read().await?;
        let head = self.wave_head(&mut tx, id).await?;
        let now = Published::load(&mut tx, &head).await?;
        let figures = by_team(tx.release_dimensions(now.asked.head.id).await?);
        let earlier = Asked::before(&mut tx, &head).await?;
        let last = earlier.last();
        let figures_before = match last {
            Some(last) => by_team(tx.release_dimensions(last.head.id).await?),
            None => DimensionCells::new(),
        };
        let compare = |team: TeamId, dimension: Dimension| -> Option<Change> {
            let last = last?;
            if last.makeup(dimension) != now.asked.makeup(dimension) {
                return None;
            }
            let key = (team, dimension);
            change(figures.get(&key)?, figures_before.get(&key)?, last.period)
        };
        let organisation = now.organisation()?.clone();
        let columns: Vec<Dimension> = Dimension::ALL
            .into_iter()
            .filter(|dimension| figures.contains_key(&(organisation.team, *dimension)))
            .collect();
        let dimensions = columns
            .iter()
            .filter_map(|&dimension| {
                Some(DimensionRow {
                    dimension,
                    now: figures.get(&(organisation.team, dimension))?.clone(),
                    change: compare(organisation.team, dimension),
                })
            })
            .collect();
        let within_reach: Vec<TeamRow> = now
            .teams
            .iter()
            .map(|team| now.row(viewer, team))
            .filter(|row| row.within_reach)
            .collect();
        let (clear_changes, compared) = clear_changes(&mut tx, &now, &within_reach).await?;
        let heat = within_reach
            .into_iter()
            .map(|row| {
                let team = row.team.team;
                let cells = columns
                    .iter()
                    .filter_map(|&dimension| {
                        let shown = figures.get(&(team, dimension))?.clone();
                        Some(HeatCell { shown, change: compare(team, dimension) })
                    })
                    .collect();
                (row, cells)
            })
            .collect();
        let drivers = tx
            .release_drivers(now.asked.head.id)
            .await?
            .and_then(|drivers| Some((now.asked.item(drivers.outcome)?.clone(), drivers)));
        let reliability = tx.release_reliability(now.asked.head.id).await?;
        let items = item_rows::of_team(&mut tx, &now, &earlier, organisation.team).await?;
        Ok(OverviewView {
            head,
            organisation,
            dimensions,
            columns,
            heat,
            clear_changes,
            compared,
            drivers,
            reliability,
            items,
        })
    }
}

/// The clear changes of some teams, the largest first, and how many comparisons they had.
async fn clear_changes(
    tx: &mut Tx,
    now: &Published,
    teams: &[TeamRow],
) -> Result<(Vec<ClearChange>, u32)> {
    let compared: u32 = tx
        .release_comparisons(now.asked.head.id)
        .await?
        .into_iter()
        .filter(|(team, _)| teams.iter().any(|row| row.team.team == *team))
        .map(|(_, count)| count)
        .sum();
    let mut clear: Vec<ClearChange> = tx
        .release_clear_changes(now.asked.head.id)
        .await?
        .into_iter()
        .filter_map(|change| {
            Some(ClearChange {
                team: teams.iter().find(|row| row.team.team == change.team)?.clone(),
                item: now.asked.item(change.item)?.clone(),
                since: change.since,
                figures: change.figures,
            })
        })
        .collect();
    clear.sort_by(|one, other| {
        let size = |change: &ClearChange| change.figures.delta.abs();
        size(other)
            .total_cmp(&size(one))
            .then_with(|| one.team.team.position.cmp(&other.team.team.position))
            .then_with(|| one.item.position.cmp(&other.item.position))
    });
    Ok((clear, compared))
}
