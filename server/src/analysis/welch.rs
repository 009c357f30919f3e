//! The difference of two means whose spreads need not be alike.

use super::student_t;
use app::report::Interval;

/// What is known about the mean of one group.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sample {
    /// How many values.
    pub n: u32,
    /// Their mean.
    pub mean: f64,
    /// Their standard deviation (n - 1).
    pub deviation: f64,
}

impl Sample {
    pub(super) fn is_finite(self) -> bool {
        self.mean.is_finite() && self.deviation.is_finite() && self.deviation >= 0.0
    }
}

/// The 95 % interval of the mean of `now` minus the mean of `before` (Welch's t).
///
/// The two groups are taken for independent. Where the same people answer twice but cannot be
/// matched, as here, their likeness makes the interval wider than it need be: conservative.
///
/// None with fewer than two values on a side, and where neither side has any spread: such
/// data hold no hint of how far chance alone would move them.
///
/// Source: B. L. Welch, “The generalization of ‘Student's’ problem when several different
/// population variances are involved”, Biometrika 34 (1947). Reference: the example of R's
/// `t.test(extra ~ group, data = sleep)`: means 0.75 and 2.33, interval -3.3654832 to 0.2054832
/// on 17.776 degrees of freedom.
///
/// ```
/// use soundings::analysis::{Sample, welch};
/// let first = Sample { n: 10, mean: 0.75, deviation: 1.789_010 };
/// let second = Sample { n: 10, mean: 2.33, deviation: 2.002_249 };
/// let interval = welch::interval(first, second).expect("ten values each");
/// assert!((interval.low + 3.365_483).abs() < 2e-6);
/// assert!((interval.high - 0.205_483).abs() < 2e-6);
/// ```
#[must_use]
pub fn interval(now: Sample, before: Sample) -> Option<Interval> {
    if now.n < 2 || before.n < 2 || !now.is_finite() || !before.is_finite() {
        return None;
    }
    let part = |sample: Sample| sample.deviation * sample.deviation / f64::from(sample.n);
    let (one, other) = (part(now), part(before));
    let variance = one + other;
    if variance <= 0.0 {
        return None;
    }
    // Welch–Satterthwaite. Shares of the variance keep tiny deviations from vanishing when squared.
    let shares = (one / variance, other / variance);
    let degrees = 1.0
        / (shares.0 * shares.0 / f64::from(now.n - 1)
            + shares.1 * shares.1 / f64::from(before.n - 1));
    let reach = student_t::quantile(0.975, degrees)? * variance.sqrt();
    let difference = now.mean - before.mean;
    Some(Interval { low: difference - reach, high: difference + reach })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn with_like_groups_it_is_students_interval_of_the_pooled_t_test() {
        let group = |mean| Sample { n: 12, mean, deviation: 9.0 };
        let interval = interval(group(61.0), group(55.0)).expect("twelve values each");
        let t = student_t::quantile(0.975, 22.0).expect("a quantile");
        let reach = t * 9.0 * (2.0f64 / 12.0).sqrt();
        assert!((interval.low - (6.0 - reach)).abs() < 1e-9);
        assert!((interval.high - (6.0 + reach)).abs() < 1e-9);
    }

    #[test]
    fn one_side_without_spread_leaves_the_other_sides_degrees_of_freedom() {
        let flat = Sample { n: 6, mean: 50.0, deviation: 0.0 };
        let spread = Sample { n: 9, mean: 40.0, deviation: 12.0 };
        let interval = interval(flat, spread).expect("spread on one side");
        let t = student_t::quantile(0.975, 8.0).expect("a quantile");
        assert!((interval.high - (10.0 + t * 4.0)).abs() < 1e-9);
    }

    #[test]
    fn without_spread_or_with_single_values_there_is_none() {
        let flat = |n| Sample { n, mean: 50.0, deviation: 0.0 };
        let spread = |n| Sample { n, mean: 40.0, deviation: 12.0 };
        assert_eq!(interval(flat(6), flat(6)), None);
        assert_eq!(interval(spread(1), spread(9)), None);
        assert_eq!(interval(spread(9), Sample { mean: f64::NAN, ..spread(9) }), None);
    }
}
