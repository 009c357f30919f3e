//! Whether what was planted is there, and nothing else.

use super::*;
use std::collections::BTreeSet;

/// The number items of the survey with the ends of their scales; worked out once, as the tests
/// below ask for them some hundred thousand times.
static NUMBERS: LazyLock<Vec<(BankItem, i16, i16)>> = LazyLock::new(|| {
    let ends = |item: BankItem| item.scale.scale().range().map(|(min, max)| (item, min, max));
    starter().into_iter().filter_map(ends).collect()
});

/// A respondent's mean in a dimension, 0 to 100, if they answered at least half of its items.
fn dimension_score(response: &SampleResponse, dimension: Dimension) -> Option<f64> {
    let (mut asked, mut answered, mut sum) = (0, 0, 0.0);
    for (item, min, max) in NUMBERS.iter().filter(|(item, ..)| item.dimension == dimension) {
        asked += 1;
        let value = response.answers.iter().find(|(key, _)| *key == item.key);
        if let Some((_, AnswerValue::Number(value))) = value {
            let value = if item.reverse { max + min - value } else { *value };
            answered += 1;
            sum += 100.0 * f64::from(value - min) / f64::from(max - min);
        }
    }
    (answered > 0 && answered * 2 >= asked).then(|| sum / f64::from(answered))
}

/// Each respondent's score of a team's own people in a dimension.
fn scores(quarter: &SampleQuarter, team: Option<&str>, dimension: Dimension) -> Vec<f64> {
    let members: BTreeSet<usize> = quarter
        .roster
        .iter()
        .filter(|seat| team.is_none_or(|team| seat.team == team))
        .map(|seat| seat.person)
        .collect();
    quarter
        .responses
        .iter()
        .filter(|response| members.contains(&response.person))
        .filter_map(|response| dimension_score(response, dimension))
        .collect()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// A team's mean over the respondents of several quarters.
fn mean_over(
    organisation: &SampleOrganisation,
    quarters: std::ops::Range<usize>,
    team: &str,
    dimension: Dimension,
) -> f64 {
    let pooled: Vec<f64> = quarters
        .flat_map(|quarter| scores(&organisation.quarters[quarter], Some(team), dimension))
        .collect();
    mean(&pooled)
}

fn is_planted(team: &str, dimension: Dimension) -> bool {
    effects::EFFECTS.iter().any(|effect| effect.team == team && effect.dimension == dimension)
}

#[test]
fn planted_teams_move_by_what_is_written_down() {
    for effect in &effects::EFFECTS {
        let (before, after) = (effect.course.last_before(), effect.course.complete_from());
        let mut sum = 0.0;
        for (seed, organisation) in samples() {
            let moved =
                mean_over(organisation, after..CLOSED_QUARTERS, effect.team, effect.dimension)
                    - mean_over(organisation, 0..before + 1, effect.team, effect.dimension);
            sum += moved;
            let error = (moved - effect.points).abs();
            // One team's few respondents stray; echoes stand on two items and one of them is rough.
            let stray = if effect.weight == Weight::Main { 15.0 } else { 20.0 };
            assert!(error < stray, "seed {seed}, {}: {moved}", effect.team);
        }
        let average = sum / SEEDS as f64;
        let off = if effect.weight == Weight::Main { 2.5 } else { 4.0 };
        assert!((average - effect.points).abs() < off, "{}: {average}", effect.team);
    }
}

#[test]
fn a_steady_effect_comes_in_equal_parts() {
    let course = Course::Steady { from: 2, until: 7 };
    assert_eq!((course.last_before(), course.complete_from()), (1, 7));
    let shares: Vec<f64> = (0..9).map(|quarter| course.share(quarter) * 6.0).collect();
    for (share, expected) in shares.iter().zip([0.0, 0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 6.0]) {
        assert!((share - expected).abs() < 1e-9, "{shares:?}");
    }
    let step = Course::Step { from: 4 };
    assert_eq!((step.share(3), step.share(4), step.share(8)), (0.0, 1.0, 1.0));
}

#[test]
fn main_effects_show_in_two_neighbouring_waves_of_a_step() {
    // Welch's t of the last wave before and the first after, with the few who answer in a team.
    for effect in effects::EFFECTS.iter().filter(|effect| effect.weight == Weight::Main) {
        let Course::Step { from } = effect.course else { continue };
        for (seed, organisation) in samples() {
            let at = |quarter: usize| {
                scores(&organisation.quarters[quarter], Some(effect.team), effect.dimension)
            };
            let (before, after) = (at(from - 1), at(from));
            let variance = |values: &[f64]| {
                let mean = mean(values);
                values.iter().map(|value| (value - mean).powi(2)).sum::<f64>()
                    / (values.len() - 1) as f64
            };
            let error = (variance(&before) / before.len() as f64
                + variance(&after) / after.len() as f64)
                .sqrt();
            let t = ((mean(&after) - mean(&before)) / error).abs();
            assert!(t > 2.5, "seed {seed}, {}: t = {t}", effect.team);
        }
    }
}

#[test]
fn everybody_else_stays_where_they_are() {
    let mut moves = Vec::new();
    for (_, organisation) in samples() {
        for team in &organisation.teams {
            for dimension in Dimension::ALL {
                if team.retired.is_some() || team.from > 0 || is_planted(team.key, dimension) {
                    continue;
                }
                let moved = mean_over(organisation, 4..8, team.key, dimension)
                    - mean_over(organisation, 0..4, team.key, dimension);
                if moved.is_finite() {
                    moves.push(moved);
                }
            }
        }
    }
    let drift = mean(&moves);
    assert!(drift.abs() < 0.7, "all together they drift by {drift}");
    let typical =
        (moves.iter().map(|moved| moved.powi(2)).sum::<f64>() / moves.len() as f64).sqrt();
    assert!(typical < 8.0, "a team typically moves by {typical}");
}

#[test]
fn a_steady_effect_is_a_trend_over_all_waves() {
    let concordance = |organisation: &SampleOrganisation, effect: &PlantedEffect| -> i32 {
        let trend: Vec<f64> = (0..CLOSED_QUARTERS)
            .map(|quarter| {
                let quarter = &organisation.quarters[quarter];
                mean(&scores(quarter, Some(effect.team), effect.dimension))
            })
            .collect();
        (0..trend.len())
            .flat_map(|later| (0..later).map(move |earlier| (earlier, later)))
            .map(|(earlier, later)| if trend[later] > trend[earlier] { 1 } else { -1 })
            .sum()
    };
    let steady = effects::EFFECTS
        .iter()
        .find(|effect| effect.course == Course::Steady { from: 2, until: 7 })
        .expect("a steady effect");
    for (seed, organisation) in samples() {
        // Kendall's S of eight waves: 18 has a two-sided p of 0.031.
        let s = concordance(organisation, steady);
        assert!(s >= 18, "seed {seed}: S = {s}");
    }
}

#[test]
fn dimensions_and_departments_lie_apart() {
    let organisation = make(DEMO_SEED);
    let newest = &organisation.quarters[CLOSED_QUARTERS - 1];
    let level = |dimension| mean(&scores(newest, None, dimension));
    let (documentation, collaboration) =
        (level(Dimension::Documentation), level(Dimension::Collaboration));
    assert!((40.0..52.0).contains(&documentation), "{documentation}");
    assert!((70.0..82.0).contains(&collaboration), "{collaboration}");

    // Over several organisations, as in each of them teams differ for no reason too.
    let department = |organisation: &SampleOrganisation, key: &str| {
        let below: Vec<f64> = chart::PLANS
            .iter()
            .filter(|plan| plan.parent == Some(key) && plan.key != "demand-forecasting")
            .flat_map(|plan| {
                scores(&organisation.quarters[0], Some(plan.key), Dimension::PlatformSupport)
            })
            .collect();
        mean(&below)
    };
    let apart: Vec<f64> = samples()
        .map(|(_, organisation)| {
            department(organisation, "platform") - department(organisation, "network")
        })
        .collect();
    assert!((4.0..18.0).contains(&mean(&apart)), "platform teams differ by {apart:?}");
}

#[test]
fn the_page_about_the_sample_organisation_lists_every_effect() {
    let page = include_str!("../../../../docs/sample-organisation.md");
    let teams = chart::teams_over(CLOSED_QUARTERS);
    for effect in &effects::EFFECTS {
        let team = teams.iter().find(|team| team.key == effect.team).expect("a planned team");
        let row = format!("| {} | {} | {:+} |", team.name, effect.dimension.title(), effect.points);
        assert!(page.contains(&row), "missing: {row}");
    }
}
