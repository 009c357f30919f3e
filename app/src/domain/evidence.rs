//! What themes and jobs stand on.

use super::{About, EvidenceId, HighlightId, JobId, ThemeId};

/// What evidence is for or against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Finding {
    /// A theme.
    Theme(ThemeId),
    /// A job.
    Job(JobId),
}

/// Where evidence comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EvidenceSource {
    /// What somebody said.
    Highlight(HighlightId),
    /// A published figure.
    Cell(About),
}

/// One piece of evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Identity.
    pub id: EvidenceId,
    /// What it is for or against.
    pub finding: Finding,
    /// Where it comes from.
    pub source: EvidenceSource,
    /// For it, or against it.
    pub supports: bool,
}
