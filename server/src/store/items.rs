//! Items and their versions.

use super::{Result, StoreError, Tx, from_json, on_db, statements, to_json};
use app::domain::{Dimension, Item, ItemId, ItemVersion, ItemVersionId};

statements! {
    // A version is never changed, so the newest is the one with the largest number.
    CURRENT = "SELECT i.id AS item_id, i.key, i.dimension, v.id, v.version, v.series, v.wording,
        v.help, v.scale, v.reverse, v.gate
        FROM items i JOIN item_versions v ON v.item_id = i.id
        WHERE NOT i.retired AND v.version =
            (SELECT MAX(n.version) FROM item_versions n WHERE n.item_id = i.id)
        ORDER BY i.key";
    VERSIONS = "SELECT i.id AS item_id, i.key, i.dimension, v.id, v.version, v.series, v.wording,
        v.help, v.scale, v.reverse, v.gate
        FROM items i JOIN item_versions v ON v.item_id = i.id
        WHERE i.id = $1 ORDER BY v.version DESC";
    INSERT = "INSERT INTO items (id, key, dimension, retired) VALUES ($1, $2, $3, FALSE)";
    INSERT_VERSION = "INSERT INTO item_versions
        (id, item_id, version, series, wording, help, scale, reverse, gate)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    OF_WAVE = "SELECT i.id AS item_id, i.key, i.dimension, v.id, v.version, v.series, v.wording,
        v.help, v.scale, v.reverse, v.gate
        FROM wave_items w JOIN item_versions v ON v.id = w.item_version_id
        JOIN items i ON i.id = v.item_id
        WHERE w.wave_id = $1 ORDER BY w.position";
    OF_PROGRAM = "SELECT i.id AS item_id, i.key, i.dimension, v.id, v.version, v.series, v.wording,
        v.help, v.scale, v.reverse, v.gate
        FROM program_items p JOIN items i ON i.id = p.item_id
        JOIN item_versions v ON v.item_id = i.id
        WHERE p.program_id = $1 AND v.version =
            (SELECT MAX(n.version) FROM item_versions n WHERE n.item_id = i.id)
        ORDER BY p.position";
}

#[derive(sqlx::FromRow)]
pub(super) struct ItemRow {
    item_id: ItemId,
    key: String,
    dimension: String,
    id: ItemVersionId,
    version: i64,
    series: i64,
    wording: String,
    help: String,
    scale: String,
    reverse: bool,
    gate: Option<String>,
}

impl TryFrom<ItemRow> for Item {
    type Error = StoreError;

    fn try_from(row: ItemRow) -> Result<Self> {
        let dimension = Dimension::parse(&row.dimension)
            .ok_or_else(|| StoreError::Corrupt(format!("dimension {}", row.dimension)))?;
        Ok(Self {
            id: row.item_id,
            key: row.key,
            dimension,
            current: ItemVersion {
                id: row.id,
                item: row.item_id,
                version: row.version,
                series: row.series,
                wording: row.wording,
                help: row.help,
                scale: from_json(&row.scale)?,
                reverse: row.reverse,
                gate: row.gate.as_deref().map(from_json).transpose()?,
            },
        })
    }
}

fn items(rows: Vec<ItemRow>) -> Result<Vec<Item>> {
    rows.into_iter().map(Item::try_from).collect()
}

impl Tx {
    /// The whole item bank in the wordings now in force, by key.
    pub async fn items(&mut self) -> Result<Vec<Item>> {
        items(on_db!(self, |db| sqlx::query_as(CURRENT).fetch_all(db).await)?)
    }

    /// All wordings of an item, newest first; empty when there is no such item.
    pub async fn item_versions(&mut self, item: ItemId) -> Result<Vec<Item>> {
        items(on_db!(self, |db| sqlx::query_as(VERSIONS).bind(item).fetch_all(db).await)?)
    }

    /// The items of an opened wave in the wordings it asked, in order.
    pub async fn wave_items(&mut self, wave: app::domain::WaveId) -> Result<Vec<Item>> {
        items(on_db!(self, |db| sqlx::query_as(OF_WAVE).bind(wave).fetch_all(db).await)?)
    }

    /// The items of a program in the wordings now in force, in order.
    pub async fn program_items(&mut self, program: app::domain::ProgramId) -> Result<Vec<Item>> {
        items(on_db!(self, |db| sqlx::query_as(OF_PROGRAM).bind(program).fetch_all(db).await)?)
    }

    /// Adds an item with its first version.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] when the key is taken.
    pub async fn insert_item(&mut self, item: &Item) -> Result<()> {
        on_db!(self, |db| sqlx::query(INSERT)
            .bind(item.id)
            .bind(&item.key)
            .bind(item.dimension.name())
            .execute(db)
            .await
            .map(|_| ()))?;
        self.insert_item_version(&item.current).await
    }

    /// Adds a wording.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] when somebody else just added this version.
    pub async fn insert_item_version(&mut self, version: &ItemVersion) -> Result<()> {
        let scale = to_json(&version.scale)?;
        let gate = version.gate.as_ref().map(to_json).transpose()?;
        on_db!(self, |db| sqlx::query(INSERT_VERSION)
            .bind(version.id)
            .bind(version.item)
            .bind(version.version)
            .bind(version.series)
            .bind(&version.wording)
            .bind(&version.help)
            .bind(&scale)
            .bind(version.reverse)
            .bind(&gate)
            .execute(db)
            .await
            .map(|_| ()))
    }
}
