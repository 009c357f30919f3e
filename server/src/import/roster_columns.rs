//! Which column of a roster is which.
//!
//! To let a column have one more name: add it, in lower case and without spaces, to its list.

use super::{
    formula::undone,
    problem::{Problem, Problems},
    table::{Row, tidy},
};

/// Headings of the address, the plainest first.
const EMAIL: &[&str] = &["email", "mail", "emailaddress", "mailaddress", "workemail"];
/// Headings of the name.
const NAME: &[&str] = &["name", "fullname", "displayname", "person", "employee", "employeename"];
/// Headings of the team.
const TEAM: &[&str] = &["team", "teampath", "teamname", "group", "orgunit", "unit", "department"];
/// Headings of the mark of a manager.
const MANAGER: &[&str] = &["manager", "ismanager", "teammanager", "teamlead"];

/// Where everything stands in a roster, counted from 0.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    /// The headings as written, tidied.
    pub(super) headings: Vec<String>,
    /// How many columns there are up to the last that has a heading.
    pub(super) named: usize,
    pub(super) email: usize,
    pub(super) name: usize,
    pub(super) team: usize,
    pub(super) manager: Option<usize>,
    /// Every other column with a heading, sorted by heading.
    pub(super) attributes: Vec<usize>,
}

impl Columns {
    /// Finds the columns by their headings.
    pub(super) fn find(row: &Row<'_>) -> Result<Self, Problems> {
        let named = row.used_width();
        let headings: Vec<String> =
            row.cells[..named].iter().map(|cell| tidy(undone(cell.trim()))).collect();
        let mut problems = Problems::default();
        for (index, heading) in headings.iter().enumerate() {
            if heading.chars().any(char::is_control) || heading.chars().count() > 120 {
                problems.push(Problem::at_line(
                    row.line,
                    format!("the heading of column {} is no name for a column", index + 1),
                ));
            } else if heading.is_empty() {
                problems.push(Problem::at_line(
                    row.line,
                    format!("column {} has no heading; name it or take it out", index + 1),
                ));
            } else if headings[..index].iter().any(|other| plain(other) == plain(heading)) {
                problems.push(Problem::at_line(
                    row.line,
                    format!("there are two columns “{heading}”; rename one or take it out"),
                ));
            }
        }
        let mut find = |what: &str, names: &[&str], needed: bool| {
            let found = find_one(&headings, names);
            match found.as_slice() {
                [one] => Some(*one),
                [] => {
                    if needed {
                        problems.push(missing(what, &headings, row.line));
                    }
                    None
                }
                [one, other, ..] => {
                    problems.push(Problem::at_line(
                        row.line,
                        format!(
                            "both “{}” and “{}” could be the {what}; name one of them “{what}”",
                            headings[*one], headings[*other],
                        ),
                    ));
                    None
                }
            }
        };
        let email = find("email", EMAIL, true);
        let name = find("name", NAME, true);
        let team = find("team", TEAM, true);
        let manager = find("manager", MANAGER, false);
        let (Some(email), Some(name), Some(team), true) = (email, name, team, problems.is_empty())
        else {
            return Err(problems);
        };
        let mut attributes: Vec<usize> = (0..named)
            .filter(|index| ![Some(email), Some(name), Some(team), manager].contains(&Some(*index)))
            .collect();
        attributes.sort_by(|&a, &b| headings[a].cmp(&headings[b]));
        Ok(Self { headings, named, email, name, team, manager, attributes })
    }
}

/// Whether a row below repeats the headings, as happens where files were joined.
pub(super) fn is_heading_again(columns: &Columns, row: &Row<'_>) -> bool {
    // No column is called by an address, so most rows are told apart by one sign.
    !row.cells[columns.email].contains('@')
        && [columns.email, columns.name, columns.team]
            .into_iter()
            .all(|index| plain(&row.cells[index]) == plain(&columns.headings[index]))
}

/// The column of the plainest name, or all that have one of the others.
fn find_one(headings: &[String], names: &[&str]) -> Vec<usize> {
    let having = |name: &str| {
        (0..headings.len()).filter(|&at| plain(&headings[at]) == name).collect::<Vec<_>>()
    };
    let plainest = having(names.first().copied().unwrap_or_default());
    if !plainest.is_empty() {
        // Two with the same name are a problem already.
        return plainest.into_iter().take(1).collect();
    }
    names.iter().flat_map(|name| having(name)).collect()
}

fn missing(what: &str, headings: &[String], line: u64) -> Problem {
    let found: Vec<String> =
        headings.iter().take(12).map(|heading| format!("“{heading}”")).collect();
    Problem::at_line(
        line,
        format!(
            "there is no column “{what}”; the first row names the columns, and here it has {}",
            found.join(", "),
        ),
    )
}

/// A heading as it is compared: without case, spaces, hyphens, underscores, dots and question marks.
fn plain(heading: &str) -> String {
    heading
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '_' | '.' | '?' | '‑'))
        .flat_map(char::to_lowercase)
        .collect()
}
