//! A published figure, by what the sample calls things.

/// A team's figure of one quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SampleFigure {
    /// The quarter (index).
    pub quarter: usize,
    /// Key of the team.
    pub team: &'static str,
    /// Key of the item in the bank; none for the team as a whole.
    pub item: Option<&'static str>,
}
