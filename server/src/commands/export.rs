//! `soundings export release`: the published figures of a wave, and nothing that was withheld.

use super::release_of;
use crate::{
    cli::{ExportFormat, ExportReleaseArgs},
    config::Config,
    export,
};
use std::{io::Write, process::ExitCode};

/// Writes the release to standard output.
///
/// # Errors
/// When there is no such wave, or it is not published.
pub async fn run(config: &Config, args: ExportReleaseArgs) -> anyhow::Result<ExitCode> {
    let release = release_of(config, &args.wave).await?;
    let text = match args.format {
        ExportFormat::Csv => export::csv(&release)?,
        ExportFormat::Json => serde_json::to_string_pretty(&release)?,
    };
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.write_all(b"\n")?;
    Ok(ExitCode::SUCCESS)
}
