//! D1 and D2: which teams of the tree may be shown beside each other.
//!
//! A published team's total, minus the totals of the largest published teams below it, is its
//! *remainder*: the answers of people who sit in the team itself and in the unpublished teams
//! below. Remainders of different teams never share a person, every published total is a sum of
//! them, and each of them can be worked out. So they are the atoms of everything that can be
//! computed by adding and subtracting totals: if each holds nobody or at least the minimum,
//! no smaller group can be reached, and if one does not, it can be.
//!
//! Two corners. A remainder of nobody is fine, and with it a withheld team below that nobody
//! answered for: one can work out that there were no answers, but there is nobody whose answer
//! would be known. And the reason of a withheld cell tells apart less than the minimum (D1)
//! from at least the minimum (D2): a statement about counts, which are no answers.

use super::rules::Rules;
use app::{
    domain::{TeamId, TeamTree},
    report::Withheld,
};
use std::{cmp::Reverse, ops};

/// How many people are behind a figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Behind {
    /// Those who count towards the minimum.
    pub(super) counting: u32,
    /// Those there are at all. A group is empty only without any.
    pub(super) present: u32,
    /// Those of the counting who are on the favourable side of the scale.
    pub(super) favourable: u32,
}

impl From<u32> for Behind {
    fn from(people: u32) -> Self {
        Self { counting: people, present: people, favourable: 0 }
    }
}

impl ops::Add for Behind {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            counting: self.counting + other.counting,
            present: self.present + other.present,
            favourable: self.favourable + other.favourable,
        }
    }
}

impl ops::Sub for Behind {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self {
            counting: self.counting - other.counting,
            present: self.present - other.present,
            favourable: self.favourable - other.favourable,
        }
    }
}

impl Behind {
    fn is_safe(self, need: Need) -> bool {
        let mixed = 0 < self.favourable && self.favourable < self.counting;
        self.present == 0 || (self.counting >= need.minimum && (mixed || !need.mixed))
    }
}

/// What every group that can be told apart needs, unless it is empty.
#[derive(Clone, Copy, Debug)]
pub(super) struct Need {
    /// Fewest people who count.
    pub(super) minimum: u32,
    /// Whether some of them must be on the favourable side of the scale and some not.
    pub(super) mixed: bool,
}

impl From<u32> for Need {
    fn from(minimum: u32) -> Self {
        Self { minimum, mixed: false }
    }
}

/// For each team, why its figure about one item is withheld; none where it may be shown.
///
/// `answers` are the totals of each team with all below it, in the tree's order.
#[must_use]
pub fn decide(tree: &TeamTree, answers: &[u32], rules: &Rules) -> Vec<Option<Withheld>> {
    let least = if rules.check_cells { rules.minimum } else { 1 };
    let candidates: Vec<bool> = answers.iter().map(|&n| n >= least).collect();
    let behind: Vec<Behind> = answers.iter().map(|&n| n.into()).collect();
    let published = publishable(tree, &candidates, &behind, rules.minimum.into(), rules);
    (0..tree.len())
        .map(|team| match (published[team], candidates[team]) {
            (true, _) => None,
            (false, true) => Some(Withheld::WouldRevealOthers),
            (false, false) => Some(Withheld::TooFewAnswers),
        })
        .collect()
}

/// Which of the candidates may be shown beside each other: every remainder is empty or
/// has what it needs, and no other candidate could be added.
///
/// From the leaves up, a team whose remainder is too small takes in that of a published team
/// below, the smallest first, as a larger team's figure is worth more to its readers. Then
/// candidates are given back, the largest first, where a later decision has made that safe.
///
/// Equal totals are told apart by the team's id. Something that is no property of the answers
/// must decide between twins; ids stay through renames and from wave to wave, so it is the
/// same team every time and not always the first of the alphabet.
pub(super) fn publishable(
    tree: &TeamTree,
    candidates: &[bool],
    behind: &[Behind],
    need: Need,
    rules: &Rules,
) -> Vec<bool> {
    if !rules.check_differences {
        return candidates.to_vec();
    }
    let mut plan = Plan {
        tree,
        behind,
        need,
        published: vec![false; tree.len()],
        remainder: vec![Behind::default(); tree.len()],
        covered: vec![Behind::default(); tree.len()],
    };
    for team in (0..tree.len()).rev() {
        plan.settle(team, candidates[team]);
    }
    plan.give_back(candidates);
    plan.published
}

/// For each team, itself if published, else the nearest published team above it.
pub(super) fn nearest_published(tree: &TeamTree, published: &[bool]) -> Vec<Option<usize>> {
    let mut nearest = vec![None; tree.len()];
    for team in 0..tree.len() {
        nearest[team] = if published[team] {
            Some(team)
        } else {
            tree.parent(team).and_then(|parent| nearest[parent])
        };
    }
    nearest
}

/// For each published team its totals minus those of the largest published teams below it;
/// for the others nothing. `totals` gives as many numbers for every team.
pub(super) fn remainders<'a>(
    tree: &TeamTree,
    published: &[bool],
    width: usize,
    totals: impl Fn(usize) -> &'a [u32],
) -> Vec<u32> {
    let nearest = nearest_published(tree, published);
    let mut remainders = vec![0; tree.len() * width];
    for team in (0..tree.len()).filter(|&team| published[team]) {
        for (at, &total) in totals(team).iter().enumerate() {
            remainders[team * width + at] += total;
        }
    }
    // In a second pass, as subtracting before adding would go below 0.
    for team in (0..tree.len()).filter(|&team| published[team]) {
        if let Some(above) = tree.parent(team).and_then(|parent| nearest[parent]) {
            for (at, &total) in totals(team).iter().enumerate() {
                remainders[above * width + at] -= total;
            }
        }
    }
    remainders
}

/// A set of published teams that is being made.
struct Plan<'a> {
    tree: &'a TeamTree,
    behind: &'a [Behind],
    need: Need,
    published: Vec<bool>,
    /// Of published teams.
    remainder: Vec<Behind>,
    /// What the largest published teams in a subtree, itself included, add up to.
    covered: Vec<Behind>,
}

impl Plan<'_> {
    /// Publishes a candidate, once all teams below it are settled.
    fn settle(&mut self, team: usize, candidate: bool) {
        if candidate {
            self.published[team] = true;
            self.remainder[team] = self.behind[team] - self.covered_below(team);
            while !self.remainder[team].is_safe(self.need) {
                match self.cheapest_below(team) {
                    Some(below) => self.take_in(team, below),
                    None => {
                        self.published[team] = false;
                        break;
                    }
                }
            }
        }
        self.cover(team);
    }

    fn covered_below(&self, team: usize) -> Behind {
        self.tree.children(team).fold(Behind::default(), |sum, child| sum + self.covered[child])
    }

    fn cover(&mut self, team: usize) {
        self.covered[team] =
            if self.published[team] { self.behind[team] } else { self.covered_below(team) };
    }

    /// The published team below that costs the fewest answers to take in, so that the remainder
    /// of `top` has what it needs: itself and every published team in between would have to be
    /// withheld.
    fn cheapest_below(&self, top: usize) -> Option<usize> {
        let range = self.tree.subtree(top);
        // Cost and gain of the way down to each team; parents come before children.
        let mut way = vec![(0u64, self.remainder[top]); range.len()];
        let mut best: Option<(u64, TeamId, usize)> = None;
        for team in range.start + 1..range.end {
            let parent = self.tree.parent(team).unwrap_or(top);
            way[team - top] = way[parent - top];
            if !self.published[team] {
                continue;
            }
            let (cost, taken_in) = &mut way[team - top];
            *cost += u64::from(self.behind[team].counting);
            *taken_in = *taken_in + self.remainder[team];
            let offer = (*cost, self.tree.teams()[team].id, team);
            if taken_in.is_safe(self.need) && best.is_none_or(|best| offer < best) {
                best = Some(offer);
            }
        }
        best.map(|(_, _, team)| team)
    }

    /// Withholds `below` and every published team between it and `top`.
    fn take_in(&mut self, top: usize, below: usize) {
        let way: Vec<usize> =
            self.tree.ancestors_and_self(below).take_while(|&team| team != top).collect();
        for team in way {
            if self.published[team] {
                self.published[team] = false;
                self.remainder[top] = self.remainder[top] + self.remainder[team];
            }
            self.cover(team);
        }
    }

    /// Publishes every withheld candidate that has become safe to publish.
    fn give_back(&mut self, candidates: &[bool]) {
        let mut withheld: Vec<usize> = (0..self.tree.len())
            .filter(|&team| candidates[team] && !self.published[team])
            .collect();
        withheld
            .sort_by_key(|&team| (Reverse(self.behind[team].counting), self.tree.teams()[team].id));
        // One team given back can make another safe, so until nothing changes.
        let mut before = withheld.len() + 1;
        while withheld.len() < before {
            before = withheld.len();
            withheld.retain(|&team| !self.publish_if_safe(team));
        }
    }

    fn publish_if_safe(&mut self, team: usize) -> bool {
        let own = self.behind[team] - self.covered_below(team);
        let above = self.tree.ancestors_and_self(team).skip(1).find(|&above| self.published[above]);
        let left = above.map(|above| self.remainder[above] - own);
        if !own.is_safe(self.need) || left.is_some_and(|left| !left.is_safe(self.need)) {
            return false;
        }
        self.published[team] = true;
        self.remainder[team] = own;
        let between: Vec<usize> =
            self.tree.ancestors_and_self(team).take_while(|&at| Some(at) != above).collect();
        for at in between {
            self.cover(at);
        }
        if let (Some(above), Some(left)) = (above, left) {
            self.remainder[above] = left;
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{analysis::testing::*, disclosure::testing::*};
    use app::domain::{DisclosurePolicy, Team};
    use proptest::prelude::*;

    const MINIMUM: u32 = 5;

    fn rules() -> Rules {
        DisclosurePolicy { minimum: MINIMUM, ..DisclosurePolicy::default() }.into()
    }

    /// Adds up the numbers of people who sit in each team to totals.
    fn totals(tree: &TeamTree, own: &[u32]) -> Vec<u32> {
        (0..tree.len()).map(|team| own[tree.subtree(team)].iter().sum()).collect()
    }

    fn shown(tree: &TeamTree, own: &[u32]) -> Vec<bool> {
        decide(tree, &totals(tree, own), &rules()).iter().map(Option::is_none).collect()
    }

    fn all_remainders(tree: &TeamTree, published: &[bool], own: &[u32]) -> Vec<u32> {
        let totals = totals(tree, own);
        let remainders = remainders(tree, published, 1, |team| std::slice::from_ref(&totals[team]));
        (0..tree.len()).filter(|&team| published[team]).map(|team| remainders[team]).collect()
    }

    fn is_safe(tree: &TeamTree, published: &[bool], own: &[u32]) -> bool {
        all_remainders(tree, published, own).iter().all(|&n| n == 0 || n >= MINIMUM)
    }

    #[test]
    fn one_small_team_takes_its_smallest_sibling_along() {
        let tree = tree_below(&[0, 0, 0]);
        let reasons = decide(&tree, &totals(&tree, &[0, 9, 3, 6]), &rules());
        assert_eq!(
            reasons,
            [None, None, Some(Withheld::TooFewAnswers), Some(Withheld::WouldRevealOthers)]
        );
    }

    #[test]
    fn two_small_teams_that_are_enough_together_take_nobody_along() {
        let tree = tree_below(&[0, 0, 0]);
        assert_eq!(shown(&tree, &[0, 9, 3, 4]), [true, true, false, false]);
    }

    #[test]
    fn people_who_sit_in_the_team_above_are_protected_as_well() {
        let tree = tree_below(&[0, 0]);
        assert_eq!(shown(&tree, &[1, 8, 7]), [true, true, false]);
        assert_eq!(shown(&tree, &[0, 8, 7]), [true, true, true]);
        assert_eq!(shown(&tree, &[5, 8, 7]), [true, true, true]);
    }

    #[test]
    fn a_team_without_answers_is_withheld_and_takes_nobody_along() {
        let tree = tree_below(&[0, 0]);
        assert_eq!(shown(&tree, &[0, 8, 0]), [true, true, false]);
    }

    #[test]
    fn the_organisation_is_the_last_to_be_withheld() {
        // A division of one team: showing root and division would isolate the root's two.
        let tree = tree_below(&[0, 1]);
        assert_eq!(shown(&tree, &[2, 0, 9]), [true, false, false]);
    }

    #[test]
    fn a_division_that_is_covered_by_its_teams_goes_with_one_of_them() {
        // The division's remainder is empty, so withholding it alone would not help the root.
        let tree = tree_below(&[0, 1, 1, 0]);
        assert_eq!(shown(&tree, &[2, 0, 5, 6, 40]), [true, false, false, true, true]);
    }

    #[test]
    fn several_roots_do_not_touch_each_other() {
        let tree = tree_of(&[(1, None), (2, Some(1)), (3, None), (4, Some(3))]);
        assert_eq!(shown(&tree, &[3, 6, 0, 6]), [true, false, true, true]);
    }

    #[test]
    fn those_who_say_it_does_not_apply_cannot_be_told_apart_where_nobody_answered() {
        // All of the second team said so: its remainder has people, but no answers.
        let tree = tree_below(&[0, 0, 0]);
        let behind = |counting, present| Behind { counting, present, favourable: 0 };
        let all = [behind(14, 22), behind(6, 6), behind(0, 8), behind(8, 8)];
        let published =
            publishable(&tree, &[true, true, false, true], &all, MINIMUM.into(), &rules());
        assert_eq!(published, [true, false, false, true]);
    }

    #[test]
    fn where_a_difference_would_be_of_one_mind_another_team_is_taken_along() {
        // All nine of the first team are favourable, so it is no candidate; what the root has
        // besides the other two must not be those nine alone.
        let tree = tree_below(&[0, 0, 0]);
        let behind = |counting, favourable| Behind { counting, present: counting, favourable };
        let all = [behind(24, 16), behind(9, 9), behind(8, 4), behind(7, 3)];
        let need = Need { minimum: MINIMUM, mixed: true };
        let candidates = [true, false, true, true];
        let published = publishable(&tree, &candidates, &all, need, &rules());
        assert_eq!(published, [true, false, true, false]);
    }

    proptest! {
        #[test]
        fn no_remainder_holds_fewer_than_the_minimum((tree, own) in tree_with_counts(40, 14)) {
            prop_assert!(is_safe(&tree, &shown(&tree, &own), &own));
        }

        #[test]
        fn nothing_is_withheld_that_could_be_shown((tree, own) in tree_with_counts(40, 14)) {
            let published = shown(&tree, &own);
            let totals = totals(&tree, &own);
            for team in (0..tree.len()).filter(|&team| totals[team] >= MINIMUM) {
                if !published[team] {
                    let mut more = published.clone();
                    more[team] = true;
                    prop_assert!(!is_safe(&tree, &more, &own), "{} could be shown", team);
                }
            }
        }

        #[test]
        fn a_root_with_enough_answers_is_always_shown((tree, own) in tree_with_counts(40, 14)) {
            let enough = own.iter().sum::<u32>() >= MINIMUM;
            prop_assert_eq!(shown(&tree, &own)[0], enough);
        }

        #[test]
        fn names_and_their_order_decide_nothing(
            (tree, own) in tree_with_counts(30, 14), seed in 0u64..1_000,
        ) {
            let mixed = |team: &Team| {
                let number = team.id.0.as_u128() as u64;
                number.wrapping_mul(0x9E37_79B9_7F4A_7C15 ^ (seed << 17)).rotate_left(23)
            };
            let renamed = tree
                .teams()
                .iter()
                .map(|team| Team { name: format!("{:020}", mixed(team)), ..team.clone() })
                .collect();
            let other = TeamTree::new(renamed).expect("a tree");
            let same = |index: usize| tree.index_of(other.teams()[index].id).expect("the team");
            let other_own: Vec<u32> = (0..other.len()).map(|index| own[same(index)]).collect();
            let one = shown(&tree, &own);
            let two = shown(&other, &other_own);
            for (index, &shown) in two.iter().enumerate() {
                prop_assert_eq!(shown, one[same(index)]);
            }
        }
    }
}
