//! `soundings analyze`: CSV files in, every figure out.

use crate::{
    analyze::{Files, Input, figures::Setting, output, table},
    cli::{AnalyzeArgs, AnalyzeFormat},
};
use std::{
    io::{self, BufWriter, ErrorKind, Write},
    process::ExitCode,
};

/// Reads the files and writes the figures to standard output.
///
/// Where something is wrong with the files, everything that is wrong goes to standard error, a
/// line each and with nothing around it, so that editors and scripts can follow it; nothing goes
/// to standard output, and the exit code is 2.
///
/// # Errors
/// When the figures cannot be written.
pub fn run(args: &AnalyzeArgs) -> anyhow::Result<ExitCode> {
    let files = Files {
        teams: args.teams.clone(),
        roster: args.roster.clone(),
        items: args.items.clone(),
        responses: args.responses.clone(),
        policy: args.policy.clone(),
    };
    let input = match Input::read(&files) {
        Ok(input) => input,
        Err(problems) => {
            eprint!("{problems}");
            return Ok(ExitCode::from(2));
        }
    };
    for warning in &input.warnings {
        eprintln!("{warning}");
    }
    if args.unsafe_all {
        eprintln!(
            "warning: --unsafe-all applies no disclosure rule{}: these figures can tell what \
             single people answered; use it only for answers that are public anyway",
            if args.policy.is_some() { ", those of --policy neither" } else { "" }
        );
    }
    let (setting, waves) = Setting::of(input, args.unsafe_all);
    // Standard output alone would look for the end of a line in everything that is written.
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let written = match args.format {
        AnalyzeFormat::Json => output::write(&setting, waves, &mut out),
        AnalyzeFormat::Table => table::write(&setting, waves, &mut out),
    };
    match written.and_then(|()| out.flush()) {
        // Whoever reads has seen enough, as `head` does.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
        Err(error) => Err(anyhow::Error::new(error)
            .context("cannot write the figures\ncheck that the disk has room")),
        Ok(()) => Ok(ExitCode::SUCCESS),
    }
}
