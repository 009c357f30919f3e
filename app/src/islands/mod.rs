//! The only code that is shipped to the browser. A page must work without any of it.
//!
//! To add an island: one file with an `#[island]`, whose props are visible in the HTML and
//! therefore hold nothing secret.

mod companion;
mod forget_draft;
#[cfg(feature = "hydrate")]
mod menus;
mod note_keeper;

pub use companion::Companion;
pub use forget_draft::ForgetDraft;
#[cfg(feature = "hydrate")]
pub(crate) use menus::fold_menus;
pub use note_keeper::NoteKeeper;

/// Under which name the browser keeps the draft of a survey.
#[cfg(feature = "hydrate")]
fn draft_key(draft: &str) -> String {
    format!("soundings-draft-{draft}")
}
