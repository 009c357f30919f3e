//! Whether two groups of answers differ by more than chance would make them.
//!
//! A scale has at most eleven values, so most answers are tied, and the tables of the
//! textbooks, which suppose that none are, do not apply. Here the ties are kept: the answers
//! of both groups are put in one heap, and every way to deal them out again counts once.

use super::{
    cliffs_delta::{dominance, total},
    normal,
};

/// Up to so many answers in both groups together the exact distribution is counted.
pub const EXACT_UP_TO: u64 = 200;

/// Memory that comparisons take turns to use, so that millions of them allocate nothing.
#[derive(Clone, Debug)]
pub struct Workspace {
    /// n over k for all n up to [`EXACT_UP_TO`]; row n starts at n (n + 1) / 2.
    choose: Vec<f64>,
    pooled: Vec<usize>,
    low: Half,
    high: Half,
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
        Self { choose, pooled: Vec::new(), low: Half::default(), high: Half::default() }
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
    workspace.pooled.clear();
    let both = now.iter().zip(before).map(|(&now, &before)| (now + before) as usize);
    workspace.pooled.extend(both.filter(|&count| count > 0));
    // Dealing out the smaller group is dealing out the larger one.
    Some(workspace.exact(n1.min(n2) as usize, distance as i32, n1 == n2))
}

/// The standard deviation of 2U - n1 n2 with ties of the given sizes.
pub(super) fn deviation(n1: f64, n2: f64, ties: impl Iterator<Item = f64>) -> f64 {
    let all = n1 + n2;
    let tied: f64 = ties.map(|tie| tie * (tie * tie - 1.0)).sum();
    (n1 * n2 / 3.0 * (all + 1.0 - tied / (all * (all - 1.0)))).sqrt()
}

impl Workspace {
    /// P(|2U - n1 n2| >= distance) when `dealt` of the pooled answers go to one group.
    ///
    /// The pooled answers have scores: how many lie below less how many lie above. The scores
    /// of a group add up to its 2U - n1 n2. All ways to choose k answers are counted by their
    /// sum, for the lower and the higher values apart; then every k in the one half meets the
    /// n1 - k in the other. All terms are positive, so even tiny p-values keep their digits,
    /// and up to 56 answers every number is a whole one.
    fn exact(&mut self, dealt: usize, distance: i32, alike: bool) -> f64 {
        let all: usize = self.pooled.iter().sum();
        let split = split(&self.pooled);
        let (low, high) = self.pooled.split_at(split);
        // The first value has all others above it.
        let first = low[0] as i32 - all as i32;
        let middle = first + steps(&self.pooled).take(split).sum::<i32>();
        self.low.count(low, first, dealt, &self.choose);
        self.high.count(high, middle, dealt, &self.choose);
        let mut ways = 0.0;
        for low in 0..=dealt.min(self.low.most()) {
            let high = dealt - low;
            if high <= self.high.most() {
                let (low, high) = (self.low.row(low), self.high.row(high));
                ways += low.meet(&high, |sum| sum >= distance);
                // Groups of one size can change places, so both tails are the same.
                ways += if alike { 0.0 } else { low.meet_back(&high, |sum| sum <= -distance) };
            }
        }
        let all_ways = self.choose[all * (all + 1) / 2 + dealt];
        (if alike { 2.0 } else { 1.0 } * ways / all_ways).min(1.0)
    }
}

/// From each value's score to the next one's: those two values' answers.
fn steps(pooled: &[usize]) -> impl Iterator<Item = i32> {
    pooled.windows(2).map(|pair| (pair[0] + pair[1]) as i32)
}

/// Where to cut the values in two so that the larger half has the fewest ways.
fn split(pooled: &[usize]) -> usize {
    let ways = |counts: &[usize]| counts.iter().map(|&count| count as f64 + 1.0).product::<f64>();
    let larger = |cut: &usize| ways(&pooled[..*cut]).max(ways(&pooled[*cut..]));
    (1..pooled.len()).min_by(|a, b| larger(a).total_cmp(&larger(b))).unwrap_or(0)
}

/// The ways to choose k of the pooled answers of some neighbouring values, by k and by the sum
/// of the scores.
#[derive(Clone, Debug, Default)]
struct Half {
    /// The lowest value's score; the others lie whole numbers of `unit` above it.
    first: i32,
    unit: i32,
    rows: Vec<Row>,
    ways: Vec<f64>,
}

/// Where the ways for one k are, and which sums (in units above k times `first`) they have.
#[derive(Clone, Copy, Debug)]
struct Row {
    at: usize,
    least: usize,
    most: usize,
}

impl Half {
    fn count(&mut self, counts: &[usize], first: i32, dealt: usize, choose: &[f64]) {
        self.first = first;
        self.unit = steps(counts).fold(0, greatest_common_divisor).max(1);
        let unit = self.unit as usize;
        let of_step = |pair: &[usize]| (pair[0] + pair[1]) / unit;
        self.lay_out(counts, of_step, dealt);
        self.ways[0] = 1.0;
        let (mut score, mut so_far) = (0, 0);
        for (index, &count) in counts.iter().enumerate() {
            if index > 0 {
                score += of_step(&counts[index - 1..=index]);
            }
            let choose = &choose[count * (count + 1) / 2..][..=count];
            // From the largest k down, so that the rows below are still without this value.
            for k in (1..=self.most().min(so_far + count)).rev() {
                let (below, this) = self.ways.split_at_mut(self.rows[k].at);
                for taken in k.saturating_sub(so_far).max(1)..=k.min(count) {
                    let from = self.rows[k - taken];
                    let shift = from.least + taken * score - self.rows[k].least;
                    let source = &below[from.at..][..=from.most - from.least];
                    for (to, ways) in this[shift..].iter_mut().zip(source) {
                        *to += choose[taken] * ways;
                    }
                }
                let taken = k.min(count);
                self.rows[k].most = self.rows[k - taken].most + taken * score;
            }
            so_far += count;
        }
    }

    /// Makes room for every k and sum, and nothing more.
    fn lay_out(&mut self, counts: &[usize], of_step: impl Fn(&[usize]) -> usize, dealt: usize) {
        self.rows.clear();
        self.rows.push(Row { at: 0, least: 0, most: 0 });
        let (mut score, mut least) = (0, 0);
        for (index, &count) in counts.iter().enumerate() {
            if index > 0 {
                score += of_step(&counts[index - 1..=index]);
            }
            for _ in 0..count.min(dealt + 1 - self.rows.len()) {
                least += score;
                self.rows.push(Row { at: 0, least, most: 0 });
            }
        }
        // The largest sums are those of the highest values.
        let (mut k, mut most, mut cells) = (0, 0, 1);
        for (index, &count) in counts.iter().enumerate().rev() {
            for _ in 0..count.min(self.rows.len() - 1 - k) {
                k += 1;
                most += score;
                self.rows[k].at = cells;
                cells += most - self.rows[k].least + 1;
            }
            if index > 0 {
                score -= of_step(&counts[index - 1..=index]);
            }
        }
        self.ways.clear();
        self.ways.resize(cells, 0.0);
    }

    /// The largest k.
    fn most(&self) -> usize {
        self.rows.len() - 1
    }

    fn row(&self, k: usize) -> Sums<'_> {
        let Row { at, least, most } = self.rows[k];
        let start = k as i32 * self.first + least as i32 * self.unit;
        Sums { start, unit: self.unit, ways: &self.ways[at..][..=most - least] }
    }
}

/// The ways for one k: the first has the sum `start`, the next ones `unit` more each.
#[derive(Clone, Copy)]
struct Sums<'a> {
    start: i32,
    unit: i32,
    ways: &'a [f64],
}

impl Sums<'_> {
    /// The ways whose sums together are `far`, which are those from some sum up: as one sum
    /// grows, ever smaller other ones will do.
    fn meet(&self, other: &Sums<'_>, far: impl Fn(i32) -> bool) -> f64 {
        let end = other.start + other.unit * (other.ways.len() as i32 - 1);
        let ours = (0..).map(|i| self.start + self.unit * i).zip(self.ways);
        let theirs = (0..).map(|i| end - other.unit * i).zip(other.ways.iter().rev());
        pair_up(ours, theirs, far)
    }

    /// The same for sums from some sum down.
    fn meet_back(&self, other: &Sums<'_>, far: impl Fn(i32) -> bool) -> f64 {
        let end = self.start + self.unit * (self.ways.len() as i32 - 1);
        let ours = (0..).map(|i| end - self.unit * i).zip(self.ways.iter().rev());
        let theirs = (0..).map(|i| other.start + other.unit * i).zip(other.ways);
        pair_up(ours, theirs, far)
    }
}

fn pair_up<'a>(
    ours: impl Iterator<Item = (i32, &'a f64)>,
    theirs: impl Iterator<Item = (i32, &'a f64)>,
    far: impl Fn(i32) -> bool,
) -> f64 {
    let mut theirs = theirs.peekable();
    let (mut enough, mut ways) = (0.0, 0.0);
    for (our_sum, our_ways) in ours {
        while let Some((_, their_ways)) = theirs.next_if(|(sum, _)| far(our_sum + sum)) {
            enough += their_ways;
        }
        ways += our_ways * enough;
    }
    ways
}

fn greatest_common_divisor(a: i32, b: i32) -> i32 {
    if b == 0 { a } else { greatest_common_divisor(b, a % b) }
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
