//! Guides and their versions.

use super::{Result, StoreError, Tx, on_db, statements};
use app::domain::{Guide, GuideId, GuideVersion, GuideVersionId, Outline};

statements! {
    // A version is never changed, so the newest is the one with the largest number.
    CURRENT = "SELECT g.id AS guide_id, g.key, g.name, g.retired, v.id, v.version, v.purpose, v.outline
        FROM guides g JOIN guide_versions v ON v.guide_id = g.id
        WHERE v.version = (SELECT MAX(n.version) FROM guide_versions n WHERE n.guide_id = g.id)
        ORDER BY g.retired, g.name";
    VERSIONS = "SELECT g.id AS guide_id, g.key, g.name, g.retired, v.id, v.version, v.purpose, v.outline
        FROM guides g JOIN guide_versions v ON v.guide_id = g.id
        WHERE g.id = $1 ORDER BY v.version DESC";
    VERSION = "SELECT g.id AS guide_id, g.key, g.name, g.retired, v.id, v.version, v.purpose, v.outline
        FROM guides g JOIN guide_versions v ON v.guide_id = g.id WHERE v.id = $1";
    VERSION_NAMES = "SELECT v.id, g.name FROM guides g JOIN guide_versions v ON v.guide_id = g.id";
    INSERT = "INSERT INTO guides (id, key, name, retired) VALUES ($1, $2, $3, $4)";
    UPDATE = "UPDATE guides SET name = $2, retired = $3 WHERE id = $1";
    INSERT_VERSION = "INSERT INTO guide_versions (id, guide_id, version, purpose, outline)
        VALUES ($1, $2, $3, $4, $5)";
}

#[derive(sqlx::FromRow)]
struct GuideRow {
    guide_id: GuideId,
    key: String,
    name: String,
    retired: bool,
    id: GuideVersionId,
    version: i64,
    purpose: String,
    outline: String,
}

impl TryFrom<GuideRow> for Guide {
    type Error = StoreError;

    fn try_from(row: GuideRow) -> Result<Self> {
        let outline = Outline::parse(&row.outline)
            .map_err(|_| StoreError::Corrupt(format!("outline of guide version {}", row.id)))?;
        Ok(Self {
            id: row.guide_id,
            key: row.key,
            name: row.name,
            retired: row.retired,
            current: GuideVersion {
                id: row.id,
                version: row.version,
                purpose: row.purpose,
                outline,
            },
        })
    }
}

fn guides(rows: Vec<GuideRow>) -> Result<Vec<Guide>> {
    rows.into_iter().map(Guide::try_from).collect()
}

impl Tx {
    /// All guides in the versions now in force, retired ones last.
    pub async fn guides(&mut self) -> Result<Vec<Guide>> {
        guides(on_db!(self, |db| sqlx::query_as(CURRENT).fetch_all(db).await)?)
    }

    /// All versions of a guide, newest first; empty when there is no such guide.
    pub async fn guide_versions(&mut self, guide: GuideId) -> Result<Vec<Guide>> {
        guides(on_db!(self, |db| sqlx::query_as(VERSIONS).bind(guide).fetch_all(db).await)?)
    }

    /// One version of a guide.
    pub async fn guide_version(&mut self, id: GuideVersionId) -> Result<Option<Guide>> {
        let row: Option<GuideRow> =
            on_db!(self, |db| sqlx::query_as(VERSION).bind(id).fetch_optional(db).await)?;
        row.map(Guide::try_from).transpose()
    }

    /// The name of the guide of every version, in no order.
    pub async fn guide_version_names(&mut self) -> Result<Vec<(GuideVersionId, String)>> {
        on_db!(self, |db| sqlx::query_as(VERSION_NAMES).fetch_all(db).await)
    }

    /// Adds a guide with its first version.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] when the key or the name is taken.
    pub async fn insert_guide(&mut self, guide: &Guide) -> Result<()> {
        on_db!(self, |db| sqlx::query(INSERT)
            .bind(guide.id)
            .bind(&guide.key)
            .bind(&guide.name)
            .bind(guide.retired)
            .execute(db)
            .await
            .map(|_| ()))?;
        self.insert_guide_version(guide.id, &guide.current).await
    }

    /// Names a guide anew, retires it or takes it back.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] when the name is taken.
    pub async fn update_guide(&mut self, guide: &Guide) -> Result<()> {
        on_db!(self, |db| sqlx::query(UPDATE)
            .bind(guide.id)
            .bind(&guide.name)
            .bind(guide.retired)
            .execute(db)
            .await
            .map(|_| ()))
    }

    /// Adds a version.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] when somebody else just added this one.
    pub async fn insert_guide_version(
        &mut self,
        guide: GuideId,
        version: &GuideVersion,
    ) -> Result<()> {
        on_db!(self, |db| sqlx::query(INSERT_VERSION)
            .bind(version.id)
            .bind(guide)
            .bind(version.version)
            .bind(&version.purpose)
            .bind(version.outline.to_string())
            .execute(db)
            .await
            .map(|_| ()))
    }
}
