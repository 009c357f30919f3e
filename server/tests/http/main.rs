//! The whole server without the network: the real router over a real database, spoken to as a
//! browser would.
//!
//! Files are named after the routes they try, or after a rule that holds for all of them. To add a
//! test: an `async fn` that takes a [`TestApp`](app::TestApp), named in the list of its file; to
//! add a route: a line in `policy.rs`, which tells when it is missing.
#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

#[path = "../support/mod.rs"]
mod support;

mod app;
mod browser;
mod html;
mod interviews;
mod mailbox;
mod organisation;

mod account;
mod answering;
mod codebook;
mod coding;
mod csrf;
mod findings;
mod groups;
mod guides;
mod headers;
mod invitation;
mod invitations;
mod items;
mod kept;
mod outage;
mod people;
mod policy;
mod reads;
mod redaction;
mod research_export;
mod roster;
mod rotation;
mod sample;
mod schedule;
mod search;
mod seen;
mod teams;
mod tokens;
mod transcript;
mod voices;
mod waves;
