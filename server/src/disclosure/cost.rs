//! What the rules cost: how much is withheld, next to the simpler way of withholding families.

use super::rules::Rules;
use crate::{
    analysis::{Tallies, WaveAnswers},
    disclosure::WaveFigures,
};
use app::domain::{DisclosurePolicy, Scale, TeamTree};

/// Cells that somebody answered, and the answers in them. An answer is in the cell of its team and
/// in that of every team above.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amount {
    /// Cells.
    pub cells: u64,
    /// Answers.
    pub answers: u64,
}

impl Amount {
    fn add(&mut self, answers: u32) {
        self.cells += 1;
        self.answers += u64::from(answers);
    }
}

/// What is withheld of a wave.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// All there is.
    pub all: Amount,
    /// What the rules withhold.
    pub withheld: Amount,
    /// What would be withheld if the teams directly below a team were shown all or not at all:
    /// not if one of them, or what is left of the team above, has fewer than the minimum. It is
    /// as safe, and what is often done.
    pub by_families: Amount,
}

/// Counts what the rules withhold of a wave that was published by a policy.
#[must_use]
pub fn cost(answers: &WaveAnswers, policy: DisclosurePolicy) -> Cost {
    let rules: Rules = policy.into();
    let tallies = Tallies::of(answers);
    let figures = WaveFigures::of(answers, &tallies, &rules);
    let tree = answers.tree();
    let mut cost = Cost::default();
    for (item, question) in answers.questions().iter().enumerate() {
        if question.scale == Scale::Text {
            continue;
        }
        let totals: Vec<u32> =
            (0..tree.len()).map(|team| tallies.item(team, item).answered).collect();
        let shown = whole_families(tree, &totals, rules.minimum);
        for (team, &answered) in totals.iter().enumerate().filter(|(_, answered)| **answered > 0) {
            cost.all.add(answered);
            if figures.cell(team, item).withheld().is_some() {
                cost.withheld.add(answered);
            }
            if !shown[team] {
                cost.by_families.add(answered);
            }
        }
    }
    cost
}

/// Which teams would be shown: a root that has enough, and the teams below a shown team if each
/// of them has enough or nobody, and what is left of the team as well.
fn whole_families(tree: &TeamTree, totals: &[u32], minimum: u32) -> Vec<bool> {
    let is_safe = |people: u32| people == 0 || people >= minimum;
    let mut shown = vec![false; totals.len()];
    for team in 0..totals.len() {
        shown[team] = match tree.parent(team) {
            None => totals[team] >= minimum,
            Some(parent) => {
                let of_children: u32 = tree.children(parent).map(|child| totals[child]).sum();
                shown[parent]
                    && tree.children(parent).all(|child| is_safe(totals[child]))
                    && is_safe(totals[parent] - of_children)
            }
        };
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disclosure::testing::{POLICY, gated_wave, wave};
    use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

        #[test]
        fn no_more_cells_or_answers_are_withheld_than_by_families(
            case in prop_oneof![wave(), gated_wave()],
        ) {
            let cost = cost(&case.answers(), POLICY);
            prop_assert!(cost.withheld.cells <= cost.by_families.cells, "{:?}", cost);
            prop_assert!(cost.withheld.answers <= cost.by_families.answers, "{:?}", cost);
            prop_assert!(cost.by_families.answers <= cost.all.answers);
        }
    }

    #[test]
    fn it_is_much_less_over_many_waves() {
        let mut runner = TestRunner::deterministic();
        let (mut withheld, mut by_families) = (0, 0);
        for _ in 0..200 {
            let case = wave().new_tree(&mut runner).expect("a wave").current();
            let cost = cost(&case.answers(), POLICY);
            withheld += cost.withheld.answers;
            by_families += cost.by_families.answers;
        }
        assert!(2 * withheld < by_families, "{withheld} of {by_families}");
    }
}
