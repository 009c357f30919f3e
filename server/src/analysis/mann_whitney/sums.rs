//! The ways for one number of chosen answers, and how those of two halves meet.

/// The ways for one k: the first has the sum `start`, the next ones `unit` more each.
#[derive(Clone, Copy)]
pub(super) struct Sums<'a> {
    pub(super) start: i32,
    pub(super) unit: i32,
    pub(super) steps: Steps,
    /// Whether the first is the last of `ways`.
    pub(super) turned: bool,
    pub(super) ways: &'a [f64],
}

impl Sums<'_> {
    /// The same ways with every sum's sign changed.
    pub(super) fn negated(&self) -> Self {
        let last = self.start + self.unit * (self.ways.len() as i32 - 1);
        Self { start: -last, turned: !self.turned, ..*self }
    }

    /// The ways in which a sum of these and one of `other`, whose ways `added` are, together come
    /// to `goal` or more.
    #[inline(always)]
    pub(super) fn reaching(&self, other: &Sums<'_>, added: &AddedUp, goal: i32) -> f64 {
        // Whichever way they lie there, for each of the other's sums the ways from it on.
        let from = if other.turned { &added.up_to } else { &added.from };
        let missing = goal - self.start - other.start;
        // The first of these that gets there with the other's largest, and the first with any.
        let some = self.steps.to(missing - other.unit * (from.len() as i32 - 1));
        if some >= self.ways.len() {
            return 0.0;
        }
        let any = self.steps.to(missing).min(self.ways.len());
        let (ways, sure) = if self.turned {
            let (sure, ways) = self.ways.split_at(self.ways.len() - any);
            (&ways[..any - some], sure)
        } else {
            let (ways, sure) = self.ways.split_at(any);
            (&ways[some..], sure)
        };
        let all = if other.turned { from.last() } else { from.first() };
        let sure = all.map_or(0.0, |all| all * sum(sure));
        if ways.is_empty() {
            return sure;
        }
        let missing = missing - some as i32 * self.unit;
        if self.unit == other.unit {
            // One step more here is one less there.
            let most = other.steps.to(missing);
            let first = if other.turned { from.len() - 1 - most } else { most + 1 - ways.len() };
            let from = &from[first..first + ways.len()];
            let opposite = self.turned == other.turned;
            return sure + if opposite { crossed(ways, from) } else { paired(ways, from) };
        }
        sure + spread(ways, from, self.places(ways.len(), other, from.len(), missing))
    }

    /// For so many ways, in the order they are kept, the places in `from` that are enough: the
    /// first one and how far it is to the next, in fractions of 2^32 that are to be rounded down.
    fn places(&self, ways: usize, other: &Sums<'_>, from: usize, missing: i32) -> (i64, i64) {
        let Steps(step) = other.steps;
        let (step, between) = (step as i64, step as i64 * i64::from(self.unit));
        // One place beyond the last sum that is too small.
        let first = (1 << 32) + i64::from(missing - 1) * step;
        let (first, next) = if self.turned {
            (first - (ways as i64 - 1) * between, between)
        } else {
            (first, -between)
        };
        // From behind it is the last place less the one rounded down.
        if other.turned { (((from as i64) << 32) - 1 - first, -next) } else { (first, next) }
    }
}

/// The ways for one k added up, in the order they are kept.
#[derive(Clone, Debug, Default)]
pub(super) struct AddedUp {
    up_to: Vec<f64>,
    from: Vec<f64>,
}

impl AddedUp {
    #[inline(always)]
    pub(super) fn add_up(&mut self, ways: &[f64]) {
        self.up_to.resize(ways.len(), 0.0);
        self.from.resize(ways.len(), 0.0);
        // From both ends at once, as each waits for its own last sum.
        let (mut up_to, mut from) = (0.0, 0.0);
        let sums = self.up_to.iter_mut().zip(self.from.iter_mut().rev());
        for ((first, last), sums) in ways.iter().zip(ways.iter().rev()).zip(sums) {
            up_to += first;
            *sums.0 = up_to;
            from += last;
            *sums.1 = from;
        }
    }
}

/// So many numbers are added up side by side, as one sum would have to wait for the one before.
const LANES: usize = 8;

#[inline(always)]
fn sum(ways: &[f64]) -> f64 {
    let (chunks, rest) = ways.as_chunks::<LANES>();
    let mut lanes = [0.0; LANES];
    for ways in chunks {
        for (lane, ways) in lanes.iter_mut().zip(ways) {
            *lane += ways;
        }
    }
    together(lanes) + rest.iter().sum::<f64>()
}

/// The products of those at the same place, added up.
#[inline(always)]
fn paired(ways: &[f64], from: &[f64]) -> f64 {
    let ((ways, rest), (from, from_rest)) = (ways.as_chunks::<LANES>(), from.as_chunks::<LANES>());
    let mut lanes = [0.0; LANES];
    for (ways, from) in ways.iter().zip(from) {
        for ((lane, ways), from) in lanes.iter_mut().zip(ways).zip(from) {
            *lane += ways * from;
        }
    }
    let rest = rest.iter().zip(from_rest).map(|(ways, from)| ways * from);
    together(lanes) + rest.sum::<f64>()
}

/// The products of the first and the last, the second and the last but one, and so on.
#[inline(always)]
fn crossed(ways: &[f64], from: &[f64]) -> f64 {
    let ((ways, rest), (from_rest, from)) = (ways.as_chunks::<LANES>(), from.as_rchunks::<LANES>());
    let mut lanes = [0.0; LANES];
    for (ways, from) in ways.iter().zip(from.iter().rev()) {
        for ((lane, ways), from) in lanes.iter_mut().zip(ways).zip(from.iter().rev()) {
            *lane += ways * from;
        }
    }
    let rest = rest.iter().zip(from_rest.iter().rev()).map(|(ways, from)| ways * from);
    together(lanes) + rest.sum::<f64>()
}

fn together([a, b, c, d, e, f, g, h]: [f64; LANES]) -> f64 {
    ((a + b) + (c + d)) + ((e + f) + (g + h))
}

/// The products where the sums of the two are not equally far apart; see [`Sums::places`].
#[inline(always)]
fn spread(ways: &[f64], from: &[f64], (first, next): (i64, i64)) -> f64 {
    let mut place = first;
    let mut product = |ways: f64| {
        let product = ways * from[(place >> 32) as usize];
        place += next;
        product
    };
    let (pairs, rest) = ways.as_chunks();
    let (mut one, mut other) = (0.0, 0.0);
    for &[a, b] in pairs {
        one += product(a);
        other += product(b);
    }
    one + other + rest.iter().map(|&ways| product(ways)).sum::<f64>()
}

/// Division by a small number as multiplication: exact as long as the product of the two
/// numbers is below 2^32, and sums of scores stay below 200² / 2.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Steps(u64);

impl Steps {
    pub(super) fn of(unit: i32) -> Self {
        Self((1u64 << 32).div_ceil(u64::from(unit.unsigned_abs())))
    }

    /// How many steps it takes to come as far as `sum`.
    fn to(self, sum: i32) -> usize {
        let short = u64::from((sum - 1).unsigned_abs());
        if sum > 0 { ((short * self.0) >> 32) as usize + 1 } else { 0 }
    }
}
