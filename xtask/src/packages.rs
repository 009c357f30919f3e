//! Debian's packages: whether they are there, and fetching them where this user may.

use std::process::{Command, Stdio};

use anyhow::{Result, bail};

use crate::command;

/// Whether this machine has Debian's package tools at all.
pub(crate) fn available() -> bool {
    command::find("apt-get").is_some() && command::find("dpkg-query").is_some()
}

/// Those of `names` that are not installed.
pub(crate) fn missing<'a>(names: &[&'a str]) -> Vec<&'a str> {
    names.iter().copied().filter(|name| !installed(name)).collect()
}

fn installed(name: &str) -> bool {
    command::output(
        Command::new("dpkg-query")
            .args(["--show", "--showformat=${db:Status-Status}", name])
            .stdin(Stdio::null()),
    )
    .is_ok_and(|status| status == "installed")
}

/// Installs what is missing; does nothing, and needs no network, when all is there.
pub(crate) fn ensure(names: &[&str], why: &str) -> Result<()> {
    let missing = missing(names);
    if missing.is_empty() {
        return Ok(());
    }
    let list = missing.join(" ");
    if !command::is_root() {
        bail!("{why}. Run: sudo apt-get install --no-install-recommends {list}");
    }
    println!("      {why}: installing {list}, usually 30 s");
    refresh()?;
    command::run(
        Command::new("apt-get")
            .args(["install", "--quiet", "--yes", "--no-install-recommends"])
            .args(&missing)
            .env("DEBIAN_FRONTEND", "noninteractive"),
    )
}

/// Fetches the lists of packages.
pub(crate) fn refresh() -> Result<()> {
    command::run(Command::new("apt-get").args(["update", "--quiet"]))
}

/// The version of a package that would be installed, as far as the lists of packages know.
pub(crate) fn candidate(name: &str) -> Option<String> {
    candidate_in(&command::output(Command::new("apt-cache").args(["policy", name])).ok()?)
}

fn candidate_in(policy: &str) -> Option<String> {
    let version = policy.lines().find_map(|line| line.trim().strip_prefix("Candidate: "))?;
    // An epoch is no part of what the program calls its version.
    let version = version.split_once(':').map_or(version, |(_, version)| version);
    (version != "(none)").then(|| version.to_owned())
}

/// The numbers behind a package's name, such as 19 and 22 for `lld-19` and `lld-22`, newest last.
pub(crate) fn numbered(stem: &str) -> Vec<u32> {
    let found = command::output(Command::new("apt-cache").args([
        "search",
        "--names-only",
        &format!("^{stem}-[0-9]+$"),
    ]))
    .unwrap_or_default();
    numbers(&found, stem)
}

fn numbers(listing: &str, stem: &str) -> Vec<u32> {
    let mut numbers: Vec<u32> = listing
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .filter_map(|name| name.strip_prefix(stem)?.strip_prefix('-')?.parse().ok())
        .collect();
    numbers.sort_unstable();
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_that_would_be_installed_is_read_without_its_epoch() {
        let policy =
            "nodejs:\n  Installed: (none)\n  Candidate: 1:18.19.0+dfsg-6\n  Version table:\n";
        assert_eq!(candidate_in(policy).as_deref(), Some("18.19.0+dfsg-6"));
        assert_eq!(candidate_in("nodejs:\n  Candidate: (none)\n"), None);
        assert_eq!(candidate_in(""), None);
    }

    #[test]
    fn the_numbers_of_a_package_are_sorted_as_numbers() {
        let listing = "lld-9 - linker\nlld-22 - linker\nlld-13 - linker\nlldb - debugger\n";
        assert_eq!(numbers(listing, "lld"), [9, 13, 22]);
    }
}
