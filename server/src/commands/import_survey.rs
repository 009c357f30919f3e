//! `soundings import survey`: answers of a past survey from another tool.

use super::{BadInput, open_services};
use crate::{
    cli::ImportSurveyArgs,
    clock::SystemClock,
    config::Config,
    import::{
        mapping::Mapping,
        survey::{self, SurveyFile},
    },
    random::SharedRng,
    service::{Error, Services},
    store::Store,
};
use anyhow::Context;
use app::domain::Period;
use std::{fs, process::ExitCode, sync::Arc};

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
        look(config, &args.program, period, &file).await?;
        println!(
            "Nothing was written. Add --apply to import it as {} of “{}”.",
            period, args.program
        );
        return Ok(ExitCode::SUCCESS);
    }
    let services = open_services(config).await?;
    let imported = services.import_survey(&args.program, period, &file).await.map_err(explain)?;
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

/// Looks for what is in the way in the database, where there is one: it is better told now than
/// after somebody has read the whole preview and said yes.
async fn look(
    config: &Config,
    program: &str,
    period: Period,
    file: &SurveyFile,
) -> anyhow::Result<()> {
    if config.database.file().is_some_and(|file| !file.exists()) {
        return Ok(());
    }
    // As it is: a preview brings no database up to date.
    let looked = async {
        let store = Store::open(config.database.reveal()).await?;
        let services = Services::new(config, store, Arc::new(SystemClock), SharedRng::from_os())?;
        let looked = services.look_at_import(program, period, file).await;
        services.store.close().await;
        looked
    };
    match looked.await {
        Ok(()) => Ok(()),
        Err(error @ (Error::Conflict(_) | Error::Invalid(_))) => Err(explain(error)),
        Err(error) => {
            println!(
                "The database {} could not be looked at, so a wave or an item that is in the way is \
                 told only by --apply ({error}).",
                config.database
            );
            Ok(())
        }
    }
}

fn explain(error: Error) -> anyhow::Error {
    match error {
        Error::Conflict(why) => bad(why),
        Error::Invalid(problems) => {
            let texts: Vec<String> = problems.into_iter().map(|problem| problem.message).collect();
            bad(texts.join("\n"))
        }
        other => other.into(),
    }
}

fn bad(text: String) -> anyhow::Error {
    anyhow::Error::new(BadInput(text))
}
