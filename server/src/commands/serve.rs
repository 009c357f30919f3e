//! `soundings serve`: answers browsers until told to stop.

use super::open_store;
use crate::{
    config::Config,
    http::{
        self, assets,
        errors::HttpError,
        health, layers, limits,
        serve::{Ending, GRACE, Stopping, bind, stop_channel},
    },
    store::Store,
};
use axum::Router;
use std::process::ExitCode;

/// Takes the port, brings the database up to date, and serves.
///
/// # Errors
/// When the port or the database is not to be had.
pub async fn run(config: &Config) -> anyhow::Result<ExitCode> {
    // The port first: whoever starts it twice learns so before anything touches the database.
    let listener = bind(config.listen).await?;
    let mut config = config.clone();
    config.listen = listener.local_addr()?;
    let (stop, stopping) = stop_channel();
    stop.on_signals()?;
    let store = open_store(&config).await?;
    let router = router(&config, &store, stopping.clone());
    println!("Soundings is at {}", config.public_url());
    let ending = http::serve::serve(listener, router, stopping, GRACE).await?;
    store.close().await;
    match ending {
        Ending::Complete => tracing::info!("stopped; every request was answered"),
        Ending::CutOff => tracing::warn!("stopped; some requests were cut off"),
    }
    Ok(ExitCode::SUCCESS)
}

fn router(config: &Config, store: &Store, stopping: Stopping) -> Router {
    let store = store.clone();
    let ready = move || {
        let store = store.clone();
        async move {
            store.ping().await.map_err(|error| {
                tracing::warn!(%error, "the database does not answer");
                "the database does not answer".to_owned()
            })
        }
    };
    let routes = Router::new()
        .merge(health::routes(stopping, ready))
        .merge(assets::router())
        .fallback(async || HttpError::NotFound)
        .method_not_allowed_fallback(async || HttpError::MethodNotAllowed);
    let routes = layers::bounded(routes, limits::FORM_BYTES, limits::REQUEST_TIME);
    layers::around(routes, &config.public_url(), config.trusted_proxies, &[])
}
