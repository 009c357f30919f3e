//! A list of JSON objects that is being written, a row a line.

use serde::Serialize;
use std::{
    io::{self, Write},
    sync::mpsc::sync_channel,
    thread,
};

/// A list, and where it goes.
pub(super) struct List<'o, W> {
    out: &'o mut W,
    rows: Rows,
    /// Whether no row was handed on so far.
    empty: bool,
}

/// Rows that follow upon each other.
#[derive(Default)]
pub(super) struct Rows(Vec<u8>);

impl Rows {
    pub(super) fn add(&mut self, row: &impl Serialize) -> io::Result<()> {
        self.0.extend_from_slice(SEPARATOR);
        Ok(serde_json::to_writer(&mut self.0, row)?)
    }
}

const SEPARATOR: &[u8] = b",\n";

/// How much is handed on at a time.
const CHUNK: usize = 1 << 18;

/// Of how many things the rows are made at a time, where all cores do.
const AT_A_TIME: usize = 64;

impl<'o, W: Write> List<'o, W> {
    pub(super) fn begin(out: &'o mut W, name: &str) -> io::Result<Self> {
        write!(out, ",\n\"{name}\":[")?;
        Ok(Self { out, rows: Rows(Vec::with_capacity(2 * CHUNK)), empty: true })
    }

    pub(super) fn row(&mut self, row: &impl Serialize) -> io::Result<()> {
        self.rows.add(row)?;
        if self.rows.0.len() >= CHUNK { self.hand_on() } else { Ok(()) }
    }

    /// Writes the rows of one thing after another, as `add` makes them on all cores.
    pub(super) fn side_by_side<T: Copy + Sync>(
        &mut self,
        things: &[T],
        add: impl Fn(T, &mut Rows) -> io::Result<()> + Sync,
    ) -> io::Result<()> {
        let cores = thread::available_parallelism().map_or(1, Into::into);
        let make = |things: &[T]| {
            let mut rows = Rows::default();
            things.iter().try_for_each(|&thing| add(thing, &mut rows)).map(|()| rows)
        };
        let make = &make;
        thread::scope(|scope| {
            // The cores take turns, so it is known whose chunk comes next.
            let makers: Vec<_> = (0..cores)
                .map(|first| {
                    let (to_write, made) = sync_channel(1);
                    let chunks = things.chunks(AT_A_TIME).skip(first).step_by(cores);
                    scope.spawn(move || {
                        // Where nobody takes any more, writing has failed.
                        chunks.map(make).all(|rows| to_write.send(rows).is_ok())
                    });
                    made
                })
                .collect();
            // The first that has no more has had the last ones before it.
            for made in makers.iter().cycle() {
                let Ok(rows) = made.recv() else { break };
                self.hand_on()?;
                self.rows = rows?;
            }
            Ok(())
        })
    }

    fn hand_on(&mut self) -> io::Result<()> {
        let mut rows = &self.rows.0[..];
        if self.empty && !rows.is_empty() {
            // Nothing comes before the first.
            rows = &rows[1..];
            self.empty = false;
        }
        self.out.write_all(rows)?;
        self.rows.0.clear();
        Ok(())
    }

    pub(super) fn end(mut self) -> io::Result<()> {
        self.hand_on()?;
        self.out.write_all(b"]")
    }
}
