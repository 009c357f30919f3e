//! What can go wrong in the store; constraint violations get their names here, once.

use sqlx::{error::DatabaseError, sqlite::SqliteError};

/// Why a statement failed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The address of the database makes no sense.
    #[error("the database address is wrong: {0}")]
    Address(String),
    /// No connection could be made.
    #[error("the database cannot be opened: {0}")]
    Unreachable(#[source] sqlx::Error),
    /// The database was migrated by a later version of Soundings.
    #[error(
        "this database was made by a newer version of Soundings (it has migration {0}); \
         install that version, or use a backup from before the upgrade"
    )]
    Newer(i64),
    /// A migration failed.
    #[error("the database could not be migrated: {0}")]
    Migration(#[source] sqlx::migrate::MigrateError),
    /// The lock that keeps two processes from migrating at once could not be taken.
    #[error("the migration lock could not be taken: {0}")]
    MigrationLock(#[source] std::io::Error),
    /// A row with the same unique value exists; the name is the constraint's.
    #[error("there is already a row like this ({0})")]
    Duplicate(Unique),
    /// A stored text could not be read back.
    #[error("a stored value cannot be read: {0}")]
    Corrupt(String),
    /// Anything else.
    #[error("the database failed: {0}")]
    Database(#[source] sqlx::Error),
}

/// The unique constraints that people can run into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unique {
    /// Two people with one e-mail.
    PersonEmail,
    /// Two items with one key.
    ItemKey,
    /// Two versions of an item with one number.
    ItemVersion,
    /// Two programs with one name.
    ProgramName,
    /// Two guides with one name.
    GuideName,
    /// Two versions of a guide with one number.
    GuideVersion,
    /// Two tags with one name.
    TagName,
    /// Two waves of a program in one period.
    WavePeriod,
    /// Two releases of one wave.
    Release,
    /// Any other.
    Other,
}

impl std::fmt::Display for Unique {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::PersonEmail => "a person with this e-mail",
            Self::ItemKey => "an item with this key",
            Self::ItemVersion => "this version of the item",
            Self::ProgramName => "a program with this name",
            Self::GuideName => "a guide with this name",
            Self::GuideVersion => "this version of the guide",
            Self::TagName => "a tag with this name",
            Self::WavePeriod => "a wave of this program in this period",
            Self::Release => "a release of this wave",
            Self::Other => "the same key",
        })
    }
}

impl Unique {
    /// PostgreSQL reports the constraint's name, SQLite the columns.
    fn named(message: &str, constraint: Option<&str>) -> Self {
        let has = |name: &str, columns: &str| constraint == Some(name) || message.contains(columns);
        if has("people_email_unique", "people.email") {
            Self::PersonEmail
        } else if has("items_key_unique", "items.key") {
            Self::ItemKey
        } else if has("item_versions_unique", "item_versions.item_id") {
            Self::ItemVersion
        } else if has("guides_name_unique", "guides.name") {
            Self::GuideName
        } else if has("guide_versions_unique", "guide_versions.guide_id") {
            Self::GuideVersion
        } else if has("programs_name_unique", "programs.name") {
            Self::ProgramName
        } else if has("tags_name_unique", "tags.name_key") {
            Self::TagName
        } else if has("waves_period_unique", "waves.program_id") {
            Self::WavePeriod
        } else if has("releases_wave_unique", "releases.wave_id") {
            Self::Release
        } else {
            Self::Other
        }
    }
}

impl StoreError {
    /// Whether a later try may work: the database cannot be reached, is busy, full or read-only.
    #[must_use]
    pub fn is_outage(&self) -> bool {
        match self {
            Self::Unreachable(_) => true,
            Self::Database(error) => match error {
                sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed => true,
                sqlx::Error::Database(cause) => passes(cause.as_ref()),
                _ => false,
            },
            _ => false,
        }
    }
}

/// Whether what the database says can pass by itself or by somebody who runs it: it is busy, full,
/// read-only, or shutting down. Nothing that a statement of ours could be wrong about.
fn passes(cause: &dyn DatabaseError) -> bool {
    let Some(code) = cause.code() else { return false };
    if cause.try_downcast_ref::<SqliteError>().is_some() {
        // The lowest byte is the kind: busy, locked, read-only, input or output, full, can't open.
        let kind = code.parse::<u32>().ok().map(|code| code & 0xff);
        return matches!(kind, Some(5 | 6 | 8 | 10 | 13 | 14));
    }
    // Classes: no connection, too few resources, an operator's hand, the system around it; and
    // single ones: read-only, two that waited for each other, a lock that was not to be had.
    ["08", "53", "57", "58"].iter().any(|class| code.starts_with(class))
        || ["25006", "40001", "40P01", "55P03"].contains(&code.as_ref())
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(cause) if cause.is_unique_violation() => {
                Self::Duplicate(Unique::named(cause.message(), cause.constraint()))
            }
            _ => Self::Database(error),
        }
    }
}
