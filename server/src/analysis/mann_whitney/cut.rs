//! Which values are counted together, so that there is little to do.

use super::half::Value;

/// The values cut in two, with at most one value between, whose answers are gone through one by
/// one.
pub(super) struct Cut<'a> {
    pub(super) low: &'a [Value],
    pub(super) middle: Value,
    pub(super) high: &'a [Value],
}

impl<'a> Cut<'a> {
    /// Cuts values that lie in their order; afterwards those of each half do.
    pub(super) fn of(values: &'a mut [Value]) -> Self {
        if values.len() <= 5 { Self::of_few(values) } else { Self::of_many(values) }
    }

    /// Two values have as many sums as ways, and so would three. So the two largest are the high
    /// half, in which sums are only looked up: it does not matter which values lie between.
    fn of_few(values: &'a mut [Value]) -> Self {
        values.sort_unstable_by_key(|value| (value.count, value.score));
        let high = values.len().div_ceil(2).min(2);
        let (rest, high) = values.split_at_mut(values.len() - high);
        let (middle, low) = rest.split_at_mut(rest.len().saturating_sub(2));
        low.sort_unstable_by_key(|value| value.score);
        high.sort_unstable_by_key(|value| value.score);
        Self { low, middle: middle.first().copied().unwrap_or_default(), high }
    }

    /// Of many values sums meet, most of all of neighbours. From both ends on, the half that is
    /// less work gets the next value.
    fn of_many(values: &'a [Value]) -> Self {
        let (mut low, mut high) = (Work::default(), Work::default());
        let (mut start, mut end) = (0, values.len());
        while start < end {
            let (longer, higher) = (low.with(values[start]), high.with(values[end - 1]));
            if longer.all <= higher.all {
                low = longer;
                start += 1;
            } else {
                high = higher;
                end -= 1;
            }
        }
        let (low, high) = values.split_at(start);
        Self { low, middle: Value::default(), high }
    }
}

/// How much it takes to count the ways of some values.
#[derive(Clone, Copy, Default)]
struct Work {
    answers: i64,
    /// The sum of all answers' scores.
    total: i64,
    /// Sums, all k together, if none are left out: for each pair of answers the difference of
    /// their scores.
    sums: i64,
    ways: i64,
    all: i64,
}

impl Work {
    fn with(self, value: Value) -> Self {
        let (count, score) = (value.count as i64, i64::from(value.score));
        let ways = self.ways.max(1) * (count + 1);
        Self {
            answers: self.answers + count,
            total: self.total + count * score,
            sums: self.sums + count * (score * self.answers - self.total).abs(),
            ways,
            // Each row goes into others with so many answers more, except that a few ways are
            // found one by one, which is as much as some neighbouring sums at once.
            all: self.all + (count * self.sums).min(ways.saturating_mul(16)),
        }
    }
}
