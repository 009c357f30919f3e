//! The index of what can be searched. Each noun's own methods keep it: whoever writes a note has
//! indexed it, whoever forgets an interview has taken it out.

use super::{Result, Tx, on_db, statements};
use crate::search::words;
use app::domain::{HighlightId, InterviewId, JobId, NotePlace, PersonId, ThemeId};
use uuid::Uuid;

statements! {
    INDEX = "INSERT INTO search_documents (kind, subject_id, place, author_id, interview_id, words)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (kind, subject_id, place, author_id) DO UPDATE SET words = excluded.words";
    UNINDEX = "DELETE FROM search_documents
        WHERE kind = $1 AND subject_id = $2 AND place = $3 AND author_id = $4";
    UNINDEX_INTERVIEW = "DELETE FROM search_documents WHERE interview_id = $1";
}

/// What a document of the index is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A note: whose, and where in which interview.
    Note(InterviewId, NotePlace, PersonId),
    /// A highlight of an interview.
    Highlight(HighlightId, InterviewId),
    /// A theme.
    Theme(ThemeId),
    /// A job.
    Job(JobId),
}

/// A document as its row names it.
struct Key {
    kind: &'static str,
    subject: Uuid,
    place: String,
    author: Uuid,
    interview: Option<InterviewId>,
}

impl Subject {
    fn key(self) -> Key {
        let key = |kind, subject, interview| Key {
            kind,
            subject,
            place: String::new(),
            author: Uuid::nil(),
            interview,
        };
        match self {
            Self::Note(interview, place, author) => Key {
                place: place.to_string(),
                author: author.0,
                ..key("note", interview.0, Some(interview))
            },
            Self::Highlight(id, interview) => key("highlight", id.0, Some(interview)),
            Self::Theme(id) => key("theme", id.0, None),
            Self::Job(id) => key("job", id.0, None),
        }
    }
}

impl Tx {
    /// Puts a text into the index in place of the one before; a text without words takes it out.
    pub(super) async fn index(&mut self, subject: Subject, text: &str) -> Result<()> {
        let words = words(text);
        if words.is_empty() {
            return self.unindex(subject).await;
        }
        let key = subject.key();
        on_db!(self, |db| sqlx::query(INDEX)
            .bind(key.kind)
            .bind(key.subject)
            .bind(&key.place)
            .bind(key.author)
            .bind(key.interview)
            .bind(&words)
            .execute(db)
            .await
            .map(|_| ()))
    }

    /// Takes a document out of the index.
    pub(super) async fn unindex(&mut self, subject: Subject) -> Result<()> {
        let key = subject.key();
        on_db!(self, |db| sqlx::query(UNINDEX)
            .bind(key.kind)
            .bind(key.subject)
            .bind(&key.place)
            .bind(key.author)
            .execute(db)
            .await
            .map(|_| ()))
    }

    /// Takes everything of an interview out of the index.
    pub(super) async fn unindex_interview(&mut self, id: InterviewId) -> Result<()> {
        on_db!(self, |db| sqlx::query(UNINDEX_INTERVIEW).bind(id).execute(db).await.map(|_| ()))
    }
}
