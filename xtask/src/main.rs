//! Build, run, demo, test and measure Soundings: one way to do each, no tool to install.
//!
//! Each command is one file. To add one, add a variant to [`Task`] and the file that does it.

mod bench;
mod browser;
mod command;
mod packages;
mod postgres;
mod serve;
mod setup;
mod site;
mod steps;
mod tally;
mod test;
mod wasm;
mod workspace;

use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;

use crate::postgres::Postgres;
use crate::workspace::{Profile, Workspace};

/// One way to do each thing that this source tree needs.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask")]
enum Task {
    /// Fetch and build what the other commands would on first use.
    Setup,
    /// Compile the browser part and the server.
    Build {
        /// Optimise, and put the web files into the program.
        #[arg(long)]
        release: bool,
    },
    /// Serve soundings.db on 127.0.0.1:3000, without sample data.
    Run,
    /// Serve a sample organisation on 127.0.0.1:3000, and print how to sign in.
    Demo,
    /// Run every test and every check.
    Test,
    /// Formatting, clippy and unit tests only.
    Check,
    /// Measure; without a name, list what can be measured.
    Bench {
        /// What to measure.
        name: Option<String>,
    },
    /// Run only the browser tests, with arguments for Playwright.
    E2e {
        /// Such as `sign-in --project "script off" --headed`.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Take pictures of the pages into target/screenshots; README.md's go to docs/screenshots.
    Screenshots,
    /// Start a PostgreSQL to try things on, until Ctrl-C.
    Postgres,
}

fn main() -> ExitCode {
    match run(Task::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<()> {
    let workspace = Workspace::find()?;
    match task {
        Task::Setup => setup::everything(&workspace),
        Task::Build { release: false } => serve::build(&workspace, Profile::Dev),
        Task::Build { release: true } => serve::build(&workspace, Profile::Release),
        Task::Run => serve::run(&workspace),
        Task::Demo => serve::demo(&workspace),
        Task::Test => test::all(&workspace),
        Task::Check => test::quick(&workspace),
        Task::Bench { name } => bench::run(&workspace, name.as_deref()),
        Task::E2e { arguments } => {
            serve::build(&workspace, Profile::Dev)?;
            browser::prepare(&workspace)?;
            command::run(&mut browser::playwright(&workspace, &arguments)?)
        }
        Task::Screenshots => {
            serve::build(&workspace, Profile::Release)?;
            browser::screenshots(&workspace)
        }
        Task::Postgres => {
            let postgres = Postgres::start()?;
            println!("{}", postgres.url());
            println!("Ctrl-C stops it and removes its data.");
            loop {
                std::thread::park();
            }
        }
    }
}
