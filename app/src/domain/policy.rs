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

impl DisclosurePolicy {
    /// The thresholds as they count: nobody's answers are never a figure, and nothing is shown
    /// from fewer answers than the minimum.
    ///
    /// ```
    /// use app::domain::DisclosurePolicy;
    /// let policy = DisclosurePolicy { minimum: 12, ..DisclosurePolicy::default() };
    /// assert_eq!(policy.in_force().distribution_minimum, 12);
    /// ```
    #[must_use]
    pub fn in_force(self) -> Self {
        let minimum = self.minimum.max(1);
        Self {
            minimum,
            distribution_minimum: self.distribution_minimum.max(minimum),
            comments_minimum: self.comments_minimum.max(minimum),
        }
    }

    /// Fewest answers of a team that is broken down into groups of its people (D3): ten times the
    /// minimum, and never fewer than 50.
    ///
    /// ```
    /// use app::domain::DisclosurePolicy;
    /// assert_eq!(DisclosurePolicy::default().grouping_minimum(), 50);
    /// ```
    #[must_use]
    pub fn grouping_minimum(self) -> u32 {
        self.minimum.max(5).saturating_mul(10)
    }
}

impl Default for DisclosurePolicy {
    fn default() -> Self {
        Self { minimum: 5, distribution_minimum: 10, comments_minimum: 10 }
    }
}
