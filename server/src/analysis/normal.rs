//! The standard normal distribution.

use super::special::erfc;

/// The value that a standard normal lies below with probability 0.975.
pub const Z_975: f64 = 1.959_963_984_540_054;

/// P(|Z| >= |z|) for a standard normal Z; 0 for an infinite z, none for what is no number.
///
/// Source: NIST DLMF 7.2.2 and 7.18: erfc(|z| / √2). Reference: NIST/SEMATECH e-Handbook
/// 1.3.6.7.1: 0.97500 of the distribution lies below 1.96, so 0.05 is further out.
///
/// ```
/// use soundings::analysis::normal;
/// assert!((normal::two_sided(1.96).expect("a number") - 0.05).abs() < 1e-5);
/// assert!((normal::two_sided(-normal::Z_975).expect("a number") - 0.05).abs() < 1e-15);
/// assert_eq!(normal::two_sided(0.0), Some(1.0));
/// ```
#[must_use]
pub fn two_sided(z: f64) -> Option<f64> {
    erfc(z.abs() / std::f64::consts::SQRT_2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn far_out_it_keeps_its_digits() {
        // 2 (1 - Φ(10)) = 1.523970604832105e-23 (Abramowitz and Stegun, table 26.2).
        let far = two_sided(10.0).expect("a number");
        assert!((far / 1.523_970_604_832_105e-23 - 1.0).abs() < 1e-12);
        assert_eq!(two_sided(f64::INFINITY), Some(0.0));
        assert_eq!(two_sided(f64::NAN), None);
    }
}
