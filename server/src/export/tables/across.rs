//! Changes from the wave before, and figures across items.

use super::{DIMENSION, ITEM, Names, Row, TEAM, TEAM_ID, WAVE, high, low, wave_of};
use crate::export::table::{
    Kind::{Integer, Number, Text},
    Table, TableOf,
};
use app::report::{Release, Verdict};

pub(super) fn changes<'a>(release: &'a Release, names: &Names<'a>) -> Table<'a> {
    type Change<'a> = Row<'a, app::report::ReleaseChange>;
    let rows = release.changes.iter();
    let rows = rows.filter_map(|one| names.row(one.team, Some(one.item), one)).collect();
    TableOf::new("changes", "One team and item, compared with the wave before", rows)
        .column("wave", Text, WAVE, wave_of(release))
        .column("since", Text, "The wave it is compared with", |row: &Change<'a>| {
            row.of.since.to_string()
        })
        .column("team_id", Text, TEAM_ID, |row| row.team.team.to_string())
        .column("team", Text, TEAM, |row| row.team.name.as_str())
        .column("item", Text, ITEM, Row::item)
        .column("delta", Number, "Share of favourable answers, now minus before", |row| {
            row.of.figures.delta
        })
        .column("cliffs_delta", Number, "Cliff's delta, now against before, -1 to 1", |row| {
            row.of.figures.cliffs_delta
        })
        .column("p", Number, "Exact two-sided permutation p of Mann-Whitney's U", |row| {
            row.of.figures.p
        })
        .column(
            "q",
            Number,
            "p after Benjamini-Hochberg, among teams with or among teams without teams below",
            |row| row.of.figures.q,
        )
        .column("verdict", Text, "improved, declined or no clear change", |row| {
            verdict(row.of.figures.verdict)
        })
        .column(
            "detectable",
            Number,
            "The smallest change of the share that so few answers could have shown at p < 0.05",
            |row| row.of.figures.detectable,
        )
        .finish()
}

/// As `soundings analyze` spells it.
fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Improved => "improved",
        Verdict::Declined => "declined",
        Verdict::NoClearChange => "no clear change",
    }
}

pub(super) fn reliability(release: &Release) -> Table<'_> {
    TableOf::new("reliability", "One dimension, organisation-wide", release.reliability.clone())
        .column("wave", Text, WAVE, wave_of(release))
        .column("dimension", Text, DIMENSION, |row| row.dimension.name())
        .column("items", Integer, "Its items whose answers are numbers", |row| row.items)
        .column("answered", Integer, "Respondents who answered all of them", |row| row.answered)
        .column("alpha", Number, "Cronbach's alpha", |row| row.alpha)
        .finish()
}

pub(super) fn drivers<'a>(release: &'a Release, names: &Names<'a>) -> Table<'a> {
    let drivers = release.drivers.iter().flat_map(|drivers| {
        let outcome = names.items.get(&drivers.outcome).map(|item| item.key.as_str());
        drivers
            .dimensions
            .iter()
            .map(move |(dimension, driver)| (outcome, drivers, *dimension, *driver))
    });
    TableOf::new("drivers", "One dimension that goes with an outcome", drivers.collect())
        .column("wave", Text, WAVE, wave_of(release))
        .column("outcome", Text, "Key of the outcome item", |row| row.0)
        .column("answered", Integer, "Respondents with the outcome and every dimension", |row| {
            row.1.answered
        })
        .column(
            "r_squared",
            Number,
            "Share of the outcome's variance that all dimensions together go with",
            |row| row.1.r_squared,
        )
        .column("dimension", Text, DIMENSION, |row| row.2.name())
        .column("share", Number, "Its part of that (LMG); the parts add up to 1", |row| row.3.share)
        .column("share_low", Number, "Lower end of its 95 % bootstrap interval", |row| {
            low(row.3.interval)
        })
        .column("share_high", Number, "Its upper end", |row| high(row.3.interval))
        .finish()
}
