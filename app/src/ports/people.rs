//! Everybody there is, and what was done to the organisation, as admins see it.

use super::PortResult;
use crate::domain::{Email, Person, PersonId, Viewer};
use async_trait::async_trait;

/// Which people a list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Presence {
    /// Those who have not left.
    #[default]
    Here,
    /// Those who have left.
    Left,
    /// Everybody.
    All,
}

impl Presence {
    /// Its name in addresses.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Here => "here",
            Self::Left => "left",
            Self::All => "all",
        }
    }

    /// Reads it from an address; whatever is unknown shows who is here.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        [Self::Left, Self::All].into_iter().find(|it| it.name() == text).unwrap_or_default()
    }
}

/// What is looked for among people.
#[derive(Clone, Debug, Default)]
pub struct PeopleFilter {
    /// Words of a name, an address or a team; each must be found.
    pub words: String,
    /// Who has left, or not.
    pub presence: Presence,
    /// Which page of what was found, from 1.
    pub page: u32,
}

/// Somebody in a list.
#[derive(Clone, Debug)]
pub struct PersonRow {
    /// The person.
    pub person: Person,
    /// Their team with all above it, in words.
    pub team: Option<String>,
}

/// One page of people.
#[derive(Clone, Debug)]
pub struct PeopleList {
    /// Who is on it, by name.
    pub rows: Vec<PersonRow>,
    /// Which page it is, from 1.
    pub page: u32,
    /// How many pages were found; at least 1.
    pub pages: u32,
    /// How many people were found.
    pub found: usize,
    /// How many people there are at all, those who left included.
    pub everybody: usize,
}

/// A person's page.
#[derive(Clone, Debug)]
pub struct PersonView {
    /// The person.
    pub person: Person,
    /// Their team with all above it, in words.
    pub team: Option<String>,
    /// Whether they have a password.
    pub has_password: bool,
    /// Whether they may sign in at all.
    pub may_sign_in: bool,
    /// In how many browsers they are signed in. When they were last there is not told: beside an
    /// open survey it would say when they answered.
    pub browsers: u32,
    /// Whether it is the viewer.
    pub is_viewer: bool,
}

/// A one-time link that was just made, for the answer to the form that made it and nowhere else.
#[derive(Clone)]
pub struct FreshLink {
    /// The whole address, to be copied; none where it went out by e-mail.
    pub url: Option<String>,
    /// Whether sending it by e-mail was tried and failed.
    pub mail_failed: bool,
}

/// Whom inviting everybody at once would reach.
#[derive(Clone, Copy, Debug)]
pub struct InvitationsView {
    /// People who can't sign in yet and hold no link, the viewer not counted.
    pub new: usize,
    /// People who can't sign in yet and hold a link that still works.
    pub invited: usize,
    /// Whether invitations go out by e-mail; else the links are handed over.
    pub by_mail: bool,
}

/// A one-time link to be handed over.
#[derive(Clone)]
pub struct LinkToCopy {
    /// Whose it is.
    pub name: String,
    /// Their address.
    pub email: Email,
    /// The whole link.
    pub url: String,
}

/// The links that were just made for everybody, for the answer to the form that made them and
/// nowhere else.
#[derive(Clone)]
pub struct FreshLinks(pub Vec<LinkToCopy>);

/// One thing that was done.
#[derive(Clone, Debug)]
pub struct AuditLine {
    /// When, in words.
    pub at: String,
    /// Who did it.
    pub who: String,
    /// What, in words.
    pub what: String,
}

/// Questions about people.
#[async_trait]
pub trait PeoplePort: Send + Sync {
    /// One page of those who are looked for.
    async fn people(&self, viewer: &Viewer, filter: &PeopleFilter) -> PortResult<PeopleList>;
    /// One person.
    async fn person(&self, viewer: &Viewer, id: PersonId) -> PortResult<PersonView>;
    /// Whom inviting everybody at once would reach.
    async fn invitations(&self, viewer: &Viewer) -> PortResult<InvitationsView>;
    /// What was done last, newest first.
    async fn audit(&self, viewer: &Viewer) -> PortResult<Vec<AuditLine>>;
}
