//! D10: which team a quote of an interview is told with.
//!
//! Verbatim words are like comments: what somebody says can give them away. So a quote stands for a
//! group of at least the minimum for comments who could have said it. The groups are made as
//! reporting teams are ([`reporting`](super::reporting), D9), of the people who sit at each team
//! today: groups that are too small move up until enough people come together, so nobody can take
//! the named teams away and be left with fewer. Where even a root has too few, nothing said there is
//! shown to anybody who may not read the interview itself.
//!
//! A reader who may not see a group's team is told the nearest team above that they may see and that
//! is a group itself, or the root. That merges whole groups, so it names none that is too small.
//!
//! Everything that tells where something was said goes through here: the words beside a quote, on
//! which team's page it stands, and how many interviews a team's page counts.

use super::reporting::{people_by_reporting_team, reporting_teams};
use app::domain::TeamTree;

/// For each team, the group with which what its people say is told.
#[derive(Clone, Debug)]
pub struct QuoteGroups {
    group: Vec<Option<usize>>,
}

impl QuoteGroups {
    /// Groups of at least `minimum` people. `headcount` is how many sit in each team itself, in the
    /// tree's order.
    #[must_use]
    pub fn new(tree: &TeamTree, headcount: &[u32], minimum: u32) -> Self {
        let minimum = minimum.max(1);
        let reporting = reporting_teams(tree, headcount, minimum);
        let people = people_by_reporting_team(headcount, &reporting);
        let group = reporting.into_iter().map(|team| (people[team] >= minimum).then_some(team));
        Self { group: group.collect() }
    }

    /// The team with which a reader is told what somebody of `team` said; none where too few could
    /// have said it. `may_see` says which teams the reader may see, every root among them.
    #[must_use]
    pub fn told(
        &self,
        tree: &TeamTree,
        team: usize,
        may_see: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        let group = self.group.get(team).copied().flatten()?;
        tree.ancestors_and_self(group).find(|&at| {
            let whole = self.group[at] == Some(at) || tree.parent(at).is_none();
            whole && may_see(at)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{analysis::testing::tree_below, disclosure::testing::tree_with_counts};
    use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
    use std::collections::BTreeSet;

    const EVERYTHING: fn(usize) -> bool = |_| true;

    /// The teams that are told for somebody, and how many people each is told for.
    fn named(
        tree: &TeamTree,
        headcount: &[u32],
        told: impl Fn(usize) -> Option<usize>,
    ) -> Vec<(usize, u32)> {
        let mut people = vec![0; tree.len()];
        for team in (0..tree.len()).filter(|&team| headcount[team] > 0) {
            if let Some(named) = told(team) {
                people[named] += headcount[team];
            }
        }
        people.into_iter().enumerate().filter(|(_, people)| *people > 0).collect()
    }

    /// How many are left of each named team's people when the named teams below it are taken away:
    /// what anybody can do who knows who sits where.
    fn left(tree: &TeamTree, headcount: &[u32], named: &BTreeSet<usize>) -> Vec<u32> {
        let below = |team: usize| {
            let range = tree.subtree(team);
            let lower: BTreeSet<usize> = named
                .range(range.start + 1..range.end)
                .flat_map(|&lower| tree.subtree(lower))
                .collect();
            range.filter(|at| !lower.contains(at)).map(|at| headcount[at]).sum()
        };
        named.iter().map(|&team| below(team)).collect()
    }

    #[test]
    fn a_quote_from_a_team_of_seven_is_told_with_a_team_above() {
        // A root with 12 people, a division with 1, and teams of 7, 12 and 2 below it.
        let tree = tree_below(&[0, 1, 1, 1]);
        let groups = QuoteGroups::new(&tree, &[12, 1, 7, 12, 2], 10);
        let told = |team| groups.told(&tree, team, EVERYTHING);
        assert_eq!((told(2), told(3), told(4)), (Some(1), Some(3), Some(1)));
        assert_eq!(told(0), Some(0));
    }

    #[test]
    fn where_even_the_root_has_too_few_nothing_is_told() {
        let tree = tree_below(&[0, 0]);
        let groups = QuoteGroups::new(&tree, &[1, 4, 4], 10);
        assert!((0..3).all(|team| groups.told(&tree, team, EVERYTHING).is_none()));
    }

    #[test]
    fn who_may_not_see_a_team_is_told_one_above_that_is_a_group() {
        // A root with 12, a division with 3 and a team of 20 below the division.
        let tree = tree_below(&[0, 1]);
        let groups = QuoteGroups::new(&tree, &[12, 3, 20], 10);
        // The three of the division are told with the root. Telling the team below with the
        // division would name the three as those who are left.
        assert_eq!(groups.told(&tree, 2, |team| team < 2), Some(0));
    }

    proptest! {
        #[test]
        fn every_named_team_stands_for_enough_people_whatever_the_reader_may_see(
            (tree, headcount) in tree_with_counts(40, 14),
            hidden in prop::collection::vec(any::<bool>(), 40),
            minimum in 1u32..12,
        ) {
            let groups = QuoteGroups::new(&tree, &headcount, minimum);
            let may_see = |team: usize| tree.parent(team).is_none() || !hidden[team];
            let told = named(&tree, &headcount, |team| groups.told(&tree, team, may_see));
            prop_assert!(told.iter().all(|(_, people)| *people >= minimum));
        }

        #[test]
        fn taking_named_teams_away_never_leaves_too_few(
            (tree, headcount) in tree_with_counts(40, 14),
            hidden in prop::collection::vec(any::<bool>(), 40),
            minimum in 1u32..12,
        ) {
            let groups = QuoteGroups::new(&tree, &headcount, minimum);
            let may_see = |team: usize| tree.parent(team).is_none() || !hidden[team];
            let told = named(&tree, &headcount, |team| groups.told(&tree, team, may_see));
            let named: BTreeSet<usize> = told.into_iter().map(|(team, _)| team).collect();
            let left = left(&tree, &headcount, &named);
            prop_assert!(left.iter().all(|people| *people >= minimum), "{left:?}");
        }

        #[test]
        fn a_quote_is_told_with_its_own_team_or_one_above(
            (tree, headcount) in tree_with_counts(40, 14), minimum in 1u32..12,
        ) {
            let groups = QuoteGroups::new(&tree, &headcount, minimum);
            for team in 0..tree.len() {
                let told = groups.told(&tree, team, EVERYTHING);
                prop_assert!(told.is_none_or(|at| tree.subtree(at).contains(&team)));
            }
        }
    }

    /// The attack that the rule is for: the plain threshold names the nearest team that has enough
    /// people with all below it, and taking away the teams that it names leaves a few.
    #[test]
    fn the_plain_threshold_would_leave_a_few_people_to_be_told_apart() {
        const MINIMUM: u32 = 10;
        let mut runner = TestRunner::deterministic();
        let mut broken = 0;
        for _ in 0..200 {
            let drawn = tree_with_counts(25, 14).new_tree(&mut runner).expect("a tree").current();
            let (tree, headcount) = drawn;
            let size = |team: usize| headcount[tree.subtree(team)].iter().sum::<u32>();
            let plain = |team: usize| tree.ancestors_and_self(team).find(|&at| size(at) >= MINIMUM);
            let groups = QuoteGroups::new(&tree, &headcount, MINIMUM);
            let ours = |team: usize| groups.told(&tree, team, EVERYTHING);
            let few = |told: Vec<(usize, u32)>| {
                let named: BTreeSet<usize> = told.into_iter().map(|(team, _)| team).collect();
                left(&tree, &headcount, &named).into_iter().any(|people| people < MINIMUM)
            };
            broken += u32::from(few(named(&tree, &headcount, plain)));
            assert!(!few(named(&tree, &headcount, ours)), "{tree:?} {headcount:?}");
        }
        assert!(broken >= 50, "only {broken} of 200 fall to the attack");
    }
}
