//! D9: the reporting team, for which a person's answers count and which is kept beside them.
//!
//! The reporting team is the only thing stored with a response that leads back towards a
//! person. So what has to reach the minimum is the number of people *who answer for a team
//! itself*, not the size of the team with everything below it: where one lead sits alone in a
//! division of sixty, a response kept as “the division's own” would be the lead's. The rule:
//!
//! 1. From the leaves up, the people of a team come together: those who sit in it and those
//!    sent up from teams below. If they are at least the minimum, they answer for it.
//!    Otherwise they are all sent up together, and answer for the nearest team above where
//!    enough people come together.
//! 2. If too few arrive at a root, the smallest group just below joins them (the same choice
//!    as rule D2 makes, and for the same reason).
//! 3. A root with fewer people than the minimum in all has them answer for it. Nothing is
//!    ever shown for it, and the answering page says so.
//!
//! This also keeps figures: leads who sit alone in the middle of the tree come together at
//! the root, rather than each costing a team below them its figures under D2.

use app::domain::TeamTree;

/// For each team of the tree, the index of the team that the people who sit in it answer for.
/// It is the team itself or one above it.
///
/// `headcount` is how many people of the frozen roster sit in each team itself, in the
/// tree's order.
#[must_use]
pub fn reporting_teams(tree: &TeamTree, headcount: &[u32], minimum: u32) -> Vec<usize> {
    let minimum = minimum.max(1);
    // How many people come together in each team, and whether they answer for it.
    let mut together = headcount.to_vec();
    let mut settled = vec![false; tree.len()];
    for team in (0..tree.len()).rev() {
        match tree.parent(team) {
            Some(_) if together[team] >= minimum => settled[team] = true,
            Some(parent) => {
                together[parent] += together[team];
                together[team] = 0;
            }
            None => {
                settled[team] = true;
                if together[team] > 0 && together[team] < minimum {
                    // Equal groups: the smaller id. Ids stay through renames and from wave to
                    // wave, so it is not a different team each quarter.
                    let joining = nearest_settled_below(tree, team, &settled)
                        .min_by_key(|&below| (together[below], tree.teams()[below].id));
                    if let Some(below) = joining {
                        settled[below] = false;
                    }
                }
            }
        }
    }
    let mut reporting: Vec<usize> = (0..tree.len()).collect();
    for team in 0..tree.len() {
        if let (false, Some(parent)) = (settled[team], tree.parent(team)) {
            reporting[team] = reporting[parent];
        }
    }
    reporting
}

/// How many people answer for each team itself: what [`WaveAnswers`] calls invited.
///
/// [`WaveAnswers`]: crate::analysis::WaveAnswers
#[must_use]
pub fn people_by_reporting_team(headcount: &[u32], reporting: &[usize]) -> Vec<u32> {
    let mut people = vec![0; headcount.len()];
    for (&count, &team) in headcount.iter().zip(reporting) {
        people[team] += count;
    }
    people
}

/// The settled teams below `top` with no other settled one in between.
fn nearest_settled_below<'a>(
    tree: &'a TeamTree,
    top: usize,
    settled: &'a [bool],
) -> impl Iterator<Item = usize> + 'a {
    let range = tree.subtree(top);
    let mut next = range.start + 1;
    std::iter::from_fn(move || {
        while next < range.end {
            let at = next;
            if settled[at] {
                next = tree.subtree(at).end;
                return Some(at);
            }
            next = at + 1;
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{analysis::testing::tree_below, disclosure::testing::*};
    use proptest::prelude::*;

    #[test]
    fn a_team_with_enough_people_answers_for_itself() {
        let tree = tree_below(&[0, 0]);
        assert_eq!(reporting_teams(&tree, &[5, 5, 7], 5), [0, 1, 2]);
    }

    #[test]
    fn too_few_people_answer_for_the_nearest_team_above_where_enough_come_together() {
        // Root - division (2 people) with teams of 2 and 3 people: 7 come together there.
        let tree = tree_below(&[0, 1, 1]);
        assert_eq!(reporting_teams(&tree, &[9, 2, 2, 3], 5), [0, 1, 1, 1]);
    }

    #[test]
    fn lone_leads_come_together_at_the_root_and_cost_no_team_its_figures() {
        // A root with one person and four divisions, each with a lead and a team of six.
        let tree = tree_below(&[0, 1, 0, 3, 0, 5, 0, 7]);
        let headcount = [1, 1, 6, 1, 6, 1, 6, 1, 6];
        let reporting = reporting_teams(&tree, &headcount, 5);
        assert_eq!(reporting, [0, 0, 2, 0, 4, 0, 6, 0, 8]);
        assert_eq!(people_by_reporting_team(&headcount, &reporting)[0], 5);
    }

    #[test]
    fn the_smallest_group_joins_when_too_few_arrive_at_the_root() {
        let tree = tree_below(&[0, 0, 2]);
        assert_eq!(reporting_teams(&tree, &[2, 9, 8, 20], 5), [0, 1, 0, 3]);
    }

    #[test]
    fn a_root_with_too_few_people_in_all_has_them_answer_for_it() {
        let tree = tree_below(&[0, 1]);
        assert_eq!(reporting_teams(&tree, &[1, 1, 2], 5), [0, 0, 0]);
    }

    proptest! {
        #[test]
        fn everybody_answers_for_one_team_on_their_own_way_to_the_root(
            (tree, headcount) in tree_with_counts(40, 9), minimum in 1u32..8,
        ) {
            let reporting = reporting_teams(&tree, &headcount, minimum);
            prop_assert_eq!(reporting.len(), tree.len());
            for (team, &answers_for) in reporting.iter().enumerate() {
                prop_assert!(tree.ancestors_and_self(team).any(|above| above == answers_for));
            }
        }

        #[test]
        fn nobody_answers_for_a_team_among_fewer_than_the_minimum_unless_the_root_is_smaller(
            (tree, headcount) in tree_with_counts(40, 9), minimum in 1u32..8,
        ) {
            let reporting = reporting_teams(&tree, &headcount, minimum);
            let people = people_by_reporting_team(&headcount, &reporting);
            prop_assert_eq!(people.iter().sum::<u32>(), headcount.iter().sum::<u32>());
            for team in 0..tree.len() {
                let all: u32 = headcount[tree.subtree(team)].iter().sum();
                let small_root = tree.parent(team).is_none() && all < minimum;
                prop_assert!(people[team] == 0 || people[team] >= minimum || small_root);
            }
        }

        #[test]
        fn a_team_with_enough_people_of_its_own_keeps_them_unless_the_root_needs_them(
            (tree, headcount) in tree_with_counts(40, 9), minimum in 1u32..8,
        ) {
            let reporting = reporting_teams(&tree, &headcount, minimum);
            let moved = (0..tree.len())
                .filter(|&team| headcount[team] >= minimum && reporting[team] != team)
                .collect::<Vec<_>>();
            // One group a root at most; these forests have one root.
            prop_assert!(moved.len() <= 1);
            prop_assert!(moved.iter().all(|&team| reporting[team] == 0));
        }
    }
}
