//! Signed-in browsers and one-time links. Tokens are kept as hashes only.

use super::{Result, Tx, on_db, statements};
use app::domain::{InvitationId, PersonId, SessionId};

statements! {
    INSERT = "INSERT INTO sessions (id, token_hash, person_id, created_at, seen_at)
        VALUES ($1, $2, $3, $4, $4)";
    BY_TOKEN = "SELECT id, person_id, created_at, seen_at FROM sessions WHERE token_hash = $1";
    OF_PERSON = "SELECT id, person_id, created_at, seen_at FROM sessions WHERE person_id = $1
        ORDER BY seen_at DESC, id";
    TOUCH = "UPDATE sessions SET seen_at = $2 WHERE id = $1";
    DELETE = "DELETE FROM sessions WHERE id = $1";
    DELETE_OF_PERSON = "DELETE FROM sessions WHERE person_id = $1";
    COUNT_OF_PERSON = "SELECT COUNT(*) FROM sessions
        WHERE person_id = $1 AND seen_at >= $2 AND created_at >= $3";
    DELETE_OLD = "DELETE FROM sessions WHERE seen_at < $1 OR created_at < $2";
    INSERT_LINK = "INSERT INTO links (id, token_hash, person_id, purpose, expires_at, used)
        VALUES ($1, $2, $3, $4, $5, FALSE)";
    LINK_BY_TOKEN = "SELECT id, person_id, purpose, expires_at FROM links
        WHERE token_hash = $1 AND NOT used";
    PEOPLE_WITH_LINK = "SELECT DISTINCT person_id FROM links
        WHERE purpose = $1 AND NOT used AND expires_at >= $2 AND person_id IS NOT NULL";
    COUNT_LINKS = "SELECT COUNT(*) FROM links
        WHERE person_id = $1 AND purpose = $2 AND NOT used AND expires_at >= $3";
    USE_LINK = "UPDATE links SET used = TRUE WHERE id = $1 AND NOT used";
    USE_LINKS_OF_PERSON = "UPDATE links SET used = TRUE WHERE person_id = $1 AND NOT used";
    USE_LINKS_OF_PURPOSE = "UPDATE links SET used = TRUE WHERE purpose = $1 AND NOT used";
    DELETE_OLD_LINKS = "DELETE FROM links WHERE expires_at < $1";
}

/// A signed-in browser as it is kept.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct SessionRow {
    /// Identity.
    pub id: SessionId,
    /// Who is signed in.
    pub person_id: PersonId,
    /// When they signed in.
    pub created_at: i64,
    /// When they were last here (a few minutes coarse).
    pub seen_at: i64,
}

/// A one-time link that has not been used.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct LinkRow {
    /// Identity.
    pub id: InvitationId,
    /// Whom it is for; none for the first admin.
    pub person_id: Option<PersonId>,
    /// `first-admin`, `invitation` or `sign-in`.
    pub purpose: String,
    /// Until when it works.
    pub expires_at: i64,
}

impl Tx {
    /// Adds a session.
    pub async fn insert_session(
        &mut self,
        id: SessionId,
        token_hash: &str,
        person: PersonId,
        now: i64,
    ) -> Result<()> {
        on_db!(self, |db| sqlx::query(INSERT)
            .bind(id)
            .bind(token_hash)
            .bind(person)
            .bind(now)
            .execute(db)
            .await
            .map(|_| ()))
    }

    /// The session of a token, however old.
    pub async fn session_by_token(&mut self, token_hash: &str) -> Result<Option<SessionRow>> {
        on_db!(self, |db| sqlx::query_as(BY_TOKEN).bind(token_hash).fetch_optional(db).await)
    }

    /// Every session of a person, the one last used first.
    pub async fn sessions_of(&mut self, person: PersonId) -> Result<Vec<SessionRow>> {
        on_db!(self, |db| sqlx::query_as(OF_PERSON).bind(person).fetch_all(db).await)
    }

    /// Notes that a session was used.
    pub async fn touch_session(&mut self, id: SessionId, now: i64) -> Result<()> {
        on_db!(self, |db| sqlx::query(TOUCH).bind(id).bind(now).execute(db).await.map(|_| ()))
    }

    /// Ends a session.
    pub async fn delete_session(&mut self, id: SessionId) -> Result<()> {
        on_db!(self, |db| sqlx::query(DELETE).bind(id).execute(db).await.map(|_| ()))
    }

    /// Ends all sessions of a person.
    pub async fn delete_sessions_of(&mut self, person: PersonId) -> Result<()> {
        on_db!(self, |db| sqlx::query(DELETE_OF_PERSON).bind(person).execute(db).await.map(|_| ()))
    }

    /// How many sessions of a person were seen since `idle` and begun since `absolute`.
    pub async fn count_sessions_of(
        &mut self,
        person: PersonId,
        idle: i64,
        absolute: i64,
    ) -> Result<i64> {
        let (count,): (i64,) = on_db!(self, |db| sqlx::query_as(COUNT_OF_PERSON)
            .bind(person)
            .bind(idle)
            .bind(absolute)
            .fetch_one(db)
            .await)?;
        Ok(count)
    }

    /// Removes sessions last seen before `idle` or begun before `absolute`, and expired links.
    pub async fn delete_expired(&mut self, now: i64, idle: i64, absolute: i64) -> Result<()> {
        on_db!(self, |db| sqlx::query(DELETE_OLD)
            .bind(idle)
            .bind(absolute)
            .execute(db)
            .await
            .map(|_| ()))?;
        on_db!(self, |db| sqlx::query(DELETE_OLD_LINKS).bind(now).execute(db).await.map(|_| ()))
    }

    /// Adds a one-time link.
    pub async fn insert_link(
        &mut self,
        id: InvitationId,
        token_hash: &str,
        person: Option<PersonId>,
        purpose: &str,
        expires_at: i64,
    ) -> Result<()> {
        on_db!(self, |db| sqlx::query(INSERT_LINK)
            .bind(id)
            .bind(token_hash)
            .bind(person)
            .bind(purpose)
            .bind(expires_at)
            .execute(db)
            .await
            .map(|_| ()))
    }

    /// The unused link of a token, expired or not.
    pub async fn link_by_token(&mut self, token_hash: &str) -> Result<Option<LinkRow>> {
        on_db!(self, |db| sqlx::query_as(LINK_BY_TOKEN).bind(token_hash).fetch_optional(db).await)
    }

    /// Everybody who holds a link of this purpose that works at `now`.
    pub async fn people_with_link(&mut self, purpose: &str, now: i64) -> Result<Vec<PersonId>> {
        let rows: Vec<(PersonId,)> = on_db!(self, |db| sqlx::query_as(PEOPLE_WITH_LINK)
            .bind(purpose)
            .bind(now)
            .fetch_all(db)
            .await)?;
        Ok(rows.into_iter().map(|(person,)| person).collect())
    }

    /// Whether a person holds a link of this purpose that works at `now`.
    pub async fn has_link(&mut self, person: PersonId, purpose: &str, now: i64) -> Result<bool> {
        let (count,): (i64,) = on_db!(self, |db| sqlx::query_as(COUNT_LINKS)
            .bind(person)
            .bind(purpose)
            .bind(now)
            .fetch_one(db)
            .await)?;
        Ok(count > 0)
    }

    /// Uses a link up. False when somebody else just did: of two at once, one wins.
    pub async fn use_link(&mut self, id: InvitationId) -> Result<bool> {
        on_db!(self, |db| sqlx::query(USE_LINK)
            .bind(id)
            .execute(db)
            .await
            .map(|done| done.rows_affected() == 1))
    }

    /// Uses up all open links of a person.
    pub async fn use_links_of(&mut self, person: PersonId) -> Result<()> {
        on_db!(self, |db| sqlx::query(USE_LINKS_OF_PERSON)
            .bind(person)
            .execute(db)
            .await
            .map(|_| ()))
    }

    /// Uses up all open links of a purpose.
    pub async fn use_links_for(&mut self, purpose: &str) -> Result<()> {
        on_db!(self, |db| sqlx::query(USE_LINKS_OF_PURPOSE)
            .bind(purpose)
            .execute(db)
            .await
            .map(|_| ()))
    }
}
