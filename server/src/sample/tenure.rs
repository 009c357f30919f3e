//! How long everybody has worked here: what large teams are broken down by.

use super::{SampleSeat, chance::Chance};
use app::domain::AnswerValue;

/// The key of the question.
pub(super) const KEY: &str = "tenure";
/// Those who would rather not say, and never do.
const SILENT: f64 = 0.04;
/// Years before the first quarter of whoever has been here longest.
const LONGEST: f64 = 14.0;

/// Somebody's answer over the quarters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tenure {
    /// The first quarter (index) in which they were here.
    first: usize,
    /// Years before that.
    before: f64,
    silent: bool,
}

impl Tenure {
    /// Draws everybody's. Whoever sits in the first roster may have been here for long.
    pub(super) fn draw_all(
        chance: &mut Chance,
        people: usize,
        rosters: &[Vec<SampleSeat>],
    ) -> Vec<Self> {
        let mut first = vec![0; people];
        for (quarter, roster) in rosters.iter().enumerate().rev() {
            for seat in roster {
                first[seat.person] = quarter;
            }
        }
        first
            .into_iter()
            .map(|first| {
                let (years, silent) = (LONGEST * chance.share().powi(2), chance.happens(SILENT));
                Self { first, before: if first == 0 { years } else { 0.0 }, silent }
            })
            .collect()
    }

    /// What somebody answers in a quarter.
    pub(super) fn answer(self, quarter: usize) -> Option<AnswerValue> {
        let years = self.before + quarter.saturating_sub(self.first) as f64 / 4.0;
        let option = [1.0, 4.0, 10.0].iter().filter(|&&from| years >= from).count();
        (!self.silent).then(|| AnswerValue::Choice(u16::try_from(option).unwrap_or_default()))
    }
}
