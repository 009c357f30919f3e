//! Migrations run once, whoever else starts at the same time, and never backwards.

use crate::support::{Database, OnDatabase, dump, on_each_database};
use soundings::store::{Store, StoreError};
use sqlx::AssertSqlSafe;
use std::{fs, path::Path};

on_each_database!(
    eight_nodes_that_start_together_migrate_once,
    a_database_of_a_newer_version_is_left_alone,
    a_migration_that_was_changed_after_it_ran_is_told,
);

/// A database that nobody has opened yet.
struct Untouched {
    url: String,
}

impl OnDatabase for Untouched {
    async fn on(database: &Database) -> Self {
        Self { url: database.url().to_owned() }
    }
}

impl Untouched {
    async fn open(&self) -> Store {
        Store::open(&self.url).await.unwrap()
    }
}

/// Rows of the table in which sqlx keeps what has run: version and whether it ended well.
async fn have_run(store: &Store) -> Vec<(i64, bool)> {
    let text = "SELECT version, success FROM _sqlx_migrations ORDER BY version";
    match store {
        Store::Sqlite(pool) => sqlx::query_as(text).fetch_all(pool).await.unwrap(),
        Store::Postgres(pool) => sqlx::query_as(text).fetch_all(pool).await.unwrap(),
    }
}

async fn execute(store: &Store, text: &str) {
    match store {
        Store::Sqlite(pool) => sqlx::query(AssertSqlSafe(text)).execute(pool).await.map(drop),
        Store::Postgres(pool) => sqlx::query(AssertSqlSafe(text)).execute(pool).await.map(drop),
    }
    .unwrap();
}

fn files(kind: &str) -> usize {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations").join(kind);
    fs::read_dir(folder).unwrap().count()
}

async fn eight_nodes_that_start_together_migrate_once(database: Untouched) {
    let nodes: Vec<_> = (0..8)
        .map(|_| {
            let url = database.url.clone();
            tokio::spawn(async move {
                let store = Store::open(&url).await?;
                store.migrate().await?;
                // Each can work at once, whoever it was that migrated.
                let mut tx = store.begin().await?;
                let people = tx.people().await?.len();
                tx.commit().await?;
                store.close().await;
                Ok::<_, StoreError>(people)
            })
        })
        .collect();
    for node in nodes {
        assert_eq!(node.await.unwrap().unwrap(), 0);
    }
    let store = database.open().await;
    let run = have_run(&store).await;
    let kind = if database.url.starts_with("sqlite:") { "sqlite" } else { "postgres" };
    assert_eq!(run.len(), files(kind), "{run:?}");
    assert!(run.iter().all(|(_, success)| *success), "{run:?}");
    store.migrate().await.unwrap();
    assert_eq!(have_run(&store).await, run, "again it has nothing to do");
    store.close().await;
}

async fn a_database_of_a_newer_version_is_left_alone(database: Untouched) {
    let store = database.open().await;
    store.migrate().await.unwrap();
    execute(
        &store,
        "INSERT INTO _sqlx_migrations
            (version, description, installed_on, success, checksum, execution_time)
         SELECT 9999, 'of tomorrow', installed_on, success, checksum, execution_time
         FROM _sqlx_migrations WHERE version = 1",
    )
    .await;
    let before = dump(&store).await;
    let error = store.migrate().await.unwrap_err();
    assert!(matches!(error, StoreError::Newer(9999)), "{error:?}");
    let text = error.to_string();
    assert!(text.contains("made by a newer version of Soundings"), "{text}");
    assert!(text.contains("install that version, or use a backup"), "{text}");
    assert_eq!(dump(&store).await, before);
    store.close().await;
}

async fn a_migration_that_was_changed_after_it_ran_is_told(database: Untouched) {
    let store = database.open().await;
    store.migrate().await.unwrap();
    let changed = match &store {
        Store::Sqlite(_) => "UPDATE _sqlx_migrations SET checksum = x'00'",
        Store::Postgres(_) => "UPDATE _sqlx_migrations SET checksum = '\\x00'",
    };
    execute(&store, changed).await;
    let error = store.migrate().await.unwrap_err();
    assert!(matches!(error, StoreError::Migration(_)), "{error:?}");
    assert!(error.to_string().contains("migration 1 was"), "{error}");
    store.close().await;
}
