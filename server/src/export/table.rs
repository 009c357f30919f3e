//! A table: columns that say what they hold, and rows that are read when they are written.

use std::{borrow::Cow, rc::Rc};

/// What a column holds; each may be missing in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text in UTF-8.
    Text,
    /// A whole number of 64 bits.
    Integer,
    /// A number in double precision.
    Number,
    /// True or false.
    Boolean,
}

impl Kind {
    /// The kind's name in the data dictionary.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Boolean => "boolean",
        }
    }
}

/// What stands in one row of one column.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// Nothing: not applicable, or withheld.
    Missing,
    /// Of [`Kind::Text`].
    Text(Cow<'a, str>),
    /// Of [`Kind::Integer`].
    Integer(i64),
    /// Of [`Kind::Number`].
    Number(f64),
    /// Of [`Kind::Boolean`].
    Boolean(bool),
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<u32> for Value<'_> {
    fn from(number: u32) -> Self {
        Self::Integer(number.into())
    }
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl From<f64> for Value<'_> {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<bool> for Value<'_> {
    fn from(flag: bool) -> Self {
        Self::Boolean(flag)
    }
}

impl<'a, V: Into<Value<'a>>> From<Option<V>> for Value<'a> {
    fn from(value: Option<V>) -> Self {
        value.map_or(Self::Missing, Into::into)
    }
}

/// One column.
pub struct Column<'a> {
    /// Its name: lower case, words joined by `_`.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// What it means, with its unit, as the data dictionary says it.
    pub meaning: &'static str,
    value: Box<dyn Fn(usize) -> Value<'a> + 'a>,
}

impl<'a> Column<'a> {
    /// What stands in a row, counted from 0.
    #[must_use]
    pub fn value(&self, row: usize) -> Value<'a> {
        (self.value)(row)
    }
}

/// One table.
pub struct Table<'a> {
    /// Its name: lower case.
    pub name: &'static str,
    /// What a row is.
    pub about: &'static str,
    /// How many rows it has.
    pub rows: usize,
    /// Its columns, in order.
    pub columns: Vec<Column<'a>>,
}

/// A table that is being put together: rows first, then what each column reads from them.
pub struct TableOf<'a, T> {
    rows: Rc<Vec<T>>,
    table: Table<'a>,
}

impl<'a, T: 'a> TableOf<'a, T> {
    /// A table without columns.
    pub fn new(name: &'static str, about: &'static str, rows: Vec<T>) -> Self {
        let table = Table { name, about, rows: rows.len(), columns: Vec::new() };
        Self { rows: Rc::new(rows), table }
    }

    /// Adds a column.
    #[must_use]
    pub fn column<V: Into<Value<'a>>>(
        mut self,
        name: &'static str,
        kind: Kind,
        meaning: &'static str,
        value: impl Fn(&T) -> V + 'a,
    ) -> Self {
        let rows = Rc::clone(&self.rows);
        let value = Box::new(move |row: usize| value(&rows[row]).into());
        self.table.columns.push(Column { name, kind, meaning, value });
        self
    }

    /// The table.
    #[must_use]
    pub fn finish(self) -> Table<'a> {
        self.table
    }
}
