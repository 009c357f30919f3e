//! A mapping file exactly as it is written, before anything in it is checked.

use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawMapping {
    #[serde(default = "one")]
    pub(super) header_rows: usize,
    #[serde(default)]
    pub(super) cut_from_wordings: Vec<String>,
    #[serde(default)]
    pub(super) drop: RawDrop,
    #[serde(default)]
    pub(super) skip: RawSkip,
    #[serde(default)]
    pub(super) teams: RawTeams,
    #[serde(default)]
    pub(super) items: Vec<Spanned<RawItem>>,
    #[serde(default)]
    pub(super) comments: Vec<Spanned<RawComment>>,
}

fn one() -> usize {
    1
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawSkip {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) lines: Vec<u64>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "drop is a list of columns, or the word \"rest\"")]
pub(super) enum RawDrop {
    Word(String),
    Columns(Vec<RawColumns>),
}

impl Default for RawDrop {
    fn default() -> Self {
        Self::Columns(Vec::new())
    }
}

#[derive(Clone, Deserialize)]
#[serde(untagged, expecting = "a column is its number, counted from 1, or its heading")]
pub(super) enum RawColumn {
    Number(usize),
    Heading(String),
}

#[derive(Clone, Deserialize)]
#[serde(
    untagged,
    expecting = "columns are a number, a heading, or a range { first = 3, last = 73 }"
)]
pub(super) enum RawColumns {
    One(RawColumn),
    Range(RawRange),
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRange {
    pub(super) first: RawColumn,
    pub(super) last: RawColumn,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawTeams {
    pub(super) root: Option<String>,
    pub(super) column: Option<RawColumn>,
    pub(super) separators: Vec<String>,
    pub(super) columns: Option<RawColumns>,
    pub(super) ignore: Vec<String>,
    pub(super) aliases: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawItem {
    pub(super) column: RawColumn,
    pub(super) series: String,
    pub(super) wording: Option<String>,
    pub(super) dimension: String,
    pub(super) scale: String,
    #[serde(default)]
    pub(super) options: Vec<String>,
    #[serde(default)]
    pub(super) separators: Vec<String>,
    #[serde(default)]
    pub(super) reverse: bool,
    #[serde(default)]
    pub(super) not_applicable: Vec<String>,
    #[serde(default)]
    pub(super) values: BTreeMap<String, RawValue>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "a value is a number of the scale, or the text of an option")]
pub(super) enum RawValue {
    Number(i16),
    Option(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawComment {
    pub(super) column: RawColumn,
    pub(super) of: Option<String>,
    pub(super) series: Option<String>,
    pub(super) wording: Option<String>,
    pub(super) dimension: Option<String>,
    #[serde(default)]
    pub(super) not_applicable: Vec<String>,
}
