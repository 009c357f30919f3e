//! Playwright and the Chromium it drives.

use std::path::PathBuf;
use std::process::Command;
use std::{env, fs};

use anyhow::{Context, Result, bail};

use crate::workspace::{Profile, Workspace};
use crate::{command, packages};

/// What a person's own Chromium or Chrome may be called; the first one has no window to draw, and
/// takes a sixth less of the processor.
const NAMES: [&str; 5] = [
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
];

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

/// The oldest Node.js that Playwright and the tests themselves run on.
const OLDEST_NODE: u32 = 20;

fn ensure_npm() -> Result<()> {
    let why = format!("the browser tests need Node.js {OLDEST_NODE} or newer with npm");
    if command::find("npm").is_none() {
        if !packages::available() {
            bail!("{why}: install it");
        }
        // An older release of the distribution has an older Node.js: better not to install it.
        if let Some(offered) = packages::candidate("nodejs") {
            new_enough(&offered).with_context(|| format!("{why}; the package nodejs is older"))?;
        }
        packages::ensure(&["nodejs", "npm"], &why)?;
    }
    let version = command::output(Command::new("node").arg("--version"))
        .with_context(|| format!("{why}, and there is an npm without a node"))?;
    new_enough(&version).context(why)
}

/// Refuses a Node.js that is too old, and says how to get another. What can't be read is let
/// through: the tests will tell.
fn new_enough(version: &str) -> Result<()> {
    let version = version.trim().trim_start_matches('v');
    let major = version.split('.').next().and_then(|major| major.parse::<u32>().ok());
    if major.is_some_and(|major| major < OLDEST_NODE) {
        bail!(
            "this one is {version}. Get a current one from https://nodejs.org/en/download (or by \
             `nvm install --lts`), put it first on the PATH, and run this again"
        );
    }
    Ok(())
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;

    #[test]
    fn a_node_that_is_too_old_is_refused_with_the_way_to_another() {
        for old in ["v18.19.0\n", "18.19.0+dfsg-6", "v9.1.0"] {
            let told = new_enough(old).unwrap_err().to_string();
            assert!(told.contains("nodejs.org"), "{told}");
        }
        for fine in ["v20.0.0\n", "22.4.1+dfsg-1", "v100.1.0", "a nightly"] {
            new_enough(fine).unwrap();
        }
    }
}
