//! All tables as one JSON object: `tables` holds, by name, a list of objects a table, with null
//! where a value is missing.

use super::{
    ExportError,
    table::{Table, Value},
};
use app::report::Release;
use serde::{
    Serialize, Serializer,
    ser::{SerializeMap, SerializeSeq},
};

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Missing => to.serialize_none(),
            Self::Text(text) => to.serialize_str(text),
            Self::Integer(number) => to.serialize_i64(*number),
            Self::Number(number) => to.serialize_f64(*number),
            Self::Boolean(flag) => to.serialize_bool(*flag),
        }
    }
}

struct Row<'t, 'a>(&'t Table<'a>, usize);

impl Serialize for Row<'_, '_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(self.0.columns.len()))?;
        for column in &self.0.columns {
            map.serialize_entry(column.name, &column.value(self.1))?;
        }
        map.end()
    }
}

struct Rows<'t, 'a>(&'t Table<'a>);

impl Serialize for Rows<'_, '_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut rows = to.serialize_seq(Some(self.0.rows))?;
        for row in 0..self.0.rows {
            rows.serialize_element(&Row(self.0, row))?;
        }
        rows.end()
    }
}

struct Tables<'t, 'a>(&'t [Table<'a>]);

impl Serialize for Tables<'_, '_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.iter().map(|table| (table.name, Rows(table))))
    }
}

#[derive(Serialize)]
struct Document<'t, 'a> {
    wave: String,
    tables: Tables<'t, 'a>,
}

/// The file.
///
/// # Errors
/// When it cannot be written, which memory never refuses.
pub fn bytes(release: &Release, tables: &[Table<'_>]) -> Result<Vec<u8>, ExportError> {
    let document = Document { wave: release.period.to_string(), tables: Tables(tables) };
    let mut bytes = serde_json::to_vec_pretty(&document)?;
    bytes.push(b'\n');
    Ok(bytes)
}
