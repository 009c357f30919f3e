//! A team's share once what is known about teams in general has been taken into account.

use super::Interval;
use serde::{Deserialize, Serialize};

/// The share of favourable answers after pooling: drawn towards the share of all leaf teams,
/// the more so the fewer answers there are.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pooled {
    /// The pooled share, 0 to 1: what to rank and to compare by.
    pub share: f64,
    /// 95 % interval of the share; none where teams differ no more than chance would make
    /// them, and every team therefore has the same share.
    pub interval: Option<Interval>,
}
