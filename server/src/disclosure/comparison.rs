//! What may be said about the change between two waves.
//!
//! Only cells that are shown exactly in both waves are compared: a change and one wave's share
//! give the other wave's. Cliff's delta and its p-value are made of the same answers as the
//! score, so where that is kept back in either wave, so are they; the verdict, one word of
//! three, stays.

use crate::analysis::{
    Tallies, benjamini_hochberg, cliffs_delta, detectable, mann_whitney, verdict::verdict,
};
use app::{
    domain::TeamTree,
    report::{CellFigures, ChangeFigures, Shown},
};
use std::{
    collections::HashMap,
    panic::resume_unwind,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

/// One wave of a comparison: its counts, and what is shown of it.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    /// Its counts.
    pub tallies: &'a Tallies,
    /// What is shown of each cell, a row of questions for each team of its tree.
    pub cells: &'a [Shown<CellFigures>],
    /// Questions in a row.
    pub questions: usize,
}

impl<'a> Side<'a> {
    fn cell(&self, team: usize, question: usize) -> Option<&'a CellFigures> {
        self.cells[team * self.questions + question].exact()
    }
}

/// What is compared with what, by place in each wave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The place now.
    pub now: usize,
    /// The place before.
    pub before: usize,
}

/// How one team and question compare.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// The team's place in the tree of now.
    pub team: usize,
    /// The question's place now.
    pub question: usize,
    /// How it compares.
    pub figures: ChangeFigures,
}

/// Compares two waves. `tree` is that of now; `teams` are those that both waves have,
/// `questions` those that are one series, both in the order of now.
///
/// Teams that contain no others are one family of comparisons, those that do a second one.
#[must_use]
pub fn compare(
    tree: &TeamTree,
    now: Side<'_>,
    before: Side<'_>,
    teams: &[Pair],
    questions: &[Pair],
) -> Vec<Comparison> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut candidates = Candidates::new(now, before, questions);
        while let Some(&team) = teams.get(next.fetch_add(1, Ordering::Relaxed)) {
            candidates.add(team, tree.children(team.now).next().is_some());
        }
        candidates.families
    };
    // Large teams take a hundred times as long as small ones, so each core takes the next team.
    let cores = thread::available_parallelism().map_or(1, Into::into);
    let families = thread::scope(|scope| {
        let helpers = (1..cores.min(teams.len() / TEAMS_FOR_A_CORE)).map(|_| scope.spawn(work));
        let helpers: Vec<_> = helpers.collect();
        let mut families = work();
        for helper in helpers {
            let found = helper.join().unwrap_or_else(|panic| resume_unwind(panic));
            for (family, mut found) in families.iter_mut().zip(found) {
                family.append(&mut found);
            }
        }
        families
    });
    let mut comparisons: Vec<Comparison> = families.into_iter().flat_map(judge).collect();
    comparisons.sort_unstable_by_key(|comparison| (comparison.team, comparison.question));
    comparisons
}

/// So few teams are compared faster than a further core has begun.
const TEAMS_FOR_A_CORE: usize = 64;

/// What is compared, by family: teams that contain no others, and those that do.
struct Candidates<'a> {
    now: Side<'a>,
    before: Side<'a>,
    questions: &'a [Pair],
    families: [Vec<Candidate>; 2],
    workspace: mann_whitney::Workspace,
    /// What was asked before, by the numbers of answers.
    detectable: HashMap<(u32, u32), Option<f64>>,
}

impl<'a> Candidates<'a> {
    fn new(now: Side<'a>, before: Side<'a>, questions: &'a [Pair]) -> Self {
        Self {
            now,
            before,
            questions,
            families: Default::default(),
            workspace: mann_whitney::Workspace::default(),
            detectable: HashMap::new(),
        }
    }

    fn add(&mut self, team: Pair, contains_teams: bool) {
        let Self { now, before, .. } = *self;
        for question in self.questions {
            let shown =
                now.cell(team.now, question.now).zip(before.cell(team.before, question.before));
            let Some((one, other)) = shown else { continue };
            let (Some(share), Some(share_before)) = (one.share, other.share) else { continue };
            let counts = now.tallies.item(team.now, question.now).counts;
            let counts_before = before.tallies.item(team.before, question.before).counts;
            let Some(p) = mann_whitney::p_value(counts, counts_before, &mut self.workspace) else {
                continue;
            };
            let numbers = (one.answered, other.answered);
            let values = one.score.is_some() && other.score.is_some();
            let delta = share - share_before;
            let pooled = one.pooled.zip(other.pooled).map(|(now, before)| now - before);
            self.families[usize::from(contains_teams)].push(Candidate {
                team: team.now,
                question: question.now,
                delta,
                change: pooled.filter(|_| !contains_teams).unwrap_or(delta),
                p,
                cliffs_delta: cliffs_delta::delta(counts, counts_before).filter(|_| values),
                values,
                detectable: *self
                    .detectable
                    .entry(numbers)
                    .or_insert_with(|| detectable::smallest_change(numbers.0, numbers.1)),
            });
        }
    }
}

/// A comparison before its family is known.
struct Candidate {
    team: usize,
    question: usize,
    delta: f64,
    change: f64,
    p: f64,
    cliffs_delta: Option<f64>,
    values: bool,
    detectable: Option<f64>,
}

fn judge(family: Vec<Candidate>) -> Vec<Comparison> {
    let p_values: Vec<f64> = family.iter().map(|candidate| candidate.p).collect();
    // p-values are probabilities, so there are always q-values.
    let q_values = benjamini_hochberg::q_values(&p_values).unwrap_or_default();
    family
        .into_iter()
        .zip(q_values)
        .map(|(candidate, q)| Comparison {
            team: candidate.team,
            question: candidate.question,
            figures: ChangeFigures {
                delta: candidate.delta,
                cliffs_delta: candidate.cliffs_delta,
                p: candidate.values.then_some(candidate.p),
                q: candidate.values.then_some(q),
                verdict: verdict(candidate.change, q),
                detectable: candidate.detectable,
            },
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        analysis::{Question, WaveAnswers, testing::tree_below},
        disclosure::{WaveFigures, rules::Rules},
    };
    use app::{
        domain::{AnswerValue, DisclosurePolicy, Scale},
        report::Verdict,
    };

    /// A root with teams of so many people, who give these values in turn.
    fn wave(teams: &[(usize, &[i16])]) -> (WaveAnswers, Tallies, WaveFigures) {
        let question = Question {
            scale: Scale::Likert5,
            reverse: false,
            favourable_from: Some(4),
            dimension: 0,
        };
        let tree = tree_below(&vec![0; teams.len()]);
        let mut wave = WaveAnswers::of_questions(tree, None, vec![question]);
        for (team, (people, values)) in teams.iter().enumerate() {
            for value in values.iter().cycle().take(*people) {
                let answers = vec![(0, AnswerValue::Number(*value))];
                wave.push_values(team + 1, answers).expect("on the scale");
            }
        }
        let tallies = Tallies::of(&wave);
        let rules: Rules = DisclosurePolicy::default().into();
        let figures = WaveFigures::of(&wave, &tallies, &rules);
        (wave, tallies, figures)
    }

    fn compared(now: &[(usize, &[i16])], before: &[(usize, &[i16])]) -> Vec<Comparison> {
        let (now, before) = (wave(now), wave(before));
        let teams: Vec<Pair> =
            (0..now.0.tree().len()).map(|team| Pair { now: team, before: team }).collect();
        compare(
            now.0.tree(),
            now.2.side(&now.1),
            before.2.side(&before.1),
            &teams,
            &[Pair { now: 0, before: 0 }],
        )
    }

    const MIXED: &[i16] = &[1, 2, 3, 4, 5];

    #[test]
    fn a_team_that_moves_is_told_and_the_others_are_not() {
        let low: &[i16] = &[1, 2, 2, 1, 4];
        let high: &[i16] = &[5, 5, 4, 4, 2];
        let before = [(20, low), (20, MIXED), (20, MIXED), (20, MIXED)];
        let now = [(20, high), (20, MIXED), (20, MIXED), (20, MIXED)];
        let verdicts: Vec<(usize, Verdict)> = compared(&now, &before)
            .iter()
            .map(|comparison| (comparison.team, comparison.figures.verdict))
            .filter(|(_, verdict)| *verdict != Verdict::NoClearChange)
            .collect();
        // The root moved by 60 points of 20 in 80 answers: 15 points, and clearly so.
        assert_eq!(verdicts, [(0, Verdict::Improved), (1, Verdict::Improved)]);
    }

    #[test]
    fn what_is_not_shown_in_both_waves_is_not_compared() {
        let all: &[i16] = &[5, 4];
        let before = [(20, MIXED), (4, MIXED), (20, all), (20, MIXED)];
        let now = [(20, MIXED), (20, MIXED), (20, MIXED), (20, MIXED)];
        let teams: Vec<usize> =
            compared(&now, &before).iter().map(|comparison| comparison.team).collect();
        // The second was too small (and took one of the others along), the third of one mind.
        assert!(!teams.contains(&2) && !teams.contains(&3), "{teams:?}");
        assert!(teams.contains(&0) && teams.len() < 4, "{teams:?}");
    }

    #[test]
    fn where_a_score_is_kept_back_only_the_words_stay() {
        // The second of four is of one mind now, so a sibling keeps its score to itself.
        let all: &[i16] = &[5, 4];
        let before = [(20, MIXED), (20, MIXED), (20, MIXED), (20, MIXED)];
        let now = [(20, MIXED), (20, all), (20, MIXED), (20, MIXED)];
        let comparisons = compared(&now, &before);
        let kept: Vec<_> = comparisons.iter().filter(|one| one.figures.p.is_none()).collect();
        assert_eq!(kept.len(), 1);
        assert_eq!((kept[0].figures.q, kept[0].figures.cliffs_delta), (None, None));
        assert!(comparisons.iter().any(|one| one.figures.p.is_some()));
    }
}
