//! How fairly people are heard: share of people beside share of interviews, by part of the
//! organisation and by each attribute of the roster that sorts people into few groups.

use app::{
    domain::{Interview, Person, PersonId, TeamTree, rotation::heard},
    ports::{Coverage, CoveredGroup},
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Groups that an attribute may have; names, ids and dates have more.
const GROUPS: std::ops::RangeInclusive<usize> = 2..=12;

/// The tables, those with something in them.
pub(super) fn tables(
    tree: &TeamTree,
    people: &[Person],
    interviews: &[&Interview],
) -> Vec<Coverage> {
    let mut tables: Vec<Coverage> = by_part(tree, people, interviews).into_iter().collect();
    tables.extend(by_attributes(people, interviews));
    tables
}

/// The part of the organisation that each team belongs to, by its index: the teams right below the
/// root, or the roots where there are several.
fn parts(tree: &TeamTree) -> Vec<Option<usize>> {
    let roots = (0..tree.len()).filter(|&index| tree.parent(index).is_none()).count();
    let depth = usize::from(roots == 1);
    let mut parts = vec![None; tree.len()];
    for index in 0..tree.len() {
        // Parents come before their children.
        parts[index] = match tree.parent(index) {
            _ if tree.depth(index) == depth => Some(index),
            Some(parent) => parts[parent],
            None => None,
        };
    }
    parts
}

fn by_part(tree: &TeamTree, people: &[Person], interviews: &[&Interview]) -> Option<Coverage> {
    let parts = parts(tree);
    let part = |team| tree.index_of(team).and_then(|index| parts[index]);
    let mut counts: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for part in people.iter().filter_map(|person| part(person.team?)) {
        counts.entry(part).or_default().0 += 1;
    }
    for part in interviews.iter().filter_map(|interview| part(interview.team?)) {
        // Of a part in which nobody is left there is nobody to hear.
        if let Some(count) = counts.get_mut(&part) {
            count.1 += 1;
        }
    }
    let groups = counts
        .into_iter()
        .map(|(part, (people, interviews))| (tree.teams()[part].name.clone(), people, interviews))
        .collect();
    table("Part of the organisation".to_owned(), groups)
}

fn by_attributes(people: &[Person], interviews: &[&Interview]) -> Vec<Coverage> {
    let names: BTreeSet<&str> = people
        .iter()
        .flat_map(|person| person.attributes.iter().map(|(name, _)| name.as_str()))
        .collect();
    let by_id: HashMap<PersonId, &Person> =
        people.iter().map(|person| (person.id, person)).collect();
    names
        .into_iter()
        .filter_map(|name| {
            let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
            for person in people {
                if let Some(value) = value(person, name) {
                    counts.entry(value).or_default().0 += 1;
                    if counts.len() > *GROUPS.end() {
                        return None;
                    }
                }
            }
            for interview in interviews {
                let person = interview.person.and_then(|person| by_id.get(&person));
                if let Some(value) = person.and_then(|person| value(person, name)) {
                    counts.entry(value).or_default().1 += 1;
                }
            }
            let groups = counts
                .into_iter()
                .map(|(value, (people, interviews))| (value.to_owned(), people, interviews))
                .collect();
            table(capitalised(name), groups)
        })
        .collect()
}

fn value<'a>(person: &'a Person, name: &str) -> Option<&'a str> {
    let found = person.attributes.iter().find(|(attribute, _)| attribute == name);
    found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
}

fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn table(by: String, groups: Vec<(String, usize, usize)>) -> Option<Coverage> {
    if !GROUPS.contains(&groups.len()) {
        return None;
    }
    let people = groups.iter().map(|(_, people, _)| people).sum();
    let interviews = groups.iter().map(|(_, _, interviews)| interviews).sum();
    let count = groups.len();
    let group = |(name, here, with): (String, usize, usize)| CoveredGroup {
        name,
        people: here,
        interviews: with,
        heard: heard(here, people, with, interviews, count),
    };
    Some(Coverage { by, people, interviews, groups: groups.into_iter().map(group).collect() })
}
