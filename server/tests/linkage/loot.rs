//! What the attacker has got.

use crate::log::Log;
use soundings::store::Store;
use sqlx::{Executor, PgPool};
use std::{collections::BTreeMap, fs};
use uuid::Uuid;

/// Files by name, and rows as a database tells them.
#[derive(Default)]
pub struct Loot {
    /// Raw bytes, of whatever kind.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The texts of all responses, in each order that the database itself can tell.
    pub orders: Vec<(String, Vec<String>)>,
    /// What a backup from while the wave was open says: the inputs of tokens, and each
    /// response's name with its text.
    pub inputs: Vec<[u8; 32]>,
    pub named_while_open: Vec<(Uuid, String)>,
    /// Each response's name with its text when all is over.
    pub named: Vec<(Uuid, String)>,
}

const NAMED: &str = "SELECT id, answers FROM responses ORDER BY answers";
const INPUTS: &str = "SELECT input FROM wave_redemptions ORDER BY input";

impl Loot {
    /// A backup of the open wave, as rows. On SQLite also as a file: a backup is written anew.
    ///
    /// PostgreSQL dumps rows as they lie, which is the order in which they came: that a backup of an
    /// open wave tells that order is said to people (`/anonymity`), and not attacked here.
    pub async fn while_open(&mut self, store: &Store) {
        self.named_while_open = named(store).await;
        let inputs: Vec<(String,)> = match store {
            Store::Sqlite(pool) => sqlx::query_as(INPUTS).fetch_all(pool).await.unwrap(),
            Store::Postgres(pool) => sqlx::query_as(INPUTS).fetch_all(pool).await.unwrap(),
        };
        self.inputs = inputs.iter().map(|(text,)| token::encoding::decode(text).unwrap()).collect();
        if let Store::Sqlite(pool) = store {
            self.backup(pool, "a backup of the open wave").await;
        }
    }

    /// Everything that is there when the wave is over.
    pub async fn afterwards(&mut self, store: &Store, url: &str) {
        self.named = named(store).await;
        match store {
            Store::Sqlite(pool) => {
                let file = url.strip_prefix("sqlite:").unwrap();
                for end in ["", "-wal", "-shm"] {
                    if let Ok(bytes) = fs::read(format!("{file}{end}")) {
                        self.files.insert(format!("the database{end}"), bytes);
                    }
                }
                self.backup(pool, "a fresh backup").await;
                self.orders.push(("as rows come".into(), texts(&named_as(pool, "").await)));
            }
            Store::Postgres(pool) => {
                for order in ["ctid", "xmin::text::bigint, ctid", "id"] {
                    let rows = lying(pool, order).await;
                    self.orders.push((format!("by {order}"), rows));
                }
                self.files_of_postgres(pool).await;
            }
        }
    }

    pub fn log(&mut self, log: &Log) {
        let bytes = log.bytes();
        let text = String::from_utf8_lossy(&bytes);
        assert!(text.contains("route=\"/method\""), "other requests are in the log: {text}");
        self.files.insert("the log".into(), bytes);
    }

    /// All but what was taken while the wave was open.
    pub fn after_closing(&self) -> impl Iterator<Item = (&String, &Vec<u8>)> {
        self.files.iter().filter(|(name, _)| !name.contains("of the open wave"))
    }

    async fn backup(&mut self, pool: &sqlx::SqlitePool, name: &str) {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("backup.db");
        sqlx::query("VACUUM INTO $1").bind(file.to_str()).execute(pool).await.unwrap();
        self.files.insert(name.into(), fs::read(file).unwrap());
    }

    /// Tables, indexes and what is stored beside them, and the journal, as they are on disk.
    async fn files_of_postgres(&mut self, pool: &PgPool) {
        let tables: Vec<(String, String)> = sqlx::query_as(
            "SELECT relname::text, pg_relation_filepath(oid) FROM pg_class
             WHERE relkind IN ('r', 'i', 't') AND relnamespace IN
               (SELECT oid FROM pg_namespace WHERE nspname IN ('public', 'pg_toast'))",
        )
        .fetch_all(pool)
        .await
        .unwrap();
        let (folder,): (String,) =
            sqlx::query_as("SHOW data_directory").fetch_one(pool).await.unwrap();
        // What is in memory goes to the files, too.
        let journal: Vec<_> = fs::read_dir(format!("{folder}/pg_wal"))
            .unwrap_or_else(|error| panic!("{folder} can't be read from here: {error}"))
            .flatten()
            .filter(|entry| entry.path().is_file())
            .collect();
        for entry in journal {
            // Other tests' checkpoints take pieces away meanwhile.
            if let Ok(bytes) = fs::read(entry.path()) {
                self.files.insert(format!("journal {:?}", entry.file_name()), bytes);
            }
        }
        pool.execute("CHECKPOINT").await.unwrap();
        for (table, path) in tables {
            if let Ok(bytes) = fs::read(format!("{folder}/{path}")) {
                self.files.insert(table, bytes);
            }
        }
        assert!(self.files.contains_key("responses"));
    }
}

async fn named(store: &Store) -> Vec<(Uuid, String)> {
    match store {
        Store::Sqlite(pool) => named_as(pool, " ORDER BY answers").await,
        Store::Postgres(pool) => sqlx::query_as(NAMED).fetch_all(pool).await.unwrap(),
    }
}

async fn named_as(pool: &sqlx::SqlitePool, order: &str) -> Vec<(Uuid, String)> {
    let select = format!("SELECT id, answers FROM responses{order}");
    sqlx::query_as(sqlx::AssertSqlSafe(select)).fetch_all(pool).await.unwrap()
}

async fn lying(pool: &PgPool, order: &str) -> Vec<String> {
    let select = format!("SELECT answers FROM responses ORDER BY {order}");
    let rows: Vec<(String,)> =
        sqlx::query_as(sqlx::AssertSqlSafe(select)).fetch_all(pool).await.unwrap();
    rows.into_iter().map(|(text,)| text).collect()
}

fn texts(rows: &[(Uuid, String)]) -> Vec<String> {
    rows.iter().map(|(_, text)| text.clone()).collect()
}
