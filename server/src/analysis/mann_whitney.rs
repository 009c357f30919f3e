//! Whether two groups of answers differ by more than chance would make them.
//!
//! A scale has at most eleven values, so most answers are tied, and the tables of the
//! textbooks, which suppose that none are, do not apply. Here the ties are kept: the answers
//! of both groups are put in one heap, and every way to deal them out again counts once.

mod cut;
mod half;
mod sums;

use super::{
    cliffs_delta::{dominance, total},
    normal,
};
use cut::Cut;
use half::{Half, Value};
use pulp::{Arch, Simd, WithSimd};
use std::iter;
use sums::AddedUp;

/// Up to so many answers in both groups together the exact distribution is counted.
pub const EXACT_UP_TO: u64 = 200;

/// Memory that comparisons take turns to use, so that millions of them allocate nothing.
#[derive(Clone, Debug)]
pub struct Workspace {
    /// n over k for all n up to [`EXACT_UP_TO`]; row n starts at n (n + 1) / 2.
    choose: Vec<f64>,
    pooled: Vec<Value>,
    low: Half,
    high: Half,
    added: AddedUp,
    /// How many numbers this processor multiplies at a time.
    arch: Arch,
}

impl Default for Workspace {
    fn default() -> Self {
        let mut choose = vec![1.0];
        for n in 1..=EXACT_UP_TO as usize {
            let above = n * (n - 1) / 2;
            choose.push(1.0);
            for k in 1..n {
                choose.push(choose[above + k - 1] + choose[above + k]);
            }
            choose.push(1.0);
        }
        Self {
            choose,
            pooled: Vec::new(),
            low: Half::default(),
            high: Half::default(),
            added: AddedUp::default(),
            arch: Arch::new(),
        }
    }
}

/// The two-sided p-value of Mann-Whitney's U for the answers `now` against those `before`, by
/// value from the smallest up: P(|U - n1 n2 / 2| >= |u - n1 n2 / 2|).
///
/// Exact, conditional on the ties, for up to [`EXACT_UP_TO`] answers together; beyond, the
/// normal approximation with the correction for ties and none for continuity. On two values it
/// is the exact test of two shares with this same measure of how far they are apart.
///
/// The groups are taken for independent. People answer in both waves but cannot be matched;
/// as they are like themselves, p is larger than it need be: conservative.
///
/// None where a side has no answers or the two differ in length.
///
/// Source: H. B. Mann and D. R. Whitney, Annals of Mathematical Statistics 18 (1947);
/// permutation with ties: E. L. Lehmann, *Nonparametrics* (1975), 1.4. Reference: the blood
/// pressures of R package exactRankTests (data set `bloodp`, from StatXact's manual):
/// 94 108 110 90 against 80 94 85 90 90 90 108 94 78 105 88 gives W = 35, p = 0.0989.
///
/// ```
/// use soundings::analysis::mann_whitney::{self, Workspace};
/// //                78 80 85 88 90 94 105 108 110
/// let treated = [0, 0, 0, 0, 1, 1, 0, 1, 1];
/// let control = [1, 1, 1, 1, 3, 2, 1, 1, 0];
/// let p = mann_whitney::p_value(&treated, &control, &mut Workspace::default());
/// assert!((p.expect("answers on both sides") - 0.0989).abs() < 5e-5);
/// ```
#[must_use]
pub fn p_value(now: &[u32], before: &[u32], workspace: &mut Workspace) -> Option<f64> {
    let (n1, n2) = (total(now), total(before));
    let distance = dominance(now, before)?.abs();
    if n1 == 0 || n2 == 0 {
        return None;
    }
    if distance == 0 {
        return Some(1.0);
    }
    if n1 + n2 > EXACT_UP_TO {
        let ties = now.iter().zip(before).map(|(&now, &before)| f64::from(now) + f64::from(before));
        return normal::two_sided(distance as f64 / deviation(n1 as f64, n2 as f64, ties));
    }
    workspace.pool(now, before, (n1 + n2) as i32);
    // Dealing out the smaller group is dealing out the larger one.
    let (arch, dealt) = (workspace.arch, n1.min(n2) as usize);
    Some(arch.dispatch(Deal { workspace, dealt, distance: distance as i32, alike: n1 == n2 }))
}

/// One comparison, compiled once for each kind of processor: a newer one multiplies more numbers
/// at a time, which is a fifth less work. The result is the same to the last bit, as nothing is
/// added in another order.
struct Deal<'a> {
    workspace: &'a mut Workspace,
    dealt: usize,
    distance: i32,
    alike: bool,
}

impl WithSimd for Deal<'_> {
    type Output = f64;

    // What is not inlined from here on is compiled for the oldest kind only.
    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> f64 {
        self.workspace.exact(self.dealt, self.distance, self.alike)
    }
}

/// The standard deviation of 2U - n1 n2 with ties of the given sizes.
pub(super) fn deviation(n1: f64, n2: f64, ties: impl Iterator<Item = f64>) -> f64 {
    let all = n1 + n2;
    let tied: f64 = ties.map(|tie| tie * (tie * tie - 1.0)).sum();
    (n1 * n2 / 3.0 * (all + 1.0 - tied / (all * (all - 1.0)))).sqrt()
}

impl Workspace {
    /// The answers of both groups, by value.
    fn pool(&mut self, now: &[u32], before: &[u32], all: i32) {
        self.pooled.clear();
        let mut below = 0;
        for (now, before) in now.iter().zip(before) {
            let count = (now + before) as i32;
            if count > 0 {
                let score = 2 * below + count - all;
                self.pooled.push(Value { count: count as usize, score });
            }
            below += count;
        }
    }

    /// P(|2U - n1 n2| >= distance) when `dealt` of the pooled answers go to one group.
    ///
    /// The pooled answers have scores: how many lie below less how many lie above. The scores
    /// of a group add up to its 2U - n1 n2. All ways to choose k answers are counted by their
    /// sum, for some values and the others apart; then every k in the one half meets what
    /// is still to be dealt in the other. All terms are positive, so even tiny p-values keep
    /// their digits, and up to 56 answers every number is a whole one.
    #[inline(always)]
    fn exact(&mut self, dealt: usize, distance: i32, alike: bool) -> f64 {
        let all: usize = self.pooled.iter().map(|value| value.count).sum();
        let Cut { low, middle, high } = Cut::of(&mut self.pooled);
        self.low.count(low, dealt, &self.choose);
        self.high.count(high, dealt, &self.choose);
        let choose = &self.choose[middle.count * (middle.count + 1) / 2..][..=middle.count];
        let mut far = 0.0;
        for (k, turned) in self.high.rows() {
            self.added.add_up(self.high.row(k).ways);
            for high in iter::once(k).chain(turned) {
                let rest = dealt - high;
                let high = self.high.row(high);
                for (between, choose) in choose
                    .iter()
                    .enumerate()
                    .take(rest + 1)
                    .skip(rest.saturating_sub(self.low.most()))
                {
                    let low = self.low.row(rest - between);
                    let sum = between as i32 * middle.score;
                    far += choose * low.reaching(&high, &self.added, distance - sum);
                    if !alike {
                        far += choose
                            * low.negated().reaching(&high.negated(), &self.added, distance + sum);
                    }
                }
            }
        }
        // Groups of one size can change places, so both tails are the same.
        let tails = if alike { 2.0 } else { 1.0 };
        (tails * far / self.choose[all * (all + 1) / 2 + dealt]).min(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn p(now: &[u32], before: &[u32]) -> f64 {
        p_value(now, before, &mut Workspace::default()).expect("answers on both sides")
    }

    /// The answers one by one, as places on the scale.
    fn one_by_one(counts: &[u32]) -> Vec<usize> {
        counts.iter().enumerate().flat_map(|(place, &n)| vec![place; n as usize]).collect()
    }

    /// The definition: every way to choose who answers now, one by one.
    fn by_enumeration(now: &[u32], before: &[u32]) -> f64 {
        let pooled: Vec<u32> = now.iter().zip(before).map(|(a, b)| a + b).collect();
        let answers = one_by_one(&pooled);
        let dealt: u32 = now.iter().sum();
        let distance = |chosen: u32| {
            let (mut now, mut before) = (vec![0; now.len()], vec![0; now.len()]);
            for (index, &place) in answers.iter().enumerate() {
                let side = if chosen >> index & 1 == 1 { &mut now } else { &mut before };
                side[place] += 1;
            }
            dominance(&now, &before).expect("one scale").abs()
        };
        let observed = dominance(now, before).expect("one scale").abs();
        let (mut far, mut all) = (0, 0);
        for chosen in (0u32..1 << answers.len()).filter(|set| set.count_ones() == dealt) {
            all += 1;
            far += u32::from(distance(chosen) >= observed);
        }
        f64::from(far) / f64::from(all)
    }

    /// The same from one table of all sums, to which one answer after another is added.
    fn by_one_table(now: &[u32], before: &[u32]) -> f64 {
        let pooled: Vec<u32> = now.iter().zip(before).map(|(a, b)| a + b).collect();
        let (dealt, all) = (total(now) as usize, total(&pooled) as usize);
        // Scores from 0 on: how many answers lie below less how many lie above, and all.
        let most = 2 * all * dealt;
        let mut ways = vec![vec![0.0; most + 1]; dealt + 1];
        ways[0][0] = 1.0;
        let mut below = 0;
        for count in pooled {
            let rank = (2 * below + count) as usize;
            for _ in 0..count {
                for k in (1..=dealt).rev() {
                    for sum in rank..=most {
                        ways[k][sum] += ways[k - 1][sum - rank];
                    }
                }
            }
            below += count;
        }
        let observed = dominance(now, before).expect("one scale").unsigned_abs() as usize;
        let far = |&(sum, _): &(usize, &f64)| sum.abs_diff(all * dealt) >= observed;
        let row = ways[dealt].iter();
        row.clone().enumerate().filter(far).map(|(_, ways)| ways).sum::<f64>() / row.sum::<f64>()
    }

    /// Values that hardly anybody chose beside some that many did.
    fn uneven() -> impl Strategy<Value = Vec<(u32, u32)>> {
        let value = prop_oneof![(0u32..2, 0u32..2), (0u32..5, 0u32..5), (3u32..12, 3u32..12)];
        prop::collection::vec(value, 2..12)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn however_the_values_are_cut_it_is_what_one_table_gives(values in uneven()) {
            let (now, before): (Vec<u32>, Vec<u32>) = values.into_iter().unzip();
            prop_assume!((1..41).contains(&total(&now)) && (1..41).contains(&total(&before)));
            let (p, whole) = (p(&now, &before), by_one_table(&now, &before));
            prop_assert!((p / whole - 1.0).abs() < 1e-12, "{p} {whole}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn it_is_the_share_of_all_ways_to_deal_the_answers_out(
            now in prop::collection::vec(0u32..3, 6),
            before in prop::collection::vec(0u32..3, 6),
        ) {
            let size = |counts: &[u32]| counts.iter().sum::<u32>();
            prop_assume!(size(&now) > 0 && size(&before) > 0 && size(&now) + size(&before) <= 14);
            prop_assert_eq!(p(&now, &before), by_enumeration(&now, &before));
        }

        #[test]
        fn a_used_workspace_and_values_nobody_chose_make_no_difference(
            tables in prop::collection::vec(
                (prop::collection::vec(0u32..9, 4), prop::collection::vec(0u32..9, 4)), 1..5),
        ) {
            let mut used = Workspace::default();
            for (now, before) in tables {
                let spread = |counts: &[u32]| counts.iter().flat_map(|&n| [0, n]).collect::<Vec<_>>();
                let plain = p_value(&now, &before, &mut used);
                prop_assert_eq!(plain, p_value(&now, &before, &mut Workspace::default()));
                prop_assert_eq!(plain, p_value(&spread(&now), &spread(&before), &mut used));
                if let Some(p) = plain {
                    prop_assert!(p > 0.0 && p <= 1.0);
                }
            }
        }
    }

    #[test]
    fn it_gives_what_r_gives() {
        // exactRankTests, help of dperm: 0.5 0.5 0.6 0.6 0.7 0.8 0.9 against
        // 0.5 1.0 1.2 1.2 1.4 1.5 1.9 2.0; P(W <= w) = 0.004351204 and, since groups of 7 and 8
        // are nearly alike, about twice that for both tails (scipy, all permutations).
        let now = [2, 2, 1, 1, 1, 0, 0, 0, 0, 0, 0];
        let before = [1, 0, 0, 0, 0, 1, 2, 1, 1, 1, 1];
        assert!((p(&now, &before) - 0.008702408702408702).abs() < 1e-9, "{}", p(&now, &before));
        // exactRankTests, help of perm.test (Gardner and Altman 1989): 61 and 45 of 80, 0.0118.
        assert!((p(&[19, 61], &[35, 45]) - 0.0118).abs() < 5e-5);
    }

    #[test]
    fn beyond_200_it_is_normal_and_meets_the_exact_value_there() {
        let exact = p(&[10, 15, 25, 30, 20], &[15, 20, 25, 25, 15]);
        let normal = p(&[10, 15, 25, 30, 21], &[15, 20, 25, 25, 15]);
        assert!((exact - normal).abs() < 0.02, "{exact} {normal}");
        // scipy.stats.mannwhitneyu(now, before, method="asymptotic", use_continuity=False).
        let p = p(&[100, 150, 250, 300, 200], &[150, 200, 250, 250, 150]);
        assert!((p / 1.4312537730747357e-07 - 1.0).abs() < 1e-9, "{p}");
    }

    #[test]
    fn like_answers_have_p_1_and_tiny_values_keep_their_digits() {
        assert_eq!(p(&[3, 4, 5], &[3, 4, 5]), 1.0);
        assert_eq!(p(&[0, 7], &[0, 9]), 1.0);
        // All of one group above all of the other: 2 of 100 over 50 ways.
        let ways = 2.0 / 1.008_913_445_455_641_9e29;
        assert!((p(&[0, 0, 50], &[20, 30, 0]) / ways - 1.0).abs() < 1e-12);
        // With groups of two sizes there is one way on the one side and none on the other.
        assert!((p(&[0, 3], &[2, 0]) - 0.1).abs() < 1e-15);
    }

    #[test]
    fn without_answers_or_on_two_scales_there_is_none() {
        let mut workspace = Workspace::default();
        assert_eq!(p_value(&[0, 0], &[1, 2], &mut workspace), None);
        assert_eq!(p_value(&[1, 2], &[0, 0], &mut workspace), None);
        assert_eq!(p_value(&[1, 2], &[1, 2, 3], &mut workspace), None);
    }
}
