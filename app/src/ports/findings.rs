//! Themes, jobs, and what both stand on, as researchers see them.

use super::{AboutQuery, AboutView, PortResult};
use crate::domain::{Evidence, Finding, Job, JobId, Theme, ThemeId, Viewer};
use async_trait::async_trait;

/// How much a finding stands on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Footing {
    /// Teams that said something of it, or whose figures do.
    pub teams: usize,
    /// People who said something of it.
    pub people: usize,
    /// Pieces of evidence for it.
    pub supports: usize,
    /// Pieces of evidence against it.
    pub against: usize,
}

/// What one piece of evidence says.
#[derive(Clone, Debug)]
pub enum EvidenceWords {
    /// What somebody said.
    Quote {
        /// The words that are marked.
        words: String,
        /// Team and day.
        whence: String,
        /// The tags on it.
        tags: Vec<String>,
        /// The interview.
        href: String,
    },
    /// A published figure.
    Cell {
        /// The figure.
        about: AboutView,
        /// What it says, in a few words.
        figure: String,
    },
    /// Something that the viewer may not read, or not yet.
    Hidden,
}

/// One piece of evidence.
#[derive(Clone, Debug)]
pub struct EvidenceView {
    /// The piece.
    pub evidence: Evidence,
    /// What it says.
    pub words: EvidenceWords,
}

/// A theme's page.
#[derive(Clone, Debug)]
pub struct ThemePage {
    /// The theme.
    pub theme: Theme,
    /// Its summary as it is shown; safe.
    pub html: String,
    /// How much it stands on.
    pub footing: Footing,
    /// All of that.
    pub evidence: Vec<EvidenceView>,
}

/// A job's page.
#[derive(Clone, Debug)]
pub struct JobPage {
    /// The job.
    pub job: Job,
    /// How much it stands on.
    pub footing: Footing,
    /// All of that.
    pub evidence: Vec<EvidenceView>,
}

/// Highlights that could be evidence.
#[derive(Clone, Debug)]
pub struct CandidatesPage {
    /// What the finding says.
    pub title: String,
    /// The highlights that were found, by id. None where nothing was looked for.
    pub found: Option<Vec<(String, EvidenceWords)>>,
}

/// The findings that a published figure can be evidence of.
#[derive(Clone, Debug)]
pub struct CellPage {
    /// The figure; none where the address names no published one.
    pub about: Option<AboutView>,
    /// Themes in use, then jobs in use: an address each, and what it says.
    pub findings: Vec<(String, String)>,
}

/// Questions about findings.
#[async_trait]
pub trait FindingPort: Send + Sync {
    /// What a new one is going to be called: sent twice, it is made once.
    fn fresh(&self) -> String;
    /// Every theme, those that stand on most people first, retired ones last.
    async fn themes(&self, viewer: &Viewer) -> PortResult<Vec<(Theme, Footing)>>;
    /// One theme.
    async fn theme(&self, viewer: &Viewer, id: ThemeId) -> PortResult<ThemePage>;
    /// Every job, by the gap between importance and satisfaction, retired ones last.
    async fn jobs(&self, viewer: &Viewer) -> PortResult<Vec<(Job, Footing)>>;
    /// One job.
    async fn job(&self, viewer: &Viewer, id: JobId) -> PortResult<JobPage>;
    /// Highlights with these words that are no evidence of the finding yet.
    async fn candidates(
        &self,
        viewer: &Viewer,
        finding: Finding,
        words: &str,
    ) -> PortResult<CandidatesPage>;
    /// What a published figure can be evidence of.
    async fn cell(&self, viewer: &Viewer, about: AboutQuery) -> PortResult<CellPage>;
}
