//! The team tree as it is today, and what happened to each team.

use super::{Excerpt, PortResult};
use crate::domain::{TeamId, Viewer};
use async_trait::async_trait;

/// A team in the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamPlace {
    /// The team.
    pub id: TeamId,
    /// Its name.
    pub name: String,
    /// How far below its root it is.
    pub depth: usize,
    /// People who sit in it.
    pub here: usize,
    /// People in it and everywhere below.
    pub people: usize,
    /// Whether it is retired.
    pub retired: bool,
}

/// All teams.
#[derive(Clone, Debug, Default)]
pub struct TeamsView {
    /// Depth first, siblings by name.
    pub teams: Vec<TeamPlace>,
    /// The paths of all that can take teams on.
    pub paths: Vec<String>,
}

/// Somebody on a team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamPerson {
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Whether they manage the team.
    pub manager: bool,
}

/// Something that happened to a team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamEvent {
    /// When, in words.
    pub when: String,
    /// What, in words.
    pub what: String,
}

/// One team's page.
#[derive(Clone, Debug)]
pub struct TeamPage {
    /// The team.
    pub team: TeamPlace,
    /// The teams above it, from the root.
    pub above: Vec<TeamPlace>,
    /// The teams below it, as in [`TeamsView::teams`].
    pub below: Vec<TeamPlace>,
    /// Names of those who manage it.
    pub managers: Vec<String>,
    /// Who is on it, managers first.
    pub people: Excerpt<TeamPerson>,
    /// What happened to it, newest first.
    pub history: Vec<TeamEvent>,
    /// The path of the team above; empty for a root.
    pub parent: String,
    /// The paths of all that can take it on.
    pub parents: Vec<String>,
    /// What keeps it from being retired.
    pub obstacles: Vec<String>,
}

/// Questions about teams.
#[async_trait]
pub trait TeamPort: Send + Sync {
    /// All teams.
    async fn teams(&self, viewer: &Viewer) -> PortResult<TeamsView>;
    /// One team.
    async fn team(&self, viewer: &Viewer, id: TeamId) -> PortResult<TeamPage>;
}
