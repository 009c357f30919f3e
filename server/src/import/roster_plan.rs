//! What a roster would change, worked out before anything is written.
//!
//! The file is the whole truth about who is on which team: whoever is not in it leaves. Four
//! decisions that a reader may wonder about:
//!
//! - People with a role that a roster does not give (researcher, admin) never lose access by
//!   one. Where the file does not name them they stay, without a team and managing none.
//! - Where the file has no manager column, managers stay managers, except those who move: the
//!   mark holds for the team one sits in, and would open another team's figures.
//! - Nobody and no team is deleted. Whoever leaves keeps their attributes, and comes back to
//!   their old account when a later file names the address again; a retired team that the file
//!   names is reopened.
//! - A team that would be empty is only pointed out. Retiring it is a person's decision.
//!
//! To apply a plan: reopen teams, create the new ones in order, then find every path with
//! [`TeamTree::find`] in the new tree; add `joins` and write `updates`. All other lists say the
//! same things again, for people to read.

use super::roster::{RosterFile, RosterPerson};
use app::domain::{Email, Person, PersonId, TeamId, TeamPath, TeamTree};
use serde::Serialize;
use std::collections::{HashMap, HashSet};

mod fingerprint;
mod warning;
pub use warning::RosterWarning;

/// Everything that a roster would change, and what stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RosterPlan {
    /// Teams to create, parents before children; what exists of a path is spelled as it is.
    pub new_teams: Vec<TeamPath>,
    /// Retired teams to reopen, parents before children.
    pub reopened_teams: Vec<TeamAt>,
    /// People to add.
    pub joins: Vec<RosterPerson>,
    /// The new state of everybody who is known and changes in any way.
    pub updates: Vec<PersonUpdate>,

    /// People who had left and are back.
    pub returns: Vec<Who>,
    /// People who change team.
    pub moves: Vec<Move>,
    /// People who are not in the file and lose access.
    pub leaves: Vec<Leave>,
    /// People who are not in the file but keep access by their role; they lose their team.
    pub stays: Vec<Leave>,
    /// People whose name changes.
    pub renames: Vec<Rename>,
    /// People who become manager, or no longer are.
    pub manager_changes: Vec<ManagerChange>,
    /// People whose attributes change.
    pub attribute_changes: Vec<AttributeChange>,
    /// Teams that lose their last person, those below included.
    pub emptied_teams: Vec<TeamAt>,
    /// How many people of the file are already as it says.
    pub unchanged: usize,
    /// What a person should look at before applying it.
    #[serde(skip)]
    pub warnings: Vec<RosterWarning>,
}

/// A team that exists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TeamAt {
    /// The team.
    pub id: TeamId,
    /// Where it stands.
    pub path: TeamPath,
}

/// The new state of somebody who is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PersonUpdate {
    /// Who.
    pub person: PersonId,
    /// Name.
    pub name: String,
    /// Team; it may be a new one.
    pub team: Option<TeamPath>,
    /// Whether they manage that team.
    pub manager: bool,
    /// Attributes, all of them.
    pub attributes: Vec<(String, String)>,
    /// Whether they have left.
    pub left: bool,
}

/// Somebody, for people to read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Who {
    /// Identity.
    pub person: PersonId,
    /// Address.
    pub email: Email,
    /// Name; the new one, where it changes.
    pub name: String,
}

/// A change of team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Move {
    /// Who moves.
    pub who: Who,
    /// Where they are; none for those who had left or never had a team.
    pub from: Option<TeamPath>,
    /// Where they go.
    pub to: TeamPath,
}

/// An end on the roster.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Leave {
    /// Who.
    pub who: Who,
    /// Where they are.
    pub from: Option<TeamPath>,
}

/// A change of name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rename {
    /// Whose.
    pub who: Who,
    /// The name so far.
    pub from: String,
}

/// A change of who manages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ManagerChange {
    /// Who.
    pub who: Who,
    /// Whether they are a manager from now on.
    pub manager: bool,
}

/// A change of attributes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AttributeChange {
    /// Whose.
    pub who: Who,
    /// All attributes so far.
    pub from: Vec<(String, String)>,
    /// All attributes from now on.
    pub to: Vec<(String, String)>,
}

impl RosterPlan {
    /// Works out what `file` would change about `people` (those who have left included) and
    /// `tree` (retired teams included).
    #[must_use]
    pub fn new(file: &RosterFile, people: &[Person], tree: &TeamTree) -> Self {
        let mut plan = Self::default();
        let mut places = Places::new(tree);
        let known: HashMap<&Email, &Person> =
            people.iter().map(|person| (&person.email, person)).collect();
        let mut named = HashSet::new();
        for entry in &file.people {
            named.insert(&entry.email);
            let team = places.take(&entry.team, &mut plan);
            match known.get(&entry.email) {
                Some(person) => plan.meet(person, entry, team, file.says_who_manages, tree),
                None => plan.joins.push(entry.clone()),
            }
        }
        for person in people.iter().filter(|person| !named.contains(&person.email)) {
            plan.miss(person, tree);
        }
        plan.emptied_teams = places.emptied(people);
        plan.warnings = warning::warnings(&plan, people);
        plan
    }

    /// Whether there is nothing to write.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.new_teams.is_empty()
            && self.reopened_teams.is_empty()
            && self.joins.is_empty()
            && self.updates.is_empty()
    }

    /// Somebody who is known is in the file.
    fn meet(
        &mut self,
        person: &Person,
        entry: &RosterPerson,
        team: Option<TeamId>,
        says_who_manages: bool,
        tree: &TeamTree,
    ) {
        let who =
            || Who { person: person.id, email: person.email.clone(), name: entry.name.clone() };
        let moves = team.is_none() || person.team != team;
        let manager = if says_who_manages {
            entry.manager
        } else {
            person.roles.manager && !moves && !person.left
        };
        let mut attributes = person.attributes.clone();
        attributes.sort();
        let from = person.team.and_then(|team| tree.path(team));
        let mut changes = false;
        if person.left {
            self.returns.push(who());
            changes = true;
        }
        if moves {
            self.moves.push(Move { who: who(), from, to: entry.team.clone() });
            changes = true;
        }
        if person.name != entry.name {
            self.renames.push(Rename { who: who(), from: person.name.clone() });
            changes = true;
        }
        if person.roles.manager != manager {
            self.manager_changes.push(ManagerChange { who: who(), manager });
            changes = true;
        }
        if attributes != entry.attributes {
            self.attribute_changes.push(AttributeChange {
                who: who(),
                from: attributes,
                to: entry.attributes.clone(),
            });
            changes = true;
        }
        if changes {
            self.updates.push(PersonUpdate {
                person: person.id,
                name: entry.name.clone(),
                team: Some(entry.team.clone()),
                manager,
                attributes: entry.attributes.clone(),
                left: false,
            });
        } else {
            self.unchanged += 1;
        }
    }

    /// Somebody who is known is not in the file.
    fn miss(&mut self, person: &Person, tree: &TeamTree) {
        let keeps_access = person.roles.researcher || person.roles.admin;
        let stands_aside = person.team.is_none() && !person.roles.manager;
        if person.left || (keeps_access && stands_aside) {
            return;
        }
        let leave = Leave {
            who: Who { person: person.id, email: person.email.clone(), name: person.name.clone() },
            from: person.team.and_then(|team| tree.path(team)),
        };
        if keeps_access {
            self.stays.push(leave)
        } else {
            self.leaves.push(leave)
        }
        self.updates.push(PersonUpdate {
            person: person.id,
            name: person.name.clone(),
            team: None,
            manager: false,
            attributes: person.attributes.clone(),
            left: !keeps_access,
        });
    }
}

/// Where people sit, before and after.
struct Places<'t> {
    tree: &'t TeamTree,
    /// What each path of the file leads to; none for a team that is yet to be created.
    met: HashMap<TeamPath, Option<TeamId>>,
    /// Everything in `new_teams`, as it is compared.
    new: HashSet<String>,
    reopened: HashSet<TeamId>,
    after: Vec<u32>,
}

impl<'t> Places<'t> {
    fn new(tree: &'t TeamTree) -> Self {
        Self {
            tree,
            met: HashMap::new(),
            new: HashSet::new(),
            reopened: HashSet::new(),
            after: vec![0; tree.len()],
        }
    }

    /// Puts one person at `path` and says which team that is, if it exists.
    fn take(&mut self, path: &TeamPath, plan: &mut RosterPlan) -> Option<TeamId> {
        let team = match self.met.get(path) {
            Some(team) => *team,
            None => {
                self.open(path, plan);
                let team = self.tree.find(path);
                self.met.insert(path.clone(), team);
                team
            }
        };
        if let Some(index) = team.and_then(|team| self.tree.index_of(team)) {
            self.after[index] += 1;
        }
        team
    }

    /// Sees to it that a team, and all above it, will exist and take people on. Gives its path
    /// as it will be spelled.
    fn open(&mut self, path: &TeamPath, plan: &mut RosterPlan) -> TeamPath {
        let above = path.parent().map(|parent| self.open(&parent, plan));
        if let Some(team) = self.tree.find(path).and_then(|id| self.tree.get(id)) {
            let at = self.tree.path(team.id).unwrap_or_else(|| path.clone());
            if team.retired && self.reopened.insert(team.id) {
                plan.reopened_teams.push(TeamAt { id: team.id, path: at.clone() });
            }
            return at;
        }
        let spelled = above
            .and_then(|above| TeamPath::parse(&format!("{above} / {}", path.name())).ok())
            .unwrap_or_else(|| path.clone());
        if self.new.insert(path.to_string().to_lowercase()) {
            plan.new_teams.push(spelled.clone());
        }
        spelled
    }

    /// Teams that have somebody now, there or below, and would have nobody.
    fn emptied(&self, people: &[Person]) -> Vec<TeamAt> {
        let mut before = vec![0_u32; self.tree.len()];
        for person in people.iter().filter(|person| !person.left) {
            if let Some(index) = person.team.and_then(|team| self.tree.index_of(team)) {
                before[index] += 1;
            }
        }
        let teams = self.tree.teams().iter().enumerate();
        teams
            .filter(|(index, team)| {
                let below = self.tree.subtree(*index);
                !team.retired
                    && before[below.clone()].iter().any(|&count| count > 0)
                    && self.after[below].iter().all(|&count| count == 0)
            })
            .filter_map(|(_, team)| Some(TeamAt { id: team.id, path: self.tree.path(team.id)? }))
            .collect()
    }
}
