//! Guides for interviews: all of them, a new one, one in any of its versions, the next version.

mod edit;
mod fields;
mod guide;
mod list;
mod new;

pub(super) use edit::EditGuide;
pub(super) use guide::Guide;
pub(super) use list::Guides;
pub(super) use new::NewGuide;
