use super::*;
use crate::disclosure::{
    rules::Rules,
    testing::{POLICY, two_waves, wave},
};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};

fn audit(release: &Release) -> Audit {
    Auditor::new(release, None).look_at_all()
}

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

#[test]
fn changes_against_figures_that_were_never_shown_are_found() {
    let mut runner = TestRunner::deterministic();
    let (mut leaks, mut changes) = (0, 0);
    for _ in 0..100 {
        let (before, now) = two_waves().new_tree(&mut runner).expect("waves").current();
        let rules: Rules = POLICY.into();
        let shown = before.release(&rules);
        let honest = now.release_after(&rules, &before, &shown);
        changes += honest.changes.len();
        // As if changes were told against all that is known of the wave before.
        let known = before.release(&Rules::unprotected());
        let careless = now.release_after(&rules, &before, &known);
        leaks += usize::from(!Auditor::new(&careless, Some(&shown)).look_at_all().holds());
    }
    assert!(changes > 100, "only {changes} changes are shown");
    assert!(leaks > 50, "{leaks} of 100");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn no_release_leaves_a_small_group_to_any_kind_of_viewer(case in wave()) {
        let release = case.release(&POLICY.into());
        let auditor = Auditor::new(&release, None);
        let all = auditor.look_at_all();
        prop_assert!(all.holds(), "{:?}", all);
        let least = all.smallest.map_or(u32::MAX, |group| group.people);
        for index in 0..case.tree.len() {
            let teams = |range: std::ops::Range<usize>| -> Vec<TeamId> {
                [0].into_iter().chain(range).map(|index| case.tree.teams()[index].id).collect()
            };
            for part in [teams(index..index + 1), teams(case.tree.subtree(index))] {
                let audit = auditor.look(&part);
                prop_assert!(audit.holds(), "{:?}", audit);
                // Whoever sees less can isolate nothing smaller.
                prop_assert!(audit.smallest.is_none_or(|group| group.people >= least));
            }
        }
    }

    #[test]
    fn two_waves_with_moves_between_them_give_away_no_more_than_each(
        (before, now) in two_waves(),
    ) {
        let rules: Rules = POLICY.into();
        let earlier = before.release(&rules);
        let release = now.release_after(&rules, &before, &earlier);
        let audit = Auditor::new(&release, Some(&earlier)).look_at_all();
        prop_assert!(audit.holds(), "{:?}", audit);
    }
}
