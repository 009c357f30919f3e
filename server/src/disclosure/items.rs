//! What may be shown of one item: which teams, and how much of each team's figures.

use super::{
    rules::Rules,
    tree::{Behind, Need, decide, publishable},
};
use crate::analysis::{Question, Tallies, cell, population};
use app::{
    domain::TeamTree,
    report::{Band, Banded, CellFigures, Shown, Withheld},
};

/// What may be shown of one item, by team.
pub(super) struct ItemPlan {
    /// Why nothing is shown; none where something is (D1, D2).
    pub(super) withheld: Vec<Option<Withheld>>,
    /// The side of the scale on which everybody is, where that is all that is shown (D4).
    banded: Vec<Option<Band>>,
    /// Whether how many chose which value may be shown (D5).
    distribution: Vec<bool>,
    /// Whether how many said “doesn't apply to me” may be shown.
    not_applicable: Vec<bool>,
    /// Whether mean and score are kept back, for the sake of a dimension's (see `detail`) or so that
    /// those of a group that is of one mind cannot be worked out.
    pub(super) keep_values_back: Vec<bool>,
}

impl ItemPlan {
    pub(super) fn new(
        tree: &TeamTree,
        tallies: &Tallies,
        item: usize,
        question: &Question,
        rules: &Rules,
    ) -> Self {
        let cell = |team| tallies.item(team, item);
        let teams = 0..tree.len();
        let answers: Vec<u32> = teams.clone().map(|team| cell(team).answered).collect();
        let withheld = decide(tree, &answers, rules);

        // D4: only the side of the scale where everybody is on it.
        let favourable: Option<Vec<u32>> =
            teams.clone().map(|team| cell(team).favourable(question)).collect();
        let favourable = favourable.filter(|_| rules.check_unanimous);
        let banded: Vec<Option<Band>> = teams
            .clone()
            .map(|team| match favourable.as_ref()?[team] {
                _ if withheld[team].is_some() => None,
                0 => Some(Band::Low),
                all if all == answers[team] => Some(Band::High),
                _ => None,
            })
            .collect();
        let exact: Vec<bool> =
            teams.clone().map(|team| withheld[team].is_none() && banded[team].is_none()).collect();

        // A score that subtracting gives is a score, too: what is left between those that are shown
        // must not be of one mind either.
        let mixed = favourable.is_some();
        let behind: Vec<Behind> = teams
            .clone()
            .map(|team| Behind {
                favourable: favourable.as_ref().map_or(0, |favourable| favourable[team]),
                ..answers[team].into()
            })
            .collect();
        let need = Need { minimum: rules.minimum, mixed };
        let values = publishable(tree, &exact, &behind, need, rules);
        let keep_values_back = teams.clone().map(|team| exact[team] && !values[team]).collect();

        // D5 holds for remainders, too: the difference of two distributions is one. Without
        // this they would still be distributions of the minimum or more, as those of published
        // cells are; with it nobody can work out one that D5 would not show.
        let large: Vec<bool> = teams
            .clone()
            .map(|team| values[team] && answers[team] >= rules.distribution_minimum)
            .collect();
        let need = Need { minimum: rules.distribution_minimum, mixed };
        let distribution = publishable(tree, &large, &behind, need, rules);

        // “Doesn't apply to me” is one more value that people chose. It is shown only where every
        // remainder has the minimum of answers beside it: not where everybody in a group
        // said so, as that would tell what each of them said.
        let behind: Vec<Behind> = teams
            .map(|team| Behind {
                counting: cell(team).answered,
                present: cell(team).answered + cell(team).not_applicable,
                favourable: 0,
            })
            .collect();
        let not_applicable = publishable(tree, &exact, &behind, rules.minimum.into(), rules);
        Self { withheld, banded, distribution, not_applicable, keep_values_back }
    }

    pub(super) fn shown(&self) -> Vec<bool> {
        self.withheld.iter().map(Option::is_none).collect()
    }

    /// Whether the score of a team is shown.
    pub(super) fn shows_values(&self, team: usize) -> bool {
        self.withheld[team].is_none() && self.banded[team].is_none() && !self.keep_values_back[team]
    }

    /// The figures of one team, cut down to what may be shown.
    pub(super) fn figures(
        &self,
        tallies: &Tallies,
        team: usize,
        item: usize,
        question: &Question,
    ) -> Shown<CellFigures> {
        if let Some(reason) = self.withheld[team] {
            return Shown::Withheld(reason);
        }
        let tally = tallies.item(team, item);
        if let Some(band) = self.banded[team] {
            return Shown::Banded(Banded { band, answered: tally.answered });
        }
        let invited = tallies.invited(team);
        let Some(mut figures) = cell::figures(question, tally, invited) else {
            return Shown::Withheld(Withheld::TooFewAnswers);
        };
        if !self.not_applicable[team] {
            figures.not_applicable = None;
            // N less those who were invited would say how many it does not apply to.
            if let Some(invited) = invited {
                cell::speak_of(&mut figures, population::size(invited, 0, tally.answered));
            }
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
