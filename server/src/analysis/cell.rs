//! One item of one team: from counts to share, score, mean and distribution.

use super::wilson;
use app::{domain::Scale, report::CellFigures};

/// The counts of one team and item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ItemTally<'a> {
    /// Responses with a value: n.
    pub answered: u32,
    /// Responses that chose “doesn't apply to me”; not part of n.
    pub not_applicable: u32,
    /// Answers by value, from the smallest up (reversed items flipped), or by option.
    pub counts: &'a [u32],
}

/// All figures that the counts give, whoever may see them; none where nobody answered.
///
/// Source: “satisfied with the overall support” in CNCF's survey of project maintainers for
/// the second half of 2020 (github.com/cncf/surveys, `maintainer/`): 97 answers on a scale from
/// 1 to 10 whose mean is 8.258.
///
/// ```
/// use app::domain::Scale;
/// use soundings::analysis::cell::{ItemTally, figures};
///
/// let counts = [1, 0, 2, 1, 4, 7, 9, 21, 23, 29];
/// let tally = ItemTally { answered: 97, not_applicable: 0, counts: &counts };
/// let cell = figures(&Scale::Scale10, tally).expect("97 people answered");
/// assert!((cell.mean.expect("a number scale") - 8.258).abs() < 0.0005);
/// assert_eq!(cell.favourable, Some(21 + 23 + 29));
/// ```
#[must_use]
pub fn figures(scale: &Scale, tally: ItemTally<'_>) -> Option<CellFigures> {
    let n = tally.answered;
    if n == 0 {
        return None;
    }
    let mut figures = CellFigures {
        answered: n,
        not_applicable: Some(tally.not_applicable),
        favourable: None,
        share: None,
        interval: None,
        score: None,
        mean: None,
        distribution: Some(tally.counts.to_vec()),
    };
    if let (Some((min, max)), Some(from)) = (scale.range(), scale.favourable_from()) {
        let lowest = usize::from((from - min).unsigned_abs());
        let favourable: u32 = tally.counts.iter().skip(lowest).sum();
        let steps: u64 =
            (0u64..).zip(tally.counts).map(|(step, &count)| step * u64::from(count)).sum();
        // Exact below 2^53, which no survey reaches.
        let mean_step = steps as f64 / f64::from(n);
        figures.favourable = Some(favourable);
        figures.share = Some(f64::from(favourable) / f64::from(n));
        figures.interval = wilson::interval(favourable, n);
        figures.score = Some(100.0 * steps as f64 / (f64::from(n) * f64::from(max - min)));
        figures.mean = Some(f64::from(min) + mean_step);
    }
    Some(figures)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_score_runs_from_0_to_100_over_the_scale() {
        let tally = |counts| ItemTally { answered: 4, not_applicable: 1, counts };
        let score = |counts| figures(&Scale::Likert5, tally(counts)).and_then(|cell| cell.score);
        assert_eq!(score(&[4, 0, 0, 0, 0]), Some(0.0));
        assert_eq!(score(&[0, 0, 0, 0, 4]), Some(100.0));
        assert_eq!(score(&[0, 2, 0, 2, 0]), Some(50.0));
    }

    #[test]
    fn choices_have_counts_and_no_score() {
        let scale = Scale::Choice { options: vec!["daily".into(), "never".into()] };
        let tally = ItemTally { answered: 7, not_applicable: 0, counts: &[5, 2] };
        let cell = figures(&scale, tally).expect("7 people answered");
        assert_eq!(cell.distribution, Some(vec![5, 2]));
        assert_eq!((cell.share, cell.score, cell.mean), (None, None, None));
    }

    #[test]
    fn nobody_has_no_figures() {
        let tally = ItemTally { answered: 0, not_applicable: 3, counts: &[0; 5] };
        assert_eq!(figures(&Scale::Likert5, tally), None);
    }
}
