//! A whole release, and what of it somebody may see: for files and for the command line.

use super::Published;
use crate::{
    auth::policy,
    disclosure::cost::{Cost, cost},
    service::{Error, Result, Services, publish::wave_before},
    store::{Tx, releases::ReleaseHead},
};
use app::{
    domain::{Email, Period, PersonId, Roles, SessionId, Team, TeamId, TeamTree, Viewer, WaveId},
    report::{Release, ReleaseTeam},
};
use std::collections::HashSet;
use uuid::Uuid;

impl Services {
    /// The whole release of a wave, if it is published: for the command line, which sees all of it.
    pub async fn release(&self, wave: WaveId) -> Result<Option<Release>> {
        let mut tx = self.store.read().await?;
        let Some(found) = tx.wave(wave).await? else { return Ok(None) };
        let Some(head) = tx.release_head(wave).await? else { return Ok(None) };
        Ok(Some(load(&mut tx, wave, found.period, head).await?))
    }

    /// The release that the changes of a wave are told against.
    pub async fn release_before(&self, wave: WaveId) -> Result<Option<Release>> {
        let mut tx = self.store.read().await?;
        let Some(found) = tx.wave(wave).await? else { return Ok(None) };
        let Some(before) = wave_before(&mut tx, &found).await? else { return Ok(None) };
        let Some(head) = tx.release_head(before.id).await? else { return Ok(None) };
        Ok(Some(load(&mut tx, before.id, before.period, head).await?))
    }

    /// How much the rules withhold of a wave, worked out from its answers.
    ///
    /// # Errors
    /// [`NotFound`](crate::service::Error::NotFound) where there is no such wave.
    pub async fn withheld(&self, wave: WaveId) -> Result<Cost> {
        let mut tx = self.store.read().await?;
        let wave = tx.wave(wave).await?.ok_or(Error::NotFound)?;
        let policy = tx.wave_policy(wave.id).await?.unwrap_or(self.settings.policy);
        Ok(cost(&self.answers_of(&mut tx, &wave).await?, policy))
    }

    /// What the viewer may see of the figures of a published wave: the organisation's, and those
    /// of the teams within their reach. Comments are for the pages.
    ///
    /// # Errors
    /// [`NotFound`](crate::service::Error::NotFound) where the wave is not published.
    pub async fn release_for(&self, viewer: &Viewer, wave: WaveId) -> Result<Release> {
        let mut tx = self.store.read().await?;
        let head = self.wave_head(&mut tx, wave).await?;
        let published = Published::load(&mut tx, &head).await?;
        let within_reach = |team: TeamId| policy::may_see_team(viewer, &published.tree, team);
        let reach: HashSet<TeamId> = (published.teams.iter().map(|team| team.team))
            .filter(|team| within_reach(*team))
            .collect();
        let mut release = load(&mut tx, wave, head.period, published.asked.head).await?;
        release.teams.retain(|team| reach.contains(&team.team));
        for team in &mut release.teams {
            team.parent = team.parent.filter(|parent| reach.contains(parent));
        }
        release.cells.retain(|cell| reach.contains(&cell.team));
        release.dimensions.retain(|cell| reach.contains(&cell.team));
        release.groups.retain(|group| reach.contains(&group.team));
        release.changes.retain(|change| reach.contains(&change.team));
        release.comments.clear();
        Ok(release)
    }
}

async fn load(tx: &mut Tx, wave: WaveId, period: Period, head: ReleaseHead) -> Result<Release> {
    Ok(Release {
        wave,
        period,
        policy: head.policy,
        teams: tx.release_teams(head.id).await?,
        items: tx.release_items(head.id).await?,
        cells: tx.release_cells(head.id).await?,
        dimensions: tx.release_dimensions(head.id).await?,
        grouping: head.grouping,
        groups: tx.release_groups(head.id).await?,
        changes: tx.release_changes(head.id).await?,
        reliability: tx.release_reliability(head.id).await?,
        drivers: tx.release_drivers(head.id).await?,
        comments: tx.release_comments(head.id).await?,
    })
}

/// The teams of a release as they stood when it was made.
///
/// # Errors
/// [`Internal`](Error::Internal) where they form no tree.
pub(in crate::service) fn tree_of(teams: &[ReleaseTeam]) -> Result<TeamTree> {
    let teams = teams.iter().map(|team| Team {
        id: team.team,
        parent: team.parent,
        name: team.name.clone(),
        retired: false,
    });
    TeamTree::new(teams.collect()).map_err(|error| Error::Internal(error.to_string()))
}

/// For each team of a release, the teams whose figures somebody on it may see: a manager of it, or
/// somebody with no role.
///
/// # Errors
/// [`Internal`](Error::Internal) where the teams form no tree.
pub fn reach_of_each(release: &Release, manager: bool) -> Result<Vec<Vec<TeamId>>> {
    let tree = tree_of(&release.teams)?;
    let mut viewer = Viewer {
        person: PersonId(Uuid::nil()),
        session: SessionId(Uuid::nil()),
        email: Email::parse("somebody@example.com")
            .map_err(|error| Error::Internal(error.to_string()))?,
        name: String::new(),
        team: None,
        roles: Roles { manager, ..Roles::default() },
    };
    let ids: Vec<TeamId> = tree.teams().iter().map(|team| team.id).collect();
    let mut reach_of_each = Vec::with_capacity(ids.len());
    for &team in &ids {
        viewer.team = Some(team);
        let may_see = |other: &TeamId| policy::may_see_team(&viewer, &tree, *other);
        reach_of_each.push(ids.iter().copied().filter(may_see).collect());
    }
    Ok(reach_of_each)
}
