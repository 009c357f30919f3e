//! Opening a database and transactions on it.

use super::{Result, StoreError};
use sqlx::{
    ConnectOptions, Connection, Executor, PgPool, Postgres, Sqlite, SqlitePool, Transaction,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{str::FromStr, time::Duration};

/// An open database of either kind; cheap to clone.
#[derive(Clone, Debug)]
pub enum Store {
    /// One file beside the binary: the default.
    Sqlite(SqlitePool),
    /// A server shared by many nodes.
    Postgres(PgPool),
}

/// A transaction. Dropped without [`commit`](Tx::commit) it never happened.
pub enum Tx {
    /// On SQLite.
    Sqlite(Transaction<'static, Sqlite>),
    /// On PostgreSQL.
    Postgres(Transaction<'static, Postgres>),
}

impl Store {
    /// Opens `sqlite:FILE` (created when missing) or `postgres://...`. Does not migrate.
    ///
    /// # Errors
    /// When the address is of neither kind, or the database cannot be reached or created.
    pub async fn open(url: &str) -> Result<Self> {
        if url.starts_with("sqlite:") {
            let options = SqliteConnectOptions::from_str(url)
                .map_err(|error| StoreError::Address(error.to_string()))?
                .create_if_missing(true)
                .foreign_keys(true)
                .journal_mode(SqliteJournalMode::Wal)
                // A crash between two writes must lose nothing that was acknowledged.
                .synchronous(SqliteSynchronous::Full)
                .busy_timeout(Duration::from_secs(15))
                // Deleted rows (sessions, shuffled responses) leave no copy in free pages.
                .pragma("secure_delete", "ON")
                // A release of a large organisation is 100 MB: with the usual 2 MB of pages in
                // memory each is written and read again many times over. In KiB.
                .pragma("cache_size", "-65536")
                // Rows that wait between the thread that reads and the one that asked for them.
                .row_buffer_size(2_000)
                // At the level of debugging, or when it is slow, each would be a line in the log
                // with its time: one for each response.
                .disable_statement_logging();
            let pool = SqlitePoolOptions::new()
                .max_connections(8)
                .acquire_timeout(Duration::from_secs(20))
                // When the disk is full or broken SQLite ends a transaction by itself, which the
                // driver does not notice: on that connection no other could ever begin.
                .before_acquire(|connection, _| {
                    Box::pin(async { Ok(!connection.is_in_transaction()) })
                })
                .connect_with(options)
                .await
                .map_err(StoreError::Unreachable)?;
            Ok(Self::Sqlite(pool))
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let options = PgConnectOptions::from_str(url)
                .map_err(|error| StoreError::Address(error.to_string()))?
                .disable_statement_logging();
            let pool = PgPoolOptions::new()
                .max_connections(16)
                .acquire_timeout(Duration::from_secs(10))
                // Statements take milliseconds, and compiling one takes fifty: the server guesses
                // by estimates that are far too high where only the first rows are wanted.
                .after_connect(|connection, _| {
                    Box::pin(async move { connection.execute("SET jit = off").await.map(|_| ()) })
                })
                .connect_with(options.clone())
                .await;
            let pool = match pool {
                // The pool waits for a server that is still starting, and then knows only that
                // it waited; asked once more by itself, the driver says why.
                Err(sqlx::Error::PoolTimedOut) => {
                    let cause = options.connect().await.err().unwrap_or(sqlx::Error::PoolTimedOut);
                    return Err(StoreError::Unreachable(cause));
                }
                other => other.map_err(StoreError::Unreachable)?,
            };
            Ok(Self::Postgres(pool))
        } else {
            Err(StoreError::Address("it must start with sqlite: or postgres://".to_owned()))
        }
    }

    /// Starts a transaction that may write.
    ///
    /// On SQLite it takes the write lock at once: a transaction that reads first and writes
    /// later would otherwise fail when another one wrote in between.
    ///
    /// # Errors
    /// When the database cannot be reached or stays locked.
    pub async fn begin(&self) -> Result<Tx> {
        Ok(match self {
            Self::Sqlite(pool) => Tx::Sqlite(pool.begin_with("BEGIN IMMEDIATE").await?),
            Self::Postgres(pool) => Tx::Postgres(pool.begin().await?),
        })
    }

    /// Starts a transaction that only reads, and sees one state of the data throughout.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn read(&self) -> Result<Tx> {
        Ok(match self {
            Self::Sqlite(pool) => Tx::Sqlite(pool.begin().await?),
            Self::Postgres(pool) => Tx::Postgres(
                pool.begin_with("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                    .await?,
            ),
        })
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<()> {
        match self {
            Self::Sqlite(pool) => sqlx::query("SELECT 1").execute(pool).await.map(|_| ())?,
            Self::Postgres(pool) => sqlx::query("SELECT 1").execute(pool).await.map(|_| ())?,
        }
        Ok(())
    }

    /// Closes all connections, after those in use are given back.
    pub async fn close(&self) {
        match self {
            Self::Sqlite(pool) => pool.close().await,
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

impl Tx {
    /// Makes everything in this transaction happen.
    ///
    /// # Errors
    /// When the database refuses or cannot be reached; then nothing happened.
    pub async fn commit(self) -> Result<()> {
        match self {
            Self::Sqlite(transaction) => transaction.commit().await?,
            Self::Postgres(transaction) => transaction.commit().await?,
        }
        Ok(())
    }
}
