//! Names that a spreadsheet would take for formulas, and how a file that we wrote carries them.
//!
//! `=HYPERLINK(...)` may be somebody's name here, where it is text like any other. In a CSV file
//! that a colleague opens it would be run. So whatever we write gets an apostrophe in front, which
//! spreadsheets take as “this is text”; and whatever we read loses it again, so that a roster that
//! was downloaded and sent back changes nobody's name.

use std::borrow::Cow;

/// Whether a cell would be run, were it not for the apostrophes in front of it.
fn would_run(cell: &str) -> bool {
    cell.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// A cell as it may be written into a file that spreadsheets open.
///
/// ```
/// use soundings::import::formula::{defused, undone};
/// assert_eq!(defused("=1+1"), "'=1+1");
/// assert_eq!(undone("'=1+1"), "=1+1");
/// assert_eq!(defused("O'Brien"), "O'Brien");
/// assert_eq!(undone("'t Hart"), "'t Hart");
/// assert_eq!(undone(&defused("'-")), "'-");
/// ```
#[must_use]
pub fn defused(cell: &str) -> Cow<'_, str> {
    if would_run(cell) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// A cell as it was before [`defused`].
#[must_use]
pub fn undone(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if would_run(rest) => rest,
        _ => cell,
    }
}
