//! Bytes to rows and cells, without copying any.
//!
//! Its own reader, as in `import::table` and for the same reasons: lines are those of a text
//! editor, and a quote that is never closed is a complaint where it opens. That one wants a
//! whole file as text; this one works on a piece of bytes, for files of gigabytes.

use std::borrow::Cow;

/// What is wrong with a row, and the line where it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct BadRow {
    pub(super) line: u64,
    pub(super) message: &'static str,
}

/// One cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Cell<'b> {
    bytes: &'b [u8],
    /// Whether there are doubled quotes in it, each of which stands for one.
    doubled: bool,
}

/// One row; the same one is filled again and again.
#[derive(Clone, Debug, Default)]
pub(super) struct Row<'b> {
    /// The line on which it begins.
    pub(super) line: u64,
    cells: Vec<Cell<'b>>,
    /// All of it, with its line break.
    pub(super) bytes: &'b [u8],
}

impl<'b> Row<'b> {
    /// How many cells there are.
    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }

    /// A cell without outer spaces and quotes.
    pub(super) fn cell(&self, place: usize) -> Cow<'b, [u8]> {
        let Cell { bytes, doubled } = self.cells[place];
        if !doubled {
            return Cow::Borrowed(bytes);
        }
        let mut undone = Vec::with_capacity(bytes.len());
        let mut rest = bytes;
        while let [first, behind @ ..] = rest {
            undone.push(*first);
            rest = if *first == b'"' { &behind[1.min(behind.len())..] } else { behind };
        }
        Cow::Owned(undone)
    }

    /// Whether there is nothing in any cell from `place` on.
    pub(super) fn is_blank_from(&self, place: usize) -> bool {
        self.cells.iter().skip(place).all(|cell| cell.bytes.is_empty())
    }
}

/// Reads a piece of a file row by row.
#[derive(Clone, Debug)]
pub(super) struct Rows<'b> {
    bytes: &'b [u8],
    at: usize,
    line: u64,
}

impl<'b> Rows<'b> {
    /// `line` is that of the first byte.
    pub(super) fn new(bytes: &'b [u8], line: u64) -> Self {
        Self { bytes, at: 0, line }
    }

    /// Where the next row begins.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Reads the next row; none at the end. After a bad row the next one can be read, unless a
    /// quote was left open: then that was the end.
    pub(super) fn read(&mut self, row: &mut Row<'b>) -> Option<Result<(), BadRow>> {
        let start = self.at;
        if start >= self.bytes.len() {
            return None;
        }
        row.line = self.line;
        row.cells.clear();
        loop {
            match self.cell() {
                Ok(cell) => row.cells.push(cell),
                Err(bad) => return Some(Err(bad)),
            }
            if self.bytes.get(self.at) == Some(&b',') {
                self.at += 1;
            } else {
                break;
            }
        }
        self.end_line();
        row.bytes = &self.bytes[start..self.at];
        Some(Ok(()))
    }

    fn cell(&mut self) -> Result<Cell<'b>, BadRow> {
        let start = self.at;
        let bytes = &self.bytes[start..];
        // A loop over bytes: cells are a few bytes long, shorter than any search pays off for.
        let mut length = 0;
        while length < bytes.len() && !matches!(bytes[length], b',' | b'\n' | b'\r') {
            if bytes[length] == b'"' && bytes[..length].iter().all(|&b| is_space(b)) {
                self.at = start + length;
                return self.quoted();
            }
            length += 1;
        }
        self.at = start + length;
        Ok(Cell { bytes: trimmed(&bytes[..length]), doubled: false })
    }

    /// Reads a cell whose opening quote is next.
    fn quoted(&mut self) -> Result<Cell<'b>, BadRow> {
        let opened = self.line;
        let start = self.at + 1;
        let mut end = start;
        let mut doubled = false;
        loop {
            let Some(next) = self.bytes[end..].iter().position(|&byte| byte == b'"') else {
                // Nothing after this can be told apart any more, so the file ends here.
                self.at = self.bytes.len();
                return Err(BadRow { line: opened, message: NEVER_CLOSED });
            };
            end += next;
            if self.bytes.get(end + 1) != Some(&b'"') {
                break;
            }
            doubled = true;
            end += 2;
        }
        let bytes = &self.bytes[start..end];
        self.line += line_breaks(bytes);
        self.at = end + 1;
        while self.bytes.get(self.at).is_some_and(|&byte| is_space(byte)) {
            self.at += 1;
        }
        if !matches!(self.bytes.get(self.at), None | Some(b',' | b'\n' | b'\r')) {
            let rest = &self.bytes[self.at..];
            let length = rest.iter().position(|&byte| matches!(byte, b'\n' | b'\r'));
            self.at += length.unwrap_or(rest.len());
            self.end_line();
            return Err(BadRow { line: opened, message: TEXT_AFTER_QUOTE });
        }
        Ok(Cell { bytes: trimmed(bytes), doubled })
    }

    /// Steps over one line break, if there is one.
    fn end_line(&mut self) {
        let length = match &self.bytes[self.at..] {
            [b'\r', b'\n', ..] => 2,
            [b'\r' | b'\n', ..] => 1,
            _ => 0,
        };
        self.at += length;
        self.line += u64::from(length > 0);
    }
}

/// A quote that opens and never closes.
pub(super) const NEVER_CLOSED: &str = "a quote (\") opens here and is never closed; close it, or \
     write it twice inside a quoted cell if it is meant as a character";

const TEXT_AFTER_QUOTE: &str = "there is text after a closing quote (\"); a quote inside a quoted \
     cell is written twice";

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

fn trimmed(mut bytes: &[u8]) -> &[u8] {
    while let [first, rest @ ..] = bytes
        && is_space(*first)
    {
        bytes = rest;
    }
    while let [rest @ .., last] = bytes
        && is_space(*last)
    {
        bytes = rest;
    }
    bytes
}

/// How many lines end in `bytes`; `\r\n` ends one, and so does a `\r` alone.
pub(super) fn line_breaks(bytes: &[u8]) -> u64 {
    if !bytes.contains(&b'\r') {
        return bytes.iter().filter(|&&byte| byte == b'\n').count() as u64;
    }
    let ends = |(at, &byte): (usize, &u8)| {
        byte == b'\n' || (byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'))
    };
    bytes.iter().enumerate().filter(|&place| ends(place)).count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<Result<(u64, Vec<String>), BadRow>> {
        let mut rows = Rows::new(text.as_bytes(), 1);
        let mut row = Row::default();
        let mut found = Vec::new();
        while let Some(read) = rows.read(&mut row) {
            found.push(read.map(|()| {
                let cells = (0..row.len()).map(|at| String::from_utf8_lossy(&row.cell(at)).into());
                (row.line, cells.collect())
            }));
        }
        found
    }

    fn row(line: u64, cells: &[&str]) -> Result<(u64, Vec<String>), BadRow> {
        Ok((line, cells.iter().map(|&cell| cell.to_owned()).collect()))
    }

    #[test]
    fn lines_are_those_of_an_editor() {
        assert_eq!(
            all("a,b\r\n\"x\ny\",2\r3, 4 \n,"),
            [row(1, &["a", "b"]), row(2, &["x\ny", "2"]), row(4, &["3", "4"]), row(5, &["", ""])]
        );
    }

    #[test]
    fn quotes_are_undone() {
        assert_eq!(all(" \"a,\"\"b\"\"\" ,c\"d"), [row(1, &["a,\"b\"", "c\"d"])]);
        assert_eq!(all("\"\"\"\""), [row(1, &["\""])]);
    }

    #[test]
    fn a_bad_quote_is_told_where_it_opens() {
        let open = BadRow { line: 2, message: NEVER_CLOSED };
        assert_eq!(all("a\nb,\"c\nd\n"), [row(1, &["a"]), Err(open)]);
        let behind = BadRow { line: 1, message: TEXT_AFTER_QUOTE };
        assert_eq!(all("\"a\"b,c\nd"), [Err(behind), row(2, &["d"])]);
    }
}
