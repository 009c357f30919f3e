//! `items.csv`: what was asked.

use super::{
    complaints::{Complaints, quoted},
    sheet::{Column, Sheet},
};
use crate::analysis::Question;
use app::domain::Scale;
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    path::Path,
};

const COLUMNS: [Column; 5] = [
    ("item", true),
    ("dimension", true),
    ("scale", true),
    ("reverse", true),
    ("favourable_from", false),
];
const ITEM: usize = 0;
const DIMENSION: usize = 1;
const SCALE: usize = 2;
const REVERSE: usize = 3;
const FAVOURABLE_FROM: usize = 4;

/// The scales of this file: those whose answers are numbers.
const SCALES: [Scale; 5] =
    [Scale::Likert5, Scale::Likert7, Scale::Scale10, Scale::Nps, Scale::Yesno];

/// Most items: their places are counted in 16 bits.
const MOST_ITEMS: usize = 10_000;

/// The items and their dimensions, each by name.
#[derive(Clone, Debug, Default)]
pub(super) struct Items {
    pub(super) names: Vec<String>,
    pub(super) questions: Vec<Question>,
    pub(super) dimensions: Vec<String>,
    by_name: HashMap<Box<[u8]>, u16>,
    ranges: Vec<Option<(i16, i16)>>,
}

/// A row of the file, as far as it can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Item {
    dimension: String,
    scale: Option<Scale>,
    reverse: Option<bool>,
    favourable_from: Option<i16>,
}

impl Items {
    /// Reads the file; none where it has no usable header.
    ///
    /// An item that something is wrong with is known all the same, so that answers to it are not
    /// complained about for that; its question may then not be the one that was asked.
    pub(super) fn read(path: &Path, complaints: &mut Complaints) -> Option<Self> {
        let sheet = Sheet::open(path, &COLUMNS, complaints)?;
        let mut found: BTreeMap<Box<[u8]>, (u64, Item)> = BTreeMap::new();
        sheet.rows(complaints, |header, row, complaints| {
            let cell = |column| header.cell(row, column);
            let name = cell(ITEM);
            if name.is_empty() {
                complaints
                    .push(row.line, "item", || "the item has no name; give it one".to_owned());
            }
            let item = Item::read(row.line, cell, complaints);
            match found.get(&*name) {
                _ if name.is_empty() => {}
                None => drop(found.insert(name.as_ref().into(), (row.line, item))),
                Some((first, earlier)) => complaints.push(row.line, "twice", || {
                    let name = quoted(&name);
                    let to_do = if *earlier == item {
                        "keep one of the two"
                    } else {
                        "an item whose scale or direction changed inside its series cannot be \
                         compared over time, so give the later one a name of its own"
                    };
                    format!("the item {name} is already on line {first}; {to_do}")
                }),
            }
        });
        if found.is_empty() && complaints.is_empty() {
            complaints.push(1, "empty", || "there is a header but no item below it".to_owned());
        }
        if found.len() > MOST_ITEMS {
            complaints.push(None, "many", || {
                format!("there are {} items; the most is {MOST_ITEMS}", found.len())
            });
            return None;
        }
        Some(Self::of(found))
    }

    fn of(found: BTreeMap<Box<[u8]>, (u64, Item)>) -> Self {
        let dimensions: BTreeSet<&String> =
            found.values().map(|(_, item)| &item.dimension).collect();
        let dimensions: Vec<String> = dimensions.into_iter().cloned().collect();
        let mut items = Self { dimensions, ..Self::default() };
        for (place, (name, (_, item))) in (0..).zip(found) {
            items.names.push(String::from_utf8_lossy(&name).into_owned());
            items.by_name.insert(name, place);
            items.ranges.push(item.scale.as_ref().and_then(Scale::range));
            let scale = item.scale.unwrap_or(Scale::Scale10);
            items.questions.push(Question {
                favourable_from: item.favourable_from.or(scale.favourable_from()),
                reverse: item.reverse.unwrap_or_default(),
                dimension: items.dimensions.binary_search(&item.dimension).unwrap_or_default(),
                scale,
            });
        }
        items
    }

    /// The place of an item.
    pub(super) fn find(&self, name: &[u8]) -> Option<u16> {
        self.by_name.get(name).copied()
    }

    /// The smallest and largest value of an item; none where its scale is not known.
    pub(super) fn range(&self, item: u16) -> Option<(i16, i16)> {
        self.ranges[usize::from(item)]
    }

    pub(super) fn len(&self) -> usize {
        self.names.len()
    }
}

impl Item {
    fn read<'b>(
        line: u64,
        cell: impl Fn(usize) -> std::borrow::Cow<'b, [u8]>,
        complaints: &mut Complaints,
    ) -> Self {
        let dimension = cell(DIMENSION);
        if dimension.is_empty() {
            complaints.push(line, "dimension", || {
                "the dimension is missing; name the group of items that this one belongs to"
                    .to_owned()
            });
        }
        let name = cell(SCALE);
        let scale = SCALES.into_iter().find(|scale| scale.name().as_bytes() == &*name);
        if scale.is_none() {
            complaints.push(line, "scale", || {
                format!(
                    "there is no scale {}; write one of {}",
                    quoted(&name),
                    SCALES.map(|scale| scale.name().to_owned()).join(", ")
                )
            });
        }
        let reverse = match cell(REVERSE).to_ascii_lowercase().as_slice() {
            b"true" => Some(true),
            b"false" => Some(false),
            _ => {
                let shown = quoted(&cell(REVERSE));
                complaints.push(line, "reverse", || {
                    format!(
                        "reverse is {shown}; write true if a high value is bad news, else false"
                    )
                });
                None
            }
        };
        let from = cell(FAVOURABLE_FROM);
        let text = std::str::from_utf8(&from).unwrap_or_default();
        let favourable_from = text.parse::<i16>().ok();
        let range = scale.as_ref().and_then(Scale::range).unwrap_or((0, 10));
        let on_scale = favourable_from.is_some_and(|from| range.0 <= from && from <= range.1);
        if !from.is_empty() && !on_scale {
            complaints.push(line, "favourable_from", || {
                let of = scale.as_ref().map_or("any scale", Scale::name);
                format!(
                    "favourable_from is {}, which is not on {of}; write a whole number from {} to \
                     {}, or nothing for the usual",
                    quoted(&from),
                    range.0,
                    range.1
                )
            });
        }
        let dimension = String::from_utf8_lossy(&dimension).into_owned();
        Self { dimension, scale, reverse, favourable_from: favourable_from.filter(|_| on_scale) }
    }
}
