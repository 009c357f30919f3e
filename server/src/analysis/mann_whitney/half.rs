//! The ways to choose answers from one half of the values, by how many and by their scores' sum.
//!
//! Choosing more than half of the answers is leaving the others: there are as many ways, and the
//! scores of what is left are missing from the sum of all. So only up to half is counted and kept,
//! and the rest are the same rows read from behind.

use super::sums::{Steps, Sums};

/// The pooled answers of one value.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Value {
    pub(super) count: usize,
    /// How many answers lie below less how many lie above.
    pub(super) score: i32,
}

/// The ways to choose k of the pooled answers of some values, by k and by the sum of the scores.
#[derive(Clone, Debug, Default)]
pub(super) struct Half {
    /// The lowest value's score; the others lie whole numbers of `unit` above it.
    first: i32,
    unit: i32,
    steps: Steps,
    /// The largest k.
    most: usize,
    /// Answers, and the sum of their scores in units above `first` each.
    answers: usize,
    total: usize,
    /// Up to half of the answers.
    rows: Vec<Row>,
    /// Row after row; before and after each are [`TILE`] zeros.
    ways: Vec<f64>,
}

/// Where the ways for one k are, and which sums (in units above k times `first`) they have.
#[derive(Clone, Copy, Debug)]
struct Row {
    at: usize,
    least: usize,
    most: usize,
    /// In which column the row begins while a value is added. The rows are shifted against each
    /// other so that one answer more of that value is one row further in the same column.
    start: usize,
}

impl Row {
    /// The place of the cell in a column that is less than a tile away from the row.
    fn cell(&self, column: usize) -> usize {
        self.at + column - self.start
    }
}

/// A value to be added.
struct Further<'a> {
    /// In units above the first value's.
    score: usize,
    /// In how many ways so many of its answers can be chosen.
    choose: &'a [f64],
    /// Answers of the values before.
    so_far: usize,
}

impl Further<'_> {
    /// How many of its answers can be among k, at least one, and in how many ways.
    fn taken(&self, k: usize) -> impl Iterator<Item = (usize, f64)> {
        let fewest = k.saturating_sub(self.so_far).max(1);
        self.choose.iter().copied().enumerate().take(k + 1).skip(fewest)
    }
}

/// So many neighbouring sums stay in registers while the rows that they are made of go by: fewer
/// leave more to do around them, and for more there are not enough registers.
const TILE: usize = 24;

impl Half {
    /// Counts the ways for all k up to `dealt`. The values come from the lowest score up, and
    /// `choose` holds n over k, row n from n (n + 1) / 2 on.
    #[inline(always)]
    pub(super) fn count(&mut self, values: &[Value], dealt: usize, choose: &[f64]) {
        self.first = values.first().map_or(0, |value| value.score);
        let above = |value: &Value| (value.score - self.first).unsigned_abs() as usize;
        let unit = values.iter().fold(0, |unit, value| common_divisor(unit, above(value))).max(1);
        self.unit = unit as i32;
        self.steps = Steps::of(self.unit);
        self.answers = values.iter().map(|value| value.count).sum();
        self.most = dealt.min(self.answers);
        let kept = dealt.min(self.answers / 2);
        self.lay_out(values, kept);
        self.ways[TILE] = 1.0;
        self.total = 0;
        // The sums so far are `apart` or a multiple of it apart; 0 while there is one for each k.
        let (mut so_far, mut apart) = (0, 0);
        for &Value { count, score } in values {
            let score = (score - self.first).unsigned_abs() as usize / unit;
            let choose = &choose[count * (count + 1) / 2..][..=count];
            let further = Further { score, choose, so_far };
            so_far += count;
            self.total += count * score;
            let counted = kept.min(so_far / 2);
            if apart == 0 {
                self.add_to_one(counted, &further);
            } else if apart > TILE {
                self.add_to_few(counted, &further, apart);
            } else {
                self.add_to_many(counted, &further);
            }
            for k in (1..=counted).rev() {
                let taken = k.min(count);
                self.rows[k].most = self.rows[k - taken].most + taken * score;
            }
            for k in counted + 1..=kept.min(so_far) {
                self.turn(so_far - k, k);
            }
            apart = common_divisor(apart, score);
        }
    }

    /// Where each row so far has one sum.
    #[inline(always)]
    fn add_to_one(&mut self, most: usize, further: &Further<'_>) {
        // From the largest k down, so that the rows below are still without this value.
        for k in (1..=most).rev() {
            let Row { at, least, .. } = self.rows[k];
            for (taken, choose) in further.taken(k) {
                let from = self.rows[k - taken];
                self.ways[at + from.least + taken * further.score - least] +=
                    choose * self.ways[from.at];
            }
        }
    }

    /// Where the sums so far lie far apart: each where it belongs.
    #[inline(always)]
    fn add_to_few(&mut self, most: usize, further: &Further<'_>, apart: usize) {
        for k in (1..=most).rev() {
            let (below, this) = self.ways.split_at_mut(self.rows[k].at);
            for (taken, choose) in further.taken(k) {
                let from = self.rows[k - taken];
                let shift = from.least + taken * further.score - self.rows[k].least;
                let source = below[from.at..][..=from.most - from.least].iter().step_by(apart);
                for (to, ways) in this[shift..].iter_mut().step_by(apart).zip(source) {
                    *to += choose * ways;
                }
            }
        }
    }

    /// Fills the row of `k` with that of `of`, of the answers so far those that are not chosen.
    #[inline(always)]
    fn turn(&mut self, of: usize, k: usize) {
        let Row { at, least, most, .. } = self.rows[of];
        let row = &mut self.rows[k];
        row.most = self.total - least;
        let (from, to) = self.ways.split_at_mut(row.at);
        let from = &from[at..=at + (most - least)];
        for (to, from) in to.iter_mut().zip(from.iter().rev()) {
            *to = *from;
        }
    }

    /// Where the sums are many: tile after tile of the shifted rows, so that each cell is written
    /// once. What is multiplied then lies below each other.
    #[inline(always)]
    fn add_to_many(&mut self, most: usize, further: &Further<'_>) {
        for (k, row) in self.rows[..=most].iter_mut().enumerate() {
            row.start = (most - k) * further.score + row.least;
        }
        let rows = &self.rows[..=most];
        let last = further.so_far.min(most);
        let choose = further.choose;
        let taken = choose.len() - 1;
        // No score so far is larger than this one, so rows of larger k begin and end further in
        // front: only rows from `from` to `to` reach into the tile.
        let (mut from, mut to) = (last, last);
        let (front, end) = (rows[last].start, rows[0].start + 1);
        for column in (front..end).step_by(TILE) {
            while from > 0 && rows[from - 1].start < column + TILE {
                from -= 1;
            }
            while to > 0 && rows[to].start + rows[to].most - rows[to].least < column {
                to -= 1;
            }
            if from > to {
                continue;
            }
            for k in (from + 1..=most.min(to + taken)).rev() {
                let cell = rows[k].cell(column);
                let Some(mut sums) = self.ways[cell..].first_chunk::<TILE>().copied() else {
                    return;
                };
                let (first, last) = (from.max(k.saturating_sub(taken)), to.min(k - 1));
                for (row, choose) in
                    rows[first..=last].iter().zip(choose[k - last..=k - first].iter().rev())
                {
                    // Beyond a row's ends are the zeros around it.
                    let Some(ways) = self.ways[row.cell(column)..].first_chunk::<TILE>() else {
                        return;
                    };
                    for (sum, ways) in sums.iter_mut().zip(ways) {
                        *sum += choose * ways;
                    }
                }
                self.ways[cell..cell + TILE].copy_from_slice(&sums);
            }
        }
    }

    /// Makes room for every k up to `kept` and every sum, and nothing more.
    fn lay_out(&mut self, values: &[Value], kept: usize) {
        let above =
            |value: &Value| (value.score - self.first).unsigned_abs() as usize / self.unit as usize;
        self.rows.clear();
        self.rows.push(Row { at: TILE, least: 0, most: 0, start: 0 });
        let mut least = 0;
        for value in values {
            for _ in 0..value.count.min(kept + 1 - self.rows.len()) {
                least += above(value);
                self.rows.push(Row { at: 0, least, most: 0, start: 0 });
            }
        }
        // The largest sums are those of the highest values.
        let (mut k, mut most, mut cells) = (0, 0, TILE + 1 + TILE);
        for value in values.iter().rev() {
            for _ in 0..value.count.min(self.rows.len() - 1 - k) {
                k += 1;
                most += above(value);
                self.rows[k].at = cells;
                cells += most - self.rows[k].least + 1 + TILE;
            }
        }
        self.ways.clear();
        self.ways.resize(cells, 0.0);
    }

    /// The largest k.
    pub(super) fn most(&self) -> usize {
        self.most
    }

    /// Every k once, those together that are one row read from both ends.
    pub(super) fn rows(&self) -> impl Iterator<Item = (usize, Option<usize>)> {
        let kept = self.rows.len() - 1;
        let turned = move |k: usize| {
            self.answers.checked_sub(k).filter(|turned| (kept + 1..=self.most).contains(turned))
        };
        (0..=kept).map(move |k| (k, turned(k)))
    }

    pub(super) fn row(&self, k: usize) -> Sums<'_> {
        let turned = k >= self.rows.len();
        let Row { at, least, most, .. } = self.rows[if turned { self.answers - k } else { k }];
        let ways = &self.ways[at..=at + (most - least)];
        let least = if turned { self.total - most } else { least };
        let start = k as i32 * self.first + least as i32 * self.unit;
        Sums { start, unit: self.unit, steps: self.steps, turned, ways }
    }
}

fn common_divisor(a: usize, b: usize) -> usize {
    if b == 0 { a } else { common_divisor(b, a % b) }
}
