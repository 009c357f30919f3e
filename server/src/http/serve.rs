//! Opening the door, and closing it so that everybody inside is served to the end.

use crate::stop::Stopping;
use axum::{Router, serve::ListenerExt};
use std::{io, net::SocketAddr, time::Duration};
use tokio::net::TcpListener;

/// How long running requests have to finish after the server was told to stop.
pub const GRACE: Duration = Duration::from_secs(30);

/// Why the server can't listen.
#[derive(Debug, thiserror::Error)]
pub enum ListenError {
    /// Somebody else has the port.
    #[error(
        "port {port} of {ip} is in use\nstop the program that uses it, or choose another with \
         --listen {ip}:{other}",
        port = .0.port(), ip = ip(.0), other = other_port(.0)
    )]
    InUse(SocketAddr),
    /// Low ports are reserved.
    #[error(
        "this user may not listen on port {port}\nchoose one from 1024 up with --listen \
         {ip}:3000, and let a proxy pass requests on",
        port = .0.port(), ip = ip(.0)
    )]
    NotAllowed(SocketAddr),
    /// This machine doesn't have the address.
    #[error(
        "{ip} is not an address of this machine\nchoose 127.0.0.1 (this machine only) or 0.0.0.0 \
         (all its networks) with --listen",
        ip = ip(.0)
    )]
    NotHere(SocketAddr),
    /// Anything else.
    #[error("cannot listen on {0}: {1}\nchoose another address with --listen")]
    Other(SocketAddr, #[source] io::Error),
}

fn ip(address: &SocketAddr) -> String {
    match address {
        SocketAddr::V4(address) => address.ip().to_string(),
        SocketAddr::V6(address) => format!("[{}]", address.ip()),
    }
}

fn other_port(address: &SocketAddr) -> u16 {
    address.port().checked_add(1).unwrap_or(3000)
}

/// Takes the port. Port 0 takes any free one: ask the listener which.
///
/// # Errors
/// When the address is taken or not to be had.
pub async fn bind(address: SocketAddr) -> Result<TcpListener, ListenError> {
    TcpListener::bind(address).await.map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => ListenError::InUse(address),
        io::ErrorKind::PermissionDenied => ListenError::NotAllowed(address),
        io::ErrorKind::AddrNotAvailable => ListenError::NotHere(address),
        _ => ListenError::Other(address, error),
    })
}

/// How serving ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Ending {
    /// Every request was answered.
    Complete,
    /// Some were not, within the grace or because of a second signal.
    CutOff,
}

/// Answers requests until told to stop, and then those that are running.
///
/// # Errors
/// When listening fails for good.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    stopping: Stopping,
    grace: Duration,
) -> io::Result<Ending> {
    // Small answers go out at once instead of waiting to be joined with others.
    let listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "cannot switch off delays");
        }
    });
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let told = stopping.clone();
    let server = axum::serve(listener, service)
        .with_graceful_shutdown(async move { told.begun().await })
        .into_future();
    tokio::select! {
        result = server => result.map(|()| Ending::Complete),
        () = deadline(stopping, grace) => Ok(Ending::CutOff),
    }
}

async fn deadline(stopping: Stopping, grace: Duration) {
    stopping.begun().await;
    tracing::info!(seconds = grace.as_secs(), "stopping: waiting for running requests");
    tokio::select! {
        () = tokio::time::sleep(grace) => {}
        () = stopping.cut_short() => {}
    }
}

#[cfg(test)]
mod tests;
