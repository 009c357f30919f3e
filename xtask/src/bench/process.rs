//! Runs a program to its end and says what that took.

use std::fs;
use std::path::Path;
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use crate::command;

/// What a program took from its start to its end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Taken {
    /// From its start until it had ended.
    pub(super) time: Duration,
    /// Of all cores together: on a machine that others use too, this is what stays the same.
    pub(super) cpu: Duration,
    /// The most memory it ever had.
    pub(super) peak_bytes: u64,
}

/// How often the kernel is asked. What is allocated in the last moment can be missed, so this is
/// short against anything that is measured.
const INTERVAL: Duration = Duration::from_millis(2);

/// Clock ticks a second in /proc, the same on every Linux that people run.
const TICKS: u64 = 100;

/// A command that has two cores, however many there are.
pub(super) fn on_two_cores(binary: &Path) -> Command {
    let more = thread::available_parallelism().is_ok_and(|cores| cores.get() > 2);
    match command::find("taskset").filter(|_| more) {
        Some(taskset) => {
            let mut command = Command::new(taskset);
            command.args(["--cpu-list", "0,1"]).arg(binary);
            command
        }
        None => Command::new(binary),
    }
}

/// Runs a program that must succeed.
pub(super) fn measure(command: &mut Command) -> Result<Taken> {
    let started = Instant::now();
    let mut child = command.spawn().context("can't start what is to be measured")?;
    let mut last = None;
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        last = usage(&child).or(last);
        thread::sleep(INTERVAL);
    };
    let time = started.elapsed();
    ensure!(status.success(), "soundings ended with {status}");
    let (cpu, peak_bytes) =
        last.context("the kernel does not say how much it took: is this Linux?")?;
    Ok(Taken { time, cpu, peak_bytes })
}

/// CPU time so far and the most memory so far; none once it has ended.
fn usage(child: &Child) -> Option<(Duration, u64)> {
    let file = |name: &str| fs::read_to_string(format!("/proc/{}/{name}", child.id())).ok();
    let peak = peak(&file("status")?)?;
    Some((cpu(&file("stat")?)?, peak))
}

/// Reads `VmHWM:   1234 kB`.
fn peak(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes * 1024)
}

/// Adds up user and system time, the 14th and 15th field; the second, a name, can hold anything.
fn cpu(stat: &str) -> Option<Duration> {
    let (_, rest) = stat.rsplit_once(") ")?;
    let mut fields = rest.split_whitespace().skip(11);
    let mut next = || fields.next()?.parse::<u64>().ok();
    Some(Duration::from_millis((next()? + next()?) * 1000 / TICKS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_kernel_says_is_read() {
        assert_eq!(peak("Name:\tx\nVmPeak:\t 9 kB\nVmHWM:\t    2048 kB\n"), Some(2 << 20));
        let stat = "7 (a (b) c) S 1 7 7 0 -1 4194304 100 0 0 0 150 25 0 0 20 0 3 0 1 2 3";
        assert_eq!(cpu(stat), Some(Duration::from_millis(1750)));
        assert_eq!((peak(""), cpu("7 (x) S 1")), (None, None));
    }
}
