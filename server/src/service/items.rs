//! The item bank: bringing in the ready-made items, adding one's own, rewording.

use super::{Error, Problem, Result, Services};
use crate::{
    auth::policy,
    bank,
    store::{StoreError, Tx},
};
use app::{
    domain::{Dimension, Gate, Item, ItemId, ItemVersion, ItemVersionId, Scale, Viewer},
    ports::NewItemPage,
};
use std::collections::HashMap;

/// A new item as a form gives it.
#[derive(Clone, Debug)]
pub struct NewItem {
    /// Short, stable name.
    pub key: String,
    /// The group's name.
    pub dimension: String,
    /// The scale's name.
    pub scale: String,
    /// Options, one a line, for scales that have some.
    pub options: String,
    /// The question.
    pub wording: String,
    /// A sentence of help.
    pub help: String,
    /// Whether agreement is bad news.
    pub reverse: bool,
    /// The item whose answer decides whether this one is asked, as typed; empty: everybody is.
    pub gate: String,
    /// The answers that open the gate: an item and the index of one of its options, with a dot
    /// between them. Those of other items than the gate are not looked at.
    pub asked_if: Vec<String>,
}

/// A new wording, and whether answers to it can be compared with those to the last one.
#[derive(Clone, Debug)]
pub struct Rewording {
    /// The version that was on the page: of two people who reword at once, one is told.
    pub from_version: i64,
    /// The question.
    pub wording: String,
    /// A sentence of help.
    pub help: String,
    /// None: the person did not say.
    pub comparable: Option<bool>,
}

const LONGEST_WORDING: usize = 300;

impl Services {
    /// Brings the ready-made items into an empty bank, or those that a newer version added.
    /// Items that are there are never touched.
    pub async fn ensure_bank(&self) -> Result<()> {
        let mut tx = self.store.begin().await?;
        match self.add_missing_items(&mut tx).await {
            Ok(()) => Ok(tx.commit().await?),
            // Another node is doing the same right now.
            Err(Error::Store(StoreError::Duplicate(_))) => Ok(()),
            Err(error) => Err(error),
        }
    }

    async fn add_missing_items(&self, tx: &mut Tx) -> Result<()> {
        let mut ids: HashMap<String, ItemId> =
            tx.items().await?.into_iter().map(|item| (item.key, item.id)).collect();
        for entry in bank::bank() {
            if ids.contains_key(entry.key) {
                continue;
            }
            let id = ItemId(self.random.uuid());
            let gate = entry.gate.and_then(|(key, asked_if)| {
                ids.get(key).map(|&item| Gate { item, asked_if: asked_if.to_vec() })
            });
            tx.insert_item(&Item {
                id,
                key: entry.key.to_owned(),
                dimension: entry.dimension,
                current: ItemVersion {
                    id: ItemVersionId(self.random.uuid()),
                    item: id,
                    version: 1,
                    series: 1,
                    wording: entry.wording.to_owned(),
                    help: entry.help.to_owned(),
                    scale: entry.scale.scale(),
                    reverse: entry.reverse,
                    gate,
                },
            })
            .await?;
            ids.insert(entry.key.to_owned(), id);
        }
        Ok(())
    }

    pub(super) async fn new_item_page(&self, viewer: &Viewer) -> Result<NewItemPage> {
        policy::researcher(viewer)?;
        let mut gates = self.store.read().await?.items().await?;
        gates.retain(can_be_gate);
        gates.sort_by_key(|item| item.dimension);
        Ok(NewItemPage { gates, comments_minimum: self.settings.policy.comments_minimum })
    }

    /// Adds an item of one's own.
    pub async fn add_item(&self, viewer: &Viewer, new: &NewItem) -> Result<ItemId> {
        policy::researcher(viewer)?;
        let mut problems = Vec::new();
        let key = new.key.trim().to_lowercase();
        let well_formed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if key.is_empty() || key.len() > 60 || !key.chars().all(well_formed) {
            problems.push(Problem::new(
                "key",
                "Give a short name of lower-case letters, digits and hyphens, such as build-speed",
            ));
        }
        let dimension = Dimension::parse(&new.dimension);
        if dimension.is_none() {
            problems.push(Problem::new("dimension", "Choose the dimension it belongs to"));
        }
        let options: Vec<String> = new
            .options
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect();
        let scale = Scale::parse(&new.scale, options.clone());
        match &scale {
            None => problems.push(Problem::new("scale", "Choose what an answer can be")),
            Some(Scale::Choice { .. } | Scale::MultiChoice { .. })
                if !(2..=30).contains(&options.len()) =>
            {
                problems.push(Problem::new("options", "Give 2 to 30 options, one a line"));
            }
            Some(_) => {}
        }
        check_wording(&new.wording, &new.help, &mut problems);
        let mut tx = self.store.begin().await?;
        let gate = read_gate(new, &tx.items().await?, &mut problems);
        let (Some(dimension), Some(scale), true) = (dimension, scale, problems.is_empty()) else {
            return Err(Error::Invalid(problems));
        };
        let id = ItemId(self.random.uuid());
        let reverse = new.reverse && scale.range().is_some();
        let item = Item {
            id,
            key: key.clone(),
            dimension,
            current: ItemVersion {
                id: ItemVersionId(self.random.uuid()),
                item: id,
                version: 1,
                series: 1,
                wording: new.wording.trim().to_owned(),
                help: new.help.trim().to_owned(),
                scale,
                reverse,
                gate,
            },
        };
        match tx.insert_item(&item).await {
            Err(StoreError::Duplicate(_)) => {
                return Err(Error::invalid(
                    "key",
                    format!("There is already an item called “{key}”"),
                ));
            }
            other => other?,
        }
        self.audit(&mut tx, Some(viewer.person), "item-added", key).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Words an item anew: the next version, in the same series or the next one.
    ///
    /// Waves that are open or over keep the wording they asked.
    pub async fn reword(&self, viewer: &Viewer, item: ItemId, new: &Rewording) -> Result<()> {
        policy::researcher(viewer)?;
        let mut tx = self.store.begin().await?;
        let versions = tx.item_versions(item).await?;
        let last = versions.first().ok_or(Error::NotFound)?;
        let mut problems = Vec::new();
        check_wording(&new.wording, &new.help, &mut problems);
        if new.comparable.is_none() {
            problems.push(Problem::new(
                "comparable",
                "Say whether answers to the new wording can be compared with those to the old one",
            ));
        }
        let (wording, help) = (new.wording.trim(), new.help.trim());
        if problems.is_empty() && wording == last.current.wording && help == last.current.help {
            problems.push(Problem::new(
                "wording",
                "This is the wording in force; there is nothing to change",
            ));
        }
        let (Some(comparable), true) = (new.comparable, problems.is_empty()) else {
            return Err(Error::Invalid(problems));
        };
        let changed = || {
            Error::Conflict(
                "Somebody else reworded this item while you were writing. Load the page to see their \
                 wording; yours is still in the form below."
                    .to_owned(),
            )
        };
        if last.current.version != new.from_version {
            return Err(changed());
        }
        let version = ItemVersion {
            id: ItemVersionId(self.random.uuid()),
            version: last.current.version + 1,
            series: if comparable { last.current.series } else { last.current.series + 1 },
            wording: wording.to_owned(),
            help: help.to_owned(),
            ..last.current.clone()
        };
        match tx.insert_item_version(&version).await {
            Err(StoreError::Duplicate(_)) => return Err(changed()),
            other => other?,
        }
        let series = if comparable { "same series" } else { "new series" };
        let detail = format!("{} version {} ({series})", last.key, version.version);
        self.audit(&mut tx, Some(viewer.person), "item-reworded", detail).await?;
        Ok(tx.commit().await?)
    }
}

/// Items that can decide whether another is asked: those with one answer out of several, asked of
/// everybody. A gate behind a gate would be shut for reasons that nobody sees.
fn can_be_gate(item: &Item) -> bool {
    matches!(item.current.scale, Scale::Choice { .. }) && item.current.gate.is_none()
}

/// Reads whom a new item is asked of; nothing where it is everybody.
fn read_gate(new: &NewItem, items: &[Item], problems: &mut Vec<Problem>) -> Option<Gate> {
    let chosen = new.gate.trim();
    if chosen.is_empty() {
        return None;
    }
    let found =
        items.iter().find(|item| item.id.to_string() == chosen).filter(|it| can_be_gate(it));
    let Some(item) = found else {
        problems.push(Problem::new("gate", "Choose a question of this list, or everybody"));
        return None;
    };
    let options = item.current.scale.options().len();
    let mut asked_if: Vec<u16> = new
        .asked_if
        .iter()
        .filter_map(|answer| answer.strip_prefix(chosen)?.strip_prefix('.')?.parse().ok())
        .filter(|option| usize::from(*option) < options)
        .collect();
    asked_if.sort_unstable();
    asked_if.dedup();
    if asked_if.is_empty() {
        problems.push(Problem::new(
            "gate",
            format!("Tick the answers to “{}” after which it is asked", item.current.wording),
        ));
        return None;
    }
    Some(Gate { item: item.id, asked_if })
}

fn check_wording(wording: &str, help: &str, problems: &mut Vec<Problem>) {
    let length = wording.trim().chars().count();
    if length == 0 {
        problems.push(Problem::new("wording", "Write the question"));
    } else if length > LONGEST_WORDING {
        problems.push(Problem::new(
            "wording",
            format!("The question has {length} characters; {LONGEST_WORDING} are the most, and half of that reads better"),
        ));
    }
    if help.trim().chars().count() > LONGEST_WORDING {
        problems
            .push(Problem::new("help", format!("At most {LONGEST_WORDING} characters of help")));
    }
}
