//! Wilson's interval for a share.

use super::normal::Z_975 as Z;
use app::report::Interval;

/// Wilson's 95 % interval for `favourable` of `answered`; none where nobody answered or the
/// counts contradict each other.
///
/// Stays within 0 to 1 and is never a point, unlike the textbook's p ± z s, which is why it
/// can be used in teams of five.
///
/// Source: E. B. Wilson, “Probable inference, the law of succession, and statistical
/// inference”, JASA 22 (1927). Reference: 18 of 20 gives 0.698966 to 0.972134 (R package
/// binom, quoted in the tests of statsmodels' `proportion_confint`).
///
/// ```
/// use soundings::analysis::wilson;
/// let interval = wilson::interval(18, 20).expect("18 of 20 is a share");
/// assert!((interval.low - 0.698_966).abs() < 5e-7);
/// assert!((interval.high - 0.972_134).abs() < 5e-7);
/// ```
#[must_use]
pub fn interval(favourable: u32, answered: u32) -> Option<Interval> {
    if answered == 0 || favourable > answered {
        return None;
    }
    let n = f64::from(answered);
    let share = f64::from(favourable) / n;
    let square = Z * Z;
    let middle = share + square / (2.0 * n);
    let reach = Z * (share * (1.0 - share) / n + square / (4.0 * n * n)).sqrt();
    let whole = 1.0 + square / n;
    // With nobody or everybody favourable one end is exactly 0 or 1; rounding would miss it.
    let low = if favourable == 0 { 0.0 } else { (middle - reach) / whole };
    let high = if favourable == answered { 1.0 } else { (middle + reach) / whole };
    Some(Interval { low, high })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_interval_holds_its_share_and_stays_within_0_and_1() {
        for n in 1..=60 {
            for x in 0..=n {
                let Interval { low, high } = interval(x, n).expect("a share");
                let share = f64::from(x) / f64::from(n);
                assert!(0.0 <= low && low <= share && share <= high && high <= 1.0, "{x} of {n}");
            }
        }
    }

    #[test]
    fn it_mirrors_when_favourable_and_not_change_places() {
        let one = interval(3, 11).expect("a share");
        let other = interval(8, 11).expect("a share");
        assert!((one.low - (1.0 - other.high)).abs() < 1e-12);
        assert!((one.high - (1.0 - other.low)).abs() < 1e-12);
    }

    #[test]
    fn no_answers_and_impossible_counts_have_none() {
        assert_eq!(interval(0, 0), None);
        assert_eq!(interval(6, 5), None);
    }
}
