//! `responses.csv`: what was answered; by far the largest file, in any order of lines.
//!
//! Every core reads a piece of the file, finds out what each line means and complains about
//! what means nothing ([`parse`]). The pieces are then put together one after the other
//! ([`WaveResponses::merge`]), so that complaints come out the same however many cores there are.
//! What is kept is one byte for each item of each response.

mod answers;
mod parse;

pub(super) use answers::{EMPTY, NOT_APPLICABLE, WaveResponses};

use super::{
    complaints::Complaints,
    items::Items,
    roster::Roster,
    sheet::{Column, Header, Sheet},
    teams::Teams,
};
use parse::{Parsed, parse};
use std::{
    path::Path,
    sync::{Condvar, Mutex, PoisonError},
    thread,
};

const COLUMNS: [Column; 5] =
    [("wave", true), ("response", true), ("team", true), ("item", true), ("value", true)];
const WAVE: usize = 0;
const RESPONSE: usize = 1;
const TEAM: usize = 2;
const ITEM: usize = 3;
const VALUE: usize = 4;

/// What the other files say, as far as they can be read. Nothing is complained about that only a
/// file could tell which cannot.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    pub(super) teams: Option<&'a Teams>,
    pub(super) items: Option<&'a Items>,
    pub(super) roster: Option<&'a Roster>,
}

/// The file that all cores read from.
struct Reading<'a> {
    sheet: Sheet,
    complaints: &'a mut Complaints,
    /// How many pieces were handed out.
    pieces: usize,
}

/// What all cores write to.
struct Merging<'a> {
    waves: Vec<WaveResponses>,
    complaints: Complaints,
    known: Known<'a>,
    /// How many pieces were put together.
    pieces: usize,
    lines: u64,
}

/// Reads the file: the responses of each wave, in the order of the rosters.
pub(super) fn read(
    path: &Path,
    known: Known<'_>,
    complaints: &mut Complaints,
) -> Vec<WaveResponses> {
    let Some(sheet) = Sheet::open(path, &COLUMNS, complaints) else { return Vec::new() };
    let items = known.items.map_or(0, Items::len);
    let waves = known.roster.map_or(0, |roster| roster.waves.len());
    let header = sheet.header().clone();
    let mut merging = Merging {
        waves: vec![WaveResponses::new(items); waves],
        complaints: Complaints::about(complaints.file()),
        known,
        pieces: 0,
        lines: 0,
    };
    let reading = Mutex::new(Reading { sheet, complaints, pieces: 0 });
    {
        let turn = Condvar::new();
        let shared = Mutex::new(&mut merging);
        let workers = thread::available_parallelism().map_or(1, Into::into).min(8);
        thread::scope(|scope| {
            for _ in 1..workers {
                scope.spawn(|| work(&reading, &header, known, &shared, &turn));
            }
            work(&reading, &header, known, &shared, &turn);
        });
    }
    let Merging { waves, complaints: found, lines, .. } = merging;
    complaints.absorb(found, 0);
    if lines == 0 && complaints.is_empty() {
        complaints.push(1, "empty", || "there is a header but no answer below it".to_owned());
    }
    waves
}

/// Reads pieces until there are no more.
fn work<'a>(
    reading: &Mutex<Reading<'_>>,
    header: &Header,
    known: Known<'a>,
    merging: &Mutex<&mut Merging<'a>>,
    turn: &Condvar,
) {
    loop {
        let (block, number) = {
            let mut reading = reading.lock().unwrap_or_else(PoisonError::into_inner);
            let Reading { sheet, complaints, pieces } = &mut *reading;
            let Some(block) = sheet.next_block(complaints) else { return };
            *pieces += 1;
            (block, *pieces - 1)
        };
        let parsed = parse(&block, header, known);
        let mut merging = merging.lock().unwrap_or_else(PoisonError::into_inner);
        while merging.pieces != number {
            merging = turn.wait(merging).unwrap_or_else(PoisonError::into_inner);
        }
        merging.merge(parsed);
        turn.notify_all();
    }
}

impl Merging<'_> {
    fn merge(&mut self, parsed: Parsed) {
        self.pieces += 1;
        self.lines += parsed.lines;
        let Self { waves, complaints, known, .. } = self;
        for run in parsed.runs() {
            waves[usize::from(run.wave)].merge(&run, *known, complaints);
        }
        complaints.absorb(parsed.complaints, 0);
    }
}
