//! What holds for all figures alike: turned over, a scale gives mirrored figures; and nothing
//! is ever NaN or infinite, whatever comes in.

use super::{
    Favourable, Question, benjamini_hochberg, beta, beta_binomial, bounds, cell, cliffs_delta,
    cronbach, detectable, drivers, hypergeometric,
    kitagawa::{self, Part},
    lmg, mann_kendall,
    mann_whitney::{self, Workspace},
    normal, nps, special, student_t,
    theil_sen::{self, Point},
    trend::trend,
    verdict::verdict,
    wilson,
};
use app::{
    domain::Scale,
    report::{Interval, NetPromoter, TrendVerdict, Verdict},
};
use proptest::prelude::*;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

fn counts() -> impl Strategy<Value = Vec<u32>> {
    prop::collection::vec(0u32..12, 5)
}

fn favourable() -> impl Strategy<Value = Favourable> {
    (0u32..15, 0u32..15).prop_map(|(a, b)| Favourable { count: a.min(b), answered: a.max(b) })
}

fn points() -> impl Strategy<Value = Vec<Point>> {
    prop::collection::vec((1i32..3, 0u8..9), 0..13).prop_map(|steps| {
        let mut quarter = 0;
        let point = |(step, eighths)| {
            quarter += step;
            Point { quarter, value: f64::from(eighths) / 8.0 }
        };
        steps.into_iter().map(point).collect()
    })
}

/// Anything that a number can be, the worst of it often.
fn number() -> impl Strategy<Value = f64> {
    let worst =
        [0.0, -0.0, 1.0, -1.0, f64::NAN, f64::INFINITY, f64::MIN_POSITIVE, f64::MAX, 1e-300];
    prop_oneof![any::<f64>(), prop::sample::select(worst.to_vec()), 0.0f64..=1.0]
}

fn turned(counts: &[u32]) -> Vec<u32> {
    counts.iter().rev().copied().collect()
}

fn other_way(team: Favourable) -> Favourable {
    Favourable { count: team.answered - team.count, ..team }
}

fn mirrored(one: Option<Interval>, other: Option<Interval>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => {
            (one.low + other.high - 1.0).abs() < 1e-9 && (one.high + other.low - 1.0).abs() < 1e-9
        }
        (one, other) => one.is_none() && other.is_none(),
    }
}

fn within_0_and_1(interval: Interval) -> bool {
    0.0 <= interval.low && interval.low <= interval.high && interval.high <= 1.0
}

fn probability(p: f64) -> bool {
    (0.0..=1.0).contains(&p)
}

proptest! {
    #[test]
    fn a_cells_figures_mirror(counts in counts(), missing in 0u32..9) {
        let answered = counts.iter().sum::<u32>();
        let tally = |counts| cell::ItemTally { answered, not_applicable: 0, counts };
        let back = turned(&counts);
        let scale = Scale::Likert5;
        let question = Question { scale, reverse: false, favourable_from: Some(4), dimension: 0 };
        let one = cell::figures(&question, tally(&counts), None).and_then(|cell| cell.score);
        let other = cell::figures(&question, tally(&back), None).and_then(|cell| cell.score);
        prop_assert!(one.zip(other).is_none_or(|(a, b)| (a + b - 100.0).abs() < 1e-9));
        let x = counts[3] + counts[4];
        let all = answered + missing;
        let both = [x, answered - x];
        let exact = both.map(|x| hypergeometric::exact_interval(x, answered, all));
        let sure = both.map(|x| bounds::bounds(x, answered, all));
        let climate = both.map(|x| wilson::interval(x, answered));
        prop_assert!(mirrored(exact[0], exact[1]));
        prop_assert!(mirrored(sure[0], sure[1]));
        prop_assert!(mirrored(climate[0], climate[1]));
        if let (Some(exact), Some(sure)) = (exact[0], sure[0]) {
            prop_assert!(within_0_and_1(exact) && within_0_and_1(sure));
            prop_assert!(sure.low <= exact.low && exact.high <= sure.high);
        }
    }

    #[test]
    fn a_change_mirrors(now in counts(), before in counts(), q in 0.0f64..0.2) {
        let workspace = &mut Workspace::default();
        let (now_back, before_back) = (turned(&now), turned(&before));
        let p = mann_whitney::p_value(&now, &before, workspace);
        let back = mann_whitney::p_value(&now_back, &before_back, workspace);
        let swapped = mann_whitney::p_value(&before, &now, workspace);
        let alike = |a: Option<f64>, b: Option<f64>| match (a, b) {
            (Some(a), Some(b)) => probability(a) && (a - b).abs() <= 1e-12 * a,
            (a, b) => a == b,
        };
        prop_assert!(alike(p, back) && alike(p, swapped));
        let delta = cliffs_delta::delta(&now, &before);
        let back = cliffs_delta::delta(&now_back, &before_back);
        let swapped = cliffs_delta::delta(&before, &now);
        prop_assert!(delta == back.map(|delta| -delta) && delta == swapped.map(|delta| -delta));
        let change = delta.unwrap_or(0.0);
        let opposite = match verdict(change, q) {
            Verdict::Improved => Verdict::Declined,
            Verdict::Declined => Verdict::Improved,
            Verdict::NoClearChange => Verdict::NoClearChange,
        };
        prop_assert_eq!(verdict(-change, q), opposite);
    }

    #[test]
    fn pooling_and_composition_mirror(teams in prop::collection::vec((favourable(), favourable()), 1..30)) {
        let now: Vec<Favourable> = teams.iter().map(|&(now, _)| now).collect();
        let back: Vec<Favourable> = now.iter().copied().map(other_way).collect();
        for (one, other) in beta_binomial::pool(&now).into_iter().zip(beta_binomial::pool(&back)) {
            prop_assert_eq!(one.is_some(), other.is_some());
            if let (Some(one), Some(other)) = (one, other) {
                prop_assert!(probability(one.share));
                prop_assert!((one.share + other.share - 1.0).abs() < 1e-6);
                prop_assert!(one.interval.is_none_or(within_0_and_1));
            }
        }
        let part = |turn: fn(Favourable) -> Favourable| -> Vec<Part> {
            teams.iter().map(|&(now, before)| Part { now: turn(now), before: turn(before) }).collect()
        };
        let one = kitagawa::decompose(&part(|team| team));
        let other = kitagawa::decompose(&part(other_way));
        prop_assert_eq!(one.is_some(), other.is_some());
        if let (Some(one), Some(other)) = (one, other) {
            prop_assert!((one.within + other.within).abs() < 1e-12);
            prop_assert!((one.mix + other.mix).abs() < 1e-12);
        }
    }

    #[test]
    fn a_trend_mirrors(points in points()) {
        let turned: Vec<Point> =
            points.iter().map(|point| Point { value: 1.0 - point.value, ..*point }).collect();
        let (one, other) = (trend(&points), trend(&turned));
        prop_assert_eq!((one.s, one.p), (other.s.map(|s| -s), other.p));
        prop_assert!(one.p.is_none_or(probability));
        prop_assert_eq!(one.slope, other.slope.map(|slope| -slope));
        let opposite = match one.verdict {
            TrendVerdict::Rising => TrendVerdict::Falling,
            TrendVerdict::Falling => TrendVerdict::Rising,
            neither => neither,
        };
        prop_assert_eq!(other.verdict, opposite);
    }

    #[test]
    fn what_items_have_in_common_does_not_depend_on_their_direction(seed: u64) {
        use rand::Rng;
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let rows: Vec<[f64; 4]> = (0..120)
            .map(|_| {
                let mood = rng.random_range(0..3u32);
                [(); 4].map(|()| f64::from(1 + mood + rng.random_range(0..3u32)))
            })
            .collect();
        let some = |turn: fn(f64) -> f64| -> Vec<Vec<Option<f64>>> {
            rows.iter().map(|row| row.iter().map(|&value| Some(turn(value))).collect()).collect()
        };
        let (one, other) = (some(|value| value), some(|value| 6.0 - value));
        let alpha = |rows: &[Vec<Option<f64>>]| cronbach::alpha(rows.iter().map(Vec::as_slice));
        let (a, b) = (alpha(&one).expect("alpha"), alpha(&other).expect("alpha"));
        prop_assert!(a <= 1.0 && (a - b).abs() < 1e-9);
        let drivers = |rows: &[Vec<Option<f64>>]| {
            drivers::drivers(rows.iter().map(Vec::as_slice), 5, &mut ChaCha8Rng::seed_from_u64(1))
        };
        let (a, b) = (drivers(&one).expect("drivers"), drivers(&other).expect("drivers"));
        prop_assert!(probability(a.r_squared) && (a.r_squared - b.r_squared).abs() < 1e-9);
        for (a, b) in a.drivers.iter().zip(&b.drivers) {
            prop_assert!(probability(a.share) && (a.share - b.share).abs() < 1e-9);
            prop_assert!(a.interval.is_some_and(within_0_and_1));
        }
    }

    #[test]
    fn no_counts_give_nan(
        counts in prop::collection::vec(0u32..70_000, 11), x: u32, n in 0u32..40_000, all in 0u32..50_000,
    ) {
        if let Some(NetPromoter::Score { score, standard_error }) = nps::net_promoter(&counts) {
            prop_assert!((-100.0..=100.0).contains(&score) && standard_error.is_finite());
        }
        let back = turned(&counts);
        let p = mann_whitney::p_value(&counts, &back, &mut Workspace::default());
        prop_assert!(p.is_none_or(probability));
        let x = x % (n + 2);
        prop_assert!(hypergeometric::exact_interval(x, n, all).is_none_or(within_0_and_1));
        prop_assert!(bounds::bounds(x, n, all).is_none_or(within_0_and_1));
        prop_assert!(wilson::interval(x, n).is_none_or(within_0_and_1));
        prop_assert!(detectable::smallest_change(n % 150, all % 150).is_none_or(probability));
    }

    #[test]
    fn no_numbers_give_nan(a in number(), b in number(), c in number(), many in prop::collection::vec(number(), 0..14)) {
        let finite = |value: Option<f64>| value.is_none_or(f64::is_finite);
        prop_assert!(special::ln_gamma(a).is_none_or(|value| !value.is_nan()));
        prop_assert!(special::erfc(a).is_none_or(|p| (0.0..=1.0).contains(&p)));
        prop_assert!(normal::two_sided(a).is_none_or(probability));
        prop_assert!(finite(student_t::quantile(a, 1.0 + b.abs().min(1e6))));
        prop_assert!(beta::quantile(a, b.abs().min(1e6), c.abs().min(1e6)).is_none_or(probability));
        prop_assert!(mann_kendall::test(&many).is_none_or(|test| probability(test.p)));
        let points: Vec<Point> =
            (0..).zip(&many).map(|(quarter, &value)| Point { quarter, value }).collect();
        prop_assert!(finite(theil_sen::slope(&points)));
        if let Some(q) = benjamini_hochberg::q_values(&many) {
            prop_assert!(q.into_iter().all(probability));
        }
        let row: Vec<Option<f64>> = many.iter().copied().map(Some).collect();
        let rows = [row.as_slice(), row.as_slice(), &[]];
        prop_assert!(finite(cronbach::alpha(rows)));
        let matrix = [vec![a, b], vec![b, c]];
        if let Some(parts) = lmg::parts(&matrix) {
            prop_assert!(probability(parts.r_squared) && parts.parts.into_iter().all(f64::is_finite));
        }
        prop_assert!(verdict(a, b) == Verdict::NoClearChange || (a.is_finite() || a.is_infinite()));
    }
}
