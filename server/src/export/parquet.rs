//! A table as Parquet: every column optional, compressed with Snappy, the meaning of the columns
//! in the file's metadata.

use super::{
    ExportError,
    table::{Kind, Table, Value},
};
use parquet::{
    basic::{Compression, ConvertedType, LogicalType, Repetition, Type as Physical},
    data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int64Type},
    file::{
        metadata::KeyValue,
        properties::WriterProperties,
        writer::{SerializedFileWriter, SerializedRowGroupWriter},
    },
    schema::types::Type,
};
use std::sync::Arc;

/// The table as a file.
///
/// # Errors
/// When a column cannot be written, which memory never refuses.
pub fn bytes(table: &Table<'_>) -> Result<Vec<u8>, ExportError> {
    let fields = table.columns.iter().map(|column| Ok(Arc::new(field(column.name, column.kind)?)));
    let fields = fields.collect::<Result<_, ExportError>>()?;
    let schema = Type::group_type_builder(table.name).with_fields(fields).build()?;
    let about = KeyValue::new("row".to_owned(), table.about.to_owned());
    let meanings =
        table.columns.iter().map(|one| KeyValue::new(one.name.to_owned(), one.meaning.to_owned()));
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by("soundings".to_owned())
        .set_key_value_metadata(Some(std::iter::once(about).chain(meanings).collect()))
        .build();
    let mut writer = SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties))?;
    let mut group = writer.next_row_group()?;
    for column in &table.columns {
        let values = (0..table.rows).map(|row| column.value(row));
        match column.kind {
            Kind::Text => write::<ByteArrayType>(&mut group, values, |value| match value {
                Value::Text(text) => Some(ByteArray::from(text.as_ref())),
                _ => None,
            })?,
            Kind::Integer => write::<Int64Type>(&mut group, values, |value| match value {
                Value::Integer(number) => Some(number),
                _ => None,
            })?,
            Kind::Number => write::<DoubleType>(&mut group, values, |value| match value {
                Value::Number(number) => Some(number),
                _ => None,
            })?,
            Kind::Boolean => write::<BoolType>(&mut group, values, |value| match value {
                Value::Boolean(flag) => Some(flag),
                _ => None,
            })?,
        }
    }
    group.close()?;
    Ok(writer.into_inner()?)
}

fn field(name: &str, kind: Kind) -> Result<Type, ExportError> {
    let physical = match kind {
        Kind::Text => Physical::BYTE_ARRAY,
        Kind::Integer => Physical::INT64,
        Kind::Number => Physical::DOUBLE,
        Kind::Boolean => Physical::BOOLEAN,
    };
    let builder =
        Type::primitive_type_builder(name, physical).with_repetition(Repetition::OPTIONAL);
    let text = kind == Kind::Text;
    let builder = if text {
        builder
            .with_logical_type(Some(LogicalType::String))
            .with_converted_type(ConvertedType::UTF8)
    } else {
        builder
    };
    Ok(builder.build()?)
}

/// Writes the next column: what is there, and for each row whether something is (1) or not (0).
fn write<'a, T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    values: impl Iterator<Item = Value<'a>>,
    of: impl Fn(Value<'a>) -> Option<T::T>,
) -> Result<(), ExportError> {
    let values: Vec<Option<T::T>> = values.map(of).collect();
    let levels: Vec<i16> = values.iter().map(|value| i16::from(value.is_some())).collect();
    let there: Vec<T::T> = values.into_iter().flatten().collect();
    if let Some(mut column) = group.next_column()? {
        column.typed::<T>().write_batch(&there, Some(&levels), None)?;
        column.close()?;
    }
    Ok(())
}
