//! A past survey from another tool: rows to responses, by a [`Mapping`].
//!
//! All columns are accounted for before the first row is read, and every value is checked before
//! the first is used: a file is imported whole or not at all. Nothing of a response but its team
//! and its answers leaves this room, not even its line. Responses are in the order of the file,
//! though, so whoever stores them shuffles them first.
//!
//! For which team a response counts that names several, or none: see the module `survey_teams`.

use super::{
    columns::{Headings, Role, roles},
    mapping::{Mapping, TeamShape},
    preview::{ColumnPreview, Preview},
    problem::{Problem, Problems},
    survey_items::items,
    survey_teams::{Named, Teams, with_those_above},
    survey_values::{self, Said},
    table::{Row, Table, nothing_below_headings, tidy},
};
use app::domain::{AnswerValue, Scale, TeamPath};
use std::collections::{BTreeMap, HashSet};

pub use super::survey_items::MappedItem;

/// A survey that has been read without a problem.
#[derive(Clone, Debug, PartialEq)]
pub struct SurveyFile {
    /// The team above all others, if the mapping gives one.
    pub root: Option<TeamPath>,
    /// Every team that a response counts for, and those above, parents first.
    pub teams: Vec<TeamPath>,
    /// Items and comments in the order of their columns.
    pub items: Vec<MappedItem>,
    /// The responses, in the order of the file.
    pub responses: Vec<ImportedResponse>,
    /// What was found in each column.
    pub preview: Preview,
    /// What to look at before importing it.
    pub warnings: Vec<Problem>,
}

/// One response: a team and answers, and nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedResponse {
    /// The team it counts for.
    pub team: TeamPath,
    /// Answers by the place of their item in [`SurveyFile::items`].
    pub answers: Vec<(usize, AnswerValue)>,
}

/// A file that cannot be imported.
#[derive(Debug, thiserror::Error)]
#[error("{problems}")]
pub struct Refused {
    /// Everything that is wrong.
    pub problems: Problems,
    /// What was found, if the columns could be told apart.
    pub preview: Option<Box<Preview>>,
}

impl From<Problems> for Refused {
    fn from(problems: Problems) -> Self {
        Self { problems, preview: None }
    }
}

/// Reads a survey.
///
/// # Errors
/// Everything that is wrong with the file, or with the mapping in the light of the file, with
/// line and column; and a preview, where the columns are clear.
pub fn read(bytes: &[u8], mapping: &Mapping) -> Result<SurveyFile, Refused> {
    let table = Table::open(bytes).map_err(Problems::from)?;
    let headings = headings(&table, mapping)?;
    let roles = roles(mapping, &headings)?;
    let mut reader = Reader::new(mapping, &headings, &roles)?;
    reader.preview.read_as = table.read_as();
    let mut lines: HashSet<u64> = mapping.skip.lines.iter().copied().collect();
    let last = if mapping.skip.last > 0 {
        table.rows().skip(mapping.header_rows).count().saturating_sub(mapping.skip.last)
    } else {
        usize::MAX
    };
    for (index, row) in table.rows().skip(mapping.header_rows).enumerate() {
        let line = match &row {
            Ok(row) => Some(row.line),
            Err(problem) => problem.line,
        };
        let listed = line.is_some_and(|line| lines.remove(&line));
        if index < mapping.skip.first || index >= last || listed {
            reader.preview.skipped += 1;
            continue;
        }
        match row {
            Ok(row) => reader.row(row),
            Err(problem) => reader.problems.push(problem),
        }
    }
    if let Some(line) = lines.into_iter().min() {
        reader.problems.push(Problem::of_file(format!(
            "the mapping skips line {line}, but no row begins there"
        )));
    }
    reader.finish(&table)
}

fn headings(table: &Table<'_>, mapping: &Mapping) -> Result<Headings, Problems> {
    let rows: Vec<Row<'_>> = table.rows().take(mapping.header_rows).collect::<Result<_, _>>()?;
    if rows.len() < mapping.header_rows {
        return Err(Problem::of_file(format!(
            "the mapping says that {} rows are headings, but the file has {}",
            mapping.header_rows,
            rows.len()
        ))
        .into());
    }
    Ok(Headings::new(&rows))
}

struct Reader<'a> {
    mapping: &'a Mapping,
    headings: &'a Headings,
    roles: &'a [Role],
    /// By column: the place of its item in `items`.
    place: BTreeMap<usize, usize>,
    items: Vec<MappedItem>,
    teams: Teams<'a>,
    responses: Vec<ImportedResponse>,
    counts: BTreeMap<TeamPath, u64>,
    /// By column: the sum of its numbers.
    sums: Vec<i64>,
    preview: Preview,
    problems: Problems,
}

impl<'a> Reader<'a> {
    fn new(
        mapping: &'a Mapping,
        headings: &'a Headings,
        roles: &'a [Role],
    ) -> Result<Self, Problems> {
        let mut place = BTreeMap::new();
        let mut columns = Vec::new();
        for (column, role) in roles.iter().enumerate() {
            let series = match role {
                Role::Item(rule) | Role::Comment(rule) => {
                    place.insert(column, place.len());
                    Some(mapping.items[*rule].series.clone())
                }
                Role::Team | Role::Dropped => None,
            };
            columns.push(ColumnPreview {
                number: column + 1,
                heading: headings.title(column),
                role: role.clone(),
                series,
                answered: 0,
                not_applicable: 0,
                empty: 0,
                bad: 0,
                mean: None,
            });
        }
        Ok(Self {
            mapping,
            headings,
            roles,
            place,
            items: items(mapping, headings, roles)?,
            teams: Teams::new(&mapping.teams),
            responses: Vec::new(),
            counts: BTreeMap::new(),
            sums: vec![0; roles.len()],
            preview: Preview { columns, ..Preview::default() },
            problems: Problems::default(),
        })
    }

    fn row(&mut self, row: Row<'_>) {
        let row = match row.fitted(self.headings.named(), self.headings.width()) {
            Ok(row) => row,
            Err(problem) => return self.problems.push(problem),
        };
        if self.headings.are_again(&row) {
            return self.problems.push(Problem::at_line(
                row.line,
                "the headings are here a second time; if two files were joined, take this line \
                 out; if it is part of the headings, give header_rows",
            ));
        }
        let before = self.problems.count();
        let mut names = Vec::new();
        let mut answers = Vec::new();
        for (column, cell) in row.cells.iter().enumerate() {
            match &self.roles[column] {
                Role::Dropped => self.count_filled(column, cell),
                Role::Team => {
                    self.count_filled(column, cell);
                    self.name_teams(column, cell, &mut names);
                }
                Role::Item(rule) | Role::Comment(rule) => {
                    match survey_values::read(&self.mapping.items[*rule], cell) {
                        Ok(said) => self.count(column, said, &mut answers),
                        Err(message) => {
                            self.preview.columns[column].bad += 1;
                            self.problems.push(Problem::in_cell(
                                row.line,
                                self.headings.name(column),
                                message,
                            ));
                        }
                    }
                }
            }
        }
        let placed = self.teams.place(&names);
        if answers.is_empty() && self.problems.count() == before {
            self.preview.without_answers += 1;
            return;
        }
        match placed {
            Ok((team, named)) => self.keep(team, named, answers),
            Err(message) => {
                let column = self.roles.iter().position(|role| *role == Role::Team);
                if let Some(column) = column {
                    self.preview.columns[column].bad += 1;
                }
                self.problems.push(Problem {
                    line: Some(row.line),
                    column: column.map(|column| self.headings.name(column)),
                    message,
                });
            }
        }
    }

    fn name_teams(&self, column: usize, cell: &str, names: &mut Vec<String>) {
        match &self.mapping.teams.shape {
            TeamShape::Nowhere => {}
            TeamShape::Cell { separators, .. } => names.extend(self.teams.split(cell, separators)),
            TeamShape::OneHot(_) => {
                let mark = tidy(cell).to_lowercase();
                if !matches!(mark.as_str(), "" | "0" | "no" | "n" | "false" | "f" | "-") {
                    names.push(self.headings.option(column).to_owned());
                }
            }
        }
    }

    fn count_filled(&mut self, column: usize, cell: &str) {
        let counts = &mut self.preview.columns[column];
        if cell.trim().is_empty() { counts.empty += 1 } else { counts.answered += 1 }
    }

    fn count(&mut self, column: usize, said: Said, answers: &mut Vec<(usize, AnswerValue)>) {
        let counts = &mut self.preview.columns[column];
        let place = self.place[&column];
        match said {
            Said::Empty => counts.empty += 1,
            Said::NotApplicable => {
                counts.not_applicable += 1;
                if self.items[place].scale != Scale::Text {
                    answers.push((place, AnswerValue::NotApplicable));
                }
            }
            Said::Value(value) => {
                counts.answered += 1;
                if let AnswerValue::Number(number) = value {
                    self.sums[column] += i64::from(number);
                }
                answers.push((place, value));
            }
        }
    }

    fn keep(&mut self, team: TeamPath, named: Named, answers: Vec<(usize, AnswerValue)>) {
        self.preview.respondents += 1;
        match named {
            Named::None => self.preview.no_team += 1,
            Named::One => self.preview.one_team += 1,
            Named::Several => self.preview.several_teams += 1,
        }
        *self.counts.entry(team.clone()).or_default() += 1;
        self.responses.push(ImportedResponse { team, answers });
    }

    fn finish(mut self, table: &Table<'_>) -> Result<SurveyFile, Refused> {
        for (counts, sum) in self.preview.columns.iter_mut().zip(&self.sums) {
            let numbers = self
                .place
                .get(&(counts.number - 1))
                .is_some_and(|&place| self.items[place].scale.range().is_some());
            if numbers && counts.answered > 0 {
                // Both are far below 2^52.
                counts.mean = Some(*sum as f64 / counts.answered as f64);
            }
        }
        self.preview.teams =
            self.counts.iter().map(|(path, count)| (path.clone(), *count)).collect();
        self.preview.teams.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        if !self.problems.is_empty() {
            let preview = Some(Box::new(self.preview));
            return Err(Refused { problems: self.problems, preview });
        }
        if self.responses.is_empty() {
            let preview = Some(Box::new(self.preview));
            return Err(Refused { problems: nothing_below_headings("responses"), preview });
        }
        let mut known = HashSet::new();
        let above = self.mapping.teams.root.iter().chain(self.counts.keys());
        let teams =
            above.flat_map(with_those_above).filter(|path| known.insert(path.clone())).collect();
        Ok(SurveyFile {
            root: self.mapping.teams.root.clone(),
            teams,
            items: self.items,
            responses: self.responses,
            preview: self.preview,
            warnings: table.warnings().to_vec(),
        })
    }
}
