//! The command line: what can be asked of the program, and which settings flags may change.
//!
//! To add a command: its arguments here, a variant of [`Command`], and a file with its `run` in
//! `commands/`.

use crate::config::{Key, Settings};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Developer experience surveys with figures that are honest about small teams.
///
/// Every setting can also be given in the environment (SOUNDINGS_LISTEN for --listen) and in a
/// TOML file (listen = "..."). A flag counts before the environment, and that before the file.
#[derive(Debug, Parser)]
#[command(name = "soundings", version, max_term_width = 100, arg_required_else_help = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Settings that every command knows.
    #[command(flatten)]
    pub common: CommonFlags,
}

/// What can be done.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Answer browsers until told to stop; brings the database up to date first
    Serve(ServeFlags),
    /// Bring the database up to date, and nothing else
    Migrate,
    /// Manage the people who run this server
    #[command(subcommand)]
    Admin(AdminCommand),
    /// Bring in a roster or the answers of a past survey
    #[command(subcommand)]
    Import(ImportCommand),
    /// Write out what was published
    #[command(subcommand)]
    Export(ExportCommand),
    /// Work out every figure from CSV files, with no server and no database
    Analyze(AnalyzeArgs),
    /// Attack a published wave with everything it shows, and say how small a group comes out
    AuditRelease(AuditReleaseArgs),
    /// Check that a wave that is over adds up, and left nothing by which answers lead to people
    VerifyWave(VerifyWaveArgs),
    /// Make a sample organisation in a new database, and serve it
    Demo(DemoArgs),
}

/// What can be done about admins.
#[derive(Debug, Subcommand)]
pub enum AdminCommand {
    /// Create an admin; prints a one-time link to sign in with, unless a password is given
    Create(AdminCreateArgs),
}

/// What can be brought in.
#[derive(Debug, Subcommand)]
pub enum ImportCommand {
    /// Who is on which team, from CSV; shows what would change unless --apply is given
    Roster(ImportRosterArgs),
    /// Answers of a past survey, from CSV; shows what was understood unless --apply is given
    Survey(ImportSurveyArgs),
}

/// What can be written out.
#[derive(Debug, Subcommand)]
pub enum ExportCommand {
    /// The published figures of a wave, with a data dictionary
    Release(ExportReleaseArgs),
}

/// Settings that every command knows.
#[derive(Args, Debug)]
#[command(next_help_heading = "Settings")]
pub struct CommonFlags {
    /// The configuration file [default: soundings.toml, when there is one]
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// sqlite:FILE, or postgres://user:password@host/name [default: sqlite:soundings.db]
    #[arg(long, global = true, value_name = "URL")]
    pub database: Option<String>,
    /// The address that people type, for links [default: where the server listens]
    #[arg(long, global = true, value_name = "URL")]
    pub public_url: Option<String>,
    /// How log lines look: human or json [default: human]
    #[arg(long, global = true, value_name = "FORMAT")]
    pub log_format: Option<String>,
    /// error, warn, info, debug or trace [default: info when serving, else warn]
    #[arg(long, global = true, value_name = "LEVEL")]
    pub log_level: Option<String>,
    /// Show the causes of errors
    #[arg(long, short, global = true)]
    pub verbose: bool,
}

/// Settings of the server.
#[derive(Args, Debug, Default)]
pub struct ServeFlags {
    /// Where to listen [default: 127.0.0.1:3000]
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub listen: Option<String>,
    /// How many proxies in front add to X-Forwarded-For [default: 0]
    #[arg(long, value_name = "COUNT")]
    pub trusted_proxies: Option<String>,
    /// Largest file that can be uploaded [default: 32MiB]
    #[arg(long, value_name = "SIZE")]
    pub max_upload: Option<String>,
    /// smtp:// or smtps://user:password@host:port; flags can be seen by other users of this
    /// machine, so better set it in the environment or the file
    #[arg(long, value_name = "URL")]
    pub smtp_url: Option<String>,
    /// The sender of mail, such as "Soundings <soundings@example.com>"
    #[arg(long, value_name = "MAILBOX")]
    pub mail_from: Option<String>,
    /// Sign out a browser that was unused for this long [default: 8h]
    #[arg(long, value_name = "LENGTH")]
    pub session_idle: Option<String>,
    /// Sign out any browser after this long [default: 24h]
    #[arg(long, value_name = "LENGTH")]
    pub session_absolute: Option<String>,
}

/// Whom to make an admin.
#[derive(Args, Debug)]
pub struct AdminCreateArgs {
    /// Their e-mail address
    #[arg(long)]
    pub email: String,
    /// Their name
    #[arg(long)]
    pub name: String,
    /// Read the password from standard input instead of printing a one-time link
    #[arg(long)]
    pub password_stdin: bool,
}

/// Which roster.
#[derive(Args, Debug)]
pub struct ImportRosterArgs {
    /// The file: e-mail, name, team, manager
    pub file: PathBuf,
    /// Make the changes, all or none
    #[arg(long)]
    pub apply: bool,
}

/// Which past survey.
#[derive(Args, Debug)]
pub struct ImportSurveyArgs {
    /// The program that it becomes a wave of; created when there is none of this name
    #[arg(long, value_name = "NAME")]
    pub program: String,
    /// The period of the wave: a quarter like 2021-Q3 or a half-year like 2021-H1
    #[arg(long, value_name = "PERIOD")]
    pub wave: String,
    /// What the columns mean
    #[arg(long, value_name = "FILE")]
    pub mapping: PathBuf,
    /// The file with the answers
    pub file: PathBuf,
    /// Write the answers, all or none
    #[arg(long)]
    pub apply: bool,
}

/// Which release.
#[derive(Args, Debug)]
pub struct ExportReleaseArgs {
    /// The identifier of the wave, as in the address of its page
    pub wave: String,
    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    pub format: ExportFormat,
    /// The folder to write all tables to; it is made, and files in it stay as they are
    #[arg(long, value_name = "FOLDER")]
    pub to: Option<PathBuf>,
    /// The table to write to standard output as CSV
    #[arg(long, value_name = "TABLE", default_value = "cells", conflicts_with = "to")]
    pub table: String,
}

/// Which release to attack.
#[derive(Args, Debug)]
pub struct AuditReleaseArgs {
    /// The identifier of the wave, as in the address of its page
    pub wave: String,
}

/// Which wave to check, and by what else.
#[derive(Args, Debug)]
pub struct VerifyWaveArgs {
    /// The identifier of the wave, as in the address of its page
    pub wave: String,
    /// A log of the server to look through as well; can be given several times
    #[arg(long, value_name = "FILE")]
    pub log: Vec<PathBuf>,
}

/// How figures are written out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// A file a table
    #[default]
    Csv,
    /// One file with all tables
    Json,
    /// A file a table, its columns typed
    Parquet,
}

/// Which files to analyse, and how.
///
/// Each is CSV in UTF-8 with a header and its columns in any order.
#[derive(Args, Debug)]
pub struct AnalyzeArgs {
    /// team,parent: the tree of teams; the parent of the topmost is empty
    #[arg(long, value_name = "FILE")]
    pub teams: PathBuf,
    /// wave,person,team: who was asked; a wave is a quarter, 2026-Q3, or a half-year, 2026-H2
    #[arg(long, value_name = "FILE")]
    pub roster: PathBuf,
    /// item,dimension,scale,reverse and, if you like, favourable_from: what was asked
    #[arg(long, value_name = "FILE")]
    pub items: PathBuf,
    /// wave,response,team,item,value: what was answered; value is a number or na
    #[arg(long, value_name = "FILE")]
    pub responses: PathBuf,
    /// TOML with stricter disclosure rules: minimum, distribution_minimum, comments_minimum
    #[arg(long, value_name = "FILE")]
    pub policy: Option<PathBuf>,
    /// How to write the figures
    #[arg(long, value_enum, default_value_t)]
    pub format: AnalyzeFormat,
    /// Apply no disclosure rule; only for answers that are public anyway
    #[arg(long)]
    pub unsafe_all: bool,
}

/// How the figures of an analysis are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum AnalyzeFormat {
    /// One object, for programs
    #[default]
    Json,
    /// Text, for people
    Table,
}

/// Where the sample organisation goes.
#[derive(Args, Debug)]
pub struct DemoArgs {
    /// Where to listen [default: 127.0.0.1:3000]
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub listen: Option<String>,
}

impl Cli {
    /// The settings among the flags.
    #[must_use]
    pub fn settings(&self) -> Settings {
        let common = &self.common;
        let own = Settings::from_flags([
            (Key::Database, common.database.clone()),
            (Key::PublicUrl, common.public_url.clone()),
            (Key::LogFormat, common.log_format.clone()),
            (Key::LogLevel, common.log_level.clone()),
        ]);
        match &self.command {
            Command::Serve(flags) => own.over(Settings::from_flags([
                (Key::Listen, flags.listen.clone()),
                (Key::TrustedProxies, flags.trusted_proxies.clone()),
                (Key::MaxUpload, flags.max_upload.clone()),
                (Key::SmtpUrl, flags.smtp_url.clone()),
                (Key::MailFrom, flags.mail_from.clone()),
                (Key::SessionIdle, flags.session_idle.clone()),
                (Key::SessionAbsolute, flags.session_absolute.clone()),
            ])),
            Command::Demo(args) => {
                own.over(Settings::from_flags([(Key::Listen, args.listen.clone())]))
            }
            _ => own,
        }
    }

    /// What is logged when nothing else was asked for.
    #[must_use]
    pub fn usual_log_level(&self) -> &'static str {
        match self.command {
            // What sqlx and the server's own layers say at info is for debugging us.
            Command::Serve(_) | Command::Demo(_) => "info,sqlx=warn,hyper=warn,tower=warn",
            _ => "warn",
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;
    use crate::config::Config;
    use clap::CommandFactory;

    fn config(words: &str) -> Config {
        let cli = Cli::try_parse_from(words.split(' ')).unwrap();
        Config::from_settings(&cli.settings()).unwrap()
    }

    #[test]
    fn the_definitions_agree_with_each_other() {
        Cli::command().debug_assert();
    }

    #[test]
    fn settings_can_stand_before_and_after_the_command() {
        for words in [
            "soundings --database sqlite:x.db serve --listen 127.0.0.1:9",
            "soundings serve --listen 127.0.0.1:9 --database sqlite:x.db",
        ] {
            let config = config(words);
            assert_eq!(config.database.reveal(), "sqlite:x.db");
            assert_eq!(config.listen.port(), 9);
        }
        assert_eq!(config("soundings demo --listen 127.0.0.1:7").listen.port(), 7);
    }

    #[test]
    fn an_unknown_flag_is_named_with_the_nearest_one() {
        let error = Cli::try_parse_from(["soundings", "serve", "--listn", "x"]).unwrap_err();
        let text = error.to_string();
        assert!(text.contains("'--listn'") && text.contains("'--listen'"), "{text}");
        assert_eq!(error.exit_code(), 2);
    }

    #[test]
    fn without_a_command_it_shows_what_there_is() {
        let text = Cli::try_parse_from(["soundings"]).unwrap_err().to_string();
        for command in ["serve", "migrate", "admin", "import", "export", "demo"] {
            assert!(text.contains(&format!("\n  {command}")), "{command} is missing in\n{text}");
        }
    }

    #[test]
    fn imports_only_preview_unless_told_to_apply() {
        let import = |words: &str| match Cli::try_parse_from(words.split(' ')).unwrap().command {
            Command::Import(ImportCommand::Survey(args)) => args.apply,
            Command::Import(ImportCommand::Roster(args)) => args.apply,
            other => panic!("{other:?} is no import"),
        };
        assert!(!import("soundings import roster r.csv"));
        assert!(import("soundings import roster r.csv --apply"));
        assert!(!import(
            "soundings import survey --program P --wave 2021-H1 --mapping m.toml a.csv"
        ));
    }
}
