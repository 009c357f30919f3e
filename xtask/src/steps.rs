//! Numbered steps with their times, so that somebody who waits knows what for and how long.

use std::fmt;
use std::time::{Duration, Instant};

use anyhow::Result;

/// A sequence of steps of known length.
#[derive(Debug)]
pub(crate) struct Steps {
    total: usize,
    begun: usize,
    started: Instant,
}

impl Steps {
    /// Prepares to count to `total`.
    pub(crate) fn new(total: usize) -> Self {
        Self { total, begun: 0, started: Instant::now() }
    }

    /// Announces a step, does it and says how long it took.
    pub(crate) fn step<T>(&mut self, title: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        self.judged(title, work, Result::is_ok)
    }

    /// The same for work that can fail in its own way.
    pub(crate) fn judged<T>(
        &mut self,
        title: &str,
        work: impl FnOnce() -> T,
        succeeded: impl FnOnce(&T) -> bool,
    ) -> T {
        self.announce(title);
        let started = Instant::now();
        let result = work();
        let ending = if succeeded(&result) { "done in" } else { "failed after" };
        println!("      {ending} {}", Elapsed(started.elapsed()));
        result
    }

    /// Announces a step whose end is not this program's to see.
    pub(crate) fn announce(&mut self, title: &str) {
        self.begun += 1;
        println!("[{}/{}] {title}", self.begun, self.total);
    }

    /// The time since the first step.
    pub(crate) fn elapsed(&self) -> Elapsed {
        Elapsed(self.started.elapsed())
    }
}

/// A duration as people say it: `0.4 s`, `37 s`, `3 min 05 s`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Elapsed(pub(crate) Duration);

impl fmt::Display for Elapsed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.as_secs();
        if seconds >= 60 {
            write!(formatter, "{} min {:02} s", seconds / 60, seconds % 60)
        } else if seconds >= 10 {
            write!(formatter, "{seconds} s")
        } else {
            write!(formatter, "{:.1} s", self.0.as_secs_f64())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_written_as_people_say_it() {
        assert_eq!(Elapsed(Duration::from_millis(420)).to_string(), "0.4 s");
        assert_eq!(Elapsed(Duration::from_secs(37)).to_string(), "37 s");
        assert_eq!(Elapsed(Duration::from_secs(185)).to_string(), "3 min 05 s");
    }
}
