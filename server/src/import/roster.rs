//! `roster.csv`: who is on which team.
//!
//! One row a person, under one row of headings in any order: e-mail, name, team (a path,
//! `Engineering / Payments` or `Engineering > Payments`) and, if managers come from the roster,
//! manager (yes or no). Every other column is a free attribute such as tenure or location. Case,
//! spaces, hyphens and underscores in headings do not count, and the usual other names are known.
//!
//! Names are plain text and kept as they are, be they HTML or formulas: pages escape what they
//! render, and an export to a spreadsheet has to defuse what it writes. Only characters that
//! cannot be seen, and so could make one name look like another, are refused.

use super::{
    formula::undone,
    problem::{Problem, Problems},
    roster_columns::{Columns, is_heading_again},
    spelling::{Spelling, team_path},
    table::{Row, Table, nothing_below_headings, tidy},
};
use app::domain::{Email, TeamPath};
use serde::Serialize;
use std::collections::HashMap;

/// Longest name of a person, and longest value of an attribute, in characters.
const LONGEST_CELL: usize = 200;

/// A roster that has been read without a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RosterFile {
    /// Everybody, in the order of the file; addresses are unique.
    pub people: Vec<RosterPerson>,
    /// Whether the file says who is a manager. Where it does not, that stays as it is.
    pub says_who_manages: bool,
    /// How the file was read, in a few words.
    pub read_as: String,
    /// What to look at before applying it.
    pub warnings: Vec<Problem>,
}

/// One row of a roster.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RosterPerson {
    /// The line in the file.
    pub line: u64,
    /// Address.
    pub email: Email,
    /// Name.
    pub name: String,
    /// Team. Paths that differ only by case are spelled alike, as the first one is.
    pub team: TeamPath,
    /// Whether they manage that team.
    pub manager: bool,
    /// The other columns, by heading and without empty ones, sorted by heading.
    pub attributes: Vec<(String, String)>,
}

/// Reads a roster.
///
/// # Errors
/// Everything that is wrong with it, with line and column.
pub fn read(bytes: &[u8]) -> Result<RosterFile, Problems> {
    let table = Table::open(bytes)?;
    let mut rows = table.rows();
    let headings = match rows.next() {
        Some(Ok(row)) => row,
        Some(Err(problem)) => return Err(problem.into()),
        None => return Err(Problem::of_file("the file is empty").into()),
    };
    let columns = Columns::find(&headings)?;
    let mut reader = Reader::new(columns);
    for row in rows {
        match row {
            Ok(row) => reader.row(row),
            Err(problem) => reader.problems.push(problem),
        }
    }
    if reader.people.is_empty() && reader.problems.is_empty() {
        return Err(nothing_below_headings("people"));
    }
    let says_who_manages = reader.columns.manager.is_some();
    reader.problems.or(RosterFile {
        people: reader.people,
        says_who_manages,
        read_as: table.read_as(),
        warnings: table.warnings().to_vec(),
    })
}

struct Reader {
    columns: Columns,
    people: Vec<RosterPerson>,
    problems: Problems,
    line_of: HashMap<Email, u64>,
    teams: Spelling,
    /// Teams by their cell: many people share one, and reading a path is the longest part of a row.
    team_of_cell: HashMap<String, TeamPath>,
}

impl Reader {
    fn new(columns: Columns) -> Self {
        Self {
            columns,
            people: Vec::new(),
            problems: Problems::default(),
            line_of: HashMap::new(),
            teams: Spelling::default(),
            team_of_cell: HashMap::new(),
        }
    }

    fn row(&mut self, row: Row<'_>) {
        let row = match row.fitted(self.columns.named, self.columns.headings.len()) {
            Ok(row) => row,
            Err(problem) => return self.problems.push(problem),
        };
        if is_heading_again(&self.columns, &row) {
            return self.problems.push(Problem::at_line(
                row.line,
                "the headings are here a second time; if two files were joined, take this line out",
            ));
        }
        let email = self.email(&row);
        let name = self.name(&row);
        let team = self.team(&row);
        let manager = self.manager(&row);
        let attributes = self.attributes(&row);
        if let (Some(email), Some(name), Some(team), Some(manager), Some(attributes)) =
            (email, name, team, manager, attributes)
        {
            let line = row.line;
            self.people.push(RosterPerson { line, email, name, team, manager, attributes });
        }
    }

    /// Notes a problem of one cell.
    fn refuse(&mut self, row: &Row<'_>, column: usize, message: impl Into<String>) {
        let heading = self.columns.headings[column].clone();
        self.problems.push(Problem::in_cell(row.line, heading, message));
    }

    fn email(&mut self, row: &Row<'_>) -> Option<Email> {
        let column = self.columns.email;
        let cell = &row.cells[column];
        if let Some(message) = unseen(cell) {
            self.refuse(row, column, message);
            return None;
        }
        let email = match Email::parse(undone(cell.trim())) {
            Ok(email) => email,
            Err(error) => {
                self.refuse(row, column, error.to_string());
                return None;
            }
        };
        if let Some(first) = self.line_of.get(&email) {
            let message = format!("“{email}” is already on line {first}; keep one of the two");
            self.refuse(row, column, message);
            return None;
        }
        self.line_of.insert(email.clone(), row.line);
        Some(email)
    }

    fn name(&mut self, row: &Row<'_>) -> Option<String> {
        let column = self.columns.name;
        let name = self.text(row, column)?;
        if name.is_empty() {
            self.refuse(row, column, "the name is missing");
            return None;
        }
        Some(name)
    }

    fn team(&mut self, row: &Row<'_>) -> Option<TeamPath> {
        let column = self.columns.team;
        let cell = row.cells[column].as_ref();
        if let Some(known) = self.team_of_cell.get(cell) {
            return Some(known.clone());
        }
        let text = self.text(row, column)?;
        match team_path(&text) {
            Ok(path) => {
                let path = self.teams.of(path);
                self.team_of_cell.insert(cell.to_owned(), path.clone());
                Some(path)
            }
            Err(error) => {
                self.refuse(row, column, error.to_string());
                None
            }
        }
    }

    fn manager(&mut self, row: &Row<'_>) -> Option<bool> {
        let Some(column) = self.columns.manager else {
            return Some(false);
        };
        let cell = row.cells[column].trim().to_lowercase();
        match cell.as_str() {
            "yes" | "y" | "true" | "t" | "1" | "x" | "✓" => Some(true),
            "no" | "n" | "false" | "f" | "0" | "-" | "" => Some(false),
            _ => {
                let shown: String = row.cells[column].trim().chars().take(40).collect();
                let message = format!(
                    "“{shown}” is neither yes nor no; this column says whether the person \
                     manages their team"
                );
                self.refuse(row, column, message);
                None
            }
        }
    }

    fn attributes(&mut self, row: &Row<'_>) -> Option<Vec<(String, String)>> {
        let mut attributes = Vec::with_capacity(self.columns.attributes.len());
        let mut complete = true;
        for index in 0..self.columns.attributes.len() {
            let column = self.columns.attributes[index];
            match self.text(row, column) {
                Some(value) if value.is_empty() => {}
                Some(value) => attributes.push((self.columns.headings[column].clone(), value)),
                None => complete = false,
            }
        }
        complete.then_some(attributes)
    }

    /// A cell of plain text, tidied.
    fn text(&mut self, row: &Row<'_>, column: usize) -> Option<String> {
        let cell = row.cells[column].trim();
        if let Some(message) = unseen(cell) {
            self.refuse(row, column, message);
            return None;
        }
        // A path may be longer than a name; it has its own limits.
        if column != self.columns.team && cell.chars().count() > LONGEST_CELL {
            self.refuse(row, column, format!("this is longer than {LONGEST_CELL} characters"));
            return None;
        }
        Some(tidy(undone(cell)))
    }
}

/// Refuses characters that no one can see: control characters (a line break in a name is a quote
/// gone wrong), and those that turn the direction of text around or take no room.
pub(crate) fn unseen(cell: &str) -> Option<String> {
    // Nearly every cell there is.
    if cell.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return None;
    }
    let found = cell.trim().chars().find(|&c| {
        c.is_control()
            || matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2060}' | '\u{FEFF}')
            || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    })?;
    let name = match found {
        '\n' | '\r' => "a line break".to_owned(),
        '\t' => "a tab".to_owned(),
        other => format!("an invisible character (U+{:04X})", u32::from(other)),
    };
    Some(format!("there is {name} in this cell; take it out"))
}
