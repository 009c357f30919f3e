//! People, their roles, and who is looking at a page.

use super::{Email, PersonId, TeamId};
use serde::{Deserialize, Serialize};

/// What somebody may do; a person can hold several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Answers surveys; sees the organisation's figures and, where published, their own team's.
    Developer,
    /// Sees the figures of their team and all below it.
    Manager,
    /// The platform product manager: runs programs and sees all that is published.
    Researcher,
    /// Keeps the roster, people and settings; sees all that is published.
    Admin,
}

impl Role {
    /// Every role, least powerful first.
    pub const ALL: [Self; 4] = [Self::Developer, Self::Manager, Self::Researcher, Self::Admin];

    /// The role's name in URLs, files and the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Developer => "developer",
            Self::Manager => "manager",
            Self::Researcher => "researcher",
            Self::Admin => "admin",
        }
    }

    /// Reads a role's name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == text)
    }
}

/// The roles of one person. Everybody on the roster is a developer.
///
/// `manager` comes from the roster and holds for the person's own team and all below it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roles {
    /// Manager of the team the person sits in.
    pub manager: bool,
    /// Platform product manager.
    pub researcher: bool,
    /// Administrator.
    pub admin: bool,
}

impl Roles {
    /// Whether the person holds `role`.
    #[must_use]
    pub fn has(self, role: Role) -> bool {
        match role {
            Role::Developer => true,
            Role::Manager => self.manager,
            Role::Researcher => self.researcher,
            Role::Admin => self.admin,
        }
    }
}

/// Somebody who is or was on the roster, or who administers the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Identity.
    pub id: PersonId,
    /// Address, unique among all people.
    pub email: Email,
    /// Name as it is shown.
    pub name: String,
    /// The team they are on now, if any.
    pub team: Option<TeamId>,
    /// What they may do.
    pub roles: Roles,
    /// Free attributes of the roster, such as tenure or location, by name.
    pub attributes: Vec<(String, String)>,
    /// Whether they have left; nobody is deleted, so that history keeps its names.
    pub left: bool,
}

/// Who is signed in and looking at a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Viewer {
    /// The person.
    pub person: PersonId,
    /// The browser they are signed in with.
    pub session: super::SessionId,
    /// Address.
    pub email: Email,
    /// Name as it is shown.
    pub name: String,
    /// Team, today.
    pub team: Option<TeamId>,
    /// What they may do.
    pub roles: Roles,
}
