//! The figures as text for people: a table a wave, then what changed and where it leads.
//!
//! Made for reading, not for reading in: shares are rounded to whole percents and columns may
//! change. Programs take the JSON.

use super::{
    figures::{Counted, Kept, Setting, analyse},
    input::Wave,
    output::{trend_verdict, verdict},
};
use app::report::{Band, CellFigures, Interval, Shown, Trend, Withheld};
use std::io::{self, Write};

/// Widest column of names; longer ones push their row's figures to the right.
const WIDEST: usize = 40;

/// Counts all waves and writes what may be shown.
///
/// # Errors
/// When it cannot be written.
pub fn write(setting: &Setting, waves: Vec<Wave>, out: &mut impl Write) -> io::Result<()> {
    let names = Names::of(setting);
    match &setting.policy {
        Some(policy) => writeln!(
            out,
            "Shown from {} answers on, and only where no smaller group can be worked out.",
            policy.minimum
        )?,
        None => writeln!(out, "NOT PROTECTED: no disclosure rule was applied.")?,
    }
    let kept = analyse(setting, waves, |counted| cells(setting, &names, counted, out))?;
    dimensions(setting, &names, &kept, out)?;
    changes(setting, &names, &kept, out)?;
    trends(setting, &names, &kept, out)
}

/// The first columns: teams, each a little to the right of the one it belongs to, and what they
/// were asked.
struct Names {
    teams: Vec<String>,
    team_width: usize,
    item_width: usize,
}

impl Names {
    fn of(setting: &Setting) -> Self {
        let ranked = &setting.ranked;
        let teams: Vec<String> = (ranked.names.iter().enumerate())
            .map(|(team, name)| "  ".repeat(ranked.tree.depth(team)) + &plain(name))
            .collect();
        let widest = |names: &mut dyn Iterator<Item = &String>| {
            names.map(|name| name.chars().count()).max().unwrap_or(0).min(WIDEST)
        };
        Self {
            team_width: widest(&mut teams.iter()).max("team".len()),
            item_width: widest(&mut setting.items.iter().chain(&setting.dimensions))
                .max("dimension".len()),
            teams,
        }
    }

    /// One row, without spaces at its end.
    fn row(&self, out: &mut impl Write, team: &str, item: &str, rest: &str) -> io::Result<()> {
        let (team_width, item_width) = (self.team_width, self.item_width);
        let row = format!("{team:team_width$}  {:item_width$}  {rest}", plain(item));
        writeln!(out, "{}", row.trim_end())
    }
}

/// A name that stays on its line.
fn plain(name: &str) -> String {
    name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn cells(
    setting: &Setting,
    names: &Names,
    counted: &Counted,
    out: &mut impl Write,
) -> io::Result<()> {
    writeln!(out, "\n{}", counted.period)?;
    let head = format!(
        "{:>13}  {:>10}  {:>12}  {:>12}  {:>12}  {:>6}  {:>5}",
        "answered", "favourable", "95 % of all", "certain", "95 % climate", "pooled", "score"
    );
    names.row(out, "team", "item", &head)?;
    for &team in &setting.ranked.reading {
        for (place, item) in setting.items.iter().enumerate() {
            let invited = counted.tallies.invited(team).unwrap_or(0);
            let row = match counted.figures.cell(team, place) {
                Shown::Withheld(_) if setting.policy.is_none() => {
                    format!("{:>13}", format!("0 of {invited}"))
                }
                Shown::Withheld(reason) => format!("withheld: {}", in_words(*reason)),
                Shown::Banded(banded) => {
                    let side = match banded.band {
                        Band::High => ">= 90 %",
                        Band::Low => "<= 10 %",
                    };
                    let answered = format!("{} of {invited}", banded.answered);
                    format!("{answered:>13}  {side:>10}  no more, as all are of one mind")
                }
                Shown::Exact(figures) => exact(figures, invited),
            };
            names.row(out, &names.teams[team], item, &row)?;
        }
    }
    Ok(())
}

fn exact(figures: &CellFigures, invited: u32) -> String {
    format!(
        "{:>13}  {:>10}  {:>12}  {:>12}  {:>12}  {:>6}  {:>5}",
        format!("{} of {invited}", figures.answered),
        figures.share.map(percent).unwrap_or_default(),
        figures.interval.map(range).unwrap_or_default(),
        figures.bounds.map(range).unwrap_or_default(),
        figures.process_interval.map(range).unwrap_or_default(),
        figures.pooled.map(percent).unwrap_or_default(),
        figures.score.map(|score| format!("{score:.1}")).unwrap_or_default(),
    )
}

fn dimensions(
    setting: &Setting,
    names: &Names,
    kept: &Kept,
    out: &mut impl Write,
) -> io::Result<()> {
    for (period, shown) in setting.periods.iter().zip(&kept.dimensions) {
        writeln!(out, "\nDimensions, {period}")?;
        let head = format!("{:>8}  {:>5}  {:>13}", "answered", "score", "95 % interval");
        names.row(out, "team", "dimension", &head)?;
        let width = setting.dimensions.len();
        for &team in &setting.ranked.reading {
            for (dimension, shown) in setting.dimensions.iter().zip(&shown[team * width..]) {
                let row = match shown {
                    Shown::Withheld(reason) => format!("withheld: {}", in_words(*reason)),
                    Shown::Banded(_) => "all of one mind".to_owned(),
                    Shown::Exact(figures) => {
                        let Interval { low, high } = figures.interval;
                        let interval = format!("{low:.1} to {high:.1}");
                        format!("{:>8}  {:>5.1}  {interval:>13}", figures.answered, figures.score)
                    }
                };
                names.row(out, &names.teams[team], dimension, &row)?;
            }
        }
    }
    Ok(())
}

fn changes(setting: &Setting, names: &Names, kept: &Kept, out: &mut impl Write) -> io::Result<()> {
    for (from, waves) in setting.periods.windows(2).enumerate() {
        writeln!(out, "\nChanges from {} to {}", waves[0], waves[1])?;
        let head = format!("{:>7}  {:>6}  {:>6}  {:>6}  verdict", "points", "Cliff", "p", "q");
        names.row(out, "team", "item", &head)?;
        for &team in &setting.ranked.reading {
            for change in kept.changes(from, team) {
                let figures = &change.figures;
                let mut row = format!(
                    "{:>+7.0}  {:>6}  {:>6}  {:>6}  {}",
                    100.0 * figures.delta,
                    figures.cliffs_delta.map(|delta| format!("{delta:+.2}")).unwrap_or_default(),
                    figures.p.map(probability).unwrap_or_default(),
                    figures.q.map(probability).unwrap_or_default(),
                    verdict(figures.verdict),
                );
                if figures.verdict == app::report::Verdict::NoClearChange {
                    row += &match figures.detectable {
                        Some(least) => {
                            format!(" (could only have shown {:.0} points or more)", 100.0 * least)
                        }
                        None => " (too few answers to show any)".to_owned(),
                    };
                }
                names.row(out, &names.teams[team], &setting.items[change.question], &row)?;
            }
        }
    }
    Ok(())
}

fn trends(setting: &Setting, names: &Names, kept: &Kept, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "\nTrends")?;
    let head = format!("{:>5}  {:>14}  {:>6}  verdict", "waves", "points/quarter", "p");
    names.row(out, "team", "item", &head)?;
    for &team in &setting.ranked.reading {
        for (place, item) in setting.items.iter().enumerate() {
            let Some(trend) = setting.trend(kept, team, place) else { continue };
            let Trend { waves, slope, p, verdict, .. } = trend;
            let slope = slope.map(|slope| format!("{:+.1}", 100.0 * slope)).unwrap_or_default();
            let p = p.map(probability).unwrap_or_default();
            let row = format!("{waves:>5}  {slope:>14}  {p:>6}  {}", trend_verdict(verdict));
            names.row(out, &names.teams[team], item, &row)?;
        }
    }
    Ok(())
}

fn percent(share: f64) -> String {
    format!("{:.0} %", 100.0 * share)
}

fn range(interval: Interval) -> String {
    format!("{:.0} to {:.0} %", 100.0 * interval.low, 100.0 * interval.high)
}

fn probability(p: f64) -> String {
    if p < 0.001 { "<0.001".to_owned() } else { format!("{p:.3}") }
}

fn in_words(reason: Withheld) -> &'static str {
    match reason {
        Withheld::TooFewAnswers => "too few answers",
        Withheld::WouldRevealOthers => "it would give away others",
        Withheld::ItemWithheld => "one of its items is withheld",
        Withheld::AllAlike => "all are of one mind",
    }
}
