//! `cargo xtask build`, `run` and `demo`: from source to a program that answers.

use std::fs;
use std::io::ErrorKind;
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::process::Command;

use anyhow::{Context, Error, Result, bail};

use crate::steps::Steps;
use crate::wasm::Toolchain;
use crate::workspace::{Profile, Workspace};
use crate::{command, site};

/// Where `run` and `demo` serve.
const ADDRESS: &str = "127.0.0.1:3000";

/// Builds the browser part and the server.
pub(crate) fn build(workspace: &Workspace, profile: Profile) -> Result<()> {
    let mut steps = Steps::new(BUILD_STEPS);
    build_steps(workspace, profile, &mut steps)?;
    println!("{} is ready, after {}", workspace.binary(profile).display(), steps.elapsed());
    Ok(())
}

/// Builds and serves an own, empty database, which stays where it is.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    ensure_free(ADDRESS)?;
    let mut steps = Steps::new(BUILD_STEPS + 1);
    build_steps(workspace, Profile::Dev, &mut steps)?;
    steps.announce("Serving soundings.db, usually within 1 s; Ctrl-C ends it");
    become_server(
        Command::new(workspace.binary(Profile::Dev)).current_dir(workspace.root()).args([
            "serve",
            "--database",
            "sqlite:soundings.db",
            "--listen",
            ADDRESS,
        ]),
    )
}

/// Builds what people install, and serves a made-up organisation from a new database.
pub(crate) fn demo(workspace: &Workspace) -> Result<()> {
    ensure_free(ADDRESS)?;
    let mut steps = Steps::new(BUILD_STEPS + 1);
    build_steps(workspace, Profile::Release, &mut steps)?;
    let directory = workspace.root().join("target/demo");
    if directory.exists() {
        fs::remove_dir_all(&directory).context("can't remove the last demo's database")?;
    }
    fs::create_dir_all(&directory)?;
    let database = format!("sqlite:{}", directory.join("soundings.db").display());
    println!("      so far {}", steps.elapsed());
    steps.announce("Seeding and serving a sample organisation, usually 5 s");
    become_server(Command::new(workspace.binary(Profile::Release)).args([
        "demo",
        "--database",
        &database,
        "--listen",
        ADDRESS,
    ]))
}

const BUILD_STEPS: usize = 4;

/// What each step is and how long it takes on two cores: a step that is silent for minutes looks
/// like one that hangs.
const COMPILER: &str = "Finding a compiler for the browser part, usually 2 s (the first time 70 s, unless rustup has it)";
const BROWSER_PARTS: &str = "Compiling the browser parts, usually 2 min the first time";
const PACKING: &str = "Packing the web files, usually 5 s";
const SERVER: &str = "Compiling the server, usually 4 min the first time";
const SERVER_FOR_RELEASE: &str = "Compiling the server for release, usually 10 min the first time";

/// Looks whether the port can be had before anybody waits ten minutes for a server that then
/// can't take it.
fn ensure_free(address: &str) -> Result<()> {
    match TcpListener::bind(address) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AddrInUse => {
            let port = address.rsplit(':').next().unwrap_or(address);
            bail!(
                "something serves on {address} already, perhaps a demo in another window: stop it \
                 first (`ss -ltnp 'sport = :{port}'` says what it is)"
            )
        }
        Err(error) => Err(error).with_context(|| format!("{address} can't be served on")),
    }
}

fn build_steps(workspace: &Workspace, profile: Profile, steps: &mut Steps) -> Result<()> {
    let toolchain = steps.step(COMPILER, || {
        let toolchain = Toolchain::prepare(workspace)?;
        println!("      {}", toolchain.describe());
        Ok(toolchain)
    })?;
    steps.step(BROWSER_PARTS, || site::compile_browser_parts(workspace, &toolchain))?;
    steps.step(PACKING, || site::pack(workspace))?;
    let server = match profile {
        Profile::Dev => SERVER,
        Profile::Release => SERVER_FOR_RELEASE,
    };
    steps.step(server, || {
        // The features that cargo chooses depend on which packages it is asked for. A development
        // build asks for those of the tests, which would else compile everything again.
        let packages: &[&str] = match profile {
            Profile::Dev => &["--workspace", "--bins"],
            Profile::Release => &["--package", "soundings"],
        };
        command::run(workspace.cargo().arg("build").args(packages).args(profile.arguments()))
    })
}

/// Puts the server in this program's place, so that signals reach it directly.
fn become_server(command: &mut Command) -> Result<()> {
    Err(Error::new(command.exec()).context("can't start the server"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;

    #[test]
    fn a_port_that_is_taken_is_told_with_what_to_do() {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = taken.local_addr().unwrap().to_string();
        let told = ensure_free(&address).unwrap_err().to_string();
        assert!(told.contains(&address) && told.contains("stop it first"), "{told}");
        // A program that another test starts at this moment holds on to the port for as long, and
        // somebody else may be given it.
        let free = || {
            let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
            ensure_free(&address.to_string()).is_ok()
        };
        assert!((0..20).any(|_| free()));
    }

    #[test]
    fn every_step_says_how_long_it_takes() {
        for title in [COMPILER, BROWSER_PARTS, PACKING, SERVER, SERVER_FOR_RELEASE] {
            assert!(title.contains(", usually "), "{title}");
        }
    }
}
