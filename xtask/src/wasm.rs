//! A compiler for the browser part, and cargo calls that use it.
//!
//! There are three kinds of machine. On the first the usual toolchain has the standard library for
//! wasm32, or rustup can fetch it. On the second rustup's servers are out of reach but the
//! distribution's packages are not: Debian has a current rustc with the source of its standard
//! library, which is compiled here once. On the third neither works, and the person is told what
//! to run. A further kind (another distribution) is one more arm in [`Toolchain::prepare`].

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use anyhow::{Context, Result, bail};

use crate::workspace::{Workspace, forget_package};
use crate::{command, packages};

/// What the browser runs.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// Forces one kind of machine; for trying both on one.
const CHOICE: &str = "SOUNDINGS_WASM_TOOLCHAIN";

/// The compiler that makes the browser part.
#[derive(Debug, Clone)]
pub(crate) enum Toolchain {
    /// The one that compiles everything else, too.
    Usual,
    /// Debian's, with a standard library that was compiled here.
    Distribution {
        /// Holds the standard library.
        sysroot: PathBuf,
        /// The newest `wasm-ld` of the distribution.
        linker: PathBuf,
    },
}

impl Toolchain {
    /// Finds a compiler, and sets up what it lacks. Cheap when there is nothing to do.
    pub(crate) fn prepare(workspace: &Workspace) -> Result<Self> {
        match env::var(CHOICE).as_deref() {
            Ok("usual") if usual_is_complete(workspace) => return Ok(Self::Usual),
            Ok("usual") => return add_with_rustup(workspace).map(|()| Self::Usual),
            Ok("distribution") => return set_up_distribution(workspace),
            Ok(other) => bail!("{CHOICE} is `usual` or `distribution`, not `{other}`"),
            Err(_) => {}
        }
        if usual_is_complete(workspace) {
            return Ok(Self::Usual);
        }
        // Before rustup is asked: where it can't reach its servers it would fail again every time.
        if let Some(ready) = ready_distribution(workspace)? {
            return Ok(ready);
        }
        let Err(refusal) = add_with_rustup(workspace) else { return Ok(Self::Usual) };
        println!("      it can't");
        if !packages::available() {
            return Err(refusal.context(format!(
                "no standard library for {TARGET}: install it for the rustc that `cargo` uses, \
                 usually by `rustup target add {TARGET}`"
            )));
        }
        set_up_distribution(workspace)
    }

    /// One line for the log.
    pub(crate) fn describe(&self) -> &'static str {
        match self {
            Self::Usual => "the usual toolchain has the wasm32 target",
            Self::Distribution { .. } => "Debian's rustc, with a standard library compiled here",
        }
    }

    /// Changes whenever the same source would be compiled to something else.
    pub(crate) fn identity(&self, workspace: &Workspace) -> Result<String> {
        match self {
            Self::Usual => {
                command::output(Command::new("rustc").arg("-vV").current_dir(workspace.root()))
            }
            Self::Distribution { .. } => command::output(&mut distribution_program("rustc", "-vV")),
        }
    }

    /// `cargo <verb>` for the target, in a directory of its own: the two compilers, and the native
    /// build that may run at the same time, never wait for or undo each other.
    pub(crate) fn cargo(&self, workspace: &Workspace, verb: &str) -> Command {
        let mut cargo = match self {
            Self::Usual => {
                let mut cargo = workspace.cargo();
                cargo.arg(verb);
                cargo
            }
            Self::Distribution { sysroot, linker } => {
                let mut cargo = match verb {
                    // `cargo clippy` would look into ~/.cargo/bin first and find rustup's.
                    "clippy" => distribution_program("cargo-clippy", "clippy"),
                    _ => distribution_program("cargo", verb),
                };
                let mut sysroot_flag = OsString::from("--sysroot=");
                sysroot_flag.push(sysroot);
                cargo
                    .env_remove("RUSTFLAGS")
                    .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", sysroot_flag)
                    .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker)
                    .current_dir(workspace.root());
                cargo
            }
        };
        cargo.args(["--target", TARGET]).arg("--target-dir").arg(self.target(workspace));
        cargo
    }

    /// Where [`Self::cargo`] builds into.
    pub(crate) fn target(&self, workspace: &Workspace) -> PathBuf {
        workspace.target().join(match self {
            Self::Usual => "wasm",
            Self::Distribution { .. } => "wasm-distribution",
        })
    }
}

fn usual_is_complete(workspace: &Workspace) -> bool {
    let libraries = command::output(
        Command::new("rustc")
            .args(["--print", "target-libdir", "--target", TARGET])
            .current_dir(workspace.root()),
    );
    libraries.is_ok_and(|directory| holds_core(Path::new(directory.trim())))
}

fn holds_core(directory: &Path) -> bool {
    fs::read_dir(directory).is_ok_and(|entries| {
        entries.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with("libcore-"))
    })
}

fn add_with_rustup(workspace: &Workspace) -> Result<()> {
    if command::find("rustup").is_none() {
        bail!("rustup is not installed");
    }
    println!("      rustup adds the {TARGET} target, usually 10 s");
    command::output(
        Command::new("rustup")
            .args(["target", "add", TARGET])
            // Where its servers are out of reach, one more try only takes longer.
            .env("RUSTUP_MAX_RETRIES", "0")
            .current_dir(workspace.root())
            .stdin(Stdio::null()),
    )
    .map(drop)
}

/// The distribution's compiler if all of it has been set up before.
fn ready_distribution(workspace: &Workspace) -> Result<Option<Toolchain>> {
    if !Path::new("/usr/bin/rustc").exists() {
        return Ok(None);
    }
    let sysroot = sysroot_of_this_compiler(workspace)?;
    let Some(linker) = newest_linker() else { return Ok(None) };
    Ok(holds_core(&libraries(&sysroot)).then_some(Toolchain::Distribution { sysroot, linker }))
}

fn set_up_distribution(workspace: &Workspace) -> Result<Toolchain> {
    let why = "rustup can't fetch the wasm32 target here, so Debian's compiler is used";
    let compiler = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-clippy"];
    let needs_linker = newest_linker().is_none();
    if needs_linker && command::is_root() {
        packages::refresh()?;
    }
    let linker = match packages::numbered("lld").last() {
        Some(number) if needs_linker => Some(format!("lld-{number}")),
        None if needs_linker => bail!("{why}, but no lld-NN package is known; run apt-get update"),
        _ => None,
    };
    let names: Vec<&str> = compiler.into_iter().chain(linker.as_deref()).collect();
    packages::ensure(&names, why)?;

    let linker = newest_linker().context("lld was installed, but left no /usr/bin/wasm-ld-NN")?;
    let sysroot = sysroot_of_this_compiler(workspace)?;
    if !holds_core(&libraries(&sysroot)) {
        compile_standard_library(workspace, &sysroot)?;
    }
    Ok(Toolchain::Distribution { sysroot, linker })
}

/// The newest `wasm-ld` that understands what this rustc's LLVM writes, if there is one.
fn newest_linker() -> Option<PathBuf> {
    let (number, path) = fs::read_dir("/usr/bin")
        .ok()?
        .flatten()
        .filter_map(|entry| {
            let number: u32 = entry.file_name().to_str()?.strip_prefix("wasm-ld-")?.parse().ok()?;
            Some((number, entry.path()))
        })
        .max()?;
    let version = command::output(&mut distribution_program("rustc", "-vV")).ok();
    // Without rustc-web nobody can say what is new enough; the newest there is will be installed.
    (number >= llvm_major(&version?)?).then_some(path)
}

fn llvm_major(version: &str) -> Option<u32> {
    let llvm = version.lines().find_map(|line| line.strip_prefix("LLVM version: "))?;
    llvm.split('.').next()?.parse().ok()
}

/// Named after the compiler, because a standard library fits only the one that compiled it.
fn sysroot_of_this_compiler(workspace: &Workspace) -> Result<PathBuf> {
    let version = command::output(&mut distribution_program("rustc", "-vV"))?;
    let field = |name: &str| {
        version.lines().find_map(|line| line.strip_prefix(name)).unwrap_or("unknown").trim()
    };
    let name = format!("{}-{:.9}", field("release:"), field("commit-hash:"));
    Ok(workspace.target().join("wasm-sysroot").join(name))
}

fn libraries(sysroot: &Path) -> PathBuf {
    sysroot.join("lib/rustlib").join(TARGET).join("lib")
}

/// Builds an empty crate with `-Z build-std` and keeps the libraries that this leaves behind.
fn compile_standard_library(workspace: &Workspace, sysroot: &Path) -> Result<()> {
    println!("      compiling the standard library for {TARGET}, once, usually 40 s");
    let place = workspace.target().join("wasm-std");
    fs::create_dir_all(place.join("src"))?;
    // An own `[workspace]` keeps cargo from asking the root's manifest about this crate.
    fs::write(
        place.join("Cargo.toml"),
        "[package]\nname = \"only-std\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n",
    )?;
    fs::write(place.join("src/lib.rs"), "#![no_std]\n")?;
    command::run(
        distribution_program("cargo", "build")
            .args(["--quiet", "--release", "-Z", "build-std=std,panic_abort", "--target", TARGET])
            .arg("--target-dir")
            .arg(place.join("target"))
            // build-std is unstable; this is Debian's own compiler and nothing else is enabled.
            .env("RUSTC_BOOTSTRAP", "1")
            .env_remove("RUSTFLAGS")
            .current_dir(&place),
    )?;

    // Copied aside and renamed, so that a run that was cut off leaves no half a library behind.
    let unfinished = sysroot.with_extension("unfinished");
    let _ = fs::remove_dir_all(&unfinished);
    fs::create_dir_all(libraries(&unfinished))?;
    let built = place.join("target").join(TARGET).join("release/deps");
    for entry in fs::read_dir(&built)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.ends_with(".rlib") && !name.starts_with("libonly_std") {
            fs::copy(&path, libraries(&unfinished).join(name))?;
        }
    }
    let _ = fs::remove_dir_all(sysroot);
    fs::rename(&unfinished, sysroot)?;
    fs::remove_dir_all(&place)?;
    Ok(())
}

/// A program of the distribution's compiler, with nothing of rustup's left in its environment.
fn distribution_program(program: &str, verb: &str) -> Command {
    let mut command = Command::new(Path::new("/usr/bin").join(program));
    forget_package(&mut command);
    command
        .arg(verb)
        .env("CARGO", "/usr/bin/cargo")
        .env("RUSTC", "/usr/bin/rustc")
        .env_remove("RUSTDOC")
        // `cargo run` puts the libraries of rustup's compiler there.
        .env_remove("LD_LIBRARY_PATH")
        .env_remove("RUSTUP_TOOLCHAIN");
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_of_llvm_is_read_from_what_rustc_says() {
        assert_eq!(llvm_major("rustc 1.96.0\nrelease: 1.96.0\nLLVM version: 22.1.8\n"), Some(22));
        assert_eq!(llvm_major("rustc 1.96.0\n"), None);
    }
}
