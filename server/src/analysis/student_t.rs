//! Student's t distribution.

use super::special::{incomplete_beta, ln_gamma};

/// The value below which Student's t with `degrees` of freedom lies with `probability`.
///
/// `degrees` need not be whole (Welch–Satterthwaite gives fractions). None outside
/// 0 < probability < 1 or for degrees not above 0.
///
/// Source: NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2, upper critical values
/// of Student's t: 2.228 for 10 degrees of freedom and 2.776 for 4 at 0.975.
///
/// ```
/// use soundings::analysis::student_t::quantile;
/// assert!((quantile(0.975, 10.0).expect("a quantile") - 2.228).abs() < 5e-4);
/// assert!((quantile(0.975, 4.0).expect("a quantile") - 2.776).abs() < 5e-4);
/// ```
#[must_use]
pub fn quantile(probability: f64, degrees: f64) -> Option<f64> {
    if !(probability > 0.0 && probability < 1.0 && degrees.is_finite() && degrees > 0.0) {
        return None;
    }
    if probability < 0.5 {
        return upper_half(1.0 - probability, degrees).map(|value| -value);
    }
    upper_half(probability, degrees)
}

/// Newton's method held inside a bracket, so that it cannot run away on heavy tails.
fn upper_half(probability: f64, degrees: f64) -> Option<f64> {
    let centre = 2.0 * probability - 1.0;
    let (mut low, mut high) = (0.0, 1.0);
    while central(high, degrees)? < centre {
        low = high;
        high *= 2.0;
        if !f64::is_finite(high) {
            return None;
        }
    }
    let ln_scale = ln_gamma((degrees + 1.0) / 2.0)?
        - ln_gamma(degrees / 2.0)?
        - 0.5 * (degrees * std::f64::consts::PI).ln();
    let mut value = f64::midpoint(low, high);
    for _ in 0..200 {
        let miss = central(value, degrees)? - centre;
        if miss < 0.0 {
            low = value;
        } else {
            high = value;
        }
        let density = (ln_scale - (degrees + 1.0) / 2.0 * (value * value / degrees).ln_1p()).exp();
        let newton = value - miss / (2.0 * density);
        let next = if newton > low && newton < high { newton } else { f64::midpoint(low, high) };
        if (next - value).abs() <= 1e-14 * value.max(1.0) {
            return Some(next);
        }
        value = next;
    }
    Some(value)
}

/// P(|T| <= value).
fn central(value: f64, degrees: f64) -> Option<f64> {
    let square = value * value;
    incomplete_beta(0.5, degrees / 2.0, square / (degrees + square))
}

#[cfg(test)]
mod tests {
    use super::*;
    use statrs::distribution::{ContinuousCDF, StudentsT};

    #[test]
    fn it_agrees_with_statrs() {
        for degrees in [1.0, 2.0, 3.5, 4.0, 9.0, 17.776, 30.0, 194.0, 5_000.0, 99_999.0] {
            let theirs = StudentsT::new(0.0, 1.0, degrees).expect("a distribution");
            for probability in [0.005, 0.025, 0.3, 0.5, 0.6, 0.9, 0.975, 0.995, 0.9999] {
                let ours = quantile(probability, degrees).expect("a quantile");
                let back = theirs.cdf(ours);
                // Both lose digits in ln Γ as the degrees grow.
                let close = 1e-11 * degrees.max(100.0) / 100.0;
                assert!((back - probability).abs() < close, "{probability} at {degrees}: {ours}");
            }
        }
    }

    #[test]
    fn one_degree_of_freedom_is_cauchys_distribution() {
        let exact = (std::f64::consts::PI * 0.475).tan();
        assert!((quantile(0.975, 1.0).expect("a quantile") - exact).abs() < 1e-10);
    }

    #[test]
    fn the_median_is_0_and_the_halves_mirror() {
        assert!(quantile(0.5, 7.0).expect("a quantile").abs() < 1e-12);
        let low = quantile(0.025, 7.0).expect("a quantile");
        let high = quantile(0.975, 7.0).expect("a quantile");
        assert!((low + high).abs() < 1e-12);
    }

    #[test]
    fn there_is_no_quantile_at_the_ends_or_without_degrees() {
        assert_eq!(quantile(0.0, 5.0), None);
        assert_eq!(quantile(1.0, 5.0), None);
        assert_eq!(quantile(0.975, 0.0), None);
        assert_eq!(quantile(f64::NAN, 5.0), None);
    }
}
