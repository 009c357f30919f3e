//! Pure: how texts become words that can be searched, what somebody looks for, and the part of a
//! text that answers it.
//!
//! Words are folded here and not by the databases, so that both find the same: small letters, no
//! accents, letters and digits only.

use app::domain::{Period, TeamId};
use jiff::{Timestamp, tz::Offset};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Most words of a question; more say nothing more.
const MOST_WORDS: usize = 12;

/// Most letters of a word that count. What is longer is no word but a key or a file, and one of
/// thousands of letters is more than an index takes.
const LONGEST_WORD: usize = 80;

/// About how many characters of a text a snippet shows.
const SNIPPET: usize = 180;

/// Letters that accents can't be taken from, as people type them who lack the key.
fn plain(character: char) -> Option<&'static str> {
    Some(match character {
        'ß' => "ss",
        'ł' => "l",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'æ' => "ae",
        'œ' => "oe",
        'ı' => "i",
        'þ' => "th",
        _ => return None,
    })
}

/// One word in small letters without accents; nothing where it has no letter or digit.
fn folded(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    let letters = word.nfkd().filter(|character| !is_combining_mark(*character));
    for character in letters.flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()) {
        match plain(character) {
            Some(plain) => folded.push_str(plain),
            None => folded.push(character),
        }
    }
    folded
}

/// The words of a text, folded, with spaces between.
///
/// ```
/// use soundings::search::words;
/// assert_eq!(words("**Łukasz** waited 3.5 hours…"), "lukasz waited 3 5 hours");
/// ```
#[must_use]
pub fn words(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for word in
        text.split(|character: char| !character.is_alphanumeric() && !is_combining_mark(character))
    {
        let word = folded(word);
        if !word.is_empty() {
            if !words.is_empty() {
                words.push(' ');
            }
            words.extend(word.chars().take(LONGEST_WORD));
        }
    }
    words
}

/// What a token of the scope begins with, and no word does.
const MARK: char = '=';

/// What stands in the index beside the words of a text, as words of its own: of which kind it is, and
/// the team and the beginning (in Unix milliseconds) of the interview that it is of.
#[must_use]
pub fn scope(kind: &str, team: Option<TeamId>, instant: Option<i64>) -> String {
    let team = team.map(team_token);
    let quarter = instant.and_then(quarter_of).map(quarter_token);
    let tokens: Vec<String> = [Some(kind.to_owned()), team, quarter]
        .into_iter()
        .flatten()
        .map(|token| format!("{MARK}{token}"))
        .collect();
    tokens.join(" ")
}

fn team_token(team: TeamId) -> String {
    format!("t{}", team.0.simple())
}

/// The quarter in which an instant lies, in UTC.
fn quarter_of(instant: i64) -> Option<Period> {
    let date = Offset::UTC.to_datetime(Timestamp::from_millisecond(instant).ok()?).date();
    Period::quarter(date.year(), u8::try_from((date.month() - 1) / 3 + 1).ok()?).ok()
}

fn quarter_token(quarter: Period) -> String {
    words(&quarter.to_string()).replace(' ', "")
}

/// Where to look. Whatever is not given does not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Within {
    /// `note`, `highlight`, `theme` or `job`.
    pub kind: Option<String>,
    /// With somebody of one of these teams.
    pub teams: Option<Vec<TeamId>>,
    /// In this quarter.
    pub quarter: Option<Period>,
}

impl Within {
    /// Of each of these at least one has to be in the scope.
    fn any_of(&self) -> Vec<Vec<String>> {
        let kind = self.kind.as_deref().map(words).filter(|kind| !kind.is_empty());
        let teams = self.teams.as_ref().map(|teams| {
            let teams: Vec<String> = teams.iter().copied().map(team_token).collect();
            // Of no team is nobody.
            if teams.is_empty() { vec!["nobody".to_owned()] } else { teams }
        });
        let kind = kind.map(|kind| vec![kind.replace(' ', "")]);
        let quarter = self.quarter.map(|quarter| vec![quarter_token(quarter)]);
        [kind, teams, quarter].into_iter().flatten().collect()
    }
}

/// What somebody looks for: every word has to be there, or at least to begin there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question(Vec<String>);

impl Question {
    /// Reads what was typed. None where it has no word.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        let words: Vec<String> =
            words(typed).split_whitespace().take(MOST_WORDS).map(str::to_owned).collect();
        (!words.is_empty()).then_some(Self(words))
    }

    /// As SQLite's FTS5 reads it.
    #[must_use]
    pub fn for_sqlite(&self, within: &Within) -> String {
        let words: Vec<String> = self.0.iter().map(|word| format!("\"{word}\"*")).collect();
        let mut parts = vec![format!("words : ({})", words.join(" AND "))];
        parts.extend(within.any_of().iter().map(|any| {
            let any: Vec<String> = any.iter().map(|token| format!("\"{token}\"")).collect();
            format!("scope : ({})", any.join(" OR "))
        }));
        parts.join(" AND ")
    }

    /// As PostgreSQL reads a `tsquery`.
    #[must_use]
    pub fn for_postgres(&self, within: &Within) -> String {
        let mut parts: Vec<String> = self.0.iter().map(|word| format!("'{word}':*")).collect();
        parts.extend(within.any_of().iter().map(|any| {
            let any: Vec<String> = any.iter().map(|token| format!("'{MARK}{token}'")).collect();
            format!("({})", any.join(" | "))
        }));
        parts.join(" & ")
    }

    fn has(&self, word: &str) -> bool {
        let word = folded(word);
        self.0.iter().any(|wanted| word.starts_with(wanted.as_str()))
    }

    /// The part of a text where most of what is looked for stands together, in pieces: a piece and
    /// whether it was looked for. `…` stands where the text was cut.
    #[must_use]
    pub fn snippet(&self, text: &str) -> Vec<(String, bool)> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        // Pieces of letters and of what stands between them, each with where it begins.
        let mut pieces: Vec<(usize, &str, bool)> = Vec::new();
        let (mut at, mut rest) = (0, text.as_str());
        while let Some(first) = rest.chars().next() {
            let word = first.is_alphanumeric() || is_combining_mark(first);
            let end = rest
                .find(|c: char| (c.is_alphanumeric() || is_combining_mark(c)) != word)
                .unwrap_or(rest.len());
            let (piece, after) = rest.split_at(end);
            pieces.push((at, piece, word && self.has(piece)));
            at += piece.chars().count();
            rest = after;
        }
        let hits: Vec<usize> = pieces.iter().filter(|piece| piece.2).map(|piece| piece.0).collect();
        let together =
            |from: usize| hits.iter().filter(|hit| (from..from + SNIPPET).contains(*hit)).count();
        let best =
            hits.iter().copied().max_by_key(|from| (together(*from), std::cmp::Reverse(*from)));
        // Some words before it, so that it can be understood.
        let from = best.unwrap_or_default().saturating_sub(SNIPPET / 4);
        let until = from + SNIPPET;
        let mut snippet: Vec<(String, bool)> = Vec::new();
        if from > 0 {
            snippet.push(("… ".to_owned(), false));
        }
        let mut push = |piece: &str, found: bool| match snippet.last_mut() {
            Some((text, last)) if *last == found => text.push_str(piece),
            _ => snippet.push((piece.to_owned(), found)),
        };
        for (begins, piece, found) in pieces {
            if begins >= from && begins < until {
                push(piece, found);
            }
        }
        if at > until {
            push(" …", false);
        }
        snippet
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(typed: &str) -> Question {
        Question::parse(typed).expect("it has words")
    }

    #[test]
    fn accents_and_capitals_make_no_difference() {
        assert_eq!(words("Überprüfung, ÉTÉ"), words("uberprufung ete"));
        assert_eq!(words("e\u{301}te\u{301}"), "ete");
        assert_eq!(words("Straße Sørensen Łódź"), "strasse sorensen lodz");
        assert_eq!(words("<script> & -- \"*\""), "script");
    }

    #[test]
    fn of_a_word_longer_than_any_only_the_beginning_counts() {
        let key = "k".repeat(3_000);
        assert_eq!(words(&key).len(), LONGEST_WORD);
        assert!(question(&key).snippet(&key)[0].1, "it is found by itself");
    }

    #[test]
    fn nothing_typed_can_be_read_as_an_operator() {
        let question = question("wait\" OR 1=1; NEAR(a* b) :* & !");
        let everywhere = Within::default();
        assert_eq!(
            question.for_sqlite(&everywhere),
            "words : (\"wait\"* AND \"or\"* AND \"1\"* AND \"1\"* AND \"near\"* AND \"a\"* AND \"b\"*)"
        );
        assert_eq!(
            question.for_postgres(&everywhere),
            "'wait':* & 'or':* & '1':* & '1':* & 'near':* & 'a':* & 'b':*"
        );
        let within = Within {
            kind: Some("note) OR (".into()),
            teams: Some(Vec::new()),
            quarter: "2026-Q4".parse().ok(),
        };
        let asked = Question::parse("wait").map(|question| question.for_sqlite(&within));
        let expected = "words : (\"wait\"*) AND scope : (\"noteor\") AND scope : (\"nobody\") \
                        AND scope : (\"2026q4\")";
        assert_eq!(asked.as_deref(), Some(expected));
        assert_eq!(Question::parse(" -- ”…"), None);
    }

    #[test]
    fn a_snippet_shows_where_the_words_are() {
        let text = format!(
            "{} They wait for a Review every day. {}",
            "Before. ".repeat(60),
            "After. ".repeat(60)
        );
        let snippet = question("review wait").snippet(&text);
        let found: Vec<_> =
            snippet.iter().filter(|piece| piece.1).map(|piece| piece.0.as_str()).collect();
        assert_eq!(found, ["wait", "Review"]);
        let all: String = snippet.iter().map(|piece| piece.0.as_str()).collect();
        assert!(all.starts_with("… ") && all.ends_with(" …"), "{all}");
        assert!(all.chars().count() < SNIPPET + 10, "{all}");
    }

    #[test]
    fn a_short_text_is_shown_whole() {
        let snippet = question("bau").snippet("Der *Bau*\n hängt.");
        assert_eq!(
            snippet,
            [("Der *".into(), false), ("Bau".into(), true), ("* hängt.".into(), false)]
        );
        assert_eq!(question("x").snippet("Nothing of it"), [("Nothing of it".into(), false)]);
    }
}
