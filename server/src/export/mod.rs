//! A release as files for other programs: the figures that were published, and what each is.
//!
//! | file | what is in it |
//! |---|---|
//! | [`table`] | a table: columns that say what they hold, and rows |
//! | [`tables`] | the tables of a release |
//! | [`dictionary`] | the data dictionary, a table like the others |
//! | [`csv`], [`json`], [`parquet`] | tables in one format |
//! | [`archive`] | several files in one, for a browser to download |
//! | [`research`] | interviews, themes and the codebook |
//!
//! Figures only: comments are read on the pages, where what was written stands under its question.
//! To add a column: a line in [`tables`]; every format and the dictionary have it then.

pub mod archive;
pub mod csv;
pub mod dictionary;
pub mod json;
pub mod parquet;
pub mod research;
pub mod table;
pub mod tables;

use app::report::Release;

/// How figures are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A file a table, for spreadsheets and every other program.
    Csv,
    /// One file with all tables.
    Json,
    /// A file a table, columns with their types, for data tools.
    Parquet,
}

/// One file of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name, with the ending.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// What writing an export can meet; memory alone gives it no cause.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// A line of CSV could not be written.
    #[error("the CSV could not be written")]
    Csv(#[from] ::csv::Error),
    /// The JSON could not be written.
    #[error("the JSON could not be written")]
    Json(#[from] serde_json::Error),
    /// A column of Parquet could not be written.
    #[error("the Parquet could not be written")]
    Parquet(#[from] ::parquet::errors::ParquetError),
    /// The archive could not be written.
    #[error("the archive could not be written")]
    Archive(#[from] zip::result::ZipError),
    /// A file in the archive could not be written.
    #[error("a file could not be written")]
    Io(#[from] std::io::Error),
}

/// All files of a release in one format, the data dictionary among them.
///
/// # Errors
/// When a file cannot be written.
pub fn files(release: &Release, format: Format) -> Result<Vec<File>, ExportError> {
    let tables = tables::with_dictionary(release);
    let file = |name: &str, ending: &str, bytes| File { name: format!("{name}.{ending}"), bytes };
    match format {
        Format::Csv => {
            tables.iter().map(|one| Ok(file(one.name, "csv", csv::bytes(one)?))).collect()
        }
        Format::Json => {
            let bytes = json::bytes(release, &tables)?;
            Ok(vec![file("release", "json", bytes)])
        }
        Format::Parquet => {
            let files = tables.iter();
            files.map(|one| Ok(file(one.name, "parquet", parquet::bytes(one)?))).collect()
        }
    }
}
