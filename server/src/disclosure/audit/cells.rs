//! Subtracting teams from the teams that contain them.

use super::{Audit, Auditor, Group, answered, of};
use app::{
    domain::{Dimension, ItemId, TeamId},
    report::Cell,
};
use std::collections::BTreeMap;

pub(super) fn items(auditor: &Auditor<'_>, teams: &[TeamId], audit: &mut Audit) {
    let policy = auditor.release.policy;
    let mut by_item: BTreeMap<ItemId, Vec<&Cell>> = BTreeMap::new();
    for cell in of(&auditor.cells, teams) {
        by_item.entry(cell.item).or_default().push(cell);
    }
    for (item, cells) in by_item {
        let key = auditor.key(item);
        let all = cells.iter().filter_map(|cell| {
            Some((cell.team, [answered(&cell.shown, |figures| figures.answered)?, 0]))
        });
        for (team, [people, _]) in auditor.remainders(&all.collect()) {
            audit.group(Group { of: format!("{key}, answers"), team, people }, policy.minimum);
        }
        let spread = cells.iter().filter_map(|cell| {
            let figures = cell.shown.exact()?;
            figures.distribution.as_ref().map(|_| (cell.team, [figures.answered, 0]))
        });
        for (team, [people, _]) in auditor.remainders(&spread.collect()) {
            let group = Group { of: format!("{key}, how many chose which value"), team, people };
            audit.group(group, policy.distribution_minimum);
        }
        let scores = cells.iter().filter_map(|cell| {
            let figures = cell.shown.exact()?;
            figures.score?;
            Some((cell.team, [figures.answered, figures.favourable?]))
        });
        for (team, [people, favourable]) in auditor.remainders(&scores.collect()) {
            let group = Group { of: format!("{key}, scores"), team, people };
            if favourable == 0 || favourable == people {
                audit.of_one_mind.push(group.clone());
            }
            audit.group(group, policy.minimum);
        }
    }
}

pub(super) fn dimensions(auditor: &Auditor<'_>, teams: &[TeamId], audit: &mut Audit) {
    let mut by_dimension: BTreeMap<Dimension, BTreeMap<TeamId, [u32; 2]>> = BTreeMap::new();
    for cell in of(&auditor.dimensions, teams) {
        if let Some(figures) = cell.shown.exact() {
            let shown = by_dimension.entry(cell.dimension).or_default();
            shown.insert(cell.team, [figures.answered, 0]);
        }
    }
    for (dimension, shown) in by_dimension {
        for (team, [people, _]) in auditor.remainders(&shown) {
            let group = Group { of: format!("{}, scores", dimension.name()), team, people };
            audit.group(group, auditor.release.policy.minimum);
        }
    }
}
