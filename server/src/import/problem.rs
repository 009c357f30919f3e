//! What is wrong with a file, and where, in words that say what to do.

use std::fmt;

/// Most problems that are listed. Whoever has more has one cause that repeats, and nobody reads
/// further; the rest is counted.
pub const MOST_PROBLEMS: usize = 200;

/// One thing that is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line as a text editor counts it: from 1, with line breaks inside quotes.
    pub line: Option<u64>,
    /// The column's heading as the file writes it.
    pub column: Option<String>,
    /// What is wrong and what to do.
    pub message: String,
}

impl Problem {
    /// A problem of the file as a whole.
    #[must_use]
    pub fn of_file(message: impl Into<String>) -> Self {
        Self { line: None, column: None, message: message.into() }
    }

    /// A problem of one line.
    #[must_use]
    pub fn at_line(line: u64, message: impl Into<String>) -> Self {
        Self { line: Some(line), column: None, message: message.into() }
    }

    /// A problem of a whole column.
    #[must_use]
    pub fn in_column(column: impl Into<String>, message: impl Into<String>) -> Self {
        Self { line: None, column: Some(column.into()), message: message.into() }
    }

    /// A problem of one cell.
    #[must_use]
    pub fn in_cell(line: u64, column: impl Into<String>, message: impl Into<String>) -> Self {
        Self { line: Some(line), column: Some(column.into()), message: message.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, &self.column) {
            (Some(line), Some(column)) => write!(f, "line {line}, column “{column}”: ")?,
            (Some(line), None) => write!(f, "line {line}: ")?,
            (None, Some(column)) => write!(f, "column “{column}”: ")?,
            (None, None) => {}
        }
        f.write_str(&self.message)
    }
}

/// Everything that is wrong with a file: up to [`MOST_PROBLEMS`] of them, and how many more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    listed: Vec<Problem>,
    more: usize,
}

impl Problems {
    /// Adds a problem, or counts it where the list is full.
    pub fn push(&mut self, problem: Problem) {
        if self.listed.len() < MOST_PROBLEMS {
            self.listed.push(problem);
        } else {
            self.more += 1;
        }
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.listed.is_empty()
    }

    /// How many problems there are, those that are not listed included.
    #[must_use]
    pub fn count(&self) -> usize {
        self.listed.len() + self.more
    }

    /// The problems that are listed, in the order of the file.
    #[must_use]
    pub fn listed(&self) -> &[Problem] {
        &self.listed
    }

    /// How many problems are counted but not listed.
    #[must_use]
    pub fn more(&self) -> usize {
        self.more
    }

    /// `value` where nothing is wrong.
    ///
    /// # Errors
    /// The problems, where there are some.
    pub fn or<T>(self, value: T) -> Result<T, Self> {
        if self.is_empty() { Ok(value) } else { Err(self) }
    }
}

impl From<Problem> for Problems {
    fn from(problem: Problem) -> Self {
        Self { listed: vec![problem], more: 0 }
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.listed.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            problem.fmt(f)?;
        }
        if self.more > 0 {
            write!(f, "\nand {} more", self.more)?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}
