//! What time it is, as something that is handed in: a test can hold it still or move it on.
//!
//! Instants are Unix milliseconds all through Soundings, in the database too.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::{Duration, SystemTime, UNIX_EPOCH},
};

/// Says what time it is.
pub trait Clock: fmt::Debug + Send + Sync {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    fn now(&self) -> i64;
}

/// The clock of the machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[allow(clippy::disallowed_methods, reason = "this is the clock that everybody else is handed")]
    fn now(&self) -> i64 {
        match SystemTime::now().duration_since(UNIX_EPOCH) {
            Ok(since) => milliseconds(since),
            Err(before) => -milliseconds(before.duration()),
        }
    }
}

/// A clock that stands still until it is told to go on; clones share one time.
#[derive(Clone, Debug)]
pub struct ManualClock(Arc<AtomicI64>);

impl ManualClock {
    /// A clock that stands at `now`, in Unix milliseconds.
    #[must_use]
    pub fn at(now: i64) -> Self {
        Self(Arc::new(AtomicI64::new(now)))
    }

    /// Moves the clock forward.
    pub fn advance(&self, by: Duration) {
        self.0.fetch_add(milliseconds(by), Ordering::SeqCst);
    }

    /// Puts the clock to `now`, in Unix milliseconds; it may go back.
    pub fn set(&self, now: i64) {
        self.0.store(now, Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }
}

/// A length of time in the unit of instants; lengths beyond all calendars are cut off.
#[must_use]
pub fn milliseconds(length: Duration) -> i64 {
    i64::try_from(length.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_clock_tells_a_time_after_this_was_written() {
        assert!(SystemClock.now() > 1_750_000_000_000);
    }

    #[test]
    fn a_manual_clock_moves_only_when_told_and_for_all_its_clones() {
        let clock = ManualClock::at(1_000);
        let same = clock.clone();
        assert_eq!(same.now(), 1_000);
        clock.advance(Duration::from_secs(2));
        assert_eq!(same.now(), 3_000);
        clock.set(5);
        assert_eq!(same.now(), 5);
    }
}
