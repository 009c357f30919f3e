//! The ways to choose answers from one half of the values, by how many and by their scores' sum.
//!
//! Choosing more than half of the answers is leaving the others: there are as many ways, and the
//! scores of what is left are missing from the sum of all. So only up to half is counted and kept,
//! and the rest are the same rows read from behind.

/// The ways to choose k of the pooled answers of some neighbouring values, by k and by the sum
/// of the scores.
#[derive(Clone, Debug, Default)]
pub(super) struct Half {
    /// The lowest value's score; the others lie whole numbers of `unit` above it.
    first: i32,
    unit: i32,
    /// The largest k.
    most: usize,
    /// Answers, and the sum of their scores in units above `first` each.
    answers: usize,
    total: usize,
    /// Up to half of the answers.
    rows: Vec<Row>,
    ways: Vec<f64>,
    /// Ways up to each sum, where they were added up; `ways` then holds those from it on.
    up_to: Vec<f64>,
}

/// Where the ways for one k are, and which sums (in units above k times `first`) they have.
#[derive(Clone, Copy, Debug)]
struct Row {
    at: usize,
    least: usize,
    most: usize,
}

/// The ways for one k: the first has the sum `start`, the next ones `unit` more each.
#[derive(Clone, Copy)]
pub(super) struct Sums<'a> {
    start: i32,
    unit: i32,
    /// Whether the first is the last of `ways` and `up_to`.
    turned: bool,
    ways: &'a [f64],
    up_to: &'a [f64],
}

impl Half {
    /// Counts the ways for all k up to `dealt`. `counts` are the values' answers, `first` is the
    /// lowest one's score, and `choose` holds n over k, row n from n (n + 1) / 2 on.
    pub(super) fn count(&mut self, counts: &[usize], first: i32, dealt: usize, choose: &[f64]) {
        self.first = first;
        let unit = counts.windows(2).fold(0, |unit, pair| common_divisor(unit, step(pair))).max(1);
        self.unit = unit as i32;
        self.answers = counts.iter().sum();
        self.most = dealt.min(self.answers);
        self.total = 0;
        let kept = dealt.min(self.answers / 2);
        self.lay_out(counts, unit, kept);
        self.ways[0] = 1.0;
        let (mut score, mut so_far) = (0, 0);
        for (index, &count) in counts.iter().enumerate() {
            if index > 0 {
                score += step(&counts[index - 1..=index]) / unit;
            }
            self.total += count * score;
            let choose = &choose[count * (count + 1) / 2..][..=count];
            // From the largest k down, so that the rows below are still without this value.
            for k in (1..=kept.min(so_far + count)).rev() {
                let (below, this) = self.ways.split_at_mut(self.rows[k].at);
                let fewest = k.saturating_sub(so_far).max(1);
                for (taken, choose) in choose.iter().enumerate().take(k + 1).skip(fewest) {
                    let from = self.rows[k - taken];
                    let shift = from.least + taken * score - self.rows[k].least;
                    let source = &below[from.at..][..=from.most - from.least];
                    for (to, ways) in this[shift..].iter_mut().zip(source) {
                        *to += choose * ways;
                    }
                }
                let taken = k.min(count);
                self.rows[k].most = self.rows[k - taken].most + taken * score;
            }
            so_far += count;
        }
    }

    /// Makes room for every k up to `kept` and every sum, and nothing more.
    fn lay_out(&mut self, counts: &[usize], unit: usize, kept: usize) {
        self.rows.clear();
        self.rows.push(Row { at: 0, least: 0, most: 0 });
        let (mut score, mut least) = (0, 0);
        for (index, &count) in counts.iter().enumerate() {
            if index > 0 {
                score += step(&counts[index - 1..=index]) / unit;
            }
            for _ in 0..count.min(kept + 1 - self.rows.len()) {
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
                score -= step(&counts[index - 1..=index]) / unit;
            }
        }
        self.ways.clear();
        self.ways.resize(cells, 0.0);
        self.up_to.clear();
    }

    /// Adds the ways up from both ends of every row, for [`Sums::reaching`] and [`Sums::within`].
    pub(super) fn add_up(&mut self) {
        self.up_to.clone_from(&self.ways);
        for row in &self.rows {
            let cells = row.at..=row.at + (row.most - row.least);
            let (up_to, from) = (&mut self.up_to[cells.clone()], &mut self.ways[cells]);
            // Both at once, as each waits for its own last sum.
            let mut sums = (0.0, 0.0);
            for (up_to, from) in up_to.iter_mut().zip(from.iter_mut().rev()) {
                sums.0 += *up_to;
                *up_to = sums.0;
                sums.1 += *from;
                *from = sums.1;
            }
        }
    }

    /// The largest k.
    pub(super) fn most(&self) -> usize {
        self.most
    }

    pub(super) fn row(&self, k: usize) -> Sums<'_> {
        let turned = k >= self.rows.len();
        let Row { at, least, most } = self.rows[if turned { self.answers - k } else { k }];
        let cells = at..=at + (most - least);
        let least = if turned { self.total - most } else { least };
        let start = k as i32 * self.first + least as i32 * self.unit;
        let up_to = self.up_to.get(cells.clone()).unwrap_or_default();
        Sums { start, unit: self.unit, turned, ways: &self.ways[cells], up_to }
    }
}

impl Sums<'_> {
    fn last(&self) -> usize {
        self.ways.len() - 1
    }

    fn end(&self) -> i32 {
        self.start + self.unit * self.last() as i32
    }

    /// The place of the sum that lies `index` units above the first.
    fn place(&self, index: usize) -> usize {
        if self.turned { self.last() - index } else { index }
    }

    /// The ways in which a sum of these and one of `other`, which were added up, together come
    /// to `goal` or more.
    pub(super) fn reaching(&self, other: &Sums<'_>, goal: i32) -> f64 {
        // Sums that are too small even with the other's largest are most of them.
        let short = goal - other.end() - self.start;
        let skip = if short > 0 { Steps::of(self.unit).whole(short - 1) + 1 } else { 0 };
        let steps = Steps::of(other.unit);
        let from = if other.turned { other.up_to } else { other.ways };
        let mut missing = goal - self.start - other.start - skip as i32 * self.unit;
        let mut ways = 0.0;
        for index in skip..self.ways.len() {
            let least = if missing > 0 { steps.whole(missing - 1) + 1 } else { 0 };
            ways += self.ways[self.place(index)] * from[other.place(least)];
            missing -= self.unit;
        }
        ways
    }

    /// The ways in which a sum of these and one of `other`, which were added up, together stay
    /// at `limit` or below.
    pub(super) fn within(&self, other: &Sums<'_>, limit: i32) -> f64 {
        let steps = Steps::of(other.unit);
        let up_to = if other.turned { other.ways } else { other.up_to };
        let mut left = limit - self.start - other.start;
        let mut ways = 0.0;
        for index in 0..self.ways.len() {
            if left < 0 {
                break;
            }
            let most = steps.whole(left).min(other.last());
            ways += self.ways[self.place(index)] * up_to[other.place(most)];
            left -= self.unit;
        }
        ways
    }
}

/// Division by a small number as multiplication: exact as long as the product of the two
/// numbers is below 2^32, and sums of scores stay below 200² / 2.
#[derive(Clone, Copy)]
struct Steps(u64);

impl Steps {
    fn of(unit: i32) -> Self {
        Self((1u64 << 32).div_ceil(u64::from(unit.unsigned_abs())))
    }

    fn whole(self, sum: i32) -> usize {
        ((u64::from(sum.unsigned_abs()) * self.0) >> 32) as usize
    }
}

/// From one value's score to the next one's: the answers of both.
pub(super) fn step(pair: &[usize]) -> usize {
    pair.iter().sum()
}

fn common_divisor(a: usize, b: usize) -> usize {
    if b == 0 { a } else { common_divisor(b, a % b) }
}
