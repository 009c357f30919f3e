//! What somebody reads before the first question: which groups their answers count in.

use super::reporting::people_by_reporting_team;
use app::{
    domain::{DisclosurePolicy, TeamTree},
    report::{Audience, AudienceGroup, Readers},
};

/// The groups that the answers of somebody sitting in `team` count in, and who can read them.
///
/// `grouping` is the question by whose answers larger teams are broken down.
/// `headcount` and `reporting` are those of [`reporting_teams`](super::reporting_teams), so
/// that what the page promises and what the release does are one calculation.
#[must_use]
pub fn audience(
    tree: &TeamTree,
    headcount: &[u32],
    reporting: &[usize],
    team: usize,
    policy: DisclosurePolicy,
    grouping: Option<String>,
) -> Audience {
    let people = people_by_reporting_team(headcount, reporting);
    let answers_for = reporting[team];
    let groups = tree
        .ancestors_and_self(answers_for)
        .map(|group| {
            let all: u32 = people[tree.subtree(group)].iter().sum();
            AudienceGroup {
                team: tree.teams()[group].id,
                name: tree.teams()[group].name.clone(),
                people: all,
                can_be_shown: all >= policy.minimum,
                readers: if tree.parent(group).is_none() {
                    Readers::Everyone
                } else {
                    Readers::TeamAndManagers
                },
            }
        })
        .collect();
    Audience {
        groups,
        among: people[answers_for],
        counted_further_up: answers_for != team,
        minimum: policy.minimum,
        distribution_minimum: policy.distribution_minimum,
        comments_minimum: policy.comments_minimum,
        grouping,
        grouping_minimum: policy.grouping_minimum(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{analysis::testing::*, disclosure::reporting_teams};

    #[test]
    fn a_developer_reads_every_group_from_their_team_to_the_organisation() {
        let tree = tree_below(&[0, 1, 1]);
        let headcount = [3, 6, 7, 2];
        let reporting = reporting_teams(&tree, &headcount, 5);
        let audience =
            audience(&tree, &headcount, &reporting, 2, DisclosurePolicy::default(), None);
        let groups: Vec<_> = audience.groups.iter().map(|g| (g.team, g.people)).collect();
        // The root's own three would be too few alone, so the division's eight joined them.
        assert_eq!(groups, [(team_id(2), 7), (team_id(1), 7), (team_id(0), 18)]);
        assert_eq!((audience.among, audience.counted_further_up), (7, false));
        assert_eq!(audience.groups[0].readers, Readers::TeamAndManagers);
        assert_eq!(audience.groups[2].readers, Readers::Everyone);
    }

    #[test]
    fn somebody_in_a_tiny_team_is_told_that_they_count_further_up() {
        let tree = tree_below(&[0, 0]);
        let headcount = [6, 2, 9];
        let reporting = reporting_teams(&tree, &headcount, 5);
        let audience =
            audience(&tree, &headcount, &reporting, 1, DisclosurePolicy::default(), None);
        assert!(audience.counted_further_up);
        assert_eq!((audience.groups.len(), audience.among), (1, 8));
    }

    #[test]
    fn an_organisation_below_the_minimum_is_told_that_nothing_is_ever_shown() {
        let tree = tree_below(&[]);
        let audience = audience(&tree, &[4], &[0], 0, DisclosurePolicy::default(), None);
        assert!(audience.groups.iter().all(|group| !group.can_be_shown));
    }
}
