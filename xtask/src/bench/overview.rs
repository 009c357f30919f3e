//! How long the overview of the sample organisation takes to serve, and in how much memory.
//!
//! The release build, a fresh SQLite database, one connection kept open, one request after the
//! other: what one person waits for, not how many people a machine can carry.

use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, SocketAddr};
use std::process::{self, Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use anyhow::{Context, Result, bail, ensure};

use super::http::Connection;
use crate::postgres::free_port;
use crate::serve;
use crate::workspace::{Profile, Workspace};

const WARM_UP: usize = 50;
const REQUESTS: usize = 1_000;

/// Builds, seeds, signs in and measures.
pub(super) fn run(workspace: &Workspace) -> Result<()> {
    serve::build(workspace, Profile::Release)?;
    let directory = env::temp_dir().join(format!("soundings-bench-{}", process::id()));
    fs::create_dir(&directory)?;
    let database = format!("sqlite:{}", directory.join("soundings.db").display());
    let result = Server::start(workspace, &database).and_then(|server| measure(&server));
    fs::remove_dir_all(&directory)?;
    result
}

fn measure(server: &Server) -> Result<()> {
    let mut connection = Connection::open(server.address)?;
    let cookie = sign_in(&mut connection, server)?;
    let mut page = "/".to_owned();
    let first = connection.get(&page, &cookie)?;
    if let Some(location) = first.header("location") {
        page = location.to_owned();
    }
    let mut times = Vec::with_capacity(REQUESTS);
    let mut bytes = 0;
    for number in 0..WARM_UP + REQUESTS {
        let started = Instant::now();
        let answer = connection.get(&page, &cookie)?;
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
    Ok(())
}

/// The smallest of the sorted times that `percent` of them don't exceed.
fn milliseconds(sorted: &[Duration], percent: usize) -> f64 {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).map_or(0.0, |time| time.as_secs_f64() * 1_000.0)
}

/// Signs in as the manager that `soundings demo` prints.
fn sign_in(connection: &mut Connection, server: &Server) -> Result<String> {
    let (email, password) = server.sign_in()?;
    let answer = connection.post("/sign-in", &[("email", &email), ("password", &password)])?;
    let cookie = answer
        .header("set-cookie")
        .with_context(|| format!("signing in as {email} answered {}", answer.status))?;
    Ok(cookie.split(';').next().unwrap_or_default().to_owned())
}

/// A server with the sample organisation; it ends when this is dropped.
struct Server {
    child: Child,
    address: SocketAddr,
    printed: Receiver<String>,
}

impl Server {
    fn start(workspace: &Workspace, database: &str) -> Result<Self> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, free_port()?));
        let mut child = Command::new(workspace.binary(Profile::Release))
            .args(["demo", "--database", database, "--listen", &address.to_string()])
            .stdout(Stdio::piped())
            .spawn()?;
        let output = child.stdout.take().context("the standard output was asked for")?;
        let (sender, printed) = mpsc::channel();
        // Read to the end even when nobody listens: a full pipe would stop the server.
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        let mut server = Self { child, address, printed };
        let patience = Instant::now() + Duration::from_secs(120);
        while !server.is_ready() {
            if let Some(status) = server.child.try_wait()? {
                bail!("soundings demo ended with {status}");
            }
            ensure!(Instant::now() < patience, "soundings demo was not ready in two minutes");
            thread::sleep(Duration::from_millis(50));
        }
        Ok(server)
    }

    fn is_ready(&self) -> bool {
        Connection::open(self.address)
            .and_then(|mut connection| connection.get("/readyz", ""))
            .is_ok_and(|answer| answer.status == 200)
    }

    /// The e-mail of a manager and the password of everybody.
    fn sign_in(&self) -> Result<(String, String)> {
        let mut printed = Vec::new();
        // What is printed before the server listens has arrived; a pause ends the reading.
        while let Ok(line) = self.printed.recv_timeout(Duration::from_millis(500)) {
            printed.push(line);
        }
        manager(&printed).context("soundings demo printed no manager's e-mail and password")
    }

    /// The most memory it ever had, as the kernel says it.
    fn peak_memory(&self) -> Result<String> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        Ok(peak.context("the kernel names no peak")?.trim().to_owned())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads `with the password “...”`, and the address behind the word `manager`.
fn manager(printed: &[String]) -> Option<(String, String)> {
    let password = printed.iter().find_map(|line| {
        let (_, quoted) = line.split_once("password “")?;
        quoted.split('”').next()
    })?;
    let email = printed.iter().find_map(|line| {
        let mut words = line.split_whitespace();
        words.next().filter(|role| *role == "manager")?;
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
        let printed = [
            "Sign in as one of these, with the password “plumb line”:",
            "  admin       ada@example.org    Ada",
            "  manager     mo@example.org     Mo",
        ];
        let expected = ("mo@example.org".to_owned(), "plumb line".to_owned());
        assert_eq!(manager(&printed.map(str::to_owned)), Some(expected));
    }
}
