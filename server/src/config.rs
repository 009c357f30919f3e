//! The configuration: what an operator may choose, checked once at start.
//!
//! A setting comes from a flag, else from the environment (`SOUNDINGS_` and its name in capitals),
//! else from the TOML file, else it has the default written here. To add one: a [`Key`] in
//! `config/sources.rs`, a field below, its parsing in [`Config::from_settings`], and a line in
//! README.md; a flag in `cli.rs` when people will want to change it from one start to the next.

mod database;
mod error;
mod public_url;
mod sources;

pub use database::DatabaseAddress;
pub use error::ConfigError;
pub use public_url::PublicUrl;
pub use sources::{Key, Origin, Settings};

use crate::{logging::LogFormat, mail::MailSettings};
use app::domain::DisclosurePolicy;
use jiff::SignedDuration;
use std::{net::SocketAddr, path::Path, str::FromStr, time::Duration};
use tracing_subscriber::EnvFilter;

/// The file that is read when it is there and no other is named.
pub const DEFAULT_FILE: &str = "soundings.toml";

/// A browser that nobody used for this long is signed out.
///
/// Results of colleagues shouldn't stay open on a laptop over night, and a survey shouldn't ask
/// for the password again after lunch: one working day is between the two.
const SESSION_IDLE: Duration = Duration::from_secs(8 * 60 * 60);

/// However busy, a browser is signed out after this long.
///
/// With nights off, the idle limit ends a session first; this one ends a stolen cookie that a
/// script keeps alive.
const SESSION_ABSOLUTE: Duration = Duration::from_secs(24 * 60 * 60);

/// Room for a roster or an old survey of 200,000 lines.
const MAX_UPLOAD: usize = 32 * 1024 * 1024;

/// Everything an operator chose, or the defaults. Its `Debug` shows no secret.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where the data is.
    pub database: DatabaseAddress,
    /// Where to listen for requests.
    pub listen: SocketAddr,
    /// The address people type, when it was given; see [`Config::public_url`].
    pub given_public_url: Option<PublicUrl>,
    /// How many proxies in front of this server add to `X-Forwarded-For`.
    pub trusted_proxies: usize,
    /// Most bytes of an uploaded file.
    pub max_upload: usize,
    /// How log lines look.
    pub log_format: LogFormat,
    /// Which log lines are written, when it was given (as tracing's filter directives).
    pub log_level: Option<String>,
    /// How mail goes out, when it can.
    pub mail: Option<MailSettings>,
    /// A session ends when it was unused for this long.
    pub session_idle: Duration,
    /// A session ends this long after signing in.
    pub session_absolute: Duration,
    /// The thresholds that new waves freeze.
    pub policy: DisclosurePolicy,
    /// What is odd but can be lived with; to be logged at start.
    pub warnings: Vec<String>,
}

impl Config {
    /// Brings together flags, environment and file, in this order of precedence.
    ///
    /// # Errors
    /// When the file cannot be read, names an unknown setting, or a value makes no sense.
    pub fn load(
        flags: Settings,
        file: Option<&Path>,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let (environment, named_file, warnings) = Settings::from_environment(environment);
        let file = match file.map(Path::to_owned).or(named_file) {
            Some(named) => Settings::from_file(&named)?,
            None if Path::new(DEFAULT_FILE).exists() => Settings::from_file(DEFAULT_FILE.as_ref())?,
            None => Settings::default(),
        };
        let mut config = Self::from_settings(&flags.over(environment).over(file))?;
        config.warnings.splice(0..0, warnings);
        Ok(config)
    }

    /// Reads the settings that came together; what is missing has its default.
    ///
    /// # Errors
    /// When a value makes no sense.
    pub fn from_settings(settings: &Settings) -> Result<Self, ConfigError> {
        let default = DisclosurePolicy::default();
        let smtp = settings.get(Key::SmtpUrl);
        let from = settings.read(Key::MailFrom, MailSettings::parse_from)?;
        let mail = match (smtp, from) {
            (Some(_), None) => return Err(ConfigError::NoSender),
            (Some(_), Some(from)) => {
                settings.read(Key::SmtpUrl, |text| MailSettings::parse(text, from.clone()))?
            }
            (None, _) => None,
        };
        let mut config = Self {
            database: settings.read(Key::Database, str::parse)?.unwrap_or_default(),
            listen: settings
                .read(Key::Listen, listen)?
                .unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 3000))),
            given_public_url: settings.read(Key::PublicUrl, str::parse)?,
            trusted_proxies: settings.read(Key::TrustedProxies, whole)?.unwrap_or(0),
            max_upload: settings.read(Key::MaxUpload, size)?.unwrap_or(MAX_UPLOAD),
            log_format: settings.read(Key::LogFormat, str::parse)?.unwrap_or_default(),
            log_level: settings.read(Key::LogLevel, filter)?,
            mail,
            session_idle: settings.read(Key::SessionIdle, length)?.unwrap_or(SESSION_IDLE),
            session_absolute: settings
                .read(Key::SessionAbsolute, length)?
                .unwrap_or(SESSION_ABSOLUTE),
            policy: DisclosurePolicy {
                minimum: threshold(settings, Key::PolicyMinimum, default.minimum)?,
                distribution_minimum: threshold(
                    settings,
                    Key::PolicyDistributionMinimum,
                    default.distribution_minimum,
                )?,
                comments_minimum: threshold(
                    settings,
                    Key::PolicyCommentsMinimum,
                    default.comments_minimum,
                )?,
            },
            warnings: Vec::new(),
        };
        config.warnings = config.oddities();
        Ok(config)
    }

    /// The address people type: as given, else where this server listens.
    #[must_use]
    pub fn public_url(&self) -> PublicUrl {
        self.given_public_url.clone().unwrap_or_else(|| PublicUrl::of_listener(self.listen))
    }

    fn oddities(&self) -> Vec<String> {
        let mut oddities = Vec::new();
        match &self.given_public_url {
            None if !self.listen.ip().is_loopback() => oddities.push(format!(
                "listening on {} without a public_url: forms work at {} only; set public_url to \
                 the address that people type",
                self.listen,
                self.public_url()
            )),
            Some(url) if !url.is_https() && !url.is_loopback() => oddities.push(format!(
                "public_url is {url}, without TLS: passwords and answers can be read on the way; \
                 put a proxy with TLS in front and use https"
            )),
            Some(url) if url.is_https() && self.trusted_proxies == 0 => oddities.push(
                "public_url is https, so there is a proxy in front, but trusted_proxies is 0: \
                 sign-in attempts of all people will count as one client's; set trusted_proxies \
                 to the number of proxies that add to X-Forwarded-For"
                    .to_owned(),
            ),
            _ => {}
        }
        if self.session_idle > self.session_absolute {
            oddities
                .push("session_idle is longer than session_absolute and has no effect".to_owned());
        }
        oddities
    }
}

fn listen(text: &str) -> Result<SocketAddr, &'static str> {
    text.replace("localhost:", "127.0.0.1:").parse().map_err(|_| {
        "not an address and a port; write 127.0.0.1:3000 for this machine only, or 0.0.0.0:3000 \
         for all its networks"
    })
}

fn whole<T: FromStr>(text: &str) -> Result<T, &'static str> {
    text.parse().map_err(|_| "not a whole number; write one such as 0, 1 or 12")
}

fn size(text: &str) -> Result<usize, &'static str> {
    let digits = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    let factor = match text[digits.len()..].trim().to_ascii_lowercase().as_str() {
        "" | "b" => Some(1),
        "k" | "kb" | "kib" => Some(1024),
        "m" | "mb" | "mib" => Some(1024 * 1024),
        "g" | "gb" | "gib" => Some(1024 * 1024 * 1024),
        _ => None,
    };
    let number = digits.trim().parse::<usize>().ok().filter(|number| *number > 0);
    factor
        .and_then(|factor| number?.checked_mul(factor))
        .ok_or("not a size; write one such as 32MiB")
}

fn length(text: &str) -> Result<Duration, &'static str> {
    text.parse::<SignedDuration>()
        .ok()
        .and_then(|length| Duration::try_from(length).ok())
        .filter(|length| length.as_secs() >= 60)
        .ok_or("not a length of time of a minute or more; write one such as 8h or 30m")
}

fn filter(text: &str) -> Result<String, &'static str> {
    EnvFilter::try_new(text).map(|_| text.to_owned()).map_err(|_| {
        "not a log level; write error, warn, info, debug or trace, or one for each module as in \
         info,soundings=debug"
    })
}

/// A threshold of the disclosure rules, which may be raised and never lowered.
fn threshold(settings: &Settings, key: Key, least: u32) -> Result<u32, ConfigError> {
    let value = settings.read(key, whole)?.unwrap_or(least);
    match settings.get(key) {
        Some(setting) if value < least => Err(ConfigError::Value {
            key,
            origin: setting.origin.clone(),
            shown: format!("{value}"),
            reason: format!(
                "the disclosure rules may be made stricter, not laxer; write {least} or more"
            ),
        }),
        _ => Ok(value),
    }
}

#[cfg(test)]
mod tests;
