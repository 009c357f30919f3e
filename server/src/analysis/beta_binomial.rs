//! Empirical Bayes: what teams in general say about one small team.
//!
//! In a table of hundreds of teams the smallest ones stand at both ends, by chance alone. So
//! each leaf team's share is drawn towards all leaf teams', by as much as the spread among
//! them says: where teams differ a lot, little; where they differ no more than chance would
//! make them, entirely.

mod likelihood;

use super::{Favourable, beta};
use app::report::{Interval, Pooled};
use likelihood::Likelihood;
use std::collections::HashMap;

/// What the leaf teams of one wave and item have in common.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Pooling {
    /// Teams' shares spread like Beta(alpha, beta).
    Partial {
        /// Favourable answers that the prior counts for.
        alpha: f64,
        /// Other answers that the prior counts for.
        beta: f64,
    },
    /// Teams differ no more than chance would make them: one share for all.
    Complete {
        /// The share of all their answers together.
        share: f64,
    },
    /// Every team with two answers or more is of one mind, and not all are of the same: they
    /// have nothing in common, and each keeps its own share.
    Absent,
}

/// Fits the beta-binomial distribution to the leaf teams by maximum likelihood.
///
/// With the mean π = α/(α + β) and θ = 1/(α + β) the logarithm of the likelihood is
/// Σ A(i) ln(π + iθ) + Σ B(i) ln(1 - π + iθ) - Σ C(i) ln(1 + iθ), where A(i), B(i) and C(i) are
/// how many teams have more than i favourable, other, and all answers. It is concave in π, and
/// θ = 0 is the binomial distribution, so a maximum at that end is seen, and not chased.
///
/// [`Pooling::Complete`] where the highest likelihood is at θ = 0 (below 2^-24), which is also
/// where all answers are alike and where no team has two. None where nobody answered.
/// Contradicting counts (x > n) count as n of n.
///
/// Source: D. A. Griffiths, “Maximum likelihood estimation for the beta-binomial distribution”,
/// Biometrics 29 (1973). Reference: Geissler's 6115 families of twelve children, by number of
/// boys (Lindsey and Altham 1998). Wikipedia's “Beta-binomial distribution” gives
/// α = 34.09558, β = 31.5715; the likelihood is very flat there, and with 40 digits its top is
/// at 34.10285762 and 31.57823416.
///
/// ```
/// use soundings::analysis::{Favourable, beta_binomial::{self, Pooling}};
/// let families = [3, 24, 104, 286, 670, 1033, 1343, 1112, 829, 478, 181, 45, 7];
/// let families = (0..).zip(families).flat_map(|(boys, families)| {
///     std::iter::repeat_n(Favourable { count: boys, answered: 12 }, families)
/// });
/// let Some(Pooling::Partial { alpha, beta }) = beta_binomial::fit(families) else {
///     panic!("families differ more than chance would make them");
/// };
/// assert!((alpha - 34.09558).abs() < 0.01 && (beta - 31.5715).abs() < 0.01);
/// assert!((alpha - 34.10285762).abs() < 1e-6 && (beta - 31.57823416).abs() < 1e-6);
/// ```
#[must_use]
pub fn fit(teams: impl IntoIterator<Item = Favourable>) -> Option<Pooling> {
    let likelihood = Likelihood::of(teams);
    let share = likelihood.share()?;
    if share == 0.0 || share == 1.0 {
        return Some(Pooling::Complete { share });
    }
    if likelihood.all_of_one_mind() {
        return Some(Pooling::Absent);
    }
    let Some((mean, spread)) = likelihood.highest() else {
        return Some(Pooling::Complete { share });
    };
    Some(Pooling::Partial { alpha: mean / spread, beta: (1.0 - mean) / spread })
}

impl Pooling {
    /// The pooled share of one team, (x + α)/(n + α + β), with the 2.5 and 97.5 % quantiles of
    /// Beta(x + α, n - x + β). None where nobody answered or x > n.
    ///
    /// The interval takes α and β for known, and leaves out how unsure they are themselves.
    ///
    /// Source: C. N. Morris, “Parametric empirical Bayes inference”, JASA 78 (1983). Reference: by
    /// hand: Beta(1, 1) and none of one answer give Beta(1, 2), whose quantiles are
    /// 1 - √0.975 and 1 - √0.025.
    ///
    /// ```
    /// use soundings::analysis::{Favourable, beta_binomial::Pooling};
    /// let uniform = Pooling::Partial { alpha: 1.0, beta: 1.0 };
    /// let team = uniform.estimate(Favourable { count: 0, answered: 1 }).expect("an answer");
    /// let interval = team.interval.expect("teams differ");
    /// assert_eq!(team.share, 1.0 / 3.0);
    /// assert!((interval.low - (1.0 - 0.975f64.sqrt())).abs() < 1e-12);
    /// assert!((interval.high - (1.0 - 0.025f64.sqrt())).abs() < 1e-12);
    /// ```
    #[must_use]
    pub fn estimate(&self, team: Favourable) -> Option<Pooled> {
        let own = team.share().filter(|&share| share <= 1.0)?;
        match *self {
            Self::Complete { share } => Some(Pooled { share, interval: None }),
            Self::Absent => Some(Pooled { share: own, interval: None }),
            Self::Partial { alpha, beta } => {
                let favourable = f64::from(team.count) + alpha;
                let other = f64::from(team.answered - team.count) + beta;
                let low = beta::quantile(0.025, favourable, other)?;
                let high = beta::quantile(0.975, favourable, other)?;
                let share = favourable / (favourable + other);
                Some(Pooled { share, interval: Some(Interval { low, high }) })
            }
        }
    }
}

/// Fits and gives each team's pooled share, in order; none for teams without answers.
///
/// Thousands of teams have a few hundred different x and n among them; each is worked out once.
///
/// Source: as [`fit`] and [`Pooling::estimate`]. Reference: teams as alike as two teams can be
/// share one figure.
///
/// ```
/// use soundings::analysis::{Favourable, beta_binomial};
/// let teams = [Favourable { count: 3, answered: 6 }, Favourable { count: 2, answered: 4 }];
/// let pooled = beta_binomial::pool(&teams);
/// assert!(pooled.iter().flatten().all(|team| team.share == 0.5 && team.interval.is_none()));
/// ```
#[must_use]
pub fn pool(teams: &[Favourable]) -> Vec<Option<Pooled>> {
    let Some(pooling) = fit(teams.iter().copied()) else {
        return vec![None; teams.len()];
    };
    let mut known = HashMap::new();
    let estimate =
        |team: &Favourable| *known.entry(*team).or_insert_with(|| pooling.estimate(*team));
    teams.iter().map(estimate).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn teams(counts: &[(u32, u32)]) -> Vec<Favourable> {
        counts.iter().map(|&(count, answered)| Favourable { count, answered }).collect()
    }

    fn fitted(counts: &[(u32, u32)]) -> Pooling {
        fit(teams(counts)).expect("answers")
    }

    #[test]
    fn it_finds_what_scipy_finds() {
        let counts = [
            (1, 8),
            (2, 9),
            (7, 8),
            (9, 10),
            (5, 9),
            (3, 7),
            (6, 6),
            (0, 5),
            (4, 11),
            (8, 12),
            (2, 3),
            (1, 1),
        ];
        // scipy.optimize on scipy.stats.betabinom's log-probabilities (an independent fit).
        let Pooling::Partial { alpha, beta } = fitted(&counts) else { panic!("spread") };
        assert!((alpha - 1.4537948260266618).abs() < 1e-5, "{alpha}");
        assert!((beta - 1.2154962207824505).abs() < 1e-5, "{beta}");
    }

    #[test]
    fn teams_that_differ_no_more_than_by_chance_share_one_figure() {
        let alike = fitted(&[(3, 6), (2, 4), (5, 10), (4, 7)]);
        assert_eq!(alike, Pooling::Complete { share: 14.0 / 27.0 });
        // One answer each says nothing about how teams differ.
        assert_eq!(fitted(&[(1, 1), (0, 1), (1, 1)]), Pooling::Complete { share: 2.0 / 3.0 });
        assert_eq!(fitted(&[(0, 5), (0, 7)]), Pooling::Complete { share: 0.0 });
        assert_eq!(fitted(&[(5, 5), (7, 7)]), Pooling::Complete { share: 1.0 });
        assert_eq!(fitted(&[(3, 7)]), Pooling::Complete { share: 3.0 / 7.0 });
    }

    #[test]
    fn teams_of_one_mind_each_keep_their_own() {
        let pooling = fitted(&[(6, 6), (0, 5), (8, 8), (1, 1)]);
        assert_eq!(pooling, Pooling::Absent);
        let team = pooling.estimate(Favourable { count: 0, answered: 5 });
        assert_eq!(team, Some(Pooled { share: 0.0, interval: None }));
    }

    #[test]
    fn small_teams_are_drawn_further_and_every_share_lies_in_its_interval() {
        let teams = teams(&[(1, 8), (2, 9), (7, 8), (9, 10), (5, 9), (40, 60), (2, 2), (0, 2)]);
        let pooled = pool(&teams);
        let overall = 66.0 / 108.0;
        let pull = |index: usize| {
            let own = teams[index].share().expect("answers");
            let share = pooled[index].expect("answers").share;
            assert!((own - overall).abs() > (share - overall).abs());
            (own - share) / (own - overall)
        };
        assert!(pull(6) > pull(2) && pull(2) > pull(5));
        for team in pooled.into_iter().flatten() {
            let interval = team.interval.expect("teams differ");
            assert!(0.0 <= interval.low && interval.low < team.share);
            assert!(team.share < interval.high && interval.high <= 1.0);
        }
    }

    #[test]
    fn it_mirrors_when_favourable_and_not_change_places() {
        let counts = [(1, 8), (2, 9), (7, 8), (9, 10), (5, 9), (40, 60), (2, 2)];
        let mirrored = counts.map(|(count, answered)| (answered - count, answered));
        let (ours, theirs) = (pool(&teams(&counts)), pool(&teams(&mirrored)));
        for (ours, theirs) in ours.into_iter().flatten().zip(theirs.into_iter().flatten()) {
            assert!((ours.share + theirs.share - 1.0).abs() < 1e-9);
            let (one, other) = (ours.interval.expect("one"), theirs.interval.expect("one"));
            assert!((one.low + other.high - 1.0).abs() < 1e-9);
        }
    }

    #[test]
    fn nobody_has_no_share() {
        assert_eq!(fit([]), None);
        assert_eq!(fit([Favourable::default()]), None);
        let some = pool(&teams(&[(1, 4), (0, 0), (4, 4)]));
        assert!(some[0].is_some() && some[1].is_none());
    }
}
