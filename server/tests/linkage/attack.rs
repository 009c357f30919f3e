//! The attacker: every way we could think of to lay answers beside people.

use crate::wave::{Over, PEOPLE};
use soundings::anonymity::redeeming::response_name;
use std::collections::BTreeMap;
use token::{Blinding, encoding::encode};
use uuid::Uuid;

/// How well one way did.
#[derive(Clone, Debug)]
pub struct Success {
    pub way: String,
    /// How many of fifty people were given their own answers.
    pub hits: usize,
    /// How far the order that was found agrees with the order of asking.
    pub tau: f64,
}

impl Success {
    /// See the statistics in `main.rs`.
    pub fn is_more_than_chance(&self) -> bool {
        self.hits >= 11 || self.tau.abs() >= 0.55
    }
}

/// All ways, one after the other.
pub fn attack(over: &Over) -> Vec<Success> {
    let mut successes = Vec::new();
    for (way, texts) in &over.loot.orders {
        let found: Vec<usize> = texts.iter().filter_map(|text| owner(over, text)).collect();
        successes.push(by_order(over, way, &found));
    }
    let mut names = over.loot.named.clone();
    names.sort();
    let found: Vec<usize> = names.iter().filter_map(|(_, text)| owner(over, text)).collect();
    successes.push(by_order(over, "by name", &found));
    for (name, bytes) in &over.loot.files {
        successes.extend(by_places(over, name, bytes));
        successes.extend(by_sizes(over, name, bytes));
        successes.extend(by_neighbours(over, name, bytes));
    }
    successes.push(by_blinded_elements(over));
    successes.push(by_stolen_tokens(over));
    successes
}

/// Whose answers these are: only the test knows, to count the attacker's hits.
fn owner(over: &Over, text: &str) -> Option<usize> {
    over.people.iter().position(|person| text.contains(&person.comment))
}

/// Answers in some order are given to people in the order of asking, from either end.
fn by_order(over: &Over, way: &str, found: &[usize]) -> Success {
    let same = |order: &mut dyn Iterator<Item = usize>| {
        order.zip(&over.asked).filter(|(who, asked)| who == *asked).count()
    };
    let forth = same(&mut found.iter().copied());
    let back = same(&mut found.iter().rev().copied());
    let turn = |who: &usize| over.asked.iter().position(|asked| asked == who).unwrap_or_default();
    let turns: Vec<usize> = found.iter().map(turn).collect();
    // Of a few, any order agrees by chance.
    let tau = if turns.len() < PEOPLE / 2 { 0.0 } else { tau(&turns) };
    Success { way: way.to_owned(), hits: forth.max(back), tau }
}

/// Kendall's tau of a sequence with the one that goes up.
fn tau(ranks: &[usize]) -> f64 {
    let mut balance = 0_i64;
    let mut pairs = 0_i64;
    for (at, first) in ranks.iter().enumerate() {
        for second in &ranks[at + 1..] {
            balance += (first < second) as i64 - (first > second) as i64;
            pairs += 1;
        }
    }
    if pairs == 0 { 0.0 } else { balance as f64 / pairs as f64 }
}

/// What places are sorted by.
type Key = Box<dyn Fn(usize) -> (usize, usize)>;

/// Where each answer stands in a file: its first and its last place, by the whole file, and within
/// pages of both databases' sizes, which are filled from their end.
fn by_places(over: &Over, file: &str, bytes: &[u8]) -> Vec<Success> {
    let text = text(bytes);
    let stands: Vec<Vec<usize>> = over
        .people
        .iter()
        .map(|person| text.match_indices(&person.comment).map(|(at, _)| at).collect())
        .collect();
    let mut successes = Vec::new();
    let mut keys: Vec<(String, Key)> = vec![("place".to_owned(), Box::new(|at| (0, at)))];
    for size in [4096, 8192] {
        keys.push((format!("page of {size}"), Box::new(move |at| (at / size, size - at % size))));
        keys.push((format!("within {size}"), Box::new(move |at| (0, size - at % size))));
    }
    for (key_name, key) in keys {
        for (which, pick) in [("first", 0), ("last", usize::MAX)] {
            let mut spots: Vec<((usize, usize), usize)> = stands
                .iter()
                .enumerate()
                .filter_map(|(who, stands)| {
                    let at = stands.get(pick.min(stands.len().wrapping_sub(1)))?;
                    Some((key(*at), who))
                })
                .collect();
            spots.sort_unstable();
            let found: Vec<usize> = spots.into_iter().map(|(_, who)| who).collect();
            if !found.is_empty() {
                successes.push(by_order(over, &format!("{file}, {which} {key_name}"), &found));
            }
        }
    }
    successes
}

/// Numbers that stand in a file and are the size of what somebody sent, or of what is stored of it.
fn by_sizes(over: &Over, file: &str, bytes: &[u8]) -> Vec<Success> {
    if !file.contains("log") {
        return Vec::new();
    }
    let text = text(bytes);
    let numbers: Vec<usize> = text
        .split(|sign: char| !sign.is_ascii_digit())
        .filter_map(|digits| digits.parse().ok())
        .collect();
    let sizes = |size: &dyn Fn(usize) -> usize| {
        let by_size: BTreeMap<usize, usize> = (0..PEOPLE).map(|who| (size(who), who)).collect();
        let mut found: Vec<usize> = Vec::new();
        for number in &numbers {
            if let Some(who) = by_size.get(number)
                && !found.contains(who)
            {
                found.push(*who);
            }
        }
        found
    };
    let sent = sizes(&|who| over.people[who].sent);
    let stored = sizes(&|who| {
        let named = over.loot.named.iter();
        named
            .map(|(_, text)| text)
            .find(|text| owner(over, text) == Some(who))
            .map_or(0, String::len)
    });
    vec![
        by_order(over, &format!("sizes of requests in {file}"), &sent),
        by_order(over, &format!("sizes of answers in {file}"), &stored),
    ]
}

/// Each answer is given to whoever's number stands nearest to it.
fn by_neighbours(over: &Over, file: &str, bytes: &[u8]) -> Vec<Success> {
    let text = text(bytes);
    let mut spots: Vec<(usize, usize)> = Vec::new();
    for (who, person) in over.people.iter().enumerate() {
        for written in [self::text(person.id.0.as_bytes()), person.id.to_string()] {
            spots.extend(text.match_indices(&written).map(|(at, _)| (at, who)));
        }
    }
    spots.sort_unstable();
    if spots.is_empty() {
        return Vec::new();
    }
    let mut hits = 0;
    for (who, person) in over.people.iter().enumerate() {
        let guess = text.match_indices(&person.comment).any(|(at, _)| {
            let after = spots.partition_point(|(spot, _)| *spot < at);
            let near = [after.checked_sub(1), (after < spots.len()).then_some(after)];
            let nearest = near.into_iter().flatten().min_by_key(|i| spots[*i].0.abs_diff(at));
            nearest.is_some_and(|i| spots[i].1 == who)
        });
        hits += usize::from(guess);
    }
    vec![Success { way: format!("{file}, nearest person"), hits, tau: 0.0 }]
}

/// The table of who got a token has what they had blinded; a backup of the open wave has the inputs
/// of tokens, and names of responses that are made of them.
fn by_blinded_elements(over: &Over) -> Success {
    let mut hits = 0;
    for (who, person) in over.people.iter().enumerate() {
        // What somebody would have sent who does not blind.
        let input = over.loot.inputs.iter().find(|input| {
            let open = Blinding::new(&input[..], |bytes| {
                bytes.fill(0);
                bytes[0] = 1;
            });
            open.unwrap().element() == person.blinded
        });
        let Some(input) = input else { continue };
        // The key's owner makes the token again, and so its name.
        let token = over.people.iter().filter_map(|person| person.token.as_ref());
        let token = token.clone().find(|token| token.input == *input);
        let named = token.map(|token| response_name(&token.output));
        let said =
            over.loot.named_while_open.iter().find(|(id, _)| Some(*id) == named.map(|id| id.0));
        hits += usize::from(said.is_some_and(|(_, text)| owner(over, text) == Some(who)));
    }
    Success { way: "by what was blinded".into(), hits, tau: 0.0 }
}

/// Somebody takes people's computers, and with them their tokens, when the wave is over.
fn by_stolen_tokens(over: &Over) -> Success {
    let stolen = over.people.iter().enumerate();
    let hits = stolen
        .filter(|(who, person)| {
            let Some(token) = &person.token else { return false };
            let leads: [Uuid; 1] = [response_name(&token.output).0];
            let mut named = over.loot.named.iter();
            let said =
                named.find(|(id, text)| leads.contains(id) || text.contains(&encode(&token.input)));
            said.is_some_and(|(_, text)| owner(over, text) == Some(*who))
        })
        .count();
    Success { way: "by stolen tokens".into(), hits, tau: 0.0 }
}

/// One sign for each byte: the standard library searches text fast, in any build.
fn text(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}
