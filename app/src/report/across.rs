//! What can be said across the items of a wave, over the whole organisation.

use super::Driver;
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

/// What goes with an outcome item: the other dimensions, by their share of what they say about it.
/// Never that one causes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OutcomeDrivers {
    /// The item whose answers are looked at.
    pub outcome: ItemId,
    /// Respondents who answered it and are respondents of every dimension below.
    pub answered: u32,
    /// Share of the outcome's variance that all the dimensions together go with, 0 to 1.
    pub r_squared: f64,
    /// The dimensions, the largest share first.
    pub dimensions: Vec<(Dimension, Driver)>,
}
