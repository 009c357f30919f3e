//! The items of an imported survey, each with the question as it was asked.

use super::{
    columns::{Headings, Role},
    mapping::Mapping,
    problem::{Problem, Problems},
    table::tidy,
};
use app::domain::{Dimension, Scale};

/// An item, or a comment, as one wave of another tool asked for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MappedItem {
    /// The item's key, the same in every wave that it is compared in.
    pub key: String,
    /// The question as it was asked.
    pub wording: String,
    /// The group it belongs to.
    pub dimension: Dimension,
    /// What an answer can be.
    pub scale: Scale,
    /// Whether agreement is bad news. Values are as ticked; figures flip them.
    pub reverse: bool,
    /// Its column, counted from 1.
    pub column: usize,
}

/// The items and comments in the order of their columns, each with its question.
pub(super) fn items(
    mapping: &Mapping,
    headings: &Headings,
    roles: &[Role],
) -> Result<Vec<MappedItem>, Problems> {
    let mut problems = Problems::default();
    let mut items = Vec::new();
    let column_of = |rule: usize| {
        roles
            .iter()
            .position(|role| matches!(role, Role::Item(at) | Role::Comment(at) if *at == rule))
    };
    let asked = |rule: usize| {
        let own = &mapping.items[rule];
        own.wording.clone().or_else(|| {
            let question = without(headings.question(column_of(rule)?), &mapping.cut_from_wordings);
            (!question.is_empty()).then_some(question)
        })
    };
    for (column, role) in roles.iter().enumerate() {
        let (Role::Item(rule) | Role::Comment(rule)) = role else {
            continue;
        };
        let own = &mapping.items[*rule];
        let of = own.of.as_ref().filter(|_| own.wording.is_none());
        let wording = match of {
            Some(of) => {
                let about = mapping.items.iter().position(|item| item.series == *of);
                about.and_then(asked).map(|wording| format!("Comment on: {wording}"))
            }
            None => asked(*rule),
        };
        let Some(wording) = wording else {
            problems.push(Problem::in_column(
                headings.name(column),
                "this column has no heading; give the item a wording",
            ));
            continue;
        };
        items.push(MappedItem {
            key: own.series.clone(),
            wording,
            dimension: own.dimension,
            scale: own.scale.clone(),
            reverse: own.reverse,
            column: column + 1,
        });
    }
    problems.or(items)
}

/// A heading without what a tool adds to every question.
fn without(heading: &str, cut: &[String]) -> String {
    let mut text = tidy(heading);
    for part in cut.iter().map(|part| tidy(part)).filter(|part| !part.is_empty()) {
        text = tidy(&text.replace(&part, " "));
    }
    text
}
