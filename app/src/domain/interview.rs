//! Interviews: one conversation each, what the person agreed to, and what was said.

use super::{GuideVersionId, InterviewId, ItemId, PersonId, TeamId, WaveId};

/// Where an interview stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InterviewState {
    /// It has a date.
    Planned,
    /// The person agreed to what is kept, and it took place.
    Held,
    /// It did not take place.
    CalledOff,
    /// The person took back what was said: nothing of it is kept.
    Withdrawn,
    /// The time for which it was to be kept is over: nothing of it is kept.
    Expired,
}

impl InterviewState {
    /// Every state.
    pub const ALL: [Self; 5] =
        [Self::Planned, Self::Held, Self::CalledOff, Self::Withdrawn, Self::Expired];

    /// The state's name in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Held => "held",
            Self::CalledOff => "called-off",
            Self::Withdrawn => "withdrawn",
            Self::Expired => "expired",
        }
    }

    /// Reads a state's name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == text)
    }

    /// As pages call it.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Planned => "Planned",
            Self::Held => "Held",
            Self::CalledOff => "Called off",
            Self::Withdrawn => "Withdrawn",
            Self::Expired => "Kept long enough",
        }
    }
}

/// A published figure that an interview is about; none of its parts leads to a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct About {
    /// The wave.
    pub wave: WaveId,
    /// The team.
    pub team: TeamId,
    /// The item, where it is about a single one.
    pub item: Option<ItemId>,
}

/// One conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interview {
    /// Identity.
    pub id: InterviewId,
    /// The version of the guide that it uses; it stays that one.
    pub guide: GuideVersionId,
    /// Whom it is with. None once it is withdrawn or expired.
    pub person: Option<PersonId>,
    /// The team they were on when it was planned.
    pub team: Option<TeamId>,
    /// Who asks.
    pub interviewer: PersonId,
    /// Who sits in.
    pub observer: Option<PersonId>,
    /// When it begins, in Unix milliseconds.
    pub starts_at: i64,
    /// How long it is to take.
    pub minutes: u32,
    /// A room or a link.
    pub place: String,
    /// Where it stands.
    pub state: InterviewState,
    /// The figure it follows up on.
    pub about: Option<About>,
}

/// Whether words may be shown to others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quotes {
    /// To nobody.
    No,
    /// Without a name, and never so that the person can be told from few others.
    WithoutName,
}

impl Quotes {
    /// The name in forms and the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::No => "no",
            Self::WithoutName => "without-name",
        }
    }

    /// Reads a name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::No, Self::WithoutName].into_iter().find(|quotes| quotes.name() == text)
    }
}

/// Who may read what was said, with the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// Whoever asked and whoever sat in.
    Present,
    /// Every researcher.
    Researchers,
}

impl Readers {
    /// The name in forms and the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::Researchers => "researchers",
        }
    }

    /// Reads a name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Present, Self::Researchers].into_iter().find(|readers| readers.name() == text)
    }
}

/// For how many days something can be kept, and how people say it.
pub const KEEPING: [(i64, &str); 4] =
    [(90, "3 months"), (180, "6 months"), (365, "1 year"), (730, "2 years")];

/// What somebody agreed to before the first note, and can change later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Consent {
    /// When they agreed, in Unix milliseconds.
    pub recorded_at: i64,
    /// For how many days from then on it is kept; one of [`KEEPING`].
    pub keep_days: i64,
    /// Who may read it.
    pub readers: Readers,
    /// Whether words may be shown to others.
    pub quotes: Quotes,
}

impl Consent {
    /// When everything is removed, in Unix milliseconds.
    #[must_use]
    pub fn keep_until(self) -> i64 {
        self.recorded_at + self.keep_days * 24 * 60 * 60 * 1000
    }
}

/// The prompt that a note answers: its section and its place in that, both from 1, as `2.3`; or
/// none of them; or the part of a transcript that it is, as `t.3`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NotePlace {
    /// A prompt of the guide.
    Prompt {
        /// From 1.
        section: u16,
        /// From 1.
        prompt: u16,
    },
    /// Whatever else was said.
    Else,
    /// A part of a transcript, from 1. Nobody types it: it comes from a file.
    Transcript(u16),
}

impl NotePlace {
    /// The number of a transcript's part, where it is one.
    #[must_use]
    pub fn transcript_part(self) -> Option<u16> {
        match self {
            Self::Transcript(part) => Some(part),
            Self::Prompt { .. } | Self::Else => None,
        }
    }

    /// Where a note at this place is read.
    ///
    /// ```
    /// use app::domain::{InterviewId, NotePlace};
    /// let interview = InterviewId(uuid::Uuid::nil());
    /// let read = NotePlace::Transcript(3).read_at(interview);
    /// assert_eq!(read, format!("/interviews/{interview}/transcript?part=3#note-t.3"));
    /// ```
    #[must_use]
    pub fn read_at(self, interview: InterviewId) -> String {
        match self {
            Self::Transcript(part) => {
                format!("/interviews/{interview}/transcript?part={part}#note-{self}")
            }
            Self::Prompt { .. } | Self::Else => format!("/interviews/{interview}#note-{self}"),
        }
    }

    /// Where something is marked in somebody's note at this place.
    ///
    /// ```
    /// use app::domain::{InterviewId, NotePlace, PersonId};
    /// let (interview, author) = (InterviewId(uuid::Uuid::nil()), PersonId(uuid::Uuid::nil()));
    /// let marked = NotePlace::Transcript(3).marked_at(interview, author);
    /// assert!(marked.starts_with(&format!("/interviews/{interview}/coding?part=3#note-t.3-")));
    /// ```
    #[must_use]
    pub fn marked_at(self, interview: InterviewId, author: PersonId) -> String {
        let part = self.transcript_part().map(|part| format!("?part={part}"));
        let part = part.unwrap_or_default();
        format!("/interviews/{interview}/coding{part}#note-{self}-{author}")
    }

    /// Reads what [`Display`](std::fmt::Display) writes.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text == "else" {
            return Some(Self::Else);
        }
        let (section, prompt) = text.split_once('.')?;
        if section == "t" {
            return prompt.parse().ok().map(Self::Transcript);
        }
        Some(Self::Prompt { section: section.parse().ok()?, prompt: prompt.parse().ok()? })
    }
}

impl std::fmt::Display for NotePlace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Prompt { section, prompt } => write!(f, "{section}.{prompt}"),
            Self::Else => f.write_str("else"),
            Self::Transcript(part) => write!(f, "t.{part}"),
        }
    }
}

/// What one person wrote down at one place of an interview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Where.
    pub place: NotePlace,
    /// Who wrote it: two people at one interview have a note each, so neither writes over the
    /// other.
    pub author: PersonId,
    /// Markdown.
    pub text: String,
    /// 1 for the first time it was saved, and one more each time.
    pub revision: i64,
}

/// Longest note, in characters: ten printed pages at one prompt. A transcript is kept in parts of
/// at most this.
pub const LONGEST_NOTE: usize = 20_000;

#[cfg(test)]
mod tests {
    use super::NotePlace;

    #[test]
    fn a_place_is_read_as_it_is_written() {
        let places = [
            NotePlace::Prompt { section: 2, prompt: 3 },
            NotePlace::Else,
            NotePlace::Transcript(40),
        ];
        assert_eq!(places.map(|place| place.to_string()), ["2.3", "else", "t.40"]);
        for place in places {
            assert_eq!(NotePlace::parse(&place.to_string()), Some(place));
        }
        for odd in ["", "t", "t.", "t.x", "t.-1", "2", "x.1", "t.70000"] {
            assert_eq!(NotePlace::parse(odd), None, "{odd}");
        }
    }
}
