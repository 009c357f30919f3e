//! `cargo xtask test` and `check`: every step runs even when one before it failed, and the last
//! line counts them all.
//!
//! To add a step, write a function that returns a [`Tally`] and add it to the list in [`all`] or
//! [`quick`]. A step that has no tests inside it (formatting, clippy, a build) counts as one.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::postgres::Postgres;
use crate::steps::Steps;
use crate::tally::Tally;
use crate::wasm::Toolchain;
use crate::workspace::Workspace;
use crate::{browser, command, site};

/// A step's title, and what it does.
type Step<'a> = (&'static str, Box<dyn FnOnce() -> Result<Tally> + 'a>);

/// Everything that has to hold before a change is merged.
pub(crate) fn all(workspace: &Workspace) -> Result<()> {
    run(vec![
        ("Formatting, usually 3 s", Box::new(|| formatting(workspace))),
        ("Clippy, usually 2 min the first time", Box::new(|| clippy(workspace))),
        ("Clippy for the browser parts, usually 1 min", Box::new(|| clippy_wasm(workspace))),
        ("Compiling the browser parts, usually 2 min", Box::new(|| build_site(workspace))),
        ("Unit, doc, store and HTTP tests, usually 5 min", Box::new(|| cargo_tests(workspace))),
        ("Browser tests, script on and off, usually 2 min", Box::new(|| browser_tests(workspace))),
    ])
}

/// What is worth waiting for between two edits.
pub(crate) fn quick(workspace: &Workspace) -> Result<()> {
    run(vec![
        ("Formatting, usually 3 s", Box::new(|| formatting(workspace))),
        ("Clippy, usually 2 min the first time", Box::new(|| clippy(workspace))),
        ("Unit tests, usually 3 min the first time", Box::new(|| unit_tests(workspace))),
    ])
}

fn run(list: Vec<Step<'_>>) -> Result<()> {
    let mut steps = Steps::new(list.len());
    let mut total = Tally::default();
    let mut troubled = Vec::new();
    for (title, work) in list {
        let name = title.split(',').next().unwrap_or(title);
        let told = || {
            work().unwrap_or_else(|error| {
                println!("      {error:#}");
                Tally::FAILED
            })
        };
        let tally = steps.judged(title, told, |tally| tally.failed == 0);
        if tally.failed > 0 {
            troubled.push(name);
        }
        total += tally;
    }
    println!();
    if troubled.is_empty() {
        println!("Every step passed, in {}.", steps.elapsed());
    } else {
        println!("Failed, after {}: {}", steps.elapsed(), troubled.join("; "));
    }
    println!("{total}");
    if total.failed > 0 {
        // Not an error to report: the summary has to stay the last line.
        std::process::exit(1);
    }
    Ok(())
}

fn formatting(workspace: &Workspace) -> Result<Tally> {
    one(workspace.cargo().args(["fmt", "--all", "--check"]))
}

fn clippy(workspace: &Workspace) -> Result<Tally> {
    one(workspace.cargo().args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
}

fn clippy_wasm(workspace: &Workspace) -> Result<Tally> {
    let toolchain = Toolchain::prepare(workspace)?;
    // The profile of the build, so that the two share what runs on this machine: the derive macros
    // and build scripts take longer to compile than everything that is looked at here.
    let mut tally = Tally::default();
    for arguments in site::cargo_arguments() {
        let mut clippy = toolchain.cargo(workspace, "clippy");
        tally += one(clippy.args(arguments).args(["--", "-D", "warnings"]))?;
    }
    Ok(tally)
}

fn build_site(workspace: &Workspace) -> Result<Tally> {
    let toolchain = Toolchain::prepare(workspace)?;
    site::compile_browser_parts(workspace, &toolchain)?;
    site::pack(workspace)?;
    Ok(Tally::PASSED)
}

fn cargo_tests(workspace: &Workspace) -> Result<Tally> {
    let postgres = Postgres::start()?;
    println!("      PostgreSQL for the tests: {}", postgres.url());
    counted(
        workspace
            .cargo()
            .args(["test", "--workspace", "--no-fail-fast"])
            .env("SOUNDINGS_TEST_POSTGRES", postgres.url()),
    )
}

fn unit_tests(workspace: &Workspace) -> Result<Tally> {
    counted(workspace.cargo().args(["test", "--workspace", "--lib", "--bins", "--no-fail-fast"]))
}

fn browser_tests(workspace: &Workspace) -> Result<Tally> {
    if !workspace.site().join("pkg").exists() {
        bail!("there is no browser part to test: it did not compile, see above");
    }
    browser::prepare(workspace)?;
    // Named like this, cargo finds that the tests before have compiled all of it: for `--package
    // soundings` alone it would choose other features and compile many dependencies again.
    command::run(workspace.cargo().args(["build", "--workspace", "--bins", "--tests"]))?;
    let report = browser::report(workspace);
    // An old one must not be counted where Playwright doesn't get as far as writing its own.
    let _ = fs::remove_file(&report);
    let finished = command::run(&mut browser::playwright(workspace, &[])?);
    let tally = fs::read_to_string(&report)
        .ok()
        .and_then(|text| Tally::of_playwright(&serde_json::from_str(&text).ok()?));
    match (finished, tally) {
        (Ok(()), tally) => tally.context("Playwright left no count of its tests"),
        (Err(_), Some(tally)) if tally.failed > 0 => Ok(tally),
        (Err(error), tally) => {
            println!("      {error:#}");
            Ok(tally.unwrap_or_default() + Tally::FAILED)
        }
    }
}

/// A step that either holds or doesn't.
fn one(command: &mut Command) -> Result<Tally> {
    command::run(command).map(|()| Tally::PASSED)
}

/// `cargo test`, with what its test programs report added up.
fn counted(command: &mut Command) -> Result<Tally> {
    let mut tally = Tally::default();
    let status = command::watch(command, |line| {
        tally += Tally::of_cargo(line).unwrap_or_default();
    })?;
    if !status.success() && tally.failed == 0 {
        // It did not compile, or a test program died without a word.
        println!("      cargo test ended with {status}");
        tally += Tally::FAILED;
    }
    Ok(tally)
}
