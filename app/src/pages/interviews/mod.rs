//! Interviews: all of them, who is due, a new one, one with its notes, taking notes, and the pages of
//! whoever is invited and of whoever was interviewed.

mod coding;
mod consent;
mod coverage;
mod fields;
mod guide_notes;
mod interview;
mod invitation;
mod invite;
mod list;
mod new;
mod notes;
mod plan;
mod redact;
mod rotation;
mod search;
mod then;
mod transcript;

pub(super) use coding::Coding;
pub(super) use consent::Consent;
pub(super) use interview::Interview;
pub(super) use invitation::Invitation;
pub(super) use list::Interviews;
pub(super) use new::NewInterview;
pub(super) use notes::Notes;
pub(super) use plan::Plan;
pub(super) use redact::Redact;
pub(super) use rotation::Rotation;
pub(super) use search::Search;
pub(super) use transcript::Transcript;
