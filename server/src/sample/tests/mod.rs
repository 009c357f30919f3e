//! Tests of the sample organisation, over several seeds.

mod answers;
mod organisation;
mod planted;

use super::*;
use std::sync::LazyLock;

/// Enough seeds that no assertion below holds by luck.
const SEEDS: u64 = 8;

fn make(seed: u64) -> SampleOrganisation {
    generate(seed, "2026-Q2".parse().expect("a period")).expect("an organisation")
}

/// The organisations of all seeds, made once for all tests.
static ORGANISATIONS: LazyLock<Vec<SampleOrganisation>> =
    LazyLock::new(|| (0..SEEDS).map(make).collect());

fn sample(seed: usize) -> &'static SampleOrganisation {
    &ORGANISATIONS[seed]
}

fn samples() -> impl Iterator<Item = (usize, &'static SampleOrganisation)> {
    ORGANISATIONS.iter().enumerate()
}
