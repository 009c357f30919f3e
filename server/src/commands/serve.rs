//! `soundings serve`: answers browsers until told to stop.

use super::open_services;
use crate::{
    config::Config,
    http::{
        self, AppState,
        serve::{Ending, GRACE, bind},
    },
    service::Services,
    stop::stop_channel,
    store::Store,
};
use std::{io::Write, process::ExitCode};
use tokio::{net::TcpListener, task::JoinHandle};

/// Takes the port, brings the database up to date, and serves.
///
/// # Errors
/// When the port or the database is not to be had.
pub async fn run(config: &Config) -> anyhow::Result<ExitCode> {
    // The port first: whoever starts it twice learns so before anything touches the database.
    let (listener, config) = listen(config).await?;
    let services = open_services(&config).await?;
    services.ensure_bank().await?;
    services.ensure_guides().await?;
    let mut welcome = format!("Soundings is at {}", config.public_url());
    if let Some(link) = services.first_admin_link().await? {
        let line = "There is no admin yet. Open this link to become the first:";
        welcome = format!("{welcome}\n{line}\n{link}");
    }
    until_told_to_stop(listener, &config, services, &welcome).await
}

/// Takes the port, and puts the one that was given for port 0 into the configuration.
///
/// # Errors
/// When the port is not to be had.
pub(super) async fn listen(config: &Config) -> anyhow::Result<(TcpListener, Config)> {
    let listener = bind(config.listen).await?;
    let listen = listener.local_addr()?;
    Ok((listener, Config { listen, ..config.clone() }))
}

/// Says `welcome`, serves, and follows the schedule, until a signal comes and running requests
/// are answered.
///
/// # Errors
/// When listening fails for good.
pub(super) async fn until_told_to_stop(
    listener: TcpListener,
    config: &Config,
    services: Services,
    welcome: &str,
) -> anyhow::Result<ExitCode> {
    let (stop, stopping) = stop_channel();
    stop.on_signals()?;
    // Not before signals are heard: a script may take this line as leave to send one.
    // Whoever reads it may have gone (`| head -1`), which is no reason to serve nobody.
    let _ = writeln!(std::io::stdout(), "{welcome}");
    let schedule = tokio::spawn(services.clone().run_schedule(stopping.clone()));
    let store = services.store.clone();
    let router = http::router(AppState::new(services), stopping.clone(), config.trusted_proxies);
    let mut ending = http::serve::serve(listener, router, stopping.clone(), GRACE).await?;
    if ending == Ending::Complete {
        tokio::select! {
            () = put_away(schedule, store) => {}
            () = stopping.cut_short() => ending = Ending::CutOff,
        }
    }
    match ending {
        Ending::Complete => tracing::info!("stopped; every request was answered"),
        Ending::CutOff => tracing::warn!("stopped; some requests were cut off"),
    }
    Ok(ExitCode::SUCCESS)
}

/// Waits for the schedule, whose round ends with a transaction that is whole or didn't happen, and
/// gives the connections back. A request that was cut off would keep its connection.
async fn put_away(schedule: JoinHandle<()>, store: Store) {
    if schedule.await.is_err() {
        tracing::error!("the schedule ended in a panic; waves were not opened or closed since");
    }
    store.close().await;
}
