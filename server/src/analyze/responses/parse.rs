//! Lines to what they mean, a piece of the file at a time and without anything shared.

use super::{
    super::{
        blocks::Block,
        complaints::{Complaints, quoted},
        items::Items,
        roster::{no_wave, unknown_team, wave},
        sheet::{Header, rows_of},
    },
    ITEM, Known, NOT_APPLICABLE, RESPONSE, TEAM, VALUE, WAVE,
};
use std::borrow::Cow;

/// What a piece of the file says.
pub(super) struct Parsed {
    /// Rows that hold something.
    pub(super) lines: u64,
    pub(super) complaints: Complaints,
    runs: Vec<RunAt>,
    names: Vec<u8>,
    answers: Vec<Answer>,
}

/// One line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Answer {
    pub(super) line: u64,
    pub(super) item: u16,
    /// As it is in the file, or [`NOT_APPLICABLE`].
    pub(super) value: i8,
}

/// Lines of one response that follow each other. Files are mostly written like that.
pub(super) struct Run<'p> {
    /// Its first line.
    pub(super) line: u64,
    pub(super) wave: u16,
    /// None where the line names no team that there is.
    pub(super) team: Option<u32>,
    pub(super) response: &'p [u8],
    pub(super) answers: &'p [Answer],
}

struct RunAt {
    line: u64,
    wave: u16,
    team: Option<u32>,
    /// Where its name and its answers end; they begin where those of the run before end.
    name_end: usize,
    answers_end: usize,
}

impl Parsed {
    /// The runs, in the order of the file.
    pub(super) fn runs(&self) -> impl Iterator<Item = Run<'_>> {
        let (mut name, mut answer) = (0, 0);
        self.runs.iter().map(move |run| {
            let response = &self.names[std::mem::replace(&mut name, run.name_end)..run.name_end];
            let answers = std::mem::replace(&mut answer, run.answers_end)..run.answers_end;
            Run {
                line: run.line,
                wave: run.wave,
                team: run.team,
                response,
                answers: &self.answers[answers],
            }
        })
    }
}

/// A cell of the last line and what it meant: the next line mostly has the same.
struct Remembered<'b, T> {
    cell: &'b [u8],
    meant: Option<T>,
}

impl<'b, T: Copy> Remembered<'b, T> {
    const NOTHING: Self = Self { cell: b"", meant: None };

    fn find(&mut self, cell: Cow<'b, [u8]>, look: impl FnOnce(&[u8]) -> Option<T>) -> Option<T> {
        if self.meant.is_none() || *cell != *self.cell {
            self.meant = look(&cell);
            match cell {
                Cow::Borrowed(cell) => self.cell = cell,
                // It does not live long enough to be compared with.
                Cow::Owned(_) => return self.meant.take(),
            }
        }
        self.meant
    }
}

/// Finds out what the lines of a piece mean.
pub(super) fn parse(block: &Block, header: &Header, known: Known<'_>) -> Parsed {
    let mut complaints = Complaints::default();
    let mut parsed = Parsed {
        lines: 0,
        complaints: Complaints::default(),
        runs: Vec::new(),
        names: Vec::new(),
        answers: Vec::with_capacity(block.bytes.len() / 24),
    };
    let mut wave = Remembered::NOTHING;
    let mut team = Remembered::NOTHING;
    let mut item = 0;
    rows_of(block, header, &mut complaints, |row, complaints| {
        parsed.lines += 1;
        let line = row.line;
        let cell = |column| header.cell(row, column);
        let wave = wave.find(cell(WAVE), |cell| find_wave(line, cell, known, complaints));
        let team = team.find(cell(TEAM), |cell| {
            let team = known.teams?.find(cell);
            if team.is_none() {
                unknown_team(line, cell, complaints);
            }
            team
        });
        let response = cell(RESPONSE);
        if response.is_empty() {
            complaints.push(line, "response", || {
                "the response is missing; give all lines of one response the same text here"
                    .to_owned()
            });
        }
        let found = known.items.and_then(|items| {
            find_item(line, &cell(ITEM), items, &mut item, complaints).map(|item| (items, item))
        });
        let value = find_value(line, &cell(VALUE), found, complaints);
        if let (Some(wave), false) = (wave, response.is_empty()) {
            parsed.open_run(line, wave, team, &response);
            if let (Some((_, item)), Some(value)) = (found, value) {
                parsed.answers.push(Answer { line, item, value });
            }
            if let Some(run) = parsed.runs.last_mut() {
                run.answers_end = parsed.answers.len();
            }
        }
    });
    parsed.complaints = complaints;
    parsed
}

impl Parsed {
    /// Begins a run, unless the last one goes on.
    fn open_run(&mut self, line: u64, wave: u16, team: Option<u32>, response: &[u8]) {
        let begin = self.runs.iter().rev().nth(1).map_or(0, |run| run.name_end);
        let goes_on = self.runs.last().is_some_and(|run| {
            run.wave == wave && run.team == team && self.names[begin..] == *response
        });
        if !goes_on {
            self.names.extend_from_slice(response);
            let (name_end, answers_end) = (self.names.len(), self.answers.len());
            self.runs.push(RunAt { line, wave, team, name_end, answers_end });
        }
    }
}

fn find_wave(line: u64, cell: &[u8], known: Known<'_>, complaints: &mut Complaints) -> Option<u16> {
    let found = known.roster.and_then(|roster| roster.find(cell));
    if found.is_none() {
        match wave(cell) {
            None => complaints.push(line, "wave", || no_wave(cell)),
            // Once for each wave is enough: nothing in it can be counted.
            Some(period) if known.roster.is_some() => {
                complaints.push(line, format!("wave {period}"), || {
                    format!(
                        "{period} is a wave without a roster; add who was asked in it to the file \
                         of rosters, or take its answers out"
                    )
                });
            }
            Some(_) => {}
        }
    }
    found
}

/// Finds an item; mostly the one that comes after that of the last line.
fn find_item(
    line: u64,
    cell: &[u8],
    items: &Items,
    last: &mut usize,
    complaints: &mut Complaints,
) -> Option<u16> {
    let next = if *last + 1 < items.len() { *last + 1 } else { 0 };
    if items.names.get(next).is_some_and(|name| name.as_bytes() == cell) {
        *last = next;
        return u16::try_from(next).ok();
    }
    let found = items.find(cell);
    match found {
        Some(item) => *last = usize::from(item),
        None if cell.is_empty() => {
            complaints.push(line, "item", || "the item is missing".to_owned());
        }
        None => {
            let shown = quoted(cell);
            complaints.push(line, shown.clone(), || {
                format!(
                    "the item {shown} is not in the file of items; add it there or correct the name"
                )
            });
        }
    }
    found
}

/// Reads a value; `item` tells its scale.
fn find_value(
    line: u64,
    cell: &[u8],
    item: Option<(&Items, u16)>,
    complaints: &mut Complaints,
) -> Option<i8> {
    if cell == b"na" {
        return Some(NOT_APPLICABLE);
    }
    let range = item.and_then(|(items, item)| items.range(item));
    let number = match cell {
        [digit @ b'0'..=b'9'] => Some(i64::from(digit - b'0')),
        _ => whole(cell),
    };
    let message = match (number, range) {
        (Some(number), Some((min, max))) if number < i64::from(min) || number > i64::from(max) => {
            format!("is not on its scale, which goes from {min} to {max}")
        }
        (Some(number), _) => return i8::try_from(number).ok(),
        (None, _) if cell.is_empty() => {
            complaints.push(line, "value", || {
                "the value is missing; write na for “does not apply”, and leave out the line of an \
                 item that was skipped"
                    .to_owned()
            });
            return None;
        }
        (None, _) => "is neither a whole number nor na (“does not apply”)".to_owned(),
    };
    complaints.push(line, "value", || {
        let of = item.map_or_else(String::new, |(items, item)| {
            format!(" of {}", quoted(items.names[usize::from(item)].as_bytes()))
        });
        format!("the value {}{of} {message}; correct it, or leave the line out", quoted(cell))
    });
    None
}

/// A whole number, be it written with a point as statistics programs do: 4.0.
fn whole(cell: &[u8]) -> Option<i64> {
    let text = std::str::from_utf8(cell).ok()?;
    let digits = text.split_once('.').filter(|(_, rest)| rest.bytes().all(|digit| digit == b'0'));
    let digits = digits.map_or(text, |(digits, _)| digits);
    let (sign, size) = digits.strip_prefix('-').map_or((1, digits), |size| (-1, size));
    let plain = !size.is_empty() && size.bytes().all(|byte| byte.is_ascii_digit());
    // More digits than a number holds are far off every scale.
    plain.then(|| sign * size.parse().unwrap_or(i64::MAX))
}
