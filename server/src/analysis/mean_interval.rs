//! The interval of a mean of people out of a finite group.

use super::{student_t, welch::Sample};
use app::report::Interval;

/// The 95 % interval mean ± t s/√n √((N-n)/(N-1)), clipped to 0..100.
///
/// `population` is N, how many people could have answered; none where that is not known,
/// and then there is no correction. A population smaller than n is taken for n.
///
/// - Everybody answered (n = N): there is nothing left to be unsure about, so a point.
/// - One of several answered: one number says nothing about how far others are from it, so
///   none. Nothing is lost, as disclosure withholds single answers in any case.
///
/// Source: Student 1908 with the finite-population correction of W. G. Cochran, *Sampling
/// Techniques*, 2.5-2.6. Reference: NIST/SEMATECH e-Handbook 1.3.5.2, data set ZARR13.DAT: 195
/// values, mean 9.261460, deviation 0.022789, gives 9.258242 to 9.264679.
///
/// ```
/// use soundings::analysis::{Sample, mean_interval};
/// let zarr13 = Sample { n: 195, mean: 9.261460, deviation: 0.022789 };
/// let interval = mean_interval::interval(zarr13, None).expect("many values");
/// assert!((interval.low - 9.258242).abs() < 1e-6);
/// assert!((interval.high - 9.264679).abs() < 1e-6);
///
/// let census = mean_interval::interval(zarr13, Some(195)).expect("many values");
/// assert_eq!((census.low, census.high), (zarr13.mean, zarr13.mean));
/// ```
#[must_use]
pub fn interval(sample: Sample, population: Option<u32>) -> Option<Interval> {
    let Sample { n, mean, deviation } = sample;
    if n == 0 || !sample.is_finite() {
        return None;
    }
    if population.is_some_and(|population| population <= n) {
        return Some(clipped(mean, 0.0));
    }
    if n == 1 {
        return None;
    }
    let correction = population
        .map_or(1.0, |population| (f64::from(population - n) / f64::from(population - 1)).sqrt());
    let t = student_t::quantile(0.975, f64::from(n - 1))?;
    Some(clipped(mean, t * deviation / f64::from(n).sqrt() * correction))
}

fn clipped(mean: f64, reach: f64) -> Interval {
    Interval { low: (mean - reach).clamp(0.0, 100.0), high: (mean + reach).clamp(0.0, 100.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(n: u32, mean: f64, deviation: f64) -> Sample {
        Sample { n, mean, deviation }
    }

    #[test]
    fn the_interval_narrows_as_fewer_people_are_missing() {
        let width = |population| {
            let interval = interval(sample(8, 60.0, 12.0), population).expect("eight values");
            interval.high - interval.low
        };
        assert!(width(None) > width(Some(40)));
        assert!(width(Some(40)) > width(Some(10)));
        // By hand: 2 t(0.975, 7) 12/√8 √(2/9), with t = 2.364624.
        let by_hand = 2.0 * 2.364_624 * 12.0 / 8f64.sqrt() * (2.0f64 / 9.0).sqrt();
        assert!((width(Some(10)) - by_hand).abs() < 1e-5);
        assert_eq!(width(Some(8)), 0.0);
    }

    #[test]
    fn it_never_leaves_the_scale() {
        let interval = interval(sample(5, 97.0, 20.0), Some(50)).expect("five values");
        assert_eq!(interval.high, 100.0);
        assert!(interval.low > 0.0);
    }

    #[test]
    fn a_single_answer_has_none_unless_it_is_everybodys() {
        assert_eq!(interval(sample(1, 50.0, 0.0), Some(9)), None);
        assert_eq!(interval(sample(1, 50.0, 0.0), None), None);
        let alone = Interval { low: 50.0, high: 50.0 };
        assert_eq!(interval(sample(1, 50.0, 0.0), Some(1)), Some(alone));
        assert_eq!(interval(sample(0, 0.0, 0.0), Some(1)), None);
    }
}
