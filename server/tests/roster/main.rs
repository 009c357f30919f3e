//! Rosters and teams, from the file to what is kept, on every database there is.

#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

mod apply;
mod property;
mod support;
mod teams;
