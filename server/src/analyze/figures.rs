//! One wave after another through `analysis` and `disclosure`.
//!
//! A wave's cells are handed on as soon as they are made and then forgotten, as twelve waves of
//! them would not fit into memory; what is small stays until the end. While one wave is compared
//! with the one before and written, the next one is already being counted.

use super::{Input, input::Wave, ranks::Ranked};
use crate::{
    analysis::{Question, Tallies, WaveAnswers, theil_sen::Point, trend::trend},
    disclosure::{Comparison, Pair, WaveFigures, compare, rules::Rules},
};
use app::{
    domain::{DisclosurePolicy, Period},
    report::{DimensionFigures, Shown, Trend},
};
use std::{
    sync::{
        Arc,
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread,
};

/// What holds for all waves.
#[derive(Debug)]
pub struct Setting {
    /// The thresholds in force; none where no disclosure rule is applied.
    pub policy: Option<DisclosurePolicy>,
    /// The teams.
    pub ranked: Ranked,
    /// Names of items, by place.
    pub items: Vec<String>,
    /// Names of dimensions, by place.
    pub dimensions: Vec<String>,
    /// The waves, oldest first.
    pub periods: Vec<Period>,
    questions: Vec<Question>,
}

/// One wave, counted.
#[derive(Debug)]
pub struct Counted {
    /// The wave.
    pub period: Period,
    /// Its counts.
    pub tallies: Tallies,
    /// What may be shown of them.
    pub figures: WaveFigures,
}

/// What is small enough to be kept until all waves are counted.
#[derive(Debug, Default)]
pub struct Kept {
    /// For each wave the dimensions, a row for each team of the tree.
    pub dimensions: Vec<Vec<Shown<DimensionFigures>>>,
    /// For each wave but the first how it compares with the one before.
    changes: Vec<Vec<Comparison>>,
    /// For each wave the favourable answers and all answers of each cell that is shown exactly, a
    /// row for each team; no answers where it is not.
    shares: Vec<Vec<(u32, u32)>>,
}

impl Kept {
    /// The changes of a team from the wave at place `from` to the one after it, by item.
    pub(super) fn changes(&self, from: usize, team: usize) -> &[Comparison] {
        let changes = &self.changes[from];
        // They come in the order of the tree's places.
        let start = changes.partition_point(|change| change.team < team);
        let length = changes[start..].partition_point(|change| change.team == team);
        &changes[start..start + length]
    }
}

impl Setting {
    /// What holds for all waves of an input, and the waves.
    #[must_use]
    pub fn of(input: Input, unsafe_all: bool) -> (Self, Vec<Wave>) {
        let Input { policy, ranked, items, questions, dimensions, waves, .. } = input;
        let periods = waves.iter().map(|wave| wave.period).collect();
        let policy = (!unsafe_all).then_some(policy.in_force());
        (Self { policy, ranked, items, dimensions, periods, questions }, waves)
    }

    fn rules(&self) -> Rules {
        self.policy.map_or_else(Rules::unprotected, Rules::from)
    }

    fn count(&self, wave: Wave) -> Counted {
        let period = wave.period;
        let answers: WaveAnswers = wave.answers(&self.ranked, &self.questions);
        let tallies = Tallies::of(&answers);
        let figures = WaveFigures::of(&answers, &tallies, &self.rules());
        Counted { period, tallies, figures }
    }

    /// How a wave compares with the one before.
    fn compare(&self, now: &Counted, before: &Counted) -> Vec<Comparison> {
        let all =
            |count: usize| (0..count).map(|at| Pair { now: at, before: at }).collect::<Vec<_>>();
        let tree = &self.ranked.tree;
        let (teams, items) = (all(tree.len()), all(self.items.len()));
        let (now, before) = (now.figures.side(&now.tallies), before.figures.side(&before.tallies));
        compare(tree, now, before, &teams, &items)
    }

    fn keep(&self, counted: &Counted, kept: &mut Kept) {
        let teams = self.ranked.tree.len();
        let mut shares = Vec::with_capacity(teams * self.items.len());
        let mut dimensions = Vec::with_capacity(teams * self.dimensions.len());
        for team in 0..teams {
            shares.extend((0..self.items.len()).map(|item| {
                let cell = counted.figures.cell(team, item).exact();
                cell.map_or((0, 0), |cell| (cell.favourable.unwrap_or(0), cell.answered))
            }));
            dimensions.extend(
                (0..self.dimensions.len())
                    .map(|dimension| counted.figures.dimension(team, dimension).clone()),
            );
        }
        kept.shares.push(shares);
        kept.dimensions.push(dimensions);
    }

    /// The trend of a team and item; none where it is shown in no wave.
    #[must_use]
    pub fn trend(&self, kept: &Kept, team: usize, item: usize) -> Option<Trend> {
        let place = team * self.items.len() + item;
        let points: Vec<Point> = (self.periods.iter().zip(&kept.shares))
            .filter(|(_, shares)| shares[place].1 > 0)
            .map(|(period, shares)| {
                let (favourable, answered) = shares[place];
                let value = f64::from(favourable) / f64::from(answered);
                Point { quarter: period.ordinal(), value }
            })
            .collect();
        (!points.is_empty()).then(|| trend(&points))
    }
}

/// Counts all waves and hands each to `each`, in order.
///
/// # Errors
/// The first of `each`; no further wave is counted then.
pub fn analyse<E>(
    setting: &Setting,
    waves: Vec<Wave>,
    mut each: impl FnMut(&Counted) -> Result<(), E>,
) -> Result<Kept, E> {
    thread::scope(|scope| {
        // Nothing waits in between: the few waves that each step has in hand are enough.
        let (to_compare, counted) = sync_channel(0);
        let (to_write, compared) = sync_channel(0);
        scope.spawn(move || {
            for wave in waves {
                // Whoever is to write it has given up.
                if to_compare.send(Arc::new(setting.count(wave))).is_err() {
                    break;
                }
            }
        });
        let kept = scope.spawn(move || keep_all(setting, counted, &to_write));
        for counted in compared {
            each(&counted)?;
        }
        Ok(kept.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })
}

/// Compares the waves with one another and hands them on.
fn keep_all(
    setting: &Setting,
    waves: Receiver<Arc<Counted>>,
    to_write: &SyncSender<Arc<Counted>>,
) -> Kept {
    let mut kept = Kept::default();
    let mut before: Option<Arc<Counted>> = None;
    for now in waves {
        if to_write.send(Arc::clone(&now)).is_err() {
            break;
        }
        setting.keep(&now, &mut kept);
        if let Some(before) = before.replace(Arc::clone(&now)) {
            kept.changes.push(setting.compare(&now, &before));
        }
    }
    kept
}
