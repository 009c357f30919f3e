//! What may be shown of one item: which teams, and how much of each team's figures.

use super::{
    rules::Rules,
    tree::{Behind, decide, publishable},
};
use crate::analysis::{Tallies, cell};
use app::{
    domain::{Scale, TeamTree},
    report::{CellFigures, Shown, Withheld},
};

/// What may be shown of one item, by team.
pub(super) struct ItemPlan {
    /// Why nothing is shown; none where something is (D1, D2).
    pub(super) withheld: Vec<Option<Withheld>>,
    /// Whether how many chose which value may be shown (D5).
    distribution: Vec<bool>,
    /// Whether how many said “doesn't apply to me” may be shown.
    not_applicable: Vec<bool>,
    /// Whether mean and score are kept back for the sake of a dimension's: see `detail`.
    pub(super) keep_values_back: Vec<bool>,
}

impl ItemPlan {
    pub(super) fn new(tree: &TeamTree, tallies: &Tallies, item: usize, rules: &Rules) -> Self {
        let cell = |team| tallies.item(team, item);
        let teams = 0..tree.len();
        let answers: Vec<u32> = teams.clone().map(|team| cell(team).answered).collect();
        let withheld = decide(tree, &answers, rules);
        let shown: Vec<bool> = withheld.iter().map(Option::is_none).collect();

        // D5 holds for remainders, too: the difference of two distributions is one. Without
        // this they would still be distributions of the minimum or more, as those of published
        // cells are; with it nobody can work out one that D5 would not show.
        let large: Vec<bool> = teams
            .clone()
            .map(|team| shown[team] && answers[team] >= rules.distribution_minimum)
            .collect();
        let behind: Vec<Behind> = answers.iter().map(|&n| n.into()).collect();
        let distribution = publishable(tree, &large, &behind, rules.distribution_minimum, rules);

        // “Doesn't apply to me” is one more value that people chose. It is shown only where every
        // remainder has the minimum of answers beside it: not where everybody in a group
        // said so, as that would tell what each of them said.
        let behind: Vec<Behind> = teams
            .map(|team| Behind {
                counting: cell(team).answered,
                present: cell(team).answered + cell(team).not_applicable,
            })
            .collect();
        let not_applicable = publishable(tree, &shown, &behind, rules.minimum, rules);
        let keep_values_back = vec![false; tree.len()];
        Self { withheld, distribution, not_applicable, keep_values_back }
    }

    pub(super) fn shown(&self) -> Vec<bool> {
        self.withheld.iter().map(Option::is_none).collect()
    }

    /// The figures of one team, cut down to what may be shown.
    pub(super) fn figures(
        &self,
        tallies: &Tallies,
        team: usize,
        item: usize,
        scale: &Scale,
    ) -> Shown<CellFigures> {
        if let Some(reason) = self.withheld[team] {
            return Shown::Withheld(reason);
        }
        let Some(mut figures) = cell::figures(scale, tallies.item(team, item)) else {
            return Shown::Withheld(Withheld::TooFewAnswers);
        };
        if !self.not_applicable[team] {
            figures.not_applicable = None;
        }
        if !self.distribution[team] {
            figures.distribution = None;
        }
        if self.keep_values_back[team] {
            figures.score = None;
            figures.mean = None;
            figures.distribution = None;
        }
        Shown::Exact(figures)
    }
}
