//! `teams.csv`: which team belongs to which.

use super::{
    complaints::{Complaints, quoted},
    sheet::{Column, Sheet},
};
use std::{collections::HashMap, path::Path};

const COLUMNS: [Column; 2] = [("team", true), ("parent", true)];
const TEAM: usize = 0;
const PARENT: usize = 1;

/// Most teams of a circle that are named.
const MOST_NAMED: usize = 10;

/// The teams, in the order of the file.
#[derive(Clone, Debug, Default)]
pub(super) struct Teams {
    pub(super) names: Vec<String>,
    pub(super) parents: Vec<Option<u32>>,
    by_name: HashMap<Box<[u8]>, u32>,
    lines: Vec<u64>,
}

impl Teams {
    /// Reads the file; none where it has no usable header.
    pub(super) fn read(path: &Path, complaints: &mut Complaints) -> Option<Self> {
        let sheet = Sheet::open(path, &COLUMNS, complaints)?;
        let mut teams = Self::default();
        let mut above: Vec<Box<[u8]>> = Vec::new();
        sheet.rows(complaints, |header, row, complaints| {
            let name = header.cell(row, TEAM);
            if name.is_empty() {
                complaints
                    .push(row.line, "name", || "the team has no name; give it one".to_owned());
                return;
            }
            if let Some(&earlier) = teams.by_name.get(&*name) {
                let first = teams.lines[earlier as usize];
                complaints.push(row.line, "twice", || {
                    let name = quoted(&name);
                    format!("the team {name} is already on line {first}; keep one of the two")
                });
                return;
            }
            teams.by_name.insert(name.as_ref().into(), teams.names.len() as u32);
            teams.names.push(String::from_utf8_lossy(&name).into_owned());
            teams.lines.push(row.line);
            above.push(header.cell(row, PARENT).as_ref().into());
        });
        if teams.names.is_empty() && complaints.is_empty() {
            complaints.push(1, "empty", || "there is a header but no team below it".to_owned());
        }
        teams.find_parents(&above, complaints);
        teams.find_circles(complaints);
        Some(teams)
    }

    /// The place of a team.
    pub(super) fn find(&self, name: &[u8]) -> Option<u32> {
        self.by_name.get(name).copied()
    }

    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    fn find_parents(&mut self, above: &[Box<[u8]>], complaints: &mut Complaints) {
        for (above, &line) in above.iter().zip(&self.lines) {
            let parent = self.find(above);
            if parent.is_none() && !above.is_empty() {
                complaints.push(line, "parent", || {
                    format!(
                        "the parent {} is not a team of this file; add a line for it or correct \
                         the name",
                        quoted(above)
                    )
                });
            }
            self.parents.push(parent);
        }
        if !above.is_empty() && above.iter().all(|above| !above.is_empty()) {
            complaints.push(1, "root", || {
                "no team is the root; leave the parent of the topmost team empty".to_owned()
            });
        }
    }

    /// Names the members of every circle, and cuts it, so that whatever else is wrong can be found.
    fn find_circles(&mut self, complaints: &mut Complaints) {
        // The walk on which a team was come by; walks are numbered from 1.
        let mut walk = vec![0u32; self.len()];
        for start in 0..self.len() {
            let number = start as u32 + 1;
            let mut at = start;
            while walk[at] == 0 {
                walk[at] = number;
                match self.parents[at] {
                    Some(parent) => at = parent as usize,
                    None => break,
                }
            }
            // Back on this very walk, at a team that still has one above it: a circle.
            let Some(first) = self.parents[at].filter(|_| walk[at] == number) else { continue };
            let Some(circle) = self.circle(at, first as usize) else { continue };
            let names: Vec<String> = circle
                .iter()
                .take(MOST_NAMED)
                .map(|&team| quoted(self.names[team].as_bytes()))
                .collect();
            let line = self.lines[circle[0]];
            complaints.push(line, "circle", || match names.as_slice() {
                [one] => format!(
                    "the team {one} is its own parent; name another one, or none if it is the root"
                ),
                _ => {
                    let more = circle.len().saturating_sub(MOST_NAMED);
                    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
                    format!(
                        "the teams {}{more} are inside each other in a circle; give one of them a \
                         parent outside of it, or none if it is the root",
                        names.join(", ")
                    )
                }
            });
            self.parents[at] = None;
        }
    }

    /// The members of the circle that leads from `first` back to `start`, the first of the file
    /// first; none where the way ends at a root.
    fn circle(&self, start: usize, first: usize) -> Option<Vec<usize>> {
        let mut members = vec![start];
        let mut at = first;
        while at != start {
            members.push(at);
            at = self.parents[at]? as usize;
        }
        let smallest = members.iter().enumerate().min_by_key(|(_, team)| **team)?.0;
        members.rotate_left(smallest);
        Some(members)
    }
}
