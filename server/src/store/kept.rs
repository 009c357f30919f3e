//! What somebody left in the tables of others: for them to know, see `service/kept.rs`.

use super::{Result, Tx, on_db, statements};
use app::domain::PersonId;

statements! {
    LEFT = "SELECT
        (SELECT COUNT(*) FROM interview_notes WHERE author_id = $1) AS notes,
        (SELECT COUNT(*) FROM highlights WHERE coder_id = $1) AS highlights,
        (SELECT COUNT(*) FROM interview_codings WHERE coder_id = $1) AS codings";
    LINKS = "SELECT purpose, expires_at, used FROM links WHERE person_id = $1
        ORDER BY expires_at, id";
    UPLOADS = "SELECT file_name, uploaded_at FROM roster_uploads WHERE person_id = $1
        ORDER BY uploaded_at, id";
}

/// How much somebody wrote and marked in interviews.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct LeftBehind {
    /// Notes, those of transcripts among them.
    pub notes: i64,
    /// Highlights.
    pub highlights: i64,
    /// Interviews that they code or coded.
    pub codings: i64,
}

/// A link that signs somebody in.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct LinkKept {
    /// What for, see [`LinkRow`](super::sessions::LinkRow).
    pub purpose: String,
    /// When it ends, in Unix milliseconds.
    pub expires_at: i64,
    /// Whether it was followed.
    pub used: bool,
}

/// A roster that waits to be applied or thrown away.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct UploadKept {
    /// The file's name.
    pub file_name: String,
    /// When it came, in Unix milliseconds.
    pub uploaded_at: i64,
}

impl Tx {
    /// How much somebody wrote and marked in interviews.
    pub async fn left_behind_by(&mut self, person: PersonId) -> Result<LeftBehind> {
        on_db!(self, |db| sqlx::query_as(LEFT).bind(person).fetch_one(db).await)
    }

    /// The links that somebody was given, the one that ends first before the others.
    pub async fn links_of(&mut self, person: PersonId) -> Result<Vec<LinkKept>> {
        on_db!(self, |db| sqlx::query_as(LINKS).bind(person).fetch_all(db).await)
    }

    /// The rosters of somebody's that wait, the oldest first.
    pub async fn roster_uploads_of(&mut self, person: PersonId) -> Result<Vec<UploadKept>> {
        on_db!(self, |db| sqlx::query_as(UPLOADS).bind(person).fetch_all(db).await)
    }
}
