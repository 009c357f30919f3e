//! Migrations: embedded in the binary, run at start, exactly once however many nodes start.

use super::{Result, Store, StoreError};
use sqlx::migrate::{MigrateError, Migrator};
use std::{fs::File, path::PathBuf};

static SQLITE: Migrator = sqlx::migrate!("../migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("../migrations/postgres");

impl Store {
    /// Brings the database up to this binary's version.
    ///
    /// On PostgreSQL an advisory lock makes other nodes wait; on SQLite a lock file beside
    /// the database does.
    ///
    /// # Errors
    /// When a migration fails, or the database is from a newer version.
    pub async fn migrate(&self) -> Result<()> {
        match self {
            Self::Sqlite(pool) => {
                let _lock = match sqlite_lock_path(pool) {
                    Some(path) => Some(take_lock(path).await?),
                    None => None,
                };
                SQLITE.run(pool).await.map_err(explain)
            }
            Self::Postgres(pool) => POSTGRES.run(pool).await.map_err(explain),
        }
    }
}

fn explain(error: MigrateError) -> StoreError {
    match error {
        MigrateError::VersionMissing(version) => StoreError::Newer(version),
        other => StoreError::Migration(other),
    }
}

/// In-memory databases have no file, and nobody to share with.
fn sqlite_lock_path(pool: &sqlx::SqlitePool) -> Option<PathBuf> {
    let path = pool.connect_options().get_filename().to_path_buf();
    if path.as_os_str().is_empty() || path.to_string_lossy().contains(":memory:") {
        return None;
    }
    let mut name = path.into_os_string();
    name.push(".migrate-lock");
    Some(PathBuf::from(name))
}

async fn take_lock(path: PathBuf) -> Result<File> {
    // Waiting for the lock blocks, so it happens off the async threads. It is let go with the file.
    tokio::task::spawn_blocking(move || {
        let file = File::options().create(true).truncate(false).write(true).open(&path)?;
        file.lock()?;
        Ok(file)
    })
    .await
    .map_err(|error| StoreError::MigrationLock(std::io::Error::other(error)))?
    .map_err(StoreError::MigrationLock)
}
