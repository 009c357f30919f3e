//! D8: one release per wave, for all viewers together, in one pass over its answers.

use super::{
    comments::comments, dimension::decide_dimension, items::ItemPlan, participation, rules::Rules,
};
use crate::analysis::{Tallies, WaveAnswers, dimension};
use app::{
    domain::{DisclosurePolicy, Period, Scale, WaveId},
    report::{Cell, DimensionCell, Release, Shown, Withheld},
};
use rand::Rng;

/// Counts a closed wave and puts into its release what may be shown, and nothing else.
///
/// The order of responses makes no difference. `rng` only puts comments into random order.
#[must_use]
pub fn make_release<R: Rng + ?Sized>(
    wave: WaveId,
    period: Period,
    policy: DisclosurePolicy,
    answers: WaveAnswers,
    rng: &mut R,
) -> Release {
    release_by(&policy.into(), wave, period, policy, answers, rng)
}

/// The same by any rules: how tests show that an attack works without one of them.
pub(super) fn release_by<R: Rng + ?Sized>(
    rules: &Rules,
    wave: WaveId,
    period: Period,
    policy: DisclosurePolicy,
    answers: WaveAnswers,
    rng: &mut R,
) -> Release {
    let tree = answers.tree();
    let items = answers.items();
    let tallies = Tallies::of(&answers);
    let mut plans: Vec<ItemPlan> =
        (0..items.len()).map(|item| ItemPlan::new(tree, &tallies, item, rules)).collect();
    let dimension_plans: Vec<Vec<Option<Withheld>>> = (0..tallies.dimensions().len())
        .map(|dimension| decide_dimension(tree, &tallies, dimension, items, &mut plans, rules))
        .collect();

    let mut cells = Vec::new();
    let mut dimensions = Vec::new();
    for (index, team) in tree.teams().iter().enumerate() {
        for (item, asked) in items.iter().enumerate() {
            if asked.scale != Scale::Text {
                let shown = plans[item].figures(&tallies, index, item, &asked.scale);
                cells.push(Cell { team: team.id, item: asked.item, shown });
            }
        }
        for (dimension, plan) in dimension_plans.iter().enumerate() {
            let shown = match plan[index] {
                Some(reason) => Shown::Withheld(reason),
                None => dimension_figures(&tallies, index, dimension),
            };
            let dimension = tallies.dimensions()[dimension].dimension;
            dimensions.push(DimensionCell { team: team.id, dimension, shown });
        }
    }
    Release {
        wave,
        period,
        policy,
        teams: (0..tree.len())
            .map(|index| participation::team(tree, &tallies, index, rules))
            .collect(),
        cells,
        dimensions,
        comments: comments(&answers, &tallies, rules, rng),
        items: answers.into_items(),
    }
}

fn dimension_figures(
    tallies: &Tallies,
    team: usize,
    dimension: usize,
) -> Shown<app::report::DimensionFigures> {
    let population = tallies.invited(team);
    match dimension::figures(&tallies.dimension(team, dimension), population) {
        Some(figures) => Shown::Exact(figures),
        // A single respondent has no interval; only a policy with a minimum of one comes here.
        None => Shown::Withheld(Withheld::TooFewAnswers),
    }
}
