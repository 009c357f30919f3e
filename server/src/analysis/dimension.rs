//! One dimension of one team: the mean over respondents of each one's mean over its items.
//!
//! Who counts: respondents who answered at least half of the dimension's number items *that
//! were asked in the wave*. The half is the same for everybody. An item that a gate kept from
//! somebody, that they skipped, or that does not apply to them is not answered, whatever the
//! reason: otherwise two people with the same answers could count in one team and not in
//! another, and a file of answers alone (without the gates) would not give the same figures.

use super::{mean_interval, welch::Sample};
use app::report::DimensionFigures;

/// The sums of one team and dimension, apart for respondents who answered the same number of
/// items: only then are all sums whole numbers, and independent of the order of rows.
#[derive(Clone, Copy, Debug)]
pub struct DimensionTally<'a> {
    /// How many whole steps the 0-100 scale is cut into for this dimension.
    pub unit: u64,
    /// Fewest answered items that count: half of those asked.
    pub half: usize,
    /// For `half`, `half` + 1, ... answered items three numbers each: how many respondents, the
    /// sum of their steps, the sum of the squares of each one's steps.
    pub sums: &'a [u64],
}

impl DimensionTally<'_> {
    /// Respondents who count.
    #[must_use]
    pub fn answered(&self) -> u32 {
        let all: u64 = self.sums.chunks_exact(3).map(|kind| kind[0]).sum();
        u32::try_from(all).unwrap_or(u32::MAX)
    }

    /// Mean and deviation over the respondents, on the 0-100 scale; none for fewer than two.
    ///
    /// Source: the sum of squares is taken apart into within and between those who answered
    /// equally many items (R. A. Fisher's analysis of variance, 1925): both parts are sums of
    /// squares, so nothing cancels, and equal answers have a deviation of exactly 0. Reference:
    /// 2, 4, 4, 4, 5, 5, 7, 9 has mean 5 and sum of squared deviations 32 (the worked example
    /// of Wikipedia's “Standard deviation”).
    ///
    /// ```
    /// use soundings::analysis::dimension::DimensionTally;
    /// // One item, steps of 1 point: 8 respondents, their sum 40, their sum of squares 232.
    /// let tally = DimensionTally { unit: 100, half: 1, sums: &[8, 40, 232] };
    /// let sample = tally.sample().expect("eight respondents");
    /// assert_eq!(sample.mean, 5.0);
    /// assert!((sample.deviation - (32.0f64 / 7.0).sqrt()).abs() < 1e-12);
    /// ```
    #[must_use]
    pub fn sample(&self) -> Option<Sample> {
        let n = self.answered();
        if n < 2 {
            return None;
        }
        let kinds = || {
            (self.half..).zip(self.sums.chunks_exact(3)).filter(|(_, kind)| kind[0] > 0).map(
                |(items, kind)| {
                    let items = items as f64;
                    let mean = kind[1] as f64 / (kind[0] as f64 * items);
                    (items, mean, kind)
                },
            )
        };
        let total: f64 = kinds().map(|(_, mean, kind)| mean * kind[0] as f64).sum();
        let mean = total / f64::from(n);
        let squares: f64 = kinds()
            .map(|(items, kind_mean, kind)| {
                let (count, sum, squares) = (u128::from(kind[0]), u128::from(kind[1]), kind[2]);
                let within = (count * u128::from(squares)).saturating_sub(sum * sum);
                let between = kind[0] as f64 * (kind_mean - mean) * (kind_mean - mean);
                within as f64 / (kind[0] as f64 * items * items) + between
            })
            .sum();
        let step = 100.0 / self.unit as f64;
        let deviation = step * (squares / f64::from(n - 1)).sqrt();
        Some(Sample { n, mean: step * mean, deviation })
    }
}

/// All figures of a dimension, whoever may see them; none where an interval cannot be given.
///
/// `population` is how many people's answers could have counted, where that is known.
///
/// Source: this project's definition, see the module; the interval is [`mean_interval`]'s.
///
/// ```
/// use soundings::analysis::dimension::{DimensionTally, figures};
/// let tally = DimensionTally { unit: 4, half: 1, sums: &[5, 15, 47] };
/// let figures = figures(&tally, Some(5)).expect("five respondents");
/// assert_eq!(figures.score, 75.0);
/// assert_eq!((figures.interval.low, figures.interval.high), (75.0, 75.0));
/// ```
#[must_use]
pub fn figures(tally: &DimensionTally<'_>, population: Option<u32>) -> Option<DimensionFigures> {
    let sample = tally.sample()?;
    let interval = mean_interval::interval(sample, population)?;
    Some(DimensionFigures {
        answered: sample.n,
        score: sample.mean,
        deviation: sample.deviation,
        interval,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_with_different_numbers_of_answers_count_the_same() {
        // Steps of 1 of 4. One answered one item (3), two answered two (4 + 2 and 1 + 0).
        let tally = DimensionTally { unit: 4, half: 1, sums: &[1, 3, 9, 2, 7, 37] };
        let sample = tally.sample().expect("three respondents");
        let means: [f64; 3] = [75.0, 75.0, 12.5];
        let mean = means.iter().sum::<f64>() / 3.0;
        let squares: f64 = means.iter().map(|value| (value - mean).powi(2)).sum();
        assert!((sample.mean - mean).abs() < 1e-12);
        assert!((sample.deviation - (squares / 2.0).sqrt()).abs() < 1e-12);
    }

    #[test]
    fn equal_answers_have_no_deviation_at_all() {
        let tally = DimensionTally { unit: 9, half: 2, sums: &[0, 0, 0, 7, 7 * 17, 7 * 289] };
        assert_eq!(tally.sample().map(|sample| sample.deviation), Some(0.0));
    }

    #[test]
    fn one_respondent_or_none_has_no_figures() {
        let one = DimensionTally { unit: 4, half: 1, sums: &[1, 3, 9] };
        assert_eq!(figures(&one, Some(1)), None);
        assert_eq!(figures(&DimensionTally { sums: &[0, 0, 0], ..one }, None), None);
    }
}
