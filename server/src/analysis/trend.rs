//! What may be said about an item over its waves.

use super::{
    mann_kendall,
    theil_sen::{self, Point},
};
use app::report::{Trend, TrendVerdict, trend::FEWEST_WAVES};

/// The probability that counts as chance.
const LEVEL: f64 = 0.05;

/// The trend of the comparable waves of one item series, in the order of time: the slope a
/// quarter of [`theil_sen`], the test of [`mann_kendall`], and rising or falling by its sign
/// where p <= 0.05.
///
/// With fewer than [`FEWEST_WAVES`] points (or one that is no finite number) there is the
/// number of waves and nothing else, whatever the line looks like.
///
/// Source: this project's definition. Reference: five strictly rising waves have p = 0.0167.
///
/// ```
/// use app::report::TrendVerdict;
/// use soundings::analysis::{theil_sen::Point, trend::trend};
/// let points = [(1, 0.40), (2, 0.45), (3, 0.52), (4, 0.60), (5, 0.61)];
/// let points = points.map(|(quarter, value)| Point { quarter, value });
/// let rising = trend(&points);
/// assert_eq!((rising.verdict, rising.s, rising.p), (TrendVerdict::Rising, Some(10), Some(2.0 / 120.0)));
/// assert_eq!(trend(&points[..4]).verdict, TrendVerdict::TooFewWaves);
/// ```
#[must_use]
pub fn trend(points: &[Point]) -> Trend {
    let waves = u32::try_from(points.len()).unwrap_or(u32::MAX);
    let too_few =
        Trend { waves, slope: None, s: None, p: None, verdict: TrendVerdict::TooFewWaves };
    if points.len() < FEWEST_WAVES {
        return too_few;
    }
    let values: Vec<f64> = points.iter().map(|point| point.value).collect();
    let Some((test, slope)) = mann_kendall::test(&values).zip(theil_sen::slope(points)) else {
        return too_few;
    };
    let verdict = match test.s {
        s if test.p <= LEVEL && s > 0 => TrendVerdict::Rising,
        s if test.p <= LEVEL && s < 0 => TrendVerdict::Falling,
        _ => TrendVerdict::NoClearTrend,
    };
    Trend { waves, slope: Some(slope), s: Some(test.s), p: Some(test.p), verdict }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(values: &[f64]) -> Vec<Point> {
        (1..).zip(values).map(|(quarter, &value)| Point { quarter, value }).collect()
    }

    #[test]
    fn turned_over_it_falls_as_it_rose() {
        let values = [0.3, 0.35, 0.34, 0.4, 0.46, 0.5, 0.52];
        let up = trend(&points(&values));
        let down = trend(&points(&values.map(|value| 1.0 - value)));
        assert_eq!((up.verdict, down.verdict), (TrendVerdict::Rising, TrendVerdict::Falling));
        assert_eq!((up.s, up.p), (down.s.map(|s| -s), down.p));
        assert!((up.slope.expect("waves") + down.slope.expect("waves")).abs() < 1e-15);
    }

    #[test]
    fn ups_and_downs_are_no_clear_trend() {
        let trend = trend(&points(&[0.5, 0.6, 0.4, 0.7, 0.5, 0.6]));
        assert_eq!(trend.verdict, TrendVerdict::NoClearTrend);
        assert!(trend.slope.is_some() && trend.p.is_some_and(|p| p > 0.05));
    }

    #[test]
    fn what_is_no_number_has_no_trend() {
        let trend = trend(&points(&[0.1, 0.2, f64::NAN, 0.4, 0.5]));
        assert_eq!((trend.verdict, trend.s), (TrendVerdict::TooFewWaves, None));
    }
}
