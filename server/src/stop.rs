//! Telling every part of the program to stop: requests finish, background tasks end their round.

use std::io;
use tokio::sync::watch;

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

    /// Waits until the server is told a second time, and so has to end at once.
    pub async fn cut_short(&self) {
        self.reached(Phase::AtOnce).await;
    }

    async fn reached(&self, phase: Phase) {
        // A lost sender can't tell anybody to stop any more, which is no reason to.
        if self.0.clone().wait_for(|now| *now >= phase).await.is_err() {
            std::future::pending().await
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;

    #[tokio::test]
    async fn background_tasks_hear_that_the_server_stops_even_when_they_listen_late() {
        let (stop, stopping) = stop_channel();
        let early = tokio::spawn({
            let stopping = stopping.clone();
            async move { stopping.begun().await }
        });
        assert!(!stopping.has_begun());
        stop.begin();
        early.await.unwrap();
        stopping.begun().await;
        assert!(stopping.has_begun());
    }
}
