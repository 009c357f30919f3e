//! `cargo xtask bench`: what can be measured, and how.
//!
//! To add a measurement, add a row to [`BENCHES`]. A criterion benchmark needs only
//! `|workspace| cargo_bench(workspace, "its name")`.

use anyhow::{Result, bail};

use crate::{command, postgres::Postgres, workspace::Workspace};

mod analysis;
mod http;
mod organisation;
mod overview;
mod process;

/// One measurement.
struct Bench {
    name: &'static str,
    what: &'static str,
    run: fn(&Workspace) -> Result<()>,
}

/// Everything that can be measured.
const BENCHES: [Bench; 6] = [
    Bench {
        name: "analysis",
        what: "soundings analyze for 50,000 people, against its budgets; then its methods",
        run: analysis::run,
    },
    Bench {
        name: "methods",
        what: "the statistics of one cell, change, trend and wave, each alone",
        run: |workspace| cargo_bench(workspace, "analysis"),
    },
    Bench {
        name: "publish",
        what: "publishing a wave of 50,000 people from SQLite and from PostgreSQL",
        run: |workspace| bench_on_both(workspace, "publish"),
    },
    Bench {
        name: "interviews",
        what: "searching 20,000 interviews in SQLite and in PostgreSQL, against 50 ms",
        run: |workspace| bench_on_both(workspace, "interviews"),
    },
    Bench {
        name: "answers",
        what: "answering with tokens, 16 at once, against 500 a second; its parsers fuzzed",
        run: |workspace| {
            let postgres = Postgres::start_durable()?;
            let mut cargo = workspace.cargo();
            cargo.args(["bench", "--package", "soundings", "--bench", "answers"]);
            command::run(cargo.env("SOUNDINGS_TEST_POSTGRES", postgres.url()))
        },
    },
    Bench {
        name: "overview",
        what: "time and memory of serving the sample organisation's overview page",
        run: overview::run,
    },
];

/// Runs the one of this name, or lists them.
pub(crate) fn run(workspace: &Workspace, name: Option<&str>) -> Result<()> {
    let Some(name) = name else {
        for Bench { name, what, .. } in &BENCHES {
            println!("{name:12} {what}");
        }
        return Ok(());
    };
    match BENCHES.iter().find(|bench| bench.name == name) {
        Some(bench) => (bench.run)(workspace),
        None => bail!("nothing is called `{name}`; `cargo xtask bench` lists what there is"),
    }
}

/// Runs a benchmark of the server that wants a PostgreSQL.
fn bench_on_both(workspace: &Workspace, name: &str) -> Result<()> {
    let postgres = Postgres::start()?;
    let mut cargo = workspace.cargo();
    cargo.args(["bench", "--package", "soundings", "--bench", name]);
    command::run(cargo.env("SOUNDINGS_TEST_POSTGRES", postgres.url()))
}

/// Runs a criterion benchmark of the server.
fn cargo_bench(workspace: &Workspace, name: &str) -> Result<()> {
    // As a release is built: for the whole workspace cargo would choose other features and compile
    // more dependencies again.
    command::run(workspace.cargo().args(["bench", "--package", "soundings", "--bench", name]))
}
