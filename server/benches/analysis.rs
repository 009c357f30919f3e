//! The methods of `analysis` alone, each at the sizes that occur: a team, a division, a company.
//!
//! `cargo xtask bench methods` runs it; `cargo xtask bench analysis` first measures the program as
//! a whole. To add a method: a function that takes the [`Criterion`], and its name at the end.

use app::domain::{AnswerValue, Scale, Team, TeamId, TeamTree};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use soundings::{
    analysis::{
        Favourable, Question, Tallies, WaveAnswers, benjamini_hochberg, beta_binomial, cronbach,
        detectable, drivers, hypergeometric,
        mann_whitney::{self, Workspace},
        theil_sen::Point,
        trend::trend,
        wilson,
    },
    disclosure::{Pair, WaveFigures, compare, rules::Rules},
};
use std::{hint::black_box, time::Duration};
use uuid::Uuid;

/// Answers to a team, to a division and to a company.
const SIZES: [u32; 3] = [9, 90, 9_000];

fn chance() -> ChaCha8Rng {
    chance_of(7)
}

fn chance_of(seed: u64) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(seed)
}

/// So many answers over so many values, mostly agreement.
fn counts(rng: &mut ChaCha8Rng, answers: u32, values: usize) -> Vec<u32> {
    let mut counts = vec![0; values];
    for _ in 0..answers {
        counts[rng.random_range(0..values).max(rng.random_range(0..values))] += 1;
    }
    counts
}

fn one_cell(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("cell");
    for answered in SIZES {
        let (favourable, people) = (answered * 6 / 10, answered * 10 / 7);
        group.bench_function(BenchmarkId::new("exact interval", answered), |bencher| {
            bencher
                .iter(|| hypergeometric::exact_interval(black_box(favourable), answered, people));
        });
        group.bench_function(BenchmarkId::new("wilson", answered), |bencher| {
            bencher.iter(|| wilson::interval(black_box(favourable), answered));
        });
    }
    group.finish();
}

fn one_change(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("change");
    for (answered, values) in [(9, 5), (9, 11), (90, 5), (90, 11), (9_000, 11)] {
        let mut rng = chance();
        let (now, before) =
            (counts(&mut rng, answered, values), counts(&mut rng, answered, values));
        let mut workspace = Workspace::default();
        let name = format!("mann-whitney over {values} values");
        group.bench_function(BenchmarkId::new(name, answered), |bencher| {
            bencher.iter(|| mann_whitney::p_value(black_box(&now), &before, &mut workspace));
        });
    }
    for answered in [9, 90] {
        group.bench_function(BenchmarkId::new("detectable", answered), |bencher| {
            bencher.iter(|| detectable::smallest_change(black_box(answered), answered));
        });
    }
    let mut rng = chance();
    let p_values: Vec<f64> = (0..200_000).map(|_| rng.random()).collect();
    group.bench_function("benjamini-hochberg over 200,000", |bencher| {
        bencher.iter(|| benjamini_hochberg::q_values(black_box(&p_values)));
    });
    group.finish();
}

fn one_trend(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("trend");
    for waves in [5, 9, 12, 40] {
        let mut rng = chance();
        let points: Vec<Point> = (0..waves)
            .map(|quarter| Point { quarter, value: f64::from(rng.random_range(0..10u32)) / 10.0 })
            .collect();
        group.bench_function(BenchmarkId::new("theil-sen and mann-kendall", waves), |bencher| {
            bencher.iter(|| trend(black_box(&points)));
        });
    }
    group.finish();
}

fn pooling(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("pooling");
    for teams in [30, 500, 5_000] {
        let mut rng = chance();
        let counts: Vec<Favourable> = (0..teams)
            .map(|_| {
                let (answered, likes) = (rng.random_range(5..15), rng.random_range(0.3..0.9));
                let count = (0..answered).filter(|_| rng.random_bool(likes)).count() as u32;
                Favourable { count, answered }
            })
            .collect();
        group.throughput(Throughput::Elements(teams));
        group.bench_function(BenchmarkId::new("beta-binomial", teams), |bencher| {
            bencher.iter(|| beta_binomial::pool(black_box(&counts)));
        });
    }
    group.finish();
}

fn across_items(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("across");
    let mut rng = chance();
    let rows: Vec<Vec<Option<f64>>> = (0..1_000)
        .map(|_| {
            let mood = rng.random_range(0..3u32);
            (0..9).map(|_| Some(f64::from(1 + mood + rng.random_range(0..3u32)))).collect()
        })
        .collect();
    group.bench_function("cronbach of 1,000", |bencher| {
        bencher.iter(|| cronbach::alpha(black_box(&rows).iter().map(Vec::as_slice)));
    });
    group.bench_function("drivers of 1,000, 20 replicates", |bencher| {
        bencher.iter(|| {
            drivers::drivers(black_box(&rows).iter().map(Vec::as_slice), 20, &mut chance())
        });
    });
    group.finish();
}

/// Teams of nine below divisions of ten teams, below one root; 20 items.
fn wave(teams: usize, seed: u64) -> WaveAnswers {
    let id = |team: usize| TeamId(Uuid::from_u128(team as u128 + 1));
    let divisions = teams.div_ceil(10);
    let team = |team: usize| Team {
        id: id(team),
        parent: (team > 0)
            .then(|| if team <= divisions { id(0) } else { id(team % divisions + 1) }),
        name: String::new(),
        retired: false,
    };
    let tree = TeamTree::new((0..=divisions + teams).map(team).collect()).unwrap_or_default();
    let question = |item: usize| Question {
        scale: Scale::Likert5,
        reverse: item % 10 == 4,
        favourable_from: Some(4),
        dimension: item / 5,
    };
    let leaves: Vec<usize> =
        (0..tree.len()).filter(|&team| tree.children(team).next().is_none()).collect();
    let mut wave = WaveAnswers::of_questions(tree, None, (0..20).map(question).collect());
    let mut rng = chance_of(seed);
    for team in leaves {
        for _ in 0..9 {
            let answers =
                (0..20).map(|item| (item, AnswerValue::Number(rng.random_range(1..=5)))).collect();
            // Every value is on its scale, so none is refused.
            let _ = wave.push_values(team, answers);
        }
    }
    wave
}

fn whole_waves(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("wave");
    let rules = Rules::from(app::domain::DisclosurePolicy::default());
    for teams in [100, 1_000] {
        let answers = wave(teams, 1);
        let tallies = Tallies::of(&answers);
        let figures = WaveFigures::of(&answers, &tallies, &rules);
        group.throughput(Throughput::Elements(teams as u64));
        group.bench_function(BenchmarkId::new("count", teams), |bencher| {
            bencher.iter(|| Tallies::of(black_box(&answers)));
        });
        group.bench_function(BenchmarkId::new("figures and disclosure", teams), |bencher| {
            bencher.iter(|| WaveFigures::of(black_box(&answers), &tallies, &rules));
        });
        let pairs = |count: usize| (0..count).map(|at| Pair { now: at, before: at }).collect();
        let (teams_of_both, items): (Vec<Pair>, Vec<Pair>) =
            (pairs(answers.tree().len()), pairs(20));
        let before = wave(teams, 2);
        let old_tallies = Tallies::of(&before);
        let old_figures = WaveFigures::of(&before, &old_tallies, &rules);
        let (now, before) = (figures.side(&tallies), old_figures.side(&old_tallies));
        group.bench_function(BenchmarkId::new("changes", teams), |bencher| {
            bencher
                .iter(|| compare(answers.tree(), black_box(now), before, &teams_of_both, &items));
        });
    }
    group.finish();
}

fn short() -> Criterion {
    // Fast enough to be run between two edits; what differs by less than 5 % is noise anyway.
    Criterion::default()
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1))
        .sample_size(20)
}

criterion_group! {
    name = methods;
    config = short();
    targets = one_cell, one_change, one_trend, pooling, across_items, whole_waves
}
criterion_main!(methods);
