//! Results: what each page of a release shows to whom. Reads releases only, never an answer.
//!
//! One file a page. What is worked out here (trends, where a change comes from) is worked out of
//! published figures alone, so it tells nothing that they don't.

mod item;
mod item_rows;
mod overview;
mod release;
mod team;
mod timeline;
mod voices;

pub use release::reach_of_each;
pub(super) use release::tree_of;

use super::{Error, Result, Services};
use crate::{
    analysis::{Sample, welch},
    auth::policy,
    store::{Tx, releases::ReleaseHead},
};
use app::{
    domain::{
        Dimension, DisclosurePolicy, ItemId, Period, TeamId, TeamTree, Viewer, WaveId, WaveState,
    },
    ports::{PortResult, PublishedProgram, ResultsPort},
    report::{
        DimensionCell, DimensionFigures, ReleaseItem, ReleaseTeam, Shown,
        views::{Change, ItemView, OverviewView, TeamRow, TeamView, WaveHead},
    },
};
use async_trait::async_trait;
use std::collections::HashMap;

/// One published wave and what it asked.
struct Asked {
    head: ReleaseHead,
    period: Period,
    items: Vec<ReleaseItem>,
}

impl Asked {
    async fn load(tx: &mut Tx, wave: WaveId, period: Period) -> Result<Self> {
        let head = tx.release_head(wave).await?.ok_or(Error::NotFound)?;
        let items = tx.release_items(head.id).await?;
        Ok(Self { head, period, items })
    }

    /// The published waves of a program before the one that `head` is about, oldest first.
    async fn before(tx: &mut Tx, head: &WaveHead) -> Result<Vec<Self>> {
        let mut earlier = Vec::new();
        for &(wave, period) in head.waves.iter().filter(|(_, period)| *period < head.period) {
            earlier.push(Self::load(tx, wave, period).await?);
        }
        Ok(earlier)
    }

    fn item(&self, id: ItemId) -> Option<&ReleaseItem> {
        self.items.iter().find(|item| item.item == id)
    }

    /// Whether an item of another wave is the same series here.
    fn compares(&self, item: &ReleaseItem) -> bool {
        self.item(item.item).is_some_and(|other| other.series == item.series)
    }

    /// What a dimension was made of: scores of two waves compare only when this is the same.
    fn makeup(&self, dimension: Dimension) -> Vec<(ItemId, i64)> {
        let mut makeup: Vec<(ItemId, i64)> = self
            .items
            .iter()
            .filter(|item| item.dimension == dimension && item.scale.range().is_some())
            .map(|item| (item.item, item.series))
            .collect();
        makeup.sort_unstable();
        makeup
    }
}

/// The published wave that a page shows, with the teams it froze.
struct Published {
    wave: WaveId,
    asked: Asked,
    teams: Vec<ReleaseTeam>,
    tree: TeamTree,
}

impl Published {
    async fn load(tx: &mut Tx, head: &WaveHead) -> Result<Self> {
        let asked = Asked::load(tx, head.wave, head.period).await?;
        let teams = tx.release_teams(asked.head.id).await?;
        let tree = tree_of(&teams)?;
        Ok(Self { wave: head.wave, asked, teams, tree })
    }

    fn team(&self, id: TeamId) -> Option<&ReleaseTeam> {
        self.teams.iter().find(|team| team.team == id)
    }

    /// The first root of the tree: the organisation.
    fn organisation(&self) -> Result<&ReleaseTeam> {
        self.teams.first().ok_or_else(|| Error::Internal("a release without teams".into()))
    }

    fn row(&self, viewer: &Viewer, team: &ReleaseTeam) -> TeamRow {
        let within_reach = policy::may_see_team(viewer, &self.tree, team.team);
        TeamRow { team: team.clone(), within_reach }
    }
}

/// A change between two waves, where both figures are shown.
fn change(
    now: &Shown<DimensionFigures>,
    before: &Shown<DimensionFigures>,
    since: Period,
) -> Option<Change> {
    let (now, before) = (now.exact()?, before.exact()?);
    let sample = |figures: &DimensionFigures| Sample {
        n: figures.answered,
        mean: figures.score,
        deviation: figures.deviation,
    };
    let interval = welch::interval(sample(now), sample(before))?;
    Some(Change { points: now.score - before.score, interval, since })
}

type DimensionCells = HashMap<(TeamId, Dimension), Shown<DimensionFigures>>;

fn by_team(cells: Vec<DimensionCell>) -> DimensionCells {
    cells.into_iter().map(|cell| ((cell.team, cell.dimension), cell.shown)).collect()
}

impl Services {
    async fn published_programs(&self) -> Result<Vec<PublishedProgram>> {
        let mut tx = self.store.read().await?;
        let mut programs = Vec::new();
        for program in tx.programs().await? {
            let waves: Vec<(WaveId, Period)> = tx
                .waves_of(program.id)
                .await?
                .into_iter()
                .filter(|wave| wave.state == WaveState::Published)
                .map(|wave| (wave.id, wave.period))
                .collect();
            if !waves.is_empty() {
                programs.push(PublishedProgram { program: program.id, name: program.name, waves });
            }
        }
        programs.sort_by_key(|program| {
            std::cmp::Reverse(program.waves.last().map(|(_, period)| *period))
        });
        Ok(programs)
    }

    /// What a page says about the wave it shows, and the program's other published waves.
    async fn wave_head(&self, tx: &mut Tx, id: WaveId) -> Result<WaveHead> {
        let wave = tx.wave(id).await?.ok_or(Error::NotFound)?;
        if wave.state != WaveState::Published {
            return Err(Error::NotFound);
        }
        let program = tx.program(wave.program).await?.ok_or(Error::NotFound)?;
        let waves: Vec<(WaveId, Period)> = tx
            .waves_of(program.id)
            .await?
            .into_iter()
            .filter(|wave| wave.state == WaveState::Published)
            .map(|wave| (wave.id, wave.period))
            .collect();
        let policy = tx.release_head(id).await?.ok_or(Error::NotFound)?.policy;
        Ok(WaveHead {
            program: program.id,
            program_name: program.name,
            wave: id,
            period: wave.period,
            minimum: policy.minimum,
            distribution_minimum: policy.distribution_minimum,
            comments_minimum: policy.comments_minimum,
            imported: wave.imported,
            waves,
        })
    }
}

#[async_trait]
impl ResultsPort for Services {
    fn policy(&self) -> DisclosurePolicy {
        self.settings.policy
    }

    async fn published(&self, _viewer: &Viewer) -> PortResult<Vec<PublishedProgram>> {
        self.published_programs().await.map_err(Error::for_page)
    }

    async fn overview(&self, viewer: &Viewer, wave: WaveId) -> PortResult<OverviewView> {
        self.overview_view(viewer, wave).await.map_err(Error::for_page)
    }

    async fn team(&self, viewer: &Viewer, wave: WaveId, team: TeamId) -> PortResult<TeamView> {
        self.team_view(viewer, wave, team).await.map_err(Error::for_page)
    }

    async fn item_results(
        &self,
        viewer: &Viewer,
        wave: WaveId,
        item: ItemId,
    ) -> PortResult<ItemView> {
        self.item_view(viewer, wave, item).await.map_err(Error::for_page)
    }
}
