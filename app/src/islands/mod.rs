//! What is shipped to the browser for all pages but the answering ones. A page must work without.
//!
//! To add an island: one file with an `#[island]`, whose props are visible in the HTML and
//! therefore hold nothing secret. The answering pages have a browser part of their own, in
//! `app/token`, so that no island is downloaded by whoever answers a survey; it compiles `drafts`
//! and `menus` from here.

#[cfg(feature = "hydrate")]
mod drafts;
#[cfg(feature = "hydrate")]
mod menus;
mod note_keeper;

#[cfg(feature = "hydrate")]
pub(crate) use drafts::forget_on_signing_out;
#[cfg(feature = "hydrate")]
pub(crate) use menus::fold_menus;
pub use note_keeper::NoteKeeper;
