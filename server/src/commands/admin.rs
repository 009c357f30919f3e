//! `soundings admin create`: makes somebody an admin.

use crate::{cli::AdminCreateArgs, config::Config};
use std::process::ExitCode;

/// Does what the arguments say.
///
/// # Errors
/// When it cannot be done.
pub async fn run(_config: &Config, _args: AdminCreateArgs) -> anyhow::Result<ExitCode> {
    anyhow::bail!("this command is not in this version yet")
}
