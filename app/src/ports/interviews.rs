//! Interviews, as researchers see them, and consent, as the person sees it who gave it.

use super::{InvitationView, PortResult, RedactionPage, TranscriptPage, TranscriptView};
use crate::{
    domain::{
        About, Answer, Consent, Dimension, Guide, GuideId, Interview, InterviewId, ItemId,
        NotePlace, TeamId, Viewer, WaveId,
    },
    report::{DimensionFigures, Shown},
};
use async_trait::async_trait;

/// An interview in words.
#[derive(Clone, Debug)]
pub struct InterviewRow {
    /// The interview.
    pub interview: Interview,
    /// When it begins, in words.
    pub when: String,
    /// With whom. None once it is withdrawn or expired, and for whoever may not read it.
    pub person: Option<String>,
    /// The team they were on.
    pub team: Option<String>,
    /// Who asks.
    pub interviewer: String,
    /// The guide's name.
    pub guide: String,
    /// Whether the viewer may open it.
    pub may_read: bool,
    /// What the person said to the invitation, as long as it matters.
    pub answer: Option<Answer>,
}

/// One page of interviews.
#[derive(Clone, Debug)]
pub struct InterviewList {
    /// Newest first.
    pub rows: Vec<InterviewRow>,
    /// Which page, from 1.
    pub page: u32,
    /// How many pages there are; at least 1.
    pub pages: u32,
}

/// A published figure in words.
#[derive(Clone, Debug)]
pub struct AboutView {
    /// The figure.
    pub about: About,
    /// Its item's wording, or the team alone.
    pub what: String,
    /// Team and quarter.
    pub whose: String,
    /// Where it is shown.
    pub href: String,
}

/// The form for a new interview.
#[derive(Clone, Debug)]
pub struct NewInterviewPage {
    /// What it is going to be called: sent twice, it is made once.
    pub id: InterviewId,
    /// The guides that can be used.
    pub guides: Vec<Guide>,
    /// The one to begin with.
    pub guide: Option<GuideId>,
    /// The figure it is about.
    pub about: Option<AboutView>,
}

/// A figure as an address names it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AboutQuery {
    /// The wave.
    pub wave: Option<WaveId>,
    /// The team.
    pub team: Option<TeamId>,
    /// The item.
    pub item: Option<ItemId>,
}

/// A note as it is read.
#[derive(Clone, Debug)]
pub struct NoteView {
    /// Where.
    pub place: NotePlace,
    /// Who wrote it.
    pub author: String,
    /// Whether the viewer did.
    pub own: bool,
    /// As it was typed.
    pub text: String,
    /// As it is shown; safe.
    pub html: String,
    /// How often it was saved.
    pub revision: i64,
}

/// A team's figures at the time of an interview, as they are published.
#[derive(Clone, Debug)]
pub struct TeamThen {
    /// Team and quarter.
    pub whose: String,
    /// Where they are shown.
    pub href: String,
    /// The score of each dimension, or why there is none.
    pub scores: Vec<(Dimension, Shown<DimensionFigures>)>,
    /// Fewest answers of a figure.
    pub minimum: u32,
}

/// An interview's page, for reading and for taking notes.
#[derive(Clone, Debug)]
pub struct InterviewPage {
    /// The interview.
    pub row: InterviewRow,
    /// The person's address, to write to them.
    pub email: Option<String>,
    /// Who sits in.
    pub observer: Option<(String, String)>,
    /// The guide in the version it uses.
    pub guide: Guide,
    /// The figure it is about.
    pub about: Option<AboutView>,
    /// What the survey before it said of the team.
    pub then: Option<TeamThen>,
    /// What the person agreed to.
    pub consent: Option<Consent>,
    /// Until when it is kept, in words.
    pub keep_until: Option<String>,
    /// Day and minute as fields take them.
    pub starts: (String, String),
    /// What was written down, by place; the parts of a transcript are not among it.
    pub notes: Vec<NoteView>,
    /// How much is marked in it that the viewer sees, and by how many.
    pub marked: (usize, usize),
    /// The transcript, if there is one.
    pub transcript: Option<TranscriptView>,
    /// The invitation, if one was sent.
    pub invitation: Option<InvitationView>,
    /// Whether it begins in the future.
    pub ahead: bool,
    /// Whether this server can send e-mail.
    pub by_mail: bool,
}

/// What somebody who was interviewed sees by their link.
#[derive(Clone, Debug)]
pub struct ConsentPage {
    /// When it took place, in words.
    pub when: String,
    /// Who asked.
    pub interviewer: String,
    /// Who sat in.
    pub observer: Option<String>,
    /// What they agreed to.
    pub consent: Consent,
    /// Until when it is kept, in words.
    pub keep_until: String,
    /// Every note, as it is shown: what is kept of them is theirs to see.
    pub notes: Vec<NoteView>,
    /// The transcript, if there is one.
    pub transcript: Option<TranscriptView>,
}

/// Questions about interviews.
#[async_trait]
pub trait InterviewPort: Send + Sync {
    /// Interviews, newest first, a page at a time.
    async fn interviews(&self, viewer: &Viewer, page: u32) -> PortResult<InterviewList>;
    /// What a new one can be made of.
    async fn new_interview(
        &self,
        viewer: &Viewer,
        about: AboutQuery,
    ) -> PortResult<NewInterviewPage>;
    /// One interview. That it was read is noted.
    async fn interview(&self, viewer: &Viewer, id: InterviewId) -> PortResult<InterviewPage>;
    /// One part of its transcript, the first if none is named. That it was read is noted.
    async fn transcript(
        &self,
        viewer: &Viewer,
        id: InterviewId,
        part: Option<u16>,
    ) -> PortResult<TranscriptPage>;
    /// What of it could be redacted. That it was read is noted.
    async fn redaction(&self, viewer: &Viewer, id: InterviewId) -> PortResult<RedactionPage>;
    /// What is kept of somebody, for whoever holds their link; of a transcript the part that is
    /// asked for. None: nothing, or not any more.
    async fn consent(&self, token: &str, part: Option<u16>) -> PortResult<Option<ConsentPage>>;
}
