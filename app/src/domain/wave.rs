//! Waves: the runs of a program, and the one way their state can go.

use super::{Mode, Period, ProgramId, WaveId};
use serde::{Deserialize, Serialize};

/// Where a wave is on its way; it only ever goes forward.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WaveState {
    /// Being prepared; items can still change.
    Draft,
    /// Taking answers; items, roster and reporting teams are frozen.
    Open,
    /// Taking no more answers; not yet published.
    Closed,
    /// Its release exists and is final.
    Published,
}

impl WaveState {
    /// The state's name in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Published => "published",
        }
    }

    /// Reads a state's name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Draft, Self::Open, Self::Closed, Self::Published]
            .into_iter()
            .find(|state| state.name() == text)
    }

    /// The only state that can follow.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        match self {
            Self::Draft => Some(Self::Open),
            Self::Open => Some(Self::Closed),
            Self::Closed => Some(Self::Published),
            Self::Published => None,
        }
    }
}

/// One run of a program. Instants are Unix milliseconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wave {
    /// Identity.
    pub id: WaveId,
    /// The program it is a run of.
    pub program: ProgramId,
    /// The quarter it stands for; one wave a program and period.
    pub period: Period,
    /// Where it is on its way.
    pub state: WaveState,
    /// How answers are kept apart from people, frozen at opening.
    pub mode: Mode,
    /// When it opens by itself; none: by hand.
    pub opens_at: Option<i64>,
    /// When it closes by itself; none: by hand.
    pub closes_at: Option<i64>,
    /// Whether its answers came from another tool, with no roster to count the invited on.
    pub imported: bool,
}
