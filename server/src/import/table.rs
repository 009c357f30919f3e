//! A delimited file the way people really have them.
//!
//! Its own reader rather than a library's: the lines it names are those of a text editor, line
//! breaks inside quotes and blank lines included; and a quote that is never closed is a problem
//! at the line where it opens, where others quietly swallow the rest of the file. Rows are read
//! one at a time from the text, so memory stays near the size of the file.

use super::{
    decode::{Encoding, decode, line_breaks},
    problem::{Problem, Problems},
};
use std::borrow::Cow;

/// Most columns of a row. A survey has hundreds; a file of nothing but commas has millions.
pub const MOST_COLUMNS: usize = 2_000;

/// What separates cells, in order of preference where a file leaves it open.
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

/// How many rows are looked at to find the separator.
const SNIFFED_ROWS: usize = 20;

/// A file that has been understood as rows and cells.
#[derive(Clone, Debug)]
pub struct Table<'b> {
    text: Cow<'b, str>,
    encoding: Encoding,
    separator: u8,
    /// Where the first row begins: after a line that only names the separator.
    start: usize,
    warnings: Vec<Problem>,
}

/// One row of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<'t> {
    /// The line on which it begins, from 1.
    pub line: u64,
    /// Its cells as written, without quotes.
    pub cells: Vec<Cow<'t, str>>,
}

impl<'b> Table<'b> {
    /// Understands bytes as a table.
    ///
    /// # Errors
    /// When the bytes are no text; see [`decode`].
    pub fn open(bytes: &'b [u8]) -> Result<Self, Problem> {
        let decoded = decode(bytes)?;
        let (separator, start) = match named_separator(&decoded.text) {
            Some(named) => named,
            None => (sniff(&decoded.text), 0),
        };
        Ok(Self {
            text: decoded.text,
            encoding: decoded.encoding,
            separator,
            start,
            warnings: decoded.warning.into_iter().collect(),
        })
    }

    /// How the bytes were read.
    #[must_use]
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// What separates cells.
    #[must_use]
    pub fn separator(&self) -> char {
        char::from(self.separator)
    }

    /// What a person should look at before trusting the table.
    #[must_use]
    pub fn warnings(&self) -> &[Problem] {
        &self.warnings
    }

    /// How the file was read, in a few words: “UTF-8, separated by commas”.
    #[must_use]
    pub fn read_as(&self) -> String {
        let separator = match self.separator {
            b';' => "semicolons",
            b'\t' => "tabs",
            _ => "commas",
        };
        format!("{}, separated by {separator}", self.encoding)
    }

    /// The rows that hold something; blank ones are passed over.
    #[must_use]
    pub fn rows(&self) -> Rows<'_> {
        Rows {
            text: &self.text,
            separator: self.separator,
            at: self.start,
            line: 1 + line_breaks(&self.text.as_bytes()[..self.start]),
        }
    }
}

impl Row<'_> {
    /// Whether every cell is blank.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }

    /// How many cells there are up to the last that holds something.
    #[must_use]
    pub fn used_width(&self) -> usize {
        self.cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1)
    }

    /// The same row with exactly `width` cells, of which the first `named` have a heading.
    ///
    /// Spreadsheets add and leave out empty cells at the end of a row as they like; that is no
    /// problem. Anything else shifts answers into the wrong column.
    ///
    /// # Errors
    /// When cells are missing under a heading, or there is something beyond the last heading.
    pub fn fitted(mut self, named: usize, width: usize) -> Result<Self, Problem> {
        let found = self.cells.len();
        let used = self.used_width();
        if found < named || used > width {
            let cells =
                |count| if count == 1 { "1 cell".to_owned() } else { format!("{count} cells") };
            return Err(Problem::at_line(
                self.line,
                format!(
                    "this row has {} where the headings have {named}; a separator or a quote is \
                     missing or too many",
                    cells(if found < named { found } else { used }),
                ),
            ));
        }
        self.cells.resize(width, Cow::Borrowed(""));
        Ok(self)
    }
}

/// The rows of a [`Table`]; what cannot be read is a problem in its place.
#[derive(Clone, Debug)]
pub struct Rows<'t> {
    text: &'t str,
    separator: u8,
    at: usize,
    line: u64,
}

impl<'t> Iterator for Rows<'t> {
    type Item = Result<Row<'t>, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.at < self.text.len() {
            match self.row() {
                Ok(row) if row.is_blank() => {}
                result => return Some(result),
            }
        }
        None
    }
}

impl<'t> Rows<'t> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Reads one row, blank or not. There is at least one byte left.
    fn row(&mut self) -> Result<Row<'t>, Problem> {
        let line = self.line;
        let mut cells = Vec::new();
        let mut too_many = false;
        loop {
            let cell = self.cell()?;
            if cells.len() < MOST_COLUMNS {
                cells.push(cell);
            } else {
                too_many = true;
            }
            if self.peek() == Some(self.separator) {
                self.at += 1;
            } else {
                self.end_line();
                break;
            }
        }
        if too_many {
            return Err(Problem::at_line(
                line,
                format!("this row has more than {MOST_COLUMNS} columns"),
            ));
        }
        Ok(Row { line, cells })
    }

    /// Reads one cell and stops at the separator, line break or end behind it.
    fn cell(&mut self) -> Result<Cow<'t, str>, Problem> {
        let start = self.at;
        self.skip_spaces();
        if self.peek() == Some(b'"') {
            return self.quoted();
        }
        self.at = start;
        let separator = self.separator;
        let rest = &self.text.as_bytes()[start..];
        let length =
            rest.iter().position(|&byte| byte == separator || byte == b'\n' || byte == b'\r');
        self.at = start + length.unwrap_or(rest.len());
        Ok(Cow::Borrowed(&self.text[start..self.at]))
    }

    fn quoted(&mut self) -> Result<Cow<'t, str>, Problem> {
        let opened = self.line;
        let bytes = self.text.as_bytes();
        let start = self.at + 1;
        let mut end = start;
        let mut doubled = false;
        loop {
            let Some(next) = bytes[end..].iter().position(|&byte| byte == b'"') else {
                // Nothing after this can be told apart any more, so the file ends here.
                self.at = self.text.len();
                return Err(Problem::at_line(
                    opened,
                    "a quote (\") opens here and is never closed; close it, or write it twice if \
                     it is meant as a character",
                ));
            };
            end += next;
            if bytes.get(end + 1) != Some(&b'"') {
                break;
            }
            doubled = true;
            end += 2;
        }
        let text = &self.text[start..end];
        self.line += line_breaks(text.as_bytes());
        self.at = end + 1;
        self.skip_spaces();
        if self.peek().is_some_and(|b| b != self.separator && b != b'\n' && b != b'\r') {
            let rest = &bytes[self.at..];
            let length = rest.iter().position(|&byte| byte == b'\n' || byte == b'\r');
            self.at += length.unwrap_or(rest.len());
            self.end_line();
            return Err(Problem::at_line(
                opened,
                "there is text after a closing quote (\"); a quote inside a quoted cell is \
                 written twice",
            ));
        }
        Ok(if doubled { Cow::Owned(text.replace("\"\"", "\"")) } else { Cow::Borrowed(text) })
    }

    /// Spaces around a quoted cell are no part of it.
    fn skip_spaces(&mut self) {
        while self.peek().is_some_and(|b| b == b' ' || (b == b'\t' && self.separator != b'\t')) {
            self.at += 1;
        }
    }

    /// Steps over one line break, if there is one.
    fn end_line(&mut self) {
        let length = match &self.text.as_bytes()[self.at..] {
            [b'\r', b'\n', ..] => 2,
            [b'\r' | b'\n', ..] => 1,
            _ => 0,
        };
        self.at += length;
        self.line += u64::from(length > 0);
    }
}

/// Some spreadsheets say it in a first line of its own: `sep=;`.
fn named_separator(text: &str) -> Option<(u8, usize)> {
    let (line, _) = text.split_once(['\n', '\r'])?;
    let name =
        line.get(..4).filter(|name| name.eq_ignore_ascii_case("sep=")).map(|_| &line[4..])?;
    let separator = SEPARATORS.into_iter().find(|&known| name.as_bytes() == [known])?;
    let ending = if text[line.len()..].starts_with("\r\n") { 2 } else { 1 };
    Some((separator, line.len() + ending))
}

/// The separator with which most rows have as many cells as the first.
fn sniff(text: &str) -> u8 {
    let mut best = (0, 0, SEPARATORS[0]);
    for separator in SEPARATORS {
        let rows = Rows { text, separator, at: 0, line: 1 };
        let widths: Vec<usize> =
            rows.take(SNIFFED_ROWS).map_while(Result::ok).map(|row| row.cells.len()).collect();
        let width = widths.first().copied().unwrap_or(0);
        if width > 1 {
            let alike = widths.iter().filter(|&&other| other == width).count();
            // In thousandths, since quotes make the number of rows depend on the separator.
            let candidate = (alike * 1_000 / widths.len(), width, separator);
            if (candidate.0, candidate.1) > (best.0, best.1) {
                best = candidate;
            }
        }
    }
    best.2
}

/// A heading or text without what does not count: outer spaces, and more than one between words.
///
/// Non-breaking spaces, which survey tools strew into headings, count as spaces.
#[must_use]
pub fn tidy(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !tidied.is_empty() {
            tidied.push(' ');
        }
        tidied.push_str(word);
    }
    tidied
}

/// The problem that a file has headings but nothing under them.
#[must_use]
pub fn nothing_below_headings(what: &str) -> Problems {
    Problem::of_file(format!("the file has headings but no {what} below them")).into()
}
