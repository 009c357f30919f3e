//! The thresholds in force, and the switches with which tests show that each rule is needed.

use app::domain::DisclosurePolicy;

/// What the rules go by. Outside of tests it only ever comes from a policy, with every rule on.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// Fewest answers of a cell (D1) and of a difference between cells (D2).
    pub(super) minimum: u32,
    /// Fewest answers of a distribution (D5).
    pub(super) distribution_minimum: u32,
    /// Fewest responses behind a comment (D6).
    pub(super) comments_minimum: u32,
    /// Fewest answers of a team that is broken down into groups (D3).
    pub(super) grouping_minimum: u32,
    /// Whether cells below the minimum are withheld (D1).
    pub(super) check_cells: bool,
    /// Whether differences between teams are looked at (D2).
    pub(super) check_differences: bool,
    /// Whether cells in which everybody is on one side of the scale are banded (D4).
    pub(super) check_unanimous: bool,
    /// Whether mixtures of a dimension's score with its items' scores are looked at.
    pub(super) check_mixtures: bool,
    /// Whether a second grouping is looked at together with the tree (D3).
    pub(super) check_groups: bool,
}

impl From<DisclosurePolicy> for Rules {
    fn from(policy: DisclosurePolicy) -> Self {
        let DisclosurePolicy { minimum, distribution_minimum, comments_minimum } =
            policy.in_force();
        Self {
            minimum,
            distribution_minimum,
            comments_minimum,
            grouping_minimum: policy.grouping_minimum(),
            check_cells: true,
            check_differences: true,
            check_unanimous: true,
            check_mixtures: true,
            check_groups: true,
        }
    }
}

impl Rules {
    /// No rule at all, for answers that are public anyway.
    #[must_use]
    pub fn unprotected() -> Self {
        Self {
            minimum: 1,
            distribution_minimum: 1,
            comments_minimum: 1,
            grouping_minimum: 1,
            check_cells: false,
            check_differences: false,
            check_unanimous: false,
            check_mixtures: false,
            check_groups: false,
        }
    }
}
