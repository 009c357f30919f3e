//! The answers to “how likely are you to recommend ...?”.

use serde::{Deserialize, Serialize};

/// What a team's answers on the scale from 0 to 10 come to.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NetPromoter {
    /// From 30 answers on.
    Score {
        /// Share of promoters less share of detractors, from -100 to 100.
        score: f64,
        /// How far the score of another such sample would typically be from the truth.
        standard_error: f64,
    },
    /// Below 30, where a score could be anything within 30 points: the three shares, 0 to 1.
    Shares {
        /// Answered 9 or 10.
        promoters: f64,
        /// Answered 7 or 8.
        passives: f64,
        /// Answered 0 to 6.
        detractors: f64,
    },
}
