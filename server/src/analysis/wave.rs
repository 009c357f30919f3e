//! What comes in: the answers of one wave, with the teams and items as they were frozen.

use app::{
    domain::{AnswerSheet, AnswerValue, ItemVersionId, TeamId, TeamTree},
    report::ReleaseItem,
};
use std::collections::HashMap;

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

    /// The answers, each with the index of its item in [`WaveAnswers::items`].
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
    items: Vec<ReleaseItem>,
    by_version: HashMap<ItemVersionId, u16>,
    responses: Vec<Response>,
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
        if let Some(invited) = &invited {
            assert_eq!(invited.len(), tree.len(), "one number of invited people for each team");
        }
        assert!(u16::try_from(items.len()).is_ok(), "fewer than 65,536 items");
        items.sort_by_key(|item| item.position);
        let by_version = (0u16..).zip(&items).map(|(index, item)| (item.version, index)).collect();
        Self { tree, invited, items, by_version, responses: Vec::new() }
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

    /// The items that were asked, in survey order.
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
