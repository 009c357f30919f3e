//! The address of the database, which may hold a password.

use crate::secret::Secret;
use std::{fmt, path::Path, str::FromStr};
use url::Url;

/// Where the data is. `Display` and `Debug` leave the password out.
#[derive(Clone)]
pub struct DatabaseAddress {
    full: Secret<String>,
    shown: String,
}

impl DatabaseAddress {
    /// The address with its password, for opening the database.
    #[must_use]
    pub fn reveal(&self) -> &str {
        self.full.reveal()
    }

    /// The file, where the database is one.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        let file = self.full.reveal().strip_prefix("sqlite:")?;
        let file = file.trim_start_matches("//").split('?').next().unwrap_or_default();
        Some(Path::new(file))
    }
}

impl Default for DatabaseAddress {
    fn default() -> Self {
        let file = "sqlite:soundings.db".to_owned();
        Self { full: Secret::new(file.clone()), shown: file }
    }
}

impl FromStr for DatabaseAddress {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let shown = if let Some(file) = text.strip_prefix("sqlite:") {
            // Without a file, SQLite would keep everything in a place that nobody finds again.
            if file.trim_start_matches('/').split('?').next().is_none_or(str::is_empty) {
                return Err("not the address of a database; write the file's name after sqlite:");
            }
            text.to_owned()
        } else if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            without_secrets(text).ok_or(
                "not the address of a database; percent-encode special characters of the password \
                 (such as %40 for @ and %2F for /)",
            )?
        } else {
            return Err(
                "not the address of a database; write sqlite:FILE or postgres://user:password@host/name",
            );
        };
        Ok(Self { full: Secret::new(text.to_owned()), shown })
    }
}

/// Puts the address together again from the parts that are known to hold no password.
///
/// An unencoded `/` or `#` in a password shifts its rest into another part, so parts that can't
/// be right make the whole unreadable instead of being shown.
fn without_secrets(text: &str) -> Option<String> {
    let url = Url::parse(text).ok()?;
    if url.path().contains(['@', ':']) || url.fragment().is_some() {
        return None;
    }
    let mut shown = format!("{}://", url.scheme());
    if !url.username().is_empty() {
        shown.push_str(url.username());
        if url.password().is_some() {
            shown.push_str(":***");
        }
        shown.push('@');
    }
    shown.push_str(url.host_str().unwrap_or_default());
    if let Some(port) = url.port() {
        shown.push_str(&format!(":{port}"));
    }
    shown.push_str(url.path());
    Some(shown)
}

impl fmt::Display for DatabaseAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

impl fmt::Debug for DatabaseAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DatabaseAddress({})", self.shown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_way_of_printing_an_address_shows_its_password() {
        for secret in [
            "postgres://ada:hunter2@db.example.com:5432/soundings",
            "postgresql://ada:hunter2@db.example.com/soundings?sslmode=require",
            "postgres://ada@db.example.com/soundings?password=hunter2",
        ] {
            let address: DatabaseAddress = secret.parse().expect(secret);
            let printed = format!("{address} {address:?}");
            assert!(!printed.contains("hunter2"), "{printed}");
            assert!(printed.contains("ada"), "{printed}");
            assert!(printed.contains("@db.example.com"), "{printed}");
            assert_eq!(address.reveal(), secret);
        }
    }

    #[test]
    fn a_password_with_unencoded_signs_is_refused_rather_than_half_shown() {
        for wrong in
            ["postgres://ada:1/2@db/s", "postgres://ada:pa#ss@db/s", "postgres://ada:1#2@db/s"]
        {
            assert!(wrong.parse::<DatabaseAddress>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn other_databases_are_refused() {
        for wrong in ["", "soundings.db", "mysql://localhost/x", "sqlite:", "sqlite://?mode=ro"] {
            assert!(wrong.parse::<DatabaseAddress>().is_err(), "{wrong}");
        }
    }
}
