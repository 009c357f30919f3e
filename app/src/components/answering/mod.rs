//! The questions of a survey, as plain form fields named `a.<item version id>`.
//!
//! Real radios and boxes in a fieldset: arrows, space and screen readers work as everywhere,
//! and a choice can be taken back without script. The browser part finds a question by
//! `fieldset[data-question]` and its scale by `data-scale`.
//!
//! To add a scale: an arm in [`AnswerField`] and a component beside [`ScaleRow`].

pub mod companion;
pub mod field;
pub mod gate;
pub mod options;
pub mod scale_row;
pub mod unlinkable;

pub use companion::{Companion, ForgetDraft};
pub use field::AnswerField;
pub use gate::{GateGroup, SurveyBlock, arrange};
pub use options::OptionList;
pub use scale_row::ScaleRow;
pub use unlinkable::{TokenPanel, UnlinkableStatus};

use crate::domain::{AnswerValue, ItemVersionId, answer::NOT_APPLICABLE};

#[cfg(test)]
mod tests;

/// The name under which the answer to an item is sent.
#[must_use]
pub fn answer_name(version: ItemVersionId) -> String {
    format!("a.{version}")
}

/// A stored answer as the form would send it, for a sheet that is continued.
#[must_use]
pub fn answer_texts(value: &AnswerValue) -> Vec<String> {
    match value {
        AnswerValue::Number(number) => vec![number.to_string()],
        AnswerValue::NotApplicable => vec![NOT_APPLICABLE.to_owned()],
        AnswerValue::Choice(index) => vec![index.to_string()],
        AnswerValue::Choices(chosen) => chosen.iter().map(ToString::to_string).collect(),
        AnswerValue::Text(text) => vec![text.clone()],
    }
}
