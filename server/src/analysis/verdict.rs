//! When a change is called one.

use app::report::{
    Verdict,
    change::{LARGEST_Q, SMALLEST_CHANGE},
};

/// Ten points worked out from two shares can come out a hair below ten points.
const ROUNDING: f64 = 1e-9;

/// Improved or declined where `q` is at most [`LARGEST_Q`] and the change at least
/// [`SMALLEST_CHANGE`] in size, and no clear change in all other cases.
///
/// `change` is now minus before: of the pooled shares for leaf teams, of the plain ones for
/// teams that contain teams. `q` is the comparison's q-value in its family, from
/// [`super::benjamini_hochberg`].
///
/// Both must hold: with enough answers a change of one point is no chance, and still nothing
/// to act on; with few, one of thirty points can be nothing but chance.
///
/// Source: this project's definition.
///
/// ```
/// use app::report::Verdict;
/// use soundings::analysis::verdict::verdict;
/// assert_eq!(verdict(0.7 - 0.6, 0.10), Verdict::Improved);
/// assert_eq!(verdict(-0.25, 0.01), Verdict::Declined);
/// assert_eq!(verdict(0.25, 0.11), Verdict::NoClearChange);
/// assert_eq!(verdict(0.09, 0.001), Verdict::NoClearChange);
/// ```
#[must_use]
pub fn verdict(change: f64, q: f64) -> Verdict {
    let clear = q <= LARGEST_Q + ROUNDING && change.abs() >= SMALLEST_CHANGE - ROUNDING;
    match clear {
        true if change > 0.0 => Verdict::Improved,
        true => Verdict::Declined,
        false => Verdict::NoClearChange,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_mirrors_and_says_nothing_about_what_is_no_number() {
        assert_eq!(verdict(0.1, 0.05), Verdict::Improved);
        assert_eq!(verdict(-0.1, 0.05), Verdict::Declined);
        assert_eq!(verdict(0.0, 0.0), Verdict::NoClearChange);
        assert_eq!(verdict(f64::NAN, 0.0), Verdict::NoClearChange);
        assert_eq!(verdict(0.5, f64::NAN), Verdict::NoClearChange);
    }
}
