//! A whole release, and what of it somebody may see: for files and for the command line.

use super::Published;
use crate::{
    auth::policy,
    service::{Result, Services},
    store::{Tx, releases::ReleaseHead},
};
use app::{
    domain::{Period, TeamId, Viewer, WaveId},
    report::Release,
};
use std::collections::HashSet;

impl Services {
    /// The whole release of a wave, if it is published: for the command line, which sees all of it.
    pub async fn release(&self, wave: WaveId) -> Result<Option<Release>> {
        let mut tx = self.store.read().await?;
        let Some(found) = tx.wave(wave).await? else { return Ok(None) };
        let Some(head) = tx.release_head(wave).await? else { return Ok(None) };
        Ok(Some(load(&mut tx, wave, found.period, head).await?))
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
