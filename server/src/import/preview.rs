//! What was found in a survey file, before anything is written: for a person to agree to.

use super::columns::Role;
use app::domain::TeamPath;
use std::fmt::{self, Write};

/// What was found in a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Preview {
    /// How the file was read, in a few words.
    pub read_as: String,
    /// Every column in the order of the file.
    pub columns: Vec<ColumnPreview>,
    /// Rows that are responses.
    pub respondents: u64,
    /// Rows without an answer to any item, which are no responses.
    pub without_answers: u64,
    /// Rows that the mapping skips.
    pub skipped: u64,
    /// Respondents who name one team.
    pub one_team: u64,
    /// Respondents who name several; they count for the nearest team above all of them.
    pub several_teams: u64,
    /// Respondents who name none; they count for the root.
    pub no_team: u64,
    /// How many responses count for each team itself, largest first.
    pub teams: Vec<(TeamPath, u64)>,
}

/// What was found in one column.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnPreview {
    /// Its place, counted from 1.
    pub number: usize,
    /// Its headings.
    pub heading: String,
    /// What becomes of it.
    pub role: Role,
    /// The key of its item or comment.
    pub series: Option<String>,
    /// Cells with an answer; in a dropped or team column, with anything.
    pub answered: u64,
    /// Cells that say that the item does not apply.
    pub not_applicable: u64,
    /// Cells that say nothing.
    pub empty: u64,
    /// Cells that cannot be read.
    pub bad: u64,
    /// The mean answer as ticked, for number scales.
    pub mean: Option<f64>,
}

impl ColumnPreview {
    fn role_text(&self) -> String {
        match (&self.role, &self.series) {
            (Role::Team, _) => "team".into(),
            (Role::Dropped, _) => "dropped".into(),
            (Role::Comment(_), Some(series)) => format!("comment {series}"),
            (Role::Item(_), Some(series)) => format!("item {series}"),
            (Role::Comment(_), None) => "comment".into(),
            (Role::Item(_), None) => "item".into(),
        }
    }
}

/// The preview as plain text, in aligned columns.
impl fmt::Display for Preview {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Read as {}.", self.read_as)?;
        writeln!(
            f,
            "{} respondents: {} name one team, {} several, {} none.",
            self.respondents, self.one_team, self.several_teams, self.no_team
        )?;
        if self.several_teams > 0 {
            writeln!(f, "Who names several counts for the nearest team above all of them.")?;
        }
        if self.without_answers + self.skipped > 0 {
            writeln!(
                f,
                "Left out: {} without any answer, {} that the mapping skips.",
                self.without_answers, self.skipped
            )?;
        }
        f.write_char('\n')?;
        write_table(f, &self.column_rows(), 3)?;
        f.write_char('\n')?;
        let mut teams = vec![["team".to_owned(), "responses".to_owned()]];
        teams.extend(self.teams.iter().map(|(path, count)| [path.to_string(), count.to_string()]));
        write_table(f, &teams, 1)
    }
}

impl Preview {
    fn column_rows(&self) -> Vec<[String; 8]> {
        let titles = ["column", "heading", "role", "answered", "n/a", "empty", "bad", "mean"];
        let mut rows = vec![titles.map(ToOwned::to_owned)];
        let mut at = 0;
        while let Some(first) = self.columns.get(at) {
            // Seventy columns of ticks say no more than one line.
            let alike = match first.role {
                Role::Team => {
                    self.columns[at..].iter().take_while(|c| c.role == Role::Team).count()
                }
                _ => 1,
            };
            let group = &self.columns[at..at + alike];
            at += alike;
            let sum =
                |count: fn(&ColumnPreview) -> u64| group.iter().map(count).sum::<u64>().to_string();
            let mut heading: String = first.heading.chars().take(40).collect();
            if heading.len() < first.heading.len() {
                heading.push('…');
            }
            rows.push([
                match group.last() {
                    Some(last) if alike > 1 => format!("{}-{}", first.number, last.number),
                    _ => first.number.to_string(),
                },
                heading,
                first.role_text(),
                sum(|column| column.answered),
                sum(|column| column.not_applicable),
                sum(|column| column.empty),
                sum(|column| column.bad),
                first.mean.map(|mean| format!("{mean:.3}")).unwrap_or_default(),
            ]);
        }
        rows
    }
}

/// Writes rows in columns that line up; from column `numbers` on, to the right.
fn write_table<const N: usize>(
    f: &mut fmt::Formatter<'_>,
    rows: &[[String; N]],
    numbers: usize,
) -> fmt::Result {
    let mut widths = [0; N];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    for row in rows {
        let mut line = String::new();
        for (index, (cell, width)) in row.iter().zip(widths).enumerate() {
            if index > 0 {
                line.push_str("  ");
            }
            if index < numbers {
                write!(line, "{cell:<width$}")?;
            } else {
                write!(line, "{cell:>width$}")?;
            }
        }
        writeln!(f, "{}", line.trim_end())?;
    }
    Ok(())
}
