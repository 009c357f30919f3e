//! The transcript of an interview: where it stands, one part of it, and what was read from a file.

use super::{FileProblems, InterviewRow, NoteView};

/// A transcript, and the part of it that is looked at.
#[derive(Clone, Debug)]
pub struct TranscriptView {
    /// How many parts it has.
    pub parts: u16,
    /// The part that was asked for, if it is there.
    pub shown: Option<NoteView>,
}

/// The page of an interview's transcript.
#[derive(Clone, Debug)]
pub struct TranscriptPage {
    /// The interview.
    pub row: InterviewRow,
    /// Its transcript, if there is one.
    pub transcript: Option<TranscriptView>,
    /// What a file would replace, as its form says it; 0 for nothing.
    pub replaces: i64,
    /// How many highlights are in it.
    pub highlights: usize,
    /// Most bytes of a file, in words.
    pub largest: String,
}

/// What was read from a file, once it is kept.
#[derive(Clone, Debug)]
pub struct TranscriptRead {
    /// The file's name.
    pub file_name: String,
    /// How it was read: “WebVTT, UTF-8”.
    pub read_as: String,
    /// How many turns it has.
    pub turns: usize,
    /// Who speaks, as the file names them.
    pub speakers: Vec<String>,
    /// In how many parts it is kept.
    pub parts: usize,
    /// What could not be read, or should be looked at.
    pub problems: FileProblems,
    /// Whether the same was here already.
    pub unchanged: bool,
}
