//! Themes, jobs, and what both stand on: all of it for researchers; for managers and admins what was
//! agreed to be quoted, told with groups of people.

use super::{AboutQuery, AboutView, PortResult};
use crate::{
    domain::{EvidenceId, Finding, Job, JobId, Period, TagId, Theme, ThemeId, Viewer},
    report::{CellFigures, Shown, Voice},
};
use async_trait::async_trait;

/// How many people, as far as that is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeopleCount {
    /// So many.
    Exactly(usize),
    /// Fewer than this, and no more is told.
    FewerThan(u32),
}

/// Which way the evidence of a finding leans. Each person and each figure counts once a side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lean {
    /// There is none.
    #[default]
    Nothing,
    /// All of it is for it.
    AllFor,
    /// More is for it than against it.
    MostlyFor,
    /// As much is for it as against it.
    Both,
    /// More is against it than for it.
    MostlyAgainst,
    /// All of it is against it.
    AllAgainst,
}

impl Lean {
    /// By how much is on either side.
    #[must_use]
    pub fn of(supports: usize, against: usize) -> Self {
        match (supports, against) {
            (0, 0) => Self::Nothing,
            (_, 0) => Self::AllFor,
            (0, _) => Self::AllAgainst,
            _ if supports > against => Self::MostlyFor,
            _ if supports < against => Self::MostlyAgainst,
            _ => Self::Both,
        }
    }

    /// In words.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Nothing => "No evidence",
            Self::AllFor => "All for it",
            Self::MostlyFor => "Mostly for it",
            Self::Both => "As much for it as against it",
            Self::MostlyAgainst => "Mostly against it",
            Self::AllAgainst => "All against it",
        }
    }
}

/// How much a finding stands on: never how many quotes, of which one person may have many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Footing {
    /// Teams that said something of it, or whose figures do.
    pub teams: usize,
    /// People who said something of it.
    pub people: PeopleCount,
    /// Which way it leans.
    pub lean: Lean,
    /// The quarter of the newest piece.
    pub newest: Option<Period>,
}

/// What one piece of evidence says.
#[derive(Clone, Debug)]
pub enum EvidenceWords {
    /// What somebody said.
    Quote {
        /// The words, and whence they are.
        voice: Voice,
        /// The tags on it.
        tags: Vec<String>,
    },
    /// A published figure.
    Cell {
        /// The figure.
        about: AboutView,
        /// What it says; none where it is of all items.
        figure: Option<Box<Shown<CellFigures>>>,
    },
    /// Something that the viewer may not read, or not yet.
    Hidden,
}

/// One piece of evidence.
#[derive(Clone, Debug)]
pub struct EvidenceView {
    /// The piece, for whoever may change it.
    pub id: Option<EvidenceId>,
    /// For it, or against it.
    pub supports: bool,
    /// What it says.
    pub words: EvidenceWords,
}

/// What a finding stands on, as far as the viewer sees it.
#[derive(Clone, Debug)]
pub struct Ground {
    /// How much that is.
    pub footing: Footing,
    /// The pieces. Quotes are in random order, the same each time.
    pub evidence: Vec<EvidenceView>,
    /// Where quotes are shown by the rule for everybody: how many people it asks for.
    pub quoting: Option<u32>,
}

/// A theme's page.
#[derive(Clone, Debug)]
pub struct ThemePage {
    /// The theme.
    pub theme: Theme,
    /// Its summary as it is shown; safe.
    pub html: String,
    /// What it stands on.
    pub ground: Ground,
}

/// A job's page.
#[derive(Clone, Debug)]
pub struct JobPage {
    /// The job.
    pub job: Job,
    /// What it stands on.
    pub ground: Ground,
}

/// Which highlights to look for.
#[derive(Clone, Debug, Default)]
pub struct CandidateQuery {
    /// Words; empty for any.
    pub words: String,
    /// Marked with this tag or one below it.
    pub tag: Option<TagId>,
}

/// Highlights that could be evidence.
#[derive(Clone, Debug)]
pub struct CandidatesPage {
    /// What the finding says.
    pub title: String,
    /// The codebook, to choose from.
    pub tags: Vec<(String, String)>,
    /// The highlights that were found, by id.
    pub found: Vec<(String, EvidenceWords)>,
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
    /// Every theme, those with the newest evidence first, retired ones last.
    async fn themes(&self, viewer: &Viewer) -> PortResult<Vec<(Theme, Footing)>>;
    /// One theme.
    async fn theme(&self, viewer: &Viewer, id: ThemeId) -> PortResult<ThemePage>;
    /// Every job, by the gap between importance and satisfaction, retired ones last.
    async fn jobs(&self, viewer: &Viewer) -> PortResult<Vec<(Job, Footing)>>;
    /// One job.
    async fn job(&self, viewer: &Viewer, id: JobId) -> PortResult<JobPage>;
    /// Highlights that are no evidence of the finding yet.
    async fn candidates(
        &self,
        viewer: &Viewer,
        finding: Finding,
        query: &CandidateQuery,
    ) -> PortResult<CandidatesPage>;
    /// What a published figure can be evidence of.
    async fn cell(&self, viewer: &Viewer, about: AboutQuery) -> PortResult<CellPage>;
}
