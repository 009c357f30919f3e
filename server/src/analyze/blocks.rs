//! A file in large pieces, each of which ends where a row ends.
//!
//! So a file of gigabytes takes the memory of a few pieces, and two cores can each read one.

use super::rows::{NEVER_CLOSED, Row, Rows, line_breaks};
use std::io::{self, Read};

/// How much is read at a time: large enough that nothing else about a piece counts.
const SIZE: usize = 1 << 20;

/// Longest row. A quote that is never closed makes one row of the whole rest of a file.
const LONGEST_ROW: usize = 16 << 20;

/// A piece of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// Whole rows.
    pub(super) bytes: Vec<u8>,
    /// The line on which it begins.
    pub(super) line: u64,
}

/// Why there is no next piece.
#[derive(Debug)]
pub(super) enum BadBlock {
    /// The file cannot be read.
    Unreadable(io::Error),
    /// From this line on there is no end of a row.
    TooLong(u64),
}

/// Reads pieces.
#[derive(Debug)]
pub(super) struct Blocks<R> {
    source: R,
    size: usize,
    /// What was read beyond the last piece.
    rest: Vec<u8>,
    line: u64,
    ended: bool,
}

impl<R: Read> Blocks<R> {
    pub(super) fn new(source: R) -> Self {
        Self { source, size: SIZE, rest: Vec::new(), line: 1, ended: false }
    }

    /// The next piece; none at the end.
    pub(super) fn next(&mut self) -> Result<Option<Block>, BadBlock> {
        let mut bytes = std::mem::take(&mut self.rest);
        let end = loop {
            if self.ended {
                break bytes.len();
            }
            let wanted = self.size as u64;
            bytes.reserve(self.size);
            let read = (&mut self.source).take(wanted).read_to_end(&mut bytes);
            self.ended = (read.map_err(BadBlock::Unreadable)? as u64) < wanted;
            match if self.ended { bytes.len() } else { end_of_rows(&bytes) } {
                0 if bytes.len() >= LONGEST_ROW => {
                    self.ended = true;
                    return Err(BadBlock::TooLong(self.line));
                }
                0 if !self.ended => {}
                end => break end,
            }
        };
        self.rest = bytes[end..].to_vec();
        bytes.truncate(end);
        let block = Block { line: self.line, bytes };
        self.line += line_breaks(&block.bytes);
        Ok(Some(block).filter(|block| !block.bytes.is_empty()))
    }
}

/// Where the last whole row ends; more bytes follow.
fn end_of_rows(bytes: &[u8]) -> usize {
    if !bytes.contains(&b'"') {
        let last = |ending| bytes.iter().rposition(|&byte| byte == ending).map(|at| at + 1);
        // A \r at the very end may be half of a \r\n.
        let returned = || last(b'\r').filter(|&end| end < bytes.len());
        return last(b'\n').or_else(returned).unwrap_or(0);
    }
    // Whether a line break ends a row depends on the quotes before it.
    let mut rows = Rows::new(bytes, 1);
    let mut row = Row::default();
    let mut end = 0;
    while let Some(read) = rows.read(&mut row) {
        if read.is_err_and(|bad| bad.message == NEVER_CLOSED) {
            break;
        }
        if rows.at() < bytes.len() || bytes.ends_with(b"\n") {
            end = rows.at();
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pieces(text: &str, size: usize) -> Vec<Block> {
        let mut blocks = Blocks { size, ..Blocks::new(text.as_bytes()) };
        let mut found = Vec::new();
        while let Some(block) = blocks.next().expect("memory can be read") {
            found.push(block);
        }
        found
    }

    type Cells = Vec<Vec<u8>>;

    fn rows(blocks: &[Block]) -> Vec<Option<(u64, Cells)>> {
        let mut found = Vec::new();
        for block in blocks {
            let mut rows = Rows::new(&block.bytes, block.line);
            let mut row = Row::default();
            while let Some(read) = rows.read(&mut row) {
                let cells = || (0..row.len()).map(|at| row.cell(at).into_owned()).collect();
                found.push(read.ok().map(|()| (row.line, cells())));
            }
        }
        found
    }

    proptest! {
        #[test]
        fn however_a_file_is_cut_its_rows_are_the_same(
            text in "[ab,\"\n\r ]{0,40}", size in 1usize..12,
        ) {
            prop_assert_eq!(rows(&pieces(&text, size)), rows(&pieces(&text, 1000)), "{:?}", text);
        }
    }

    #[test]
    fn a_row_without_an_end_is_told() {
        let text = format!("a\n\"{}", "x".repeat(LONGEST_ROW + 2 * SIZE));
        let mut blocks = Blocks::new(text.as_bytes());
        assert_eq!(blocks.next().ok().flatten().map(|block| block.bytes), Some(b"a\n".to_vec()));
        assert!(matches!(blocks.next(), Err(BadBlock::TooLong(2))));
        assert!(matches!(blocks.next(), Ok(None)));
    }
}
