//! Highlights: spans of notes that a coder marked, and a coder's work on an interview.

use super::{HighlightId, InterviewId, NotePlace, PersonId, Span, TagId};

/// Longest span that one highlight marks, in characters.
pub const LONGEST_HIGHLIGHT: usize = 2_000;

/// Most tags on one highlight.
pub const MOST_TAGS_ON_ONE: usize = 12;

/// How somebody speaks of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sentiment {
    /// Well.
    Positive,
    /// Badly.
    Negative,
    /// Both in one.
    Mixed,
}

impl Sentiment {
    /// Every sentiment.
    pub const ALL: [Self; 3] = [Self::Positive, Self::Negative, Self::Mixed];

    /// The name in forms, files and the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Positive => "positive",
            Self::Negative => "negative",
            Self::Mixed => "mixed",
        }
    }

    /// Reads a name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sentiment| sentiment.name() == text)
    }

    /// As pages call it.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Positive => "Positive",
            Self::Negative => "Negative",
            Self::Mixed => "Mixed",
        }
    }
}

/// A marked span of a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Highlight {
    /// Identity.
    pub id: HighlightId,
    /// The interview.
    pub interview: InterviewId,
    /// The place of the note.
    pub place: NotePlace,
    /// Who wrote the note.
    pub author: PersonId,
    /// Which part of the note's text.
    pub span: Span,
    /// Who marked it.
    pub coder: PersonId,
    /// How it is spoken of, if somebody said.
    pub sentiment: Option<Sentiment>,
    /// The tags on it, in no order.
    pub tags: Vec<TagId>,
}

/// One coder's work on one interview. Until it is finished its coder sees nobody else's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coding {
    /// The interview.
    pub interview: InterviewId,
    /// The coder.
    pub coder: PersonId,
    /// When they were done, in Unix milliseconds.
    pub finished_at: Option<i64>,
    /// Whether they changed something after they could see what others had marked; their work
    /// says nothing about agreement then.
    pub saw_others: bool,
}

impl Coding {
    /// Whether it can be compared with another's.
    #[must_use]
    pub fn is_blind(self) -> bool {
        self.finished_at.is_some() && !self.saw_others
    }
}
