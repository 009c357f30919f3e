//! An attack on a finished release, by everything that it shows to anybody.
//!
//! | file | tries |
//! |---|---|
//! | `cells` | subtracting teams from the teams that contain them, figure by figure |
//! | `groups` | the same for groups within teams, and groups from their team |
//! | `changes` | working out the wave before from a change and this wave |
//!
//! Whoever sees all teams can subtract the most; what managers and developers see is a part of it.
//! [`Auditor::look`] takes any part, so that each kind of viewer can be tried by itself. Trends
//! and where a change comes from are made of published figures when a page is read, so they tell
//! nothing more.
//!
//! The audit knows the release alone, and none of the code that made it. Mixtures of a dimension's
//! score with its items' scores, and of teams with groups that some teams lack, need to know who
//! answered what, which no release tells: see the tests in `attack` and `grouping`.

mod cells;
mod changes;
mod groups;

use app::{
    domain::{ItemId, TeamId},
    report::{Banded, Cell, CellFigures, DimensionCell, GroupCell, Release, ReleaseChange, Shown},
};
use std::collections::{BTreeMap, HashMap};

/// A group that the figures of a release leave when they are subtracted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What the figures are of: an item's key or a dimension's name, and which figures.
    pub of: String,
    /// The team whose remainder it is.
    pub team: TeamId,
    /// How many people's answers are in it.
    pub people: u32,
}

/// Something that a change gives away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Telltale {
    /// The item's key.
    pub item: String,
    /// The team.
    pub team: TeamId,
    /// What can be worked out.
    pub what: &'static str,
}

/// What an attack came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audit {
    /// How many groups and changes were tried.
    pub tried: usize,
    /// The smallest of the groups.
    pub smallest: Option<Group>,
    /// Groups below the minimum of their figures.
    pub too_small: Vec<Group>,
    /// Groups whose score is shown although all of them are on one side of the scale.
    pub of_one_mind: Vec<Group>,
    /// Changes that give away what a release withholds.
    pub telltales: Vec<Telltale>,
}

impl Audit {
    /// Whether nothing was found.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.too_small.is_empty() && self.of_one_mind.is_empty() && self.telltales.is_empty()
    }

    /// Takes in what another viewer of the same kind could work out.
    pub fn add(&mut self, other: Self) {
        self.tried += other.tried;
        let smaller = match (&self.smallest, &other.smallest) {
            (Some(one), Some(another)) => another.people < one.people,
            (one, _) => one.is_none(),
        };
        if smaller {
            self.smallest = other.smallest;
        }
        self.too_small.extend(other.too_small);
        self.of_one_mind.extend(other.of_one_mind);
        self.telltales.extend(other.telltales);
    }

    fn group(&mut self, group: Group, minimum: u32) {
        self.tried += 1;
        if self.smallest.as_ref().is_none_or(|smallest| group.people < smallest.people) {
            self.smallest = Some(group.clone());
        }
        if group.people < minimum {
            self.too_small.push(group);
        }
    }
}

/// A release, arranged by team.
#[derive(Clone, Debug)]
pub struct Auditor<'a> {
    release: &'a Release,
    parents: HashMap<TeamId, Option<TeamId>>,
    keys: HashMap<ItemId, &'a str>,
    cells: HashMap<TeamId, Vec<&'a Cell>>,
    dimensions: HashMap<TeamId, Vec<&'a DimensionCell>>,
    groups: HashMap<TeamId, Vec<&'a GroupCell>>,
    changes: HashMap<TeamId, Vec<&'a ReleaseChange>>,
    exact_now: HashMap<(TeamId, ItemId), &'a CellFigures>,
    exact_before: HashMap<(TeamId, ItemId), &'a CellFigures>,
}

impl<'a> Auditor<'a> {
    /// Arranges a release; `before` is the one that its changes are told against.
    #[must_use]
    pub fn new(release: &'a Release, before: Option<&'a Release>) -> Self {
        Self {
            release,
            parents: release.teams.iter().map(|team| (team.team, team.parent)).collect(),
            keys: release.items.iter().map(|item| (item.item, item.key.as_str())).collect(),
            cells: by_team(&release.cells, |cell| cell.team),
            dimensions: by_team(&release.dimensions, |cell| cell.team),
            groups: by_team(&release.groups, |group| group.team),
            changes: by_team(&release.changes, |change| change.team),
            exact_now: exact(release),
            exact_before: before.map(exact).unwrap_or_default(),
        }
    }

    /// Tries everything on what somebody sees who sees these teams.
    #[must_use]
    pub fn look(&self, teams: &[TeamId]) -> Audit {
        let mut audit = Audit::default();
        cells::items(self, teams, &mut audit);
        cells::dimensions(self, teams, &mut audit);
        groups::groups(self, teams, &mut audit);
        changes::changes(self, teams, &mut audit);
        audit
    }

    /// The same for somebody who sees all of them.
    #[must_use]
    pub fn look_at_all(&self) -> Audit {
        let teams: Vec<TeamId> = self.release.teams.iter().map(|team| team.team).collect();
        self.look(&teams)
    }

    fn key(&self, item: ItemId) -> &str {
        self.keys.get(&item).copied().unwrap_or_default()
    }

    /// Each shown team's numbers less those of the largest shown teams below it, where people are
    /// left. A negative number would be a contradiction within the release; it is no group.
    fn remainders(&self, shown: &BTreeMap<TeamId, [u32; 2]>) -> Vec<(TeamId, [u32; 2])> {
        let mut left = shown.clone();
        let above = |team: &TeamId| self.parents.get(team).copied().flatten();
        for (team, numbers) in shown {
            let ancestors = std::iter::successors(above(team), above);
            if let Some(nearest) = { ancestors }.find(|ancestor| shown.contains_key(ancestor)) {
                for (rest, number) in left.entry(nearest).or_default().iter_mut().zip(numbers) {
                    *rest = rest.saturating_sub(*number);
                }
            }
        }
        left.into_iter().filter(|(_, [people, _])| *people > 0).collect()
    }
}

fn exact(release: &Release) -> HashMap<(TeamId, ItemId), &CellFigures> {
    let cells = release.cells.iter();
    cells.filter_map(|cell| Some(((cell.team, cell.item), cell.shown.exact()?))).collect()
}

fn by_team<T>(all: &[T], team: impl Fn(&T) -> TeamId) -> HashMap<TeamId, Vec<&T>> {
    let mut by_team: HashMap<TeamId, Vec<&T>> = HashMap::new();
    for one in all {
        by_team.entry(team(one)).or_default().push(one);
    }
    by_team
}

/// What these teams have of something.
fn of<'t, 'a, T>(
    all: &'t HashMap<TeamId, Vec<&'a T>>,
    teams: &'t [TeamId],
) -> impl Iterator<Item = &'a T> + use<'t, 'a, T> {
    teams.iter().filter_map(|team| all.get(team)).flatten().copied()
}

/// How many answers are behind something that is shown, exactly or as a band.
fn answered<T>(shown: &Shown<T>, exact: impl Fn(&T) -> u32) -> Option<u32> {
    let banded = |banded: Banded| banded.answered;
    shown.exact().map(exact).or_else(|| shown.banded().map(banded))
}

#[cfg(test)]
mod tests;
