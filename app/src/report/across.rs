//! What can be said across the items of a wave, over the whole organisation.

use super::Interval;
use crate::domain::{Dimension, ItemId};
use serde::{Deserialize, Serialize};

/// Whether the items of a dimension go together well enough to be one figure.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reliability {
    /// The dimension.
    pub dimension: Dimension,
    /// Its items whose answers are numbers.
    pub items: u32,
    /// Respondents who answered all of them.
    pub answered: u32,
    /// Cronbach's alpha, at most 1.
    pub alpha: f64,
}

/// How far an item goes with an outcome. Never that it causes it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Driver {
    /// The item whose answers are explained.
    pub outcome: ItemId,
    /// The item that goes with it.
    pub item: ItemId,
    /// Respondents who answered all items that were looked at.
    pub answered: u32,
    /// Its share of the explained variance, 0 to 1; all shares of one outcome add up to 1.
    pub share: f64,
    /// 95 % bootstrap interval of the share.
    pub interval: Interval,
}
