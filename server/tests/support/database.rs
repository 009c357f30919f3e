//! A database for one test.

use soundings::store::Store;
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use std::{
    env, process,
    sync::atomic::{AtomicU32, Ordering},
};
use tempfile::TempDir;
use url::Url;

/// On which kind of database a test runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A file in a directory of its own.
    Sqlite,
    /// A database of its own on the server that `SOUNDINGS_TEST_POSTGRES` names.
    Postgres,
}

/// An empty database; see [`Database::remove`].
pub struct Database {
    url: String,
    place: Place,
}

enum Place {
    Directory(TempDir),
    Server { url: String, name: String },
}

impl Database {
    /// Makes one. None where there is no PostgreSQL to make it on.
    pub async fn create(kind: Kind) -> Option<Self> {
        match kind {
            Kind::Sqlite => {
                let directory = tempfile::tempdir().unwrap();
                let url = format!("sqlite:{}", directory.path().join("soundings.db").display());
                Some(Self { url, place: Place::Directory(directory) })
            }
            Kind::Postgres => {
                static COUNT: AtomicU32 = AtomicU32::new(0);
                let server = env::var("SOUNDINGS_TEST_POSTGRES").ok()?;
                let count = COUNT.fetch_add(1, Ordering::Relaxed);
                let name = format!("soundings_test_{}_{count}", process::id());
                // template0 is never connected to, so tests can copy it at the same time.
                on_server(&server, &format!("CREATE DATABASE {name} TEMPLATE template0")).await;
                let mut url: Url = server.parse().unwrap();
                url.set_path(&name);
                Some(Self { url: url.into(), place: Place::Server { url: server, name } })
            }
        }
    }

    /// Its address, for `--database` and [`Store::open`].
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Opens it and brings it up to date. Again and again, as several nodes would.
    pub async fn open(&self) -> Store {
        let store = self.open_as_it_is().await;
        store.migrate().await.unwrap();
        store
    }

    /// Opens it without migrating.
    pub async fn open_as_it_is(&self) -> Store {
        Store::open(&self.url).await.unwrap()
    }

    /// Removes it, with whoever is still connected. (Dropping can't wait for a server.)
    pub async fn remove(self) {
        match self.place {
            Place::Directory(directory) => drop(directory),
            Place::Server { url, name } => {
                on_server(&url, &format!("DROP DATABASE {name} WITH (FORCE)")).await;
            }
        }
    }
}

async fn on_server(server: &str, statement: &str) {
    let mut connection = PgConnection::connect(server).await.unwrap();
    sqlx::query(AssertSqlSafe(statement)).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}
