//! What is said across items: only over the whole organisation, and only of many.
//!
//! Such figures mix the answers of single people, so no rule about cells protects them; a
//! hundred people do.

use crate::analysis::{
    Response, WaveAnswers, cronbach,
    drivers::{self, FEWEST_RESPONSES},
    tally::oriented,
};
use app::{
    domain::{AnswerValue, Dimension},
    report::{OutcomeDrivers, Reliability},
};
use rand::Rng;

/// A dimension that fewer of the outcome's respondents have answered would cost too many of the
/// others: only those who answered everything can be looked at.
const LEAST_COVERAGE: f64 = 0.8;

/// Each respondent's answers to some questions on the 0-100 scale, in the order of `questions`.
fn points(answers: &WaveAnswers, questions: &[usize]) -> Vec<Vec<Option<f64>>> {
    let row = |response: &Response| {
        let mut row = vec![None; questions.len()];
        for (question, value) in response.answers() {
            let Some(place) = questions.iter().position(|&other| other == question) else {
                continue;
            };
            let asked = &answers.questions()[question];
            if let (AnswerValue::Number(value), Some((min, max))) = (value, asked.scale.range()) {
                let steps = f64::from(oriented(*value, &asked.scale, asked.reverse) - min);
                row[place] = Some(100.0 * steps / f64::from(max - min));
            }
        }
        row
    };
    answers.responses().iter().map(row).collect()
}

/// The questions of a dimension whose answers are numbers.
fn number_questions(answers: &WaveAnswers, dimension: Dimension) -> Vec<usize> {
    let questions = answers.questions().iter().enumerate();
    let of_dimension = questions.filter(|(_, asked)| {
        asked.dimension == dimension as usize && asked.scale.range().is_some()
    });
    of_dimension.map(|(question, _)| question).collect()
}

/// What goes with the first question about overall satisfaction: the other dimensions, each
/// respondent's by the mean of their answers, as in the dimension's score.
pub(super) fn outcome_drivers(
    answers: &WaveAnswers,
    rng: &mut (impl Rng + ?Sized),
) -> Option<OutcomeDrivers> {
    let outcome = *number_questions(answers, Dimension::Satisfaction).first()?;
    let satisfied: Vec<Option<f64>> =
        points(answers, &[outcome]).into_iter().map(|row| row[0]).collect();
    let respondents = satisfied.iter().flatten().count() as f64;
    let mut columns: Vec<(Dimension, Vec<Option<f64>>)> = Vec::new();
    for dimension in Dimension::ALL.into_iter().filter(|other| *other != Dimension::Satisfaction) {
        let questions = number_questions(answers, dimension);
        let column: Vec<Option<f64>> =
            points(answers, &questions).iter().map(|row| respondents_mean(row)).collect();
        let both = column.iter().zip(&satisfied).filter(|(a, b)| a.is_some() && b.is_some());
        if both.count() as f64 >= LEAST_COVERAGE * respondents {
            columns.push((dimension, column));
        }
    }
    let rows: Vec<Vec<Option<f64>>> = (satisfied.iter().enumerate())
        .map(|(row, outcome)| {
            let others = columns.iter().map(|(_, column)| column[row]);
            std::iter::once(*outcome).chain(others).collect()
        })
        .collect();
    let rows = rows.iter().map(Vec::as_slice);
    let found = drivers::drivers(rows, drivers::REPLICATES, &mut { rng })?;
    let mut dimensions: Vec<_> =
        columns.into_iter().map(|(dimension, _)| dimension).zip(found.drivers).collect();
    dimensions.sort_by(|(_, one), (_, other)| other.share.total_cmp(&one.share));
    Some(OutcomeDrivers {
        outcome: answers.items().get(outcome)?.item,
        answered: found.answered,
        r_squared: found.r_squared,
        dimensions,
    })
}

/// The mean of somebody's answers to a dimension, if they answered at least half of its items.
fn respondents_mean(row: &[Option<f64>]) -> Option<f64> {
    let answered = row.iter().flatten().count();
    let enough = answered > 0 && 2 * answered >= row.len();
    enough.then(|| row.iter().flatten().sum::<f64>() / answered as f64)
}

/// Cronbach's alpha of every dimension that enough respondents answered whole.
pub(super) fn reliability(answers: &WaveAnswers) -> Vec<Reliability> {
    let mut found = Vec::new();
    for dimension in Dimension::ALL {
        let questions = number_questions(answers, dimension);
        let rows = points(answers, &questions);
        let answered = rows.iter().filter(|row| row.iter().all(Option::is_some)).count();
        if answered < FEWEST_RESPONSES {
            continue;
        }
        if let Some(alpha) = cronbach::alpha(rows.iter().map(Vec::as_slice)) {
            found.push(Reliability {
                dimension,
                items: u32::try_from(questions.len()).unwrap_or(u32::MAX),
                answered: u32::try_from(answered).unwrap_or(u32::MAX),
                alpha,
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::{item, sheet, team_id, tree_below};
    use app::domain::Scale;

    fn wave(people: u32) -> WaveAnswers {
        let items = vec![
            item(1, Dimension::Flow, Scale::Likert5, false),
            item(2, Dimension::Flow, Scale::Scale10, true),
            item(3, Dimension::Tooling, Scale::Likert5, false),
        ];
        let mut wave = WaveAnswers::new(tree_below(&[]), None, items);
        for person in 0..people {
            let value = i16::try_from(person % 5).expect("a small number");
            // Reversed, and on another scale, but the same opinion.
            let answers = [
                (1, AnswerValue::Number(value + 1)),
                (2, AnswerValue::Number(10 - 2 * value)),
                (3, AnswerValue::Number(3)),
            ];
            wave.push(team_id(0), sheet(&answers)).expect("part of the wave");
        }
        wave
    }

    #[test]
    fn items_that_say_the_same_on_different_scales_go_together() {
        let found = reliability(&wave(120));
        assert_eq!(found.len(), 1, "a single item has no alpha");
        assert_eq!(
            (found[0].dimension, found[0].items, found[0].answered),
            (Dimension::Flow, 2, 120)
        );
        assert!(found[0].alpha > 0.98, "{}", found[0].alpha);
    }

    #[test]
    fn below_a_hundred_respondents_nothing_is_said() {
        assert_eq!(reliability(&wave(99)), []);
    }
}
