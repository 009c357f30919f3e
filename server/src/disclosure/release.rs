//! D8: one release per wave, for all viewers together, in one pass over its answers.

use super::{
    across, breakdown,
    comments::comments,
    comparison::{Pair, Side, compare},
    figures::WaveFigures,
    participation,
    rules::Rules,
};
use crate::analysis::{Tallies, WaveAnswers};
use app::{
    domain::{Dimension, DisclosurePolicy, Period, Scale, WaveId},
    report::{Cell, DimensionCell, Release, ReleaseChange, Shown, Withheld},
};
use rand::Rng;
use std::collections::HashMap;

/// The wave before, which changes are told against.
#[derive(Clone, Debug)]
pub struct Before {
    /// The quarter it stands for.
    pub period: Period,
    /// Its answers.
    pub answers: WaveAnswers,
    /// What its release shows exactly: nothing else of it may go into a change. Of the figures,
    /// answers, share, pooled share and score are looked at.
    pub cells: Vec<Cell>,
}

/// Counts a closed wave and puts into its release what may be shown, and nothing else.
///
/// The order of responses makes no difference. `rng` only puts comments into random order.
#[must_use]
pub fn make_release<R: Rng + ?Sized>(
    wave: WaveId,
    period: Period,
    policy: DisclosurePolicy,
    answers: WaveAnswers,
    before: Option<Before>,
    rng: &mut R,
) -> Release {
    release_by(&policy.into(), wave, period, policy, answers, before, rng)
}

/// The same by any rules: how tests show that an attack works without one of them.
pub(super) fn release_by<R: Rng + ?Sized>(
    rules: &Rules,
    wave: WaveId,
    period: Period,
    policy: DisclosurePolicy,
    answers: WaveAnswers,
    before: Option<Before>,
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
        changes: before
            .map(|before| changes(&answers, &tallies, &figures, &before))
            .unwrap_or_default(),
        grouping: answers.grouping().map(|place| items[place].item),
        groups: breakdown::groups(&answers, &figures, rules),
        reliability: across::reliability(&answers),
        drivers: across::outcome_drivers(&answers, rng),
        comments: comments(&answers, &tallies, rules, rng),
        items: answers.into_items(),
    }
}

/// Every comparison with the wave before that may be shown.
fn changes(
    answers: &WaveAnswers,
    tallies: &Tallies,
    figures: &WaveFigures,
    before: &Before,
) -> Vec<ReleaseChange> {
    let (tree, items) = (answers.tree(), answers.items());
    let (old_tree, old_items) = (before.answers.tree(), before.answers.items());
    let questions: Vec<Pair> = (items.iter().enumerate())
        .filter_map(|(now, item)| {
            let same = old_items
                .iter()
                .position(|other| other.item == item.item && other.series == item.series)?;
            Some(Pair { now, before: same })
        })
        .collect();
    let teams: Vec<Pair> = (tree.teams().iter().enumerate())
        .filter_map(|(now, team)| Some(Pair { now, before: old_tree.index_of(team.id)? }))
        .collect();
    let places: HashMap<_, _> =
        old_items.iter().enumerate().map(|(place, item)| (item.item, place)).collect();
    let mut shown =
        vec![Shown::Withheld(Withheld::TooFewAnswers); old_tree.len() * old_items.len()];
    for cell in &before.cells {
        if let (Some(team), Some(place)) = (old_tree.index_of(cell.team), places.get(&cell.item)) {
            shown[team * old_items.len() + place] = cell.shown.clone();
        }
    }
    let old_tallies = Tallies::of(&before.answers);
    let side = Side { tallies: &old_tallies, cells: &shown, questions: old_items.len() };
    compare(tree, figures.side(tallies), side, &teams, &questions)
        .into_iter()
        .map(|comparison| ReleaseChange {
            team: tree.teams()[comparison.team].id,
            item: items[comparison.question].item,
            since: before.period,
            figures: comparison.figures,
        })
        .collect()
}
