//! Everything that is kept, on SQLite or PostgreSQL: the only room that holds SQL.
//!
//! A [`Store`] opens transactions; every statement is a method of [`Tx`], one file a noun.
//! To add a statement: name its text in the file's [`statements!`] list, and write a
//! method that runs it through [`on_db!`], which type-checks binds and rows on both
//! drivers. Placeholders are `$1`; instants are Unix milliseconds; no SUM or AVG without
//! a CAST (PostgreSQL returns numeric). `tests/store` prepares every statement and runs
//! one story on both databases.

mod bulk;
mod connect;
mod error;
mod migrate;

pub mod audit;
pub mod evidence;
pub mod findings;
pub mod guides;
pub mod held;
pub mod highlights;
pub mod interviews;
pub mod items;
pub mod kept;
pub mod passages;
pub mod people;
pub mod programs;
pub mod release_changes;
pub mod release_groups;
mod release_insert;
pub mod releases;
pub mod responses;
pub mod roster;
pub mod roster_uploads;
pub mod rotation;
pub mod search;
pub mod sessions;
pub mod settings;
pub mod tags;
pub mod teams;
pub mod tidying;
pub mod tokens;
pub mod traces;
pub mod waves;

pub use connect::{Store, Tx};
pub use error::{StoreError, Unique};

/// What a statement gives back, or why it failed.
pub type Result<T> = std::result::Result<T, StoreError>;

/// Runs one expression on whichever driver the transaction is of; `$db` is the connection.
///
/// The expression is compiled once for each driver, so rustc checks every bind and row twice.
macro_rules! on_db {
    ($tx:expr, |$db:ident| $body:expr) => {
        match $tx {
            $crate::store::Tx::Sqlite(transaction) => {
                let $db = &mut **transaction;
                $body.map_err($crate::store::StoreError::from)
            }
            $crate::store::Tx::Postgres(transaction) => {
                let $db = &mut **transaction;
                $body.map_err($crate::store::StoreError::from)
            }
        }
    };
}
pub(crate) use on_db;

/// Names the SQL of one noun and lists it in `STATEMENTS`, so that a test can prepare all of it.
macro_rules! statements {
    ($($(#[$meta:meta])* $name:ident = $sql:expr;)+) => {
        $($(#[$meta])* const $name: &str = $sql;)+
        /// Every statement of this noun by name.
        pub const STATEMENTS: &[(&str, &str)] = &[$((stringify!($name), $name)),+];
    };
}
pub(crate) use statements;

/// A statement that cannot be the same text on both databases.
#[derive(Clone, Copy, Debug)]
pub struct Sql {
    /// For SQLite.
    pub sqlite: &'static str,
    /// For PostgreSQL.
    pub postgres: &'static str,
}

impl Sql {
    /// The text for the database of this transaction.
    pub(crate) fn of(self, tx: &Tx) -> &'static str {
        match tx {
            Tx::Sqlite(_) => self.sqlite,
            Tx::Postgres(_) => self.postgres,
        }
    }
}

/// Every statement of the store, by noun.
pub const ALL_STATEMENTS: &[(&str, &[(&str, &str)])] = &[
    ("audit", audit::STATEMENTS),
    ("evidence", evidence::STATEMENTS),
    ("findings", findings::STATEMENTS),
    ("guides", guides::STATEMENTS),
    ("held", held::STATEMENTS),
    ("highlights", highlights::STATEMENTS),
    ("interviews", interviews::STATEMENTS),
    ("kept", kept::STATEMENTS),
    ("passages", passages::STATEMENTS),
    ("people", people::STATEMENTS),
    ("items", items::STATEMENTS),
    ("programs", programs::STATEMENTS),
    ("release_changes", release_changes::STATEMENTS),
    ("release_groups", release_groups::STATEMENTS),
    ("release_insert", release_insert::STATEMENTS),
    ("releases", releases::STATEMENTS),
    ("responses", responses::STATEMENTS),
    ("roster", roster::STATEMENTS),
    ("roster_uploads", roster_uploads::STATEMENTS),
    ("search", search::STATEMENTS),
    ("rotation", rotation::STATEMENTS),
    ("settings", settings::STATEMENTS),
    ("tags", tags::STATEMENTS),
    ("teams", teams::STATEMENTS),
    ("tidying", tidying::STATEMENTS),
    ("tokens", tokens::STATEMENTS),
    ("waves", waves::STATEMENTS),
    ("sessions", sessions::STATEMENTS),
];

/// Every statement with two texts, by noun.
pub const ALL_PAIRS: &[(&str, &[(&str, Sql)])] = &[
    ("interviews", interviews::PAIRS),
    ("roster", roster::PAIRS),
    ("search", search::PAIRS),
    ("rotation", rotation::PAIRS),
    ("tags", tags::PAIRS),
    ("tidying", tidying::PAIRS),
    ("tokens", tokens::PAIRS),
    ("traces", traces::PAIRS),
    ("waves", waves::PAIRS),
];

/// Reads a value that is kept as JSON text.
pub(crate) fn from_json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| StoreError::Corrupt(error.to_string()))
}

/// Writes a value that is kept as JSON text.
pub(crate) fn to_json<T: serde::Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|error| StoreError::Corrupt(error.to_string()))
}
