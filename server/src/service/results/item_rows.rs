//! The items of one team, each with the wave before, its change and its trend.

use super::{Asked, Published};
use crate::{
    analysis::{
        Favourable,
        kitagawa::{self, Part},
        nps,
        theil_sen::Point,
        trend::trend,
    },
    service::Result,
    store::Tx,
};
use app::{
    domain::{ItemId, Scale, TeamId},
    report::{Cell, CellFigures, Composition, ReleaseItem, Shown, views::ItemRow},
};
use std::collections::HashMap;

type Cells = HashMap<ItemId, Shown<CellFigures>>;

fn by_item(cells: Vec<Cell>) -> Cells {
    cells.into_iter().map(|cell| (cell.item, cell.shown)).collect()
}

/// The rows of one team. `earlier` are all published waves before `now`, oldest first.
pub(super) async fn of_team(
    tx: &mut Tx,
    now: &Published,
    earlier: &[Asked],
    team: TeamId,
) -> Result<Vec<ItemRow>> {
    let mut cells = by_item(tx.release_cells_of_team(now.asked.head.id, team).await?);
    let mut history = Vec::new();
    for published in earlier {
        let cells = by_item(tx.release_cells_of_team(published.head.id, team).await?);
        history.push((published, cells));
    }
    let changes: HashMap<ItemId, _> = tx
        .release_changes_of_team(now.asked.head.id, team)
        .await?
        .into_iter()
        .map(|change| (change.item, change.figures))
        .collect();
    let parts = parts(tx, now, earlier.last(), team).await?;
    let mut rows = Vec::new();
    for item in &now.asked.items {
        let Some(shown) = cells.remove(&item.item) else { continue };
        let before = history.last().filter(|(published, _)| published.compares(item)).and_then(
            |(published, cells)| Some((published.period, cells.get(&item.item)?.clone())),
        );
        let change = changes.get(&item.item).copied();
        let composition = change
            .and(before.as_ref())
            .and_then(|(_, before)| composition(item.item, &shown, before, &parts));
        rows.push(ItemRow {
            trend: item_trend(item, now, &shown, &history),
            net_promoter: net_promoter(item, &shown),
            item: item.clone(),
            now: shown,
            before,
            change,
            composition,
        });
    }
    rows.sort_by_key(|row| (row.item.dimension, row.item.position));
    Ok(rows)
}

/// The trend over the comparable waves that show the cell.
fn item_trend(
    item: &ReleaseItem,
    now: &Published,
    shown: &Shown<CellFigures>,
    history: &[(&Asked, Cells)],
) -> Option<app::report::Trend> {
    item.scale.favourable_from()?;
    let share = |shown: &Shown<CellFigures>| shown.exact().and_then(|figures| figures.share);
    let mut points: Vec<Point> = history
        .iter()
        .filter(|(published, _)| published.compares(item))
        .filter_map(|(published, cells)| {
            let value = share(cells.get(&item.item)?)?;
            Some(Point { quarter: published.period.ordinal(), value })
        })
        .collect();
    points.extend(share(shown).map(|value| Point { quarter: now.asked.period.ordinal(), value }));
    Some(trend(&points))
}

fn net_promoter(
    item: &ReleaseItem,
    shown: &Shown<CellFigures>,
) -> Option<app::report::NetPromoter> {
    let counts = shown.exact()?.distribution.as_ref()?;
    (item.scale == Scale::Nps).then(|| nps::net_promoter(counts))?
}

/// The cells of the teams directly below, now and in the wave before.
async fn parts(
    tx: &mut Tx,
    now: &Published,
    before: Option<&Asked>,
    team: TeamId,
) -> Result<Vec<(Cells, Cells)>> {
    let (Some(before), Some(index)) = (before, now.tree.index_of(team)) else {
        return Ok(Vec::new());
    };
    let mut parts = Vec::new();
    for child in now.tree.children(index) {
        let child = now.tree.teams()[child].id;
        parts.push((
            by_item(tx.release_cells_of_team(now.asked.head.id, child).await?),
            by_item(tx.release_cells_of_team(before.head.id, child).await?),
        ));
    }
    Ok(parts)
}

/// Where the change of a team that contains teams comes from, as far as published figures tell:
/// teams below that are shown in both waves are parts of their own, everybody else is one more.
fn composition(
    item: ItemId,
    now: &Shown<CellFigures>,
    before: &Shown<CellFigures>,
    below: &[(Cells, Cells)],
) -> Option<Composition> {
    let favourable = |shown: &Shown<CellFigures>| {
        let figures = shown.exact()?;
        Some(Favourable { count: figures.favourable?, answered: figures.answered })
    };
    let mut rest = Part { now: favourable(now)?, before: favourable(before)? };
    let mut parts: Vec<Part> = below
        .iter()
        .filter_map(|(now, before)| {
            Some(Part {
                now: favourable(now.get(&item)?)?,
                before: favourable(before.get(&item)?)?,
            })
        })
        .collect();
    if parts.is_empty() {
        return None;
    }
    for part in &parts {
        rest =
            Part { now: without(rest.now, part.now)?, before: without(rest.before, part.before)? };
    }
    parts.push(rest);
    kitagawa::decompose(&parts)
}

/// None where the part is no part: a team that moved here since the wave before.
fn without(whole: Favourable, part: Favourable) -> Option<Favourable> {
    Some(Favourable {
        count: whole.count.checked_sub(part.count)?,
        answered: whole.answered.checked_sub(part.answered)?,
    })
}
