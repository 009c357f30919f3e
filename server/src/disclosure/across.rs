//! What is said across items: only over the whole organisation, and only of many.
//!
//! Such figures mix the answers of single people, so no rule about cells protects them; a
//! hundred people do.

use crate::analysis::{WaveAnswers, cronbach, tally::oriented};
use app::{
    domain::{AnswerValue, Dimension},
    report::Reliability,
};

/// Fewest respondents that a figure across items stands on.
pub(super) const FEWEST_RESPONDENTS: usize = 100;

/// Each respondent's answers to some questions on the 0-100 scale, in the order of `questions`.
pub(super) fn points(answers: &WaveAnswers, questions: &[usize]) -> Vec<Vec<Option<f64>>> {
    let row = |response: &crate::analysis::Response| {
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

/// Cronbach's alpha of every dimension that enough respondents answered whole.
pub(super) fn reliability(answers: &WaveAnswers) -> Vec<Reliability> {
    let mut found = Vec::new();
    for dimension in Dimension::ALL {
        let questions: Vec<usize> = (answers.questions().iter().enumerate())
            .filter(|(_, asked)| {
                asked.dimension == dimension as usize && asked.scale.range().is_some()
            })
            .map(|(question, _)| question)
            .collect();
        let rows = points(answers, &questions);
        let answered = rows.iter().filter(|row| row.iter().all(Option::is_some)).count();
        if answered < FEWEST_RESPONDENTS {
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
