//! Published results: the newest of each program, one wave's overview, a team, an item.

mod drivers;
mod follow_up;
mod item;
mod list;
mod overview;
mod team;
mod voices;
mod waves;

pub(super) use item::ItemResults;
pub(super) use list::Results;
pub(super) use overview::Overview;
pub(super) use team::TeamResults;

use crate::domain::{ItemId, TeamId, WaveId};

fn overview_href(wave: WaveId) -> String {
    format!("/results/{wave}")
}

fn team_href(wave: WaveId, team: TeamId) -> String {
    format!("/results/{wave}/teams/{team}")
}

fn item_href(wave: WaveId, item: ItemId) -> String {
    format!("/results/{wave}/items/{item}")
}
