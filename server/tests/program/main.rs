//! The program itself as people run it: what it prints, how it ends, what it leaves behind.
//!
//! Each file is a way in which things go well or wrong. A test makes itself a [`Place`], runs the
//! program there and looks at what a person would see; one that tries both databases takes a
//! [`Somewhere`] and is named in the list of its file.
#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

#[path = "../support/mod.rs"]
mod support;

mod admin;
mod audit;
mod browser;
mod cncf;
mod command_line;
mod database;
mod export;
mod interrupted;
mod nodes;
mod roster;
mod secrets;
mod serving;
mod spreadsheet;
mod stopping;
mod survey;
mod traces;
mod verify;

use soundings::store::Store;
use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Output, Stdio},
};
use support::{Database, OnDatabase};
use tempfile::TempDir;

/// A directory of its own to run the program in, with nothing of this machine's configuration.
struct Place(TempDir);

/// How the program ended.
struct Ended {
    code: Option<i32>,
    out: String,
    err: String,
}

impl From<Output> for Ended {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path().join(name), text).unwrap();
    }

    fn command(&self, arguments: &[&str]) -> Command {
        // Another build, such as a release, can be tried as well.
        let program = std::env::var_os("SOUNDINGS_TEST_PROGRAM")
            .unwrap_or_else(|| env!("CARGO_BIN_EXE_soundings").into());
        let mut command = Command::new(program);
        command.args(arguments).current_dir(self.path()).stdin(Stdio::null());
        for (name, _) in std::env::vars_os() {
            let name = name.to_string_lossy().into_owned();
            if name.starts_with("SOUNDINGS_") || name == "RUST_LOG" {
                command.env_remove(name);
            }
        }
        command
    }

    fn run(&self, arguments: &[&str]) -> Ended {
        self.command(arguments).output().unwrap().into()
    }

    /// Starts a server on a free port and waits until it says where it is.
    fn serve(&self, arguments: &[&str]) -> Serving {
        let mut command = self.command(&["serve", "--listen", "127.0.0.1:0"]);
        command.args(arguments);
        Serving::start(command)
    }
}

/// A server that runs until it is told to stop.
struct Serving {
    /// None once it has ended.
    child: Option<Child>,
    address: String,
    /// The link for the first admin, where there is none yet.
    first_link: Option<String>,
}

impl Serving {
    /// Starts it and reads what it says to whoever started it.
    fn start(mut command: Command) -> Self {
        command.stderr(Stdio::piped());
        Self::start_logging(command)
    }

    /// The same where the log goes wherever the command says: a pipe that nobody empties takes
    /// only so much of it.
    fn start_logging(mut command: Command) -> Self {
        command.stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let first = line(&mut out);
        if first.is_empty() {
            let ended: Ended = child.wait_with_output().unwrap().into();
            panic!("the server ended without a word: {}", ended.err);
        }
        let address = first.strip_prefix("Soundings is at http://").expect(&first).to_owned();
        // The welcome is written in one piece: what is not here by now does not come.
        let first_link = out.buffer().contains(&b'\n').then(|| {
            let told = line(&mut out);
            assert!(told.contains("There is no admin yet"), "{told}");
            line(&mut out)
        });
        Self { child: Some(child), address, first_link }
    }

    fn child(&mut self) -> &mut Child {
        self.child.as_mut().unwrap()
    }

    /// Sends SIGTERM, as an operating system that shuts down does.
    fn terminate(&mut self) {
        send("-TERM", self.child());
    }

    /// Waits until it ends.
    fn ended(mut self) -> Ended {
        self.child.take().unwrap().wait_with_output().unwrap().into()
    }

    fn stop(mut self) -> Ended {
        self.terminate();
        self.ended()
    }
}

/// A test that fails leaves no server behind.
impl Drop for Serving {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill().and_then(|()| child.wait());
        }
    }
}

fn line(out: &mut impl BufRead) -> String {
    let mut line = String::new();
    out.read_line(&mut line).unwrap();
    line.trim_end().to_owned()
}

/// A place, and a database of either kind that nobody has opened yet.
struct Somewhere {
    place: Place,
    url: String,
}

impl OnDatabase for Somewhere {
    async fn on(database: &Database) -> Self {
        Self { place: Place::new(), url: database.url().to_owned() }
    }
}

impl Somewhere {
    /// The program, told which database.
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.place.command(arguments);
        command.env("SOUNDINGS_DATABASE", &self.url);
        command
    }

    fn run(&self, arguments: &[&str]) -> Ended {
        self.command(arguments).output().unwrap().into()
    }

    /// The database as the program left it.
    async fn look(&self) -> Store {
        Store::open(&self.url).await.unwrap()
    }
}

/// Sends a signal by its name, such as `-TERM`.
fn send(signal: &str, child: &Child) {
    let sent = Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
}
