//! The beta distribution.

use super::special::{incomplete_beta, ln_gamma};

/// The share that Beta(`a`, `b`) lies below with `probability`, to about 1e-15 of the whole.
///
/// None outside 0 < probability < 1 or for parameters not above 0.
///
/// Source: the inverse of the incomplete beta function, NIST DLMF 8.17. Reference: Beta(2, 3) has
/// 0.5248 below 0.4 (binomial probabilities, 8.17.5); Beta(a, 1) has x^a below x.
///
/// ```
/// use soundings::analysis::beta::quantile;
/// assert!((quantile(0.5248, 2.0, 3.0).expect("a quantile") - 0.4).abs() < 1e-14);
/// assert!((quantile(0.125, 3.0, 1.0).expect("a quantile") - 0.5).abs() < 1e-14);
/// ```
#[must_use]
pub fn quantile(probability: f64, a: f64, b: f64) -> Option<f64> {
    if !(probability > 0.0 && probability < 1.0) {
        return None;
    }
    let ln_beta = ln_gamma(a)? + ln_gamma(b)? - ln_gamma(a + b)?;
    let (mut low, mut high) = (0.0, 1.0);
    let mut value = a / (a + b);
    // Newton's method held inside a bracket. Where the density has a pole its steps can be tiny
    // and useless, so the bracket is halved whenever steps don't.
    let (mut step, mut step_before) = (1.0f64, 1.0f64);
    for _ in 0..200 {
        let miss = incomplete_beta(a, b, value)? - probability;
        if miss == 0.0 {
            return Some(value);
        }
        if miss < 0.0 {
            low = value;
        } else {
            high = value;
        }
        let ln_density = (a - 1.0) * value.ln() + (b - 1.0) * (-value).ln_1p() - ln_beta;
        let newton = value - miss / ln_density.exp();
        let good =
            newton > low && newton < high && (newton - value).abs() < step_before.abs() / 2.0;
        let next = if good { newton } else { f64::midpoint(low, high) };
        (step, step_before) = (next - value, step);
        if step.abs() <= 1e-15 {
            return Some(next);
        }
        value = next;
    }
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use statrs::function::beta::beta_reg;

    #[test]
    fn its_probability_is_the_one_that_was_asked_for() {
        for a in [0.02, 0.5, 1.0, 3.4, 40.0, 2_000.0, 300_000.0] {
            for b in [0.02, 0.7, 1.0, 8.0, 77.0, 5_000.0] {
                for probability in [1e-6, 0.025, 0.3, 0.5, 0.975, 0.999] {
                    let value = quantile(probability, a, b).expect("a quantile");
                    assert!((0.0..=1.0).contains(&value), "{a} {b} {probability}: {value}");
                    // Where the distribution piles up on an end, there is no share to tell.
                    if value > 1e-6 && value < 1.0 - 1e-6 {
                        let back = beta_reg(a, b, value);
                        assert!((back - probability).abs() < 1e-8, "{a} {b} {probability}: {back}");
                    }
                }
            }
        }
    }

    #[test]
    fn it_mirrors_when_the_parameters_change_places() {
        let (one, other) = (quantile(0.025, 3.2, 7.9), quantile(0.975, 7.9, 3.2));
        assert!((one.expect("a quantile") + other.expect("a quantile") - 1.0).abs() < 1e-13);
    }

    #[test]
    fn there_is_none_at_the_ends_or_without_parameters() {
        assert_eq!(quantile(0.0, 2.0, 3.0), None);
        assert_eq!(quantile(1.0, 2.0, 3.0), None);
        assert_eq!(quantile(0.5, 0.0, 3.0), None);
        assert_eq!(quantile(0.5, 2.0, f64::NAN), None);
    }
}
