//! Random trees and waves for the property tests of this room.

use super::{
    release::{Before, release_by},
    rules::Rules,
};
use crate::analysis::{WaveAnswers, testing::*};
use app::{
    domain::{
        AnswerSheet, AnswerValue, Dimension, DisclosurePolicy, Scale, TeamId, TeamTree, WaveId,
    },
    report::{Release, ReleaseItem},
};
use proptest::prelude::*;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use uuid::Uuid;

/// Smaller than the default, so that small waves have something to show.
pub(crate) const POLICY: DisclosurePolicy =
    DisclosurePolicy { minimum: 3, distribution_minimum: 5, comments_minimum: 5 };

/// A tree with one root and up to `teams` teams, and a number up to `most` for each of them;
/// many of the numbers are small, as trouble is.
pub(crate) fn tree_with_counts(
    teams: usize,
    most: u32,
) -> impl Strategy<Value = (TeamTree, Vec<u32>)> {
    let count = prop_oneof![2 => Just(0), 3 => 1u32..5, 3 => 0..=most];
    (1..=teams)
        .prop_flat_map(move |teams| {
            let parents: Vec<_> = (1..teams).map(|team| 0..team).collect();
            (parents, prop::collection::vec(count.clone(), teams))
        })
        .prop_map(|(parents, counts)| (tree_below(&parents), counts))
}

/// A wave with everything that an attacker might know about who answered what.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    /// The teams.
    pub(crate) tree: TeamTree,
    /// What was asked.
    pub(crate) items: Vec<ReleaseItem>,
    /// The reporting team and the answers of each response.
    pub(crate) responses: Vec<(TeamId, AnswerSheet)>,
}

impl Case {
    /// Its release by some rules.
    pub(crate) fn release(&self, rules: &Rules) -> Release {
        self.release_with(rules, None)
    }

    /// Its release with changes since another wave, of which `shown` is known.
    pub(crate) fn release_after(&self, rules: &Rules, before: &Self, shown: &Release) -> Release {
        let (period, cells) = (shown.period, shown.cells.clone());
        self.release_with(rules, Some(Before { period, answers: before.answers(), cells }))
    }

    /// Its answers; where a choice is asked, grouped by it.
    pub(crate) fn answers(&self) -> WaveAnswers {
        let choice = self.items.iter().find(|item| matches!(item.scale, Scale::Choice { .. }));
        let mut wave = WaveAnswers::new(self.tree.clone(), None, self.items.clone())
            .grouped_by(choice.map(|item| item.item));
        for (team, sheet) in &self.responses {
            wave.push(*team, sheet.clone()).expect("part of the wave");
        }
        wave
    }

    fn release_with(&self, rules: &Rules, before: Option<Before>) -> Release {
        let period = "2026-Q1".parse().expect("a quarter");
        let mut rng = ChaCha8Rng::seed_from_u64(7);
        release_by(rules, WaveId(Uuid::nil()), period, POLICY, self.answers(), before, &mut rng)
    }
}

/// A survey with dimensions of three, two and one items, on all number scales.
pub(crate) fn survey() -> Vec<ReleaseItem> {
    vec![
        item(1, Dimension::Tooling, Scale::Likert5, false),
        item(2, Dimension::Tooling, Scale::Scale10, true),
        item(3, Dimension::Tooling, Scale::Yesno, false),
        item(4, Dimension::Flow, Scale::Likert5, true),
        item(5, Dimension::Flow, Scale::Nps, false),
        item(6, Dimension::OnCall, Scale::Likert7, false),
    ]
}

/// A small wave: most people answer most items, some skip one or say that it does not apply.
pub(crate) fn wave() -> impl Strategy<Value = Case> {
    const NOT_APPLICABLE: i16 = 9;
    let answer = prop_oneof![
        12 => (0i16..5).prop_map(Some),
        1 => Just(None),
        1 => Just(Some(NOT_APPLICABLE)),
    ];
    let respondent = prop::collection::vec(answer, survey().len());
    people_of(tree_with_counts(9, 9), respondent).prop_map(|(tree, people)| {
        let filled = |row: Vec<Option<i16>>| {
            let answers = survey().into_iter().zip(row).filter_map(|(item, answer)| {
                let (min, max) = item.scale.range()?;
                let value = match answer? {
                    NOT_APPLICABLE => AnswerValue::NotApplicable,
                    step => AnswerValue::Number((min + 2 * step).min(max)),
                };
                Some((item.version, value))
            });
            AnswerSheet(answers.collect())
        };
        let responses = people.into_iter().map(|(team, _, row)| (team, filled(row))).collect();
        Case { tree, items: survey(), responses }
    })
}

/// Two waves of the same teams and questions, between which teams have moved and people come and
/// gone.
pub(crate) fn two_waves() -> impl Strategy<Value = (Case, Case)> {
    (wave(), wave())
}

/// A small wave over five items of one dimension, as gates make them: whole teams are asked the
/// same few items, and some people others.
pub(crate) fn gated_wave() -> impl Strategy<Value = Case> {
    const PATTERNS: [u8; 8] = [31, 31, 0b00011, 0b11100, 0b01111, 0b11110, 0b00001, 0b10111];
    let respondent = (0..PATTERNS.len(), 0i16..10);
    let pattern_of_team = prop::collection::vec(0..PATTERNS.len(), 7);
    (people_of(tree_with_counts(7, 12), respondent), pattern_of_team, 0i16..10).prop_map(
        |((tree, people), pattern_of_team, unlike)| {
            let items: Vec<ReleaseItem> = (1..=5)
                .map(|id| {
                    let scale = if id == 3 { Scale::Yesno } else { Scale::Likert5 };
                    item(id, Dimension::Tooling, scale, false)
                })
                .collect();
            let responses = people
                .into_iter()
                .map(|(team, index, (pattern, chance))| {
                    let pattern = if chance < unlike { pattern } else { pattern_of_team[index] };
                    let asked = (0u8..).zip(&items);
                    let answers = asked
                        .filter(|(place, _)| PATTERNS[pattern] >> place & 1 == 1)
                        .map(|(_, item)| {
                            let (min, max) = item.scale.range().expect("a number item");
                            let value = min + (chance + pattern as i16) % (max - min + 1);
                            (item.version, AnswerValue::Number(value))
                        });
                    (team, AnswerSheet(answers.collect()))
                })
                .collect();
            Case { tree, items, responses }
        },
    )
}

/// The people of a tree, each with their team, its index and something of their own.
fn people_of<T: Clone + std::fmt::Debug>(
    tree: impl Strategy<Value = (TeamTree, Vec<u32>)>,
    own: impl Strategy<Value = T> + Clone,
) -> impl Strategy<Value = (TeamTree, Vec<(TeamId, usize, T)>)> {
    tree.prop_flat_map(move |(tree, counts)| {
        let everyone: u32 = counts.iter().sum();
        prop::collection::vec(own.clone(), everyone as usize).prop_map(move |people| {
            let places = counts.iter().enumerate();
            let places =
                places.flat_map(|(team, &count)| std::iter::repeat_n(team, count as usize));
            let people =
                places.zip(people).map(|(team, own)| (tree.teams()[team].id, team, own)).collect();
            (tree.clone(), people)
        })
    })
}

/// A small wave of two number items and a choice of three: most of a team choose the same, as
/// people do whose tenure or place of work is asked.
pub(crate) fn grouped_wave() -> impl Strategy<Value = Case> {
    let respondent = (0i16..10, 0i16..5, 0i16..5, any::<bool>());
    people_of(tree_with_counts(6, 9), respondent).prop_map(|(tree, people)| {
        let options = ["new", "used to it", "old hand"].map(str::to_owned).to_vec();
        let items = vec![
            item(1, Dimension::Tooling, Scale::Likert5, false),
            item(2, Dimension::Flow, Scale::Scale10, true),
            item(3, Dimension::Satisfaction, Scale::Choice { options }, false),
        ];
        let responses = people.into_iter().map(|(team, index, (chance, one, other, both))| {
            let mut answers = vec![(1, AnswerValue::Number(one + 1))];
            if both {
                answers.push((2, AnswerValue::Number(2 * other + 1)));
            }
            if chance < 9 {
                let option = if chance < 7 { index as u16 % 3 } else { chance as u16 % 3 };
                answers.push((3, AnswerValue::Choice(option)));
            }
            (team, sheet(&answers))
        });
        let responses = responses.collect();
        Case { tree, items, responses }
    })
}
