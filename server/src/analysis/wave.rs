//! What comes in: the answers of one wave, with the teams and items as they were frozen.

use app::{
    domain::{AnswerSheet, AnswerValue, ItemId, ItemVersionId, Scale, TeamId, TeamTree},
    report::ReleaseItem,
};
use std::collections::HashMap;

/// What figures need to know about an item: not who it is, only how its answers count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What an answer can be.
    pub scale: Scale,
    /// Whether values are flipped before any figure is made.
    pub reverse: bool,
    /// The lowest favourable value, after flipping; none for scales without one.
    pub favourable_from: Option<i16>,
    /// The dimension it belongs to, as a number that means the same for all questions of a wave.
    pub dimension: usize,
}

impl From<&ReleaseItem> for Question {
    fn from(item: &ReleaseItem) -> Self {
        Self {
            favourable_from: item.scale.favourable_from(),
            scale: item.scale.clone(),
            reverse: item.reverse,
            dimension: item.dimension as usize,
        }
    }
}

/// One response, small enough to keep a whole wave in memory.
#[derive(Clone, Debug)]
pub struct Response {
    /// Index of the reporting team in the tree.
    team: usize,
    /// Answers by index of the item.
    answers: Vec<(u16, AnswerValue)>,
}

impl Response {
    /// Index of the reporting team in the tree.
    #[must_use]
    pub fn team(&self) -> usize {
        self.team
    }

    /// The answers, each with the index of its question in [`WaveAnswers::questions`].
    pub fn answers(&self) -> impl Iterator<Item = (usize, &AnswerValue)> {
        self.answers.iter().map(|(item, value)| (usize::from(*item), value))
    }
}

/// A response that cannot belong to the wave. Nothing of it is counted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StrayAnswer {
    /// The reporting team is not in the frozen tree.
    #[error("a response counts for a team that was not part of the wave: {0}")]
    UnknownTeam(TeamId),
    /// The item was not part of the survey.
    #[error("a response answers a question that was not asked: {0}")]
    NotAsked(ItemVersionId),
    /// The value could not be given.
    #[error("a response has a value that “{key}” does not offer")]
    OffScale {
        /// The item's key.
        key: String,
    },
}

/// All answers of one wave. What is in here is consistent: every team and item exists, and
/// every value fits its item's scale.
#[derive(Clone, Debug)]
pub struct WaveAnswers {
    tree: TeamTree,
    invited: Option<Vec<u32>>,
    questions: Vec<Question>,
    items: Vec<ReleaseItem>,
    by_version: HashMap<ItemVersionId, u16>,
    responses: Vec<Response>,
    grouping: Option<u16>,
}

impl WaveAnswers {
    /// A wave that nobody has answered yet.
    ///
    /// `invited` has one number for each team of the tree, in the tree's order: the people of
    /// the frozen roster whose *reporting team* it is (not those of teams below). That, and
    /// not where people sit, is whose answers can count in a figure: it is the population
    /// that intervals and participation refer to. None for waves without a roster.
    ///
    /// # Panics
    /// When `invited` has another length than the tree, or there are 65,536 items or more:
    /// mistakes of the caller, not of the data.
    #[must_use]
    pub fn new(tree: TeamTree, invited: Option<Vec<u32>>, mut items: Vec<ReleaseItem>) -> Self {
        items.sort_by_key(|item| item.position);
        let by_version = (0u16..).zip(&items).map(|(index, item)| (item.version, index)).collect();
        let questions = items.iter().map(Question::from).collect();
        Self { items, by_version, ..Self::of_questions(tree, invited, questions) }
    }

    /// The same for answers from files, whose items are known by their place alone.
    ///
    /// # Panics
    /// As [`new`](Self::new).
    #[must_use]
    pub fn of_questions(
        tree: TeamTree,
        invited: Option<Vec<u32>>,
        questions: Vec<Question>,
    ) -> Self {
        if let Some(invited) = &invited {
            assert_eq!(invited.len(), tree.len(), "one number of invited people for each team");
        }
        assert!(u16::try_from(questions.len()).is_ok(), "fewer than 65,536 items");
        Self {
            tree,
            invited,
            questions,
            items: Vec::new(),
            by_version: HashMap::new(),
            responses: Vec::new(),
            grouping: None,
        }
    }

    /// Breaks figures of large teams down by the answers to this item, if it was asked and is a
    /// choice of one option; else by none.
    #[must_use]
    pub fn grouped_by(mut self, item: Option<ItemId>) -> Self {
        let place = self.items.iter().position(|asked| {
            Some(asked.item) == item && matches!(asked.scale, Scale::Choice { .. })
        });
        self.grouping = place.and_then(|place| u16::try_from(place).ok());
        self
    }

    /// The place of the item by whose answers people are grouped.
    #[must_use]
    pub fn grouping(&self) -> Option<usize> {
        self.grouping.map(usize::from)
    }

    /// Adds one response.
    ///
    /// # Errors
    /// When its team, an item or a value is not part of the wave.
    pub fn push(&mut self, team: TeamId, sheet: AnswerSheet) -> Result<(), StrayAnswer> {
        let team = self.tree.index_of(team).ok_or(StrayAnswer::UnknownTeam(team))?;
        let answers = sheet
            .0
            .into_iter()
            .map(|(version, value)| {
                let index = *self.by_version.get(&version).ok_or(StrayAnswer::NotAsked(version))?;
                let item = &self.items[usize::from(index)];
                if value.fits(&item.scale) {
                    Ok((index, value))
                } else {
                    Err(StrayAnswer::OffScale { key: item.key.clone() })
                }
            })
            .collect::<Result<Vec<_>, _>>()?;
        self.responses.push(Response { team, answers });
        Ok(())
    }

    /// Adds one response by the indices of its team and questions.
    ///
    /// # Errors
    /// [`StrayAnswer::OffScale`] when a value does not fit its question's scale.
    ///
    /// # Panics
    /// When a team or question of that index does not exist: a mistake of the caller.
    pub fn push_values(
        &mut self,
        team: usize,
        answers: Vec<(u16, AnswerValue)>,
    ) -> Result<(), StrayAnswer> {
        assert!(team < self.tree.len(), "a team of the tree");
        for (question, value) in &answers {
            if !value.fits(&self.questions[usize::from(*question)].scale) {
                return Err(StrayAnswer::OffScale { key: question.to_string() });
            }
        }
        self.responses.push(Response { team, answers });
        Ok(())
    }

    /// The teams as they were frozen.
    #[must_use]
    pub fn tree(&self) -> &TeamTree {
        &self.tree
    }

    /// People by reporting team, in the tree's order, where there was a roster.
    #[must_use]
    pub fn invited(&self) -> Option<&[u32]> {
        self.invited.as_deref()
    }

    /// How the answers to each item count, in survey order.
    #[must_use]
    pub fn questions(&self) -> &[Question] {
        &self.questions
    }

    /// The items that were asked, in survey order; none where only questions are known.
    #[must_use]
    pub fn items(&self) -> &[ReleaseItem] {
        &self.items
    }

    /// The responses, in no meaningful order.
    #[must_use]
    pub fn responses(&self) -> &[Response] {
        &self.responses
    }

    /// Every comment with the indices of its reporting team and item.
    pub fn comments(&self) -> impl Iterator<Item = (usize, usize, &str)> {
        self.responses.iter().flat_map(|response| {
            response.answers().filter_map(|(item, value)| match value {
                AnswerValue::Text(text) if !text.trim().is_empty() => {
                    Some((response.team, item, text.as_str()))
                }
                _ => None,
            })
        })
    }

    /// Takes the wave apart into what a release keeps of it.
    #[must_use]
    pub fn into_items(self) -> Vec<ReleaseItem> {
        self.items
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::*;
    use app::domain::{Dimension, Scale};

    fn wave() -> WaveAnswers {
        let items = vec![
            item(2, Dimension::Flow, Scale::Text, false),
            item(1, Dimension::Flow, Scale::Likert5, false),
        ];
        WaveAnswers::new(tree_below(&[0]), None, items)
    }

    #[test]
    fn strangers_to_the_wave_are_refused_whole() {
        let mut wave = wave();
        let fine = (1, AnswerValue::Number(4));
        let unknown = wave.push(team_id(9), sheet(std::slice::from_ref(&fine)));
        assert_eq!(unknown, Err(StrayAnswer::UnknownTeam(team_id(9))));
        let off = wave.push(team_id(1), sheet(&[fine.clone(), (2, AnswerValue::Number(4))]));
        assert_eq!(off, Err(StrayAnswer::OffScale { key: "item-2".into() }));
        let not_asked = wave.push(team_id(1), sheet(&[fine, (3, AnswerValue::Number(4))]));
        assert!(matches!(not_asked, Err(StrayAnswer::NotAsked(_))));
        assert!(wave.responses().is_empty());
    }

    #[test]
    fn items_stand_in_survey_order_and_blank_comments_are_none() {
        let mut wave = wave();
        assert_eq!(wave.items()[0].key, "item-1");
        for text in ["  ", "slow builds"] {
            let comment = (2, AnswerValue::Text(text.into()));
            wave.push(team_id(1), sheet(&[comment])).expect("part of the wave");
        }
        assert_eq!(wave.comments().collect::<Vec<_>>(), [(1, 1, "slow builds")]);
    }
}
