//! Finding the columns that a mapping speaks of, and making sure that it speaks of all.

use super::{
    mapping::{Column, Columns, Mapping, TeamShape, compared},
    problem::{Problem, Problems},
    table::{Row, tidy},
};
use app::domain::Scale;
use std::ops::Range;

/// The headings of a file: one row of them or several.
#[derive(Clone, Debug)]
pub struct Headings {
    rows: Vec<Vec<String>>,
    width: usize,
    named: usize,
}

/// What becomes of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// It names teams.
    Team,
    /// It is an item: the place of its rule in the mapping.
    Item(usize),
    /// It is a comment: the place of its rule in the mapping.
    Comment(usize),
    /// It is not kept.
    Dropped,
}

impl Headings {
    /// The headings in the first rows of a file.
    #[must_use]
    pub fn new(rows: &[Row<'_>]) -> Self {
        let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let named = rows.iter().map(Row::used_width).max().unwrap_or(0);
        let rows = rows
            .iter()
            .map(|row| {
                let cells = row.cells.iter().map(|cell| tidy(cell));
                cells.chain(std::iter::repeat(String::new())).take(width).collect()
            })
            .collect();
        Self { rows, width, named }
    }

    /// How many columns there are.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// How many columns there are up to the last that has a heading.
    #[must_use]
    pub fn named(&self) -> usize {
        self.named
    }

    fn of(&self, column: usize) -> impl DoubleEndedIterator<Item = &str> {
        self.rows
            .iter()
            .filter_map(move |row| row.get(column))
            .map(String::as_str)
            .filter(|heading| !heading.is_empty())
    }

    /// All headings of a column, joined.
    #[must_use]
    pub fn title(&self, column: usize) -> String {
        self.of(column).collect::<Vec<_>>().join(" / ")
    }

    /// The first heading of a column: the question, in exports with a second row for options.
    #[must_use]
    pub fn question(&self, column: usize) -> &str {
        self.of(column).next().unwrap_or_default()
    }

    /// The last heading of a column: the option, where a question has a column for each.
    #[must_use]
    pub fn option(&self, column: usize) -> &str {
        self.of(column).next_back().unwrap_or_default()
    }

    /// A column as problems name it: by its number, and the beginning of its heading.
    #[must_use]
    pub fn name(&self, column: usize) -> String {
        let title = self.title(column);
        let mut short: String = title.chars().take(60).collect();
        if short.len() < title.len() {
            short.push('…');
        }
        if short.is_empty() { (column + 1).to_string() } else { format!("{}: {short}", column + 1) }
    }

    /// Whether a row below repeats one of the rows of headings, as happens where files are joined.
    #[must_use]
    pub fn are_again(&self, row: &Row<'_>) -> bool {
        self.rows.iter().any(|headings| {
            let same = |(heading, cell): (&String, &std::borrow::Cow<'_, str>)| {
                compared(heading) == compared(cell)
            };
            headings.iter().zip(&row.cells).all(same)
        })
    }

    /// Where a column is, counted from 0.
    ///
    /// # Errors
    /// When there is no such column, or more than one.
    pub fn find(&self, column: &Column) -> Result<usize, String> {
        let heading = match column {
            Column::Number(number) if (1..=self.width).contains(number) => return Ok(number - 1),
            Column::Number(number) => {
                return Err(format!(
                    "there is no column {number}; the file has columns 1 to {}",
                    self.width
                ));
            }
            Column::Heading(heading) => heading,
        };
        let wanted = compared(heading);
        let found: Vec<usize> = (0..self.width)
            .filter(|&at| {
                compared(&self.title(at)) == wanted
                    || self.of(at).any(|heading| compared(heading) == wanted)
            })
            .collect();
        match found.as_slice() {
            [one] => Ok(*one),
            [] => Err(format!("there is no column with the heading “{heading}”")),
            several => {
                let numbers: Vec<String> = several.iter().map(|at| (at + 1).to_string()).collect();
                Err(format!(
                    "the columns {} have the heading “{heading}”; give the number of the one that \
                     is meant",
                    numbers.join(", ")
                ))
            }
        }
    }

    /// Where a range of columns is, counted from 0.
    ///
    /// # Errors
    /// When an end of it is not found, or the last is before the first.
    pub fn range(&self, columns: &Columns) -> Result<Range<usize>, String> {
        let first = self.find(&columns.first)?;
        let last = self.find(&columns.last)?;
        if last < first {
            return Err(format!("column {} comes before column {}", last + 1, first + 1));
        }
        Ok(first..last + 1)
    }
}

/// What becomes of every column.
///
/// # Errors
/// When the mapping names columns that are not there, one twice, or not all of them.
pub fn roles(mapping: &Mapping, headings: &Headings) -> Result<Vec<Role>, Problems> {
    let mut claims =
        Claims { headings, roles: vec![None; headings.width()], problems: Problems::default() };
    match &mapping.teams.shape {
        TeamShape::Nowhere => {}
        TeamShape::Cell { column, .. } => claims.one(column, "teams", Role::Team),
        TeamShape::OneHot(columns) => {
            claims.several(columns, "teams", &Role::Team);
            for column in 0..headings.width() {
                if claims.roles[column] == Some(Role::Team) && headings.option(column).is_empty() {
                    claims.problems.push(Problem::in_column(
                        headings.name(column),
                        "this column has no heading that names the team",
                    ));
                }
            }
        }
    }
    for (index, item) in mapping.items.iter().enumerate() {
        let text = item.scale == Scale::Text;
        let role = if text { Role::Comment(index) } else { Role::Item(index) };
        claims.one(&item.column, &format!("“{}”", item.series), role);
    }
    for columns in &mapping.drop {
        claims.several(columns, "drop", &Role::Dropped);
    }
    let Claims { roles, mut problems, .. } = claims;
    let mut settled = Vec::with_capacity(roles.len());
    for (column, role) in roles.into_iter().enumerate() {
        if role.is_none() && !mapping.drop_rest {
            problems.push(Problem::in_column(
                headings.name(column),
                "the mapping does not say what this column is; map it, or list it under drop",
            ));
        }
        settled.push(role.unwrap_or(Role::Dropped));
    }
    problems.or(settled)
}

/// Who has asked for which column.
struct Claims<'h> {
    headings: &'h Headings,
    roles: Vec<Option<Role>>,
    problems: Problems,
}

impl Claims<'_> {
    fn one(&mut self, column: &Column, who: &str, role: Role) {
        match self.headings.find(column) {
            Ok(at) => self.claim(at, who, role),
            Err(message) => self.problems.push(Problem::of_file(format!("{who}: {message}"))),
        }
    }

    fn several(&mut self, columns: &Columns, who: &str, role: &Role) {
        match self.headings.range(columns) {
            Ok(range) => range.for_each(|at| self.claim(at, who, role.clone())),
            Err(message) => self.problems.push(Problem::of_file(format!("{who}: {message}"))),
        }
    }

    fn claim(&mut self, at: usize, who: &str, role: Role) {
        if self.roles[at].is_some() {
            self.problems.push(Problem::in_column(
                self.headings.name(at),
                format!("the mapping names this column twice, the second time for {who}"),
            ));
        } else {
            self.roles[at] = Some(role);
        }
    }
}
