//! Programs: recurring surveys and their schedule.

use super::{ItemId, ProgramId};
use serde::{Deserialize, Serialize};

/// How answers are kept apart from people (see the privacy paper).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// The server signs a token that it cannot read, and takes answers with a token and without a
    /// person: nobody can tell which are whose. Needs script.
    #[default]
    Unlinkable,
    /// The same, and confidential for whoever chooses that, or has no script.
    Either,
    /// The server knows who has answered, and stores the response without the person.
    Confidential,
}

impl Mode {
    /// Each of them, the one that is proposed first.
    pub const ALL: [Self; 3] = [Self::Unlinkable, Self::Either, Self::Confidential];

    /// The mode's name in the database and in forms.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Unlinkable => "unlinkable",
            Self::Either => "either",
            Self::Confidential => "confidential",
        }
    }

    /// Reads a mode's name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.name() == text)
    }

    /// Whether answers are taken with a token.
    #[must_use]
    pub fn takes_tokens(self) -> bool {
        self != Self::Confidential
    }

    /// Whether answers are taken from whoever is signed in.
    #[must_use]
    pub fn takes_sign_ins(self) -> bool {
        self != Self::Unlinkable
    }
}

/// When the waves of a program open and close by themselves: once a quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    /// Days after the quarter's first day at which the wave opens, 0 to 75.
    pub opens_after_days: i64,
    /// Days for which it stays open, 1 to 60.
    pub open_days: i64,
}

impl Default for Schedule {
    fn default() -> Self {
        Self { opens_after_days: 30, open_days: 14 }
    }
}

/// A recurring survey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Program {
    /// Identity.
    pub id: ProgramId,
    /// Unique name, such as “Quarterly developer experience”.
    pub name: String,
    /// One sentence to developers: what it is for and what happens with it.
    pub purpose: String,
    /// How answers are kept apart from people.
    pub mode: Mode,
    /// None: waves are created by hand.
    pub schedule: Option<Schedule>,
    /// The choice item by whose answers figures of large teams are broken down as well.
    pub grouping: Option<ItemId>,
    /// An archived program runs no more waves; what it published stays.
    pub archived: bool,
}
