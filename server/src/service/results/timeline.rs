//! Surveys and interviews of a team on one axis. A lane more is a function more here.

use super::voices::{held_on, stretch};
use crate::{
    service::{Result, Services, calendar, evidence::sight::Sight},
    store::{Tx, held::HeldInterview},
};
use app::{
    domain::{Period, TeamId},
    report::{Event, Lane, Timeline, views::WaveHead},
};
use std::collections::{BTreeMap, HashMap};

/// More interviews than this are told by quarter to everybody: ticks would be one bar.
const MOST_TICKS: usize = 120;

/// From the first survey to the last, or to today where that is later.
pub(super) fn quarters(head: &WaveHead, now: i64) -> Option<(Period, Period)> {
    let first = head.waves.iter().map(|(_, period)| *period).min()?;
    let last = head.waves.iter().map(|(_, period)| *period).max()?;
    let from = calendar::quarter_of(calendar::begins(first)?)?;
    let last = calendar::quarter_of(calendar::begins(last.next())? - 1)?;
    Some((from, last.max(calendar::quarter_of(now)?)))
}

/// The middle of a quarter or half-year, in quarters since the year 0.
fn middle(period: Period) -> f64 {
    f64::from(period.ordinal()) + if period.is_half_year() { 1.0 } else { 0.5 }
}

/// An instant in quarters since the year 0.
fn at(instant: i64) -> Option<(Period, f64)> {
    let quarter = calendar::quarter_of(instant)?;
    let (begins, ends) = stretch(quarter)?;
    let part = (instant - begins) as f64 / (ends - begins) as f64;
    Some((quarter, f64::from(quarter.ordinal()) + part))
}

fn percent(share: f64) -> String {
    format!("{:.0}%", 100.0 * share)
}

fn surveys(
    head: &WaveHead,
    team: TeamId,
    took_part: &HashMap<app::domain::WaveId, Option<f64>>,
) -> Lane {
    let event = |(wave, period): &(app::domain::WaveId, Period)| {
        let share = took_part.get(wave)?;
        let words = match share {
            Some(share) => format!("Survey of {}: {} took part", period.title(), percent(*share)),
            None => format!("Survey of {}", period.title()),
        };
        Some(Event {
            at: middle(*period),
            period: *period,
            label: Some(share.map(percent).unwrap_or_default()),
            words,
            href: Some(format!("/results/{wave}/teams/{team}")),
        })
    };
    Lane { name: "Surveys", marks: head.waves.iter().filter_map(event).collect() }
}

/// Researchers see each interview, as long as there are not too many.
fn each(sight: &Sight<'_>, held: &[HeldInterview]) -> Vec<Event> {
    let event = |held: &HeldInterview| {
        let (period, at) = at(held.starts_at)?;
        let on = held_on(sight.viewer, held);
        Some(Event {
            at,
            period,
            label: None,
            words: format!("Interview of {}", on.day),
            href: on.href,
        })
    };
    held.iter().filter_map(event).collect()
}

/// How many there were in each quarter.
fn by_quarter<'a>(held: impl Iterator<Item = &'a HeldInterview>) -> Vec<Event> {
    let mut counts: BTreeMap<Period, usize> = BTreeMap::new();
    for quarter in held.filter_map(|held| calendar::quarter_of(held.starts_at)) {
        *counts.entry(quarter).or_default() += 1;
    }
    let event = |(period, count): (Period, usize)| {
        let interviews = if count == 1 { "interview" } else { "interviews" };
        Event {
            at: middle(period),
            period,
            label: Some(count.to_string()),
            words: format!("{count} {interviews} in {}", period.title()),
            href: None,
        }
    };
    counts.into_iter().map(event).collect()
}

impl Services {
    /// The timeline of a team; `held` are its interviews from the first quarter to the last.
    pub(super) async fn timeline(
        &self,
        tx: &mut Tx,
        sight: &Sight<'_>,
        head: &WaveHead,
        team: TeamId,
        (from, to): (Period, Period),
        held: &[HeldInterview],
    ) -> Result<Option<Timeline>> {
        let took_part = tx.release_team_over_time(head.program, team).await?.into_iter().collect();
        let researcher = sight.viewer.roles.researcher;
        // How many there were with a team would say, quote by quote, which team it was.
        let told = |held: &&HeldInterview| researcher || sight.is_told_within(held.team, team);
        let marks = if researcher && held.len() <= MOST_TICKS {
            each(sight, held)
        } else {
            by_quarter(held.iter().filter(told))
        };
        if head.waves.len() < 2 && marks.is_empty() {
            return Ok(None);
        }
        let note = (!researcher).then(|| {
            format!(
                "Interviews with people of groups of fewer than {} are counted with the team above.",
                sight.rules.comments_minimum
            )
        });
        let lanes = vec![surveys(head, team, &took_part), Lane { name: "Interviews", marks }];
        Ok(Some(Timeline { from, to, lanes, note }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_lies_in_its_quarter_as_far_as_the_quarter_has_gone() {
        let (period, place) =
            at(calendar::parse_date("2026-11-16").expect("a day")).expect("a place");
        assert_eq!(period.title(), "Q4 2026");
        assert!((place - (2026.0 * 4.0 + 3.5)).abs() < 0.01, "{place}");
    }

    #[test]
    fn a_half_year_has_its_middle_between_its_quarters() {
        let half: Period = "2024-H2".parse().expect("a half-year");
        assert!((middle(half) - (2024.0 * 4.0 + 3.0)).abs() < f64::EPSILON);
    }
}
