//! `soundings export release`: the published figures of a wave, and nothing that was withheld.

use super::{BadInput, release_of};
use crate::{
    cli::{ExportFormat, ExportReleaseArgs},
    config::Config,
    export::{self, File, Format, tables},
};
use anyhow::Context;
use app::report::Release;
use std::{
    fs,
    io::{ErrorKind, Write},
    path::Path,
    process::ExitCode,
};

/// Writes the release to a folder, or one table (as JSON all of them) to standard output.
///
/// # Errors
/// When there is no such wave, it is not published, there is no such table, or a file is there
/// already.
pub async fn run(config: &Config, args: ExportReleaseArgs) -> anyhow::Result<ExitCode> {
    let release = release_of(config, &args.wave).await?;
    let format = match args.format {
        ExportFormat::Csv => Format::Csv,
        ExportFormat::Json => Format::Json,
        ExportFormat::Parquet => Format::Parquet,
    };
    if let Some(folder) = &args.to {
        let files = export::files(&release, format)?;
        write_all(folder, &files)?;
        eprintln!("Wrote {} files to {}.", files.len(), folder.display());
        return Ok(ExitCode::SUCCESS);
    }
    let bytes = match format {
        Format::Csv => table(&release, &args.table)?,
        Format::Json => export::json::bytes(&release, &tables::with_dictionary(&release))?,
        Format::Parquet => {
            let told = "Parquet is no text for a terminal\nsay with --to which folder to write to";
            return Err(BadInput(told.to_owned()).into());
        }
    };
    std::io::stdout().lock().write_all(&bytes)?;
    Ok(ExitCode::SUCCESS)
}

fn table(release: &Release, name: &str) -> anyhow::Result<Vec<u8>> {
    let tables = tables::with_dictionary(release);
    let Some(table) = tables.iter().find(|table| table.name == name) else {
        let names: Vec<&str> = tables.iter().map(|table| table.name).collect();
        let names = names.join(", ");
        return Err(BadInput(format!("there is no table “{name}”\nthere are {names}")).into());
    };
    Ok(export::csv::bytes(table)?)
}

/// Writes every file or none: what somebody has there is not overwritten.
fn write_all(folder: &Path, files: &[File]) -> anyhow::Result<()> {
    let name = folder.display();
    fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {name}"))?;
    if let Some(taken) = files.iter().find(|file| folder.join(&file.name).exists()) {
        return Err(BadInput(format!(
            "{} is there already\nremove it, or name another folder with --to",
            folder.join(&taken.name).display()
        ))
        .into());
    }
    for (at, file) in files.iter().enumerate() {
        let path = folder.join(&file.name);
        let written = fs::File::create_new(&path).and_then(|mut to| to.write_all(&file.bytes));
        if let Err(error) = written {
            // Half an export would look like a whole one. What somebody else just made stays.
            let ours = at + usize::from(error.kind() != ErrorKind::AlreadyExists);
            for file in &files[..ours] {
                let _ = fs::remove_file(folder.join(&file.name));
            }
            return Err(error).with_context(|| format!("cannot write {}", path.display()));
        }
    }
    Ok(())
}
