//! `soundings verify-wave`: checks that a wave that is over kept its promise.

use super::{BadInput, open_services, wave_id};
use crate::{
    anonymity::verifying::Flaw,
    cli::VerifyWaveArgs,
    config::Config,
    service::{Error, Verification},
};
use anyhow::{Context, anyhow};
use app::domain::TeamId;
use std::{fs, path::Path, process::ExitCode};

/// Most copies, lines and flaws of a kind that are told.
const LISTED: usize = 20;

/// What stands in a line of the log of a request that gets a token or brings answers.
const ROUTES: [&str; 3] = ["/answer/{wave}", "/answer/{wave}/token", "/responses/{wave}"];

/// Prints what was checked and what was found. Exit code 1 where something is not as it should be.
///
/// # Errors
/// When there is no such wave, it is not over, or a file can't be read.
pub async fn run(config: &Config, args: VerifyWaveArgs) -> anyhow::Result<ExitCode> {
    let id = wave_id(&args.wave)?;
    let services = open_services(config).await?;
    let found = services.verify_wave(id).await.map_err(|error| match error {
        Error::NotFound => anyhow!(BadInput("this wave does not exist".to_owned())),
        Error::Conflict(why) => anyhow!(BadInput(why)),
        other => other.into(),
    })?;
    services.store.close().await;
    let mut traces = found.traces.clone();
    let file = config.database.reveal().strip_prefix("sqlite:").map(|path| {
        let path = path.trim_start_matches("//");
        path.split('?').next().unwrap_or(path).to_owned()
    });
    let mut read = Vec::new();
    if let Some(file) = &file {
        for file in [file.clone(), format!("{file}-wal")] {
            if Path::new(&file).exists() {
                traces.extend(copies(&file, &found.inputs)?);
                read.push(file);
            }
        }
    }
    for log in &args.log {
        traces.extend(lines(log)?);
        read.push(log.display().to_string());
    }
    print(&found, &read, file.is_none());
    for flaw in found.flaws.iter().take(LISTED) {
        println!("FLAW: {}", told(flaw, &found));
    }
    for trace in traces.iter().take(LISTED) {
        println!("TRACE: {trace}");
    }
    if found.flaws.is_empty() && traces.is_empty() {
        println!("All is as it should be.");
        return Ok(ExitCode::SUCCESS);
    }
    Ok(ExitCode::from(1))
}

fn print(found: &Verification, read: &[String], elsewhere: bool) {
    let (invited, issued, redeemed) = found.totals;
    println!("{}", found.title);
    println!("Public key: {}", token::encoding::encode(&found.public_key));
    println!(
        "Published counts: {invited} people asked, {issued} tokens given out, {redeemed} came with answers."
    );
    println!(
        "Stored: {} responses, {} tokens. Each token was checked with the public key alone.",
        found.responses, found.tokens
    );
    println!("Looked for columns, rows and marks that tell a time, an order or a person.");
    for file in read {
        println!("Looked through {file}.");
    }
    if elsewhere {
        println!("The files of PostgreSQL are not looked at from here.");
    }
}

fn told(flaw: &Flaw, found: &Verification) -> String {
    let text = flaw.to_string();
    found.teams.iter().fold(text, |text, (id, name): (&TeamId, &String)| {
        text.replace(&id.to_string(), &format!("“{name}”"))
    })
}

/// A token that stands in a file twice stands in an old page, too, beside what came before and
/// after it.
fn copies(file: &str, inputs: &[String]) -> anyhow::Result<Vec<String>> {
    let bytes = fs::read(file).with_context(|| format!("cannot read {file}"))?;
    // One sign for each byte: the standard library searches text fast.
    let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    let twice = inputs.iter().filter(|input| text.matches(input.as_str()).nth(1).is_some());
    Ok(match twice.count() {
        0 => Vec::new(),
        many => vec![format!("{file} has old copies of {many} tokens in unused pages")],
    })
}

fn lines(log: &Path) -> anyhow::Result<Vec<String>> {
    let bytes = fs::read(log).with_context(|| format!("cannot read {}", log.display()))?;
    let text = String::from_utf8_lossy(&bytes);
    let telling = text
        .lines()
        .enumerate()
        .filter(|(_, line)| ROUTES.iter().any(|route| line.contains(&format!("{route}\""))));
    Ok(telling
        .map(|(at, _)| {
            format!("{} has a line of a request with answers: line {}", log.display(), at + 1)
        })
        .collect())
}
