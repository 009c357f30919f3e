//! What somebody reads before the first question: which groups their answers will count in.

use crate::domain::TeamId;
use serde::{Deserialize, Serialize};

/// Who can read the figures of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Readers {
    /// Everybody who can sign in: the figures of the organisation.
    Everyone,
    /// The people who sit in the team, the managers of the team and of every team above it,
    /// researchers and administrators.
    TeamAndManagers,
}

/// A group that an answer counts in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AudienceGroup {
    /// The team that the group's figures are shown for.
    pub team: TeamId,
    /// Its name in the wave.
    pub name: String,
    /// How many people's answers can count in it, with all teams below.
    pub people: u32,
    /// Whether it has people enough for its figures to be shown at all.
    pub can_be_shown: bool,
    /// Who can read its figures.
    pub readers: Readers,
}

/// Everything the answering page says about who will see what, for one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Audience {
    /// The groups the answers will count in: the reporting team first, the organisation last.
    /// Never empty.
    pub groups: Vec<AudienceGroup>,
    /// How many people, this one included, share the reporting team that is kept beside the
    /// answers: one response cannot be told from those of the others.
    pub among: u32,
    /// Whether the answers count for a team further up than the person's own, because too
    /// few people answer for their own.
    pub counted_further_up: bool,
    /// Fewest answers to one question that are ever shown.
    pub minimum: u32,
    /// Fewest answers for how many chose which value.
    pub distribution_minimum: u32,
    /// Fewest responses for comments to be shown.
    pub comments_minimum: u32,
    /// The question by whose answers larger teams are broken down as well, if there is one.
    pub grouping: Option<String>,
    /// Fewest answers of a team that is broken down.
    pub grouping_minimum: u32,
}
