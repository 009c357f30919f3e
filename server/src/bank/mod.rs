//! The item bank: ready-made questions in our own words, and the standard set made of them.
//!
//! Programs copy items out of the bank when they are built; a key here is where an item came
//! from, never what it is. Changing a wording below therefore changes no running series.
//!
//! What a good item looks like here: a statement about one thing, about the last quarter, that
//! somebody tired can answer without reading it twice. A rating of a tool is asked only of those
//! who used it: a *gate* (`…-use`, a [`BankScale::Choice`] over [`USAGE`]) stands before it.
//!
//! To add an item: one entry in the file of its dimension, with a new key; a gate stands above
//! the items it gates. To ask it in the standard set, add its key to `starter.rs` and see that
//! the test of the set's length still passes. To add a dimension: `app::domain::Dimension`, a
//! file here, and a line in [`bank`].

pub mod codebook;
mod cognitive_load;
mod collaboration;
mod deployment;
mod documentation;
mod feedback_loops;
mod flow;
pub mod guides;
mod item;
mod on_call;
mod platform_support;
mod satisfaction;
mod starter;
#[cfg(test)]
mod tests;
mod tooling;

pub use item::{BankItem, BankScale, USAGE, USED};
pub use starter::{SECONDS_TO_START, estimated_seconds, seconds_to_answer, starter};

/// Every item of the bank: by dimension in the order of `Dimension::ALL`, a gate before the items
/// it gates.
///
/// ```
/// let bank = soundings::bank::bank();
/// assert!(bank.iter().any(|item| item.key == "ci-speed"));
/// ```
#[must_use]
pub fn bank() -> Vec<BankItem> {
    [
        satisfaction::ITEMS,
        feedback_loops::ITEMS,
        cognitive_load::ITEMS,
        flow::ITEMS,
        tooling::ITEMS,
        documentation::ITEMS,
        deployment::ITEMS,
        on_call::ITEMS,
        collaboration::ITEMS,
        platform_support::ITEMS,
    ]
    .concat()
}

/// The item of the bank with this key.
#[must_use]
pub fn find(key: &str) -> Option<BankItem> {
    bank().into_iter().find(|item| item.key == key)
}
