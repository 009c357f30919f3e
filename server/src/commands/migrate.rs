//! `soundings migrate`: brings the database up to date, as for an upgrade done step by step.

use super::open_store;
use crate::config::Config;
use std::process::ExitCode;

/// Opens the database, migrates it and says so.
///
/// # Errors
/// When it cannot be opened or migrated.
pub async fn run(config: &Config) -> anyhow::Result<ExitCode> {
    open_store(config).await?.close().await;
    println!("The database {} is up to date.", config.database);
    Ok(ExitCode::SUCCESS)
}
