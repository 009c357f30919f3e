//! What pages ask of the server: one small trait a noun, implemented by `server::service`.
//!
//! A page takes [`Ports`] and [`Viewing`] from the context and awaits one method. To add a
//! question: a method on the noun's trait (or a new trait and a field in [`Ports`]), its
//! implementation in `server/src/service/<noun>.rs`, and a fake in the tests that need one.
//! Methods only read: whatever changes something is a POST handled in `server/src/http`.

use crate::domain::Viewer;
use std::sync::Arc;

mod account;
mod answering;
mod codebook;
mod coding;
mod findings;
mod guides;
mod interviews;
mod kept;
mod people;
mod programs;
mod redaction;
mod results;
mod roster;
mod rotation;
mod search;
mod teams;
mod transcript;

pub use account::{AccountPort, LinkView};
pub use answering::{AnswerPage, Answerable, AnsweringPort, OpenWave, SeenPage, TokenTerms};
pub use codebook::{
    Agreed, AgreementPage, CodebookPage, CodebookPort, TagAgreement, TagEvent, TagPage, TagRow,
    TaggedWords,
};
pub use coding::{
    CodedNote, Coder, CodingPage, CodingPort, Difference, HighlightView, OwnCoding, Piece,
    SentenceView,
};
pub use findings::{
    CandidateQuery, CandidatesPage, CellPage, EvidenceView, EvidenceWords, FindingPort, Footing,
    Ground, JobPage, Lean, PeopleCount, ThemePage,
};
pub use guides::{GuidePage, GuidePort};
pub use interviews::{
    AboutQuery, AboutView, ConsentPage, InterviewList, InterviewPage, InterviewPort, InterviewRow,
    NewInterviewPage, NoteView, TeamThen,
};
pub use kept::{Kept, KeptEntry, KeptNote, KeptSection};
pub use people::{
    AuditLine, FreshLink, FreshLinks, InvitationsView, LinkToCopy, PeopleFilter, PeopleList,
    PeoplePort, PersonRow, PersonView, Presence,
};
pub use programs::{
    ItemPage, ItemRow, NewItemPage, ProgramPort, ProgramRow, ProgramView, WavePage, WaveRow,
};
pub use redaction::{RedactionPage, SuggestionView};
pub use results::{PublishedProgram, ResultsPort};
pub use roster::{
    Excerpt, FileProblem, FileProblems, MOST_ROWS, PersonChange, RosterApplied, RosterHome,
    RosterPort, RosterPreview, RosterUploaded, SAMPLE_ROSTER,
};
pub use rotation::{
    Coverage, CoveredGroup, DueTeam, FreshInvitation, InvitationPage, InvitationState,
    InvitationView, OpenQuestion, RotationPage, RotationPort, Suggested,
};
pub use search::{SearchChoices, SearchHit, SearchPage, SearchPort, SearchQuery};
pub use teams::{TeamEvent, TeamPage, TeamPerson, TeamPlace, TeamPort, TeamsView};
pub use transcript::{TranscriptPage, TranscriptRead, TranscriptView};

/// Why a page has nothing to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PortError {
    /// There is no such thing, or the viewer may not know of it.
    #[error("this page does not exist")]
    NotFound,
    /// The viewer may know of it but not see it.
    #[error("you may not see this page")]
    Forbidden,
    /// The server could not answer; the cause is in its log.
    #[error("the server could not answer; try again in a moment")]
    Unavailable,
}

/// What a port answers.
pub type PortResult<T> = Result<T, PortError>;

/// Everything pages can ask of.
#[derive(Clone)]
pub struct Ports {
    /// One's own account, and links that sign in.
    pub account: Arc<dyn AccountPort>,
    /// Surveys that are to be answered.
    pub answering: Arc<dyn AnsweringPort>,
    /// Themes and jobs.
    pub findings: Arc<dyn FindingPort>,
    /// The codebook.
    pub codebook: Arc<dyn CodebookPort>,
    /// What is marked in interviews.
    pub coding: Arc<dyn CodingPort>,
    /// Guides for interviews.
    pub guides: Arc<dyn GuidePort>,
    /// Interviews.
    pub interviews: Arc<dyn InterviewPort>,
    /// People, and what was done to the organisation.
    pub people: Arc<dyn PeoplePort>,
    /// Programs, items and waves.
    pub programs: Arc<dyn ProgramPort>,
    /// Published results.
    pub results: Arc<dyn ResultsPort>,
    /// Rosters as files.
    pub roster: Arc<dyn RosterPort>,
    /// Everything that was said, marked and found.
    pub search: Arc<dyn SearchPort>,
    /// Who is due for an interview, and invitations.
    pub rotation: Arc<dyn RotationPort>,
    /// Teams as they are today.
    pub teams: Arc<dyn TeamPort>,
}

/// Who looks at the page, if anybody is signed in; always in the context.
#[derive(Clone, Debug, Default)]
pub struct Viewing(pub Option<Viewer>);
