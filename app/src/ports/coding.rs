//! What is marked in an interview, as far as the viewer sees it.

use super::{PortResult, TagAgreement};
use crate::domain::{HighlightId, InterviewId, InterviewState, NotePlace, Sentiment, Tag, Viewer};
use async_trait::async_trait;

/// Where the viewer's own work on an interview stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OwnCoding {
    /// They marked nothing yet.
    NotBegun,
    /// They are at it, and see nobody else's.
    Begun,
    /// They are done, and see what others finished.
    Finished,
    /// They only read what others marked.
    Reading,
}

/// Somebody who marked something.
#[derive(Clone, Debug)]
pub struct Coder {
    /// A letter that stands for them on this page.
    pub letter: char,
    /// Their name.
    pub name: String,
    /// Whether it is the viewer.
    pub own: bool,
    /// Whether their work counts for agreement.
    pub blind: bool,
    /// How much they marked.
    pub highlights: usize,
}

/// A highlight as it is shown.
#[derive(Clone, Debug)]
pub struct HighlightView {
    /// The highlight.
    pub id: HighlightId,
    /// Which of the coders marked it.
    pub coder: usize,
    /// Its words.
    pub words: String,
    /// The names of its tags, in the order of the codebook.
    pub tags: Vec<String>,
    /// How it is spoken of.
    pub sentiment: Option<Sentiment>,
}

/// A piece of a sentence: everything in it is marked by the same highlights.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// The highlights that it is in, by their place in [`CodedNote::highlights`].
    pub within: Vec<usize>,
    /// Those that end with it.
    pub ending: Vec<usize>,
}

/// A sentence that can be ticked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentenceView {
    /// What its box sends: its number, and by what it is known again in a changed note.
    pub value: String,
    /// Whether a new line begins with it.
    pub begins_line: bool,
    /// Its words.
    pub pieces: Vec<Piece>,
}

/// A note with what is marked in it.
#[derive(Clone, Debug)]
pub struct CodedNote {
    /// The place and the author, as forms and addresses name them.
    pub key: String,
    /// Where.
    pub place: NotePlace,
    /// What was asked.
    pub asked: String,
    /// Who wrote it.
    pub author: String,
    /// How often it was saved.
    pub revision: i64,
    /// Its sentences.
    pub sentences: Vec<SentenceView>,
    /// What is marked in it, as far as the viewer sees it.
    pub highlights: Vec<HighlightView>,
    /// What the next highlight is going to be called: sent twice, it is made once.
    pub next: HighlightId,
}

/// A sentence that coders see differently.
#[derive(Clone, Debug)]
pub struct Difference {
    /// Its words.
    pub words: String,
    /// The address of the note it is in.
    pub href: String,
    /// The tags on which they differ, with who used each and who did not.
    pub tags: Vec<(String, Vec<String>, Vec<String>)>,
}

/// An interview's page for marking.
#[derive(Clone, Debug)]
pub struct CodingPage {
    /// The interview.
    pub interview: InterviewId,
    /// Where it stands.
    pub state: InterviewState,
    /// With whom, in words.
    pub with: String,
    /// The viewer's own work.
    pub own: OwnCoding,
    /// Whether the viewer's work counts for agreement no more.
    pub saw_others: bool,
    /// Whether somebody else finished theirs.
    pub others_finished: bool,
    /// Who marked what the viewer sees.
    pub coders: Vec<Coder>,
    /// The codebook with how deep each tag is.
    pub tags: Vec<(Tag, usize)>,
    /// Whether anything was written down beside a transcript.
    pub has_notes: bool,
    /// How many parts a transcript has.
    pub parts: u16,
    /// The part of it that is shown, in place of what was written down.
    pub part: Option<u16>,
    /// The notes that are shown, by place.
    pub notes: Vec<CodedNote>,
    /// Sentences on which those who finished differ.
    pub differences: Vec<Difference>,
    /// How far they agree, tag by tag, where at least two finished blind.
    pub agreement: Vec<TagAgreement>,
}

/// Questions about what is marked in interviews.
#[async_trait]
pub trait CodingPort: Send + Sync {
    /// An interview's notes, or a part of its transcript, with what the viewer sees marked in them.
    /// That it was read is noted.
    async fn coding(
        &self,
        viewer: &Viewer,
        id: InterviewId,
        part: Option<u16>,
    ) -> PortResult<CodingPage>;
}
