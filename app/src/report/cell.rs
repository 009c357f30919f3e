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
    /// A dimension in which everybody's mean is the same: the score would be each one's own (D4).
    AllAlike,
}

/// Every reason.
const REASONS: [Withheld; 4] = [
    Withheld::TooFewAnswers,
    Withheld::WouldRevealOthers,
    Withheld::ItemWithheld,
    Withheld::AllAlike,
];

impl Withheld {
    /// The reason's name in the database and exports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::TooFewAnswers => "too-few-answers",
            Self::WouldRevealOthers => "would-reveal-others",
            Self::ItemWithheld => "item-withheld",
            Self::AllAlike => "all-alike",
        }
    }

    /// Reads a reason's name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        REASONS.into_iter().find(|reason| reason.name() == text)
    }
}

/// On which side of the scale everybody is, where saying more would tell what each one said (D4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Band {
    /// At least 90 % favourable.
    High,
    /// At most 10 % favourable.
    Low,
}

impl Band {
    /// The band's name in the database and exports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::High => ">=0.9",
            Self::Low => "<=0.1",
        }
    }

    /// Reads a band's name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::High, Self::Low].into_iter().find(|band| band.name() == text)
    }
}

/// A cell of which only the side of the scale is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Banded {
    /// The side.
    pub band: Band,
    /// Responses with a value: n.
    pub answered: u32,
}

/// A figure with everything around it, or the reason why there is none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shown<T> {
    /// May be shown as it is.
    Exact(T),
    /// Only its side of the scale may be shown.
    Banded(Banded),
    /// May not be shown.
    Withheld(Withheld),
}

impl<T> Shown<T> {
    /// The figures, where they may be shown as they are.
    #[must_use]
    pub fn exact(&self) -> Option<&T> {
        match self {
            Self::Exact(figures) => Some(figures),
            Self::Banded(_) | Self::Withheld(_) => None,
        }
    }

    /// The side of the scale, where that is all that is shown.
    #[must_use]
    pub fn banded(&self) -> Option<Banded> {
        match self {
            Self::Banded(banded) => Some(*banded),
            Self::Exact(_) | Self::Withheld(_) => None,
        }
    }

    /// Why nothing is shown.
    #[must_use]
    pub fn withheld(&self) -> Option<Withheld> {
        match self {
            Self::Withheld(reason) => Some(*reason),
            Self::Exact(_) | Self::Banded(_) => None,
        }
    }
}

/// The figures of one team, item and wave. Shares and their intervals run from 0 to 1.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CellFigures {
    /// Responses with a value: n.
    pub answered: u32,
    /// Responses that chose “doesn’t apply to me”, where that count may be shown; not part of n.
    pub not_applicable: Option<u32>,
    /// Answers in the favourable set: x. None for scales without one (choices).
    pub favourable: Option<u32>,
    /// Share favourable, x / n.
    pub share: Option<f64>,
    /// N, the people whom `interval` and `bounds` speak of: those invited to whom the item
    /// applies. Where how many said that it does not may not be shown, all who were invited.
    /// None in waves without a roster.
    pub population: Option<u32>,
    /// The exact 95 % interval for the share of favourable among the N.
    pub interval: Option<Interval>,
    /// What holds for that share whoever did not answer.
    pub bounds: Option<Interval>,
    /// Wilson's 95 % interval: what the team's climate may be, not only this quarter's answers.
    pub process_interval: Option<Interval>,
    /// Share favourable, drawn towards those of the other teams as far as chance explains the
    /// difference; only teams that contain no others.
    pub pooled: Option<f64>,
    /// 95 % interval of `pooled`; none where teams differ no more than chance would make them.
    pub pooled_interval: Option<Interval>,
    /// 100 (mean - min) / (max - min), 0 to 100. None for choices; and, with the mean and the
    /// distribution, where it would bare what a few people said or what all of a group said.
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
