//! `soundings demo`: makes a sample organisation in a new database, and serves it.

use crate::config::Config;
use std::process::ExitCode;

/// Does so.
///
/// # Errors
/// When the database already holds data, or the port is not to be had.
pub async fn run(_config: &Config) -> anyhow::Result<ExitCode> {
    anyhow::bail!("this command is not in this version yet")
}
