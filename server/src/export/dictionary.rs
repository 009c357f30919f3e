//! The data dictionary: what each column of each table holds, as a table of its own.

use super::table::{Kind, Table, TableOf};

struct Entry {
    table: &'static str,
    about: &'static str,
    column: &'static str,
    kind: &'static str,
    meaning: &'static str,
}

/// One row for each column of `tables`.
#[must_use]
pub fn dictionary<'a>(tables: &[Table<'_>]) -> Table<'a> {
    let entries = tables.iter().flat_map(|table| {
        table.columns.iter().map(|column| Entry {
            table: table.name,
            about: table.about,
            column: column.name,
            kind: column.kind.name(),
            meaning: column.meaning,
        })
    });
    TableOf::new("dictionary", "One row for each column of the other tables", entries.collect())
        .column("table", Kind::Text, "The table", |entry: &Entry| entry.table)
        .column("row", Kind::Text, "What a row of that table is", |entry| entry.about)
        .column("column", Kind::Text, "The column", |entry| entry.column)
        .column("kind", Kind::Text, "text, integer, number or boolean", |entry| entry.kind)
        .column("meaning", Kind::Text, "What it holds", |entry| entry.meaning)
        .finish()
}
