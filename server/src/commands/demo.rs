//! `soundings demo`: makes a sample organisation in a new database, and serves it.

use super::{open_services, serve};
use crate::{
    config::Config,
    sample::{DEMO_SEED, SampleOrganisation, generate},
    service::{Error, SAMPLE_PASSWORD, Services, calendar},
};
use anyhow::{Context, anyhow};
use app::domain::Period;
use std::process::ExitCode;

/// Seeds, unless that was done before, and serves.
///
/// # Errors
/// When the database already holds an organisation of its own, or the port is not to be had.
pub async fn run(config: &Config) -> anyhow::Result<ExitCode> {
    let (listener, config) = serve::listen(config).await?;
    let services = open_services(&config).await?;
    let sample = sample(&services)?;
    if services.is_sample().await.map_err(explain)? {
        println!("The sample organisation is in {} already.", config.database);
    } else {
        println!("Making the sample organisation in {}:", config.database);
        let seeded = services.seed_sample(&sample, |quarter| println!("  {quarter}")).await;
        seeded.map_err(explain)?;
    }
    let people: String = Services::sample_sign_ins(&sample)
        .iter()
        .map(|who| format!("  {:<11} {:<36} {}\n", who.role, who.email, who.name))
        .collect();
    let welcome = format!(
        "\n{} is at {}\n\nSign in as one of these, with the password “{SAMPLE_PASSWORD}”:\n{people}\n\
         Stop it with Ctrl-C.",
        sample.name,
        config.public_url()
    );
    serve::until_told_to_stop(listener, &config, services, &welcome).await
}

fn explain(error: Error) -> anyhow::Error {
    match error {
        Error::Conflict(why) => anyhow!("cannot make the sample organisation\n{why}"),
        other => anyhow::Error::new(other).context("cannot make the sample organisation"),
    }
}

/// The sample organisation as of now: its last closed quarter is the one before this.
fn sample(services: &Services) -> anyhow::Result<SampleOrganisation> {
    let now = services.clock.now();
    let this =
        calendar::quarter_of(now).context("the clock of this machine is beyond all calendars")?;
    let before = this.ordinal() - 1;
    let quarter = u8::try_from(before.rem_euclid(4) + 1)?;
    let newest_closed = Period::quarter(i16::try_from(before.div_euclid(4))?, quarter)?;
    Ok(generate(DEMO_SEED, newest_closed)?)
}
