//! One CSV file: its columns by name, and its rows one after the other.

use super::{
    blocks::{BadBlock, Block, Blocks},
    complaints::{Complaints, quoted},
    rows::{BadRow, NEVER_CLOSED, Row, Rows},
};
use std::{fs::File, path::Path};

/// A column that a file can have, and whether it must.
pub(super) type Column = (&'static str, bool);

/// Where the columns are.
#[derive(Clone, Debug)]
pub(super) struct Header {
    /// By the order of the known columns.
    places: Vec<Option<usize>>,
    /// What it says, in small letters, without empty cells at its end.
    names: Vec<String>,
}

/// A file whose header has been read.
#[derive(Debug)]
pub(super) struct Sheet {
    header: Header,
    blocks: Blocks<File>,
    first: Option<Block>,
}

impl Sheet {
    /// Opens a file and reads its header. None where that is not possible; complaints say why.
    pub(super) fn open(
        path: &Path,
        columns: &[Column],
        complaints: &mut Complaints,
    ) -> Option<Self> {
        let file = File::open(path).and_then(|file| {
            // Reading a directory fails with words that nobody understands.
            let is_directory = file.metadata()?.is_dir();
            if is_directory { Err(std::io::Error::other("it is a directory")) } else { Ok(file) }
        });
        let mut blocks = match file {
            Ok(file) => Blocks::new(file),
            Err(error) => {
                complaints.push(None, "unreadable", || {
                    format!("cannot be read: {error}; check the path")
                });
                return None;
            }
        };
        let mut first = next(&mut blocks, complaints)?;
        let Some(block) = &mut first else {
            complaints.push(1, "empty", || empty(columns));
            return None;
        };
        if let Some(other) = other_format(&block.bytes) {
            complaints.push(1, "format", || other.to_owned());
            return None;
        }
        if block.bytes.starts_with(b"\xEF\xBB\xBF") {
            block.bytes.drain(..3);
        }
        let (header, line, end) = header(&block.bytes, columns, complaints)?;
        block.bytes.drain(..end);
        block.line = line;
        Some(Self { header, blocks, first })
    }

    /// The next piece of the file; none at its end, or where it cannot be read on.
    pub(super) fn next_block(&mut self, complaints: &mut Complaints) -> Option<Block> {
        self.first.take().or_else(|| next(&mut self.blocks, complaints).flatten())
    }

    pub(super) fn header(&self) -> &Header {
        &self.header
    }

    /// Calls `each` with every row that has as many cells as the header.
    pub(super) fn rows(
        mut self,
        complaints: &mut Complaints,
        mut each: impl FnMut(&Header, &Row<'_>, &mut Complaints),
    ) {
        while let Some(block) = self.next_block(complaints) {
            let header = &self.header;
            rows_of(&block, header, complaints, |row, complaints| each(header, row, complaints));
        }
    }
}

/// Calls `each` with every row of a piece that has as many cells as the header.
pub(super) fn rows_of<'b>(
    block: &'b Block,
    header: &Header,
    complaints: &mut Complaints,
    mut each: impl FnMut(&Row<'b>, &mut Complaints),
) {
    // Once for all of it, which is quick; row by row only where something is wrong.
    let is_text = std::str::from_utf8(&block.bytes).is_ok();
    let mut rows = Rows::new(&block.bytes, block.line);
    let mut row = Row::default();
    while let Some(read) = rows.read(&mut row) {
        match read {
            Ok(()) if row.is_blank_from(0) => {}
            Ok(()) if !is_text && std::str::from_utf8(row.bytes).is_err() => {
                complaints.push(row.line, "encoding", || {
                    "this line is not UTF-8; save the file as “CSV UTF-8”".to_owned()
                });
            }
            Ok(()) if header.is_again(&row) => complaints.push(row.line, "header", || {
                "this is the header again; take the line out".to_owned()
            }),
            Ok(()) if header.fits(&row) => each(&row, complaints),
            Ok(()) => {
                let (found, wanted) = (row.len(), header.names.len());
                complaints.push(row.line, "width", || {
                    format!(
                        "this row has {} where the header has {wanted}; a comma or a quote is \
                         missing or too many",
                        if found == 1 { "1 cell".to_owned() } else { format!("{found} cells") }
                    )
                });
            }
            Err(BadRow { line, message }) => complaints.push(line, message, || message.to_owned()),
        }
    }
}

impl Header {
    /// A cell of a known column; empty where the file does not have the column.
    pub(super) fn cell<'b>(&self, row: &Row<'b>, column: usize) -> std::borrow::Cow<'b, [u8]> {
        self.places[column].map_or_else(Default::default, |place| row.cell(place))
    }

    /// Spreadsheets add empty cells at the end of rows as they like; anything else shifts values
    /// into the wrong column.
    fn fits(&self, row: &Row<'_>) -> bool {
        let width = self.names.len();
        row.len() == width || (row.len() > width && row.is_blank_from(width))
    }

    /// Whether files were put one behind the other, each with its header.
    fn is_again(&self, row: &Row<'_>) -> bool {
        self.fits(row)
            && (self.names.iter().enumerate())
                .all(|(at, name)| row.cell(at).eq_ignore_ascii_case(name.as_bytes()))
    }
}

fn next(blocks: &mut Blocks<File>, complaints: &mut Complaints) -> Option<Option<Block>> {
    match blocks.next() {
        Ok(block) => Some(block),
        Err(BadBlock::Unreadable(error)) => {
            complaints
                .push(None, "unreadable", || format!("cannot be read: {error}; check the file"));
            None
        }
        Err(BadBlock::TooLong(line)) => {
            complaints.push(line, NEVER_CLOSED, || NEVER_CLOSED.to_owned());
            None
        }
    }
}

fn empty(columns: &[Column]) -> String {
    format!("the file is empty; its first line has to be the header {}", listed(columns))
}

/// The names of the columns that must be there, as a header has them.
fn listed(columns: &[Column]) -> String {
    let required: Vec<&str> =
        columns.iter().filter(|(_, required)| *required).map(|(name, _)| *name).collect();
    format!("“{}”", required.join(","))
}

/// What a file is that is no CSV file in UTF-8, where its first bytes say so.
fn other_format(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [b'P', b'K', 3, 4, ..] | [0xD0, 0xCF, 0x11, 0xE0, ..] => {
            Some("this is a workbook, not a CSV file; save the sheet as “CSV UTF-8”")
        }
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => Some("the file is UTF-16; save it as “CSV UTF-8”"),
        [0x1F, 0x8B, ..] => Some("the file is compressed; unpack it first"),
        _ => None,
    }
}

/// Finds the columns in the first row that is not blank. Gives where the rows begin, too.
fn header(
    bytes: &[u8],
    columns: &[Column],
    complaints: &mut Complaints,
) -> Option<(Header, u64, usize)> {
    let mut rows = Rows::new(bytes, 1);
    let mut row = Row::default();
    loop {
        match rows.read(&mut row) {
            Some(Ok(())) if row.is_blank_from(0) => {}
            Some(Ok(())) => break,
            Some(Err(BadRow { line, message })) => {
                complaints.push(line, message, || message.to_owned());
                return None;
            }
            None => {
                complaints.push(1, "empty", || empty(columns));
                return None;
            }
        }
    }
    let mut named: Vec<String> =
        (0..row.len()).map(|at| String::from_utf8_lossy(&row.cell(at)).to_lowercase()).collect();
    let separators = ';'.to_string() + "\t";
    if named.len() == 1 && named[0].contains(|c| separators.contains(c)) {
        complaints.push(row.line, "separator", || {
            "the cells are not separated by commas; save the file as “CSV UTF-8 (comma delimited)”"
                .to_owned()
        });
        return None;
    }
    // Spreadsheets can leave empty cells behind the last heading.
    let width = named.iter().rposition(|name| !name.is_empty()).map_or(0, |last| last + 1);
    let mut right = true;
    let mut places = vec![None; columns.len()];
    for (at, name) in named.iter().take(width).enumerate() {
        let Some(column) = columns.iter().position(|(known, _)| known == name) else {
            continue;
        };
        if places[column].replace(at).is_some() {
            complaints
                .push(row.line, "column", || format!("there are two columns “{name}”; keep one"));
            right = false;
        }
    }
    for (at, name) in named.iter().take(width).enumerate() {
        if columns.iter().any(|(known, _)| known == name) {
            continue;
        }
        let missing = |(column, _): &(usize, &Column)| places[*column].is_none();
        let meant = columns
            .iter()
            .enumerate()
            .filter(missing)
            .find(|(_, (known, _))| strsim::damerau_levenshtein(known, name) <= 2);
        let shown = quoted(&row.cell(at));
        match meant {
            // Left aside it would change figures without a word: `favorable_from`.
            Some((_, (known, _))) => {
                complaints.push(row.line, "column", || {
                    format!("there is no column {shown}; if “{known}” is meant, write it like that")
                });
                right = false;
            }
            None => complaints.warn(row.line, format!("the column {shown} is not used")),
        }
    }
    for ((name, required), place) in columns.iter().zip(&places) {
        if *required && place.is_none() {
            complaints.push(row.line, "column", || {
                format!(
                    "the column “{name}” is missing; the header has to be {}, in any order",
                    listed(columns)
                )
            });
            right = false;
        }
    }
    right.then(|| {
        let end = rows.at();
        named.truncate(width);
        (Header { places, names: named }, 1 + super::rows::line_breaks(&bytes[..end]), end)
    })
}
