#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use super::*;

fn file(text: &str) -> Result<Settings, ConfigError> {
    Settings::from_toml(text, "soundings.toml".as_ref())
}

fn from_file(text: &str) -> Result<Config, ConfigError> {
    Config::from_settings(&file(text)?)
}

fn environment(pairs: &[(&str, &str)]) -> Settings {
    Settings::from_environment(pairs.iter().map(|(key, value)| ((*key).into(), (*value).into()))).0
}

fn flag(key: Key, value: &str) -> Settings {
    Settings::from_flags([(key, Some(value.to_owned())), (Key::LogFormat, None)])
}

fn complaint(text: &str) -> String {
    from_file(text).expect_err(text).to_string()
}

#[test]
fn without_any_setting_it_serves_a_local_file_on_this_machine_only() {
    let config = Config::from_settings(&Settings::default()).unwrap();
    assert_eq!(config.database.reveal(), "sqlite:soundings.db");
    assert_eq!(config.listen.to_string(), "127.0.0.1:3000");
    assert_eq!(config.public_url().to_string(), "http://127.0.0.1:3000");
    assert_eq!(config.log_format, LogFormat::Human);
    assert_eq!(config.policy, DisclosurePolicy::default());
    assert!(config.mail.is_none());
    assert_eq!(config.warnings, Vec::<String>::new());
}

#[test]
fn a_flag_beats_the_environment_and_the_environment_beats_the_file() {
    let listen = |settings: Settings| Config::from_settings(&settings).unwrap().listen.port();
    let text = "listen = \"127.0.0.1:1\"";
    let variable = [("SOUNDINGS_LISTEN", "127.0.0.1:2")];
    assert_eq!(listen(file(text).unwrap()), 1);
    assert_eq!(listen(environment(&variable).over(file(text).unwrap())), 2);
    let all =
        flag(Key::Listen, "127.0.0.1:3").over(environment(&variable)).over(file(text).unwrap());
    assert_eq!(listen(all), 3);
}

#[test]
fn each_setting_falls_through_on_its_own() {
    let settings = flag(Key::Database, "sqlite:flag.db")
        .over(environment(&[
            ("SOUNDINGS_DATABASE", "sqlite:variable.db"),
            ("SOUNDINGS_MAX_UPLOAD", "1MiB"),
        ]))
        .over(file("max_upload = 5\nsession_idle = \"30m\"\ntrusted_proxies = 2").unwrap());
    let config = Config::from_settings(&settings).unwrap();
    assert_eq!(config.database.reveal(), "sqlite:flag.db");
    assert_eq!(config.max_upload, 1024 * 1024);
    assert_eq!(config.session_idle, Duration::from_secs(1800));
    assert_eq!(config.trusted_proxies, 2);
}

#[test]
fn every_setting_can_be_given_in_the_environment_and_in_the_file() {
    let values = [
        (Key::Database, "postgres://u:p@h/d"),
        (Key::Listen, "0.0.0.0:8080"),
        (Key::PublicUrl, "https://s.example.com"),
        (Key::TrustedProxies, "1"),
        (Key::MaxUpload, "64MiB"),
        (Key::LogFormat, "json"),
        (Key::LogLevel, "info,soundings=debug"),
        (Key::SmtpUrl, "smtps://u:p@mail.example.com"),
        (Key::MailFrom, "Soundings <s@example.com>"),
        (Key::SessionIdle, "1h"),
        (Key::SessionAbsolute, "2h 30m"),
        (Key::PolicyMinimum, "7"),
        (Key::PolicyDistributionMinimum, "12"),
        (Key::PolicyCommentsMinimum, "15"),
    ];
    assert_eq!(values.len(), Key::ALL.len());
    let text: String =
        values.iter().map(|(key, value)| format!("{} = \"{value}\"\n", key.name())).collect();
    let variables = values.map(|(key, value)| (key.variable(), value.to_owned()));
    for settings in [file(&text).unwrap(), Settings::from_environment(variables).0] {
        let config = Config::from_settings(&settings).unwrap();
        assert_eq!(config.public_url().to_string(), "https://s.example.com");
        assert_eq!(config.log_format, LogFormat::Json);
        assert_eq!(config.log_level.as_deref(), Some("info,soundings=debug"));
        assert!(config.mail.is_some());
        assert_eq!(config.session_absolute, Duration::from_secs(9000));
        assert_eq!(config.policy.comments_minimum, 15);
        assert_eq!(config.warnings, Vec::<String>::new());
    }
}

#[test]
fn a_misspelt_key_is_named_with_its_line_and_the_nearest_one() {
    assert_eq!(
        complaint("# ours\nlisten = \"127.0.0.1:1\"\ndatbase = \"sqlite:x\""),
        "soundings.toml, line 3: there is no setting \"datbase\"; did you mean \"database\"?"
    );
    assert!(
        complaint("[policy]\nminimun = 6")
            .contains("\"policy.minimun\"; did you mean \"policy.minimum\"?")
    );
    assert!(complaint("[log]\nformat = \"json\"").contains("did you mean \"log_format\"?"));
}

#[test]
fn a_file_that_is_not_toml_is_refused_with_its_line_and_without_quoting_it() {
    let text = complaint("listen = \"127.0.0.1:1\"\nsmtp_url = \"smtp://u:hunter2@h");
    assert!(text.starts_with("soundings.toml, line 2: this is not TOML"), "{text}");
    assert!(!text.contains("hunter2"), "{text}");
    assert!(complaint("listen = [1, 2]").contains("line 1: listen takes one text or number"));
}

#[test]
fn a_wrong_value_is_told_with_its_origin_and_what_to_write() {
    let text = complaint("listen = \"3000\"");
    assert!(
        text.starts_with("soundings.toml, line 1: listen = \"3000\": not an address"),
        "{text}"
    );
    let settings = environment(&[("SOUNDINGS_SESSION_IDLE", "soon")]);
    let text = Config::from_settings(&settings).unwrap_err().to_string();
    assert!(text.starts_with("environment variable SOUNDINGS_SESSION_IDLE: "), "{text}");
    let text = Config::from_settings(&flag(Key::LogFormat, "xml")).unwrap_err().to_string();
    assert!(text.contains("human or json"), "{text}");
    assert!(complaint("max_upload = \"many\"").contains("32MiB"));
    assert!(complaint("log_level = \"a=b=c\"").contains("debug"));
}

#[test]
fn the_disclosure_policy_can_only_be_made_stricter() {
    assert_eq!(from_file("[policy]\nminimum = 8").unwrap().policy.minimum, 8);
    for lax in ["minimum = 4", "distribution_minimum = 9", "comments_minimum = 0"] {
        let text = complaint(&format!("[policy]\n{lax}"));
        assert!(text.contains("stricter, not laxer"), "{text}");
    }
}

#[test]
fn secrets_are_in_no_message_and_no_debug_text() {
    let config = from_file(
        "database = \"postgres://u:hunter2@h/d\"\nsmtp_url = \"smtp://u:hunter2@mail\"\nmail_from = \"s@example.com\"",
    )
    .unwrap();
    assert!(!format!("{config:?}").contains("hunter2"), "{config:?}");
    assert!(!complaint("database = \"mysql://u:hunter2@h/d\"").contains("hunter2"));
    assert!(!complaint("smtp_url = \"mail:hunter2\"\nmail_from = \"s@x.org\"").contains("hunter2"));
}

#[test]
fn a_mail_server_without_a_sender_is_refused() {
    assert!(complaint("smtp_url = \"smtp://localhost\"").contains("mail_from"));
}

#[test]
fn odd_settings_are_warned_of() {
    let warnings = |text: &str| from_file(text).unwrap().warnings.join("; ");
    assert!(warnings("listen = \"0.0.0.0:3000\"").contains("without a public_url"));
    assert!(warnings("public_url = \"http://s.example.com\"").contains("without TLS"));
    assert!(warnings("public_url = \"https://s.example.com\"").contains("trusted_proxies is 0"));
    assert!(warnings("session_idle = \"48h\"").contains("no effect"));
    let (_, _, warnings) =
        Settings::from_environment([("SOUNDINGS_LISTN".to_owned(), "x".to_owned())]);
    assert!(warnings[0].contains("SOUNDINGS_LISTN") && warnings[0].contains("\"listen\""));
}

#[test]
fn a_named_file_must_exist_and_the_default_one_need_not() {
    let none = Vec::<(String, String)>::new();
    let error = Config::load(Settings::default(), Some("absent.toml".as_ref()), none).unwrap_err();
    assert!(error.to_string().starts_with("cannot read the configuration absent.toml"), "{error}");
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("other.toml");
    std::fs::write(&path, "listen = \"127.0.0.1:9\"").unwrap();
    let named = [("SOUNDINGS_CONFIG".to_owned(), path.to_str().unwrap().to_owned())];
    assert_eq!(Config::load(Settings::default(), None, named).unwrap().listen.port(), 9);
}

#[test]
fn rust_log_counts_when_our_own_variable_is_not_set() {
    let level = |pairs: &[(&str, &str)]| {
        Config::from_settings(&environment(pairs)).unwrap().log_level.unwrap()
    };
    assert_eq!(level(&[("RUST_LOG", "debug")]), "debug");
    assert_eq!(level(&[("RUST_LOG", "debug"), ("SOUNDINGS_LOG_LEVEL", "warn")]), "warn");
    assert_eq!(level(&[("SOUNDINGS_LOG_LEVEL", "warn"), ("RUST_LOG", "debug")]), "warn");
}
