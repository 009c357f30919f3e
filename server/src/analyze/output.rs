//! The figures as JSON: one object, one figure a line.
//!
//! Written as it is made. What may not be shown is null, and a figure that is no finite number
//! would be null, too; there is none. To add a field: its name and type in the struct of its list,
//! in the order of the contract, and its value in `of`.

use super::{
    figures::{Counted, Kept, Setting, analyse},
    input::Wave,
    list::List,
};
use app::{
    domain::Period,
    report::{CellFigures, Interval, Shown, Trend, TrendVerdict, Verdict},
};
use serde::Serialize;
use std::io::{self, Write};

/// The disclosure rules that were applied.
#[derive(Serialize)]
struct Policy {
    minimum: u32,
    distribution_minimum: u32,
    comments_minimum: u32,
    unsafe_all: bool,
}

/// A share, or the side of the scale where no more is shown.
#[derive(Clone, Copy, Serialize)]
#[serde(untagged)]
enum Favourable {
    Share(f64),
    Band(&'static str),
}

#[derive(Serialize)]
struct CellRow<'a> {
    wave: &'a str,
    team: &'a str,
    item: &'a str,
    invited: Option<u32>,
    answered: Option<u32>,
    not_applicable: Option<u32>,
    favourable: Option<Favourable>,
    score: Option<f64>,
    interval: Option<[f64; 2]>,
    bounds: Option<[f64; 2]>,
    process_interval: Option<[f64; 2]>,
    pooled: Option<f64>,
    pooled_interval: Option<[f64; 2]>,
    shown: &'static str,
    reason: Option<&'static str>,
}

#[derive(Serialize)]
struct DimensionRow<'a> {
    wave: &'a str,
    team: &'a str,
    dimension: &'a str,
    answered: Option<u32>,
    score: Option<f64>,
    interval: Option<[f64; 2]>,
    shown: &'static str,
    reason: Option<&'static str>,
}

#[derive(Serialize)]
struct ChangeRow<'a> {
    team: &'a str,
    item: &'a str,
    from: &'a str,
    to: &'a str,
    delta: f64,
    cliffs_delta: Option<f64>,
    p: Option<f64>,
    q: Option<f64>,
    verdict: &'static str,
    detectable: Option<f64>,
}

#[derive(Serialize)]
struct TrendRow<'a> {
    team: &'a str,
    item: &'a str,
    waves: u32,
    slope: Option<f64>,
    s: Option<i64>,
    p: Option<f64>,
    verdict: &'static str,
}

/// Counts all waves and writes what may be shown.
///
/// # Errors
/// When it cannot be written.
pub fn write(setting: &Setting, waves: Vec<Wave>, out: &mut impl Write) -> io::Result<()> {
    let periods: Vec<String> = setting.periods.iter().map(Period::to_string).collect();
    let policy = match setting.policy {
        Some(policy) => Policy {
            minimum: policy.minimum,
            distribution_minimum: policy.distribution_minimum,
            comments_minimum: policy.comments_minimum,
            unsafe_all: false,
        },
        None => {
            Policy { minimum: 1, distribution_minimum: 1, comments_minimum: 1, unsafe_all: true }
        }
    };
    out.write_all(b"{\"policy\":")?;
    serde_json::to_writer(&mut *out, &policy)?;
    out.write_all(b",\n\"waves\":")?;
    serde_json::to_writer(&mut *out, &periods)?;
    let mut list = List::begin(out, "cells")?;
    let kept = analyse(setting, waves, |counted| cells(setting, counted, &mut list))?;
    list.end()?;
    let mut list = List::begin(out, "dimensions")?;
    dimensions(setting, &periods, &kept, &mut list)?;
    list.end()?;
    let mut list = List::begin(out, "changes")?;
    changes(setting, &periods, &kept, &mut list)?;
    list.end()?;
    let mut list = List::begin(out, "trends")?;
    trends(setting, &kept, &mut list)?;
    list.end()?;
    out.write_all(b"}\n")
}

fn cells<W: Write>(setting: &Setting, counted: &Counted, list: &mut List<'_, W>) -> io::Result<()> {
    let wave = counted.period.to_string();
    for &team in &setting.ranked.reading {
        for item in 0..setting.items.len() {
            list.row(&CellRow::of(setting, &wave, counted, team, item))?;
        }
    }
    Ok(())
}

fn dimensions<W: Write>(
    setting: &Setting,
    periods: &[String],
    kept: &Kept,
    list: &mut List<'_, W>,
) -> io::Result<()> {
    let width = setting.dimensions.len();
    for (wave, shown) in periods.iter().zip(&kept.dimensions) {
        for &team in &setting.ranked.reading {
            for (name, shown) in setting.dimensions.iter().zip(&shown[team * width..]) {
                let figures = shown.exact();
                list.row(&DimensionRow {
                    wave,
                    team: &setting.ranked.names[team],
                    dimension: name,
                    answered: figures.map(|figures| figures.answered),
                    score: figures.map(|figures| figures.score),
                    interval: figures.map(|figures| ends(figures.interval)),
                    shown: name_of(shown),
                    reason: shown.withheld().map(|reason| reason.name()),
                })?;
            }
        }
    }
    Ok(())
}

fn changes<W: Write>(
    setting: &Setting,
    periods: &[String],
    kept: &Kept,
    list: &mut List<'_, W>,
) -> io::Result<()> {
    for (from, waves) in periods.windows(2).enumerate() {
        list.side_by_side(&setting.ranked.reading, |team, rows| {
            for change in kept.changes(from, team) {
                let figures = &change.figures;
                rows.add(&ChangeRow {
                    team: &setting.ranked.names[team],
                    item: &setting.items[change.question],
                    from: &waves[0],
                    to: &waves[1],
                    delta: figures.delta,
                    cliffs_delta: figures.cliffs_delta,
                    p: figures.p,
                    q: figures.q,
                    verdict: verdict(figures.verdict),
                    detectable: figures.detectable,
                })?;
            }
            Ok(())
        })?;
    }
    Ok(())
}

fn trends<W: Write>(setting: &Setting, kept: &Kept, list: &mut List<'_, W>) -> io::Result<()> {
    list.side_by_side(&setting.ranked.reading, |team, rows| {
        for (place, item) in setting.items.iter().enumerate() {
            let Some(trend) = setting.trend(kept, team, place) else { continue };
            let Trend { waves, slope, s, p, verdict } = trend;
            let verdict = trend_verdict(verdict);
            let team = &setting.ranked.names[team];
            rows.add(&TrendRow { team, item, waves, slope, s, p, verdict })?;
        }
        Ok(())
    })
}

impl<'a> CellRow<'a> {
    fn of(
        setting: &'a Setting,
        wave: &'a str,
        counted: &Counted,
        team: usize,
        item: usize,
    ) -> Self {
        let shown = counted.figures.cell(team, item);
        let nothing = Self {
            wave,
            team: &setting.ranked.names[team],
            item: &setting.items[item],
            invited: None,
            answered: None,
            not_applicable: None,
            favourable: None,
            score: None,
            interval: None,
            bounds: None,
            process_interval: None,
            pooled: None,
            pooled_interval: None,
            shown: name_of(shown),
            reason: None,
        };
        let invited = counted.tallies.invited(team);
        match shown {
            // Withheld by no rule: nobody answered, so there is nothing else to say.
            Shown::Withheld(_) if setting.policy.is_none() => {
                let tally = counted.tallies.item(team, item);
                Self {
                    invited,
                    answered: Some(tally.answered),
                    not_applicable: Some(tally.not_applicable),
                    shown: EXACT,
                    ..nothing
                }
            }
            Shown::Withheld(reason) => Self { reason: Some(reason.name()), ..nothing },
            Shown::Banded(banded) => Self {
                invited,
                answered: Some(banded.answered),
                favourable: Some(Favourable::Band(banded.band.name())),
                ..nothing
            },
            Shown::Exact(CellFigures {
                answered,
                not_applicable,
                share,
                interval,
                bounds,
                process_interval,
                pooled,
                pooled_interval,
                score,
                ..
            }) => Self {
                invited,
                answered: Some(*answered),
                not_applicable: *not_applicable,
                favourable: share.map(Favourable::Share),
                score: *score,
                interval: interval.map(ends),
                bounds: bounds.map(ends),
                process_interval: process_interval.map(ends),
                pooled: *pooled,
                pooled_interval: pooled_interval.map(ends),
                ..nothing
            },
        }
    }
}

const EXACT: &str = "exact";

fn name_of<T>(shown: &Shown<T>) -> &'static str {
    match shown {
        Shown::Exact(_) => EXACT,
        Shown::Banded(_) => "banded",
        Shown::Withheld(_) => "withheld",
    }
}

fn ends(interval: Interval) -> [f64; 2] {
    [interval.low, interval.high]
}

/// A verdict in the words of the contract.
pub(super) fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Improved => "improved",
        Verdict::Declined => "declined",
        Verdict::NoClearChange => "no clear change",
    }
}

/// A trend's verdict in the words of the contract.
pub(super) fn trend_verdict(verdict: TrendVerdict) -> &'static str {
    match verdict {
        TrendVerdict::TooFewWaves => "too few waves",
        TrendVerdict::Rising => "rising",
        TrendVerdict::Falling => "falling",
        TrendVerdict::NoClearTrend => "no clear trend",
    }
}
