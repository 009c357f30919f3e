//! The roster as a file: what was applied, and what one that was uploaded would change.

use super::PortResult;
use crate::domain::{RosterUploadId, Viewer};
use async_trait::async_trait;

/// Most rows of one list that a page shows. Nobody reads further, and a roster has many.
pub const MOST_ROWS: usize = 200;

/// What a roster looks like, to be shown and to be downloaded.
pub const SAMPLE_ROSTER: &str = "\
email,name,team,manager,location
ada@example.com,Ada Okafor,Engineering,yes,Lagos
ben@example.com,Ben Lindqvist,Engineering / Payments,yes,Malmö
chi@example.com,Chi Tanaka,Engineering / Payments / Checkout,no,Malmö
";

/// The first of many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt<T> {
    /// Up to [`MOST_ROWS`] of them.
    pub rows: Vec<T>,
    /// How many there are.
    pub total: usize,
}

impl<T> Default for Excerpt<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), total: 0 }
    }
}

impl<T> Excerpt<T> {
    /// What is shown of a list, drawn from `all` by `row`.
    pub fn of<'a, S>(all: &'a [S], row: impl FnMut(&'a S) -> T) -> Self {
        Self { rows: all.iter().take(MOST_ROWS).map(row).collect(), total: all.len() }
    }

    /// How many there are that are not shown.
    #[must_use]
    pub fn more(&self) -> usize {
        self.total - self.rows.len()
    }
}

/// Where the roster stands.
#[derive(Clone, Debug)]
pub struct RosterHome {
    /// People on a team.
    pub people: usize,
    /// Teams that are not retired.
    pub teams: usize,
    /// The last roster that was applied, if any.
    pub last: Option<RosterApplied>,
    /// Most bytes of a file, in words.
    pub largest: String,
}

/// A roster that was applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RosterApplied {
    /// When, in words.
    pub when: String,
    /// Who did it; none for the command line.
    pub by: Option<String>,
    /// What changed, in words.
    pub what: String,
}

/// A problem of a file that could not be read: where it is and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileProblem {
    /// The line, where there is one.
    pub line: Option<u64>,
    /// The column's heading, where there is one.
    pub column: Option<String>,
    /// What is wrong and what to do.
    pub message: String,
}

/// Everything that is wrong with a file; in the context of the page that refuses it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileProblems(pub Excerpt<FileProblem>);

/// What has become of an uploaded file.
#[derive(Clone, Debug)]
pub enum RosterUploaded {
    /// It waits to be applied.
    Waiting(Box<RosterPreview>),
    /// It was applied.
    Applied(RosterApplied),
    /// It was not applied and has been forgotten, or there never was one.
    Gone,
}

/// What an uploaded roster would change now.
#[derive(Clone, Debug, Default)]
pub struct RosterPreview {
    /// What the file was called.
    pub file_name: String,
    /// When it came and by whom, in words.
    pub uploaded: String,
    /// How it was read: “UTF-8, separated by commas”.
    pub read_as: String,
    /// People in the file.
    pub people: usize,
    /// How many of them are already as it says.
    pub unchanged: usize,
    /// Stands for exactly these changes, so that no others are applied.
    pub fingerprint: String,
    /// Whether the roster has changed since the file came, so that it now does other things.
    pub changed_since: bool,
    /// Whether there is nothing to apply.
    pub nothing: bool,
    /// What to look at before applying it.
    pub warnings: Vec<String>,
    /// New people.
    pub joins: Excerpt<PersonChange>,
    /// People who had left and are back.
    pub returns: Excerpt<PersonChange>,
    /// People who change team.
    pub moves: Excerpt<PersonChange>,
    /// People who lose access.
    pub leaves: Excerpt<PersonChange>,
    /// People who keep access by their role, but lose their team.
    pub stays: Excerpt<PersonChange>,
    /// New names.
    pub renames: Excerpt<PersonChange>,
    /// Who becomes manager, and who no longer is.
    pub manager_changes: Excerpt<PersonChange>,
    /// Changes of the free attributes.
    pub attribute_changes: Excerpt<PersonChange>,
    /// Teams that are created.
    pub new_teams: Excerpt<String>,
    /// Retired teams that are reopened.
    pub reopened_teams: Excerpt<String>,
    /// Teams that lose their last person.
    pub emptied_teams: Excerpt<String>,
}

/// A change about one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonChange {
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// What it is now; empty where there is nothing.
    pub before: String,
    /// What it would be.
    pub after: String,
}

/// Questions about rosters.
#[async_trait]
pub trait RosterPort: Send + Sync {
    /// Where the roster stands.
    async fn roster(&self, viewer: &Viewer) -> PortResult<RosterHome>;
    /// What an uploaded file would change now, or did.
    async fn roster_upload(
        &self,
        viewer: &Viewer,
        id: RosterUploadId,
    ) -> PortResult<RosterUploaded>;
}
