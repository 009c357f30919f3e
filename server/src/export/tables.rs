//! The tables of a release. Names of columns are those of `soundings analyze`.

mod across;
mod cells;

use super::{
    dictionary::dictionary,
    table::{
        Kind::{Boolean, Integer, Number, Text},
        Table, TableOf,
    },
};
use app::{
    domain::{ItemId, TeamId},
    report::{Interval, Release, ReleaseItem, ReleaseTeam, Shown},
};
use std::collections::HashMap;

const WAVE: &str = "The quarter, YYYY-Qn, or half-year, YYYY-Hn";
const TEAM_ID: &str = "Identity of the team; the same through renames and moves";
const TEAM: &str = "The team's name in this wave; its figures count all teams below it";
const PARENT: &str =
    "Identity of the team above it; missing at the root and where that team is not in the file";
const ITEM: &str = "Key of the item, as in the table items";
const DIMENSION: &str = "The dimension";
const SHOWN: &str =
    "exact, banded (everybody is on one side of the scale: only that is shown) or withheld";
const REASON: &str = "Why it is withheld: too-few-answers (below the minimum), would-reveal-others \
    (with other published figures it would show a small group), item-withheld or all-alike \
    (everybody's mean is the same)";

/// A row about a team, and an item where it is about one too.
struct Row<'a, T> {
    team: &'a ReleaseTeam,
    item: Option<&'a ReleaseItem>,
    of: &'a T,
}

impl<'a, T> Row<'a, T> {
    fn item(&self) -> Option<&'a str> {
        self.item.map(|item| item.key.as_str())
    }
}

/// Teams and items by what figures name them with.
struct Names<'a> {
    teams: HashMap<TeamId, &'a ReleaseTeam>,
    items: HashMap<ItemId, &'a ReleaseItem>,
}

impl<'a> Names<'a> {
    fn of(release: &'a Release) -> Self {
        Self {
            teams: release.teams.iter().map(|team| (team.team, team)).collect(),
            items: release.items.iter().map(|item| (item.item, item)).collect(),
        }
    }

    /// A row, unless the team (or the item, if it is about one) is not in the release.
    fn row<T>(&self, team: TeamId, item: Option<ItemId>, of: &'a T) -> Option<Row<'a, T>> {
        let team = self.teams.get(&team)?;
        let item = match item {
            Some(item) => Some(*self.items.get(&item)?),
            None => None,
        };
        Some(Row { team, item, of })
    }
}

/// Every table of a release.
#[must_use]
pub fn tables(release: &Release) -> Vec<Table<'_>> {
    let names = Names::of(release);
    vec![
        waves(release),
        teams(release),
        items(release),
        cells::cells(release, &names),
        cells::distributions(release, &names),
        cells::groups(release, &names),
        cells::dimensions(release, &names),
        across::changes(release, &names),
        across::reliability(release),
        across::drivers(release, &names),
    ]
}

/// Every table of a release, and the data dictionary.
#[must_use]
pub fn with_dictionary(release: &Release) -> Vec<Table<'_>> {
    let mut tables = tables(release);
    tables.push(dictionary(&tables));
    tables
}

/// How much of a figure is shown.
fn shown<T>(shown: &Shown<T>) -> &'static str {
    match shown {
        Shown::Exact(_) => "exact",
        Shown::Banded(_) => "banded",
        Shown::Withheld(_) => "withheld",
    }
}

fn low(interval: Option<Interval>) -> Option<f64> {
    interval.map(|interval| interval.low)
}

fn high(interval: Option<Interval>) -> Option<f64> {
    interval.map(|interval| interval.high)
}

fn waves(release: &Release) -> Table<'_> {
    let wave = release.period.to_string();
    TableOf::new("waves", "The wave, and the disclosure policy it was published by", vec![release])
        .column("wave", Text, WAVE, move |_| wave.clone())
        .column("wave_id", Text, "Identity of the wave, as in the address of its page", |row| {
            row.wave.to_string()
        })
        .column(
            "minimum",
            Integer,
            "Fewest answers of a cell and of a difference of cells",
            |row| row.policy.minimum,
        )
        .column("distribution_minimum", Integer, "Fewest answers of a distribution", |row| {
            row.policy.distribution_minimum
        })
        .column("comments_minimum", Integer, "Fewest responses behind comments", |row| {
            row.policy.comments_minimum
        })
        .finish()
}

fn teams(release: &Release) -> Table<'_> {
    TableOf::new("teams", "One team", release.teams.iter().collect())
        .column("wave", Text, WAVE, wave_of(release))
        .column("team_id", Text, TEAM_ID, |team: &&ReleaseTeam| team.team.to_string())
        .column("team", Text, TEAM, |team: &&ReleaseTeam| team.name.as_str())
        .column("parent_id", Text, PARENT, |team| team.parent.map(|parent| parent.to_string()))
        .column("depth", Integer, "Teams above it; 0 at the root", |team| team.depth)
        .column(
            "invited",
            Integer,
            "People whose answers count here; missing below the minimum and without a roster",
            |team| team.invited,
        )
        .column(
            "participation",
            Number,
            "Share of the invited who answered, 0 to 1, rounded to 0.1 where responses are missing",
            |team| team.participation,
        )
        .column("responses", Integer, "Responses; only at the root", |team| team.responses)
        .finish()
}

fn items(release: &Release) -> Table<'_> {
    let asked: Vec<&ReleaseItem> = release.items.iter().collect();
    TableOf::new("items", "One item as it was asked", asked)
        .column("wave", Text, WAVE, wave_of(release))
        .column("item", Text, "Key of the item: short, and the same in every wave", |item| {
            item.key.as_str()
        })
        .column("item_id", Text, "Identity of the item", |item| item.item.to_string())
        .column("series", Integer, "Waves in which item and series agree compare", |item| {
            item.series
        })
        .column("dimension", Text, DIMENSION, |item| item.dimension.name())
        .column(
            "scale",
            Text,
            "likert5, likert7, scale10, nps, yesno, choice, multi-choice or text",
            |item| item.scale.name(),
        )
        .column("reverse", Boolean, "Whether values were flipped before counting", |item| {
            item.reverse
        })
        .column("wording", Text, "The question", |item| item.wording.as_str())
        .finish()
}

/// The wave, for every row of a table.
fn wave_of<T>(release: &Release) -> impl Fn(&T) -> String + use<T> {
    let wave = release.period.to_string();
    move |_| wave.clone()
}
