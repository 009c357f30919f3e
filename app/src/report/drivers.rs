//! What goes with an outcome: never what causes it.

use super::Interval;
use serde::{Deserialize, Serialize};

/// Fewest people who answered everything, for saying what goes with what.
pub const FEWEST_RESPONSES: usize = 100;

/// How much one item goes with the outcome, next to the others.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Driver {
    /// Its share of what all items together say about the outcome, 0 to 1; they add up to 1.
    pub share: f64,
    /// 95 % bootstrap interval of the share.
    pub interval: Option<Interval>,
}

/// The items that go with an outcome item, organisation-wide.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Drivers {
    /// Responses with an answer to the outcome and to every one of the items.
    pub answered: u32,
    /// Share of the outcome's variance that all items together go with, R², 0 to 1.
    pub r_squared: f64,
    /// One an item, in the items' order.
    pub drivers: Vec<Driver>,
}
