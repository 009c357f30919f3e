//! How long the overview of the sample organisation takes to serve, and in how much memory.
//!
//! The release build, a fresh SQLite database, one connection kept open, one request after the
//! other: what one person waits for, not how many people a machine can carry.

use std::fs::{self, File};
use std::io::Read;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{self, Child, Command};
use std::time::{Duration, Instant};
use std::{env, thread};

use anyhow::{Context, Result, bail, ensure};

use super::http::Connection;
use crate::postgres::free_port;
use crate::workspace::{Profile, Workspace};
use crate::{command, serve};

const WARM_UP: usize = 50;
const REQUESTS: usize = 1_000;

/// Builds, seeds, signs in and measures.
pub(super) fn run(workspace: &Workspace) -> Result<()> {
    serve::build(workspace, Profile::Release)?;
    let directory = env::temp_dir().join(format!("soundings-bench-{}", process::id()));
    fs::create_dir(&directory)?;
    let result = measure(&workspace.binary(Profile::Release), &directory);
    fs::remove_dir_all(&directory)?;
    result
}

fn measure(binary: &Path, directory: &Path) -> Result<()> {
    let seeding = Server::start(binary, "demo", directory)?;
    let printed = seeding.stop()?;
    let (email, password) =
        manager(&printed).context("soundings demo printed no manager's e-mail and password")?;

    // A process that has not seeded shows what serving alone takes.
    let server = Server::start(binary, "serve", directory)?;
    let mut connection = Connection::open(server.address)?;
    let answer = connection.post("/sign-in", &[("email", &email), ("password", &password)])?;
    let cookie = answer
        .header("set-cookie")
        .and_then(|cookie| cookie.split(';').next())
        .with_context(|| format!("signing in as {email} answered {}", answer.status))?
        .to_owned();
    // It leads to the overview of the newest wave.
    let results = connection.get("/results", &cookie)?;
    let page = results.header("location").context("/results leads to no overview")?;

    let mut times = Vec::with_capacity(REQUESTS);
    let mut bytes = 0;
    for number in 0..WARM_UP + REQUESTS {
        let started = Instant::now();
        let answer = connection.get(page, &cookie)?;
        let elapsed = started.elapsed();
        ensure!(answer.status == 200, "{page} answered {}", answer.status);
        bytes = answer.body.len();
        if number >= WARM_UP {
            times.push(elapsed);
        }
    }
    times.sort();
    println!("{page}: {REQUESTS} requests one after the other, {bytes} bytes each");
    println!(
        "p50 {:.2} ms, p95 {:.2} ms, p99 {:.2} ms",
        milliseconds(&times, 50),
        milliseconds(&times, 95),
        milliseconds(&times, 99)
    );
    println!("at most {} of memory", server.peak_memory()?);
    server.stop().map(drop)
}

/// The smallest of the sorted times that `percent` of them don't exceed.
fn milliseconds(sorted: &[Duration], percent: usize) -> f64 {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).map_or(0.0, |time| time.as_secs_f64() * 1_000.0)
}

/// A server on the database in `directory`; what it prints goes to a file beside that.
struct Server {
    child: Child,
    address: SocketAddr,
    printed: PathBuf,
}

impl Server {
    fn start(binary: &Path, verb: &str, directory: &Path) -> Result<Self> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, free_port()?));
        let database = format!("sqlite:{}", directory.join("soundings.db").display());
        let printed = directory.join(verb);
        let output = File::create(&printed)?;
        let child = Command::new(binary)
            .args([verb, "--database", &database, "--listen", &address.to_string()])
            .stdout(output.try_clone()?)
            .stderr(output)
            .spawn()?;
        let mut server = Self { child, address, printed };
        let patience = Instant::now() + Duration::from_secs(120);
        while !server.is_ready() {
            if let Some(status) = server.child.try_wait()? {
                bail!("soundings {verb} ended with {status}\n{}", server.printed()?);
            }
            ensure!(Instant::now() < patience, "soundings {verb} was not ready in two minutes");
            thread::sleep(Duration::from_millis(50));
        }
        Ok(server)
    }

    fn is_ready(&self) -> bool {
        Connection::open(self.address)
            .and_then(|mut connection| connection.get("/readyz", ""))
            .is_ok_and(|answer| answer.status == 200)
    }

    /// The most memory it ever had, as the kernel says it.
    fn peak_memory(&self) -> Result<String> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        Ok(peak.context("the kernel names no peak")?.trim().to_owned())
    }

    /// Ends it as an operator would, and returns what it has printed.
    fn stop(mut self) -> Result<String> {
        command::output(Command::new("kill").arg(self.child.id().to_string()))?;
        self.child.wait()?;
        self.printed()
    }

    fn printed(&self) -> Result<String> {
        let mut printed = String::new();
        File::open(&self.printed)?.read_to_string(&mut printed)?;
        Ok(printed)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It has ended already, unless something failed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads `with the password “...”`, and the address behind the word `Manager`.
fn manager(printed: &str) -> Option<(String, String)> {
    let (_, quoted) = printed.split_once("password “")?;
    let password = quoted.split('”').next()?;
    let email = printed.lines().find_map(|line| {
        let mut words = line.split_whitespace();
        words.next().filter(|role| role.eq_ignore_ascii_case("manager"))?;
        words.find(|word| word.contains('@'))
    })?;
    Some((email.to_owned(), password.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_the_time_that_so_many_requests_do_not_exceed() {
        let times: Vec<Duration> = (1..=100).map(Duration::from_millis).collect();
        assert_eq!([50, 95].map(|percent| milliseconds(&times, percent)), [50.0, 95.0]);
        assert!(milliseconds(&[], 95).abs() < f64::EPSILON);
    }

    #[test]
    fn the_sign_in_of_a_manager_is_found_in_what_the_demo_prints() {
        let printed = "Sign in as one of these, with the password “plumb line”:\n  \
                       Admin       ada@example.org    Ada\n  \
                       Manager     mo@example.org     Mo\n";
        let expected = ("mo@example.org".to_owned(), "plumb line".to_owned());
        assert_eq!(manager(printed), Some(expected));
    }
}
