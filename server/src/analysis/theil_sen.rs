//! How fast a series goes up or down, whatever one odd wave does.

/// A figure of one wave.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// The wave's quarter, counted from any beginning: a quarter without a wave still counts.
    pub quarter: i32,
    /// The figure.
    pub value: f64,
}

/// The slope a quarter: the median of the slopes between every two points.
///
/// Up to 29 % of the points can be anything without moving it far. None where no two points
/// are in different quarters, or a value is no finite number.
///
/// Source: H. Theil, “A rank-invariant method of linear and polynomial regression analysis”
/// (1950); P. K. Sen, JASA 63 (1968). Reference: by hand; the 360 months of pyMannKendall's tests
/// (slope -0.006369426751592357, with the months that lack a value still counted) are a test.
///
/// ```
/// use soundings::analysis::theil_sen::{Point, slope};
/// let points = [(1, 0.50), (2, 0.52), (3, 0.90), (5, 0.58)];
/// let points = points.map(|(quarter, value)| Point { quarter, value });
/// // Slopes: 0.02, 0.2, 0.02, 0.38, 0.02, -0.16.
/// assert!((slope(&points).expect("four quarters") - 0.02).abs() < 1e-15);
/// ```
#[must_use]
pub fn slope(points: &[Point]) -> Option<f64> {
    if !points.iter().all(|point| point.value.is_finite()) {
        return None;
    }
    let mut slopes = Vec::with_capacity(points.len() * points.len() / 2);
    for (index, later) in points.iter().enumerate() {
        for earlier in &points[..index] {
            let quarters = f64::from(later.quarter) - f64::from(earlier.quarter);
            if quarters != 0.0 {
                slopes.push((later.value - earlier.value) / quarters);
            }
        }
    }
    slopes.sort_unstable_by(f64::total_cmp);
    let upper = *slopes.get(slopes.len() / 2)?;
    let odd = slopes.len() % 2 == 1;
    let lower = if odd { upper } else { slopes[slopes.len() / 2 - 1] };
    // Values near the end of what a number can be may lie further apart than that.
    Some(f64::midpoint(lower, upper)).filter(|slope| slope.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::rainfall;

    #[test]
    fn it_gives_what_py_mann_kendall_gives() {
        let slope = slope(&rainfall()).expect("many months");
        assert!((slope + 0.006_369_426_751_592_357).abs() < 1e-17, "{slope}");
    }

    #[test]
    fn a_missed_quarter_counts() {
        let line = [1, 2, 5].map(|quarter| Point { quarter, value: f64::from(quarter) * 0.25 });
        assert_eq!(slope(&line), Some(0.25));
    }

    #[test]
    fn one_quarter_has_no_slope_and_neither_has_what_is_no_number() {
        let point = |quarter, value| Point { quarter, value };
        assert_eq!(slope(&[]), None);
        assert_eq!(slope(&[point(1, 0.5)]), None);
        assert_eq!(slope(&[point(1, 0.5), point(1, 0.7)]), None);
        assert_eq!(slope(&[point(1, 0.5), point(2, f64::NAN)]), None);
    }
}
