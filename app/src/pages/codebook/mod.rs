//! The codebook: all tags, one tag, and how far coders agree on each.

mod agreement;
mod list;
mod tag;
mod words;

pub(super) use agreement::{Agreement, agreement_table};
pub(super) use list::Codebook;
pub(super) use tag::Tag;
