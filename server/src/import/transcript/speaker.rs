//! “Name: what was said”, as transcripts have it in every format.
//!
//! Nothing marks a name but that it is short, capitalised and followed by a colon. Words that
//! people put before a colon while they talk or take notes are left alone.

/// Longest name, in characters: “Maximiliane van der Berg (Data Platform)”.
const LONGEST_NAME: usize = 40;

/// Most words of a name.
const MOST_WORDS: usize = 6;

/// Small words inside names.
const PARTICLES: &[&str] = &[
    "al", "and", "bin", "da", "de", "del", "den", "der", "di", "dos", "du", "el", "la", "le", "of",
    "van", "von", "y", "zu",
];

/// Capitalised words before a colon that are nobody's name.
const NO_NAMES: &[&str] = &[
    "action",
    "actions",
    "agenda",
    "attendees",
    "attention",
    "conclusion",
    "context",
    "date",
    "duration",
    "e.g",
    "example",
    "f.y.i",
    "fyi",
    "goal",
    "goals",
    "i.e",
    "idea",
    "important",
    "language",
    "link",
    "location",
    "meeting",
    "n.b",
    "nb",
    "next steps",
    "note",
    "notes",
    "p.s",
    "participants",
    "problem",
    "ps",
    "reason",
    "recorded",
    "remember",
    "result",
    "solution",
    "subject",
    "summary",
    "time",
    "title",
    "todo",
    "topic",
    "topics",
    "transcript",
    "update",
    "warning",
];

/// The name that a line begins with, and what follows its colon.
pub(super) fn leading(line: &str) -> Option<(&str, &str)> {
    let (name, rest) = line.split_once([':', '：'])?;
    // Some tools export “**Ada:** well”.
    let (name, rest) = (name.trim_matches(['*', ' ']), rest.trim_start_matches('*'));
    let apart = rest.is_empty() || rest.starts_with(char::is_whitespace) || line.contains('：');
    (apart && is_name(name)).then(|| (name, rest.trim_start()))
}

/// Whether a text looks like somebody's name, or like “Speaker 1” or “Q”.
pub(super) fn is_name(text: &str) -> bool {
    let text = text.trim();
    let character = |c: char| c.is_alphanumeric() || " .,'’-()&/_#".contains(c);
    text.chars().count() <= LONGEST_NAME
        && text.starts_with(capital)
        && text.chars().all(character)
        && text.split_whitespace().count() <= MOST_WORDS
        && text.split_whitespace().all(of_a_name)
        && !NO_NAMES.contains(&text.trim_end_matches('.').to_lowercase().as_str())
}

/// Whether a word can stand in a name.
fn of_a_name(word: &str) -> bool {
    let word = word.trim_matches(['(', ')', ',', '&', '-', '\'', '’', '#', '/']);
    word.is_empty()
        || word.starts_with(|c: char| capital(c) || c.is_numeric())
        || PARTICLES.contains(&word)
}

/// Whether a name can begin with this: in scripts without capitals, any letter.
fn capital(c: char) -> bool {
    c.is_alphabetic() && !c.is_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found() {
        for (line, name, rest) in [
            ("Ada: well, yes", "Ada", "well, yes"),
            ("Ada Lovelace: so: it began", "Ada Lovelace", "so: it began"),
            ("Q: Why?", "Q", "Why?"),
            ("SPEAKER 1: hello", "SPEAKER 1", "hello"),
            ("Interviewer:", "Interviewer", ""),
            ("**Ada:** bold", "Ada", "bold"),
            ("**Ada**: bold", "Ada", "bold"),
            ("Lovelace, Ada (Data Platform): hi", "Lovelace, Ada (Data Platform)", "hi"),
            ("Dr. Anna van der Berg: hi", "Dr. Anna van der Berg", "hi"),
            ("Seán O’Brien-Łuczak: hi", "Seán O’Brien-Łuczak", "hi"),
            ("王小明：你好", "王小明", "你好"),
        ] {
            assert_eq!(leading(line), Some((name, rest)), "{line}");
        }
    }

    #[test]
    fn speech_with_a_colon_is_left_alone() {
        for line in [
            "",
            ":",
            "no colon here",
            "we have one rule: never on Friday",
            "It was like this: nobody knew",
            "Note: the build was slow",
            "Next steps: talk to the team",
            "https://example.com",
            "Https://example.com/x",
            "10:30 was too early",
            "Std::vec is fine",
            "A Name That Goes On And On And On Without Any End: yes",
            "What?! No: yes",
            "<b>: yes",
        ] {
            assert_eq!(leading(line), None, "{line}");
        }
    }
}
