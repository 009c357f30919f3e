//! `mapping.toml`: how the columns of another tool's export are meant.
//!
//! Columns are given by number, counted from 1 as spreadsheets count them, or by heading (case
//! and spaces aside; with several heading rows, any one of a column's headings, or all of them
//! joined by ` / `). Every column must be accounted for: teams, an item, a comment, or dropped.
//! What is in no list is a problem that names the column, so that nothing personal slips in
//! unnoticed. There is no way to keep an id or a date: a response has none.
//!
//! Where a file has one column a team, `[teams]` says `columns = { first = 3, last = 73 }`; the
//! last heading of each names its team, and any mark in it but a “no” or 0 ticks it.
//!
//! ```
//! let mapping = soundings::import::mapping::Mapping::parse(r#"
//! header_rows = 2                       # 1 if left out
//! cut_from_wordings = ["10 is best."]   # what the tool adds to every question
//! drop = [1, "Start date", { first = 8, last = 9 }]   # or drop = "rest"
//!
//! [skip]                                # data rows that hold no answers; all may be left out
//! first = 0
//! last = 1                              # a row of averages
//! lines = [57]                          # as a text editor counts
//!
//! [teams]
//! root = "Open source"                  # all teams are below it; it takes who names no team
//! column = 3                            # one team a cell, or a path like "Search / Ranking"
//! separators = [",", " and "]           # only if a cell can name several
//! ignore = ["none"]
//! [teams.aliases]                       # case aside; tried on the whole cell, then on each name
//! TUF = "TUF (The Update Framework)"
//!
//! [[items]]
//! column = 4
//! series = "build-speed"                # the item's key: the same in every wave it is compared in
//! dimension = "feedback-loops"
//! scale = "likert5"                     # likert7, scale10, nps, yesno, choice, multi-choice
//! reverse = false                       # true where agreement is bad news
//! not_applicable = ["N/A"]
//! values = { "Strongly agree" = 5, "Agree" = 4 }   # numbers need none
//! wording = "Builds are fast enough."   # the column's heading if left out
//!
//! [[items]]
//! column = 5
//! series = "builds-where"
//! dimension = "tooling"
//! scale = "choice"                      # multi-choice takes `separators` too
//! options = ["On my machine", "Elsewhere"]
//! values = { "Locally" = "On my machine" }
//!
//! [[comments]]
//! column = 6
//! of = "build-speed"                    # gives series "build-speed-comment" and the dimension
//!
//! [[comments]]
//! column = 7
//! series = "anything-else"
//! dimension = "satisfaction"
//! not_applicable = ["n/a", "-"]         # comments that say nothing
//! "#).unwrap();
//! assert_eq!(mapping.items.len(), 4);
//! ```

use super::{
    problem::{Problem, Problems},
    table::tidy,
};
use app::domain::{AnswerValue, Dimension, Scale, TeamPath};
use raw::{RawColumn, RawColumns, RawDrop, RawMapping, RawTeams};
use std::collections::{HashMap, HashSet};

mod items;
mod raw;
pub(super) use items::option_of;

/// How a file is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// How many rows of headings there are, 1 to 5.
    pub header_rows: usize,
    /// Texts that are no part of a question though its heading holds them.
    pub cut_from_wordings: Vec<String>,
    /// Rows that hold no answers.
    pub skip: Skip,
    /// Where teams are named, and how.
    pub teams: TeamRule,
    /// Items and comments.
    pub items: Vec<ItemRule>,
    /// Columns that are not kept.
    pub drop: Vec<Columns>,
    /// Whether all columns that are not named are dropped.
    pub drop_rest: bool,
}

/// Data rows that hold no answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Skip {
    /// How many at the beginning.
    pub first: usize,
    /// How many at the end.
    pub last: usize,
    /// Those on these lines.
    pub lines: Vec<u64>,
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Column {
    /// By its place, counted from 1.
    Number(usize),
    /// By its heading.
    Heading(String),
}

/// One column or several side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    /// The first.
    pub first: Column,
    /// The last; the same as the first for one column.
    pub last: Column,
}

/// Where teams are named, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamRule {
    /// Where the names are.
    pub shape: TeamShape,
    /// The team that is above all of them.
    pub root: Option<TeamPath>,
    /// Names that are not teams, as compared.
    pub ignore: HashSet<String>,
    /// Other names of teams, as compared, with the right one.
    pub aliases: HashMap<String, String>,
}

/// The three shapes in which surveys ask for a team, and not asking at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TeamShape {
    /// Nowhere: everybody counts for the root.
    Nowhere,
    /// One column; with separators, a cell can name several.
    Cell {
        /// The column.
        column: Column,
        /// What stands between names; none: a cell is one name.
        separators: Vec<String>,
    },
    /// One column a team, named by its last heading; any mark but a “no” ticks it.
    OneHot(Columns),
}

/// One item or comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemRule {
    /// Where its answers are.
    pub column: Column,
    /// The item's key, the same in every wave that it is compared in.
    pub series: String,
    /// The question, where the heading is not it.
    pub wording: Option<String>,
    /// The item that a comment comments on.
    pub of: Option<String>,
    /// The group it belongs to.
    pub dimension: Dimension,
    /// What an answer can be.
    pub scale: Scale,
    /// What stands between the options of one cell.
    pub separators: Vec<String>,
    /// Whether agreement is bad news.
    pub reverse: bool,
    /// Texts for “doesn't apply to me”, as compared.
    pub not_applicable: HashSet<String>,
    /// Texts that stand for a value, as compared.
    pub values: HashMap<String, AnswerValue>,
}

/// A text as it is compared: case and spaces aside.
pub(super) fn compared(text: &str) -> String {
    tidy(text).to_lowercase()
}

impl Mapping {
    /// Reads a mapping.
    ///
    /// # Errors
    /// Everything that is wrong with it, with its line.
    pub fn parse(text: &str) -> Result<Self, Problems> {
        let raw: RawMapping = toml::from_str(text).map_err(|error| Problem {
            line: error.span().map(|span| line_at(text, span.start)),
            column: None,
            message: error.message().to_owned(),
        })?;
        let mut problems = Problems::default();
        if !(1..=5).contains(&raw.header_rows) {
            problems.push(Problem::of_file("header_rows is a number from 1 to 5"));
        }
        let mut items = Vec::new();
        for item in raw.items {
            let line = line_at(text, item.span().start);
            match ItemRule::of_item(item.into_inner()) {
                Ok(rule) => items.push(rule),
                Err(message) => problems.push(Problem::at_line(line, message)),
            }
        }
        for comment in raw.comments {
            let line = line_at(text, comment.span().start);
            match ItemRule::of_comment(comment.into_inner(), &items) {
                Ok(rule) => items.push(rule),
                Err(message) => problems.push(Problem::at_line(line, message)),
            }
        }
        for (index, item) in items.iter().enumerate() {
            if items[..index].iter().any(|other| other.series == item.series) {
                problems.push(Problem::of_file(format!(
                    "two columns have the series “{}”; each needs its own",
                    item.series
                )));
            }
        }
        if items.is_empty() && problems.is_empty() {
            problems
                .push(Problem::of_file("there are no [[items]], so there is nothing to import"));
        }
        let (drop, drop_rest) = match raw.drop {
            RawDrop::Columns(columns) => (columns.into_iter().map(Into::into).collect(), false),
            RawDrop::Word(word) => {
                if word != "rest" {
                    problems.push(Problem::of_file(
                        "drop is a list of columns in [brackets], or the word \"rest\"",
                    ));
                }
                (Vec::new(), true)
            }
        };
        let teams = TeamRule::of(raw.teams, &mut problems);
        problems.or(()).map(|()| Self {
            header_rows: raw.header_rows,
            cut_from_wordings: raw.cut_from_wordings,
            skip: Skip { first: raw.skip.first, last: raw.skip.last, lines: raw.skip.lines },
            teams,
            items,
            drop,
            drop_rest,
        })
    }
}

impl TeamRule {
    fn of(raw: RawTeams, problems: &mut Problems) -> Self {
        let mut refuse = |message: String| problems.push(Problem::of_file(message));
        let root = raw.root.and_then(|root| match TeamPath::parse(&root) {
            Ok(path) => Some(path),
            Err(error) => {
                refuse(format!("teams.root: {error}"));
                None
            }
        });
        if raw.column.is_none() && !raw.separators.is_empty() {
            refuse("teams.separators needs teams.column, whose cells it splits".into());
        }
        if raw.separators.iter().any(String::is_empty) {
            refuse("teams.separators: an empty text separates nothing".into());
        }
        let shape = match (raw.column, raw.columns) {
            (Some(_), Some(_)) => {
                refuse("give either teams.column or teams.columns, not both".into());
                TeamShape::Nowhere
            }
            (Some(column), None) => {
                TeamShape::Cell { column: column.into(), separators: raw.separators }
            }
            (None, Some(columns)) => TeamShape::OneHot(columns.into()),
            (None, None) if root.is_none() => {
                refuse(
                    "say under [teams] where teams are named (column or columns), or give a root \
                     for which every response counts"
                        .into(),
                );
                TeamShape::Nowhere
            }
            (None, None) => TeamShape::Nowhere,
        };
        let mut aliases = HashMap::new();
        for (alias, name) in raw.aliases {
            if tidy(&name).is_empty() {
                refuse(format!("teams.aliases: “{alias}” stands for nothing; use ignore"));
            } else if aliases.insert(compared(&alias), name).is_some() {
                refuse(format!("teams.aliases: “{alias}” is there twice, case aside"));
            }
        }
        Self {
            shape,
            root,
            ignore: raw.ignore.iter().map(|name| compared(name)).collect(),
            aliases,
        }
    }
}

impl From<RawColumn> for Column {
    fn from(raw: RawColumn) -> Self {
        match raw {
            RawColumn::Number(number) => Self::Number(number),
            RawColumn::Heading(heading) => Self::Heading(heading),
        }
    }
}

impl From<RawColumns> for Columns {
    fn from(raw: RawColumns) -> Self {
        match raw {
            RawColumns::One(column) => Self { first: column.clone().into(), last: column.into() },
            RawColumns::Range(range) => Self { first: range.first.into(), last: range.last.into() },
        }
    }
}

fn line_at(text: &str, at: usize) -> u64 {
    1 + super::decode::line_breaks(&text.as_bytes()[..at.min(text.len())])
}
