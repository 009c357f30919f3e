//! The program itself as people run it: what it prints, how it ends, what it leaves behind.
#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

mod command_line;
mod database;
mod interrupted;
mod serving;

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Output, Stdio},
};
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
        let mut command = Command::new(env!("CARGO_BIN_EXE_soundings"));
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
        command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let first = lines.next().expect("the server ended without a word").unwrap();
        let address = first.strip_prefix("Soundings is at http://").expect(&first).to_owned();
        Serving { child, address }
    }
}

/// A server that runs until it is told to stop.
struct Serving {
    child: Child,
    address: String,
}

impl Serving {
    fn stop(self) -> Ended {
        terminate(&self.child);
        self.child.wait_with_output().unwrap().into()
    }
}

/// Sends SIGTERM, as an operating system that shuts down does.
fn terminate(child: &Child) {
    let sent = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
}
