//! The codebook, and its history.

use super::{Result, Sql, Tx, on_db, statements};
use app::domain::{HighlightId, PersonId, Tag, TagId};
use uuid::Uuid;

statements! {
    ALL = "SELECT id, parent_id, name, description FROM tags";
    INSERT = "INSERT INTO tags (id, parent_id, name, name_key, description)
        VALUES ($1, $2, $3, $4, $5)";
    UPDATE = "UPDATE tags SET parent_id = $2, name = $3, name_key = $4, description = $5
        WHERE id = $1";
    DELETE = "DELETE FROM tags WHERE id = $1";
    // A highlight that has both keeps one.
    RETAG = "UPDATE highlight_tags SET tag_id = $2 WHERE tag_id = $1 AND NOT EXISTS
        (SELECT 1 FROM highlight_tags other
        WHERE other.highlight_id = highlight_tags.highlight_id AND other.tag_id = $2)";
    RETAG_ONE = "UPDATE highlight_tags SET tag_id = $3 WHERE highlight_id = $1 AND tag_id = $2";
    UNTAG = "DELETE FROM highlight_tags WHERE tag_id = $1";
    MOVE_HISTORY = "UPDATE tag_changes SET tag_id = $2 WHERE tag_id = $1";
    MOVE_CHILDREN = "UPDATE tags SET parent_id = $2 WHERE parent_id = $1";
    USES = "SELECT tag_id, COUNT(*) FROM highlight_tags GROUP BY tag_id";
    CHANGES = "SELECT tag_id, happened_at, person_id, change, detail FROM tag_changes
        ORDER BY happened_at DESC, id";
    INSERT_CHANGE = "INSERT INTO tag_changes (id, tag_id, happened_at, person_id, change, detail)
        VALUES ($1, $2, $3, $4, $5, $6)";
    // On SQLite a writing transaction is alone already.
    ALONE = "SELECT 1";
}

/// Holds off everybody else who changes the codebook or puts a tag on something.
const LOCK: Sql = Sql { sqlite: ALONE, postgres: "LOCK TABLE tags IN EXCLUSIVE MODE" };
/// Holds off whoever wants to change the codebook, but nobody who puts tags on something.
const HOLD: Sql = Sql { sqlite: ALONE, postgres: "LOCK TABLE tags IN ROW SHARE MODE" };

/// Those of the statements above that are two, by name.
pub const PAIRS: &[(&str, Sql)] = &[("LOCK", LOCK), ("HOLD", HOLD)];

/// What was done to a tag.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct TagChange {
    /// The tag, which may be gone.
    pub tag_id: TagId,
    /// When, in Unix milliseconds.
    pub happened_at: i64,
    /// By whom.
    pub person_id: PersonId,
    /// One word: `added`, `renamed`, `described`, `moved`, `merged`, `split`, `deleted`.
    pub change: String,
    /// The rest of the sentence.
    pub detail: String,
}

#[derive(sqlx::FromRow)]
struct TagRow {
    id: TagId,
    parent_id: Option<TagId>,
    name: String,
    description: String,
}

impl Tx {
    /// Every tag, in no order; until the end of this transaction nobody else changes the codebook.
    /// Of two who move tags below each other at once, the second sees what the first did.
    pub async fn lock_tags(&mut self) -> Result<Vec<Tag>> {
        self.tags_after(LOCK).await
    }

    /// Every tag, in no order; none of them goes before the end of this transaction.
    pub async fn hold_tags(&mut self) -> Result<Vec<Tag>> {
        self.tags_after(HOLD).await
    }

    async fn tags_after(&mut self, lock: Sql) -> Result<Vec<Tag>> {
        let lock = lock.of(self);
        on_db!(self, |db| sqlx::query(lock).execute(db).await.map(|_| ()))?;
        self.tags().await
    }

    /// Every tag, in no order.
    pub async fn tags(&mut self) -> Result<Vec<Tag>> {
        let rows: Vec<TagRow> = on_db!(self, |db| sqlx::query_as(ALL).fetch_all(db).await)?;
        let tag = |row: TagRow| Tag {
            id: row.id,
            parent: row.parent_id,
            name: row.name,
            description: row.description,
        };
        Ok(rows.into_iter().map(tag).collect())
    }

    /// Adds a tag.
    ///
    /// # Errors
    /// [`Duplicate`](super::StoreError::Duplicate) when another has the name.
    pub async fn insert_tag(&mut self, tag: &Tag) -> Result<()> {
        self.write_tag(INSERT, tag).await
    }

    /// Changes a tag's name, place and description.
    ///
    /// # Errors
    /// [`Duplicate`](super::StoreError::Duplicate) when another has the name.
    pub async fn update_tag(&mut self, tag: &Tag) -> Result<()> {
        self.write_tag(UPDATE, tag).await
    }

    async fn write_tag(&mut self, statement: &'static str, tag: &Tag) -> Result<()> {
        on_db!(self, |db| sqlx::query(statement)
            .bind(tag.id)
            .bind(tag.parent)
            .bind(&tag.name)
            .bind(tag.name.to_lowercase())
            .bind(&tag.description)
            .execute(db)
            .await
            .map(|_| ()))
    }

    /// Puts `into` wherever `tag` is, on highlights, above other tags and in the history, and removes
    /// `tag`.
    pub async fn merge_tag(&mut self, tag: TagId, into: TagId) -> Result<()> {
        for statement in [RETAG, MOVE_CHILDREN, MOVE_HISTORY] {
            on_db!(self, |db| sqlx::query(statement)
                .bind(tag)
                .bind(into)
                .execute(db)
                .await
                .map(|_| ()))?;
        }
        self.delete_tag(tag).await
    }

    /// Puts `into`, which the highlight must not have, in place of a tag on it; false when it has not
    /// got that either.
    pub async fn retag_highlight(
        &mut self,
        highlight: HighlightId,
        tag: TagId,
        into: TagId,
    ) -> Result<bool> {
        on_db!(self, |db| sqlx::query(RETAG_ONE)
            .bind(highlight)
            .bind(tag)
            .bind(into)
            .execute(db)
            .await
            .map(|done| done.rows_affected() == 1))
    }

    /// Removes a tag, also from highlights. There must be none below it.
    pub async fn delete_tag(&mut self, tag: TagId) -> Result<()> {
        for statement in [UNTAG, DELETE] {
            on_db!(self, |db| sqlx::query(statement).bind(tag).execute(db).await.map(|_| ()))?;
        }
        Ok(())
    }

    /// How many highlights have each tag; those that none has are left out.
    pub async fn tag_uses(&mut self) -> Result<Vec<(TagId, i64)>> {
        on_db!(self, |db| sqlx::query_as(USES).fetch_all(db).await)
    }

    /// Everything that was done to the codebook, newest first.
    pub async fn tag_changes(&mut self) -> Result<Vec<TagChange>> {
        on_db!(self, |db| sqlx::query_as(CHANGES).fetch_all(db).await)
    }

    /// Notes what was done to a tag.
    pub async fn insert_tag_change(&mut self, id: Uuid, change: &TagChange) -> Result<()> {
        on_db!(self, |db| sqlx::query(INSERT_CHANGE)
            .bind(id)
            .bind(change.tag_id)
            .bind(change.happened_at)
            .bind(change.person_id)
            .bind(&change.change)
            .bind(&change.detail)
            .execute(db)
            .await
            .map(|_| ()))
    }
}
