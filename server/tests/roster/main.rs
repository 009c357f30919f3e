//! Rosters and teams, from the file to what is kept.
#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

#[path = "../support/mod.rs"]
mod support;

mod apply;
mod house;
mod large;
mod property;
mod teams;
