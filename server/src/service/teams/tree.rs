//! The tree that a change by hand is made to, and what it refuses.

use super::PARENT;
use crate::{
    service::{Error, Result},
    store::Tx,
};
use app::domain::{
    Team, TeamId, TeamPath, TeamTree,
    team::{TeamTreeError, same_name},
};

/// The tree as it stands.
pub(super) struct Tree(pub(super) TeamTree);

impl Tree {
    pub(super) async fn load(tx: &mut Tx) -> Result<Self> {
        let tree = TeamTree::new(tx.teams().await?);
        Ok(Self(tree.map_err(|error| Error::Internal(error.to_string()))?))
    }

    pub(super) fn team(&self, id: TeamId) -> Result<Team> {
        self.0.get(id).cloned().ok_or(Error::NotFound)
    }

    pub(super) fn name(&self, id: TeamId) -> &str {
        self.0.get(id).map_or("", |team| team.name.as_str())
    }

    pub(super) fn path(&self, id: TeamId) -> String {
        self.0.path(id).map(|path| path.to_string()).unwrap_or_default()
    }

    /// The team at a path that a form gives; none for an empty one.
    pub(super) fn at(&self, path: &str) -> Result<Option<TeamId>> {
        if path.trim().is_empty() {
            return Ok(None);
        }
        let found = TeamPath::parse(path).ok().and_then(|path| self.0.find(&path));
        let missing = || {
            let shown: String = path.trim().chars().take(160).collect();
            Error::invalid(PARENT, format!("There is no team “{shown}”. Choose one from the list"))
        };
        found.map(Some).ok_or_else(missing)
    }

    /// The tree with `team` as given, in the place of itself or new.
    pub(super) fn changed(&self, team: &Team, field: &str) -> Result<Self> {
        let mut teams: Vec<Team> =
            self.0.teams().iter().filter(|other| other.id != team.id).cloned().collect();
        if let Some(above) = teams.iter().find(|other| Some(other.id) == team.parent)
            && above.retired
            && !team.retired
        {
            let text = format!("“{}” is retired. Reopen it first, or choose another", above.name);
            return Err(Error::invalid(PARENT, text));
        }
        let twin =
            |other: &&Team| other.parent == team.parent && same_name(&other.name, &team.name);
        if let Some(twin) = teams.iter().find(twin) {
            let mut text = format!("There is a team “{}” in this place already", twin.name);
            if twin.retired {
                text.push_str(", though it is retired: reopen that one, or choose another name");
            }
            return Err(Error::invalid(field, text));
        }
        teams.push(team.clone());
        let tree = TeamTree::new(teams).map_err(|error| match error {
            TeamTreeError::Cycle(name) => {
                Error::invalid(field, format!("“{name}” would be part of itself"))
            }
            other => Error::Internal(other.to_string()),
        })?;
        let index = tree.index_of(team.id).ok_or(Error::NotFound)?;
        for below in tree.subtree(index) {
            let path = tree.path(tree.teams()[below].id).map(|path| path.to_string());
            if let Err(error) = TeamPath::parse(&path.unwrap_or_default()) {
                return Err(Error::invalid(field, format!("This does not do: {error}")));
            }
        }
        Ok(Self(tree))
    }
}
