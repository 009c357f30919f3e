//! The sample organisation, published quarter by quarter: what was planted is found, or honestly
//! out of reach, and hardly anything else is.
//!
//! Everything goes the way of a real program: reporting teams, release after release, verdicts and
//! trends of what the releases show.
#![allow(clippy::expect_used, reason = "a failed expect is a failed test")]

use app::{
    domain::{
        AnswerSheet, Dimension, DisclosurePolicy, ItemId, ItemVersionId, Period, Team, TeamId,
        TeamTree, WaveId,
    },
    report::{Release, ReleaseItem, TrendVerdict, Verdict},
};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use soundings::{
    analysis::{Sample, WaveAnswers, theil_sen::Point, trend::trend, welch},
    bank::BankItem,
    disclosure::{Before, make_release, reporting_teams},
    sample::{
        Course, DEMO_SEED, PlantedEffect, SampleOrganisation, SampleQuarter, Weight, generate,
        survey,
    },
};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// A release and the answers it was made of.
struct Quarter {
    release: Release,
    answers: WaveAnswers,
}

fn team_id(sample: &SampleOrganisation, key: &str) -> TeamId {
    let place = sample.teams.iter().position(|team| team.key == key).expect("a team");
    TeamId(Uuid::from_u128(place as u128 + 1))
}

fn items() -> Vec<ReleaseItem> {
    let number = |place: usize| Uuid::from_u128(place as u128 + 1);
    let item = |(place, entry): (usize, BankItem)| ReleaseItem {
        item: ItemId(number(place)),
        version: ItemVersionId(number(place)),
        series: 1,
        key: entry.key.to_owned(),
        wording: entry.wording.to_owned(),
        dimension: entry.dimension,
        scale: entry.scale.scale(),
        reverse: entry.reverse,
        position: place as i64,
    };
    survey().into_iter().enumerate().map(item).collect()
}

fn answers(sample: &SampleOrganisation, quarter: &SampleQuarter) -> WaveAnswers {
    let policy = DisclosurePolicy::default();
    let teams = quarter.teams.iter().map(|team| Team {
        id: team_id(sample, team.key),
        parent: team.parent.map(|parent| team_id(sample, parent)),
        name: team.name.to_owned(),
        retired: false,
    });
    let tree = TeamTree::new(teams.collect()).expect("a tree");
    let place = |key: &str| tree.index_of(team_id(sample, key)).expect("a team of the quarter");
    let mut headcount = vec![0; tree.len()];
    for seat in &quarter.roster {
        headcount[place(seat.team)] += 1;
    }
    let reporting = reporting_teams(&tree, &headcount, policy.minimum);
    let mut invited = vec![0; tree.len()];
    let mut reports_for = HashMap::new();
    for seat in &quarter.roster {
        let team = reporting[place(seat.team)];
        invited[team] += 1;
        reports_for.insert(seat.person, tree.teams()[team].id);
    }
    let items = items();
    let version: HashMap<String, ItemVersionId> =
        items.iter().map(|item| (item.key.clone(), item.version)).collect();
    let mut answers = WaveAnswers::new(tree, Some(invited), items);
    for response in &quarter.responses {
        let sheet = response.answers.iter().map(|(key, value)| (version[*key], value.clone()));
        let team = reports_for[&response.person];
        answers.push(team, AnswerSheet(sheet.collect())).expect("part of the wave");
    }
    answers
}

/// Every closed quarter, published one after the other.
fn published(sample: &SampleOrganisation) -> Vec<Quarter> {
    let mut quarters: Vec<Quarter> = Vec::new();
    for (number, quarter) in sample.quarters.iter().filter(|quarter| !quarter.open).enumerate() {
        let answers = answers(sample, quarter);
        let before = quarters.last().map(|last| Before {
            period: last.release.period,
            answers: last.answers.clone(),
            cells: last.release.cells.clone(),
        });
        let release = make_release(
            WaveId(Uuid::from_u128(number as u128)),
            quarter.period,
            DisclosurePolicy::default(),
            answers.clone(),
            before,
            &mut ChaCha8Rng::seed_from_u64(number as u64),
        );
        quarters.push(Quarter { release, answers });
    }
    quarters
}

fn organisation() -> SampleOrganisation {
    let newest: Period = "2026-Q3".parse().expect("a quarter");
    generate(DEMO_SEED, newest).expect("an organisation")
}

/// The trend of every team and item over the published shares.
fn trends(quarters: &[Quarter]) -> HashMap<(TeamId, ItemId), TrendVerdict> {
    let mut points: HashMap<(TeamId, ItemId), Vec<Point>> = HashMap::new();
    for quarter in quarters {
        for cell in &quarter.release.cells {
            if let Some(value) = cell.shown.exact().and_then(|figures| figures.share) {
                let quarter = quarter.release.period.ordinal();
                points.entry((cell.team, cell.item)).or_default().push(Point { quarter, value });
            }
        }
    }
    points.into_iter().map(|(place, points)| (place, trend(&points).verdict)).collect()
}

/// The rating items of a planted effect.
fn items_of(effect: &PlantedEffect) -> Vec<ItemId> {
    let items = items().into_iter().filter(|item| item.dimension == effect.dimension);
    items.filter(|item| item.scale.favourable_from().is_some()).map(|item| item.item).collect()
}

/// Whether a dimension of a team clearly moved since the quarter before, and which way.
fn moved(now: &Quarter, before: &Quarter, team: TeamId, dimension: Dimension) -> Option<bool> {
    let sample = |quarter: &Quarter| {
        let mut cells = quarter.release.dimensions.iter();
        let cell = cells.find(|cell| (cell.team, cell.dimension) == (team, dimension))?;
        let figures = cell.shown.exact()?;
        Some(Sample { n: figures.answered, mean: figures.score, deviation: figures.deviation })
    };
    let interval = welch::interval(sample(now)?, sample(before)?)?;
    match (interval.low > 0.0, interval.high < 0.0) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    }
}

/// Teams that contain teams: they move with a planted one by its share in them.
fn containing(quarters: &[Quarter]) -> HashSet<TeamId> {
    let teams = quarters.iter().flat_map(|quarter| &quarter.release.teams);
    teams.filter_map(|team| team.parent).collect()
}

#[test]
fn every_main_effect_is_found_and_where_answers_are_too_few_it_says_so() {
    let sample = organisation();
    let quarters = published(&sample);
    let trends = trends(&quarters);
    for effect in sample.effects.iter().filter(|effect| effect.weight == Weight::Main) {
        let (team, up) = (team_id(&sample, effect.team), effect.points > 0.0);
        let items = items_of(effect);
        match effect.course {
            Course::Steady { .. } => {
                let towards = if up { TrendVerdict::Rising } else { TrendVerdict::Falling };
                let told =
                    items.iter().filter(|item| trends.get(&(team, **item)) == Some(&towards));
                let told = told.count();
                assert!(told >= 2, "{}: {told} of {} items tell it", effect.team, items.len());
            }
            Course::Step { from } => {
                let found = moved(&quarters[from], &quarters[from - 1], team, effect.dimension);
                assert_eq!(found, Some(up), "{}: the dimension tells it", effect.team);
                // A single question has fewer answers than it takes among all teams and
                // questions, and says how many points it would take even by itself.
                let changes = quarters[from].release.changes.iter();
                for change in changes.filter(|it| it.team == team && items.contains(&it.item)) {
                    let least = change.figures.detectable;
                    let said = change.figures.verdict != Verdict::NoClearChange
                        || least.is_some_and(|least| least > 0.3);
                    assert!(said, "{}: {:?}", effect.team, change.figures);
                }
            }
        }
    }
}

#[test]
fn hardly_anything_is_found_that_was_not_planted() {
    let sample = organisation();
    let quarters = published(&sample);
    let containing = containing(&quarters);
    let planted: HashSet<(TeamId, Dimension)> = (sample.effects.iter())
        .map(|effect| (team_id(&sample, effect.team), effect.dimension))
        .collect();
    let dimension: HashMap<ItemId, Dimension> =
        items().into_iter().map(|item| (item.item, item.dimension)).collect();
    let is_noise = |team: TeamId, item: ItemId| {
        !containing.contains(&team) && !planted.contains(&(team, dimension[&item]))
    };

    let changes = quarters.iter().flat_map(|quarter| &quarter.release.changes);
    let changes: Vec<_> = changes.filter(|change| is_noise(change.team, change.item)).collect();
    let flags = changes.iter().filter(|it| it.figures.verdict != Verdict::NoClearChange).count();
    assert!(changes.len() > 1_000, "only {} comparisons", changes.len());
    assert!(flags <= 1, "{flags} of {} changes are noise", changes.len());

    // Trends stand each for itself, at 5 %.
    let trends = trends(&quarters);
    let trends: Vec<_> = (trends.into_iter())
        .filter(|((team, item), verdict)| {
            is_noise(*team, *item) && *verdict != TrendVerdict::TooFewWaves
        })
        .collect();
    let told = trends.iter().filter(|(_, verdict)| *verdict != TrendVerdict::NoClearTrend).count();
    assert!(trends.len() > 200, "only {} trends", trends.len());
    assert!(20 * told <= trends.len(), "{told} of {} trends are noise", trends.len());
}
