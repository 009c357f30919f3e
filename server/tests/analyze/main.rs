//! `soundings analyze` as a process: files in, figures or complaints out.
//!
//! Each file is one side of it. A test takes an [`Analysis`], which is the worked example of
//! `example.rs`, changes a file or two, runs the program and looks at what an analyst would see.
#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

mod bad_files;
mod bad_policy;
mod bad_responses;
mod bad_roster;
mod bad_teams;
mod changes;
mod command_line;
mod example;
mod invariance;
mod shapes;
mod survey;

use serde_json::Value;
use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};
use tempfile::TempDir;

/// A directory with the four files.
struct Analysis(TempDir);

/// How the program ended.
#[derive(Debug)]
struct Ended {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Analysis {
    /// No file yet.
    fn empty() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// The worked example.
    fn example() -> Self {
        Self::empty()
            .with("teams.csv", example::TEAMS)
            .with("roster.csv", example::roster())
            .with("items.csv", example::ITEMS)
            .with("responses.csv", example::responses())
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// With a file of this content instead.
    fn with(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        fs::write(self.path().join(name), content).unwrap();
        self
    }

    /// With lines added to a file.
    fn with_more(self, name: &str, lines: &str) -> Self {
        let text = fs::read_to_string(self.path().join(name)).unwrap();
        self.with(name, text + lines)
    }

    /// Without a file.
    fn without(self, name: &str) -> Self {
        fs::remove_file(self.path().join(name)).unwrap();
        self
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let program = std::env::var_os("SOUNDINGS_TEST_PROGRAM")
            .unwrap_or_else(|| env!("CARGO_BIN_EXE_soundings").into());
        let mut command = Command::new(program);
        command.current_dir(self.path()).stdin(Stdio::null()).arg("analyze");
        for file in ["teams", "roster", "items", "responses"] {
            command.args([format!("--{file}"), format!("{file}.csv")]);
        }
        command.args(arguments);
        command
    }

    fn run(&self, arguments: &[&str]) -> Ended {
        let output = self.command(arguments).output().unwrap();
        Ended {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// The figures; nothing may be wrong with the files.
    fn figures(&self, arguments: &[&str]) -> Value {
        let ended = self.run(arguments);
        assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""));
        serde_json::from_str(&ended.out).unwrap()
    }

    /// The same where there may be warnings.
    fn figures_despite_warnings(&self, arguments: &[&str]) -> Value {
        let ended = self.run(arguments);
        assert_eq!(ended.code, Some(0), "{}", ended.err);
        serde_json::from_str(&ended.out).unwrap()
    }

    /// Asserts that the files are refused with these lines, and nothing else.
    #[track_caller]
    fn refused(&self, arguments: &[&str], lines: &[&str]) {
        let ended = self.run(arguments);
        assert_eq!(ended.err.lines().collect::<Vec<_>>(), lines);
        assert_eq!((ended.code, ended.out.as_str()), (Some(2), ""));
    }
}

/// A team and, for each wave, how many answer and how many of them are favourable.
type Series<'a> = (&'a str, &'a [(usize, usize)]);

/// Teams below one root, all asked one question on likert5: 5 is favourable, 2 is not.
fn one_question(periods: &[&str], teams: &[Series<'_>]) -> Analysis {
    let mut tree = "team,parent\nAll,\n".to_owned();
    let mut roster = "wave,person,team\n".to_owned();
    let mut responses = "wave,response,team,item,value\n".to_owned();
    for (team, series) in teams {
        tree += &format!("{team},All\n");
        for (period, &(people, happy)) in periods.iter().zip(*series) {
            for person in 0..people {
                let value = if person < happy { 5 } else { 2 };
                roster += &format!("{period},{team}{person},{team}\n");
                responses += &format!("{period},{team}{person},{team},ease,{value}\n");
            }
        }
    }
    Analysis::empty()
        .with("teams.csv", tree)
        .with("roster.csv", roster)
        .with("items.csv", "item,dimension,scale,reverse\nease,flow,likert5,false\n")
        .with("responses.csv", responses)
}

/// The one row of a list in which these fields have these values.
fn row<'a>(figures: &'a Value, list: &str, fields: &[(&str, &str)]) -> &'a Value {
    let rows = figures[list].as_array().unwrap();
    let mut found =
        rows.iter().filter(|row| fields.iter().all(|(name, value)| row[name] == *value));
    let row = found.next().unwrap_or_else(|| panic!("no row of {list} with {fields:?}"));
    assert!(found.next().is_none(), "two rows of {list} with {fields:?}");
    row
}

/// Whether two values are the same but for the last digits of numbers.
fn alike(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => {
            let (one, other) = (one.as_f64().unwrap(), other.as_f64().unwrap());
            (one - other).abs() <= 1e-7 * one.abs().max(1.0)
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| alike(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .all(|(name, value)| other.get(name).is_some_and(|it| alike(value, it)))
        }
        (one, other) => one == other,
    }
}

#[track_caller]
fn assert_alike(one: &Value, other: &Value) {
    assert!(alike(one, other), "{one:#}\n{other:#}");
}
