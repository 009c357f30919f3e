//! What the verdicts say of organisations whose truth is known, because it was made up.
//!
//! Chance is seeded, so a test fails always or never; what is claimed has room around it, so that
//! it does not hold by the luck of a seed. Everything goes the way of a published wave: answers,
//! counts, disclosure, comparison.
#![allow(clippy::expect_used, reason = "a failed expect is a failed test")]

use app::{
    domain::{AnswerValue, DisclosurePolicy, Scale, Team, TeamId, TeamTree},
    report::{ChangeFigures, TrendVerdict, Verdict},
};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use soundings::{
    analysis::{Question, Tallies, WaveAnswers, theil_sen::Point, trend::trend},
    disclosure::{Comparison, Pair, WaveFigures, compare, rules::Rules},
};
use uuid::Uuid;

const ORGANISATIONS: u64 = 200;
const TEAMS: usize = 12;
const ITEMS: usize = 5;

/// Teams of 6 to 18 below two divisions. Teams and items differ, and stay as they are.
struct Organisation {
    tree: TeamTree,
    people: Vec<usize>,
    climate: Vec<[f64; ITEMS]>,
}

impl Organisation {
    fn new(rng: &mut ChaCha8Rng) -> Self {
        // The root, two divisions, and teams that fall into them in turn.
        let parent = |team: usize| match team {
            0 => None,
            1 | 2 => Some(0),
            team => Some(team % 2 + 1),
        };
        let id = |team: usize| TeamId(Uuid::from_u128(team as u128 + 1));
        let teams = (0..TEAMS + 3).map(|team| Team {
            id: id(team),
            parent: parent(team).map(id),
            name: format!("{team:02}"),
            retired: false,
        });
        let tree = TeamTree::new(teams.collect()).expect("a tree");
        let leaf = |team: usize| tree.children(team).next().is_none();
        let people = (0..tree.len())
            .map(|team| if leaf(team) { rng.random_range(6..=18) } else { 0 })
            .collect();
        let climate =
            (0..tree.len()).map(|_| [(); ITEMS].map(|()| rng.random_range(0.3..0.8))).collect();
        Self { tree, people, climate }
    }

    /// One wave, to which `moved` says by how much each team's climate is another one than usual.
    ///
    /// Other people answer in every wave. The same would be like themselves, so that waves would
    /// differ less than these do: this is the harder case for a test that cannot match them.
    fn wave(&self, rng: &mut ChaCha8Rng, moved: impl Fn(usize) -> f64) -> Wave {
        let question = |_| Question {
            scale: Scale::Likert5,
            reverse: false,
            favourable_from: Some(4),
            dimension: 0,
        };
        let questions = (0..ITEMS).map(question).collect();
        let people: Vec<u32> = self.people.iter().map(|&people| people as u32).collect();
        let mut answers = WaveAnswers::of_questions(self.tree.clone(), Some(people), questions);
        for (team, &people) in self.people.iter().enumerate() {
            for _ in 0..people {
                if rng.random_bool(0.2) {
                    continue;
                }
                let mood = rng.random_range(-0.2..0.2);
                let sheet = (0u16..).zip(&self.climate[team]).map(|(item, climate)| {
                    let liked = climate + moved(team) + mood + rng.random_range(-0.3..0.3);
                    let value = 1 + (liked.clamp(0.0, 1.0) * 4.0).round() as i16;
                    (item, AnswerValue::Number(value))
                });
                answers.push_values(team, sheet.collect()).expect("on the scale");
            }
        }
        let tallies = Tallies::of(&answers);
        let rules = Rules::from(DisclosurePolicy::default());
        let figures = WaveFigures::of(&answers, &tallies, &rules);
        Wave { tallies, figures }
    }

    fn compare(&self, now: &Wave, before: &Wave) -> Vec<Comparison> {
        let pairs = |count: usize| -> Vec<Pair> {
            (0..count).map(|at| Pair { now: at, before: at }).collect()
        };
        let (now, before) = (now.figures.side(&now.tallies), before.figures.side(&before.tallies));
        compare(&self.tree, now, before, &pairs(self.tree.len()), &pairs(ITEMS))
    }

    fn is_leaf(&self, team: usize) -> bool {
        self.tree.children(team).next().is_none()
    }
}

struct Wave {
    tallies: Tallies,
    figures: WaveFigures,
}

fn flagged(figures: &ChangeFigures) -> bool {
    figures.verdict != Verdict::NoClearChange
}

#[test]
fn under_pure_noise_nine_of_ten_organisations_are_told_nothing() {
    let mut rng = ChaCha8Rng::seed_from_u64(2026);
    let (mut misled, mut naively_misled, mut compared) = ([0u64; 2], 0u64, 0usize);
    for _ in 0..ORGANISATIONS {
        let organisation = Organisation::new(&mut rng);
        let before = organisation.wave(&mut rng, |_| 0.0);
        let now = organisation.wave(&mut rng, |_| 0.0);
        let comparisons = organisation.compare(&now, &before);
        compared += comparisons.len();
        for (family, misled) in misled.iter_mut().enumerate() {
            // Every flag is a false one, so their share among flags is 1 where there is any.
            *misled += u64::from(comparisons.iter().any(|comparison| {
                organisation.is_leaf(comparison.team) == (family == 0)
                    && flagged(&comparison.figures)
            }));
        }
        naively_misled += u64::from(
            comparisons.iter().any(|comparison| comparison.figures.p.is_some_and(|p| p <= 0.05)),
        );
    }
    // Enough is compared, and would be noticed: at p <= 0.05 alone most would be misled.
    assert!(compared > ORGANISATIONS as usize * TEAMS * ITEMS / 2, "{compared} compared");
    assert!(naively_misled * 10 > ORGANISATIONS * 7, "{naively_misled} of {ORGANISATIONS}");
    let [leaves, above] = misled;
    println!(
        "misled: {leaves} by leaf teams, {above} by teams of teams, {naively_misled} by p alone"
    );
    assert!(leaves * 10 <= ORGANISATIONS, "{leaves} of {ORGANISATIONS} by leaf teams");
    assert!(above * 10 <= ORGANISATIONS, "{above} of {ORGANISATIONS} by teams that contain teams");
}

#[test]
fn where_some_teams_have_moved_nine_of_ten_flags_are_right() {
    let mut rng = ChaCha8Rng::seed_from_u64(2027);
    let (mut shares, mut found, mut planted) = (0.0, 0usize, 0usize);
    for _ in 0..ORGANISATIONS {
        let organisation = Organisation::new(&mut rng);
        // Every third leaf team moves by a third of the scale, up and down in turn.
        let moved = |team: usize| match team % 6 {
            0 if team > 2 => 0.3,
            3 => -0.3,
            _ => 0.0,
        };
        let before = organisation.wave(&mut rng, |_| 0.0);
        let now = organisation.wave(&mut rng, moved);
        let (mut flags, mut wrong) = (0usize, 0usize);
        for Comparison { team, figures, .. } in organisation.compare(&now, &before) {
            // A team of teams moves with those in it, so nothing there is false.
            if !organisation.is_leaf(team) {
                continue;
            }
            planted += usize::from(moved(team) != 0.0);
            if flagged(&figures) {
                flags += 1;
                let right = match figures.verdict {
                    Verdict::Improved => moved(team) > 0.0,
                    _ => moved(team) < 0.0,
                };
                found += usize::from(right);
                wrong += usize::from(!right);
            }
        }
        shares += wrong as f64 / flags.max(1) as f64;
    }
    let false_share = shares / ORGANISATIONS as f64;
    let power = found as f64 / planted as f64;
    println!(
        "share of false flags among flags: {false_share:.3}; of planted changes {power:.2} found"
    );
    assert!(false_share <= 0.10, "{false_share}");
    // It is easy to be right by saying nothing.
    assert!(power > 0.2, "{found} of {planted}");
}

#[test]
fn under_pure_noise_no_trend_is_told_before_five_waves_and_few_after() {
    const WAVES: usize = 7;
    let mut rng = ChaCha8Rng::seed_from_u64(2028);
    let (mut early, mut verdicts, mut false_trends) = (0u64, 0u64, 0u64);
    for _ in 0..ORGANISATIONS / 4 {
        let organisation = Organisation::new(&mut rng);
        let waves: Vec<Wave> = (0..WAVES).map(|_| organisation.wave(&mut rng, |_| 0.0)).collect();
        for team in 0..organisation.tree.len() {
            for item in 0..ITEMS {
                let points: Vec<Point> = (0..)
                    .zip(&waves)
                    .filter_map(|(quarter, wave)| {
                        let share = wave.figures.cell(team, item).exact()?.share?;
                        Some(Point { quarter, value: share })
                    })
                    .collect();
                for known in 1..=points.len() {
                    let verdict = trend(&points[..known]).verdict;
                    let told = matches!(verdict, TrendVerdict::Rising | TrendVerdict::Falling);
                    if known < 5 {
                        assert_eq!(verdict, TrendVerdict::TooFewWaves);
                        early += 1;
                    } else {
                        verdicts += 1;
                        false_trends += u64::from(told);
                    }
                }
            }
        }
    }
    println!(
        "{false_trends} of {verdicts} trends are false, and none of {early} before five waves"
    );
    assert!(early > 10_000 && verdicts > 5_000, "{early}, {verdicts}");
    assert!(false_trends * 20 <= verdicts, "{false_trends} of {verdicts}");
}
