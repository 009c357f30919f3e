//! What can be said about an item over all its waves.

use serde::{Deserialize, Serialize};

/// Fewest waves of which anything is called a trend: with four the smallest possible p is 0.083.
pub const FEWEST_WAVES: usize = 5;

/// Whether a series of waves goes anywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TrendVerdict {
    /// Fewer than five comparable waves: no line through so few, however straight, is rare
    /// enough to mean anything.
    TooFewWaves,
    /// Goes up more steadily than chance would make it.
    Rising,
    /// Goes down more steadily than chance would make it.
    Falling,
    /// Enough waves, and none of the two.
    NoClearTrend,
}

impl TrendVerdict {
    /// The verdict's name in the database and exports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::TooFewWaves => "too-few-waves",
            Self::Rising => "rising",
            Self::Falling => "falling",
            Self::NoClearTrend => "no-clear-trend",
        }
    }
}

/// The trend of one team and item.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trend {
    /// Comparable waves with a figure.
    pub waves: u32,
    /// Change of the share of favourable answers a quarter (Theil and Sen); none with too few waves.
    pub slope: Option<f64>,
    /// Mann and Kendall's S: pairs of waves that go up less those that go down; none with too few.
    pub s: Option<i64>,
    /// Its two-sided p-value; none with too few waves.
    pub p: Option<f64>,
    /// What may be said.
    pub verdict: TrendVerdict,
}
