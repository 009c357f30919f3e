//! What can be said about the change of an item between two waves.

use crate::domain::{ItemId, Period, TeamId};
use serde::{Deserialize, Serialize};

/// The largest share of false discoveries among what is called a change.
pub const LARGEST_Q: f64 = 0.10;

/// The smallest change of the share of favourable answers that matters: ten points.
pub const SMALLEST_CHANGE: f64 = 0.10;

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

    /// Reads a verdict's name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Improved, Self::Declined, Self::NoClearChange]
            .into_iter()
            .find(|verdict| verdict.name() == text)
    }
}

/// How one item of one team compares with the wave before. Only where both cells are shown.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChangeFigures {
    /// Share of favourable answers, now minus before.
    pub delta: f64,
    /// Cliff's delta of all answers, now against before, -1 to 1. None, as `p` and `q`, where the
    /// score of either wave is kept back: it speaks of the same answers.
    pub cliffs_delta: Option<f64>,
    /// Two-sided exact permutation p-value of Mann and Whitney's U.
    pub p: Option<f64>,
    /// `p` after Benjamini and Hochberg, in the family of the team and its like.
    pub q: Option<f64>,
    /// What may be said.
    pub verdict: Verdict,
    /// The smallest change of the share that so few answers could have shown; none where no change
    /// could have.
    pub detectable: Option<f64>,
}

/// One comparison of a release.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReleaseChange {
    /// The team, with all below it.
    pub team: TeamId,
    /// The item.
    pub item: ItemId,
    /// The wave it is compared with.
    pub since: Period,
    /// How it compares.
    pub figures: ChangeFigures,
}

/// Where the change of a team that contains teams comes from. The two parts add up to it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Composition {
    /// What came of the teams in it answering differently; a share, now minus before.
    pub within: f64,
    /// What came of other teams making up more or less of the answers.
    pub mix: f64,
}
