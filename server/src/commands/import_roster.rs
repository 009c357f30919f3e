//! `soundings import roster`: brings in who is on which team.

use crate::{cli::ImportRosterArgs, config::Config};
use std::process::ExitCode;

/// Does what the arguments say.
///
/// # Errors
/// When it cannot be done.
pub async fn run(_config: &Config, _args: ImportRosterArgs) -> anyhow::Result<ExitCode> {
    anyhow::bail!("this command is not in this version yet")
}
