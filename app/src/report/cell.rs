//! Cells: team x item (or dimension) x wave, the unit of every figure and disclosure rule.

use crate::domain::{Dimension, ItemId, TeamId};
use serde::{Deserialize, Serialize};

/// A closed interval; its unit is that of the figure it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// Why a figure is not shown. Never says how many answers there were.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Withheld {
    /// Fewer answers than the policy's minimum (D1), none included. For a dimension of a single
    /// item, fewer than the minimum of a distribution, which its deviation would give away.
    TooFewAnswers,
    /// Together with published figures of other teams, or of the dimension's items, it would
    /// show a group below the minimum (D2).
    WouldRevealOthers,
    /// A dimension one of whose items is withheld in this team.
    ItemWithheld,
}

impl Withheld {
    /// The reason's name in the database and exports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::TooFewAnswers => "too-few-answers",
            Self::WouldRevealOthers => "would-reveal-others",
            Self::ItemWithheld => "item-withheld",
        }
    }

    /// Reads a reason's name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::TooFewAnswers, Self::WouldRevealOthers, Self::ItemWithheld]
            .into_iter()
            .find(|reason| reason.name() == text)
    }
}

/// A figure with everything around it, or the reason why there is none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shown<T> {
    /// May be shown as it is.
    Exact(T),
    /// May not be shown.
    Withheld(Withheld),
}

impl<T> Shown<T> {
    /// The figures, where they may be shown.
    #[must_use]
    pub fn exact(&self) -> Option<&T> {
        match self {
            Self::Exact(figures) => Some(figures),
            Self::Withheld(_) => None,
        }
    }
}

/// The figures of one team, item and wave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CellFigures {
    /// Responses with a value: n.
    pub answered: u32,
    /// Responses that chose “doesn’t apply to me”, where that count may be shown; not part of n.
    pub not_applicable: Option<u32>,
    /// Answers in the favourable set: x. None for scales without one (choices).
    pub favourable: Option<u32>,
    /// Share favourable, x / n, 0 to 1.
    pub share: Option<f64>,
    /// Wilson's 95 % interval of the share.
    pub interval: Option<Interval>,
    /// 100 (mean - min) / (max - min), 0 to 100. None for choices; and, with the mean and the
    /// distribution, where the dimension's score next to it would bare what a few people said.
    pub score: Option<f64>,
    /// Mean of the answers on their own scale (reversed items flipped); none where `score` is.
    pub mean: Option<f64>,
    /// Answers by scale value (ascending, reversed items flipped) or by option; only from the
    /// policy's distribution minimum on, for the cell as for what is between it and others.
    pub distribution: Option<Vec<u32>>,
}

/// One team x item cell of a release.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// The team, with all below it.
    pub team: TeamId,
    /// The item.
    pub item: ItemId,
    /// Its figures or why not.
    pub shown: Shown<CellFigures>,
}

/// The figures of one team, dimension and wave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DimensionFigures {
    /// Respondents who answered at least half of the dimension's items.
    pub answered: u32,
    /// Mean over respondents of the mean of their items' 0-100 values.
    pub score: f64,
    /// Standard deviation over those respondents (n - 1), for comparing waves.
    pub deviation: f64,
    /// 95 % t interval of the score with finite-population correction, clipped to 0..100.
    pub interval: Interval,
}

/// One team x dimension cell of a release.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DimensionCell {
    /// The team, with all below it.
    pub team: TeamId,
    /// The dimension.
    pub dimension: Dimension,
    /// Its figures or why not.
    pub shown: Shown<DimensionFigures>,
}
