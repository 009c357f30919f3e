//! Published figures as evidence, each wave looked up once.

use crate::{
    auth::policy,
    service::{Result, results::tree_of},
    store::{Tx, releases::ReleaseHead},
};
use app::{
    domain::{About, ItemId, Period, TeamId, TeamTree, Viewer, WaveId},
    ports::AboutView,
    report::{Cell, CellFigures, ReleaseItem, Shown},
};
use std::collections::{HashMap, hash_map::Entry};

/// A published wave.
struct Published {
    head: ReleaseHead,
    period: Period,
    tree: TeamTree,
    items: Vec<ReleaseItem>,
    cells: HashMap<TeamId, Vec<Cell>>,
}

impl Published {
    async fn read(tx: &mut Tx, id: WaveId) -> Result<Option<Self>> {
        let (Some(wave), Some(head)) = (tx.wave(id).await?, tx.release_head(id).await?) else {
            return Ok(None);
        };
        let tree = tree_of(&tx.release_teams(head.id).await?)?;
        let items = tx.release_items(head.id).await?;
        Ok(Some(Self { head, period: wave.period, tree, items, cells: HashMap::new() }))
    }

    async fn figure(
        &mut self,
        tx: &mut Tx,
        team: TeamId,
        item: ItemId,
    ) -> Result<Option<Shown<CellFigures>>> {
        let cells = match self.cells.entry(team) {
            Entry::Occupied(cells) => cells.into_mut(),
            Entry::Vacant(place) => {
                place.insert(tx.release_cells_of_team(self.head.id, team).await?)
            }
        };
        Ok(cells.iter().find(|cell| cell.item == item).map(|cell| cell.shown.clone()))
    }
}

/// The waves that were looked up.
#[derive(Default)]
pub(super) struct Cells(HashMap<WaveId, Option<Published>>);

impl Cells {
    /// A figure in words, if it is published and the viewer may see its team.
    pub(super) async fn view(
        &mut self,
        tx: &mut Tx,
        viewer: &Viewer,
        about: About,
    ) -> Result<Option<(AboutView, Option<Shown<CellFigures>>)>> {
        let published = match self.0.entry(about.wave) {
            Entry::Occupied(wave) => wave.into_mut(),
            Entry::Vacant(place) => place.insert(Published::read(tx, about.wave).await?),
        };
        let Some(published) = published else { return Ok(None) };
        let Some(team) = published.tree.get(about.team) else { return Ok(None) };
        if !policy::may_see_team(viewer, &published.tree, about.team) {
            return Ok(None);
        }
        let item = published.items.iter().find(|item| Some(item.item) == about.item);
        let results = format!("/results/{}", about.wave);
        let view = AboutView {
            about,
            href: match item {
                Some(item) => format!("{results}/items/{}", item.item),
                None => format!("{results}/teams/{}", about.team),
            },
            what: item.map_or_else(|| "All results".to_owned(), |item| item.wording.clone()),
            whose: format!("{}, {}", team.name, published.period.title()),
        };
        let figure = match item.map(|item| item.item) {
            Some(item) => published.figure(tx, about.team, item).await?,
            None => None,
        };
        Ok(Some((view, figure)))
    }
}
