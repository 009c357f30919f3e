//! Items (questions), their immutable versions, scales and gates.

use super::{ItemId, ItemVersionId};
use serde::{Deserialize, Serialize};

/// A named group of items; every item belongs to exactly one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dimension {
    /// How satisfied people are on the whole.
    Satisfaction,
    /// How fast and how useful the answers to “does it work?” are.
    FeedbackLoops,
    /// How much one has to hold in mind to get something done.
    CognitiveLoad,
    /// Whether there is time and quiet to do deep work.
    Flow,
    /// The tools one works with all day.
    Tooling,
    /// Whether what one needs to know can be found and is true.
    Documentation,
    /// Getting a change to users.
    Deployment,
    /// Being responsible for what runs.
    OnCall,
    /// Working with other people and teams.
    Collaboration,
    /// What it is like to be helped by the platform team.
    PlatformSupport,
}

impl Dimension {
    /// Every dimension in the order in which pages show them.
    pub const ALL: [Self; 10] = [
        Self::Satisfaction,
        Self::FeedbackLoops,
        Self::CognitiveLoad,
        Self::Flow,
        Self::Tooling,
        Self::Documentation,
        Self::Deployment,
        Self::OnCall,
        Self::Collaboration,
        Self::PlatformSupport,
    ];

    /// The dimension's name in URLs, files and the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Satisfaction => "satisfaction",
            Self::FeedbackLoops => "feedback-loops",
            Self::CognitiveLoad => "cognitive-load",
            Self::Flow => "flow",
            Self::Tooling => "tooling",
            Self::Documentation => "documentation",
            Self::Deployment => "deployment",
            Self::OnCall => "on-call",
            Self::Collaboration => "collaboration",
            Self::PlatformSupport => "platform-support",
        }
    }

    /// What people read.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Satisfaction => "Overall satisfaction",
            Self::FeedbackLoops => "Feedback loops",
            Self::CognitiveLoad => "Cognitive load",
            Self::Flow => "Flow",
            Self::Tooling => "Tooling",
            Self::Documentation => "Documentation",
            Self::Deployment => "Deployment and release",
            Self::OnCall => "On-call",
            Self::Collaboration => "Collaboration",
            Self::PlatformSupport => "Platform team support",
        }
    }

    /// Reads a dimension's name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dimension| dimension.name() == text.trim())
    }
}

/// What an answer to an item can be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Scale {
    /// 1 (strongly disagree) to 5 (strongly agree); favourable from 4.
    Likert5,
    /// 1 to 7; favourable from 6.
    Likert7,
    /// 1 to 10; favourable from 8.
    Scale10,
    /// 0 to 10, how likely to recommend; promoters from 9.
    Nps,
    /// No (0) or yes (1).
    Yesno,
    /// One of several options.
    Choice {
        /// What can be chosen, in order.
        options: Vec<String>,
    },
    /// Any number of several options.
    MultiChoice {
        /// What can be ticked, in order.
        options: Vec<String>,
    },
    /// Free text: a comment.
    Text,
}

impl Scale {
    /// The scale's name in files and the database.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Likert5 => "likert5",
            Self::Likert7 => "likert7",
            Self::Scale10 => "scale10",
            Self::Nps => "nps",
            Self::Yesno => "yesno",
            Self::Choice { .. } => "choice",
            Self::MultiChoice { .. } => "multi-choice",
            Self::Text => "text",
        }
    }

    /// Reads a scale's name; `options` are used where the scale has some.
    #[must_use]
    pub fn parse(name: &str, options: Vec<String>) -> Option<Self> {
        Some(match name.trim() {
            "likert5" => Self::Likert5,
            "likert7" => Self::Likert7,
            "scale10" => Self::Scale10,
            "nps" => Self::Nps,
            "yesno" => Self::Yesno,
            "choice" => Self::Choice { options },
            "multi-choice" => Self::MultiChoice { options },
            "text" => Self::Text,
            _ => return None,
        })
    }

    /// Smallest and largest value, for scales whose answers are numbers.
    #[must_use]
    pub fn range(&self) -> Option<(i16, i16)> {
        match self {
            Self::Likert5 => Some((1, 5)),
            Self::Likert7 => Some((1, 7)),
            Self::Scale10 => Some((1, 10)),
            Self::Nps => Some((0, 10)),
            Self::Yesno => Some((0, 1)),
            Self::Choice { .. } | Self::MultiChoice { .. } | Self::Text => None,
        }
    }

    /// The lowest favourable value, for scales whose answers are numbers.
    #[must_use]
    pub fn favourable_from(&self) -> Option<i16> {
        match self {
            Self::Likert5 => Some(4),
            Self::Likert7 => Some(6),
            Self::Scale10 => Some(8),
            Self::Nps => Some(9),
            Self::Yesno => Some(1),
            Self::Choice { .. } | Self::MultiChoice { .. } | Self::Text => None,
        }
    }

    /// The options, where there are some.
    #[must_use]
    pub fn options(&self) -> &[String] {
        match self {
            Self::Choice { options } | Self::MultiChoice { options } => options,
            _ => &[],
        }
    }
}

/// An item is asked only of those who answered another, a `choice` item, in one of these ways.
///
/// This is how ratings of a tool come only from people who used it in the last quarter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gate {
    /// The item that decides.
    pub item: ItemId,
    /// The options (counted from 0) that open the gate.
    pub asked_if: Vec<u16>,
}

/// A question, the same through all its wordings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Identity.
    pub id: ItemId,
    /// Short, stable name in files and exports, such as `build-speed`.
    pub key: String,
    /// The group it belongs to.
    pub dimension: Dimension,
    /// The wording in force.
    pub current: ItemVersion,
}

impl Item {
    /// Whether people can be grouped by what they answer: they choose one of a few options.
    #[must_use]
    pub fn can_group(&self) -> bool {
        matches!(&self.current.scale, Scale::Choice { options } if (2..=8).contains(&options.len()))
    }
}

/// One wording of an item. Never changed once it exists; a new wording is a new version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemVersion {
    /// Identity.
    pub id: ItemVersionId,
    /// The item it words.
    pub item: ItemId,
    /// 1 for the first wording.
    pub version: i64,
    /// Versions with one series number are comparable over time; a change that breaks
    /// comparability starts the next number.
    pub series: i64,
    /// The question as it is asked.
    pub wording: String,
    /// A sentence of help below it; may be empty.
    pub help: String,
    /// What an answer can be.
    pub scale: Scale,
    /// Whether agreement is bad news: values are flipped before any figure is made.
    pub reverse: bool,
    /// Who is asked at all.
    pub gate: Option<Gate>,
}

impl ItemVersion {
    /// A number answer as figures see it: flipped where the item is reversed.
    #[must_use]
    pub fn oriented(&self, value: i16) -> i16 {
        match (self.reverse, self.scale.range()) {
            (true, Some((min, max))) => max + min - value,
            _ => value,
        }
    }
}
