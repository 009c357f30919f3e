//! What would be shown of a group that is made up.

use super::{CellFigures, Shown};

/// A group, what its people chose, and what a release shows of that.
#[derive(Clone, Debug, PartialEq)]
pub struct Preview {
    /// What was chosen on a scale of five, by those who answered.
    pub values: Vec<i16>,
    /// How many were asked.
    pub people: u32,
    /// What is shown.
    pub shown: Shown<CellFigures>,
}
