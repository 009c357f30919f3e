//! What a team of this size could have shown at all.

use super::{mann_whitney, normal};
use std::ops::RangeInclusive;

/// The smallest change in the share of favourable answers (0 to 1) that could have had
/// p < 0.05 with `now` and `before` answers, in the best case: over all ways the favourable
/// answers can lie in the two waves.
///
/// It belongs beside “no clear change”: a team of seven cannot show less than 71 points, so its
/// silence says little. None where no change whatever could have, as with three answers each.
///
/// The test is that of the verdict, [`mann_whitney`], on two values, favourable and not: all
/// ways to deal the answers out in which the shares are as far apart or farther. With equal
/// numbers it is Fisher's exact test. With unequal ones Fisher's adds up whatever is as
/// unlikely or unlikelier instead, and single p-values differ; the best case is the same for
/// all numbers from 3 to 15. The order of the answers within favourable and not is left aside;
/// with it, the verdict can see smaller changes.
///
/// As there, above 200 answers together the normal approximation takes over, which in the best
/// case (nobody favourable on one side) is bolder than counting would be.
///
/// It depends on the two numbers only, and takes the product of both in steps, so a caller
/// with many teams can remember what it asked.
///
/// Source: R. A. Fisher, *Statistical Methods for Research Workers* (5th edition, 1934), 21.02,
/// for the test. Reference: with 5, 7, 10 and 15 answers each the least are 4, 5, 5 and 5
/// against none: two-sided p 0.0476, 0.0210, 0.0325 and 0.0421 (any table of Fisher's test).
///
/// ```
/// use soundings::analysis::detectable;
/// assert_eq!(detectable::smallest_change(5, 5), Some(0.8));
/// assert_eq!(detectable::smallest_change(7, 7), Some(5.0 / 7.0));
/// assert_eq!(detectable::smallest_change(10, 10), Some(0.5));
/// assert_eq!(detectable::smallest_change(15, 15), Some(1.0 / 3.0));
/// assert_eq!(detectable::smallest_change(3, 3), None);
/// ```
#[must_use]
pub fn smallest_change(now: u32, before: u32) -> Option<f64> {
    let (n1, n2) = (u64::from(now), u64::from(before));
    // Distances are in whole numbers: n1 n2 times the difference of the shares.
    // As far apart are as many unfavourable answers, so half of the numbers are enough.
    let favourable = 1..=(n1 + n2) / 2;
    let distance = if n1 + n2 > mann_whitney::EXACT_UP_TO {
        by_approximation(n1, n2, favourable)
    } else {
        favourable.filter_map(|favourable| by_counting(n1, n2, favourable)).min()
    }?;
    Some(distance as f64 / (n1 * n2) as f64)
}

/// The probability that counts as chance.
const LEVEL: f64 = 0.05;

/// The smallest distance with p < 0.05 when `favourable` of all answers are favourable.
fn by_counting(n1: u64, n2: u64, favourable: u64) -> Option<u64> {
    let distance = |x: u64| ((n1 + n2) * x).abs_diff(n1 * favourable);
    let (least, most) = (favourable.saturating_sub(n2), favourable.min(n1));
    // Ways in relation to those of the first: (M - x)(n1 - x) / ((x + 1)(n2 - M + x + 1)).
    let mut ways = vec![1.0];
    for x in least..most {
        let ratio =
            ((favourable - x) * (n1 - x)) as f64 / ((x + 1) * (n2 + x + 1 - favourable)) as f64;
        ways.push(ways[(x - least) as usize] * ratio);
    }
    let all: f64 = ways.iter().sum();
    // From both ends inwards, the farther one first, while what is added up is rare enough.
    let (mut low, mut high) = (least, most);
    let (mut far, mut smallest) = (0.0, None);
    while low <= high {
        let here = distance(low).max(distance(high));
        while low <= high && distance(low) == here {
            far += ways[(low - least) as usize];
            low += 1;
        }
        while low <= high && distance(high) == here {
            far += ways[(high - least) as usize];
            high -= 1;
        }
        // 0.05 itself is not below 0.05, however it is rounded.
        if here == 0 || far >= all * LEVEL * (1.0 - 1e-12) {
            break;
        }
        smallest = Some(here);
    }
    smallest
}

/// The smallest possible distance of more than 1.96 standard deviations.
fn by_approximation(n1: u64, n2: u64, favourable: RangeInclusive<u64>) -> Option<u64> {
    let mut smallest = None;
    for favourable in favourable {
        let ties = [favourable, n1 + n2 - favourable].into_iter().map(|tie| tie as f64);
        let beyond = normal::Z_975 * mann_whitney::deviation(n1 as f64, n2 as f64, ties);
        // The more are favourable, the larger is the deviation, until it is half of them.
        if smallest.is_some_and(|smallest| smallest as f64 <= beyond) {
            break;
        }
        let (all, expected) = (n1 + n2, n1 * favourable);
        let distance = |x: u64| (all * x).abs_diff(expected);
        let possible = favourable.saturating_sub(n2)..=favourable.min(n1);
        // The first count of favourable answers now that is far enough above what is expected,
        // and the first that is far enough below.
        let above = ((expected as f64 + beyond) / all as f64).floor() as u64 + 1;
        let below = ((expected as f64 - beyond) / all as f64).ceil() - 1.0;
        let below = (below >= 0.0).then_some(below as u64);
        let counts = [Some(above), below].into_iter().flatten().filter(|x| possible.contains(x));
        smallest = counts.map(distance).chain(smallest).min();
    }
    smallest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::mann_whitney::{Workspace, p_value};

    #[test]
    fn it_is_the_smallest_of_all_changes_that_the_verdicts_test_finds() {
        let mut workspace = Workspace::default();
        for n1 in 1..=24u32 {
            for n2 in (1..=24).chain([60]) {
                let mut smallest: Option<f64> = None;
                for x1 in 0..=n1 {
                    for x2 in 0..=n2 {
                        let p = p_value(&[n1 - x1, x1], &[n2 - x2, x2], &mut workspace);
                        if p.expect("answers on both sides") < 0.05 - 1e-12 {
                            let change = (n2 * x1).abs_diff(n1 * x2);
                            let change = f64::from(change) / f64::from(n1 * n2);
                            smallest = Some(smallest.map_or(change, |least| least.min(change)));
                        }
                    }
                }
                assert_eq!(smallest_change(n1, n2), smallest, "{n1} {n2}");
            }
        }
    }

    #[test]
    fn beyond_200_it_is_the_smallest_of_all_changes_that_the_approximation_finds() {
        let mut workspace = Workspace::default();
        for (n1, n2) in [(101, 100), (40, 170), (190, 15)] {
            let mut smallest = f64::INFINITY;
            for x1 in 0..=n1 {
                for x2 in 0..=n2 {
                    let p = p_value(&[n1 - x1, x1], &[n2 - x2, x2], &mut workspace);
                    if p.expect("answers on both sides") < 0.05 {
                        let change = f64::from((n2 * x1).abs_diff(n1 * x2)) / f64::from(n1 * n2);
                        smallest = smallest.min(change);
                    }
                }
            }
            assert_eq!(smallest_change(n1, n2), Some(smallest), "{n1} {n2}");
        }
    }

    #[test]
    fn more_answers_show_smaller_changes_and_both_orders_the_same() {
        assert_eq!(smallest_change(6, 11), smallest_change(11, 6));
        let steps = [5, 10, 20, 40, 80, 160, 1_000, 50_000];
        let changes = steps.map(|n| smallest_change(n, n).expect("enough answers"));
        assert!(changes.is_sorted_by(|a, b| a > b), "{changes:?}");
        assert_eq!(smallest_change(0, 50), None);
        assert_eq!(smallest_change(1, 3), None);
    }
}
