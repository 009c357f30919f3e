//! Where everything in a trend stands.

use super::{
    scale::{Linear, range_of},
    series::Series,
};

/// Height of the drawing, in pixels.
pub(super) const HEIGHT: f64 = 184.0;
/// Where the highest and the lowest value of the axis stand.
pub(super) const TOP: f64 = 22.0;
pub(super) const BOTTOM: f64 = 152.0;
/// Where the first and the last wave stand, in percent of the width; the rest is for labels.
pub(super) const FIRST: f64 = 10.0;
pub(super) const LAST: f64 = 86.0;
/// The smallest part of 0 to 100 that is ever shown.
const LEAST_SPAN: f64 = 40.0;

/// Where everything goes: x in percent of the width, y in pixels.
pub(super) struct Places {
    pub(super) x: Vec<f64>,
    pub(super) y: Linear,
    pub(super) range: (f64, f64),
}

impl Places {
    pub(super) fn new(series: &Series, range: Option<(f64, f64)>) -> Self {
        let ordinals: Vec<f64> =
            series.marks.iter().map(|(period, _)| f64::from(period.ordinal())).collect();
        let ends = (
            ordinals.first().copied().unwrap_or_default(),
            ordinals.last().copied().unwrap_or_default(),
        );
        let along = Linear::new(ends, (FIRST, LAST));
        let range = range.unwrap_or_else(|| range_of(series.extent(), LEAST_SPAN));
        let x = ordinals.into_iter().map(|ordinal| along.at(ordinal)).collect();
        Self { x, y: Linear::new(range, (BOTTOM, TOP)), range }
    }

    /// Half the way to the neighbours of the waves from `start` to before `end`.
    pub(super) fn around(&self, start: usize, end: usize) -> (f64, f64) {
        let reach =
            if self.x.len() > 1 { (LAST - FIRST) / (self.x.len() - 1) as f64 / 2.0 } else { 5.0 };
        let left = if start == 0 {
            self.x[0] - reach
        } else {
            f64::midpoint(self.x[start - 1], self.x[start])
        };
        let right = if end == self.x.len() {
            self.x[end - 1] + reach
        } else {
            f64::midpoint(self.x[end - 1], self.x[end])
        };
        // The first wave keeps clear of the axis's own numbers.
        (left.max(FIRST - 3.0), right.min(100.0))
    }
}

/// A position across, as an attribute.
pub(super) fn percent(value: f64) -> String {
    format!("{value:.2}%")
}

/// A position down, as an attribute.
pub(super) fn pixels(value: f64) -> String {
    format!("{value:.1}")
}
