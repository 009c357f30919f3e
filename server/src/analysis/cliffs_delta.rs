//! How far the answers of one group lie above those of another, on the scale's own order.

/// Cliff's delta: the share of pairs (one answer from now, one from before) in which now's is
/// higher, less the share in which it is lower. From -1 to 1; 0 for like answers.
///
/// `now` and `before` hold the answers by value, from the smallest up. None where a side has no
/// answers or the two differ in length.
///
/// Source: N. Cliff, “Dominance statistics: ordinal analyses to answer ordinal questions”,
/// Psychological Bulletin 114 (1993). Reference: the example of R package effsize's
/// `cliff.delta` (Hogarty and Kromrey 1999), 10 10 20 20 20 30 30 30 40 50 against
/// 10 20 30 40 40 50: of 60 pairs 16 are higher and 31 lower, which is -0.25.
///
/// ```
/// use soundings::analysis::cliffs_delta;
/// assert_eq!(cliffs_delta::delta(&[2, 3, 3, 1, 1], &[1, 1, 1, 2, 1]), Some(-0.25));
/// ```
#[must_use]
pub fn delta(now: &[u32], before: &[u32]) -> Option<f64> {
    let pairs = total(now) * total(before);
    let dominance = dominance(now, before)?;
    (pairs > 0).then(|| dominance as f64 / pairs as f64)
}

/// Pairs in which now's answer is the higher one less those in which it is the lower: n1 n2
/// times Cliff's delta, and 2U - n1 n2 for Mann-Whitney's U. None where the lengths differ.
pub(super) fn dominance(now: &[u32], before: &[u32]) -> Option<i64> {
    if now.len() != before.len() {
        return None;
    }
    let mut below = 0;
    let mut above = i64::try_from(total(before)).ok()?;
    let mut sum = 0;
    for (&now, &before) in now.iter().zip(before) {
        above -= i64::from(before);
        sum += i64::from(now) * (below - above);
        below += i64::from(before);
    }
    Some(sum)
}

/// How many answers there are.
pub(super) fn total(counts: &[u32]) -> u64 {
    counts.iter().map(|&count| u64::from(count)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn it_is_1_where_every_answer_is_higher_and_0_where_all_are_alike() {
        assert_eq!(delta(&[0, 0, 5], &[3, 2, 0]), Some(1.0));
        assert_eq!(delta(&[1, 2, 3], &[2, 4, 6]), Some(0.0));
    }

    #[test]
    fn without_answers_or_on_two_scales_there_is_none() {
        assert_eq!(delta(&[0, 0], &[1, 2]), None);
        assert_eq!(delta(&[1, 2], &[0, 0]), None);
        assert_eq!(delta(&[1, 2], &[1, 2, 3]), None);
    }

    proptest! {
        #[test]
        fn it_is_what_comparing_every_pair_gives(
            now in prop::collection::vec(0u32..6, 5),
            before in prop::collection::vec(0u32..6, 5),
        ) {
            let mut pairs = 0i64;
            for (high, &a) in now.iter().enumerate() {
                for (low, &b) in before.iter().enumerate() {
                    pairs += i64::from(a * b) * (high.cmp(&low) as i64);
                }
            }
            prop_assert_eq!(dominance(&now, &before), Some(pairs));
        }
    }
}
