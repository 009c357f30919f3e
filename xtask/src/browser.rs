//! Playwright and the Chromium it drives.

use std::path::PathBuf;
use std::process::Command;
use std::{env, fs};

use anyhow::{Context, Result, bail};

use crate::workspace::{Profile, Workspace};
use crate::{command, packages};

/// What a person's own Chromium or Chrome may be called.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/// Finds Node.js and Chromium, and installs the packages of `end2end` as its lock file has them.
pub(crate) fn prepare(workspace: &Workspace) -> Result<()> {
    ensure_npm()?;
    chromium()?;
    install_packages(workspace)
}

/// `playwright test` against the server that was compiled last, with `arguments` added.
pub(crate) fn playwright(workspace: &Workspace, arguments: &[String]) -> Result<Command> {
    let mut playwright = Command::new("npx");
    playwright
        .args(["--no-install", "playwright", "test"])
        .args(arguments)
        .env("SOUNDINGS_BINARY", workspace.binary(Profile::Dev))
        .env("CHROMIUM", chromium()?)
        .current_dir(directory(workspace));
    Ok(playwright)
}

/// Takes pictures of the pages, as people get to see them.
pub(crate) fn screenshots(workspace: &Workspace) -> Result<()> {
    prepare(workspace)?;
    let arguments = ["--config", "screenshots.config.ts"].map(String::from);
    command::run(
        playwright(workspace, &arguments)?
            .env("SOUNDINGS_BINARY", workspace.binary(Profile::Release)),
    )
}

/// Where `playwright.config.ts` has the counts written.
pub(crate) fn report(workspace: &Workspace) -> PathBuf {
    directory(workspace).join("playwright-report/report.json")
}

fn directory(workspace: &Workspace) -> PathBuf {
    workspace.root().join("end2end")
}

/// The browser: the one that `CHROMIUM` names, one on the PATH, or one that is installed now.
fn chromium() -> Result<PathBuf> {
    if let Some(chosen) = env::var_os("CHROMIUM").map(PathBuf::from) {
        if chosen.is_file() {
            return Ok(chosen);
        }
        bail!("CHROMIUM names {}, which is not there", chosen.display());
    }
    let find = || NAMES.iter().find_map(|name| command::find(name));
    if let Some(found) = find() {
        return Ok(found);
    }
    let why = "the browser tests need Chromium";
    if !packages::available() {
        bail!("{why}: install it, or put the path of one into the variable CHROMIUM");
    }
    packages::ensure(&["chromium"], why)?;
    find().context("chromium was installed, but is not on the PATH")
}

fn ensure_npm() -> Result<()> {
    if command::find("npm").is_some() {
        return Ok(());
    }
    let why = "the browser tests need Node.js 20 or newer with npm";
    if !packages::available() {
        bail!("{why}: install it");
    }
    packages::ensure(&["nodejs", "npm"], why)
}

/// `npm ci`, unless the lock file is the one it was run with last.
fn install_packages(workspace: &Workspace) -> Result<()> {
    let directory = directory(workspace);
    let lock = fs::read_to_string(directory.join("package-lock.json"))?;
    let stamp = directory.join("node_modules/.installed-lock.json");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    println!("      npm fetches the packages of end2end, usually 10 s");
    command::run(
        Command::new("npm")
            .args(["ci", "--no-audit", "--no-fund"])
            // The machine's own Chromium is used; Playwright's would be 150 MB more.
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
            .current_dir(&directory),
    )?;
    fs::write(stamp, lock)?;
    Ok(())
}
