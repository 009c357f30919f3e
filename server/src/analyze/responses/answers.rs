//! The responses of one wave: one byte for each item of each.

use super::{
    super::complaints::{Complaints, quoted},
    Known,
    parse::{Answer, Run},
};
use std::collections::HashMap;

/// No answer.
pub(in super::super) const EMPTY: i8 = i8::MIN;

/// “Does not apply”.
pub(in super::super) const NOT_APPLICABLE: i8 = -1;

/// The place of a team that nobody knows.
const NO_TEAM: u32 = u32::MAX;

/// All responses of a wave.
#[derive(Clone, Debug)]
pub(in super::super) struct WaveResponses {
    items: usize,
    by_name: HashMap<Box<[u8]>, u32>,
    teams: Vec<u32>,
    /// The line on which each response is first seen.
    lines: Vec<u64>,
    values: Vec<i8>,
}

impl WaveResponses {
    pub(super) fn new(items: usize) -> Self {
        Self {
            items,
            by_name: HashMap::new(),
            teams: Vec::new(),
            lines: Vec::new(),
            values: Vec::new(),
        }
    }

    /// How many responses there are.
    pub(in super::super) fn len(&self) -> usize {
        self.teams.len()
    }

    /// The team of each response (by its place in the file of teams) and the line where the
    /// response is first seen.
    pub(in super::super) fn teams(&self) -> impl Iterator<Item = (usize, u64)> {
        let known = |(team, _): &(&u32, &u64)| **team != NO_TEAM;
        self.teams.iter().zip(&self.lines).filter(known).map(|(&team, &line)| (team as usize, line))
    }

    /// Each response: its team, and its value for each item or [`EMPTY`].
    pub(in super::super) fn responses(&self) -> impl Iterator<Item = (usize, &[i8])> {
        self.teams
            .iter()
            .enumerate()
            .map(|(at, &team)| (team as usize, &self.values[at * self.items..][..self.items]))
    }

    /// Forgets what only complaints need.
    pub(in super::super) fn forget_names(&mut self) {
        self.by_name = HashMap::new();
        self.lines = Vec::new();
    }

    /// Adds lines that follow each other in the file.
    pub(super) fn merge(&mut self, run: &Run<'_>, known: Known<'_>, complaints: &mut Complaints) {
        let response = self.response(run);
        self.check_team(response, run, known, complaints);
        let values = &mut self.values[response * self.items..][..self.items];
        for &Answer { line, item, value } in run.answers {
            let place = &mut values[usize::from(item)];
            if *place == EMPTY {
                *place = value;
                continue;
            }
            complaints.push(line, "answered twice", || {
                let item = known.items.map(|items| items.names[usize::from(item)].as_bytes());
                format!(
                    "the response {} answers {} a second time here; keep one of the two lines",
                    quoted(run.response),
                    quoted(item.unwrap_or_default())
                )
            });
        }
    }

    /// The place of a run's response, which may be new.
    fn response(&mut self, run: &Run<'_>) -> usize {
        if let Some(&response) = self.by_name.get(run.response) {
            return response as usize;
        }
        let response = self.teams.len();
        self.by_name.insert(run.response.into(), response as u32);
        self.teams.push(run.team.unwrap_or(NO_TEAM));
        self.lines.push(run.line);
        self.values.resize(self.values.len() + self.items, EMPTY);
        response
    }

    fn check_team(
        &mut self,
        response: usize,
        run: &Run<'_>,
        known: Known<'_>,
        complaints: &mut Complaints,
    ) {
        let Some(team) = run.team else { return };
        let first = &mut self.teams[response];
        if *first == NO_TEAM {
            *first = team;
        }
        if *first == team {
            return;
        }
        let line = self.lines[response];
        complaints.push(run.line, "two teams", || {
            let name = |team: u32| {
                let name = known.teams.map(|teams| teams.names[team as usize].as_bytes());
                quoted(name.unwrap_or_default())
            };
            format!(
                "the response {} is in the team {} here and in {} on line {line}; all lines of a \
                 response have one team",
                quoted(run.response),
                name(team),
                name(*first)
            )
        });
    }
}
