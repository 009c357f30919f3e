//! Teams and the tree they form.

use super::TeamId;
use serde::{Deserialize, Serialize};
use std::{collections::HashMap, fmt};

/// A node of the team tree. People sit at any node.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Team {
    /// Identity; survives renames and moves.
    pub id: TeamId,
    /// The team this one belongs to; none at the root.
    pub parent: Option<TeamId>,
    /// Name, unique among its siblings.
    pub name: String,
    /// Retired teams keep their history but take nobody on.
    pub retired: bool,
}

/// The way from the root to a team, as a roster writes it: `Engineering / Payments / Checkout`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TeamPath(Vec<String>);

/// Why a text is no team path.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TeamPathError {
    /// Nothing was given.
    #[error("the team is missing")]
    Empty,
    /// Two separators with nothing between them.
    #[error("the team path “{0}” has an empty part")]
    EmptyPart(String),
    /// A team cannot be inside itself.
    #[error("the team path “{path}” goes in a circle: “{name}” is in it twice")]
    Cycle {
        /// The whole path.
        path: String,
        /// The name that comes twice.
        name: String,
    },
    /// Too deep or too long to be meant.
    #[error("the team path “{0}” is too long (at most 10 levels, 120 characters each)")]
    TooLong(String),
}

impl TeamPath {
    /// Reads a path; levels are separated by `/`, spaces around it do not count.
    ///
    /// ```
    /// use app::domain::TeamPath;
    /// let path = TeamPath::parse("Engineering / Payments").unwrap();
    /// assert_eq!(path.parts(), ["Engineering", "Payments"]);
    /// assert!(TeamPath::parse("A / B / A").is_err());
    /// ```
    ///
    /// # Errors
    /// When the path is empty, has an empty part, names a team inside itself or is absurdly long.
    pub fn parse(text: &str) -> Result<Self, TeamPathError> {
        if text.trim().is_empty() {
            return Err(TeamPathError::Empty);
        }
        let short = || text.trim().chars().take(160).collect::<String>();
        let parts: Vec<String> = text.split('/').map(|part| part.trim().to_owned()).collect();
        if parts.iter().any(String::is_empty) {
            return Err(TeamPathError::EmptyPart(short()));
        }
        if parts.len() > 10 || parts.iter().any(|part| part.chars().count() > 120) {
            return Err(TeamPathError::TooLong(short()));
        }
        for (index, part) in parts.iter().enumerate() {
            if parts[..index].iter().any(|earlier| same_name(earlier, part)) {
                return Err(TeamPathError::Cycle { path: short(), name: part.clone() });
            }
        }
        Ok(Self(parts))
    }

    /// The names from the root down; never empty.
    #[must_use]
    pub fn parts(&self) -> &[String] {
        &self.0
    }

    /// The path of the team above, if this is not a root.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        (self.0.len() > 1).then(|| Self(self.0[..self.0.len() - 1].to_vec()))
    }

    /// The team's own name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.last().map_or("", String::as_str)
    }
}

impl fmt::Display for TeamPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join(" / "))
    }
}

/// Whether two team names mean the same team: case and outer spaces do not count.
#[must_use]
pub fn same_name(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// A consistent forest of teams in which every question about kinship is answered from memory.
///
/// Order is depth first, parents before children, siblings by name, so that an index is
/// also a reading order.
#[derive(Clone, Debug, Default)]
pub struct TeamTree {
    teams: Vec<Team>,
    parent: Vec<Option<usize>>,
    depth: Vec<usize>,
    /// One past the last descendant: the subtree of `i` is `i..end[i]`.
    end: Vec<usize>,
    index: HashMap<TeamId, usize>,
}

/// Why teams form no tree.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TeamTreeError {
    /// Two teams with one id.
    #[error("the team “{0}” is given twice")]
    Duplicate(String),
    /// A parent that is not among the teams.
    #[error("the team “{0}” belongs to a team that does not exist")]
    UnknownParent(String),
    /// A team above itself.
    #[error("the team “{0}” is inside itself")]
    Cycle(String),
}

impl TeamTree {
    /// Builds the tree.
    ///
    /// # Errors
    /// When an id comes twice, a parent is missing or a team is inside itself.
    pub fn new(teams: Vec<Team>) -> Result<Self, TeamTreeError> {
        let mut children: HashMap<Option<TeamId>, Vec<Team>> = HashMap::new();
        let mut names = HashMap::new();
        for team in &teams {
            if names.insert(team.id, team.name.clone()).is_some() {
                return Err(TeamTreeError::Duplicate(team.name.clone()));
            }
        }
        let total = teams.len();
        for team in teams {
            if let Some(parent) = team.parent
                && !names.contains_key(&parent)
            {
                return Err(TeamTreeError::UnknownParent(team.name));
            }
            children.entry(team.parent).or_default().push(team);
        }
        for siblings in children.values_mut() {
            // Last first: they come off a stack below.
            siblings.sort_by_key(|team| std::cmp::Reverse((team.name.to_lowercase(), team.id)));
        }
        let mut tree = Self::default();
        let mut stack: Vec<(Team, Option<usize>)> = children
            .remove(&None)
            .unwrap_or_default()
            .into_iter()
            .map(|team| (team, None))
            .collect();
        while let Some((team, parent)) = stack.pop() {
            let index = tree.teams.len();
            tree.index.insert(team.id, index);
            tree.parent.push(parent);
            tree.depth.push(parent.map_or(0, |parent| tree.depth[parent] + 1));
            tree.end.push(index + 1);
            for child in children.remove(&Some(team.id)).unwrap_or_default() {
                stack.push((child, Some(index)));
            }
            tree.teams.push(team);
        }
        if tree.teams.len() < total {
            // What no root reaches hangs on a circle.
            let stuck = children.values().flatten().map(|team| team.name.clone()).min();
            return Err(TeamTreeError::Cycle(stuck.unwrap_or_default()));
        }
        for index in (0..tree.teams.len()).rev() {
            if let Some(parent) = tree.parent[index] {
                tree.end[parent] = tree.end[parent].max(tree.end[index]);
            }
        }
        Ok(tree)
    }

    /// All teams, parents before children.
    #[must_use]
    pub fn teams(&self) -> &[Team] {
        &self.teams
    }

    /// How many teams there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.teams.len()
    }

    /// Whether there is no team at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.teams.is_empty()
    }

    /// Where a team stands in [`teams`](Self::teams).
    #[must_use]
    pub fn index_of(&self, team: TeamId) -> Option<usize> {
        self.index.get(&team).copied()
    }

    /// A team by id.
    #[must_use]
    pub fn get(&self, team: TeamId) -> Option<&Team> {
        self.index_of(team).map(|index| &self.teams[index])
    }

    /// The index of the team above `index`.
    #[must_use]
    pub fn parent(&self, index: usize) -> Option<usize> {
        self.parent[index]
    }

    /// How far below its root a team is; a root has 0.
    #[must_use]
    pub fn depth(&self, index: usize) -> usize {
        self.depth[index]
    }

    /// The indices of a team and everything below it.
    #[must_use]
    pub fn subtree(&self, index: usize) -> std::ops::Range<usize> {
        index..self.end[index]
    }

    /// The indices of the teams directly below.
    pub fn children(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        let mut next = index + 1;
        std::iter::from_fn(move || {
            (next < self.end[index]).then(|| {
                let child = next;
                next = self.end[child];
                child
            })
        })
    }

    /// The team itself and all above it, nearest first.
    pub fn ancestors_and_self(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(index), |&at| self.parent[at])
    }

    /// Whether `team` is `above` or somewhere below it.
    #[must_use]
    pub fn is_within(&self, team: TeamId, above: TeamId) -> bool {
        match (self.index_of(team), self.index_of(above)) {
            (Some(team), Some(above)) => self.subtree(above).contains(&team),
            _ => false,
        }
    }

    /// The names from the root down to a team.
    #[must_use]
    pub fn path(&self, team: TeamId) -> Option<TeamPath> {
        let index = self.index_of(team)?;
        let mut parts: Vec<String> =
            self.ancestors_and_self(index).map(|at| self.teams[at].name.clone()).collect();
        parts.reverse();
        Some(TeamPath(parts))
    }

    /// The team that a path leads to, case and outer spaces aside.
    #[must_use]
    pub fn find(&self, path: &TeamPath) -> Option<TeamId> {
        let mut level: Vec<usize> =
            (0..self.len()).filter(|&index| self.parent[index].is_none()).collect();
        let mut found = None;
        for part in path.parts() {
            let at = level.into_iter().find(|&at| same_name(&self.teams[at].name, part))?;
            level = self.children(at).collect();
            found = Some(self.teams[at].id);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn team(id: u128, parent: Option<u128>, name: &str) -> Team {
        Team {
            id: TeamId(Uuid::from_u128(id)),
            parent: parent.map(|parent| TeamId(Uuid::from_u128(parent))),
            name: name.to_owned(),
            retired: false,
        }
    }

    #[test]
    fn a_subtree_is_a_range_whatever_order_teams_come_in() {
        let tree = TeamTree::new(vec![
            team(4, Some(2), "Checkout"),
            team(3, Some(1), "Search"),
            team(1, None, "Engineering"),
            team(2, Some(1), "Payments"),
            team(5, Some(2), "Billing"),
        ])
        .expect("a tree");
        let names: Vec<_> = tree.teams().iter().map(|team| team.name.as_str()).collect();
        assert_eq!(names, ["Engineering", "Payments", "Billing", "Checkout", "Search"]);
        assert_eq!(tree.subtree(1), 1..4);
        assert_eq!(tree.children(0).collect::<Vec<_>>(), [1, 4]);
        let path = TeamPath::parse("engineering/payments / CHECKOUT").expect("a path");
        assert_eq!(tree.find(&path), Some(TeamId(Uuid::from_u128(4))));
        assert_eq!(tree.path(TeamId(Uuid::from_u128(4))).expect("a path").name(), "Checkout");
    }

    #[test]
    fn circles_strangers_and_twins_are_refused() {
        let circle = TeamTree::new(vec![team(1, Some(2), "A"), team(2, Some(1), "B")]);
        assert_eq!(circle.err(), Some(TeamTreeError::Cycle("A".into())));
        let stranger = TeamTree::new(vec![team(1, Some(9), "A")]);
        assert_eq!(stranger.err(), Some(TeamTreeError::UnknownParent("A".into())));
        let twins = TeamTree::new(vec![team(1, None, "A"), team(1, None, "B")]);
        assert_eq!(twins.err(), Some(TeamTreeError::Duplicate("B".into())));
    }
}
