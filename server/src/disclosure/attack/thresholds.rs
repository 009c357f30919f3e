//! The rules that are thresholds: with a threshold of one, what each is against gets through.

use super::{Attacker, successes};
use crate::{
    analysis::testing::*,
    disclosure::{
        reporting::{people_by_reporting_team, reporting_teams},
        rules::Rules,
        testing::{Case, POLICY, tree_with_counts, wave},
    },
};
use app::domain::{AnswerValue, Dimension, Scale, TeamId};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use std::collections::{BTreeMap, HashSet};

/// Whether subtracting distributions gives one of fewer people than a distribution needs.
fn small_distributions(attacker: &Attacker<'_>, _: &Case) -> bool {
    attacker.release.items.iter().any(|asked| {
        let cells = attacker.item(asked.item);
        let cells = cells.iter().filter(|(_, cell)| cell.distribution.is_some());
        let shown = cells.map(|(&team, cell)| (team, i64::from(cell.answered))).collect();
        let small = |people: &i64| (1..i64::from(POLICY.distribution_minimum)).contains(people);
        attacker.remainders(&shown).iter().any(small)
    })
}

#[test]
fn without_d5_distributions_of_a_few_get_through() {
    let off = Rules { distribution_minimum: POLICY.minimum, ..POLICY.into() };
    assert!(successes(wave(), &off, small_distributions) > 50);
    assert_eq!(successes(wave(), &POLICY.into(), small_distributions), 0);
}

/// The same waves with a comment of everybody.
fn with_comments() -> impl Strategy<Value = Case> {
    wave().prop_map(|mut case| {
        let comment = item(9, Dimension::Flow, Scale::Text, false);
        for (number, (_, sheet)) in case.responses.iter_mut().enumerate() {
            sheet.0.insert(comment.version, AnswerValue::Text(format!("comment {number}")));
        }
        case.items.push(comment);
        case
    })
}

/// Whether a comment is known to come from one of fewer people than comments need: those who
/// count at the team where it stands and at no team below that shows comments.
fn comments_of_few(attacker: &Attacker<'_>, case: &Case) -> bool {
    let showing: HashSet<TeamId> =
        attacker.release.comments.iter().map(|comment| comment.team).collect();
    let mut behind: BTreeMap<TeamId, u32> = BTreeMap::new();
    for (team, _) in &case.responses {
        let own = std::iter::once(*team).chain(attacker.above(*team));
        if let Some(place) = { own }.find(|team| showing.contains(team)) {
            *behind.entry(place).or_default() += 1;
        }
    }
    behind.values().any(|&people| people < POLICY.comments_minimum)
}

#[test]
fn without_d6_comments_of_a_few_get_through() {
    let off = Rules { comments_minimum: 1, ..POLICY.into() };
    assert!(successes(with_comments(), &off, comments_of_few) > 50);
    assert_eq!(successes(with_comments(), &POLICY.into(), comments_of_few), 0);
}

#[test]
fn without_d9_few_share_what_is_kept_beside_a_response() {
    let mut runner = TestRunner::deterministic();
    let (mut without, mut with) = (0, 0);
    for _ in 0..100 {
        let (tree, headcount) =
            tree_with_counts(12, 9).new_tree(&mut runner).expect("a tree").current();
        if headcount.iter().sum::<u32>() < 5 {
            continue;
        }
        let few = |reporting: &[usize]| {
            let people = people_by_reporting_team(&headcount, reporting);
            people.into_iter().any(|people| (1..5).contains(&people))
        };
        let own: Vec<usize> = (0..tree.len()).collect();
        without += usize::from(few(&own));
        with += usize::from(few(&reporting_teams(&tree, &headcount, 5)));
    }
    assert!(without > 50, "{without} of 100");
    assert_eq!(with, 0);
}
