//! How many of the changes that are called changes may be chance.

/// The q-value of each p-value of one family, in the same order: the smallest share of false
/// discoveries at which this comparison would still be among the discoveries,
/// q(i) = min over j >= i of p(j) m / j for the m p-values in rising order, at most 1.
///
/// None where a p-value is not from 0 to 1.
///
/// Source: Y. Benjamini and Y. Hochberg, “Controlling the false discovery rate”, Journal of the
/// Royal Statistical Society B 57 (1995). Reference: R package multtest, `mt.rawp2adjp`, quoted
/// in the tests of statsmodels (`test_multi.py`, the same as R's `p.adjust(p, "BH")`).
///
/// ```
/// use soundings::analysis::benjamini_hochberg::q_values;
/// let p = [
///     0.838541367553, 0.642193923795, 0.680845947633, 0.967833824309, 0.71626938238,
///     0.177096952723, 5.23656777208e-05, 0.0202732688798, 0.00028140506198, 0.0149877310796,
/// ];
/// let q = q_values(&p).expect("probabilities");
/// let theirs = [
///     0.93171263061444454, 0.89533672797500008, 0.89533672797500008, 0.967833824309,
///     0.89533672797500008, 0.354193905445999, 5.2365677720800004e-04, 5.0683172199499998e-02,
///     1.4070253098999999e-03, 4.9959103598666670e-02,
/// ];
/// assert!(q.iter().zip(theirs).all(|(ours, theirs)| (ours - theirs).abs() < 1e-15));
/// ```
#[must_use]
pub fn q_values(p_values: &[f64]) -> Option<Vec<f64>> {
    if !p_values.iter().all(|p| (0.0..=1.0).contains(p)) {
        return None;
    }
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_unstable_by(|&a, &b| p_values[a].total_cmp(&p_values[b]));
    let all = p_values.len() as f64;
    let mut q_values = vec![1.0; p_values.len()];
    let mut smallest = 1.0f64;
    for (index, &place) in order.iter().enumerate().rev() {
        // In this order, so that rounding cannot take q below p.
        smallest = smallest.min(p_values[place] * (all / (index + 1) as f64));
        q_values[place] = smallest;
    }
    Some(q_values)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn it_gives_what_multtest_gives() {
        // `res_multtest3` of statsmodels' test_multi.py.
        let p = [0.001, 0.002, 0.003, 0.004, 0.005, 0.05, 0.06, 0.07, 0.08, 0.09];
        let theirs = [
            0.01,
            0.01,
            0.01,
            0.01,
            0.01,
            0.08333333333333334,
            0.0857142857142857,
            0.0875,
            0.0888888888888889,
            0.09,
        ];
        for (ours, theirs) in q_values(&p).expect("probabilities").iter().zip(theirs) {
            assert!((ours - theirs).abs() < 1e-15);
        }
    }

    #[test]
    fn a_family_of_one_keeps_its_p_value_and_none_is_none() {
        assert_eq!(q_values(&[0.03]), Some(vec![0.03]));
        assert_eq!(q_values(&[]), Some(vec![]));
        assert_eq!(q_values(&[0.1, 1.1]), None);
        assert_eq!(q_values(&[0.1, f64::NAN]), None);
    }

    proptest! {
        #[test]
        fn q_is_never_below_p_and_keeps_its_order(p in prop::collection::vec(0.0f64..=1.0, 0..60)) {
            let q = q_values(&p).expect("probabilities");
            for (i, &p_i) in p.iter().enumerate() {
                prop_assert!(q[i] >= p_i && q[i] <= 1.0);
                for (j, &p_j) in p.iter().enumerate() {
                    prop_assert!(p_i > p_j || q[i] <= q[j]);
                }
            }
        }
    }
}
