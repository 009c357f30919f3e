//! Files that people bring: bytes in, words of the domain and problems out.
//!
//! Pure: no database, no clock, no randomness, and nothing is written here. A caller shows what
//! was understood first (a [`RosterPlan`](roster_plan::RosterPlan) or a
//! [`Preview`](preview::Preview)) and applies it afterwards, all or nothing. A problem is never
//! the last word on a file: reading goes on, so that one round through a spreadsheet mends all.
//!
//! - [`decode`] bytes to text, [`table`] text to rows, [`problem`] what is wrong and where,
//!   [`formula`] cells that a spreadsheet would run;
//! - [`roster`] rows to people, [`roster_plan`] people to changes;
//! - [`mapping`] how a past survey's columns are meant, [`columns`] finding them,
//!   [`survey`] rows to responses and [`preview`] what was found in each column;
//! - [`transcript`] a conversation as text, subtitles or a Word document.
//!
//! To add a kind of table: one module that takes a [`Table`](table::Table), collects
//! [`Problems`](problem::Problems) with the line and column of each, and returns domain types;
//! and one test per way in which real files of that kind are bad.

pub mod columns;
pub mod decode;
pub mod formula;
pub mod mapping;
pub mod preview;
pub mod problem;
pub mod roster;
mod roster_columns;
pub mod roster_plan;
mod spelling;
pub mod survey;
mod survey_items;
mod survey_teams;
mod survey_values;
pub mod table;
pub mod transcript;
