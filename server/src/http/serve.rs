//! Opening the door, and closing it so that everybody inside is served to the end.

use axum::{Router, serve::ListenerExt};
use std::{io, net::SocketAddr, time::Duration};
use tokio::{net::TcpListener, sync::watch};

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

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd)]
enum Phase {
    Running,
    Stopping,
    AtOnce,
}

/// Tells all parts of the server to stop.
#[derive(Clone, Debug)]
pub struct Stop(watch::Sender<Phase>);

/// Hears when the server is told to stop; each background task holds a clone.
#[derive(Clone, Debug)]
pub struct Stopping(watch::Receiver<Phase>);

/// A pair of the two.
#[must_use]
pub fn stop_channel() -> (Stop, Stopping) {
    let (sender, receiver) = watch::channel(Phase::Running);
    (Stop(sender), Stopping(receiver))
}

impl Stop {
    /// Begins to stop; the second time, ends at once.
    pub fn begin(&self) {
        self.0.send_modify(|phase| {
            *phase = match phase {
                Phase::Running => Phase::Stopping,
                Phase::Stopping | Phase::AtOnce => Phase::AtOnce,
            };
        });
    }

    /// Begins to stop at SIGTERM or Ctrl-C.
    ///
    /// # Errors
    /// When the system doesn't let us hear signals.
    pub fn on_signals(self) -> io::Result<()> {
        #[cfg(unix)]
        {
            use tokio::signal::unix::{SignalKind, signal};
            let mut terminate = signal(SignalKind::terminate())?;
            let mut interrupt = signal(SignalKind::interrupt())?;
            tokio::spawn(async move {
                loop {
                    tokio::select! {
                        _ = terminate.recv() => {}
                        _ = interrupt.recv() => {}
                    }
                    self.begin();
                }
            });
        }
        #[cfg(not(unix))]
        tokio::spawn(async move {
            while tokio::signal::ctrl_c().await.is_ok() {
                self.begin();
            }
        });
        Ok(())
    }
}

impl Stopping {
    /// Whether the server was told to stop.
    #[must_use]
    pub fn has_begun(&self) -> bool {
        *self.0.borrow() > Phase::Running
    }

    /// Waits until the server is told to stop.
    pub async fn begun(&self) {
        self.reached(Phase::Stopping).await;
    }

    async fn reached(&self, phase: Phase) {
        // A lost sender can't tell anybody to stop any more, which is no reason to.
        if self.0.clone().wait_for(|now| *now >= phase).await.is_err() {
            std::future::pending().await
        }
    }
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
        () = stopping.reached(Phase::AtOnce) => {}
    }
}

#[cfg(test)]
mod tests;
