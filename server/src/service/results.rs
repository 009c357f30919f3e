//! Results: what each page of a release shows to whom. Reads releases only, never an answer.

use super::{Error, Result, Services};
use crate::{
    analysis::{Sample, welch},
    auth::policy,
    store::{Tx, releases::ReleaseHead},
};
use app::{
    domain::{Dimension, ItemId, Period, Team, TeamId, TeamTree, Viewer, WaveId, WaveState},
    ports::{PortResult, PublishedProgram, ResultsPort},
    report::{
        Cell, DimensionCell, DimensionFigures, Release, ReleaseItem, ReleaseTeam, Shown,
        views::{
            Change, DimensionRow, DimensionTrend, HeatCell, ItemRow, ItemTeamRow, ItemView,
            OverviewView, TeamRow, TeamView, TrendPoint, WaveHead,
        },
    },
};
use async_trait::async_trait;
use std::collections::HashMap;

/// One published wave, with the teams and items it froze.
struct Published {
    head: ReleaseHead,
    period: Period,
    teams: Vec<ReleaseTeam>,
    tree: TeamTree,
    items: Vec<ReleaseItem>,
}

impl Published {
    async fn load(tx: &mut Tx, wave: WaveId, period: Period) -> Result<Self> {
        let head = tx.release_head(wave).await?.ok_or(Error::NotFound)?;
        let teams = tx.release_teams(head.id).await?;
        let nodes = teams
            .iter()
            .map(|team| Team {
                id: team.team,
                parent: team.parent,
                name: team.name.clone(),
                retired: false,
            })
            .collect();
        let tree = TeamTree::new(nodes).map_err(|error| Error::Internal(error.to_string()))?;
        let items = tx.release_items(head.id).await?;
        Ok(Self { head, period, teams, tree, items })
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

    /// The whole release of a wave, if it is published: for the command line, which sees all of it.
    pub async fn release(&self, wave: WaveId) -> Result<Option<Release>> {
        let mut tx = self.store.read().await?;
        let Some(found) = tx.wave(wave).await? else { return Ok(None) };
        let Some(head) = tx.release_head(wave).await? else { return Ok(None) };
        Ok(Some(Release {
            wave,
            period: found.period,
            policy: head.policy,
            teams: tx.release_teams(head.id).await?,
            items: tx.release_items(head.id).await?,
            cells: tx.release_cells(head.id).await?,
            dimensions: tx.release_dimensions(head.id).await?,
            changes: tx.release_changes(head.id).await?,
            reliability: tx.release_reliability(head.id).await?,
            drivers: tx.release_drivers(head.id).await?,
            comments: tx.release_comments(head.id).await?,
        }))
    }

    /// The wave's head and the published wave before it.
    async fn wave_head(
        &self,
        tx: &mut Tx,
        id: WaveId,
    ) -> Result<(WaveHead, Option<(WaveId, Period)>)> {
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
        let before = waves.iter().rev().find(|(_, period)| *period < wave.period).copied();
        let minimum = tx.release_head(id).await?.ok_or(Error::NotFound)?.policy.minimum;
        let head = WaveHead {
            program: program.id,
            program_name: program.name,
            wave: id,
            period: wave.period,
            minimum,
            imported: wave.imported,
            waves,
        };
        Ok((head, before))
    }

    async fn overview_view(&self, viewer: &Viewer, id: WaveId) -> Result<OverviewView> {
        let mut tx = self.store.read().await?;
        let (head, before) = self.wave_head(&mut tx, id).await?;
        let now = Published::load(&mut tx, id, head.period).await?;
        let figures = by_team(tx.release_dimensions(now.head.id).await?);
        let earlier = match before {
            Some((wave, period)) => {
                let earlier = Published::load(&mut tx, wave, period).await?;
                let figures = by_team(tx.release_dimensions(earlier.head.id).await?);
                Some((earlier, figures))
            }
            None => None,
        };
        let compare = |team: TeamId, dimension: Dimension| {
            let (earlier, before) = earlier.as_ref()?;
            if earlier.makeup(dimension) != now.makeup(dimension) {
                return None;
            }
            let key = (team, dimension);
            change(figures.get(&key)?, before.get(&key)?, earlier.period)
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
        let heat = now
            .teams
            .iter()
            .map(|team| now.row(viewer, team))
            .filter(|row| row.within_reach)
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
        let items = self
            .item_rows_of(
                &mut tx,
                &now,
                earlier.as_ref().map(|(earlier, _)| earlier),
                organisation.team,
            )
            .await?;
        Ok(OverviewView { head, organisation, dimensions, columns, heat, items })
    }

    /// The items of one team, each with the wave before where it is the same series.
    async fn item_rows_of(
        &self,
        tx: &mut Tx,
        now: &Published,
        before: Option<&Published>,
        team: TeamId,
    ) -> Result<Vec<ItemRow>> {
        let shown = |cells: Vec<Cell>| -> HashMap<ItemId, _> {
            cells.into_iter().map(|cell| (cell.item, cell.shown)).collect()
        };
        let mut cells = shown(tx.release_cells_of_team(now.head.id, team).await?);
        let mut earlier = match before {
            Some(before) => shown(tx.release_cells_of_team(before.head.id, team).await?),
            None => HashMap::new(),
        };
        let mut rows = Vec::new();
        for item in &now.items {
            let Some(figures) = cells.remove(&item.item) else { continue };
            let before = before
                .filter(|before| {
                    before
                        .items
                        .iter()
                        .any(|other| other.item == item.item && other.series == item.series)
                })
                .and_then(|before| Some((before.period, earlier.remove(&item.item)?)));
            rows.push(ItemRow { item: item.clone(), now: figures, before });
        }
        rows.sort_by_key(|row| (row.item.dimension, row.item.position));
        Ok(rows)
    }

    async fn team_view(&self, viewer: &Viewer, id: WaveId, team: TeamId) -> Result<TeamView> {
        let mut tx = self.store.read().await?;
        let (head, before) = self.wave_head(&mut tx, id).await?;
        let now = Published::load(&mut tx, id, head.period).await?;
        if !policy::may_see_team(viewer, &now.tree, team) {
            return Err(Error::NotFound);
        }
        let shown_team = now.team(team).ok_or(Error::NotFound)?.clone();
        let mut earlier = Vec::new();
        for &(wave, period) in head.waves.iter().filter(|(_, period)| *period < head.period) {
            let published = Published::load(&mut tx, wave, period).await?;
            let figures = by_team(tx.release_dimensions_of_team(published.head.id, team).await?);
            earlier.push((published, figures));
        }
        let figures = by_team(tx.release_dimensions_of_team(now.head.id, team).await?);
        let trends = Dimension::ALL
            .into_iter()
            .filter_map(|dimension| trend(team, dimension, &now, &figures, &earlier))
            .collect();
        let before =
            before.and_then(|(_, period)| earlier.iter().find(|(other, _)| other.period == period));
        let items =
            self.item_rows_of(&mut tx, &now, before.map(|(published, _)| published), team).await?;
        let comments = tx.release_comments_of_team(now.head.id, team).await?;
        let index = now.tree.index_of(team).ok_or(Error::NotFound)?;
        let mut above: Vec<TeamRow> = now
            .tree
            .ancestors_and_self(index)
            .skip(1)
            .filter_map(|at| now.team(now.tree.teams()[at].id))
            .map(|team| now.row(viewer, team))
            .collect();
        above.reverse();
        let below = now
            .tree
            .children(index)
            .filter_map(|at| now.team(now.tree.teams()[at].id))
            .map(|team| now.row(viewer, team))
            .filter(|row| row.within_reach)
            .collect();
        let look_instead = self.nearest_shown(&mut tx, &now, &above).await?;
        Ok(TeamView { head, team: shown_team, above, below, trends, items, comments, look_instead })
    }

    /// The nearest team above that the viewer may open and that has at least one figure.
    async fn nearest_shown(
        &self,
        tx: &mut Tx,
        now: &Published,
        above: &[TeamRow],
    ) -> Result<Option<TeamRow>> {
        for row in above.iter().rev().filter(|row| row.within_reach) {
            let cells = tx.release_dimensions_of_team(now.head.id, row.team.team).await?;
            if cells.iter().any(|cell| cell.shown.exact().is_some()) {
                return Ok(Some(row.clone()));
            }
        }
        Ok(None)
    }

    async fn item_view(&self, viewer: &Viewer, id: WaveId, item: ItemId) -> Result<ItemView> {
        let mut tx = self.store.read().await?;
        let (head, _) = self.wave_head(&mut tx, id).await?;
        let now = Published::load(&mut tx, id, head.period).await?;
        let shown_item =
            now.items.iter().find(|other| other.item == item).ok_or(Error::NotFound)?.clone();
        let mut cells: HashMap<TeamId, _> = tx
            .release_cells_of_item(now.head.id, item)
            .await?
            .into_iter()
            .map(|cell| (cell.team, cell.shown))
            .collect();
        let organisation = now.organisation()?.team;
        let mut trend = Vec::new();
        for &(wave, period) in head.waves.iter().filter(|(_, period)| *period < head.period) {
            let earlier = Published::load(&mut tx, wave, period).await?;
            let comparable = earlier
                .items
                .iter()
                .any(|other| other.item == item && other.series == shown_item.series);
            if !comparable {
                continue;
            }
            let root = earlier.organisation()?.team;
            let cells = tx.release_cells_of_team(earlier.head.id, root).await?;
            if let Some(cell) = cells.into_iter().find(|cell| cell.item == item) {
                trend.push((period, cell.shown));
            }
        }
        if let Some(shown) = cells.get(&organisation) {
            trend.push((head.period, shown.clone()));
        }
        let teams = now
            .teams
            .iter()
            .map(|team| now.row(viewer, team))
            .filter(|row| row.within_reach)
            .filter_map(|row| Some(ItemTeamRow { shown: cells.remove(&row.team.team)?, team: row }))
            .collect();
        Ok(ItemView { head, item: shown_item, trend, teams })
    }
}

/// One dimension of one team over all waves up to the one shown; none where it was never asked.
fn trend(
    team: TeamId,
    dimension: Dimension,
    now: &Published,
    figures: &DimensionCells,
    earlier: &[(Published, DimensionCells)],
) -> Option<DimensionTrend> {
    let key = (team, dimension);
    let present = figures.get(&key)?;
    let makeup = now.makeup(dimension);
    let mut points = Vec::new();
    let mut not_comparable = 0;
    let mut last = None;
    for (published, cells) in earlier {
        let Some(shown) = cells.get(&key) else { continue };
        if published.makeup(dimension) == makeup {
            points.push(TrendPoint { period: published.period, shown: shown.clone() });
            last = Some((published.period, shown));
        } else {
            not_comparable += 1;
            last = None;
        }
    }
    // Compared with the wave just before, or with nothing: an older one would be another question.
    let newest_earlier = earlier.last().map(|(published, _)| published.period);
    let change = last
        .filter(|(period, _)| Some(*period) == newest_earlier)
        .and_then(|(period, shown)| change(present, shown, period));
    points.push(TrendPoint { period: now.period, shown: present.clone() });
    Some(DimensionTrend { dimension, points, change, not_comparable })
}

#[async_trait]
impl ResultsPort for Services {
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
