//! What the generator hands out: plain data that knows nothing of stores and ids.

use super::PlantedEffect;
use app::domain::{AnswerValue, Period};

/// An organisation with its whole history.
#[derive(Clone, Debug, PartialEq)]
pub struct SampleOrganisation {
    /// What it is called; also the name of the root team.
    pub name: &'static str,
    /// Every team there ever was, parents before children, as last known.
    pub teams: Vec<SampleTeam>,
    /// Everybody there ever was; seats and responses point into this list.
    pub people: Vec<SamplePerson>,
    /// One a quarter, oldest first: the closed ones, then the open one.
    pub quarters: Vec<SampleQuarter>,
    /// Who to sign in as.
    pub cast: SampleCast,
    /// What was put in on purpose. Everything else is noise.
    pub effects: Vec<PlantedEffect>,
}

/// A team over all quarters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleTeam {
    /// Identity, through renames and moves.
    pub key: &'static str,
    /// Its last name.
    pub name: &'static str,
    /// The team it last belonged to.
    pub parent: Option<&'static str>,
    /// The first quarter (index) that has it.
    pub from: usize,
    /// The first quarter (index) that no longer has it.
    pub retired: Option<usize>,
}

/// A team as it stood in one quarter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamThen {
    /// Identity.
    pub key: &'static str,
    /// Its name in that quarter.
    pub name: &'static str,
    /// The team it belonged to in that quarter.
    pub parent: Option<&'static str>,
}

/// Somebody who is or was there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SamplePerson {
    /// Name as it is shown.
    pub name: String,
    /// Address at example.com, unique.
    pub email: String,
    /// Whether they run the programs.
    pub researcher: bool,
    /// Whether they administer the server.
    pub admin: bool,
}

/// One quarter: who was where, and what came in.
#[derive(Clone, Debug, PartialEq)]
pub struct SampleQuarter {
    /// The quarter.
    pub period: Period,
    /// Whether its wave is still running, with part of its answers in.
    pub open: bool,
    /// The teams of that quarter, parents before children.
    pub teams: Vec<TeamThen>,
    /// Who sat where.
    pub roster: Vec<SampleSeat>,
    /// What came in, in random order.
    pub responses: Vec<SampleResponse>,
}

/// A line of a quarter's roster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleSeat {
    /// Index into the people.
    pub person: usize,
    /// Key of the team.
    pub team: &'static str,
    /// Whether they manage that team.
    pub manager: bool,
    /// Tenure, location and persona as of that quarter, by name.
    pub attributes: Vec<(&'static str, &'static str)>,
}

/// What one person answered in one quarter.
///
/// Only the generator knows who; whoever stores it drops the person as for any response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleResponse {
    /// Index into the people.
    pub person: usize,
    /// Answers by key of the item in the bank; skipped and unasked items are not there.
    pub answers: Vec<(&'static str, AnswerValue)>,
}

/// The people to show the product as, by index: on the roster of every quarter, and without a
/// response in the open one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SampleCast {
    /// Keeps the roster and the server.
    pub admin: usize,
    /// The platform product manager.
    pub researcher: usize,
    /// Of the same team; codes interviews a second time. Not on every quarter's roster.
    pub second_researcher: usize,
    /// Manages a department.
    pub manager: usize,
    /// A developer in a team of middling size in the manager's department.
    pub developer: usize,
}
