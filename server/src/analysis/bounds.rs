//! What is certain about a share when some did not answer.

use app::report::Interval;

/// The share of favourable among the N people that holds whoever did not answer: from x/N,
/// where none of them would have been favourable, to (x + N - n)/N, where all would.
///
/// Not an interval with a probability: the truth about this quarter *is* within.
///
/// None where there is nobody or the counts contradict each other (x <= n <= N).
///
/// Source: C. F. Manski, “Anatomy of the selection problem”, Journal of Human Resources 24
/// (1989); *Partial Identification of Probability Distributions* (Springer 2003), 1.1. Reference:
/// by hand, 7 of 8 answered and 4 of them favourably: 4/8 to 5/8.
///
/// ```
/// use soundings::analysis::bounds;
/// let bounds = bounds::bounds(4, 7, 8).expect("a share");
/// assert_eq!((bounds.low, bounds.high), (0.5, 0.625));
/// ```
#[must_use]
pub fn bounds(favourable: u32, answered: u32, population: u32) -> Option<Interval> {
    if population == 0 || favourable > answered || answered > population {
        return None;
    }
    let people = f64::from(population);
    Some(Interval {
        low: f64::from(favourable) / people,
        high: f64::from(favourable + (population - answered)) / people,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_a_point_when_everybody_answered_and_everything_when_nobody_did() {
        assert_eq!(bounds(3, 4, 4), Some(Interval { low: 0.75, high: 0.75 }));
        assert_eq!(bounds(0, 0, 4), Some(Interval { low: 0.0, high: 1.0 }));
    }

    #[test]
    fn impossible_counts_have_none() {
        assert_eq!(bounds(0, 0, 0), None);
        assert_eq!(bounds(5, 4, 9), None);
        assert_eq!(bounds(3, 5, 4), None);
    }
}
