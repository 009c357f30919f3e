//! From values to places on the page: pure arithmetic, no drawing.

/// A straight line from values to positions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Linear {
    from: (f64, f64),
    to: (f64, f64),
}

impl Linear {
    /// Maps `from` onto `to`; either may run backwards, as pixels do from top to bottom.
    #[must_use]
    pub fn new(from: (f64, f64), to: (f64, f64)) -> Self {
        Self { from, to }
    }

    /// The position of a value. Where all values are one, the middle.
    ///
    /// ```
    /// use app::charts::scale::Linear;
    /// assert_eq!(Linear::new((0.0, 100.0), (140.0, 20.0)).at(50.0), 80.0);
    /// ```
    #[must_use]
    pub fn at(&self, value: f64) -> f64 {
        let span = self.from.1 - self.from.0;
        if span == 0.0 {
            return f64::midpoint(self.to.0, self.to.1);
        }
        self.to.0 + (value - self.from.0) / span * (self.to.1 - self.to.0)
    }

    /// The position of a value, kept between the ends.
    #[must_use]
    pub fn within(&self, value: f64) -> f64 {
        let (low, high) = (self.from.0.min(self.from.1), self.from.0.max(self.from.1));
        self.at(value.clamp(low, high))
    }
}

/// The step, 1, 2, 2.5 or 5 times a power of ten, that cuts `span` into about `parts`.
fn nice_step(span: f64, parts: usize) -> f64 {
    let rough = span / parts.max(1) as f64;
    let power = 10_f64.powf(rough.log10().floor());
    [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|factor| factor * power)
        .find(|step| *step >= rough * 0.999)
        .unwrap_or(10.0 * power)
}

/// Round values from `low` to `high`, about `parts` steps apart.
///
/// ```
/// use app::charts::scale::ticks;
/// assert_eq!(ticks(0.0, 100.0, 4), [0.0, 25.0, 50.0, 75.0, 100.0]);
/// ```
#[must_use]
pub fn ticks(low: f64, high: f64, parts: usize) -> Vec<f64> {
    if high <= low || !low.is_finite() || !high.is_finite() {
        return Vec::new();
    }
    let step = nice_step(high - low, parts);
    let first = (low / step - 1e-9).ceil() as i64;
    let last = (high / step + 1e-9).floor() as i64;
    (first..=last).map(|count| count as f64 * step).collect()
}

/// The part of 0 to 100 that holds all of `values`, in whole twenties and at least `span` wide,
/// so that noise is not blown up into news. Charts side by side share one.
///
/// ```
/// use app::charts::scale::range_of;
/// assert_eq!(range_of([48.0, 71.5], 40.0), (40.0, 80.0));
/// ```
#[must_use]
pub fn range_of(values: impl IntoIterator<Item = f64>, span: f64) -> (f64, f64) {
    let mut ends: Option<(f64, f64)> = None;
    for value in values {
        let (low, high) = ends.unwrap_or((value, value));
        ends = Some((low.min(value), high.max(value)));
    }
    let Some((low, high)) = ends else {
        return (0.0, 100.0);
    };
    let (mut low, mut high) = ((low / 20.0).floor() * 20.0, (high / 20.0).ceil() * 20.0);
    // Widened on both sides in turn, as far as 0 and 100 allow.
    while high - low < span && (low > 0.0 || high < 100.0) {
        if high < 100.0 {
            high += 20.0;
        }
        if high - low < span && low > 0.0 {
            low -= 20.0;
        }
    }
    (low.max(0.0), high.min(100.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_map_to_ends_forwards_and_backwards() {
        let down = Linear::new((0.0, 100.0), (150.0, 20.0));
        assert_eq!((down.at(0.0), down.at(100.0)), (150.0, 20.0));
    }

    #[test]
    fn values_beyond_the_ends_are_kept_within() {
        let scale = Linear::new((0.0, 100.0), (0.0, 10.0));
        assert_eq!((scale.within(-5.0), scale.within(105.0)), (0.0, 10.0));
    }

    #[test]
    fn a_single_value_stands_in_the_middle() {
        assert_eq!(Linear::new((7.0, 7.0), (0.0, 10.0)).at(7.0), 5.0);
    }

    #[test]
    fn ticks_are_round_and_within() {
        assert_eq!(ticks(40.0, 90.0, 4), [40.0, 60.0, 80.0]);
        assert_eq!(ticks(40.0, 80.0, 2), [40.0, 60.0, 80.0]);
        assert_eq!(ticks(5.0, 5.0, 4), Vec::<f64>::new());
        assert_eq!(ticks(f64::NAN, 5.0, 4), Vec::<f64>::new());
    }

    #[test]
    fn a_range_is_never_narrower_than_asked_nor_beyond_0_to_100() {
        assert_eq!(range_of([96.0, 99.0], 40.0), (60.0, 100.0));
        assert_eq!(range_of([1.0], 40.0), (0.0, 40.0));
        assert_eq!(range_of([0.0, 100.0], 40.0), (0.0, 100.0));
        assert_eq!(range_of([], 40.0), (0.0, 100.0));
        let (low, high) = range_of([61.0], 40.0);
        assert!(low <= 61.0 && high >= 61.0 && high - low >= 40.0);
    }
}
