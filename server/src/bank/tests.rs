use super::*;
use app::domain::{Dimension, Scale};
use std::collections::{BTreeMap, BTreeSet};

/// Every gate names an earlier choice item, of which it takes some options and leaves some.
fn assert_gates_hold(items: &[BankItem]) {
    for (position, item) in items.iter().enumerate() {
        let Some((gate, asked_if)) = item.gate else { continue };
        let decider = items[..position]
            .iter()
            .find(|earlier| earlier.key == gate)
            .unwrap_or_else(|| panic!("the gate of {} must come before it", item.key));
        let BankScale::Choice(options) = decider.scale else {
            panic!("the gate of {} must be a choice", item.key)
        };
        assert!(!asked_if.is_empty() && asked_if.len() < options.len(), "{}", item.key);
        assert!(asked_if.iter().all(|&index| usize::from(index) < options.len()), "{}", item.key);
        assert_eq!(decider.dimension, item.dimension, "{} leaves its section", item.key);
        assert!(
            decider.gate.is_none(),
            "{} hangs on a gate that may not be asked itself",
            item.key
        );
    }
}

fn count(items: &[BankItem], kind: fn(BankScale) -> bool) -> usize {
    items.iter().filter(|item| kind(item.scale)).count()
}

#[test]
fn keys_and_wordings_are_unique() {
    let bank = bank();
    let keys: BTreeSet<_> = bank.iter().map(|item| item.key).collect();
    let wordings: BTreeSet<_> = bank.iter().map(|item| item.wording).collect();
    assert_eq!(keys.len(), bank.len());
    assert_eq!(wordings.len(), bank.len());
    for key in keys {
        assert!(key.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{key}");
        assert_eq!(find(key).map(|item| item.key), Some(key));
    }
}

#[test]
fn gates_are_choices_that_come_before_what_they_gate() {
    assert_gates_hold(&bank());
    assert_gates_hold(&starter());
}

#[test]
fn at_least_four_tools_are_rated_only_by_those_who_used_them() {
    let bank = bank();
    let gates: BTreeSet<_> = bank.iter().filter_map(|item| item.gate).map(|gate| gate.0).collect();
    assert!(gates.len() >= 4, "{gates:?}");
    for gate in gates {
        let scale = find(gate).map(|item| item.scale);
        assert_eq!(scale, Some(BankScale::Choice(USAGE)), "{gate}");
    }
}

#[test]
fn every_dimension_has_items_of_several_kinds() {
    let bank = bank();
    assert!(bank.len() >= 40, "{}", bank.len());
    for dimension in Dimension::ALL {
        let ratings = bank
            .iter()
            .filter(|item| item.dimension == dimension && item.scale == BankScale::Likert5)
            .count();
        assert!(ratings >= 3, "{} has {ratings} ratings", dimension.title());
    }
    assert_eq!(count(&bank, |scale| scale == BankScale::Nps), 1);
    assert!(count(&bank, |scale| scale == BankScale::Likert5) * 2 > bank.len());
    assert!(count(&bank, |scale| matches!(scale, BankScale::Choice(_))) >= 5);
    assert!(count(&bank, |scale| matches!(scale, BankScale::MultiChoice(_))) >= 2);
    assert!(count(&bank, |scale| scale == BankScale::Text) >= 3);
    let reversed: Vec<_> = bank.iter().filter(|item| item.reverse).collect();
    assert!(reversed.len() >= 6);
    assert!(reversed.iter().all(|item| item.scale == BankScale::Likert5));
}

#[test]
fn the_bank_is_sorted_by_dimension_as_pages_show_them() {
    let order = |item: &BankItem| Dimension::ALL.iter().position(|&at| at == item.dimension);
    assert!(bank().is_sorted_by_key(order));
}

#[test]
fn wordings_are_short_and_ask_one_thing() {
    for item in bank() {
        let length = item.wording.chars().count();
        assert!((20..=100).contains(&length), "{} has {length} characters", item.key);
        assert!(item.help.chars().count() <= 120, "{}", item.key);
        assert_eq!(item.wording, item.wording.trim());
        let statement = matches!(item.scale, BankScale::Likert5);
        let ending = if statement { '.' } else { '?' };
        assert!(
            item.wording.ends_with(ending) || item.scale == BankScale::Text,
            "“{}” should end in {ending}",
            item.wording
        );
        if statement {
            let words = item.wording.to_lowercase();
            assert!(!words.contains(" or "), "“{}” asks two things", item.wording);
            let two_in_one = words.contains(" and ") && !words.contains(" and not ");
            assert!(!two_in_one, "“{}” asks two things", item.wording);
        }
    }
}

#[test]
fn options_are_several_and_told_apart() {
    for item in bank() {
        let (BankScale::Choice(options) | BankScale::MultiChoice(options)) = item.scale else {
            continue;
        };
        assert!(options.len() >= 4, "{}", item.key);
        assert_eq!(options.iter().collect::<BTreeSet<_>>().len(), options.len(), "{}", item.key);
        assert_eq!(item.scale.scale().options().len(), options.len());
    }
}

#[test]
fn the_standard_set_covers_every_dimension_in_one_section_each() {
    let items = starter();
    assert!((28..=36).contains(&items.len()), "{}", items.len());
    let mut sections: Vec<Dimension> = items.iter().map(|item| item.dimension).collect();
    sections.dedup();
    assert_eq!(sections.len(), Dimension::ALL.len(), "{sections:?}");
    assert_eq!(sections.iter().copied().collect::<BTreeSet<_>>().len(), sections.len());
    let mut numbers: BTreeMap<Dimension, usize> = BTreeMap::new();
    for item in &items {
        if item.scale.scale().range().is_some() {
            *numbers.entry(item.dimension).or_default() += 1;
        }
    }
    assert_eq!(numbers.len(), Dimension::ALL.len());
    assert!(numbers.values().all(|&count| count >= 2), "a score stands on two items: {numbers:?}");
}

#[test]
fn every_key_of_the_standard_set_is_in_the_bank_and_gates_stand_right_before_their_items() {
    let items = starter();
    assert_eq!(items.iter().map(|item| item.key).collect::<Vec<_>>(), starter::KEYS);
    for (position, item) in items.iter().enumerate() {
        let is_gate = items.iter().any(|other| other.gate.is_some_and(|gate| gate.0 == item.key));
        if is_gate {
            let next = items.get(position + 1).and_then(|next| next.gate);
            assert_eq!(next.map(|gate| gate.0), Some(item.key));
        }
    }
}

#[test]
fn the_standard_set_takes_less_than_ten_minutes() {
    let scales: Vec<Scale> = starter().iter().map(|item| item.scale.scale()).collect();
    let seconds = estimated_seconds(&scales);
    assert!((5 * 60..10 * 60).contains(&seconds), "{seconds} seconds");
}
