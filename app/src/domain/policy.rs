//! The disclosure policy: how small a group may be before its figures are withheld.

use serde::{Deserialize, Serialize};

/// Thresholds of the disclosure rules. Frozen into each wave at opening.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DisclosurePolicy {
    /// Fewest answers a cell (rule D1), and a difference between cells (D2), may stand on.
    pub minimum: u32,
    /// Fewest answers for a full distribution (D5).
    pub distribution_minimum: u32,
    /// Fewest responses of a team for its comments (D6).
    pub comments_minimum: u32,
}

impl Default for DisclosurePolicy {
    fn default() -> Self {
        Self { minimum: 5, distribution_minimum: 10, comments_minimum: 10 }
    }
}
