//! Which names could be replaced: those of people on the roster that occur in the notes, and
//! addresses.
//!
//! A full name is meant for certain. A first or a family name alone may be a word like any other,
//! so it is a guess, and only one where it is written with a capital letter at least once.

use super::{Finder, words};
use app::domain::PersonId;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Characters of text shown on each side of a name.
const AROUND: usize = 40;

/// Shortest first or family name that is looked for by itself.
const SHORTEST: usize = 2;

/// Somebody whose name might occur.
#[derive(Clone, Debug)]
pub struct Somebody {
    /// Identity.
    pub id: PersonId,
    /// Full name.
    pub name: String,
    /// Address.
    pub email: String,
}

/// Something that could be replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The words, as they occur first.
    pub words: String,
    /// What to put in their place.
    pub with: String,
    /// How often they occur.
    pub count: usize,
    /// The first place: what is before it, and after it.
    pub around: (String, String),
    /// Whether it is a name or an address for certain.
    pub certain: bool,
}

/// Something that is looked for.
struct Wanted {
    words: String,
    certain: bool,
    /// Who it stands for, where it can be only one.
    person: Option<PersonId>,
}

/// What the texts have of it.
#[derive(Default)]
struct Found {
    count: usize,
    words: String,
    around: (String, String),
    capital: bool,
    order: usize,
}

/// What could be replaced in these texts: the name of `interviewee` first, then what is certain in
/// the order in which it occurs, then guesses.
#[must_use]
pub fn suggest(
    texts: &[&str],
    roster: &[Somebody],
    interviewee: Option<PersonId>,
) -> Vec<Suggestion> {
    let said: HashSet<String> =
        texts.iter().flat_map(|text| words(text)).map(|word| word.folded).collect();
    let wanted = wanted(texts, roster, interviewee, &said);
    let finder = Finder::new(wanted.iter().map(|wanted| wanted.words.as_str()));
    let mut found: BTreeMap<usize, Found> = BTreeMap::new();
    for text in texts {
        for hit in finder.find(text) {
            let order = found.len();
            let one = found.entry(hit.name).or_default();
            let words = &text[hit.begins..hit.ends];
            one.count += 1;
            one.capital |= words.starts_with(char::is_uppercase);
            if one.count == 1 {
                one.order = order;
                one.words = words.split_whitespace().collect::<Vec<_>>().join(" ");
                one.around = around(text, hit.begins, hit.ends);
            }
        }
    }
    let mut all: Vec<(&Wanted, Found)> =
        found.into_iter().map(|(number, found)| (&wanted[number], found)).collect();
    all.retain(|(wanted, found)| wanted.certain || found.capital);
    let is_own = |wanted: &Wanted| wanted.person.is_some() && wanted.person == interviewee;
    all.sort_by_key(|(wanted, found)| (!is_own(wanted), !wanted.certain, found.order));
    let mut letters = Letters::default();
    // Whoever is interviewed is A, whether or not their name occurs.
    interviewee.into_iter().for_each(|person| letters.keep(person));
    all.into_iter()
        .map(|(wanted, found)| Suggestion {
            words: found.words,
            with: format!("[person {}]", letters.of(wanted.person)),
            count: found.count,
            around: found.around,
            certain: wanted.certain,
        })
        .collect()
}

/// Everything worth looking for: with so many names, only those whose first word was said.
fn wanted(
    texts: &[&str],
    roster: &[Somebody],
    interviewee: Option<PersonId>,
    said: &HashSet<String>,
) -> Vec<Wanted> {
    let mut wanted: Vec<Wanted> = Vec::new();
    let mut guesses: BTreeMap<String, (String, Vec<PersonId>)> = BTreeMap::new();
    let by_address: HashMap<String, PersonId> =
        roster.iter().map(|somebody| (somebody.email.to_lowercase(), somebody.id)).collect();
    for somebody in roster {
        let name = words(&somebody.name);
        let own = Some(somebody.id) == interviewee;
        if name.first().is_some_and(|first| said.contains(&first.folded)) {
            let certain = own || name.len() > 1;
            let words = somebody.name.clone();
            wanted.push(Wanted { words, certain, person: Some(somebody.id) });
        }
        if name.len() < 2 {
            continue;
        }
        for word in [name.first(), name.last()].into_iter().flatten() {
            if said.contains(&word.folded) && word.folded.chars().count() >= SHORTEST {
                let written = &somebody.name[word.begins..word.ends];
                let guess = guesses.entry(word.folded.clone()).or_default();
                guess.0 = written.to_owned();
                // Whoever is interviewed is meant before anybody of the same name.
                if own {
                    guess.1 = vec![somebody.id];
                } else if interviewee.is_none_or(|own| !guess.1.contains(&own)) {
                    guess.1.push(somebody.id);
                }
            }
        }
    }
    for address in texts.iter().flat_map(|text| addresses(text)).collect::<HashSet<_>>() {
        let person = by_address.get(&address.to_lowercase()).copied();
        wanted.push(Wanted { words: address.to_owned(), certain: true, person });
    }
    // Two who have all of their name in common can't be told apart, nor can first names.
    let mut people: HashMap<String, HashSet<Option<PersonId>>> = HashMap::new();
    for one in &wanted {
        people.entry(one.words.to_lowercase()).or_default().insert(one.person);
    }
    for one in &mut wanted {
        let all = &people[&one.words.to_lowercase()];
        if all.len() > 1 {
            one.person = all.iter().copied().find(|person| *person == interviewee).flatten();
        }
    }
    wanted.sort_by_cached_key(|one| one.words.to_lowercase());
    wanted.dedup_by_key(|one| one.words.to_lowercase());
    wanted.extend(guesses.into_values().map(|(words, people)| {
        let person = (people.len() == 1).then(|| people[0]);
        Wanted { words, certain: person.is_some() && person == interviewee, person }
    }));
    wanted
}

/// E-mail addresses in a text.
fn addresses(text: &str) -> impl Iterator<Item = &str> {
    let outside = |c: char| !(c.is_alphanumeric() || ".@_+-".contains(c));
    text.split(outside).filter_map(|piece| {
        let piece = piece.trim_matches(|c: char| !c.is_alphanumeric());
        let (name, host) = piece.split_once('@')?;
        let is_address = !name.is_empty() && host.contains('.') && !host.contains('@');
        is_address.then_some(piece)
    })
}

/// What is on both sides of a place, without the rest of other lines.
fn around(text: &str, begins: usize, ends: usize) -> (String, String) {
    let before: Vec<char> =
        text[..begins].chars().rev().take_while(|c| *c != '\n').take(AROUND).collect();
    let after = text[ends..].chars().take_while(|c| *c != '\n').take(AROUND).collect();
    (before.into_iter().rev().collect(), after)
}

/// The letters that stand for people: the same for the same person.
#[derive(Default)]
struct Letters {
    known: HashMap<PersonId, usize>,
    given: usize,
}

impl Letters {
    fn keep(&mut self, person: PersonId) {
        self.of(Some(person));
    }

    fn of(&mut self, person: Option<PersonId>) -> String {
        let next = self.given;
        let number = match person {
            Some(person) => *self.known.entry(person).or_insert(next),
            None => next,
        };
        self.given += usize::from(number == next);
        letter(number)
    }
}

/// A, B, ... Z, AA, AB, ...
fn letter(number: usize) -> String {
    let last = char::from(b'A' + u8::try_from(number % 26).unwrap_or_default());
    match number / 26 {
        0 => last.to_string(),
        more => format!("{}{last}", letter(more - 1)),
    }
}
