//! Figures of groups within a team: a second grouping, by an answer that everybody gives (D3).

use super::{Interval, Shown};
use crate::domain::{ItemId, TeamId};
use serde::{Deserialize, Serialize};

/// The figures of those people of a team who gave one answer to the grouping item. No score and
/// no distribution: they are for whole teams.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupFigures {
    /// Responses of the group with a value: n.
    pub answered: u32,
    /// Those of them in the favourable set: x.
    pub favourable: u32,
    /// x / n, 0 to 1.
    pub share: f64,
    /// Wilson's 95 % interval for it. How many people of a group were invited is not known.
    pub interval: Interval,
}

/// One team x item x group of a release; only of teams that are large enough to be broken down.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupCell {
    /// The team, with all below it.
    pub team: TeamId,
    /// The item.
    pub item: ItemId,
    /// The option of the grouping item, counted from 0.
    pub option: u16,
    /// Its figures or why not.
    pub shown: Shown<GroupFigures>,
}
