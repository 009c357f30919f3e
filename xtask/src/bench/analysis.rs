//! `soundings analyze` as a whole process, from CSV to JSON, for organisations as large as they get.
//!
//! What is measured is what somebody waits for who types the command, on two cores, with the files
//! in the cache of the disk. Three claims of the contract, and each can fail: one wave, twelve
//! waves, and that eight times as much takes about eight times as long. What was counted is counted
//! again from the output: nobody is fast by leaving something out.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{env, process as this};

use anyhow::{Context, Result, bail, ensure};

use super::cargo_bench;
use super::organisation::{self, ITEMS, Size, Written};
use super::process::{self, Taken};
use crate::serve;
use crate::workspace::{Profile, Workspace};

/// One wave of the largest organisation that is promised.
const ONE_WAVE: Size = Size { people: 50_000, teams: 6_000, waves: 1 };
const ONE_WAVE_TIME: Duration = Duration::from_secs(2);
const ONE_WAVE_MEMORY: u64 = 500_000_000;

const WAVES: usize = 12;
const ALL_WAVES_TIME: Duration = Duration::from_secs(25);

/// How many times as much, and by how much an answer may take longer in the largest.
const TIMES: [usize; 4] = [1, 2, 4, 8];
const STEEPEST: f64 = 1.5;

/// Runs of what is short: the middle one counts.
const RUNS: usize = 3;

/// Builds the program, measures it, and then its methods one by one.
pub(super) fn run(workspace: &Workspace) -> Result<()> {
    serve::build(workspace, Profile::Release)?;
    let directory = env::temp_dir().join(format!("soundings-bench-{}", this::id()));
    fs::create_dir(&directory)?;
    let result = Bench { binary: workspace.binary(Profile::Release), directory: &directory }.all();
    fs::remove_dir_all(&directory)?;
    result?;
    println!("\nThe methods alone");
    cargo_bench(workspace, "analysis")
}

struct Bench<'a> {
    binary: PathBuf,
    directory: &'a Path,
}

/// A claim and whether it held.
struct Claim {
    words: String,
    holds: bool,
}

/// An organisation, what it took, and what came out.
struct Measured {
    written: Written,
    taken: Taken,
}

impl Bench<'_> {
    fn all(&self) -> Result<()> {
        let mut claims = Vec::new();
        println!(
            "\n{:>7}  {:>6}  {:>5}  {:>10}  {:>9}  {:>9}  {:>8}  {:>14}",
            "people", "teams", "waves", "answers", "wall s", "cpu s", "peak MB", "ns of an answer"
        );
        let mut by_size = Vec::new();
        for times in TIMES {
            let size =
                Size { people: ONE_WAVE.people * times, teams: ONE_WAVE.teams * times, waves: 1 };
            by_size.push(self.measure(size, RUNS)?);
        }
        let one = &by_size[0].taken;
        claims.push(Claim {
            words: format!(
                "one wave in {:.2} s of {} s allowed",
                one.time.as_secs_f64(),
                ONE_WAVE_TIME.as_secs()
            ),
            holds: one.time <= ONE_WAVE_TIME,
        });
        claims.push(Claim {
            words: format!(
                "one wave in {} MB of {} MB allowed",
                megabytes(one.peak_bytes),
                megabytes(ONE_WAVE_MEMORY)
            ),
            holds: one.peak_bytes <= ONE_WAVE_MEMORY,
        });
        let steepness = per_answer(&by_size[TIMES.len() - 1]) / per_answer(&by_size[0]);
        claims.push(Claim {
            words: format!(
                "{} times as much takes {steepness:.2} times as long an answer, of {STEEPEST} allowed",
                TIMES[TIMES.len() - 1]
            ),
            holds: steepness <= STEEPEST,
        });
        let all = self.measure(Size { waves: WAVES, ..ONE_WAVE }, 1)?;
        claims.push(Claim {
            words: format!(
                "{WAVES} waves with changes and trends in {:.1} s of {} s allowed",
                all.taken.time.as_secs_f64(),
                ALL_WAVES_TIME.as_secs()
            ),
            holds: all.taken.time <= ALL_WAVES_TIME,
        });
        println!();
        for Claim { words, holds } in &claims {
            println!("{} {words}", if *holds { "ok    " } else { "FAILED" });
        }
        let failed = claims.iter().filter(|claim| !claim.holds).count();
        if failed > 0 {
            bail!("{failed} of {} claims of the contract do not hold here", claims.len());
        }
        Ok(())
    }

    /// Writes an organisation, analyses it, looks whether all of it was, and prints a line.
    fn measure(&self, size: Size, runs: usize) -> Result<Measured> {
        let written = organisation::write(self.directory, size)?;
        let mut taken = (0..runs).map(|_| self.analyse()).collect::<Result<Vec<_>>>()?;
        taken.sort_by_key(|taken| taken.time);
        let taken = Taken {
            peak_bytes: taken.iter().map(|taken| taken.peak_bytes).max().unwrap_or(0),
            ..taken[runs / 2]
        };
        check(&self.output(), size, written)?;
        let measured = Measured { written, taken };
        println!(
            "{:>7}  {:>6}  {:>5}  {:>10}  {:>9.2}  {:>9.2}  {:>8}  {:>14.0}",
            size.people,
            size.teams,
            size.waves,
            written.answers,
            taken.time.as_secs_f64(),
            taken.cpu.as_secs_f64(),
            megabytes(taken.peak_bytes),
            per_answer(&measured)
        );
        Ok(measured)
    }

    fn analyse(&self) -> Result<Taken> {
        let mut command = process::on_two_cores(&self.binary);
        command.arg("analyze").current_dir(self.directory).stdout(File::create(self.output())?);
        for file in ["teams", "roster", "items", "responses"] {
            command.args([format!("--{file}"), format!("{file}.csv")]);
        }
        process::measure(&mut command)
    }

    fn output(&self) -> PathBuf {
        self.directory.join("figures.json")
    }
}

/// Nanoseconds of waiting for each answer.
fn per_answer(measured: &Measured) -> f64 {
    measured.taken.time.as_secs_f64() * 1e9 / measured.written.answers as f64
}

fn megabytes(bytes: u64) -> u64 {
    bytes / 1_000_000
}

/// Whether the output has a row for everything, and in the whole organisation every answer.
fn check(output: &Path, size: Size, written: Written) -> Result<()> {
    let mut rows: BTreeMap<String, usize> = BTreeMap::new();
    let mut list = String::new();
    let mut answered = 0;
    let root = format!("\"team\":\"{}\"", organisation::name(0));
    for line in BufReader::new(File::open(output)?).lines() {
        let line = line?;
        if let Some(name) = line.strip_prefix('"').and_then(|rest| rest.strip_suffix("\":[")) {
            name.clone_into(&mut list);
        } else if line.starts_with('{') && !list.is_empty() {
            *rows.entry(list.clone()).or_default() += 1;
            if list == "cells" && line.contains(&root) {
                answered += number(&line, "answered").context("the root is withheld")?;
            }
        }
    }
    let Size { teams, waves, .. } = size;
    let count = |list: &str| rows.get(list).copied().unwrap_or(0);
    ensure!(count("cells") == teams * ITEMS * waves, "{} cells", count("cells"));
    ensure!(count("dimensions") == teams * organisation::DIMENSIONS * waves, "dimensions");
    ensure!(answered == written.values, "{answered} of {} answers were counted", written.values);
    ensure!((count("changes") > 0) == (waves > 1), "{} changes", count("changes"));
    ensure!(count("trends") > 0, "no trends");
    Ok(())
}

/// The whole number in a field.
fn number(line: &str, field: &str) -> Option<u64> {
    let (_, rest) = line.split_once(&format!("\"{field}\":"))?;
    rest.split([',', '}']).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_of_a_row_is_read() {
        let row = "{\"team\":\"a\",\"answered\":17,\"score\":null}";
        assert_eq!((number(row, "answered"), number(row, "score")), (Some(17), None));
    }
}
