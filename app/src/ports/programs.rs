//! Programs, items and waves, as researchers see them.

use super::PortResult;
use crate::{
    domain::{Item, ItemId, Program, ProgramId, Viewer, Wave, WaveId},
    report::TokenCounts,
};
use async_trait::async_trait;

/// A wave in a list.
#[derive(Clone, Debug)]
pub struct WaveRow {
    /// The wave.
    pub wave: Wave,
    /// When it opens or opened by itself, in words.
    pub opens: Option<String>,
    /// When it closes or closed by itself, in words.
    pub closes: Option<String>,
    /// Both days as a date field takes them; empty where it is done by hand.
    pub dates: (String, String),
}

/// A program in a list.
#[derive(Clone, Debug)]
pub struct ProgramRow {
    /// The program.
    pub program: Program,
    /// How many items it asks.
    pub items: usize,
    /// Its newest wave.
    pub newest: Option<WaveRow>,
}

/// A program's page.
#[derive(Clone, Debug)]
pub struct ProgramView {
    /// The program.
    pub program: Program,
    /// What it asks, in order.
    pub items: Vec<Item>,
    /// Items of the bank that it does not ask.
    pub not_asked: Vec<Item>,
    /// Its waves, newest first.
    pub waves: Vec<WaveRow>,
    /// The period that a new wave would stand for, such as `2026-Q4`.
    pub next_period: String,
    /// Minutes that answering takes, as a rule of thumb.
    pub minutes: u32,
}

/// An item in the bank.
#[derive(Clone, Debug)]
pub struct ItemRow {
    /// The item.
    pub item: Item,
    /// The programs that ask it.
    pub asked_by: Vec<String>,
}

/// An item's page.
#[derive(Clone, Debug)]
pub struct ItemPage {
    /// All its wordings, newest first; never empty.
    pub versions: Vec<Item>,
    /// The programs that ask it.
    pub asked_by: Vec<String>,
    /// The item whose answer decides whether this one is asked.
    pub gate: Option<Item>,
}

/// What the page of a new item has to know.
#[derive(Clone, Debug)]
pub struct NewItemPage {
    /// Items whose answer can decide whether another is asked.
    pub gates: Vec<Item>,
    /// The fewest responses with which new waves show comments.
    pub comments_minimum: u32,
}

/// A wave's page.
#[derive(Clone, Debug)]
pub struct WavePage {
    /// Its program.
    pub program: Program,
    /// The wave with its dates.
    pub row: WaveRow,
    /// What it asks, or would ask if it opened now.
    pub items: Vec<Item>,
    /// People on its frozen roster, or who would be invited now.
    pub invited: usize,
    /// Teams whose people answer for a team above, because they are fewer than the minimum: the
    /// team's name and the one it answers for.
    pub merged: Vec<(String, String)>,
    /// Share of the invited who have answered, in points rounded to ten; while it is open and after.
    pub participation: Option<u32>,
    /// What keeps it from opening.
    pub obstacles: Vec<String>,
    /// The fewest answers it ever shows.
    pub minimum: u32,
    /// Its public key as text, if it takes tokens and has opened.
    pub public_key: Option<String>,
    /// How many tokens each reporting team got and used, by its name; once it is closed.
    pub tokens: Vec<(String, TokenCounts)>,
}

/// Questions about programs, items and waves.
#[async_trait]
pub trait ProgramPort: Send + Sync {
    /// All programs.
    async fn programs(&self, viewer: &Viewer) -> PortResult<Vec<ProgramRow>>;
    /// One program.
    async fn program(&self, viewer: &Viewer, id: ProgramId) -> PortResult<ProgramView>;
    /// The item bank.
    async fn items(&self, viewer: &Viewer) -> PortResult<Vec<ItemRow>>;
    /// One item.
    async fn item(&self, viewer: &Viewer, id: ItemId) -> PortResult<ItemPage>;
    /// What can be chosen for a new item.
    async fn new_item(&self, viewer: &Viewer) -> PortResult<NewItemPage>;
    /// One wave.
    async fn wave(&self, viewer: &Viewer, id: WaveId) -> PortResult<WavePage>;
}
