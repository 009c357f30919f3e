//! The ways to choose answers from one half of the values, by how many and by their scores' sum.

/// The ways to choose k of the pooled answers of some neighbouring values, by k and by the sum
/// of the scores.
#[derive(Clone, Debug, Default)]
pub(super) struct Half {
    /// The lowest value's score; the others lie whole numbers of `unit` above it.
    first: i32,
    unit: i32,
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
        self.lay_out(counts, unit, dealt);
        self.ways[0] = 1.0;
        let (mut score, mut so_far) = (0, 0);
        for (index, &count) in counts.iter().enumerate() {
            if index > 0 {
                score += step(&counts[index - 1..=index]) / unit;
            }
            let choose = &choose[count * (count + 1) / 2..][..=count];
            // From the largest k down, so that the rows below are still without this value.
            for k in (1..=self.most().min(so_far + count)).rev() {
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

    /// Makes room for every k and sum, and nothing more.
    fn lay_out(&mut self, counts: &[usize], unit: usize, dealt: usize) {
        self.rows.clear();
        self.rows.push(Row { at: 0, least: 0, most: 0 });
        let (mut score, mut least) = (0, 0);
        for (index, &count) in counts.iter().enumerate() {
            if index > 0 {
                score += step(&counts[index - 1..=index]) / unit;
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
            let mut sum = 0.0;
            for ways in &mut self.up_to[cells.clone()] {
                sum += *ways;
                *ways = sum;
            }
            sum = 0.0;
            for ways in self.ways[cells].iter_mut().rev() {
                sum += *ways;
                *ways = sum;
            }
        }
    }

    /// The largest k.
    pub(super) fn most(&self) -> usize {
        self.rows.len() - 1
    }

    pub(super) fn row(&self, k: usize) -> Sums<'_> {
        let Row { at, least, most } = self.rows[k];
        let cells = at..=at + (most - least);
        let start = k as i32 * self.first + least as i32 * self.unit;
        let up_to = self.up_to.get(cells.clone()).unwrap_or_default();
        Sums { start, unit: self.unit, ways: &self.ways[cells], up_to }
    }
}

impl Sums<'_> {
    fn end(&self) -> i32 {
        self.start + self.unit * (self.ways.len() as i32 - 1)
    }

    /// The ways in which a sum of these and one of `other`, which were added up, together come
    /// to `goal` or more.
    pub(super) fn reaching(&self, other: &Sums<'_>, goal: i32) -> f64 {
        // Sums that are too small even with the other's largest are most of them.
        let short = goal - other.end() - self.start;
        let skip = if short > 0 { Steps::of(self.unit).whole(short - 1) + 1 } else { 0 };
        let steps = Steps::of(other.unit);
        let mut missing = goal - self.start - other.start - skip as i32 * self.unit;
        let mut ways = 0.0;
        for ours in self.ways.iter().skip(skip) {
            let index = if missing > 0 { steps.whole(missing - 1) + 1 } else { 0 };
            ways += ours * other.ways[index];
            missing -= self.unit;
        }
        ways
    }

    /// The ways in which a sum of these and one of `other`, which were added up, together stay
    /// at `limit` or below.
    pub(super) fn within(&self, other: &Sums<'_>, limit: i32) -> f64 {
        let steps = Steps::of(other.unit);
        let last = other.up_to.len() - 1;
        let mut left = limit - self.start - other.start;
        let mut ways = 0.0;
        for ours in self.ways {
            if left < 0 {
                break;
            }
            ways += ours * other.up_to[steps.whole(left).min(last)];
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
