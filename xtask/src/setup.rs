//! `cargo xtask setup`: everything that the other commands would fetch or build on first use.

use anyhow::Result;

use crate::steps::Steps;
use crate::wasm::Toolchain;
use crate::workspace::Workspace;
use crate::{browser, postgres};

/// Prepares for building and for testing. Safe to repeat, and quick when nothing is missing.
pub(crate) fn everything(workspace: &Workspace) -> Result<()> {
    let mut steps = Steps::new(3);
    steps.step(
        "A compiler for the browser part, usually 2 s (the first time 70 s, unless rustup has it)",
        || {
            let toolchain = Toolchain::prepare(workspace)?;
            println!("      {}", toolchain.describe());
            Ok(())
        },
    )?;
    steps.step("PostgreSQL for the tests, usually 1 s (30 s where it is installed now)", || {
        println!("      {}", postgres::programs()?.display());
        Ok(())
    })?;
    steps.step("Chromium and Playwright for the tests, usually 15 s (a minute more where Chromium is installed now)", || browser::prepare(workspace))
}
