//! Finding names in what was said, and putting something else in their place.
//!
//! Pure. Only whole words are found, whatever the size of their letters, with accents as they are
//! written; white space between the words of a name may be of any kind, and what Markdown escapes
//! there is what it shows. Texts are read word by word and each word is looked up once, so that
//! neither a long transcript nor many names take long.
//!
//! In scripts that put no space between words a name is found only where it stands alone.

pub mod suggest;

use app::domain::Span;
use std::{borrow::Cow, collections::HashMap};

/// A run of letters and digits: where it is, in bytes, and how it is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Word {
    begins: usize,
    ends: usize,
    folded: String,
}

/// The words of a text. Accents that are characters of their own belong to the word before them.
fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let is_mark = |c: char| ('\u{300}'..='\u{36F}').contains(&c);
    for (at, character) in text.char_indices() {
        let ends = at + character.len_utf8();
        let goes_on = words.last().is_some_and(|word| word.ends == at);
        if !(character.is_alphanumeric() || (is_mark(character) && goes_on)) {
            continue;
        }
        if !goes_on {
            words.push(Word { begins: at, ends, folded: String::new() });
        }
        if let Some(word) = words.last_mut() {
            word.ends = ends;
            fold(character, &mut word.folded);
        }
    }
    words
}

/// Adds a letter as it is compared. Besides being made small it loses what capitals do not have: a
/// Greek word ends in another sigma and has accents, a German one may have ß, a Turkish one an ı.
fn fold(character: char, folded: &mut String) {
    for small in character.to_lowercase() {
        match small {
            'ß' => folded.push_str("ss"),
            'ς' => folded.push('σ'),
            'ά' => folded.push('α'),
            'έ' => folded.push('ε'),
            'ή' => folded.push('η'),
            'ί' => folded.push('ι'),
            'ΐ' => folded.push('ϊ'),
            'ό' => folded.push('ο'),
            'ύ' => folded.push('υ'),
            'ΰ' => folded.push('ϋ'),
            'ώ' => folded.push('ω'),
            'ı' => folded.push('i'),
            // The dot of İ, which its small letter has anyway.
            '\u{307}' if character == 'İ' => {}
            other => folded.push(other),
        }
    }
}

/// What stands between two words, as it is compared.
fn gap(text: &str) -> Cow<'_, str> {
    if !text.is_empty() && text.chars().all(char::is_whitespace) {
        return Cow::Borrowed(" ");
    }
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let escaped = match character {
            '\\' => characters.next_if(char::is_ascii_punctuation),
            _ => None,
        };
        shown.push(escaped.unwrap_or(character));
    }
    Cow::Owned(shown)
}

/// A name to be found: its words, and what is between them.
#[derive(Clone, Debug)]
struct Term {
    first: String,
    rest: Vec<(String, String)>,
    number: usize,
}

/// Names to be found.
#[derive(Clone, Debug, Default)]
pub struct Finder {
    /// By the first word; of those the ones with most words first.
    terms: HashMap<String, Vec<Term>>,
}

/// Where a name was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Where it begins, in bytes.
    pub begins: usize,
    /// Where it ends, in bytes.
    pub ends: usize,
    /// Which of the names it is, in the order in which they were given.
    pub name: usize,
}

impl Finder {
    /// Looks for these names. One without a letter or digit is never found.
    pub fn new<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        let mut terms: HashMap<String, Vec<Term>> = HashMap::new();
        for (number, name) in names.into_iter().enumerate() {
            let words = words(name);
            let Some(first) = words.first() else { continue };
            let between = |pair: &[Word]| gap(&name[pair[0].ends..pair[1].begins]).into_owned();
            let rest = words.windows(2).map(|pair| (between(pair), pair[1].folded.clone()));
            let term = Term { first: first.folded.clone(), rest: rest.collect(), number };
            terms.entry(term.first.clone()).or_default().push(term);
        }
        for terms in terms.values_mut() {
            terms.sort_by_key(|term| std::cmp::Reverse(term.rest.len()));
        }
        Self { terms }
    }

    /// Where names are in a text, in order; where several could be, the longest.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<Hit> {
        let words = words(text);
        let (mut hits, mut at) = (Vec::new(), 0);
        while let Some(word) = words.get(at) {
            let terms = self.terms.get(&word.folded).into_iter().flatten();
            let mut found = terms.filter(|term| stands(term, text, &words[at..]));
            let Some(term) = found.next() else {
                at += 1;
                continue;
            };
            let last = at + term.rest.len();
            hits.push(Hit { begins: word.begins, ends: words[last].ends, name: term.number });
            at = last + 1;
        }
        hits
    }
}

/// Whether a name stands at the beginning of these words.
fn stands(term: &Term, text: &str, words: &[Word]) -> bool {
    let follows = |((between, folded), pair): (&(String, String), &[Word])| {
        pair[1].folded == *folded && gap(&text[pair[0].ends..pair[1].begins]) == between.as_str()
    };
    words.len() > term.rest.len() && term.rest.iter().zip(words.windows(2)).all(follows)
}

/// A text in which names were replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redacted {
    /// The new text.
    pub text: String,
    /// What was replaced, in characters of the text before, and how long it is now.
    edits: Vec<(Span, usize)>,
}

impl Redacted {
    /// Puts `with` in place of each hit, chosen by its name.
    #[must_use]
    pub fn new(text: &str, hits: &[Hit], with: &[impl AsRef<str>]) -> Self {
        let (mut new, mut edits) = (String::with_capacity(text.len()), Vec::new());
        let (mut byte, mut character) = (0, 0);
        for hit in hits {
            let Some(with) = with.get(hit.name).map(AsRef::as_ref) else { continue };
            let (Some(kept), Some(gone)) =
                (text.get(byte..hit.begins), text.get(hit.begins..hit.ends))
            else {
                continue;
            };
            new.push_str(kept);
            new.push_str(with);
            character += kept.chars().count();
            let ends = character + gone.chars().count();
            edits.extend(Span::new(character, ends).map(|span| (span, with.chars().count())));
            (byte, character) = (hit.ends, ends);
        }
        new.push_str(text.get(byte..).unwrap_or_default());
        Self { text: new, edits }
    }

    /// How often something was replaced.
    #[must_use]
    pub fn count(&self) -> usize {
        self.edits.len()
    }

    /// Where a span of the text before is now. One that began or ended within a name has all of what
    /// stands in its place.
    #[must_use]
    pub fn moved(&self, span: Span) -> Option<Span> {
        Span::new(self.position(span.begins, false), self.position(span.ends, true))
    }

    fn position(&self, before: usize, is_end: bool) -> usize {
        // How far positions have moved so far: what was added, and what is gone.
        let (mut added, mut gone) = (0, 0);
        for (span, length) in &self.edits {
            if before >= span.ends {
                added += length;
                gone += span.ends - span.begins;
            } else if before > span.begins {
                let begins = span.begins + added - gone;
                return if is_end { begins + length } else { begins };
            }
        }
        before + added - gone
    }
}

#[cfg(test)]
mod tests;
