//! A table as CSV: UTF-8, commas, a header, numbers with a point and all their digits, nothing
//! where a value is missing, and no cell that a spreadsheet would run.

use super::{
    ExportError,
    table::{Table, Value},
};
use crate::import::formula::defused;

/// The table as a file.
///
/// # Errors
/// When a line cannot be written, which memory never refuses.
pub fn bytes(table: &Table<'_>) -> Result<Vec<u8>, ExportError> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(table.columns.iter().map(|column| column.name))?;
    for row in 0..table.rows {
        for column in &table.columns {
            match column.value(row) {
                Value::Missing => writer.write_field("")?,
                Value::Text(text) => writer.write_field(defused(&text).as_bytes())?,
                Value::Integer(number) => writer.write_field(number.to_string())?,
                Value::Number(number) => writer.write_field(number.to_string())?,
                Value::Boolean(flag) => writer.write_field(flag.to_string())?,
            }
        }
        writer.write_record(None::<&[u8]>)?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}
