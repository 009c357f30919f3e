//! What can be said about the change of an item between two waves.

use serde::{Deserialize, Serialize};

/// Whether a team's answers to an item have changed for the better or the worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// More favourable than before: clearly, and by enough to matter.
    Improved,
    /// Less favourable than before: clearly, and by enough to matter.
    Declined,
    /// Chance alone could well have done it, or it is too little to matter. Not the same as “no
    /// change”: say what would have shown beside it.
    NoClearChange,
}

impl Verdict {
    /// The verdict's name in the database and exports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Improved => "improved",
            Self::Declined => "declined",
            Self::NoClearChange => "no-clear-change",
        }
    }
}

/// Where the change of a team that contains teams comes from. The two parts add up to it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Composition {
    /// What came of the teams in it answering differently; a share, now minus before.
    pub within: f64,
    /// What came of other teams making up more or less of the answers.
    pub mix: f64,
}
