//! One item of one team: from counts to share, score, mean and distribution.

use super::{Question, bounds, hypergeometric, population, wilson};
use app::report::CellFigures;

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

impl ItemTally<'_> {
    /// Answers in the favourable set; none for scales without one.
    #[must_use]
    pub fn favourable(&self, question: &Question) -> Option<u32> {
        let ((min, _), from) = (question.scale.range()?, question.favourable_from?);
        let lowest = usize::from((from - min).unsigned_abs());
        Some(self.counts.iter().skip(lowest).sum())
    }
}

/// All figures that one team's counts give, whoever may see them; none where nobody answered.
/// Pooled estimates need all teams: see [`beta_binomial`](super::beta_binomial).
///
/// `invited` is how many people's answers could have counted, where that is known.
///
/// Source: “satisfied with the overall support” in CNCF's survey of project maintainers for
/// the second half of 2020 (github.com/cncf/surveys, `maintainer/`): 97 answers on a scale from
/// 1 to 10 whose mean is 8.258.
///
/// ```
/// use app::domain::Scale;
/// use soundings::analysis::{Question, cell::{ItemTally, figures}};
///
/// let question =
///     Question { scale: Scale::Scale10, reverse: false, favourable_from: Some(8), dimension: 0 };
/// let counts = [1, 0, 2, 1, 4, 7, 9, 21, 23, 29];
/// let tally = ItemTally { answered: 97, not_applicable: 0, counts: &counts };
/// let cell = figures(&question, tally, None).expect("97 people answered");
/// assert!((cell.mean.expect("a number scale") - 8.258).abs() < 0.0005);
/// assert_eq!(cell.favourable, Some(21 + 23 + 29));
/// ```
#[must_use]
pub fn figures(
    question: &Question,
    tally: ItemTally<'_>,
    invited: Option<u32>,
) -> Option<CellFigures> {
    let n = tally.answered;
    if n == 0 {
        return None;
    }
    let mut figures = CellFigures {
        answered: n,
        not_applicable: Some(tally.not_applicable),
        distribution: Some(tally.counts.to_vec()),
        ..CellFigures::default()
    };
    if let (Some((min, max)), Some(favourable)) =
        (question.scale.range(), tally.favourable(question))
    {
        let steps: u64 =
            (0u64..).zip(tally.counts).map(|(step, &count)| step * u64::from(count)).sum();
        // Exact below 2^53, which no survey reaches.
        let mean_step = steps as f64 / f64::from(n);
        figures.favourable = Some(favourable);
        figures.share = Some(f64::from(favourable) / f64::from(n));
        figures.process_interval = wilson::interval(favourable, n);
        figures.score = Some(100.0 * steps as f64 / (f64::from(n) * f64::from(max - min)));
        figures.mean = Some(f64::from(min) + mean_step);
        if let Some(invited) = invited {
            speak_of(&mut figures, population::size(invited, tally.not_applicable, n));
        }
    }
    Some(figures)
}

/// Gives the figures that speak of a finite group of people: of `people`, all who answered
/// among them.
pub fn speak_of(figures: &mut CellFigures, people: u32) {
    if let Some(favourable) = figures.favourable {
        figures.population = Some(people);
        figures.interval = hypergeometric::exact_interval(favourable, figures.answered, people);
        figures.bounds = bounds::bounds(favourable, figures.answered, people);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::domain::Scale;

    fn question(scale: Scale) -> Question {
        let favourable_from = scale.favourable_from();
        Question { scale, reverse: false, favourable_from, dimension: 0 }
    }

    #[test]
    fn an_interval_speaks_of_those_to_whom_the_item_applies() {
        let tally = ItemTally { answered: 7, not_applicable: 1, counts: &[1, 1, 1, 2, 2] };
        let cell = figures(&question(Scale::Likert5), tally, Some(9)).expect("7 people answered");
        assert_eq!(cell.population, Some(8));
        // The reference value of the project's statistics page: N = 8, n = 7, x = 4.
        let interval = cell.interval.expect("the population is known");
        assert_eq!((interval.low, interval.high), (0.5, 0.625));
        assert_eq!(cell.bounds, Some(interval));
    }

    #[test]
    fn favourable_can_begin_elsewhere() {
        let tally = ItemTally { answered: 5, not_applicable: 0, counts: &[1, 1, 1, 1, 1] };
        let from = |from| Question { favourable_from: Some(from), ..question(Scale::Likert5) };
        assert_eq!(tally.favourable(&from(3)), Some(3));
        assert_eq!(tally.favourable(&from(5)), Some(1));
    }

    #[test]
    fn the_score_runs_from_0_to_100_over_the_scale() {
        let tally = |counts| ItemTally { answered: 4, not_applicable: 1, counts };
        let score = |counts| {
            figures(&question(Scale::Likert5), tally(counts), None).and_then(|cell| cell.score)
        };
        assert_eq!(score(&[4, 0, 0, 0, 0]), Some(0.0));
        assert_eq!(score(&[0, 0, 0, 0, 4]), Some(100.0));
        assert_eq!(score(&[0, 2, 0, 2, 0]), Some(50.0));
    }

    #[test]
    fn choices_have_counts_and_no_score() {
        let scale = Scale::Choice { options: vec!["daily".into(), "never".into()] };
        let tally = ItemTally { answered: 7, not_applicable: 0, counts: &[5, 2] };
        let cell = figures(&question(scale), tally, Some(9)).expect("7 people answered");
        assert_eq!(cell.distribution, Some(vec![5, 2]));
        assert_eq!((cell.share, cell.score, cell.mean), (None, None, None));
    }

    #[test]
    fn nobody_has_no_figures() {
        let tally = ItemTally { answered: 0, not_applicable: 3, counts: &[0; 5] };
        assert_eq!(figures(&question(Scale::Likert5), tally, Some(9)), None);
    }
}
