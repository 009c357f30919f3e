//! What can be wrong with a configuration.

use super::{Key, Origin};
use std::{io, path::PathBuf};

/// Why the program can't start as configured. No text holds a secret.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file is not there or may not be read.
    #[error("cannot read the configuration {path}: {cause}")]
    File {
        /// Which file.
        path: PathBuf,
        /// Why not.
        cause: io::Error,
    },
    /// The file is not TOML.
    #[error("{path}, line {line}: this is not TOML: {reason}")]
    Syntax {
        /// Which file.
        path: PathBuf,
        /// Where in it, from 1.
        line: usize,
        /// What the parser says.
        reason: String,
    },
    /// The file names a setting that doesn't exist.
    #[error("{path}, line {line}: there is no setting \"{key}\"; did you mean \"{nearest}\"?")]
    UnknownKey {
        /// Which file.
        path: PathBuf,
        /// Where in it, from 1.
        line: usize,
        /// What it names.
        key: String,
        /// The setting that is spelt most like it.
        nearest: &'static str,
    },
    /// The file gives a table or list where one value belongs.
    #[error("{path}, line {line}: {key} takes one text or number")]
    Shape {
        /// Which file.
        path: PathBuf,
        /// Where in it, from 1.
        line: usize,
        /// Of which setting.
        key: &'static str,
    },
    /// A value makes no sense.
    #[error("{origin}: {key} = {shown}: {reason}")]
    Value {
        /// Of which setting.
        key: Key,
        /// Where it was given.
        origin: Origin,
        /// The value, unless it is secret.
        shown: String,
        /// What is wrong with it and what to write.
        reason: String,
    },
    /// There is a mail server and nobody to send in the name of.
    #[error("smtp_url is set, but mail_from is not; set it to the address that mail comes from")]
    NoSender,
}
