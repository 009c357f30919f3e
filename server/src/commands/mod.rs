//! What the program does when asked on the command line: one file a command.
//!
//! Each has `run(config, arguments)`, prints its outcome to standard output, and gives the exit
//! code: 0 for done, 1 for trouble, 2 for input that has to be corrected. Errors are printed by
//! `main`; one whose chain holds a [`BadInput`] or a [`ConfigError`] ends with 2.

pub mod admin;
pub mod analyze;
pub mod audit_release;
pub mod demo;
pub mod export;
pub mod import_roster;
pub mod import_survey;
pub mod migrate;
pub mod serve;
pub mod verify_wave;

use crate::{
    clock::SystemClock,
    config::{Config, ConfigError},
    random::SharedRng,
    service::Services,
    store::{Store, StoreError},
};
use anyhow::{Context, anyhow};
use app::{domain::WaveId, report::Release};
use std::sync::Arc;

/// Something that was given has to be corrected; the text says what and how.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct BadInput(pub String);

/// The exit code of an error.
#[must_use]
pub fn exit_code(error: &anyhow::Error) -> u8 {
    let input = |cause: &(dyn std::error::Error + 'static)| {
        cause.is::<BadInput>() || cause.is::<ConfigError>()
    };
    if error.chain().any(input) { 2 } else { 1 }
}

/// Opens the configured database and brings it up to date.
///
/// # Errors
/// When it cannot be reached, written to or migrated; the text says which database.
pub async fn open_store(config: &Config) -> anyhow::Result<Store> {
    let store = Store::open(config.database.reveal()).await.map_err(|error| {
        let cause = std::error::Error::source(&error)
            .map_or_else(|| error.to_string(), ToString::to_string);
        anyhow::Error::new(error).context(format!(
            "cannot open the database {}: {cause}\ncheck that it is there, can be reached and may \
             be written to, or choose another with --database",
            config.database
        ))
    })?;
    match store.migrate().await {
        Ok(()) => Ok(store),
        Err(error @ StoreError::Newer(_)) => Err(anyhow::Error::new(error).context(format!(
            "the database {} was made by a newer version of Soundings\ninstall that version, \
                 or use a backup from before the upgrade",
            config.database
        ))),
        Err(error) => Err(anyhow::Error::new(error).context(format!(
            "cannot bring the database {} up to date\ncheck that it may be written to and that \
             the disk has room",
            config.database
        ))),
    }
}

/// All use cases over the configured database, with the machine's clock and randomness.
///
/// # Errors
/// When the database is not to be had, or mail can't be set up.
pub async fn open_services(config: &Config) -> anyhow::Result<Services> {
    let store = open_store(config).await?;
    Services::new(config, store, Arc::new(SystemClock), SharedRng::from_os())
        .context("mail cannot be set up\ncheck smtp_url")
}

/// An error as people read it: what happened, below it what to do, and its causes when asked for.
#[must_use]
pub fn describe(error: &anyhow::Error, with_causes: bool) -> String {
    let text = error.to_string();
    let mut lines = text.lines();
    let mut told = format!("error: {}\n", lines.next().unwrap_or_default());
    for line in lines {
        told.push_str(&format!("       {line}\n"));
    }
    let causes: Vec<String> = error.chain().skip(1).map(ToString::to_string).collect();
    // A text that ends with its cause says nothing new by telling it again.
    let hidden = causes.iter().any(|cause| !text.contains(cause));
    if with_causes {
        for cause in causes {
            told.push_str(&format!("caused by: {cause}\n"));
        }
    } else if hidden {
        told.push_str("       (--verbose shows the cause)\n");
    }
    told
}

/// The release of a wave, given by its identifier.
async fn release_of(config: &Config, wave: &str) -> anyhow::Result<Release> {
    let id = wave_id(wave)?;
    published(&open_services(config).await?, id).await
}

fn wave_id(wave: &str) -> anyhow::Result<WaveId> {
    wave.parse().map_err(|_| {
        anyhow!(BadInput(format!(
            "“{wave}” is no wave; copy its identifier from the address of its page, /waves/..."
        )))
    })
}

async fn published(services: &Services, wave: WaveId) -> anyhow::Result<Release> {
    services.release(wave).await?.ok_or_else(|| {
        anyhow!(BadInput("this wave does not exist or is not published yet".to_owned()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nested() -> anyhow::Error {
        let cause: Result<(), _> = Err(std::io::Error::other("disk on fire"));
        cause.context("cannot write the roster\nfree some space").expect_err("it is one")
    }

    #[test]
    fn an_error_is_what_happened_and_what_to_do() {
        assert_eq!(
            describe(&nested(), false),
            "error: cannot write the roster\n       free some space\n       (--verbose shows the cause)\n"
        );
    }

    #[test]
    fn causes_are_shown_when_asked_for() {
        assert!(describe(&nested(), true).ends_with("caused by: disk on fire\n"));
    }

    #[test]
    fn a_text_that_tells_its_cause_does_not_hint_at_it() {
        let error = anyhow::Error::new(ConfigError::NoSender);
        assert!(!describe(&error, false).contains("--verbose"));
    }

    #[test]
    fn only_input_that_can_be_corrected_ends_with_two() {
        assert_eq!(exit_code(&nested()), 1);
        assert_eq!(exit_code(&anyhow::Error::new(ConfigError::NoSender)), 2);
        assert_eq!(exit_code(&anyhow::Error::new(BadInput("x".to_owned())).context("y")), 2);
    }
}
