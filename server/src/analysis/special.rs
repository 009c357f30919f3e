//! Special functions that the distributions need.

/// Natural logarithm of the gamma function for `x` above 0.
///
/// Stirling's series from 15 on, where its first terms are exact to machine precision;
/// smaller arguments are brought there by Γ(x + 1) = x Γ(x).
///
/// Source: NIST Digital Library of Mathematical Functions, 5.11.1 and 5.5.1; Γ(1/2) = √π is 5.4.6.
///
/// ```
/// use soundings::analysis::special::ln_gamma;
/// let half = ln_gamma(0.5).expect("above 0");
/// assert!((half - std::f64::consts::PI.sqrt().ln()).abs() < 1e-13);
/// assert_eq!(ln_gamma(-1.0), None);
/// ```
#[must_use]
pub fn ln_gamma(x: f64) -> Option<f64> {
    if !(x.is_finite() && x > 0.0) {
        return None;
    }
    let mut shifted = x;
    let mut product = 1.0;
    while shifted < 15.0 {
        product *= shifted;
        shifted += 1.0;
    }
    let inverse = 1.0 / shifted;
    let square = inverse * inverse;
    let series = inverse
        * (1.0 / 12.0 - square * (1.0 / 360.0 - square * (1.0 / 1260.0 - square * (1.0 / 1680.0))));
    let half_of_ln_tau = 0.5 * std::f64::consts::TAU.ln();
    Some((shifted - 0.5) * shifted.ln() - shifted + half_of_ln_tau + series - product.ln())
}

/// The regularised incomplete beta function I_x(a, b) for `a`, `b` above 0 and `x` from 0 to 1.
///
/// Source: continued fraction of NIST DLMF 8.17.22, evaluated from the front (the modified
/// Lentz method); on the side where it converges slowly, 8.17.4: I_x(a, b) = 1 - I_{1-x}(b, a).
/// Reference: 8.17.5 for whole numbers: I_x(2, 3) at 0.4 is the probability of two or more
/// heads among four throws that come up heads with 0.4: 0.5248.
///
/// ```
/// use soundings::analysis::special::incomplete_beta;
/// let chance = incomplete_beta(2.0, 3.0, 0.4).expect("within its domain");
/// assert!((chance - 0.5248).abs() < 1e-14);
/// ```
#[must_use]
pub fn incomplete_beta(a: f64, b: f64, x: f64) -> Option<f64> {
    if !(a.is_finite() && b.is_finite() && a > 0.0 && b > 0.0 && (0.0..=1.0).contains(&x)) {
        return None;
    }
    if x == 0.0 || x == 1.0 {
        return Some(x);
    }
    let ln_front = a * x.ln() + b * (-x).ln_1p() + ln_gamma(a + b)? - ln_gamma(a)? - ln_gamma(b)?;
    if x < (a + 1.0) / (a + b + 2.0) {
        Some(ln_front.exp() * fraction(a, b, x)? / a)
    } else {
        Some(1.0 - ln_front.exp() * fraction(b, a, 1.0 - x)? / b)
    }
}

/// The continued fraction 1 / (1 + d1 / (1 + d2 / ...)) of the incomplete beta function.
fn fraction(a: f64, b: f64, x: f64) -> Option<f64> {
    // Stands in for a denominator of 0, which would stop the recurrence.
    const TINY: f64 = 1e-300;
    let away_from_zero = |value: f64| if value.abs() < TINY { TINY } else { value };
    let step = |coefficient: f64, c: f64, d: f64| {
        (away_from_zero(1.0 + coefficient / c), 1.0 / away_from_zero(1.0 + coefficient * d))
    };
    let mut c = 1.0;
    let mut d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut value = d;
    // Needs about the square root of the larger parameter; this allows for a billion people.
    for term in 1..100_000 {
        let m = f64::from(term);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        (c, d) = step(even, c, d);
        value *= c * d;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        (c, d) = step(odd, c, d);
        value *= c * d;
        if (c * d - 1.0).abs() < 1e-15 {
            return Some(value);
        }
    }
    None
}

/// The complementary error function, 1 - erf(x), for `x` from 0 up.
///
/// Below 2 the series of erf, whose terms are all positive; from there on the continued
/// fraction, so that small values keep their digits. None for negative numbers.
///
/// Source: NIST DLMF 7.6.2 and 8.9.2 (erfc is the incomplete gamma function Q(1/2, x²), 7.11.2).
/// Reference: DLMF's and Abramowitz and Stegun's table 7.1: erf(1) = 0.8427007929.
///
/// ```
/// use soundings::analysis::special::erfc;
/// assert!((1.0 - erfc(1.0).expect("not negative") - 0.842_700_792_9).abs() < 1e-10);
/// assert_eq!(erfc(0.0), Some(1.0));
/// ```
#[must_use]
pub fn erfc(x: f64) -> Option<f64> {
    if x.is_nan() || x < 0.0 {
        return None;
    }
    // Beyond, it is smaller than the smallest number.
    let x = x.min(30.0);
    let square = x * x;
    if x < 2.0 {
        let mut term = x;
        let mut sum = x;
        let mut odd = 1.0;
        while term > sum * 1e-17 {
            odd += 2.0;
            term *= 2.0 * square / odd;
            sum += term;
        }
        return Some(1.0 - std::f64::consts::FRAC_2_SQRT_PI * (-square).exp() * sum);
    }
    // From the back: so many terms are enough for x = 2, and more than enough beyond.
    let fraction = (1..=60).rev().fold(0.0, |rest, term| {
        let m = f64::from(term);
        m * (0.5 - m) / (square + 2.0 * m + 0.5 + rest)
    });
    Some(x * (-square).exp() / (std::f64::consts::PI.sqrt() * (square + 0.5 + fraction)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use statrs::function::{beta::beta_reg, erf, gamma};

    #[test]
    fn the_complementary_error_function_agrees_with_scipy_and_statrs() {
        // scipy.special.erfc; statrs has ten digits.
        let scipy = [
            (1e-09, 0.9999999988716208),
            (0.1, 0.8875370839817152),
            (0.5, 0.4795001221869535),
            (1.5, 0.03389485352468927),
            (1.999, 0.0046984433486294865),
            (2.0, 0.004677734981047266),
            (2.5, 0.00040695201744495886),
            (4.0, 1.541725790028002e-08),
            (7.0, 4.183825607779414e-23),
            (15.0, 7.212994172451209e-100),
            (26.0, 5.663192408856145e-296),
        ];
        for (x, theirs) in scipy {
            let ours = erfc(x).expect("not negative");
            assert!((ours / theirs - 1.0).abs() <= 1e-12, "{x}: {ours} {theirs}");
            assert!((ours / erf::erfc(x) - 1.0).abs() <= 1e-9, "{x}: {ours}");
        }
        assert_eq!(erfc(f64::INFINITY), Some(0.0));
        assert_eq!(erfc(-0.1), None);
        assert_eq!(erfc(f64::NAN), None);
    }

    #[test]
    fn ln_gamma_agrees_with_statrs() {
        for x in [1e-3, 0.1, 0.5, 1.0, 1.5, 2.0, 3.7, 10.0, 14.999, 15.0, 99.5, 1e4, 1e7] {
            let ours = ln_gamma(x).expect("above 0");
            let theirs = gamma::ln_gamma(x);
            assert!((ours - theirs).abs() <= 1e-12 * theirs.abs().max(1.0), "{x}: {ours} {theirs}");
        }
    }

    #[test]
    fn the_incomplete_beta_agrees_with_statrs() {
        for a in [0.5, 1.0, 2.5, 17.0, 300.0] {
            for b in [0.5, 1.0, 3.0, 40.0, 999.5] {
                for x in [0.001, 0.05, 0.3, 0.5, 0.77, 0.95, 0.9999] {
                    let ours = incomplete_beta(a, b, x).expect("within its domain");
                    let theirs = beta_reg(a, b, x);
                    assert!((ours - theirs).abs() < 1e-11, "{a} {b} {x}: {ours} {theirs}");
                }
            }
        }
    }

    #[test]
    fn outside_its_domain_there_is_no_value() {
        assert_eq!(incomplete_beta(0.0, 1.0, 0.5), None);
        assert_eq!(incomplete_beta(1.0, 1.0, 1.5), None);
        assert_eq!(incomplete_beta(1.0, f64::NAN, 0.5), None);
        assert_eq!(ln_gamma(f64::INFINITY), None);
    }
}
