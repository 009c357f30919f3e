//! The interval of a share when a small, known number of people were asked.
//!
//! With 7 of 8 people answering there is one person left to be unsure about. Intervals for an
//! endless population do not know that, and their usual finite correction undercovers in teams
//! this small; here the hypergeometric distribution itself is inverted.

use app::report::{Interval, PeopleRange};

/// The probability that may be missed on each side.
const TAIL: f64 = 0.025;

/// A tail that is exactly 0.025 comes out a few ulps on either side of it. Such a tail does
/// not exceed 0.025, so it is not let in by rounding.
const ROUNDING: f64 = 1e-12;

/// The 95 % interval for how many of `population` people (N) would be favourable, given that
/// `favourable` (x) of `answered` (n) were: from the smallest to the largest M in
/// x..=N-(n-x) with P(X >= x | M) > 0.025 and P(X <= x | M) > 0.025, where X is
/// hypergeometric.
///
/// It takes those who answered for a random n of the N. n = N gives a point, n = 0 everything.
/// None where there is nobody or the counts contradict each other (x <= n <= N).
///
/// The work grows with the square root of n and the logarithm of N, and depends on the three
/// counts only, so a caller with many small teams can remember what it asked.
///
/// Source: J. P. Buonaccorsi, “A note on confidence intervals for proportions in finite
/// populations”, The American Statistician 41 (1987). Reference: 7 of 8 answered, 4 favourably:
/// 4 to 5 people, since the eighth is all there is to know; 10 of 15, 6 favourably: 6 to 11.
///
/// ```
/// use soundings::analysis::hypergeometric;
/// let people = hypergeometric::exact_people(4, 7, 8).expect("a share");
/// assert_eq!((people.low, people.high), (4, 5));
/// let people = hypergeometric::exact_people(6, 10, 15).expect("a share");
/// assert_eq!((people.low, people.high), (6, 11));
/// ```
#[must_use]
pub fn exact_people(favourable: u32, answered: u32, population: u32) -> Option<PeopleRange> {
    if population == 0 || favourable > answered || answered > population {
        return None;
    }
    let smallest = favourable;
    let largest = population - (answered - favourable);
    let chances = |people| Chances { favourable, answered, people, population };
    // P(X >= x | M) grows with M and P(X <= x | M) falls, so each end is found by halving.
    let low = first(smallest, largest, |people| exceeds(chances(people).at_least()));
    let beyond = first(low + 1, largest + 1, |people| !exceeds(chances(people).at_most()));
    Some(PeopleRange { low, high: beyond - 1 })
}

/// [`exact_people`] as shares of the population.
///
/// Source: as there. Reference: 9 of 12 answered, 5 favourably: 5/12 to 8/12.
///
/// ```
/// use soundings::analysis::hypergeometric;
/// let interval = hypergeometric::exact_interval(5, 9, 12).expect("a share");
/// assert_eq!((interval.low, interval.high), (5.0 / 12.0, 8.0 / 12.0));
/// ```
#[must_use]
pub fn exact_interval(favourable: u32, answered: u32, population: u32) -> Option<Interval> {
    let range = exact_people(favourable, answered, population)?;
    let people = f64::from(population);
    Some(Interval { low: f64::from(range.low) / people, high: f64::from(range.high) / people })
}

fn exceeds(probability: f64) -> bool {
    probability > TAIL * (1.0 + ROUNDING)
}

/// The first number from `low` on that `holds`, where all from some number on do; `high` if
/// none below it does.
fn first(mut low: u32, mut high: u32, holds: impl Fn(u32) -> bool) -> u32 {
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

/// How many of those who answered are favourable, if `people` of the population are.
#[derive(Clone, Copy)]
struct Chances {
    favourable: u32,
    answered: u32,
    people: u32,
    population: u32,
}

impl Chances {
    fn at_least(self) -> f64 {
        self.probability(|value| value >= self.favourable)
    }

    fn at_most(self) -> f64 {
        self.probability(|value| value <= self.favourable)
    }

    /// The probability of the values that are `counted`.
    ///
    /// Every value's probability is put in relation to the likeliest's, going outwards from
    /// there until nothing is added any more: no logarithms and nothing cancels, so a small
    /// population's probabilities are right to the last digits.
    fn probability(self, counted: impl Fn(u32) -> bool) -> f64 {
        let Self { answered, people, population, .. } = self;
        let others = population - people;
        let least = answered.saturating_sub(others);
        let most = answered.min(people);
        let likeliest =
            (u64::from(answered) + 1) * (u64::from(people) + 1) / (u64::from(population) + 2);
        let likeliest = u32::try_from(likeliest).map_or(most, |value| value.clamp(least, most));
        let mut sums = (1.0, if counted(likeliest) { 1.0 } else { 0.0 });
        let mut add = |value: u32, weight: f64| {
            sums.0 += weight;
            if counted(value) {
                sums.1 += weight;
            }
            // Weights fall ever faster from here on, so what is left is below the last digit.
            weight > sums.0 * 1e-20
        };
        // P(k + 1) / P(k) = (M - k)(n - k) / ((k + 1)(N - M - n + k + 1)).
        let ratio = |value: u32| {
            f64::from(people - value) * f64::from(answered - value)
                / (f64::from(value + 1) * f64::from(others + value + 1 - answered))
        };
        let mut weight = 1.0;
        for value in likeliest..most {
            weight *= ratio(value);
            if !add(value + 1, weight) {
                break;
            }
        }
        weight = 1.0;
        for value in (least..likeliest).rev() {
            weight /= ratio(value);
            if !add(value, weight) {
                break;
            }
        }
        sums.1 / sums.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// n over k in whole numbers, for n up to 60.
    fn choose(n: u32, k: u32) -> u128 {
        if k > n {
            return 0;
        }
        (0..k.min(n - k)).fold(1, |product, i| product * u128::from(n - i) / u128::from(i + 1))
    }

    #[test]
    fn it_covers_every_truth_of_every_small_team_in_95_of_100_samples() {
        let mut worst = 1.0f64;
        for population in 5..=40 {
            for answered in 1..=population {
                let intervals: Vec<PeopleRange> = (0..=answered)
                    .map(|x| exact_people(x, answered, population).expect("a share"))
                    .collect();
                for people in 0..=population {
                    // In whole numbers: how many of the samples have an interval that holds M.
                    let covered: u128 = (0..=answered)
                        .filter(|&x| {
                            let PeopleRange { low, high } = intervals[x as usize];
                            low <= people && people <= high
                        })
                        .map(|x| choose(people, x) * choose(population - people, answered - x))
                        .sum();
                    let all = choose(population, answered);
                    let case = format!("{people} of {population}, {answered} answered");
                    assert!(covered * 100 >= all * 95, "{case}: {covered} of {all}");
                    worst = worst.min(covered as f64 / all as f64);
                }
            }
        }
        assert!(worst < 0.96, "it is not wider than it need be: {worst}");
    }

    #[test]
    fn the_ends_are_those_of_the_definition_in_whole_numbers() {
        for population in 1..=24 {
            for answered in 0..=population {
                for x in 0..=answered {
                    let all = choose(population, answered);
                    let ways = |m: u32, k: u32| choose(m, k) * choose(population - m, answered - k);
                    let inside = |m: &u32| {
                        let above: u128 = (x..=answered).map(|k| ways(*m, k)).sum();
                        let below: u128 = (0..=x).map(|k| ways(*m, k)).sum();
                        above * 40 > all && below * 40 > all
                    };
                    let possible = x..=population - (answered - x);
                    let low = possible.clone().find(inside).expect("an end");
                    let high = possible.rev().find(inside).expect("an end");
                    let range = exact_people(x, answered, population);
                    let case = format!("{x} of {answered} of {population}");
                    assert_eq!(range, Some(PeopleRange { low, high }), "{case}");
                }
            }
        }
    }

    #[test]
    fn it_mirrors_when_favourable_and_not_change_places() {
        for (x, n, all) in [(3, 11, 17), (0, 5, 9), (40, 61, 300), (1200, 3500, 50_000)] {
            let one = exact_people(x, n, all).expect("a share");
            let other = exact_people(n - x, n, all).expect("a share");
            assert_eq!((one.low, one.high), (all - other.high, all - other.low));
        }
    }

    #[test]
    fn a_large_population_comes_close_to_wilson_and_keeps_order() {
        let mut before = PeopleRange { low: 0, high: 0 };
        for x in (0..=35_000).step_by(1_000) {
            let range = exact_people(x, 35_000, 50_000).expect("a share");
            assert!(before.low <= range.low && before.high <= range.high);
            assert!(range.low <= range.high && range.low >= x && range.high <= 15_000 + x);
            before = range;
        }
        // z sqrt(p (1 - p) / n (N - n) / (N - 1)) N = 143.5 people on each side of 25,000.
        let half = exact_people(17_500, 35_000, 50_000).expect("a share");
        assert!((f64::from(half.low) - 24_856.0).abs() < 3.0, "{half:?}");
        assert!((f64::from(half.high) - 25_144.0).abs() < 3.0, "{half:?}");
    }

    #[test]
    fn everybody_is_a_point_and_nobody_is_everything() {
        assert_eq!(exact_interval(3, 4, 4), Some(Interval { low: 0.75, high: 0.75 }));
        assert_eq!(exact_people(0, 0, 7), Some(PeopleRange { low: 0, high: 7 }));
        assert_eq!(exact_people(0, 1, 1), Some(PeopleRange { low: 0, high: 0 }));
    }

    #[test]
    fn impossible_counts_have_none() {
        assert_eq!(exact_interval(0, 0, 0), None);
        assert_eq!(exact_interval(5, 4, 9), None);
        assert_eq!(exact_interval(3, 5, 4), None);
    }
}
