//! Where the change of a team that contains teams comes from.

use super::Favourable;
use app::report::Composition;

/// One part of a team in the two waves: a child team, or those who answer for the team itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// Its answers now.
    pub now: Favourable,
    /// Its answers before.
    pub before: Favourable,
}

/// Takes the change of the whole apart: within = Σ (w1 + w0)/2 (p1 - p0), the parts' own
/// changes, and mix = Σ (p1 + p0)/2 (w1 - w0), the change of their weights, where p is a part's
/// share of favourable answers and w its share of all answers, now (1) and before (0). They add
/// up to the whole's share now minus before.
///
/// `parts` are all there is, without overlap: the child teams, and as one more part whoever
/// answers for the team itself. A part that has answers in one wave only has no change of its
/// own: the share it lacks is taken to be the one it has, so all of it is mix.
///
/// None where one of the waves has no answers at all, or counts contradict each other (x > n).
///
/// Source: E. M. Kitagawa, “Components of a difference between two rates”, JASA 50 (1955).
/// Reference: P. Das Gupta, *Standardization and Decomposition of Rates* (1993), example 5.1,
/// household headship by age, United States 1970 and 1985 (in the README of R package DasGuptR):
/// 2.9672 points, of which 1.7403 by rates and 1.2269 by age structure.
///
/// ```
/// use soundings::analysis::{Favourable, kitagawa::{Part, decompose}};
/// let size_1970 = [129, 109, 95, 80, 78, 84, 86, 78, 70, 59, 47, 36, 49];
/// let rate_1970 = [19, 258, 457, 496, 512, 516, 518, 549, 587, 604, 628, 666, 668];
/// let size_1985 = [101, 112, 116, 109, 94, 77, 63, 60, 63, 59, 51, 40, 55];
/// let rate_1985 = [22, 243, 458, 525, 561, 556, 560, 574, 572, 612, 639, 686, 722];
/// // Sizes and rates are in tenths of a per cent.
/// let group = |size: u32, rate: u32| Favourable { count: size * rate, answered: size * 1000 };
/// let parts: Vec<Part> = (0..13)
///     .map(|age| Part {
///         now: group(size_1985[age], rate_1985[age]),
///         before: group(size_1970[age], rate_1970[age]),
///     })
///     .collect();
/// let change = decompose(&parts).expect("answers in both years");
/// assert!((100.0 * change.within - 1.7403).abs() < 5e-5);
/// assert!((100.0 * change.mix - 1.2269).abs() < 5e-5);
/// ```
#[must_use]
pub fn decompose(parts: &[Part]) -> Option<Composition> {
    let answers = |of: fn(&Part) -> Favourable| -> u64 {
        parts.iter().map(|part| u64::from(of(part).answered)).sum()
    };
    let (now, before) = (answers(|part| part.now), answers(|part| part.before));
    let sound = |side: Favourable| side.count <= side.answered;
    if now == 0 || before == 0 || !parts.iter().all(|part| sound(part.now) && sound(part.before)) {
        return None;
    }
    let mut composition = Composition { within: 0.0, mix: 0.0 };
    for part in parts {
        let shares = (part.now.share(), part.before.share());
        let Some((p1, p0)) = shares.0.or(shares.1).zip(shares.1.or(shares.0)) else { continue };
        let w1 = f64::from(part.now.answered) / now as f64;
        let w0 = f64::from(part.before.answered) / before as f64;
        composition.within += (w1 + w0) / 2.0 * (p1 - p0);
        composition.mix += (p1 + p0) / 2.0 * (w1 - w0);
    }
    Some(composition)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn side() -> impl Strategy<Value = Favourable> {
        (0u32..20, 0u32..20).prop_map(|(a, b)| Favourable { count: a.min(b), answered: a.max(b) })
    }

    proptest! {
        #[test]
        fn the_two_parts_add_up_to_the_change(sides in prop::collection::vec((side(), side()), 1..9)) {
            let parts: Vec<Part> = sides.iter().map(|&(now, before)| Part { now, before }).collect();
            let whole = |of: fn(&Part) -> Favourable| {
                let sum = |of: &dyn Fn(&Part) -> u32| parts.iter().map(of).sum();
                Favourable { count: sum(&|p| of(p).count), answered: sum(&|p| of(p).answered) }.share()
            };
            let delta = whole(|part| part.now).zip(whole(|part| part.before)).map(|(a, b)| a - b);
            let sum = decompose(&parts).map(|parts| parts.within + parts.mix);
            prop_assert_eq!(delta.is_some(), sum.is_some());
            if let (Some(delta), Some(sum)) = (delta, sum) {
                prop_assert!((delta - sum).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn a_team_that_is_new_or_gone_is_all_mix() {
        let half = Favourable { count: 5, answered: 10 };
        let stays = Part { now: half, before: half };
        let new = Part { now: Favourable { count: 9, answered: 10 }, ..Part::default() };
        let change = decompose(&[stays, new]).expect("answers in both waves");
        assert_eq!(change.within, 0.0);
        assert!((change.mix - (14.0 / 20.0 - 0.5)).abs() < 1e-15);
    }

    #[test]
    fn teams_that_keep_their_size_are_all_within() {
        let part = |now, before| Part {
            now: Favourable { count: now, answered: 10 },
            before: Favourable { count: before, answered: 20 },
        };
        let change = decompose(&[part(8, 4), part(3, 10)]).expect("answers in both waves");
        assert_eq!(change.mix, 0.0);
        assert!((change.within - (11.0 / 20.0 - 14.0 / 40.0)).abs() < 1e-15);
    }

    #[test]
    fn without_answers_in_one_of_the_waves_there_is_nothing_to_take_apart() {
        let some = Favourable { count: 1, answered: 2 };
        assert_eq!(decompose(&[Part { now: some, ..Part::default() }]), None);
        assert_eq!(decompose(&[]), None);
        let wrong = Favourable { count: 3, answered: 2 };
        assert_eq!(decompose(&[Part { now: some, before: wrong }]), None);
    }
}
