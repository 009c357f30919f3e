//! Getting rid of what closing a wave, or forgetting an interview, leaves behind in old pages and
//! dead rows.
//!
//! Closing writes responses and roster anew; their old rows, whose order says who answered when,
//! linger in the write-ahead log, in dead rows and in free parts of pages until somebody tidies.
//! That cannot be part of the closing transaction and can be kept from happening by whoever reads
//! at the same time, so the transaction leaves a mark that stays until it is done.

use super::{Result, Sql, Store, Tx, on_db, statements};
use sqlx::{Connection, Executor, PgConnection, PgPool, SqlitePool};
use std::time::{Duration, Instant};
use uuid::Uuid;

statements! {
    DUE = "SELECT value FROM settings WHERE name = 'tidy-due'";
    // Only the mark that was seen: another wave may have closed in the meantime.
    DONE = "DELETE FROM settings WHERE name = 'tidy-due' AND value = $1";
}

/// PostgreSQL's mark also holds the number of the closing transaction: dead rows go away only when
/// nobody is left who began before it ended.
const MARK: Sql = Sql {
    sqlite: "INSERT INTO settings (name, value) VALUES ('tidy-due', $1)
        ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    postgres: "INSERT INTO settings (name, value)
        VALUES ('tidy-due', $1::text || ' ' || pg_current_xact_id()::xid::text)
        ON CONFLICT (name) DO UPDATE SET value = excluded.value",
};

/// Those of the statements above that are two, by name.
pub const PAIRS: &[(&str, Sql)] = &[("MARK", MARK)];

/// Whether anybody may still see the rows of before the closing whose mark is `$1`, or could from
/// now on: who looks while somebody writes who began before the closing, in whatever database of
/// this server, holds on to those rows too. Other people than us at this database, and the server's
/// own housekeeping, which is at none, are seen where the server lets us.
const SEEN_BY_OTHERS: &str = "SELECT
    age(pg_snapshot_xmin(pg_current_snapshot())::xid) >= age(split_part($1, ' ', 2)::xid)
    OR EXISTS (SELECT 1 FROM pg_stat_activity
    WHERE (datname = current_database() OR datname IS NULL) AND pid <> pg_backend_pid()
    AND (age(backend_xmin) >= age(split_part($1, ' ', 2)::xid)
        OR age(backend_xid) >= age(split_part($1, ' ', 2)::xid)))";

/// Tables that closing writes anew, and those that an interview is taken out of. A full vacuum makes
/// new files of them: an ordinary one would leave the bytes of dead rows in the gaps of pages.
const REWRITE: &[&str] = &[
    "VACUUM (FULL, FREEZE) responses",
    "VACUUM (FULL, FREEZE) wave_roster",
    "VACUUM (FULL, FREEZE) wave_secrets",
    "VACUUM (FULL, FREEZE) wave_issuances",
    "VACUUM (FULL, FREEZE) wave_redemptions",
    "VACUUM (FULL, FREEZE) interviews",
    "VACUUM (FULL, FREEZE) interview_consents",
    "VACUUM (FULL, FREEZE) interview_notes",
    "VACUUM (FULL, FREEZE) interview_codings",
    "VACUUM (FULL, FREEZE) highlights",
    "VACUUM (FULL, FREEZE) highlight_tags",
    "VACUUM (FULL, FREEZE) evidence",
    "VACUUM (FULL, FREEZE) search_documents",
    "VACUUM (FULL, FREEZE) interview_invitations",
];

/// The journal has every write in the order in which it came. A new piece of it is begun, and those
/// that no crash needs any more are given up; whether those are deleted or written over in time is
/// the server's setting (`wal_recycle`).
const END_JOURNAL: &[&str] = &["SELECT pg_switch_wal()", "CHECKPOINT"];

/// How long others may be kept waiting for this; what is not done now is done at another time.
const PATIENCE: Duration = Duration::from_secs(2);

/// What became of the wish to tidy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tidied {
    /// No wave has closed since the last time.
    NothingDue,
    /// It is done.
    Done,
    /// Somebody else still reads what was there before; to be tried again.
    NotYet,
}

impl Tx {
    /// Notes, in the transaction that closes a wave or forgets an interview, that it leaves
    /// something behind. `cause` is the wave or the interview.
    pub async fn mark_tidy_due(&mut self, cause: Uuid) -> Result<()> {
        let mark = MARK.of(self);
        let cause = cause.to_string();
        on_db!(self, |db| sqlx::query(mark).bind(&cause).execute(db).await.map(|_| ()))
    }

    /// The mark that closing left, if tidying is due.
    pub async fn tidy_due(&mut self) -> Result<Option<String>> {
        let row: Option<(String,)> =
            on_db!(self, |db| sqlx::query_as(DUE).fetch_optional(db).await)?;
        Ok(row.map(|(mark,)| mark))
    }

    /// Takes the mark away, unless another closing has left its own since.
    pub async fn tidying_is_done(&mut self, mark: &str) -> Result<()> {
        on_db!(self, |db| sqlx::query(DONE).bind(mark).execute(db).await.map(|_| ()))
    }
}

impl Store {
    /// Tidies, if a closing left something behind.
    ///
    /// # Errors
    /// When the database fails; the mark stays.
    pub async fn tidy(&self) -> Result<Tidied> {
        let mut tx = self.read().await?;
        let due = tx.tidy_due().await?;
        // A reader of our own would be in the way.
        tx.commit().await?;
        let Some(mark) = due else { return Ok(Tidied::NothingDue) };
        let done = match self {
            Self::Sqlite(pool) => empty_log(pool).await?,
            Self::Postgres(pool) => rewrite_tables(pool, &mark).await?,
        };
        if !done {
            return Ok(Tidied::NotYet);
        }
        let mut tx = self.begin().await?;
        tx.tidying_is_done(&mark).await?;
        tx.commit().await?;
        Ok(Tidied::Done)
    }
}

/// Moves everything from the write-ahead log into the database file and empties the log. Deleted
/// rows are overwritten there (`secure_delete`).
async fn empty_log(pool: &SqlitePool) -> Result<bool> {
    // A connection of its own, which waits less long than others: it holds off everybody who
    // writes while it waits for those who read.
    let mut connection = pool.acquire().await?.detach();
    let patience = format!("PRAGMA busy_timeout = {}", PATIENCE.as_millis());
    connection.execute(sqlx::AssertSqlSafe(patience)).await?;
    // The answer of this pragma is a row, and an error only where something is broken.
    let (busy, _, _): (i64, i64, i64) =
        sqlx::query_as("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&mut connection).await?;
    connection.close().await?;
    Ok(busy == 0)
}

async fn rewrite_tables(pool: &PgPool, mark: &str) -> Result<bool> {
    let mut connection = pool.acquire().await?.detach();
    let done = rewrite_tables_on(&mut connection, mark).await;
    connection.close().await?;
    match done {
        // Somebody uses the table, or has been waiting for it longer than we do.
        Err(error) if is_code(&error, &["55P03", "40P01"]) => Ok(false),
        other => Ok(other?),
    }
}

async fn rewrite_tables_on(
    connection: &mut PgConnection,
    mark: &str,
) -> std::result::Result<bool, sqlx::Error> {
    let patience = format!("SET lock_timeout = {}", PATIENCE.as_millis());
    connection.execute(sqlx::AssertSqlSafe(patience)).await?;
    let begun = Instant::now();
    loop {
        let (seen,): (bool,) =
            sqlx::query_as(SEEN_BY_OTHERS).bind(mark).fetch_one(&mut *connection).await?;
        if !seen {
            break;
        }
        if begun.elapsed() > PATIENCE {
            return Ok(false);
        }
        // Most are gone in a moment.
        tokio::time::sleep(PATIENCE / 40).await;
    }
    for statement in REWRITE {
        connection.execute(*statement).await?;
    }
    for statement in END_JOURNAL {
        match connection.execute(*statement).await {
            Ok(_) => {}
            Err(error) if is_code(&error, &["42501"]) => {
                tracing::warn!(
                    statement,
                    "PostgreSQL's journal (WAL) still tells in which order answers came, and this \
                     role may not end it: see “Run it” in README.md"
                );
                break;
            }
            Err(error) => return Err(error),
        }
    }
    Ok(true)
}

fn is_code(error: &sqlx::Error, codes: &[&str]) -> bool {
    let code = error.as_database_error().and_then(|cause| cause.code());
    code.is_some_and(|code| codes.contains(&code.as_ref()))
}
