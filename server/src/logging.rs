//! The log: tracing's events on standard error, for people or as JSON for machines.
//!
//! What never goes into it: answers, full e-mail addresses, tokens, passwords, and who sent
//! which request. [`http::access_log`](crate::http::access_log) writes the line of a request.

use std::{
    io::{self, IsTerminal},
    str::FromStr,
};
use tracing_subscriber::EnvFilter;

/// How log lines look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    #[default]
    Human,
    /// One JSON object a line.
    Json,
}

impl FromStr for LogFormat {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "human" => Ok(Self::Human),
            "json" => Ok(Self::Json),
            _ => Err("write human or json"),
        }
    }
}

/// Starts the log; `level` was checked when the configuration was read.
///
/// A second call does nothing, so that tests may call it freely.
pub fn start(format: LogFormat, level: &str) {
    let filter = EnvFilter::new(level);
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        // In a file or a journal, the codes for colours are only noise.
        .with_ansi(io::stderr().is_terminal());
    let _ = match format {
        LogFormat::Human => builder.with_target(false).try_init(),
        LogFormat::Json => builder.json().flatten_event(true).try_init(),
    };
}
