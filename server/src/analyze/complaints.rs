//! What is wrong with a file, and where: `file:line: what is wrong and what to do`.

use std::{collections::HashMap, fmt};

/// Most complaints about one file that are listed; the rest is counted.
pub const MOST_LISTED: usize = 200;

/// Most complaints with one and the same cause that are listed, such as one misspelt team, so
/// that what is wrong a million times hides nothing that is wrong once.
pub const MOST_ALIKE: usize = 20;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Complaint {
    /// None where it is the file as a whole.
    line: Option<u64>,
    cause: String,
    message: String,
}

/// Everything that is wrong with one file, and what to look at although nothing is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Complaints {
    file: String,
    listed: Vec<Complaint>,
    alike: HashMap<String, usize>,
    more: u64,
    warnings: Vec<(Option<u64>, String)>,
}

impl Complaints {
    /// Nothing yet, about a file of this name.
    #[must_use]
    pub fn about(file: impl Into<String>) -> Self {
        Self { file: file.into(), ..Self::default() }
    }

    /// The file's name.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Adds one about a line, or about the whole file. `cause` tells causes apart that repeat.
    pub fn push(
        &mut self,
        line: impl Into<Option<u64>>,
        cause: impl Into<String>,
        message: impl FnOnce() -> String,
    ) {
        let cause = cause.into();
        let alike = self.alike.entry(cause.clone()).or_default();
        if *alike < MOST_ALIKE && self.listed.len() < MOST_LISTED {
            *alike += 1;
            self.listed.push(Complaint { line: line.into(), cause, message: message() });
        } else {
            self.more += 1;
        }
    }

    /// Something to look at that is not wrong.
    pub fn warn(&mut self, line: impl Into<Option<u64>>, message: String) {
        self.warnings.push((line.into(), message));
    }

    /// Adds those about a piece of the same file that begins `lines` further down.
    pub fn absorb(&mut self, other: Self, lines: u64) {
        self.more += other.more;
        for Complaint { line, cause, message } in other.listed {
            self.push(line.map(|line| line + lines), cause, || message);
        }
        for (line, message) in other.warnings {
            self.warn(line.map(|line| line + lines), message);
        }
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.listed.is_empty() && self.more == 0
    }

    /// The warnings, a line each.
    pub fn warnings(&self) -> impl Iterator<Item = String> {
        self.warnings.iter().map(|(line, message)| {
            let place = Place { file: &self.file, line: *line };
            format!("{place}: warning: {message}")
        })
    }
}

/// Where something is, as compilers write it and editors jump to.
struct Place<'a> {
    file: &'a str,
    line: Option<u64>,
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.file)?;
        self.line.map_or(Ok(()), |line| write!(f, ":{line}"))
    }
}

impl fmt::Display for Complaints {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut listed: Vec<&Complaint> = self.listed.iter().collect();
        // Some things are only known at the end of the file.
        listed.sort_by_key(|complaint| complaint.line);
        for Complaint { line, message, .. } in listed {
            writeln!(f, "{}: {message}", Place { file: &self.file, line: *line })?;
        }
        match self.more {
            0 => Ok(()),
            more => writeln!(f, "{}: and {more} more", self.file),
        }
    }
}

/// A cell as a message quotes it: short, on one line, and readable whatever is in it.
#[must_use]
pub fn quoted(cell: &[u8]) -> String {
    const MOST: usize = 60;
    let text = String::from_utf8_lossy(cell);
    let mut shown: String =
        text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(MOST).collect();
    if text.chars().nth(MOST).is_some() {
        shown.push('…');
    }
    format!("“{shown}”")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_listed_by_line_and_the_rest_is_counted() {
        let mut complaints = Complaints::about("teams.csv");
        complaints.push(7, "a", || "later".to_owned());
        complaints.push(2, "b", || "earlier".to_owned());
        complaints.push(None, "c", || "all of it".to_owned());
        for line in 10..40 {
            complaints.push(line, "often", || "again".to_owned());
        }
        let text = complaints.to_string();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "teams.csv: all of it");
        assert_eq!(lines[1], "teams.csv:2: earlier");
        assert_eq!(lines[2], "teams.csv:7: later");
        assert_eq!(lines.len(), 3 + MOST_ALIKE + 1);
        assert_eq!(lines.last(), Some(&"teams.csv: and 10 more"));
    }

    #[test]
    fn a_piece_further_down_counts_on() {
        let mut all = Complaints::about("x.csv");
        let mut piece = Complaints::about("x.csv");
        piece.push(3, "a", || "wrong".to_owned());
        all.absorb(piece, 100);
        assert_eq!(all.to_string(), "x.csv:103: wrong\n");
    }

    #[test]
    fn a_quoted_cell_stays_on_its_line() {
        assert_eq!(quoted(b"a\nb"), "“a b”");
        assert_eq!(quoted(&[b'x'; 80]), format!("“{}…”", "x".repeat(60)));
        assert_eq!(quoted(b"\xFF"), "“\u{FFFD}”");
    }
}
