//! The jobs that people try to get done.

use super::JobId;

/// Longest statement, in characters.
pub const LONGEST_STATEMENT: usize = 400;

/// What somebody tries to get done, how important it is to them and how well it is done today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Identity.
    pub id: JobId,
    /// One sentence: “When …, I want to …, so that …”.
    pub statement: String,
    /// How important it is, 1 to 5.
    pub importance: i64,
    /// How well it is done today, 1 to 5.
    pub satisfaction: i64,
    /// When it was written down, in Unix milliseconds.
    pub created_at: i64,
    /// 1 at first, and one more with each change.
    pub revision: i64,
    /// Whether it is out of use.
    pub retired: bool,
    /// How many pieces of its evidence were taken back with their interviews.
    pub withdrawn: i64,
}

impl Job {
    /// By how much importance exceeds satisfaction; negative where more is done than matters.
    #[must_use]
    pub fn gap(&self) -> i64 {
        self.importance - self.satisfaction
    }
}
