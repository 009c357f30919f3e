//! A made-up organisation as large as one likes, in the files of `soundings analyze`.
//!
//! The same for the same size, on every machine: chance is a small generator with a fixed seed.
//! Teams differ and people differ, as they do, so that figures are neither all withheld nor all
//! alike; one team in ten gets better from wave to wave and one in ten gets worse.

use std::fs::File;
use std::io::{BufWriter, Result, Write};
use std::path::Path;

/// How large, and for how long.
#[derive(Debug, Clone, Copy)]
pub(super) struct Size {
    pub(super) people: usize,
    pub(super) teams: usize,
    pub(super) waves: usize,
}

/// What came into the files.
#[derive(Debug, Clone, Copy)]
pub(super) struct Written {
    /// Lines of answers.
    pub(super) answers: u64,
    /// Those of them that hold a value, and not that the item does not apply.
    pub(super) values: u64,
}

/// What is asked.
pub(super) const ITEMS: usize = 40;

/// Items of one dimension.
const OF_A_DIMENSION: usize = 5;

/// Into how many dimensions the items fall.
pub(super) const DIMENSIONS: usize = ITEMS.div_ceil(OF_A_DIMENSION);

/// How deep the tree is, its root and its leaves included.
const LEVELS: usize = 5;

/// Scales and their values; most surveys are mostly agreement.
const SCALES: [(&str, i32, i32); 8] = [
    ("likert5", 1, 5),
    ("likert5", 1, 5),
    ("likert5", 1, 5),
    ("likert7", 1, 7),
    ("likert5", 1, 5),
    ("scale10", 1, 10),
    ("nps", 0, 10),
    ("yesno", 0, 1),
];

/// Writes teams.csv, roster.csv, items.csv and responses.csv; gives the number of answers.
pub(super) fn write(directory: &Path, size: Size) -> Result<Written> {
    let parents = parents(size.teams);
    let mut out = create(directory, "teams.csv")?;
    writeln!(out, "team,parent")?;
    for (team, parent) in parents.iter().enumerate() {
        let parent = parent.map(name).unwrap_or_default();
        writeln!(out, "{},{parent}", name(team))?;
    }
    out.flush()?;

    let mut out = create(directory, "items.csv")?;
    writeln!(out, "item,dimension,scale,reverse")?;
    for item in 0..ITEMS {
        let (scale, ..) = scale(item);
        writeln!(
            out,
            "item-{item:02},dimension-{},{scale},{}",
            item / OF_A_DIMENSION,
            is_reverse(item)
        )?;
    }
    out.flush()?;

    let home = homes(&parents, size.people);
    let mut roster = create(directory, "roster.csv")?;
    writeln!(roster, "wave,person,team")?;
    let mut responses = create(directory, "responses.csv")?;
    writeln!(responses, "wave,response,team,item,value")?;
    let mut chance = Chance(7);
    let moods: Vec<f64> = home.iter().map(|_| chance.around(0.0, 0.12)).collect();
    let climates: Vec<f64> = parents.iter().map(|_| chance.around(0.62, 0.12)).collect();
    let mut written = Written { answers: 0, values: 0 };
    for wave in 0..size.waves {
        let period = format!("{}-Q{}", 2021 + wave / 4, wave % 4 + 1);
        for (person, &team) in home.iter().enumerate() {
            writeln!(roster, "{period},person-{person:05},{}", name(team))?;
            if chance.share() > 0.7 {
                continue;
            }
            let drift = match team % 10 {
                3 => 0.03 * wave as f64,
                7 => -0.03 * wave as f64,
                _ => 0.0,
            };
            let mood = climates[team] + moods[person] + drift;
            for item in 0..ITEMS {
                // 1 in 50 skips an item, and 1 in 100 says that it does not apply.
                let fate = chance.share();
                if fate < 0.02 {
                    continue;
                }
                write!(responses, "{period},r{wave:02}{person:05},{},item-{item:02},", name(team))?;
                if fate < 0.03 {
                    writeln!(responses, "na")?;
                } else {
                    let (_, min, max) = scale(item);
                    let span = f64::from(max - min);
                    let liked = chance.around(mood, 0.25).clamp(0.0, 1.0);
                    let step = (liked * span).round() as i32;
                    let value = if is_reverse(item) { max - step } else { min + step };
                    writeln!(responses, "{value}")?;
                    written.values += 1;
                }
                written.answers += 1;
            }
        }
    }
    roster.flush()?;
    responses.flush()?;
    Ok(written)
}

fn create(directory: &Path, file: &str) -> Result<BufWriter<File>> {
    Ok(BufWriter::with_capacity(1 << 20, File::create(directory.join(file))?))
}

/// A team's name; the root is the first.
pub(super) fn name(team: usize) -> String {
    format!("Team {team:04}")
}

fn scale(item: usize) -> (&'static str, i32, i32) {
    SCALES[item % SCALES.len()]
}

fn is_reverse(item: usize) -> bool {
    item % 10 == 4
}

/// Which team each belongs to: five levels, each team with about as many teams in it.
fn parents(teams: usize) -> Vec<Option<usize>> {
    let fan = (teams as f64).powf(0.25).floor().max(1.0) as usize;
    let mut parents = vec![None];
    let mut level = 0..1;
    for depth in 1..LEVELS {
        let start = parents.len();
        let wanted =
            if depth == LEVELS - 1 { teams.saturating_sub(start) } else { level.len() * fan };
        for place in 0..wanted {
            parents.push(Some(level.start + place % level.len()));
        }
        level = start..parents.len();
    }
    parents
}

/// The team of each person: one in every team that contains teams, all others in the leaves.
fn homes(parents: &[Option<usize>], people: usize) -> Vec<usize> {
    let mut contains = vec![false; parents.len()];
    for parent in parents.iter().flatten() {
        contains[*parent] = true;
    }
    let (leads, leaves): (Vec<usize>, Vec<usize>) =
        (0..parents.len()).partition(|&team| contains[team]);
    let mut homes = leads;
    let mut chance = Chance(11);
    while homes.len() < people {
        // Sizes differ: of two teams drawn, the one with the smaller number.
        let draw = |chance: &mut Chance| (chance.share() * leaves.len() as f64) as usize;
        let (one, other) = (draw(&mut chance), draw(&mut chance));
        homes.push(leaves[if homes.len() % 3 == 0 { one.min(other) } else { one }]);
    }
    homes.truncate(people);
    homes
}

/// Chance that is the same every time: Steele, Lea and Flood's SplitMix64.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// From 0 up to 1.
    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Around a middle, with this standard deviation: four shares added up are close to normal.
    fn around(&mut self, middle: f64, deviation: f64) -> f64 {
        let sum = self.share() + self.share() + self.share() + self.share();
        middle + deviation * (sum - 2.0) * 3f64.sqrt()
    }
}
