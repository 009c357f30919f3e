//! How many people a share is a share of.

/// N, the people a finite interval and the bounds refer to: those invited to whom the item
/// applies, and never fewer than answered.
///
/// `invited` counts the wave's frozen roster in the team, `not_applicable` those who said that
/// the item does not apply to them, `answered` those who gave a value. Whoever said nothing is
/// taken for somebody to whom it applies: only they themselves could say otherwise.
///
/// Source: this project's definition, N = max(N0 - a, n).
///
/// ```
/// use soundings::analysis::population;
/// assert_eq!(population::size(9, 1, 7), 8);
/// // More answers than invited people: the roster was changed by hand after the wave opened.
/// assert_eq!(population::size(6, 0, 7), 7);
/// ```
#[must_use]
pub fn size(invited: u32, not_applicable: u32, answered: u32) -> u32 {
    invited.saturating_sub(not_applicable).max(answered)
}
