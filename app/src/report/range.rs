//! Whole numbers of people between which something lies.

use serde::{Deserialize, Serialize};

/// From so many people to so many, both included: “6 to 7 of your 9”.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PeopleRange {
    /// At least so many.
    pub low: u32,
    /// At most so many.
    pub high: u32,
}
