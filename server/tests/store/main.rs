//! The store on SQLite and on PostgreSQL: every method in one story, every statement prepared, the
//! two schemas laid side by side, and what happens when things go wrong.
//!
//! A new method of [`Tx`](soundings::store::Tx) or [`Store`](soundings::store::Store) gets its
//! sentence in the chapter of its noun, in `story/`; a test there tells which ones have none.
#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

#[path = "../support/mod.rs"]
mod support;

mod constraints;
mod migrations;
mod schema;
mod statements;
mod story;
mod values;
