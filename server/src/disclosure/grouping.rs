//! D3: which figures of a second grouping may stand beside those of the tree.
//!
//! Respondents of a team also form groups, such as newcomers and old hands. A group's total in a
//! team, beside the totals of teams, can be added and subtracted in many more ways than totals
//! of a tree can, and looking at plain differences misses some of them. This does not:
//!
//! Take people whom no total tells apart together. Each such lot counts towards one smallest
//! published team (or none), and within its group towards one smallest team that shows the group
//! (or none). Draw the published teams and the shown groups as nodes, and what is left over as
//! one more, the *ground*; draw each lot as an edge between its two nodes, as heavy as it has
//! people. Published totals are sums over the edges at a node, less those of nodes inside it, so
//! all that can be computed are sums over nodes of f(node) times its edges. With the sign of
//! groups turned, an edge's weight in such a sum is the difference of f between its two ends,
//! and the ground has f = 0: sums are the *cuts* of this graph and their combinations. Whatever
//! set of people a combination leaves contains the people of one cut, so the smallest group that
//! anybody could isolate is the smallest cut that is not empty.
//!
//! (Both families of totals are nested or apart, which is what makes this work; with a third one
//! the edges would have three ends.)

use super::rules::Rules;
use app::{domain::TeamTree, report::Withheld};
use std::collections::VecDeque;

/// How the answers to one item fall into teams and groups.
#[derive(Clone, Copy, Debug)]
pub struct Grouped<'a> {
    /// The teams.
    pub tree: &'a TeamTree,
    /// Which teams show their total.
    pub published: &'a [bool],
    /// Answers of the people who count for a team itself, teams x (`groups` + 1): the last
    /// column are those in no group.
    pub own: &'a [u32],
    /// How many groups there are.
    pub groups: usize,
}

/// For each team x group, why its figure is withheld; none where it may be shown. An outer none
/// stands for teams that are broken down in no group, as they are small or withheld themselves.
pub type Groups = Vec<Option<Option<Withheld>>>;

/// Decides from the largest team down, and in each team from the largest group on: a group is
/// shown when no cut below the minimum comes with it. Nothing that is withheld could be added.
#[must_use]
pub fn decide(grouped: Grouped<'_>, rules: &Rules) -> Groups {
    let Grouped { tree, groups, .. } = grouped;
    let totals = totals(grouped);
    let row = |team: usize| &totals[team * (groups + 1)..][..=groups];
    let mut graph = Graph::new(grouped);
    let mut decided = vec![None; tree.len() * groups];
    for team in 0..tree.len() {
        let answers: u32 = row(team).iter().sum();
        let large = !rules.check_groups || answers >= rules.grouping_minimum;
        if !grouped.published[team] || !large {
            continue;
        }
        let mut order: Vec<usize> = (0..groups).collect();
        order.sort_by_key(|&group| std::cmp::Reverse(row(team)[group]));
        for group in order {
            let least = if rules.check_groups { rules.minimum } else { 1 };
            decided[team * groups + group] = Some(if row(team)[group] < least {
                Some(Withheld::TooFewAnswers)
            } else if !rules.check_groups || graph.may_show(team, group, rules.minimum) {
                graph.show(team, group);
                None
            } else {
                Some(Withheld::WouldRevealOthers)
            });
        }
    }
    decided
}

/// Answers of each team with all below it, teams x (`groups` + 1).
fn totals(grouped: Grouped<'_>) -> Vec<u32> {
    let width = grouped.groups + 1;
    let mut totals = grouped.own.to_vec();
    for team in (1..grouped.tree.len()).rev() {
        if let Some(parent) = grouped.tree.parent(team) {
            let (above, below) = totals.split_at_mut(team * width);
            for (sum, value) in above[parent * width..][..width].iter_mut().zip(below) {
                *sum += *value;
            }
        }
    }
    totals
}

/// A node: the ground, a published team, or a group that a team shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Node {
    Ground,
    Team(usize),
    Group(usize, usize),
}

/// The graph of published teams and shown groups.
struct Graph<'a> {
    grouped: Grouped<'a>,
    /// People of each lot, teams x (`groups` + 1), at the smallest published team.
    people: Vec<u32>,
    /// The smallest team that shows the lot's group; none is the ground.
    shown_by: Vec<Option<usize>>,
}

impl<'a> Graph<'a> {
    fn new(grouped: Grouped<'a>) -> Self {
        let width = grouped.groups + 1;
        let nearest = super::tree::nearest_published(grouped.tree, grouped.published);
        let mut people = vec![0; grouped.tree.len() * width];
        for (own, at) in grouped.own.chunks(width).zip(nearest) {
            // Whoever counts in no published team is between the ground and the ground.
            if let Some(at) = at {
                for (sum, own) in people[at * width..][..width].iter_mut().zip(own) {
                    *sum += own;
                }
            }
        }
        let shown_by = vec![None; people.len()];
        Self { grouped, people, shown_by }
    }

    fn lot(&self, team: usize, group: usize) -> usize {
        team * (self.grouped.groups + 1) + group
    }

    /// The lots that a group of a team would take from the node that holds them now.
    fn lots_to_take(&self, team: usize, group: usize) -> impl Iterator<Item = usize> + '_ {
        let holder = self.shown_by[self.lot(team, group)];
        self.grouped
            .tree
            .subtree(team)
            .map(move |below| self.lot(below, group))
            .filter(move |&lot| self.shown_by[lot] == holder)
    }

    fn show(&mut self, team: usize, group: usize) {
        let lots: Vec<usize> = self.lots_to_take(team, group).collect();
        for lot in lots {
            self.shown_by[lot] = Some(team);
        }
    }

    /// Whether showing a group brings no cut of fewer than `minimum` people, other than empty
    /// ones.
    ///
    /// Every cut that it brings has the new node on one side and the node that it is split from on
    /// the other; cuts with both on one side were there before. If nothing joins the two, moving
    /// all that hangs together with one of them to the other side leaves a cut as it is: again it
    /// was there before. Else the smallest cut between two nodes is the largest flow.
    fn may_show(&mut self, team: usize, group: usize, minimum: u32) -> bool {
        let from = match self.shown_by[self.lot(team, group)] {
            Some(above) => Node::Group(above, group),
            None => Node::Ground,
        };
        let taken: Vec<usize> = self.lots_to_take(team, group).collect();
        for &lot in &taken {
            self.shown_by[lot] = Some(team);
        }
        let flow = Flow::between(self, Node::Group(team, group), from, minimum);
        let holder = match from {
            Node::Group(above, _) => Some(above),
            Node::Ground | Node::Team(_) => None,
        };
        for lot in taken {
            self.shown_by[lot] = holder;
        }
        flow == 0 || flow >= minimum
    }

    /// The two ends of a lot.
    fn ends(&self, lot: usize) -> [Node; 2] {
        let width = self.grouped.groups + 1;
        let group = self.shown_by[lot].map(|team| Node::Group(team, lot % width));
        [Node::Team(lot / width), group.unwrap_or(Node::Ground)]
    }

    /// Calls `look` for each lot with people in it that has this end.
    fn each_lot(&self, node: Node, mut look: impl FnMut(usize)) {
        let width = self.grouped.groups + 1;
        let mut with_people = |lot: usize| {
            if self.people[lot] > 0 {
                look(lot);
            }
        };
        match node {
            Node::Team(team) => (team * width..(team + 1) * width).for_each(&mut with_people),
            Node::Group(team, group) => self
                .grouped
                .tree
                .subtree(team)
                .map(|below| below * width + group)
                .filter(|&lot| self.shown_by[lot] == Some(team))
                .for_each(&mut with_people),
            Node::Ground => (0..self.people.len())
                .filter(|&lot| self.shown_by[lot].is_none())
                .for_each(&mut with_people),
        }
    }

    fn place(&self, node: Node) -> usize {
        let teams = self.grouped.tree.len();
        match node {
            Node::Ground => 0,
            Node::Team(team) => 1 + team,
            Node::Group(team, group) => 1 + teams + team * self.grouped.groups + group,
        }
    }
}

/// The largest flow between two nodes, looked for one way after another (Edmonds and Karp).
///
/// Source: J. Edmonds, R. M. Karp, “Theoretical improvements in algorithmic efficiency for
/// network flow problems”, JACM 19 (1972).
struct Flow<'g, 'a> {
    graph: &'g Graph<'a>,
    /// On each lot: more than 0 flows from its team to its group.
    along: Vec<i64>,
}

impl<'g, 'a> Flow<'g, 'a> {
    /// The flow, of which no more than `enough` is looked for.
    fn between(graph: &'g Graph<'a>, from: Node, to: Node, enough: u32) -> u32 {
        let mut flow = Self { graph, along: vec![0; graph.people.len()] };
        let mut total = 0;
        while total < i64::from(enough) {
            match flow.way(from, to) {
                0 => break,
                more => total += more,
            }
        }
        u32::try_from(total).unwrap_or(u32::MAX)
    }

    /// How much more can flow through a lot, away from one of its ends.
    fn room(&self, lot: usize, from_team: bool) -> i64 {
        let people = i64::from(self.graph.people[lot]);
        if from_team { people - self.along[lot] } else { people + self.along[lot] }
    }

    /// Sends as much as the shortest way with any room takes; 0 where there is none.
    fn way(&mut self, from: Node, to: Node) -> i64 {
        let graph = self.graph;
        let width = graph.grouped.groups + 1;
        let nodes = 1 + graph.grouped.tree.len() * width;
        let mut came_by: Vec<Option<usize>> = vec![None; nodes];
        let mut queue = VecDeque::from([from]);
        'search: while let Some(node) = queue.pop_front() {
            let from_team = matches!(node, Node::Team(_));
            let mut found = false;
            graph.each_lot(node, |lot| {
                let [team, group] = graph.ends(lot);
                let next = if from_team { group } else { team };
                let place = graph.place(next);
                if next != from && came_by[place].is_none() && self.room(lot, from_team) > 0 {
                    came_by[place] = Some(lot);
                    queue.push_back(next);
                    found |= next == to;
                }
            });
            if found {
                break 'search;
            }
        }
        let mut steps = Vec::new();
        let mut at = to;
        while at != from {
            let Some(lot) = came_by[graph.place(at)] else { return 0 };
            let [team, group] = graph.ends(lot);
            // The way was walked towards `at`, so it left the other end.
            let from_team = at == group;
            steps.push((lot, from_team));
            at = if from_team { team } else { group };
        }
        let sent = steps.iter().map(|&(lot, from_team)| self.room(lot, from_team)).min();
        let sent = sent.unwrap_or(0);
        for (lot, from_team) in steps {
            self.along[lot] += if from_team { sent } else { -sent };
        }
        sent
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disclosure::{
        linear::smallest_isolated,
        testing::{POLICY, tree_with_counts},
        tree,
    };
    use app::domain::DisclosurePolicy;
    use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};

    /// A tree and how people fall into teams and three groups, or none.
    #[derive(Clone, Debug)]
    struct Case {
        tree: TeamTree,
        own: Vec<u32>,
    }

    const GROUPS: usize = 3;

    impl Case {
        fn published(&self, rules: &Rules) -> Vec<bool> {
            let width = GROUPS + 1;
            let grouped = Grouped {
                tree: &self.tree,
                published: &vec![true; self.tree.len()],
                own: &self.own,
                groups: GROUPS,
            };
            let totals = totals(grouped);
            let answers: Vec<u32> = totals.chunks(width).map(|row| row.iter().sum()).collect();
            tree::decide(&self.tree, &answers, rules).iter().map(Option::is_none).collect()
        }

        fn decide(&self, published: &[bool], rules: &Rules) -> Groups {
            let grouped = Grouped { tree: &self.tree, published, own: &self.own, groups: GROUPS };
            decide(grouped, rules)
        }

        /// The smallest group below the minimum that any weighted sum of totals isolates, with
        /// nothing assumed about their shape.
        fn smallest(&self, published: &[bool], shown: &Groups, minimum: u32) -> Option<u32> {
            let width = GROUPS + 1;
            let lots: Vec<usize> = (0..self.own.len()).filter(|&lot| self.own[lot] > 0).collect();
            let within = |lot: usize, top: usize| self.tree.subtree(top).contains(&(lot / width));
            let mut rows: Vec<Vec<u64>> = Vec::new();
            for top in 0..self.tree.len() {
                if published[top] {
                    rows.push(lots.iter().map(|&lot| u64::from(within(lot, top))).collect());
                }
                for group in 0..GROUPS {
                    if shown[top * GROUPS + group] == Some(None) {
                        let counts = |lot: usize| lot % width == group && within(lot, top);
                        rows.push(lots.iter().map(|&lot| u64::from(counts(lot))).collect());
                    }
                }
            }
            // Lots that enter every row alike are one, as nothing can tell them apart.
            let mut kinds: Vec<(Vec<u64>, u32)> = Vec::new();
            for (at, &lot) in lots.iter().enumerate() {
                let column: Vec<u64> = rows.iter().map(|row| row[at]).collect();
                match kinds.iter_mut().find(|(kind, _)| *kind == column) {
                    Some((_, people)) => *people += self.own[lot],
                    None => kinds.push((column, self.own[lot])),
                }
            }
            let rows = (0..rows.len())
                .map(|row| kinds.iter().map(|(column, _)| column[row]).collect())
                .collect();
            let owner: Vec<usize> = (0..kinds.len()).collect();
            let people: Vec<u32> = kinds.iter().map(|(_, people)| *people).collect();
            smallest_isolated(rows, &owner, &people, minimum)
        }
    }

    /// Teams mostly of one group each, as tenure and place are: that is where few people are
    /// between a team's total and its group's.
    fn case() -> impl Strategy<Value = Case> {
        let count = prop_oneof![3 => Just(0u32), 3 => 1u32..4, 2 => 4u32..9];
        tree_with_counts(6, 1).prop_flat_map(move |(tree, _)| {
            let cells = tree.len() * (GROUPS + 1);
            prop::collection::vec(count.clone(), cells)
                .prop_map(move |own| Case { tree: tree.clone(), own })
        })
    }

    /// The rules with a threshold for teams that these small trees reach.
    fn rules() -> Rules {
        Rules { grouping_minimum: 8, ..POLICY.into() }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

        #[test]
        fn no_combination_of_totals_isolates_a_small_group(case in case()) {
            let published = case.published(&rules());
            let shown = case.decide(&published, &rules());
            prop_assert_eq!(case.smallest(&published, &shown, POLICY.minimum), None);
        }

        #[test]
        fn nothing_is_withheld_that_could_be_shown_as_well(case in case()) {
            let published = case.published(&rules());
            let shown = case.decide(&published, &rules());
            for (place, decided) in shown.iter().enumerate() {
                if *decided == Some(Some(Withheld::WouldRevealOthers)) {
                    let mut more = shown.clone();
                    more[place] = Some(None);
                    let found = case.smallest(&published, &more, POLICY.minimum);
                    prop_assert!(found.is_some(), "{} could be shown", place);
                }
            }
        }
    }

    /// How often something small is found in 300 random cases, and how many groups are shown.
    fn found(rules: &Rules) -> (usize, usize) {
        let mut runner = TestRunner::deterministic();
        let (mut found, mut groups) = (0, 0);
        for _ in 0..300 {
            let case = case().new_tree(&mut runner).expect("a case").current();
            let published = case.published(&self::rules());
            let shown = case.decide(&published, rules);
            found += usize::from(case.smallest(&published, &shown, POLICY.minimum).is_some());
            groups += shown.iter().filter(|decided| **decided == Some(None)).count();
        }
        (found, groups)
    }

    #[test]
    fn without_the_rule_small_groups_are_isolated() {
        let (found_with, groups) = found(&rules());
        assert_eq!(found_with, 0);
        assert!(groups > 150, "only {groups} groups are shown: there is nothing to attack");
        assert!(found(&Rules { check_groups: false, ..rules() }).0 > 100);
    }

    #[test]
    fn what_differences_miss_is_found() {
        // Payments has 20 newcomers and 3 old hands, Search 30 old hands only. Newcomers of the
        // root are the newcomers of Payments, so Payments less those are three people: no two
        // totals of teams, nor of groups, are close to each other.
        let tree = crate::analysis::testing::tree_below(&[0, 0]);
        let own = vec![0, 0, 0, 0, 20, 3, 0, 0, 0, 30, 0, 0];
        let case = Case { tree, own };
        let rules: Rules = DisclosurePolicy::default().into();
        let published = vec![true; 3];
        let both = vec![Some(None), Some(None), None, None, None, None, None, None, None];
        assert_eq!(case.smallest(&published, &both, 5), Some(3));
        let shown = case.decide(&published, &rules);
        assert_eq!(
            shown[..3],
            [
                Some(Some(Withheld::WouldRevealOthers)),
                Some(Some(Withheld::WouldRevealOthers)),
                Some(Some(Withheld::TooFewAnswers)),
            ]
        );
    }

    #[test]
    fn groups_that_are_large_everywhere_are_shown_everywhere() {
        let tree = crate::analysis::testing::tree_below(&[0, 0]);
        let case = Case { tree, own: vec![0, 0, 0, 0, 30, 25, 0, 5, 40, 35, 6, 0] };
        let shown = case.decide(&[true; 3], &DisclosurePolicy::default().into());
        let is_shown: Vec<bool> = shown.iter().map(|decided| *decided == Some(None)).collect();
        assert_eq!(is_shown, [true, true, true, true, true, false, true, true, true]);
        assert_eq!(shown[5], Some(Some(Withheld::TooFewAnswers)), "nobody");
    }

    #[test]
    fn small_teams_are_not_broken_down() {
        let tree = crate::analysis::testing::tree_below(&[0]);
        let case = Case { tree, own: vec![30, 30, 0, 0, 25, 24, 0, 0] };
        let shown = case.decide(&[true; 2], &DisclosurePolicy::default().into());
        assert_eq!(shown[..2], [Some(None), Some(None)]);
        assert_eq!(shown[3..], [None; 3]);
    }
}
