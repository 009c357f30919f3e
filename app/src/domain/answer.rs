//! Answers: what one response says to each item.

use super::{ItemVersionId, Scale};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Longest comment that is kept, in characters. Long enough for a page of text.
pub const LONGEST_TEXT: usize = 4_000;

/// The value of one answer. A skipped item has none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AnswerValue {
    /// A value on a number scale, as ticked (not flipped).
    #[serde(rename = "n")]
    Number(i16),
    /// “Doesn't apply to me”: an answer of its own, not part of n.
    #[serde(rename = "na")]
    NotApplicable,
    /// The option chosen, counted from 0.
    #[serde(rename = "c")]
    Choice(u16),
    /// The options ticked, counted from 0, ascending.
    #[serde(rename = "m")]
    Choices(Vec<u16>),
    /// A comment.
    #[serde(rename = "t")]
    Text(String),
}

/// Why a text is no answer to an item.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnswerError {
    /// Not a number, or outside the scale.
    #[error("“{given}” is not on the scale from {min} to {max}")]
    OffScale {
        /// What came.
        given: String,
        /// Smallest value.
        min: i16,
        /// Largest value.
        max: i16,
    },
    /// An option that is not offered.
    #[error("“{0}” is not one of the options")]
    UnknownOption(String),
    /// A comment beyond [`LONGEST_TEXT`].
    #[error("this comment has {0} characters; please shorten it to {LONGEST_TEXT}")]
    TooLong(usize),
}

/// The text that stands for “doesn't apply to me” in forms and files.
pub const NOT_APPLICABLE: &str = "na";

impl AnswerValue {
    /// Reads the values that a form sent for one item. `None` is a skipped item.
    ///
    /// ```
    /// use app::domain::{AnswerValue, Scale};
    /// assert_eq!(AnswerValue::parse(&Scale::Likert5, &["4"]), Ok(Some(AnswerValue::Number(4))));
    /// assert_eq!(AnswerValue::parse(&Scale::Likert5, &[]), Ok(None));
    /// assert!(AnswerValue::parse(&Scale::Likert5, &["6"]).is_err());
    /// ```
    ///
    /// # Errors
    /// When a value is off the scale, no option, or too long.
    pub fn parse(scale: &Scale, given: &[&str]) -> Result<Option<Self>, AnswerError> {
        let given: Vec<&str> =
            given.iter().copied().filter(|text| !text.trim().is_empty()).collect();
        let Some(&first) = given.first() else {
            return Ok(None);
        };
        if let Scale::Text = scale {
            let text = first.trim().replace("\r\n", "\n");
            let length = text.chars().count();
            if length > LONGEST_TEXT {
                return Err(AnswerError::TooLong(length));
            }
            return Ok(Some(Self::Text(text)));
        }
        if given.iter().any(|text| text.trim() == NOT_APPLICABLE) {
            return Ok(Some(Self::NotApplicable));
        }
        let option = |text: &str| {
            let unknown = || AnswerError::UnknownOption(text.chars().take(40).collect());
            let index: u16 = text.trim().parse().map_err(|_| unknown())?;
            if usize::from(index) < scale.options().len() { Ok(index) } else { Err(unknown()) }
        };
        match scale {
            Scale::Choice { .. } => option(first).map(|index| Some(Self::Choice(index))),
            Scale::MultiChoice { .. } => {
                let mut chosen =
                    given.iter().map(|text| option(text)).collect::<Result<Vec<_>, _>>()?;
                chosen.sort_unstable();
                chosen.dedup();
                Ok(Some(Self::Choices(chosen)))
            }
            _ => {
                let (min, max) = scale.range().unwrap_or((0, 0));
                match first.trim().parse::<i16>() {
                    Ok(value) if (min..=max).contains(&value) => Ok(Some(Self::Number(value))),
                    _ => Err(AnswerError::OffScale {
                        given: first.chars().take(40).collect(),
                        min,
                        max,
                    }),
                }
            }
        }
    }

    /// Whether this value could have been given on `scale`.
    #[must_use]
    pub fn fits(&self, scale: &Scale) -> bool {
        match (self, scale) {
            (Self::NotApplicable, Scale::Text) => false,
            (Self::NotApplicable, _) => true,
            (Self::Text(text), Scale::Text) => text.chars().count() <= LONGEST_TEXT,
            (Self::Choice(index), Scale::Choice { options }) => usize::from(*index) < options.len(),
            (Self::Choices(chosen), Scale::MultiChoice { options }) => {
                chosen.iter().all(|index| usize::from(*index) < options.len())
            }
            (Self::Number(value), scale) => {
                scale.range().is_some_and(|(min, max)| (min..=max).contains(value))
            }
            _ => false,
        }
    }
}

/// All answers of one response, by the version of the item that was asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AnswerSheet(pub BTreeMap<ItemVersionId, AnswerValue>);
