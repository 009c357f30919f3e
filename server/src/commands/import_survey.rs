//! `soundings import survey`: brings in the answers of a past survey.

use crate::{cli::ImportSurveyArgs, config::Config};
use std::process::ExitCode;

/// Does what the arguments say.
///
/// # Errors
/// When it cannot be done.
pub async fn run(_config: &Config, _args: ImportSurveyArgs) -> anyhow::Result<ExitCode> {
    anyhow::bail!("this command is not in this version yet")
}
