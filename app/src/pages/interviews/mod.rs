//! Interviews: all of them, a new one, one with its notes, taking notes, and the page of whoever was
//! interviewed.

mod consent;
mod fields;
mod guide_notes;
mod interview;
mod list;
mod new;
mod notes;
mod plan;
mod search;

pub(super) use consent::Consent;
pub(super) use interview::Interview;
pub(super) use list::Interviews;
pub(super) use new::NewInterview;
pub(super) use notes::Notes;
pub(super) use plan::Plan;
pub(super) use search::Search;
