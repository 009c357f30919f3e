//! D8: one release per wave, for all viewers together, in one pass over its answers.

use super::{comments::comments, figures::WaveFigures, participation, rules::Rules};
use crate::analysis::{Tallies, WaveAnswers};
use app::{
    domain::{Dimension, DisclosurePolicy, Period, Scale, WaveId},
    report::{Cell, DimensionCell, Release},
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
    let figures = WaveFigures::of(&answers, &tallies, rules);
    let mut cells = Vec::new();
    let mut dimensions = Vec::new();
    for (index, team) in tree.teams().iter().enumerate() {
        for (item, asked) in items.iter().enumerate() {
            if asked.scale != Scale::Text {
                let shown = figures.cell(index, item).clone();
                cells.push(Cell { team: team.id, item: asked.item, shown });
            }
        }
        for (place, asked) in tallies.dimensions().iter().enumerate() {
            let shown = figures.dimension(index, place).clone();
            let dimension = Dimension::ALL[asked.dimension];
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
