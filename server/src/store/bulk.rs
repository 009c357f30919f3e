//! Many rows of one table at once: a release of a large organisation has a quarter of a million.

use app::domain::{ItemId, ItemVersionId, PersonId, ReleaseId, ResponseId, TeamId, WaveId};
use sqlx::{Sqlite, postgres::PgConnection, sqlite::SqliteConnection};
use std::fmt::Write as _;
use uuid::Uuid;

use super::{Result, Tx};

/// Parameters of one SQLite statement; its limit is 32,766.
const PARAMETERS: usize = 32_000;
/// Bytes that go to PostgreSQL at a time.
const PIECE: usize = 1 << 20;

/// What one column of a row holds.
#[derive(Clone, Debug)]
pub(super) enum Field {
    Null,
    Flag(bool),
    Count(i64),
    Number(f64),
    Text(String),
    Id(Uuid),
}

/// Rows, made as they are written. Boxed, as the compiler can't tell of closures with borrowed
/// arguments that a future which holds them may change threads (rust-lang/rust 102211).
pub(super) type Rows<'a, const N: usize> = Box<dyn Iterator<Item = [Field; N]> + Send + 'a>;

macro_rules! field {
    ($($from:ty, $value:ident => $field:expr;)+) => {
        $(impl From<$from> for Field {
            fn from($value: $from) -> Self {
                $field
            }
        })+
    };
}

field! {
    bool, value => Self::Flag(value);
    i64, value => Self::Count(value);
    u32, value => Self::Count(i64::from(value));
    f64, value => Self::Number(value);
    &str, value => Self::Text(value.to_owned());
    String, value => Self::Text(value);
    ItemId, id => Self::Id(id.0);
    ItemVersionId, id => Self::Id(id.0);
    PersonId, id => Self::Id(id.0);
    ReleaseId, id => Self::Id(id.0);
    ResponseId, id => Self::Id(id.0);
    TeamId, id => Self::Id(id.0);
    WaveId, id => Self::Id(id.0);
}

impl<T: Into<Field>> From<Option<T>> for Field {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl Tx {
    /// Adds rows to a table: by COPY on PostgreSQL, which needs no parameters, and by INSERTs of
    /// as many rows as a statement may have on SQLite.
    ///
    /// In the order of the table's key they are appended, in any other the database seeks.
    pub(super) async fn insert_rows<const N: usize>(
        &mut self,
        table: &str,
        columns: [&str; N],
        rows: Rows<'_, N>,
    ) -> Result<()> {
        let columns = columns.join(", ");
        match self {
            Self::Sqlite(db) => insert(db, &format!("{table} ({columns}) "), rows).await,
            Self::Postgres(db) => copy(db, &format!("{table} ({columns})"), rows).await,
        }
    }
}

async fn insert<const N: usize>(
    db: &mut SqliteConnection,
    into: &str,
    mut rows: Rows<'_, N>,
) -> Result<()> {
    loop {
        let mut chunk = rows.by_ref().take(PARAMETERS / N).peekable();
        if chunk.peek().is_none() {
            return Ok(());
        }
        let mut statement = sqlx::QueryBuilder::<Sqlite>::new(format!("INSERT INTO {into}"));
        statement.push_values(chunk, |mut row, fields| {
            for field in fields {
                match field {
                    Field::Null => row.push_bind(None::<i64>),
                    Field::Flag(value) => row.push_bind(value),
                    Field::Count(value) => row.push_bind(value),
                    Field::Number(value) => row.push_bind(value),
                    Field::Text(value) => row.push_bind(value),
                    Field::Id(value) => row.push_bind(value),
                };
            }
        });
        statement.build().execute(&mut *db).await?;
    }
}

async fn copy<const N: usize>(db: &mut PgConnection, into: &str, rows: Rows<'_, N>) -> Result<()> {
    let mut copy = db.copy_in_raw(&format!("COPY {into} FROM STDIN")).await?;
    let mut lines = String::new();
    for fields in rows {
        for (place, field) in fields.iter().enumerate() {
            if place > 0 {
                lines.push('\t');
            }
            write_field(&mut lines, field);
        }
        lines.push('\n');
        if lines.len() > PIECE {
            copy.send(lines.as_bytes()).await?;
            lines.clear();
        }
    }
    copy.send(lines.as_bytes()).await?;
    copy.finish().await?;
    Ok(())
}

/// Writes a field in the text format of COPY.
///
/// Source: PostgreSQL's manual, COPY, "File Formats".
fn write_field(line: &mut String, field: &Field) {
    // Writing to a String can't fail.
    let _ = match field {
        Field::Null => write!(line, "\\N"),
        Field::Flag(value) => write!(line, "{value}"),
        Field::Count(value) => write!(line, "{value}"),
        // The shortest text that reads as the same number.
        Field::Number(value) => write!(line, "{value:e}"),
        Field::Id(value) => write!(line, "{value}"),
        Field::Text(text) => {
            for character in text.chars() {
                match character {
                    '\\' => line.push_str("\\\\"),
                    '\n' => line.push_str("\\n"),
                    '\r' => line.push_str("\\r"),
                    '\t' => line.push_str("\\t"),
                    other => line.push(other),
                }
            }
            Ok(())
        }
    };
}
