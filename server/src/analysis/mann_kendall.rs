//! Whether a series goes up or down more steadily than chance would make it.

use super::normal;

/// Up to so many values the distribution is counted out; its numbers stay below 9!.
pub const EXACT_UP_TO: usize = 9;

/// What the test of one series gives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MannKendall {
    /// Pairs of values of which the later is the higher, less those of which it is the lower.
    pub s: i64,
    /// The standard score of S, where the normal approximation was used.
    pub z: Option<f64>,
    /// The two-sided p-value.
    pub p: f64,
}

/// Mann and Kendall's test for a trend, on values in the order of time.
///
/// Up to [`EXACT_UP_TO`] values p is the share of all orders of these very values, ties
/// included, whose S is as far from 0 or farther; beyond, the normal approximation with the
/// corrections for ties and continuity. Values are tied when they are equal as numbers: the
/// same share from other counts is (3/6 and 4/8 are both exactly 0.5).
///
/// None for fewer than two values, or where one is no finite number.
///
/// Source: H. B. Mann, “Nonparametric tests against trend”, Econometrica 13 (1945); M. G.
/// Kendall, *Rank Correlation Methods* (1975), 4 and 5. Reference: five values in strict order
/// have 2 of 120 orders, p = 0.0167; the 360 months of pyMannKendall's tests (S = -1959,
/// z = -0.8854562842589916, p = 0.37591058740506833) are a test.
///
/// ```
/// use soundings::analysis::mann_kendall;
/// let test = mann_kendall::test(&[0.40, 0.45, 0.52, 0.60, 0.61]).expect("five values");
/// assert_eq!((test.s, test.p), (10, 2.0 / 120.0));
/// // With four waves, and with three, nothing can be rare enough.
/// assert_eq!(mann_kendall::test(&[1.0, 2.0, 3.0, 4.0]).map(|test| test.p), Some(2.0 / 24.0));
/// assert_eq!(mann_kendall::test(&[1.0, 2.0, 3.0]).map(|test| test.p), Some(2.0 / 6.0));
/// ```
#[must_use]
pub fn test(values: &[f64]) -> Option<MannKendall> {
    if values.len() < 2 || !values.iter().all(|value| value.is_finite()) {
        return None;
    }
    let mut s = 0i64;
    for (index, later) in values.iter().enumerate() {
        for earlier in &values[..index] {
            s += i64::from(later > earlier) - i64::from(later < earlier);
        }
    }
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let ties: Vec<usize> = sorted.chunk_by(|a, b| a == b).map(<[f64]>::len).collect();
    if values.len() <= EXACT_UP_TO {
        return Some(MannKendall { s, z: None, p: exact(&ties, s) });
    }
    let part = |size: usize| {
        let size = size as f64;
        size * (size - 1.0) * (2.0 * size + 5.0)
    };
    let tied: f64 = ties.iter().map(|&tie| part(tie)).sum();
    let variance = (part(values.len()) - tied) / 18.0;
    // Where all are tied S is 0, and nothing could be more ordinary.
    let z = if s == 0 { 0.0 } else { (s - s.signum()) as f64 / variance.sqrt() };
    Some(MannKendall { s, z: Some(z), p: normal::two_sided(z)? })
}

/// The share of all orders of values with these ties whose S is as far from 0 as `s` or farther.
///
/// S is the number of untied pairs less twice the inversions, and inversions of a multiset are
/// counted by the Gaussian multinomial coefficient: its coefficient of q^i says how many orders
/// have i inversions.
fn exact(ties: &[usize], s: i64) -> f64 {
    let all: usize = ties.iter().sum();
    let untied = (all * all - ties.iter().map(|tie| tie * tie).sum::<usize>()) / 2;
    let mut orders = vec![0i64; untied + 1];
    orders[0] = 1;
    let mut so_far = 0;
    for &tie in ties {
        for place in 1..=tie {
            // Times 1 - q^(so_far + place), divided by 1 - q^place.
            for i in (so_far + place..=untied).rev() {
                orders[i] -= orders[i - so_far - place];
            }
            for i in place..=untied {
                orders[i] += orders[i - place];
            }
        }
        so_far += tie;
    }
    let far: i64 = (0..)
        .zip(&orders)
        .filter(|(inversions, _)| (untied as i64 - 2 * inversions).abs() >= s.abs())
        .map(|(_, orders)| orders)
        .sum();
    far as f64 / orders.iter().sum::<i64>() as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::rainfall;
    use proptest::prelude::*;

    /// Every order of the values, one by one (Heap's algorithm).
    fn by_enumeration(values: &[f64], observed: i64) -> f64 {
        let s = |values: &[f64]| {
            let pairs = (0..values.len()).flat_map(|j| (0..j).map(move |i| (i, j)));
            let sign = |(i, j): (usize, usize)| {
                values[j].partial_cmp(&values[i]).map_or(0, |order| order as i64)
            };
            pairs.map(sign).sum::<i64>()
        };
        let mut values = values.to_vec();
        let mut state = vec![0; values.len()];
        let (mut far, mut all, mut i) = (u32::from(s(&values).abs() >= observed.abs()), 1, 0);
        while i < values.len() {
            if state[i] < i {
                values.swap(if i % 2 == 0 { 0 } else { state[i] }, i);
                all += 1;
                far += u32::from(s(&values).abs() >= observed.abs());
                state[i] += 1;
                i = 0;
            } else {
                state[i] = 0;
                i += 1;
            }
        }
        f64::from(far) / f64::from(all)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        #[test]
        fn it_is_the_share_of_all_orders(values in prop::collection::vec(0u8..5, 2..7)) {
            let values: Vec<f64> = values.into_iter().map(f64::from).collect();
            let test = test(&values).expect("two values");
            prop_assert!((test.p - by_enumeration(&values, test.s)).abs() < 1e-14);
        }
    }

    #[test]
    fn it_gives_what_py_mann_kendall_gives() {
        let values: Vec<f64> = rainfall().iter().map(|point| point.value).collect();
        let test = test(&values).expect("many months");
        assert_eq!(test.s, -1959);
        assert!((test.z.expect("many months") + 0.885_456_284_258_991_6).abs() < 1e-15);
        assert!((test.p - 0.375_910_587_405_068_33).abs() < 1e-14);
    }

    #[test]
    fn nine_values_are_counted_out_and_ten_come_close() {
        let line = |n: u32| (0..n).map(f64::from).collect::<Vec<_>>();
        let nine = test(&line(9)).expect("nine values");
        assert_eq!((nine.p, nine.z), (2.0 / 362_880.0, None));
        // pyMannKendall's original_test; scipy's kendalltau counts out 0.07255.
        let ten = test(&[2.0, 0.0, 3.0, 1.0, 7.0, 4.0, 9.0, 8.0, 6.0, 5.0]).expect("ten values");
        assert_eq!(ten.s, 21);
        assert!((ten.z.expect("ten values") - 1.788_854_381_999_831_7).abs() < 1e-15);
        assert!((ten.p - 0.073_638_270_120_302_66).abs() < 1e-14);
    }

    #[test]
    fn values_all_alike_have_p_1() {
        for n in [2, 5, 9, 10, 30] {
            let flat = test(&vec![0.5; n]).expect("values");
            assert_eq!((flat.s, flat.p), (0, 1.0));
        }
    }

    #[test]
    fn one_value_or_what_is_no_number_has_no_test() {
        assert_eq!(test(&[0.5]), None);
        assert_eq!(test(&[0.5, f64::INFINITY, 0.1]), None);
    }
}
