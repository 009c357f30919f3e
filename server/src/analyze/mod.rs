//! `soundings analyze`: four CSV files in, every figure out, with no server and no database.
//!
//! So that an analyst can check any figure of ours with another tool, or use the figures and the
//! disclosure rules without the rest of Soundings. What the figures are is `analysis`' to say,
//! and which of them may be shown `disclosure`'s; this room reads, checks and writes.
//!
//! | file | does |
//! |---|---|
//! | [`complaints`] | what is wrong with the files, and where |
//! | `blocks`, `rows`, `sheet` | a file in large pieces, its rows, its columns |
//! | `teams`, `roster`, `items`, `responses`, `policy` | one input each, checked line by line |
//! | [`input`] | all of them together, and what only shows when they are side by side |
//! | [`figures`] | a wave after another through `analysis` and `disclosure` |
//! | [`output`], `list`, [`table`] | the figures as JSON, row after row, and as text for people |
//!
//! Nothing of a file is trusted: whatever cannot be counted is a complaint with its line, reading
//! goes on to find the next one, and no figure is made before all files are found to be right.
//!
//! What makes no difference to any figure: the order of rows in any file, the ids of responses,
//! and the names of teams. Items and dimensions go by their names, as the survey's order is not
//! known here. Where the disclosure rules must choose between two teams with equally many
//! answers, who is on their first roster decides (see `ranks`).
//!
//! To add a column to a file: its name in the `COLUMNS` of that file's module, `true` if a file
//! without it is refused; read it where the rows are read; and a case in
//! `server/tests/analyze/` for each way in which it can be wrong.

mod blocks;
pub mod complaints;
pub mod figures;
pub mod input;
mod items;
mod list;
pub mod output;
mod policy;
pub mod ranks;
mod responses;
mod roster;
mod rows;
mod sheet;
pub mod table;
mod teams;

pub use complaints::Complaints;
pub use input::{Files, Input};
