//! Files that people bring, good and bad: one file here for each kind.
#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

mod cncf;
mod mapping;
mod roster;
mod roster_plan;
mod survey;
mod table;
mod transcript;
mod transcript_word;

use soundings::import::problem::Problems;

/// The problems of a file that must have some, as a person reads them.
fn told<T: std::fmt::Debug>(result: Result<T, Problems>) -> String {
    result.expect_err("this file is bad").to_string()
}
