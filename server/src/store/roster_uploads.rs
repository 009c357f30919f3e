//! Roster files that somebody has looked at and not yet applied.

use super::{Result, StoreError, Tx, on_db, statements};
use app::domain::{PersonId, RosterUploadId};
use base64::{Engine, engine::general_purpose::STANDARD};

statements! {
    INSERT = "INSERT INTO roster_uploads
        (id, person_id, uploaded_at, file_name, content, plan_fingerprint)
        VALUES ($1, $2, $3, $4, $5, $6)";
    BY_ID = "SELECT id, person_id, uploaded_at, file_name, content, plan_fingerprint
        FROM roster_uploads WHERE id = $1";
    // Of two clicks on “apply”, one finds the row.
    DELETE = "DELETE FROM roster_uploads WHERE id = $1";
    DELETE_BEFORE = "DELETE FROM roster_uploads WHERE uploaded_at < $1";
}

/// A file with what was found in it when it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RosterUpload {
    /// Identity.
    pub id: RosterUploadId,
    /// Who sent it.
    pub person: PersonId,
    /// When.
    pub uploaded_at: i64,
    /// What it was called on their machine.
    pub file_name: String,
    /// Every byte as it was sent, so that it is read in the same way each time.
    pub content: Vec<u8>,
    /// Of the changes that were shown when it came.
    pub fingerprint: String,
}

#[derive(sqlx::FromRow)]
struct UploadRow {
    id: RosterUploadId,
    person_id: PersonId,
    uploaded_at: i64,
    file_name: String,
    content: String,
    plan_fingerprint: String,
}

impl TryFrom<UploadRow> for RosterUpload {
    type Error = StoreError;

    fn try_from(row: UploadRow) -> Result<Self> {
        let content = STANDARD
            .decode(row.content)
            .map_err(|error| StoreError::Corrupt(format!("roster upload {}: {error}", row.id)))?;
        Ok(Self {
            id: row.id,
            person: row.person_id,
            uploaded_at: row.uploaded_at,
            file_name: row.file_name,
            content,
            fingerprint: row.plan_fingerprint,
        })
    }
}

impl Tx {
    /// Keeps a file.
    pub async fn insert_roster_upload(&mut self, upload: &RosterUpload) -> Result<()> {
        // A text column takes no UTF-16, and text that was decoded has lost how it was read.
        let content = STANDARD.encode(&upload.content);
        on_db!(self, |db| sqlx::query(INSERT)
            .bind(upload.id)
            .bind(upload.person)
            .bind(upload.uploaded_at)
            .bind(&upload.file_name)
            .bind(&content)
            .bind(&upload.fingerprint)
            .execute(db)
            .await
            .map(|_| ()))
    }

    /// A file by id.
    pub async fn roster_upload(&mut self, id: RosterUploadId) -> Result<Option<RosterUpload>> {
        let row: Option<UploadRow> =
            on_db!(self, |db| sqlx::query_as(BY_ID).bind(id).fetch_optional(db).await)?;
        row.map(RosterUpload::try_from).transpose()
    }

    /// Forgets a file; false when it was gone already.
    pub async fn delete_roster_upload(&mut self, id: RosterUploadId) -> Result<bool> {
        on_db!(self, |db| sqlx::query(DELETE)
            .bind(id)
            .execute(db)
            .await
            .map(|done| done.rows_affected() == 1))
    }

    /// Forgets all files that came before `instant`.
    pub async fn delete_roster_uploads_before(&mut self, instant: i64) -> Result<()> {
        on_db!(self, |db| sqlx::query(DELETE_BEFORE).bind(instant).execute(db).await.map(|_| ()))
    }
}
