//! A team's figures at the time of an interview: those of the newest survey that was not later, as
//! they are published.

use crate::{
    auth::policy,
    service::{Result, calendar, results::tree_of},
    store::Tx,
};
use app::{
    domain::{Dimension, Interview, Viewer},
    ports::TeamThen,
};

/// What the figures of the interview's team were.
pub(super) async fn then(
    tx: &mut Tx,
    viewer: &Viewer,
    interview: &Interview,
) -> Result<Option<TeamThen>> {
    let quarter = calendar::quarter_of(interview.starts_at);
    let Some((team, quarter)) = interview.team.zip(quarter) else { return Ok(None) };
    let Some(id) = tx.newest_release_of_team(team, quarter).await? else { return Ok(None) };
    let (Some(wave), Some(release)) = (tx.wave(id).await?, tx.release_head(id).await?) else {
        return Ok(None);
    };
    let tree = tree_of(&tx.release_teams(release.id).await?)?;
    if !policy::may_see_team(viewer, &tree, team) {
        return Ok(None);
    }
    let name = tree.get(team).map(|team| team.name.clone()).unwrap_or_default();
    let cells = tx.release_dimensions_of_team(release.id, team).await?;
    let shown = |dimension| cells.iter().find(|cell| cell.dimension == dimension);
    let score = |dimension: Dimension| Some((dimension, shown(dimension)?.shown.clone()));
    Ok(Some(TeamThen {
        whose: format!("{name}, {}", wave.period.title()),
        href: format!("/results/{id}/teams/{team}"),
        scores: Dimension::ALL.into_iter().filter_map(score).collect(),
        minimum: release.policy.minimum,
    }))
}
