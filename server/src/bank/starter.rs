//! The standard set: what “New program from the standard set” asks.

use super::{BankItem, bank};
use app::domain::Scale;

/// Seconds for signing in and for reading who will see what, before the first question.
pub const SECONDS_TO_START: u32 = 60;

/// The set, in the order it is asked. One section a dimension. The quarter as a whole comes last,
/// when its parts have come back to mind, and the open questions after that: whoever has no time
/// left to write has answered everything else.
pub(super) const KEYS: &[&str] = &[
    "ci-use",
    "ci-speed",
    "ci-trust",
    "review-wait",
    "fits-in-mind",
    "far-afield",
    "two-hours",
    "pushed-aside",
    "interruptions",
    "local-use",
    "local-start",
    "local-faithful",
    "editor",
    "portal-use",
    "portal-find",
    "portal-true",
    "nothing-written",
    "pipeline-use",
    "deploy-effort",
    "deploy-confidence",
    "rollback",
    "on-call-use",
    "alert-worth",
    "first-step",
    "time-for-me",
    "across-teams",
    "platform-use",
    "platform-answer",
    "platform-wait",
    "platform-wish",
    "good-quarter",
    "recommend",
    "keep-this",
    "one-change",
];

/// The standard set: all ten dimensions in under ten minutes.
#[must_use]
pub fn starter() -> Vec<BankItem> {
    let bank = bank();
    KEYS.iter().filter_map(|&key| bank.iter().find(|item| item.key == key).copied()).collect()
}

/// How long one item takes, in seconds; our estimate for somebody who reads every word.
///
/// A comment counts as the mean of the many who leave it empty and the few who write for two
/// or three minutes.
#[must_use]
pub fn seconds_to_answer(scale: &Scale) -> u32 {
    match scale {
        Scale::Likert5 | Scale::Likert7 | Scale::Yesno => 9,
        Scale::Scale10 | Scale::Nps => 11,
        Scale::Choice { .. } => 8,
        Scale::MultiChoice { .. } => 18,
        Scale::Text => 45,
    }
}

/// How long a survey of these scales takes somebody who is asked every item.
///
/// ```
/// use soundings::bank::{estimated_seconds, starter};
/// let scales: Vec<_> = starter().iter().map(|item| item.scale.scale()).collect();
/// assert!(estimated_seconds(&scales) < 10 * 60);
/// ```
#[must_use]
pub fn estimated_seconds(scales: &[Scale]) -> u32 {
    SECONDS_TO_START + scales.iter().map(seconds_to_answer).sum::<u32>()
}
