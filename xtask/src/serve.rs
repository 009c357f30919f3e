//! `cargo xtask build`, `run` and `demo`: from source to a program that answers.

use std::fs;
use std::os::unix::process::CommandExt;
use std::process::Command;

use anyhow::{Context, Error, Result};

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
    let mut steps = Steps::new(BUILD_STEPS + 1);
    build_steps(workspace, Profile::Dev, &mut steps)?;
    steps.announce("Serving soundings.db; Ctrl-C ends it");
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
    let mut steps = Steps::new(BUILD_STEPS + 1);
    build_steps(workspace, Profile::Release, &mut steps)?;
    let directory = workspace.root().join("target/demo");
    if directory.exists() {
        fs::remove_dir_all(&directory).context("can't remove the last demo's database")?;
    }
    fs::create_dir_all(&directory)?;
    let database = format!("sqlite:{}", directory.join("soundings.db").display());
    steps
        .announce(&format!("Seeding and serving a sample organisation, after {}", steps.elapsed()));
    become_server(Command::new(workspace.binary(Profile::Release)).args([
        "demo",
        "--database",
        &database,
        "--listen",
        ADDRESS,
    ]))
}

const BUILD_STEPS: usize = 4;

fn build_steps(workspace: &Workspace, profile: Profile, steps: &mut Steps) -> Result<()> {
    let toolchain = steps.step("Finding a compiler for the browser part", || {
        let toolchain = Toolchain::prepare(workspace)?;
        println!("      {}", toolchain.describe());
        Ok(toolchain)
    })?;
    steps.step("Compiling the browser part, usually 4 min the first time", || {
        site::compile_browser_part(workspace, &toolchain)
    })?;
    steps.step("Packing the web files", || site::pack(workspace))?;
    let server = match profile {
        Profile::Dev => "Compiling the server, usually 3 min the first time",
        Profile::Release => "Compiling the server for release, usually 6 min the first time",
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
