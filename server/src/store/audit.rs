//! The audit log: who did what to the organisation. Never anything about answers.

use super::{Result, Tx, on_db, statements};
use app::domain::PersonId;
use uuid::Uuid;

statements! {
    INSERT = "INSERT INTO audit_entries (id, happened_at, person_id, action, detail)
        VALUES ($1, $2, $3, $4, $5)";
    BY_ID = "SELECT happened_at, person_id, action, detail FROM audit_entries WHERE id = $1";
    LAST_OF_ACTION = "SELECT happened_at, person_id, action, detail FROM audit_entries
        WHERE action = $1 ORDER BY happened_at DESC, id LIMIT 1";
    OF_PERSON = "SELECT happened_at, person_id, action, detail FROM audit_entries
        WHERE person_id = $1 ORDER BY happened_at DESC, id LIMIT $2";
    NEWEST = "SELECT happened_at, person_id, action, detail FROM audit_entries
        ORDER BY happened_at DESC, id LIMIT $1";
}

/// One entry.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct AuditRow {
    /// When.
    pub happened_at: i64,
    /// Who; none for the system itself.
    pub person_id: Option<PersonId>,
    /// What, as a stable word such as `roster-applied`.
    pub action: String,
    /// In words.
    pub detail: String,
}

impl Tx {
    /// Notes that something was done.
    pub async fn insert_audit(&mut self, id: Uuid, entry: &AuditRow) -> Result<()> {
        on_db!(self, |db| sqlx::query(INSERT)
            .bind(id)
            .bind(entry.happened_at)
            .bind(entry.person_id)
            .bind(&entry.action)
            .bind(&entry.detail)
            .execute(db)
            .await
            .map(|_| ()))
    }

    /// One entry.
    pub async fn audit_entry(&mut self, id: Uuid) -> Result<Option<AuditRow>> {
        on_db!(self, |db| sqlx::query_as(BY_ID).bind(id).fetch_optional(db).await)
    }

    /// When something was last done.
    pub async fn last_audit_of(&mut self, action: &str) -> Result<Option<AuditRow>> {
        on_db!(self, |db| sqlx::query_as(LAST_OF_ACTION).bind(action).fetch_optional(db).await)
    }

    /// What a person did, the newest first.
    pub async fn audit_entries_of(&mut self, person: PersonId, most: i64) -> Result<Vec<AuditRow>> {
        on_db!(self, |db| sqlx::query_as(OF_PERSON).bind(person).bind(most).fetch_all(db).await)
    }

    /// The newest entries first.
    pub async fn audit_entries(&mut self, most: i64) -> Result<Vec<AuditRow>> {
        on_db!(self, |db| sqlx::query_as(NEWEST).bind(most).fetch_all(db).await)
    }
}
