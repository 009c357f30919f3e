//! `roster.csv`: who was on which team in each wave.

use super::{
    complaints::{Complaints, quoted},
    sheet::{Column, Sheet},
    teams::Teams,
};
use app::domain::Period;
use std::{collections::HashMap, path::Path};

const COLUMNS: [Column; 3] = [("wave", true), ("person", true), ("team", true)];
const WAVE: usize = 0;
const PERSON: usize = 1;
const TEAM: usize = 2;

/// The roster of one wave.
#[derive(Clone, Debug)]
pub(super) struct RosterWave {
    pub(super) period: Period,
    /// People who sit in each team itself, in the order of the teams' file.
    pub(super) people: Vec<u32>,
    /// For each team a number that depends on who sits in it, and not on their order.
    pub(super) who: Vec<u64>,
    /// The line of each person, by the number they have in the file.
    lines: Vec<u64>,
}

/// The rosters of all waves, oldest first.
#[derive(Clone, Debug)]
pub(super) struct Roster {
    pub(super) waves: Vec<RosterWave>,
    by_name: HashMap<Box<[u8]>, u16>,
    /// The first wave of the file, which says whether waves are quarters or half-years.
    first: Option<Period>,
}

/// Reads the name of a wave: a quarter or a half-year.
pub(super) fn wave(cell: &[u8]) -> Option<Period> {
    let text = std::str::from_utf8(cell).ok()?;
    // One spelling each, so that one wave is not taken for two.
    text.parse::<Period>().ok().filter(|period| period.to_string() == text)
}

/// A complaint about the name of a wave.
pub(super) fn no_wave(cell: &[u8]) -> String {
    let shown = quoted(cell);
    format!("{shown} is no wave; write a quarter like 2026-Q3 or a half-year like 2026-H1")
}

impl Roster {
    /// Reads the file; none where it has no usable header.
    ///
    /// Without `teams` (their file cannot be read) nothing is said about team names.
    pub(super) fn read(
        path: &Path,
        teams: Option<&Teams>,
        complaints: &mut Complaints,
    ) -> Option<Self> {
        let sheet = Sheet::open(path, &COLUMNS, complaints)?;
        let mut people: HashMap<Box<[u8]>, u32> = HashMap::new();
        let mut roster = Self { waves: Vec::new(), by_name: HashMap::new(), first: None };
        sheet.rows(complaints, |header, row, complaints| {
            let wave = roster.wave(row.line, &header.cell(row, WAVE), teams, complaints);
            let person = header.cell(row, PERSON);
            if person.is_empty() {
                complaints.push(row.line, "person", || "the person is missing".to_owned());
            }
            let name = header.cell(row, TEAM);
            let team = teams.and_then(|teams| teams.find(&name));
            if teams.is_some() && team.is_none() {
                unknown_team(row.line, &name, complaints);
            }
            let (Some(wave), false) = (wave, person.is_empty()) else { return };
            let number = match people.get(&*person) {
                Some(&number) => number,
                None => {
                    people.insert(person.as_ref().into(), people.len() as u32);
                    people.len() as u32 - 1
                }
            };
            let period = roster.waves[wave].period;
            let RosterWave { people, who, lines, .. } = &mut roster.waves[wave];
            if lines.len() <= number as usize {
                lines.resize(number as usize + 1, 0);
            }
            match &mut lines[number as usize] {
                0 => lines[number as usize] = row.line,
                first => {
                    complaints.push(row.line, "twice", || {
                        let person = quoted(&person);
                        format!(
                            "the person {person} is already in {period} on line {first}; keep one \
                             of the two"
                        )
                    });
                    return;
                }
            }
            if let Some(team) = team {
                people[team as usize] += 1;
                let sum = &mut who[team as usize];
                *sum = sum.wrapping_add(hash(&person));
            }
        });
        if roster.waves.is_empty() && complaints.is_empty() {
            complaints.push(1, "empty", || "there is a header but nobody below it".to_owned());
        }
        roster.sort();
        Some(roster)
    }

    /// The place of a wave that is spelt like this.
    pub(super) fn find(&self, name: &[u8]) -> Option<u16> {
        self.by_name.get(name).copied()
    }

    /// The place of the wave of a row, which may be its first.
    fn wave(
        &mut self,
        line: u64,
        cell: &[u8],
        teams: Option<&Teams>,
        complaints: &mut Complaints,
    ) -> Option<usize> {
        if let Some(wave) = self.find(cell) {
            return Some(usize::from(wave));
        }
        let Some(period) = wave(cell) else {
            complaints.push(line, "wave", || no_wave(cell));
            return None;
        };
        let first = *self.first.get_or_insert(period);
        if first.is_half_year() != period.is_half_year() {
            complaints.push(line, "mixed", || {
                format!(
                    "{period} and {first} are not of the same length; a trend needs either \
                     quarters or half-years, so analyse them apart"
                )
            });
        }
        let teams = teams.map_or(0, Teams::len);
        self.by_name.insert(cell.into(), self.waves.len() as u16);
        self.waves.push(RosterWave {
            period,
            people: vec![0; teams],
            who: vec![0; teams],
            lines: Vec::new(),
        });
        Some(self.waves.len() - 1)
    }

    fn sort(&mut self) {
        self.waves.sort_by_key(|wave| wave.period);
        for wave in &mut self.waves {
            // As many numbers as there are people; nobody asks for a line any more.
            wave.lines = Vec::new();
        }
        let place = |wave: &RosterWave| wave.period.to_string().into_bytes().into();
        self.by_name = self.waves.iter().map(place).zip(0..).collect();
    }
}

/// Complains about a team that `teams.csv` does not have.
pub(super) fn unknown_team(line: u64, name: &[u8], complaints: &mut Complaints) {
    if name.is_empty() {
        complaints.push(line, "team", || "the team is missing".to_owned());
        return;
    }
    let shown = quoted(name);
    complaints.push(line, shown.clone(), || {
        format!("the team {shown} is not in the file of teams; add it there or correct the name")
    });
}

/// FNV-1a and a finish that spreads it over all bits; the same on every machine and in every
/// version, which the standard library's hashes don't promise.
fn hash(bytes: &[u8]) -> u64 {
    let mut hash = bytes.iter().fold(0xCBF2_9CE4_8422_2325u64, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
    });
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    hash ^ (hash >> 31)
}
