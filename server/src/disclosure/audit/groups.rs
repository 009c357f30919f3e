//! Subtracting groups of a team from each other, and from the team.

use super::{Audit, Auditor, Group, answered, of};
use app::domain::{ItemId, TeamId};
use std::collections::{BTreeMap, HashMap};

pub(super) fn groups(auditor: &Auditor<'_>, teams: &[TeamId], audit: &mut Audit) {
    let minimum = auditor.release.policy.minimum;
    let mut by_group: BTreeMap<(ItemId, u16), BTreeMap<TeamId, [u32; 2]>> = BTreeMap::new();
    // What the shown groups of a team and item add up to.
    let mut in_groups: BTreeMap<(ItemId, TeamId), u32> = BTreeMap::new();
    for group in of(&auditor.groups, teams) {
        if let Some(people) = answered(&group.shown, |figures| figures.answered) {
            let shown = by_group.entry((group.item, group.option)).or_default();
            shown.insert(group.team, [people, 0]);
            *in_groups.entry((group.item, group.team)).or_default() += people;
        }
    }
    for ((item, option), shown) in by_group {
        let of = format!("{}, group {}", auditor.key(item), option + 1);
        for (team, [people, _]) in auditor.remainders(&shown) {
            audit.group(Group { of: of.clone(), team, people }, minimum);
        }
    }
    let whole: HashMap<(ItemId, TeamId), u32> = of(&auditor.cells, teams)
        .filter_map(|cell| {
            Some(((cell.item, cell.team), answered(&cell.shown, |figures| figures.answered)?))
        })
        .collect();
    for ((item, team), shown) in in_groups {
        let Some(rest) = whole.get(&(item, team)).and_then(|all| all.checked_sub(shown)) else {
            continue;
        };
        if rest > 0 {
            let of = format!("{}, everybody in no shown group", auditor.key(item));
            audit.group(Group { of, team, people: rest }, minimum);
        }
    }
}
