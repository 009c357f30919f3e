//! An e-mail address, compared without regard to case.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A plausible address, trimmed and in lower case, so that one mailbox is one person.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(sqlx::Type), sqlx(transparent))]
#[serde(transparent)]
pub struct Email(String);

/// Why a text is no e-mail address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EmailError {
    /// Nothing was given.
    #[error("enter an e-mail address")]
    Empty,
    /// The text has no `@` with something on both sides, or holds spaces or control characters.
    #[error("“{0}” is not an e-mail address; it should look like name@example.com")]
    Malformed(String),
}

impl Email {
    /// Reads an address.
    ///
    /// ```
    /// use app::domain::Email;
    /// assert_eq!(Email::parse(" Ada@Example.COM ").unwrap().as_str(), "ada@example.com");
    /// assert!(Email::parse("ada").is_err());
    /// ```
    ///
    /// # Errors
    /// When the text is empty or cannot be an address.
    pub fn parse(text: &str) -> Result<Self, EmailError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(EmailError::Empty);
        }
        let malformed = || EmailError::Malformed(text.chars().take(80).collect());
        let (local, host) = text.rsplit_once('@').ok_or_else(malformed)?;
        let bad = |c: char| c.is_whitespace() || c.is_control() || "<>(),;:\"[]\\".contains(c);
        if local.is_empty()
            || host.is_empty()
            || text.len() > 254
            || text.contains(bad)
            || local.contains('@')
            || host.starts_with('.')
            || host.ends_with('.')
            || host.contains("..")
        {
            return Err(malformed());
        }
        Ok(Self(text.to_lowercase()))
    }

    /// The address as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
