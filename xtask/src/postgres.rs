//! A PostgreSQL of one's own for tests: empty, on a free port, gone afterwards.
//!
//! Nothing on this machine is asked to be running, and nothing that is running is touched. The
//! server keeps its data in a temporary directory that is named after this process, so that what a
//! killed run left behind is found and removed by the next one.

use std::net::TcpListener;
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex, PoisonError};
use std::{env, fs, process};

use anyhow::{Context, Result, bail};

use crate::{command, packages};

const PREFIX: &str = "soundings-postgres-";

/// A running server; dropping it stops it and removes its data.
#[derive(Debug)]
pub(crate) struct Postgres {
    cluster: Arc<Mutex<Option<Cluster>>>,
    url: String,
}

impl Postgres {
    /// Finds or installs the programs, and starts a server. It is also stopped on Ctrl-C.
    ///
    /// Nothing in it has to survive a power cut.
    pub(crate) fn start() -> Result<Self> {
        Self::start_with("-F -c synchronous_commit=off -c full_page_writes=off")
    }

    /// The same, but it waits for its disk, as in production.
    pub(crate) fn start_durable() -> Result<Self> {
        Self::start_with("")
    }

    fn start_with(options: &str) -> Result<Self> {
        let programs = programs()?;
        let account = Account::find()?;
        sweep(&programs, account.as_ref());
        let cluster = Cluster {
            programs,
            account,
            directory: env::temp_dir().join(format!("{PREFIX}{}", process::id())),
        };
        let port = free_port()?;
        let started = cluster.create().and_then(|()| cluster.start(port, options));
        let postgres = Self {
            cluster: Arc::new(Mutex::new(Some(cluster))),
            url: format!("postgres://soundings@127.0.0.1:{port}/postgres"),
        };
        // Only now, so that dropping `postgres` cleans up what a failed start left.
        started?;
        postgres.stop_on_interrupt()?;
        Ok(postgres)
    }

    /// Where it listens. The user may create databases, and there is no password.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    fn stop_on_interrupt(&self) -> Result<()> {
        let cluster = Arc::clone(&self.cluster);
        ctrlc::set_handler(move || {
            stop(&cluster);
            // What a shell reports for a program that Ctrl-C ended.
            process::exit(130);
        })
        .context("can't listen for Ctrl-C")
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        stop(&self.cluster);
    }
}

fn stop(cluster: &Mutex<Option<Cluster>>) {
    let mut cluster = cluster.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(cluster) = cluster.take() {
        cluster.remove();
    }
}

/// Finds the programs, or installs them where this user may.
pub(crate) fn programs() -> Result<PathBuf> {
    if let Some(found) = find_programs() {
        return Ok(found);
    }
    let why = "the tests need the programs of PostgreSQL (initdb, pg_ctl)";
    if !packages::available() {
        bail!("{why}: install PostgreSQL and put them on the PATH");
    }
    packages::ensure(&["postgresql"], why)?;
    find_programs().context("postgresql was installed, but left no initdb")
}

fn find_programs() -> Option<PathBuf> {
    let complete = |directory: &PathBuf| directory.join("pg_ctl").is_file();
    if let Some(directory) = command::find("initdb").and_then(|initdb| {
        // Distributions put links on the PATH; the other programs are where the link leads.
        fs::canonicalize(initdb).ok()?.parent().map(Path::to_path_buf)
    }) && complete(&directory)
    {
        return Some(directory);
    }
    let mut versions: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .flatten()
        .filter_map(|entry| {
            Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin")))
        })
        .filter(|(_, directory)| complete(directory))
        .collect();
    versions.sort();
    versions.pop().map(|(_, directory)| directory)
}

/// Whom the server runs as where this process is root, because PostgreSQL refuses to be root.
#[derive(Debug, Clone)]
struct Account {
    user: u32,
    group: u32,
}

impl Account {
    fn find() -> Result<Option<Self>> {
        if !command::is_root() {
            return Ok(None);
        }
        for name in ["postgres", "nobody"] {
            let id = |flag| command::output(Command::new("id").args([flag, name]));
            if let (Ok(user), Ok(group)) = (id("-u"), id("-g")) {
                let (user, group) = (user.trim().parse()?, group.trim().parse()?);
                return Ok(Some(Self { user, group }));
            }
        }
        bail!("PostgreSQL can't run as root, and there is no user `postgres`: create one")
    }
}

#[derive(Debug)]
struct Cluster {
    programs: PathBuf,
    account: Option<Account>,
    directory: PathBuf,
}

impl Cluster {
    fn create(&self) -> Result<()> {
        let _ = fs::remove_dir_all(&self.directory);
        fs::create_dir(&self.directory)?;
        fs::set_permissions(&self.directory, fs::Permissions::from_mode(0o700))?;
        if let Some(account) = &self.account {
            chown(&self.directory, Some(account.user), Some(account.group))?;
        }
        command::output(
            self.program("initdb")
                .args(["--username=soundings", "--auth=trust", "--no-sync"])
                .args(["--encoding=UTF8", "--locale=C", "--pgdata"])
                .arg(self.data()),
        )?;
        Ok(())
    }

    fn start(&self, port: u16, more: &str) -> Result<()> {
        // Nothing here has to survive a power cut, and tests open many connections at once. The journal
        // is kept as briefly as README.md says it should be where answers are to be nobody’s.
        let options = format!(
            "-h 127.0.0.1 -p {port} -k {} {more} \
             -c wal_recycle=off -c wal_level=minimal -c max_wal_senders=0 \
             -c max_connections=200",
            self.directory.display()
        );
        let log = self.directory.join("log");
        let started = command::output(self.control("start").arg("--log").arg(&log).args([
            "--wait",
            "--options",
            &options,
        ]));
        started
            .map(drop)
            .with_context(|| fs::read_to_string(log).unwrap_or_else(|_| "no log".to_owned()))
    }

    fn remove(&self) {
        // Nothing here can be done about a failure, and the next run tries again.
        let _ = command::output(self.control("stop").args(["--mode", "immediate"]));
        let _ = fs::remove_dir_all(&self.directory);
    }

    fn control(&self, verb: &str) -> Command {
        let mut control = self.program("pg_ctl");
        control.args([verb, "--silent", "--pgdata"]).arg(self.data());
        control
    }

    fn data(&self) -> PathBuf {
        self.directory.join("data")
    }

    fn program(&self, name: &str) -> Command {
        let mut program = Command::new(self.programs.join(name));
        // The other account may not be allowed into the source tree.
        program.current_dir("/");
        if let Some(account) = &self.account {
            program.uid(account.user).gid(account.group);
        }
        program
    }
}

/// Stops and removes the servers of runs that were killed before they could.
fn sweep(programs: &Path, account: Option<&Account>) {
    for entry in fs::read_dir(env::temp_dir()).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let Some(owner) = name.to_str().and_then(|name| name.strip_prefix(PREFIX)) else {
            continue;
        };
        if command::output(Command::new("kill").args(["-0", owner])).is_err() {
            let (programs, account) = (programs.to_path_buf(), account.cloned());
            Cluster { programs, account, directory: entry.path() }.remove();
        }
    }
}

/// A port that nobody listens on now.
pub(crate) fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;

    #[test]
    fn a_server_listens_until_it_is_dropped() {
        // Where PostgreSQL is missing a unit test should not install it; `cargo xtask test` does.
        if find_programs().is_none() {
            return;
        }
        let postgres = Postgres::start().unwrap();
        let address = postgres.url().split(['@', '/']).nth(3).unwrap().to_owned();
        let directory = postgres.cluster.lock().unwrap().as_ref().unwrap().directory.clone();
        assert!(std::net::TcpStream::connect(&address).is_ok());
        drop(postgres);
        assert!(std::net::TcpStream::connect(&address).is_err());
        assert!(!directory.exists());
    }
}
