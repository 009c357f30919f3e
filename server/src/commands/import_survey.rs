//! `soundings import survey`: answers of a past survey from another tool.

use super::{BadInput, open_services};
use crate::{
    cli::ImportSurveyArgs,
    config::Config,
    import::{mapping::Mapping, survey},
    service::Error,
};
use anyhow::Context;
use app::domain::Period;
use std::{fs, process::ExitCode};

/// Shows what was understood, column by column; with `--apply`, writes it as a published wave.
///
/// # Errors
/// When a file cannot be read or has problems (all of them at once, exit code 2), or the wave
/// exists already.
pub async fn run(config: &Config, args: ImportSurveyArgs) -> anyhow::Result<ExitCode> {
    let period: Period = args.wave.parse().map_err(|error| bad(format!("{error}")))?;
    let mapping = fs::read_to_string(&args.mapping)
        .with_context(|| format!("cannot read the mapping {}", args.mapping.display()))?;
    let mapping = Mapping::parse(&mapping).map_err(|problems| {
        bad(format!("the mapping {} won't do\n{problems}", args.mapping.display()))
    })?;
    let bytes =
        fs::read(&args.file).with_context(|| format!("cannot read {}", args.file.display()))?;
    let file = match survey::read(&bytes, &mapping) {
        Ok(file) => file,
        Err(refused) => {
            if let Some(preview) = &refused.preview {
                println!("{preview}");
            }
            let text = format!(
                "{} won't do; nothing was written\n{}",
                args.file.display(),
                refused.problems
            );
            return Err(bad(text));
        }
    };
    println!("{}", file.preview);
    for warning in &file.warnings {
        println!("warning: {warning}");
    }
    if !args.apply {
        println!(
            "Nothing was written. Add --apply to import it as {} of “{}”.",
            period, args.program
        );
        return Ok(ExitCode::SUCCESS);
    }
    let services = open_services(config).await?;
    let imported =
        services.import_survey(&args.program, period, &file).await.map_err(
            |error| match error {
                Error::Conflict(why) => bad(why),
                other => other.into(),
            },
        )?;
    println!(
        "Imported {} responses as {period} of “{}”, and published it ({} new teams, {} new items).",
        imported.responses, args.program, imported.new_teams, imported.new_items
    );
    println!(
        "Its figures are at {}",
        config.public_url().link(&format!("/results/{}", imported.wave))
    );
    Ok(ExitCode::SUCCESS)
}

fn bad(text: String) -> anyhow::Error {
    anyhow::Error::new(BadInput(text))
}
