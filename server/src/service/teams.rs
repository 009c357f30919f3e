//! Teams by hand: create, rename, move, retire and reopen one, each noted in its history.
//!
//! Whatever changes the tree goes through `Tree::changed`, which refuses what a roster could not
//! name: twins under one team, circles, and paths that read as another one.

mod tree;
mod view;

use super::{Error, Result, Services};
use crate::{
    auth::policy,
    import::{roster::unseen, table::tidy},
    store::{Tx, teams::TeamChange},
};
use app::domain::{Team, TeamId, TeamPath, Viewer};
use tree::Tree;

/// Under these names forms send what they ask for.
const NAME: &str = "name";
const PARENT: &str = "parent";

/// How many names a refusal lists.
const NAMED: usize = 5;

impl Services {
    /// Adds a team under the one at `parent`, or at the top where that is empty.
    pub async fn create_team(&self, viewer: &Viewer, name: &str, parent: &str) -> Result<TeamId> {
        policy::admin(viewer)?;
        let name = team_name(name)?;
        let (mut tx, tree) = self.locked_tree().await?;
        let team =
            Team { id: TeamId(self.random.uuid()), parent: tree.at(parent)?, name, retired: false };
        let after = tree.changed(&team, NAME)?;
        tx.insert_team(&team).await?;
        self.note_team_change(&mut tx, viewer, &after, &team, "created", String::new()).await?;
        tx.commit().await?;
        Ok(team.id)
    }

    /// Gives a team another name. Published figures keep the name they were published under.
    pub async fn rename_team(&self, viewer: &Viewer, id: TeamId, name: &str) -> Result<()> {
        policy::admin(viewer)?;
        let name = team_name(name)?;
        let (mut tx, tree) = self.locked_tree().await?;
        let mut team = tree.team(id)?;
        if team.name == name {
            return Ok(());
        }
        let was = format!("was {}", std::mem::replace(&mut team.name, name));
        let after = tree.changed(&team, NAME)?;
        tx.update_team(&team).await?;
        self.note_team_change(&mut tx, viewer, &after, &team, "renamed", was).await?;
        Ok(tx.commit().await?)
    }

    /// Puts a team, with all below it, under the one at `parent`, or at the top.
    pub async fn move_team(&self, viewer: &Viewer, id: TeamId, parent: &str) -> Result<()> {
        policy::admin(viewer)?;
        let (mut tx, tree) = self.locked_tree().await?;
        let mut team = tree.team(id)?;
        let parent = tree.at(parent)?;
        if team.parent == parent {
            return Ok(());
        }
        if let Some(above) = parent
            && tree.0.is_within(above, id)
        {
            let text = if above == id {
                format!("“{}” cannot be part of itself. Choose another team", team.name)
            } else {
                format!(
                    "“{}” is part of “{}” already, so this would be a circle. Choose a team that \
                     is not below it",
                    tree.name(above),
                    team.name,
                )
            };
            return Err(Error::invalid(PARENT, text));
        }
        let place = |team: Option<TeamId>| match team {
            Some(team) => tree.path(team),
            None => "the top".to_owned(),
        };
        let words = format!("from {} to {}", place(team.parent), place(parent));
        team.parent = parent;
        let after = tree.changed(&team, PARENT)?;
        tx.update_team(&team).await?;
        self.note_team_change(&mut tx, viewer, &after, &team, "moved", words).await?;
        Ok(tx.commit().await?)
    }

    /// Retires a team that nobody is on and nothing is below: it keeps its history and takes
    /// nobody on.
    ///
    /// # Errors
    /// [`Error::Conflict`] with what is in the way.
    pub async fn retire_team(&self, viewer: &Viewer, id: TeamId) -> Result<()> {
        policy::admin(viewer)?;
        let (mut tx, tree) = self.locked_tree().await?;
        let mut team = tree.team(id)?;
        if team.retired {
            return Ok(());
        }
        let obstacles = obstacles(&mut tx, &tree, id).await?;
        if !obstacles.is_empty() {
            return Err(Error::Conflict(format!(
                "“{}” cannot be retired yet. {}",
                team.name,
                obstacles.join(" ")
            )));
        }
        team.retired = true;
        tx.update_team(&team).await?;
        self.note_team_change(&mut tx, viewer, &tree, &team, "retired", String::new()).await?;
        Ok(tx.commit().await?)
    }

    /// Lets a retired team take people on again.
    ///
    /// # Errors
    /// [`Error::Conflict`] when a team above it is retired.
    pub async fn reopen_team(&self, viewer: &Viewer, id: TeamId) -> Result<()> {
        policy::admin(viewer)?;
        let (mut tx, tree) = self.locked_tree().await?;
        let mut team = tree.team(id)?;
        if !team.retired {
            return Ok(());
        }
        if let Some(above) = team.parent
            && tree.team(above)?.retired
        {
            return Err(Error::Conflict(format!(
                "“{}” is part of “{}”, which is retired. Reopen that first, or move this team.",
                team.name,
                tree.name(above),
            )));
        }
        team.retired = false;
        tx.update_team(&team).await?;
        self.note_team_change(&mut tx, viewer, &tree, &team, "reopened", String::new()).await?;
        Ok(tx.commit().await?)
    }

    /// A transaction in which nobody else changes teams or people, and the tree it sees.
    async fn locked_tree(&self) -> Result<(Tx, Tree)> {
        let mut tx = self.store.begin().await?;
        tx.lock_roster().await?;
        let tree = Tree::load(&mut tx).await?;
        Ok((tx, tree))
    }

    /// Notes a change in the team's history and in the audit log.
    async fn note_team_change(
        &self,
        tx: &mut Tx,
        viewer: &Viewer,
        tree: &Tree,
        team: &Team,
        change: &str,
        detail: String,
    ) -> Result<()> {
        let words = match detail.as_str() {
            "" => tree.path(team.id),
            detail => format!("{}, {detail}", tree.path(team.id)),
        };
        let happened = TeamChange { happened_at: self.clock.now(), change: change.into(), detail };
        tx.insert_team_change(self.random.uuid(), team.id, &happened).await?;
        self.audit(tx, Some(viewer.person), &format!("team-{change}"), words).await
    }
}

/// The name of a team as a form gives it.
fn team_name(text: &str) -> Result<String> {
    let name = tidy(text);
    if let Some(message) = unseen(&name) {
        return Err(Error::invalid(NAME, format!("In the name {message}")));
    }
    if name.contains('/') || name.contains(" > ") {
        return Err(Error::invalid(
            NAME,
            "Leave out “/” and “ > ”: rosters write the path of a team with them",
        ));
    }
    match TeamPath::parse(&name) {
        Ok(_) => Ok(name),
        Err(_) if name.is_empty() => Err(Error::invalid(NAME, "Give the team a name")),
        Err(_) => Err(Error::invalid(NAME, "Give the team a name of at most 120 characters")),
    }
}

/// What keeps a team from being retired, a sentence each.
async fn obstacles(tx: &mut Tx, tree: &Tree, id: TeamId) -> Result<Vec<String>> {
    let mut obstacles = Vec::new();
    let here = tx.people_by_team().await?.get(&id).copied().unwrap_or_default();
    if here > 0 {
        let people = tx.people_in_team(id, NAMED as i64).await?;
        let names: Vec<String> = people.into_iter().map(|person| person.name).collect();
        let (are, them) = if here == 1 { ("is", "this person") } else { ("are", "these people") };
        obstacles.push(format!(
            "On it {are} {}: a roster moves {them} to another team.",
            list(names, usize::try_from(here).unwrap_or_default())
        ));
    }
    let below: Vec<String> = tree
        .0
        .index_of(id)
        .into_iter()
        .flat_map(|index| tree.0.children(index))
        .map(|child| &tree.0.teams()[child])
        .filter(|team| !team.retired)
        .map(|team| format!("“{}”", team.name))
        .collect();
    if !below.is_empty() {
        let count = below.len();
        let (are, them) = if count == 1 { ("is", "it") } else { ("are", "them") };
        obstacles.push(format!(
            "Below it {are} {}: retire or move {them} first.",
            list(below.into_iter().take(NAMED).collect(), count)
        ));
    }
    Ok(obstacles)
}

/// “Ada, Grace and 3 more”.
fn list(mut names: Vec<String>, all: usize) -> String {
    let last = match all - names.len().min(all) {
        0 => names.pop().unwrap_or_default(),
        more => format!("{more} more"),
    };
    if names.is_empty() { last } else { format!("{} and {last}", names.join(", ")) }
}
