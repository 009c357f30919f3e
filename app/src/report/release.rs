//! A release: the frozen, published tables of one wave.

use super::{Cell, DimensionCell, GroupCell, OutcomeDrivers, ReleaseChange, Reliability};
use crate::domain::{
    Dimension, DisclosurePolicy, ItemId, ItemVersionId, Period, Scale, TeamId, WaveId,
};
use serde::{Deserialize, Serialize};

/// A team as it stood in the wave's frozen roster.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReleaseTeam {
    /// Identity; the same through renames and moves.
    pub team: TeamId,
    /// The team above it at that time.
    pub parent: Option<TeamId>,
    /// Its name at that time.
    pub name: String,
    /// Place in depth-first reading order.
    pub position: i64,
    /// 0 at the root.
    pub depth: i64,
    /// People whose answers can count here, with all teams below: those who report for the team
    /// or one below it. Where few people sit in a team they report further up, so this can be
    /// less than sits in it. None in imported waves (no roster), and below the policy's minimum.
    pub invited: Option<u32>,
    /// Share of the invited who answered, 0 to 1, rounded to 0.1 so that nobody can be counted
    /// out; exact where `responses` is given. None where `invited` is none.
    pub participation: Option<f64>,
    /// Responses of the whole team; only at a root, from the policy's minimum on.
    pub responses: Option<u32>,
}

/// An item as it was asked in the wave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReleaseItem {
    /// Identity through all wordings.
    pub item: ItemId,
    /// The wording that was asked.
    pub version: ItemVersionId,
    /// Waves with one series are comparable.
    pub series: i64,
    /// Short, stable name.
    pub key: String,
    /// The question as it was asked.
    pub wording: String,
    /// The group it belongs to.
    pub dimension: Dimension,
    /// What an answer could be.
    pub scale: Scale,
    /// Whether values were flipped.
    pub reverse: bool,
    /// Place in the survey.
    pub position: i64,
}

/// A comment that may be read, with nothing that links it to another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReleaseComment {
    /// The smallest team that may show it: it was written by somebody who counts in this team
    /// and in none below it that shows comments. Readers of a team above it see it, too.
    pub team: TeamId,
    /// The item it answers.
    pub item: ItemId,
    /// What was written.
    pub text: String,
}

/// The frozen, published tables of one wave, for all viewers together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Release {
    /// The wave.
    pub wave: WaveId,
    /// The quarter it stands for.
    pub period: Period,
    /// The rules it was made by.
    pub policy: DisclosurePolicy,
    /// Teams in reading order.
    pub teams: Vec<ReleaseTeam>,
    /// Items in survey order.
    pub items: Vec<ReleaseItem>,
    /// Every team x item with a number or option scale, shown or not.
    pub cells: Vec<Cell>,
    /// Every team x dimension that has number items, shown or not.
    pub dimensions: Vec<DimensionCell>,
    /// Every team x item that compares with the wave before; only where both are shown.
    pub changes: Vec<ReleaseChange>,
    /// The choice item by whose answers large teams are broken down, if the wave has one.
    pub grouping: Option<ItemId>,
    /// Every group of every team that is broken down, for each number item, shown or not.
    pub groups: Vec<GroupCell>,
    /// How far the items of each dimension go together.
    pub reliability: Vec<Reliability>,
    /// What goes with how satisfied people are on the whole.
    pub drivers: Option<OutcomeDrivers>,
    /// Comments in random order.
    pub comments: Vec<ReleaseComment>,
}
