//! Themes: findings that highlights and cells are evidence for, or against.

use super::ThemeId;

/// Longest title, in characters.
pub const LONGEST_TITLE: usize = 200;

/// Longest summary, in characters.
pub const LONGEST_SUMMARY: usize = 4_000;

/// A finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Identity.
    pub id: ThemeId,
    /// The finding as a sentence.
    pub title: String,
    /// What it means, and for whom; Markdown.
    pub summary: String,
    /// When it was written down, in Unix milliseconds.
    pub created_at: i64,
    /// 1 at first, and one more with each change.
    pub revision: i64,
    /// Whether it is out of use: no longer true, or part of another.
    pub retired: bool,
    /// How many pieces of its evidence were taken back with their interviews.
    pub withdrawn: i64,
}
