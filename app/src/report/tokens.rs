//! How many tokens of a wave there were.

use crate::domain::TeamId;
use serde::{Deserialize, Serialize};

/// Of one reporting team: how many were asked, got a token, and had one come with answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenCounts {
    /// The reporting team.
    pub team: TeamId,
    /// People who report for it.
    pub invited: i64,
    /// Tokens that were given to them.
    pub issued: i64,
    /// Tokens that came with answers.
    pub redeemed: i64,
}
