//! Where settings come from: flags, environment and file give the same names and texts.

use super::ConfigError;
use std::{
    collections::BTreeMap,
    fmt, fs,
    path::{Path, PathBuf},
};
use toml::de::{DeTable, DeValue};

/// Names every setting once; flags, variables and the file's keys follow from it.
macro_rules! keys {
    ($($(#[doc = $doc:literal])+ $key:ident = $name:literal),+ $(,)?) => {
        /// The name of a setting.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Key {
            $($(#[doc = $doc])+ $key),+
        }

        impl Key {
            /// Every setting there is.
            pub const ALL: &[Self] = &[$(Self::$key),+];

            /// As the file spells it; a dot stands for a table.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$key => $name),+ }
            }
        }
    };
}

keys! {
    /// `sqlite:FILE` or `postgres://...`.
    Database = "database",
    /// Address and port.
    Listen = "listen",
    /// The address people type.
    PublicUrl = "public_url",
    /// How many proxies are in front.
    TrustedProxies = "trusted_proxies",
    /// Largest file that can be uploaded.
    MaxUpload = "max_upload",
    /// `human` or `json`.
    LogFormat = "log_format",
    /// Filter directives of tracing.
    LogLevel = "log_level",
    /// The mail server.
    SmtpUrl = "smtp_url",
    /// The sender of mail.
    MailFrom = "mail_from",
    /// When an unused session ends.
    SessionIdle = "session_idle",
    /// When any session ends.
    SessionAbsolute = "session_absolute",
    /// Rules D1 and D2.
    PolicyMinimum = "policy.minimum",
    /// Rule D5.
    PolicyDistributionMinimum = "policy.distribution_minimum",
    /// Rule D6.
    PolicyCommentsMinimum = "policy.comments_minimum",
}

/// What all variables of ours begin with.
const PREFIX: &str = "SOUNDINGS_";

impl Key {
    /// The environment variable of this setting.
    #[must_use]
    pub fn variable(self) -> String {
        format!("{PREFIX}{}", self.name().replace('.', "_").to_uppercase())
    }

    /// Whether its value may hold a password and is shown nowhere.
    fn is_secret(self) -> bool {
        matches!(self, Self::Database | Self::SmtpUrl)
    }

    fn nearest(name: &str) -> &'static str {
        Self::ALL
            .iter()
            .map(|key| key.name())
            .min_by_key(|known| {
                strsim::damerau_levenshtein(
                    &known.replace('.', "_"),
                    &name.replace(['.', '-'], "_"),
                )
            })
            .unwrap_or_default()
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Where a setting was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// On the command line.
    Flag,
    /// In this environment variable.
    Variable(String),
    /// In this file, at this line.
    File(PathBuf, usize),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag => f.write_str("command line"),
            Self::Variable(name) => write!(f, "environment variable {name}"),
            Self::File(path, line) => write!(f, "{}, line {line}", path.display()),
        }
    }
}

/// One given value.
pub struct Setting {
    value: String,
    /// Where it was given.
    pub origin: Origin,
}

/// Settings by name, not yet understood.
#[derive(Default)]
pub struct Settings(BTreeMap<Key, Setting>);

impl Settings {
    /// Those flags that were given.
    pub fn from_flags(flags: impl IntoIterator<Item = (Key, Option<String>)>) -> Self {
        let given = flags.into_iter().filter_map(|(key, value)| {
            Some((key, Setting { value: value?, origin: Origin::Flag }))
        });
        Self(given.collect())
    }

    /// Those variables that begin with `SOUNDINGS_`, the configuration file that they name, and
    /// a warning for each that means nothing. `RUST_LOG` is the log level when ours isn't set.
    pub fn from_environment(
        variables: impl IntoIterator<Item = (String, String)>,
    ) -> (Self, Option<PathBuf>, Vec<String>) {
        let (mut settings, mut file, mut warnings) = (Self::default(), None, Vec::new());
        for (name, value) in variables {
            if name == "RUST_LOG" && !value.is_empty() {
                let origin = Origin::Variable(name);
                settings.0.entry(Key::LogLevel).or_insert(Setting { value, origin });
                continue;
            }
            let Some(rest) = name.strip_prefix(PREFIX) else { continue };
            if rest == "CONFIG" {
                file = Some(PathBuf::from(value));
            } else if let Some(key) = Key::ALL.iter().find(|key| key.variable() == name) {
                settings.0.insert(*key, Setting { value, origin: Origin::Variable(name) });
            } else {
                warnings.push(format!(
                    "the environment variable {name} means nothing to Soundings; \
                     the nearest setting is \"{}\"",
                    Key::nearest(&rest.to_lowercase())
                ));
            }
        }
        (settings, file, warnings)
    }

    /// Those in a TOML file.
    ///
    /// # Errors
    /// When the file cannot be read, isn't TOML, or names something that isn't a setting.
    pub fn from_file(path: &Path) -> Result<Self, ConfigError> {
        let text = fs::read_to_string(path)
            .map_err(|cause| ConfigError::File { path: path.to_owned(), cause })?;
        Self::from_toml(&text, path)
    }

    /// Those in the text of a TOML file.
    ///
    /// # Errors
    /// When it isn't TOML, or names something that isn't a setting.
    pub fn from_toml(text: &str, path: &Path) -> Result<Self, ConfigError> {
        let table = DeTable::parse(text).map_err(|error| ConfigError::Syntax {
            path: path.to_owned(),
            line: line_of(text, error.span().map_or(0, |span| span.start)),
            // Its message only: the parser's own picture would quote a line with a password.
            reason: error.message().to_owned(),
        })?;
        let mut settings = Self::default();
        settings.add_table(table.get_ref(), "", text, path)?;
        Ok(settings)
    }

    fn add_table(
        &mut self,
        table: &DeTable<'_>,
        prefix: &str,
        text: &str,
        path: &Path,
    ) -> Result<(), ConfigError> {
        for (spelt, value) in table {
            let name = format!("{prefix}{}", spelt.get_ref());
            let line = line_of(text, spelt.span().start);
            let known = Key::ALL.iter().find(|key| key.name() == name);
            match (known, value.get_ref()) {
                (Some(key), value) => {
                    let value = as_text(value).ok_or_else(|| ConfigError::Shape {
                        path: path.to_owned(),
                        line,
                        key: key.name(),
                    })?;
                    let origin = Origin::File(path.to_owned(), line);
                    self.0.insert(*key, Setting { value, origin });
                }
                (None, DeValue::Table(inner)) => {
                    self.add_table(inner, &format!("{name}."), text, path)?;
                }
                (None, _) => {
                    let nearest = Key::nearest(&name);
                    return Err(ConfigError::UnknownKey {
                        path: path.to_owned(),
                        line,
                        key: name,
                        nearest,
                    });
                }
            }
        }
        Ok(())
    }

    /// These settings, and the others where these say nothing.
    #[must_use]
    pub fn over(mut self, others: Self) -> Self {
        for (key, setting) in others.0 {
            self.0.entry(key).or_insert(setting);
        }
        self
    }

    /// The value that was given for a key, unread.
    #[must_use]
    pub fn get(&self, key: Key) -> Option<&Setting> {
        self.0.get(&key)
    }

    /// Understands the value of a key.
    ///
    /// # Errors
    /// When `parse` refuses it.
    pub fn read<T, E: fmt::Display>(
        &self,
        key: Key,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Result<Option<T>, ConfigError> {
        let Some(setting) = self.get(key) else { return Ok(None) };
        parse(setting.value.trim()).map(Some).map_err(|reason| ConfigError::Value {
            key,
            origin: setting.origin.clone(),
            shown: if key.is_secret() {
                "[redacted]".to_owned()
            } else {
                format!("{:?}", setting.value)
            },
            reason: reason.to_string(),
        })
    }
}

/// One value as the environment would have given it.
fn as_text(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) => Some(number.to_string()),
        _ => None,
    }
}

fn line_of(text: &str, offset: usize) -> usize {
    1 + text.bytes().take(offset).filter(|byte| *byte == b'\n').count()
}
