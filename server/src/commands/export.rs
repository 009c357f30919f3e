//! `soundings export release`: the published figures of a wave, and nothing that was withheld.

use super::{BadInput, open_services};
use crate::{
    cli::{ExportFormat, ExportReleaseArgs},
    config::Config,
    export,
};
use anyhow::anyhow;
use app::domain::WaveId;
use std::{io::Write, process::ExitCode};

/// Writes the release to standard output.
///
/// # Errors
/// When there is no such wave, or it is not published.
pub async fn run(config: &Config, args: ExportReleaseArgs) -> anyhow::Result<ExitCode> {
    let wave: WaveId = args.wave.parse().map_err(|_| {
        anyhow!(BadInput(format!(
            "“{}” is no wave; copy its identifier from the address of its page, /waves/...",
            args.wave
        )))
    })?;
    let services = open_services(config).await?;
    let release = services.release(wave).await?.ok_or_else(|| {
        anyhow!(BadInput("this wave does not exist or is not published yet".to_owned()))
    })?;
    let text = match args.format {
        ExportFormat::Csv => export::csv(&release)?,
        ExportFormat::Json => serde_json::to_string_pretty(&release)?,
    };
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.write_all(b"\n")?;
    Ok(ExitCode::SUCCESS)
}
