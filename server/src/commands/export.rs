//! `soundings export release`: writes out the published figures of a wave.

use crate::{cli::ExportReleaseArgs, config::Config};
use std::process::ExitCode;

/// Does what the arguments say.
///
/// # Errors
/// When it cannot be done.
pub async fn run(_config: &Config, _args: ExportReleaseArgs) -> anyhow::Result<ExitCode> {
    anyhow::bail!("this command is not in this version yet")
}
