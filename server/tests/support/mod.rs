//! What every test that needs a database shares: one of its own, empty and migrated, on SQLite and
//! on PostgreSQL.
//!
//! A test is an `async fn` that takes what it works on, such as a [`Store`], and is named in a list
//! at the top of its file; [`on_each_database!`] makes a test for each database of it. A test that
//! isn't in the list is dead code, which the compiler tells. To let tests take something else,
//! implement [`OnDatabase`] for it.
//!
//! PostgreSQL takes part where `SOUNDINGS_TEST_POSTGRES` names a server on which databases may be
//! made; `cargo xtask test` starts one.
#![allow(dead_code, reason = "each test program uses its own part of this")]
#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

mod database;
mod dump;

pub use database::{Database, Kind};
pub use dump::dump;

use futures::FutureExt;
use soundings::store::Store;
use std::panic::{AssertUnwindSafe, resume_unwind};

/// What a test can work on.
pub trait OnDatabase: Sized {
    /// Made anew for each test.
    async fn on(database: &Database) -> Self;
}

impl OnDatabase for Store {
    async fn on(database: &Database) -> Self {
        database.open().await
    }
}

/// Runs one test on a database of its own, which is gone afterwards, whatever happens.
pub fn run<T: OnDatabase, F: Future<Output = ()>>(kind: Kind, test: impl FnOnce(T) -> F) {
    // Two threads, so that what happens at the same time does so in earnest.
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let Some(database) = Database::create(kind).await else {
            eprintln!("left out: SOUNDINGS_TEST_POSTGRES names no server");
            return;
        };
        let whole = async { test(T::on(&database).await).await };
        let outcome = AssertUnwindSafe(whole).catch_unwind().await;
        database.remove().await;
        if let Err(panic) = outcome {
            resume_unwind(panic);
        }
    });
}

/// Makes two tests of each function that is named: `name::on_sqlite` and `name::on_postgres`.
macro_rules! on_each_database {
    ($($name:ident),+ $(,)?) => {$(
        mod $name {
            #[test]
            fn on_sqlite() {
                $crate::support::run($crate::support::Kind::Sqlite, super::$name);
            }

            #[test]
            fn on_postgres() {
                $crate::support::run($crate::support::Kind::Postgres, super::$name);
            }
        }
    )+};
}
pub(crate) use on_each_database;
