//! An attack on a finished release, by everything that it shows to anybody.
//!
//! Whoever holds all published figures (all viewers together, with all pages and exports) can
//! subtract teams from the teams that contain them. This does so for every kind of figure and
//! says how small the smallest group is that comes out. It knows the release alone, and none of
//! the code that made it.
//!
//! It looks at one figure at a time. Mixtures of a dimension's score with its items' scores need
//! to know who answered what, which no release tells: see the tests in `attack`.

use app::{
    domain::{ItemId, TeamId},
    report::{Banded, Release},
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

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

/// What an attack came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audit {
    /// How many groups were tried.
    pub tried: usize,
    /// The smallest of them.
    pub smallest: Option<Group>,
    /// Groups below the minimum of their figures.
    pub too_small: Vec<Group>,
    /// Groups whose score is shown although all of them are on one side of the scale.
    pub of_one_mind: Vec<Group>,
}

impl Audit {
    /// Whether nothing was found.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.too_small.is_empty() && self.of_one_mind.is_empty()
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

/// Tries everything on a release.
#[must_use]
pub fn audit(release: &Release) -> Audit {
    let parents: HashMap<TeamId, Option<TeamId>> =
        release.teams.iter().map(|team| (team.team, team.parent)).collect();
    let policy = release.policy;
    let mut audit = Audit::default();
    for item in &release.items {
        let cells: Vec<_> = release.cells.iter().filter(|cell| cell.item == item.item).collect();
        let key = &item.key;
        let answered = cells.iter().filter_map(|cell| {
            let figures = cell.shown.exact().map(|figures| figures.answered);
            let answered = figures.or(cell.shown.banded().map(|banded| banded.answered))?;
            Some((cell.team, [answered, 0]))
        });
        for (team, [people, _]) in remainders(&parents, answered) {
            let group = Group { of: format!("{key}, answers"), team, people };
            audit.group(group, policy.minimum);
        }
        let spread = cells.iter().filter_map(|cell| {
            let figures = cell.shown.exact()?;
            figures.distribution.as_ref().map(|_| (cell.team, [figures.answered, 0]))
        });
        for (team, [people, _]) in remainders(&parents, spread) {
            let group = Group { of: format!("{key}, how many chose which value"), team, people };
            audit.group(group, policy.distribution_minimum);
        }
        let scores = cells.iter().filter_map(|cell| {
            let figures = cell.shown.exact()?;
            figures.score?;
            Some((cell.team, [figures.answered, figures.favourable?]))
        });
        for (team, [people, favourable]) in remainders(&parents, scores) {
            let group = Group { of: format!("{key}, scores"), team, people };
            if favourable == 0 || favourable == people {
                audit.of_one_mind.push(group.clone());
            }
            audit.group(group, policy.minimum);
        }
    }
    audit_groups(release, &parents, &mut audit);
    let mut dimensions: Vec<_> = release.dimensions.iter().map(|cell| cell.dimension).collect();
    dimensions.sort_unstable();
    dimensions.dedup();
    for dimension in dimensions {
        let cells = release.dimensions.iter().filter(|cell| cell.dimension == dimension);
        let answered = cells.filter_map(|cell| {
            let figures = cell.shown.exact()?;
            Some((cell.team, [figures.answered, 0]))
        });
        for (team, [people, _]) in remainders(&parents, answered) {
            let group = Group { of: format!("{}, scores", dimension.name()), team, people };
            audit.group(group, policy.minimum);
        }
    }
    audit
}

/// The same for groups within teams: each group's totals from each other, and from their team's.
///
/// What more can be combined depends on which teams have nobody of a group, and that no release
/// tells: see `grouping`, which asks the answers themselves.
fn audit_groups(release: &Release, parents: &HashMap<TeamId, Option<TeamId>>, audit: &mut Audit) {
    let answered = |answered: Option<u32>, banded: Option<Banded>| {
        answered.or(banded.map(|banded| banded.answered))
    };
    let mut by_group: BTreeMap<(ItemId, u16), Vec<(TeamId, [u32; 2])>> = BTreeMap::new();
    let mut rest: HashMap<(ItemId, TeamId), i64> = HashMap::new();
    for cell in &release.cells {
        let figures = cell.shown.exact().map(|figures| figures.answered);
        if let Some(people) = answered(figures, cell.shown.banded()) {
            rest.insert((cell.item, cell.team), people.into());
        }
    }
    for group in &release.groups {
        let figures = group.shown.exact().map(|figures| figures.answered);
        let Some(people) = answered(figures, group.shown.banded()) else { continue };
        let of_group = by_group.entry((group.item, group.option)).or_default();
        of_group.push((group.team, [people, 0]));
        if let Some(rest) = rest.get_mut(&(group.item, group.team)) {
            *rest -= i64::from(people);
        }
    }
    let keys: HashMap<ItemId, &str> =
        release.items.iter().map(|item| (item.item, item.key.as_str())).collect();
    let key = |item: &ItemId| keys.get(item).copied().unwrap_or_default();
    for ((item, option), shown) in by_group {
        let of = format!("{}, group {}", key(&item), option + 1);
        for (team, [people, _]) in remainders(parents, shown.into_iter()) {
            audit.group(Group { of: of.clone(), team, people }, release.policy.minimum);
        }
    }
    let broken_down: BTreeSet<(ItemId, TeamId)> =
        release.groups.iter().map(|group| (group.item, group.team)).collect();
    for (item, team) in broken_down {
        let people = rest.get(&(item, team)).and_then(|&rest| u32::try_from(rest).ok());
        if let Some(people) = people.filter(|&people| people > 0) {
            let of = format!("{}, everybody in no shown group", key(&item));
            audit.group(Group { of, team, people }, release.policy.minimum);
        }
    }
}

/// Each shown team's numbers less those of the largest shown teams below it, where people are
/// left. A negative number would be a contradiction within the release; it is no group.
fn remainders(
    parents: &HashMap<TeamId, Option<TeamId>>,
    shown: impl Iterator<Item = (TeamId, [u32; 2])>,
) -> Vec<(TeamId, [u32; 2])> {
    let shown: BTreeMap<TeamId, [u32; 2]> = shown.collect();
    let mut left = shown.clone();
    for (&team, numbers) in &shown {
        let mut above = parents.get(&team).copied().flatten();
        while let Some(candidate) = above {
            if let Some(rest) = left.get_mut(&candidate) {
                for (rest, number) in rest.iter_mut().zip(numbers) {
                    *rest = rest.saturating_sub(*number);
                }
                break;
            }
            above = parents.get(&candidate).copied().flatten();
        }
    }
    left.into_iter().filter(|(_, [people, _])| *people > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disclosure::{
        rules::Rules,
        testing::{POLICY, wave},
    };
    use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};

    /// In how many of 100 random waves the audit finds something.
    fn found(rules: &Rules) -> usize {
        let mut runner = TestRunner::deterministic();
        let mut release = || {
            let case = wave().new_tree(&mut runner).expect("a wave").current();
            case.release(rules)
        };
        (0..100).filter(|_| !audit(&release()).holds()).count()
    }

    #[test]
    fn releases_hold_and_without_a_rule_they_do_not() {
        assert_eq!(found(&POLICY.into()), 0);
        for off in [
            Rules { check_differences: false, ..POLICY.into() },
            Rules { check_unanimous: false, ..POLICY.into() },
            Rules { check_cells: false, check_differences: false, ..POLICY.into() },
        ] {
            assert!(found(&off) > 50);
        }
    }

    #[test]
    fn it_names_the_smallest_group() {
        let mut runner = TestRunner::deterministic();
        let case = wave().new_tree(&mut runner).expect("a wave").current();
        let audit = audit(&case.release(&Rules::unprotected()));
        let smallest = audit.smallest.expect("a group");
        assert!(audit.too_small.iter().all(|group| group.people >= smallest.people));
        assert!(audit.tried > audit.too_small.len());
    }

    proptest! {
        #[test]
        fn no_release_leaves_a_small_group(case in wave()) {
            let audit = audit(&case.release(&POLICY.into()));
            prop_assert!(audit.holds(), "{:?}", audit);
        }
    }
}
