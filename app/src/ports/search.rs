//! Searching what was said, what was marked in it, and what was found.

use super::PortResult;
use crate::domain::Viewer;
use async_trait::async_trait;

/// What somebody looks for, as an address has it. An empty text means that it does not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchQuery {
    /// Words; each must be there, or at least begin there.
    pub words: String,
    /// `note`, `highlight`, `theme` or `job`.
    pub kind: String,
    /// A team's id; teams below it count.
    pub team: String,
    /// A quarter, such as `2026-Q4`.
    pub quarter: String,
    /// What the roster says of the person, as `name=value`.
    pub attribute: String,
    /// A tag's id; tags below it count.
    pub tag: String,
    /// Which page of what was found, from 1.
    pub page: u32,
}

/// What can be chosen, each as a value and how it is called.
#[derive(Clone, Debug, Default)]
pub struct SearchChoices {
    /// Teams of those with whom there were interviews, and those above them.
    pub teams: Vec<(String, String)>,
    /// Quarters with interviews, the newest first.
    pub quarters: Vec<(String, String)>,
    /// What the roster says of people, where few values are shared by many.
    pub attributes: Vec<(String, String)>,
    /// The codebook.
    pub tags: Vec<(String, String)>,
}

/// Something that was found. It carries no name of whoever was interviewed.
#[derive(Clone, Debug)]
pub struct SearchHit {
    /// “Note”, “Highlight”, “Theme” or “Job”.
    pub kind: &'static str,
    /// Where it is.
    pub href: String,
    /// What it is called.
    pub title: String,
    /// The words around what was found: a piece, and whether it was looked for.
    pub snippet: Vec<(String, bool)>,
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct SearchPage {
    /// What can be chosen.
    pub choices: SearchChoices,
    /// This page of it. None where nothing was looked for.
    pub hits: Option<Vec<SearchHit>>,
    /// Whether there are more.
    pub more: bool,
}

/// Questions about what was said.
#[async_trait]
pub trait SearchPort: Send + Sync {
    /// What answers a query, as far as the viewer may read it.
    async fn search(&self, viewer: &Viewer, query: &SearchQuery) -> PortResult<SearchPage>;
}
