//! The likelihood of the beta-binomial distribution, in its mean and its spread.

use crate::analysis::Favourable;

/// The spreads θ = 1/(α + β) between which the highest likelihood is looked for, as powers of
/// two: from priors worth millions of answers to ones worth next to none.
const SPREADS: std::ops::RangeInclusive<i32> = -24..=24;

/// How many teams have more than i favourable, other, and all answers, from i = 0 on.
pub(super) struct Likelihood {
    favourable: Vec<f64>,
    other: Vec<f64>,
    all: Vec<f64>,
}

impl Likelihood {
    pub(super) fn of(teams: impl IntoIterator<Item = Favourable>) -> Self {
        let mut counts = [Vec::new(), Vec::new(), Vec::new()];
        for Favourable { count, answered } in teams {
            let count = count.min(answered);
            for (counts, size) in counts.iter_mut().zip([count, answered - count, answered]) {
                let size = size as usize;
                if counts.len() <= size {
                    counts.resize(size + 1, 0.0);
                }
                counts[size] += 1.0;
            }
        }
        let [favourable, other, all] = counts.map(|sizes| {
            // From “so many teams have i” to “so many have more than i”.
            let mut more = 0.0;
            let mut above: Vec<f64> = sizes
                .iter()
                .rev()
                .map(|&teams| {
                    let above = more;
                    more += teams;
                    above
                })
                .skip(1)
                .collect();
            above.reverse();
            above
        });
        Self { favourable, other, all }
    }

    /// The share of all answers together.
    pub(super) fn share(&self) -> Option<f64> {
        let answers: f64 = self.all.iter().sum();
        (answers > 0.0).then(|| self.favourable.iter().sum::<f64>() / answers)
    }

    /// Whether no team has both favourable and other answers, though some team has two.
    pub(super) fn all_of_one_mind(&self) -> bool {
        let first = |counts: &[f64]| counts.first().copied().unwrap_or(0.0);
        self.all.len() > 1 && first(&self.favourable) + first(&self.other) <= first(&self.all)
    }

    /// Mean and spread where the likelihood is highest; none where that is without any spread.
    pub(super) fn highest(&self) -> Option<(f64, f64)> {
        let share = self.share()?;
        let mut best = (self.value(share, 0.0), None);
        let mut mean = share;
        let mut before = None;
        for spread in SPREADS.map(|power| f64::exp2(f64::from(power))) {
            mean = self.mean(spread, mean);
            let slope = self.slope(mean, spread);
            // Where the slope turns from upwards to downwards there is a top in between.
            if let Some(lower) = before
                && slope <= 0.0
            {
                let top = self.top(lower, spread, mean);
                let value = self.value(top.0, top.1);
                if value > best.0 {
                    best = (value, Some(top));
                }
            }
            before = (slope > 0.0).then_some(spread);
        }
        best.1
    }

    fn value(&self, mean: f64, spread: f64) -> f64 {
        sum(&self.favourable, |i| (mean + i * spread).ln())
            + sum(&self.other, |i| (1.0 - mean + i * spread).ln())
            - sum(&self.all, |i| (i * spread).ln_1p())
    }

    /// How the value changes with the spread.
    fn slope(&self, mean: f64, spread: f64) -> f64 {
        sum(&self.favourable, |i| i / (mean + i * spread))
            + sum(&self.other, |i| i / (1.0 - mean + i * spread))
            - sum(&self.all, |i| i / (1.0 + i * spread))
    }

    /// The best mean for a spread: Newton's method on a slope that only ever falls, held inside
    /// a bracket.
    fn mean(&self, spread: f64, start: f64) -> f64 {
        let (mut low, mut high) = (0.0, 1.0);
        let mut mean = start;
        for _ in 0..200 {
            let (mut slope, mut curve) = (0.0, 0.0);
            for (i, &teams) in (0u32..).zip(&self.favourable) {
                let inverse = 1.0 / (mean + f64::from(i) * spread);
                slope += teams * inverse;
                curve += teams * inverse * inverse;
            }
            for (i, &teams) in (0u32..).zip(&self.other) {
                let inverse = 1.0 / (1.0 - mean + f64::from(i) * spread);
                slope -= teams * inverse;
                curve += teams * inverse * inverse;
            }
            if slope > 0.0 {
                low = mean;
            } else {
                high = mean;
            }
            let newton = mean + slope / curve;
            let next =
                if newton > low && newton < high { newton } else { f64::midpoint(low, high) };
            if (next - mean).abs() <= 1e-14 * mean.min(1.0 - mean) {
                return next;
            }
            mean = next;
        }
        mean
    }

    /// The top between two spreads, by halving.
    fn top(&self, mut low: f64, mut high: f64, mut mean: f64) -> (f64, f64) {
        while high - low > 1e-13 * high {
            let middle = f64::midpoint(low, high);
            mean = self.mean(middle, mean);
            if self.slope(mean, middle) > 0.0 {
                low = middle;
            } else {
                high = middle;
            }
        }
        (mean, high)
    }
}

fn sum(counts: &[f64], term: impl Fn(f64) -> f64) -> f64 {
    (0u32..).zip(counts).map(|(i, teams)| teams * term(f64::from(i))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn teams() -> impl Strategy<Value = Vec<Favourable>> {
        let team = (1u32..12, 0.0f64..=1.0).prop_map(|(answered, share)| Favourable {
            count: (f64::from(answered) * share).round() as u32,
            answered,
        });
        prop::collection::vec(team, 2..40)
    }

    /// ln P(x of n) with the gamma functions of the definition, up to what does not depend on α, β.
    fn by_definition(teams: &[Favourable], alpha: f64, beta: f64) -> f64 {
        use statrs::function::beta::ln_beta;
        let team = |team: &Favourable| {
            let (x, n) = (f64::from(team.count), f64::from(team.answered));
            ln_beta(x + alpha, n - x + beta) - ln_beta(alpha, beta)
        };
        teams.iter().map(team).sum()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        #[test]
        fn nowhere_on_a_grid_is_the_likelihood_higher(teams in teams()) {
            let likelihood = Likelihood::of(teams.iter().copied());
            let share = likelihood.share().expect("answers");
            prop_assume!(share > 0.0 && share < 1.0 && !likelihood.all_of_one_mind());
            let (mean, spread) = likelihood.highest().unwrap_or((share, 0.0));
            let highest = likelihood.value(mean, spread);
            for mean in (1..100).map(|percent| f64::from(percent) / 100.0) {
                for power in -60..60 {
                    let spread = f64::exp2(f64::from(power) / 4.0);
                    prop_assert!(likelihood.value(mean, spread) <= highest + 1e-9);
                }
            }
        }

        #[test]
        fn it_is_the_likelihood_of_the_definition(
            teams in teams(), alpha in 0.05f64..30.0, beta in 0.05f64..30.0,
        ) {
            let likelihood = Likelihood::of(teams.iter().copied());
            let value = likelihood.value(alpha / (alpha + beta), 1.0 / (alpha + beta));
            prop_assert!((value - by_definition(&teams, alpha, beta)).abs() < 1e-8);
        }
    }
}
