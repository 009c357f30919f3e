//! Where things lie, and how to call cargo from a program that cargo started.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::command;

/// The source tree and the directory that cargo builds into.
#[derive(Debug, Clone)]
pub(crate) struct Workspace {
    root: PathBuf,
    target: PathBuf,
}

impl Workspace {
    /// Asks cargo, because the build directory can be moved by the environment and by several
    /// configuration files.
    pub(crate) fn find() -> Result<Self> {
        let manifest = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = manifest.parent().context("xtask lies directly under the root")?.to_path_buf();
        let metadata = command::output(
            cargo().args(["metadata", "--no-deps", "--format-version", "1"]).current_dir(&root),
        )?;
        let metadata: serde_json::Value = serde_json::from_str(&metadata)?;
        let target = metadata["target_directory"]
            .as_str()
            .context("cargo metadata names no target directory")?;
        Ok(Self { target: PathBuf::from(target), root })
    }

    /// The root of the source tree.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The directory that cargo builds into.
    pub(crate) fn target(&self) -> &Path {
        &self.target
    }

    /// What this program makes and the server embeds. It belongs to the source tree, not to
    /// cargo's directory: two checkouts that share one `CARGO_TARGET_DIR` must not serve each
    /// other's pages, and `server` can name it without knowing any variable.
    pub(crate) fn site(&self) -> PathBuf {
        self.root.join("target/site")
    }

    /// The server that `cargo build` or `cargo build --release` leaves behind.
    pub(crate) fn binary(&self, profile: Profile) -> PathBuf {
        self.target.join(profile.directory()).join("soundings")
    }

    /// `cargo` with its working directory at the root.
    pub(crate) fn cargo(&self) -> Command {
        let mut cargo = cargo();
        cargo.current_dir(&self.root);
        cargo
    }
}

/// Which of the two ways to compile the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Quick to compile; reads the web files from disk.
    Dev,
    /// Quick to run; carries the web files inside.
    Release,
}

impl Profile {
    /// The arguments that tell cargo.
    pub(crate) fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Dev => &[],
            Self::Release => &["--release"],
        }
    }

    fn directory(self) -> &'static str {
        match self {
            Self::Dev => "debug",
            Self::Release => "release",
        }
    }
}

/// The cargo that started this program.
fn cargo() -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    forget_package(&mut cargo);
    cargo
}

/// Takes away what `cargo run` told this program about its own package. Some build scripts (ring's,
/// for one) ask to be run again when these variables change, so a build from here and a build from
/// the shell would undo each other's work.
pub(crate) fn forget_package(command: &mut Command) {
    const PREFIXES: [&str; 4] = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_CRATE_", "CARGO_BIN_"];
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if text == "CARGO_PRIMARY_PACKAGE" || PREFIXES.iter().any(|prefix| text.starts_with(prefix))
        {
            command.env_remove(&name);
        }
    }
}
