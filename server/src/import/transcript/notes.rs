//! A transcript as notes: paragraphs in Markdown, in parts that each have room in a note.

use super::{Part, Transcript};
use app::domain::interview::LONGEST_NOTE;

/// Longest piece of what somebody said, in characters. Each can become two, and a name and a time
/// stand before it.
const LONGEST_PIECE: usize = LONGEST_NOTE / 2 - 500;

/// Everything that was said, as texts of at most [`LONGEST_NOTE`] characters, cut between
/// paragraphs. Whatever in it looks like Markdown is shown as it was said.
///
/// ```
/// use soundings::import::transcript::{Part, Transcript, notes::notes};
/// let said = Part { at: Some(754_000), speaker: Some("Ada".into()), text: "*All* of it".into() };
/// assert_eq!(notes(&Transcript { parts: vec![said] }), [r"**Ada:** [12:34] \*All\* of it"]);
/// ```
#[must_use]
pub fn notes(transcript: &Transcript) -> Vec<String> {
    let mut notes = Vec::new();
    let (mut note, mut length) = (String::new(), 0);
    for paragraph in transcript.parts.iter().flat_map(paragraphs) {
        let longer = paragraph.chars().count();
        if length > 0 && length + 2 + longer > LONGEST_NOTE {
            notes.push(std::mem::take(&mut note));
            length = 0;
        }
        if length > 0 {
            note.push_str("\n\n");
            length += 2;
        }
        note.push_str(&paragraph);
        length += longer;
    }
    notes.push(note);
    notes.retain(|note| !note.is_empty());
    notes
}

/// One turn, or more than one where it is very long.
fn paragraphs(part: &Part) -> Vec<String> {
    let name = part.speaker.as_deref().map(|name| format!("**{}:** ", escaped(name)));
    let name = name.unwrap_or_default();
    let mut time = part.at.map(|at| format!("[{}] ", clock(at))).unwrap_or_default();
    let paragraph = |piece: &str| {
        let time = std::mem::take(&mut time);
        format!("{name}{time}{}", escaped(piece))
    };
    pieces(&part.text).into_iter().map(paragraph).collect()
}

/// A time of a recording as players show it: `12:34`, or `1:02:03`.
fn clock(at: u32) -> String {
    let seconds = at / 1000;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match hours {
        0 => format!("{minutes}:{seconds:02}"),
        _ => format!("{hours}:{minutes:02}:{seconds:02}"),
    }
}

/// A text in pieces of at most [`LONGEST_PIECE`] characters, cut after a sentence if there is one,
/// else between words, else anywhere.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text.trim();
    while let Some((most, _)) = rest.char_indices().nth(LONGEST_PIECE) {
        let (head, _) = rest.split_at(most);
        let sentence = head.rfind(". ").map(|at| at + 1);
        let cut = sentence.or_else(|| head.rfind(char::is_whitespace)).filter(|at| *at > 0);
        let (piece, after) = rest.split_at(cut.unwrap_or(most));
        pieces.push(piece.trim_end());
        rest = after.trim_start();
    }
    pieces.push(rest);
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// A text so that Markdown shows it as it is. Underscores within words stay: they mean nothing
/// there, and developers say `user_id`.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    let mut before = '\n';
    let mut characters = text.chars().peekable();
    // Digits alone so far, on this line: with a full stop they would begin a list.
    let mut numbered = true;
    while let Some(character) = characters.next() {
        let next = characters.peek().copied();
        let at_start = before == '\n';
        let special = match character {
            '\\' | '`' | '*' | '[' | ']' | '<' | '|' | '~' | '&' => true,
            '_' => !(before.is_alphanumeric() && next.is_some_and(char::is_alphanumeric)),
            '#' | '>' | '-' | '+' | '=' => at_start,
            '.' | ')' => numbered && !at_start,
            _ => false,
        };
        numbered = character == '\n' || (numbered && character.is_ascii_digit());
        if special {
            escaped.push('\\');
        }
        escaped.push(character);
        before = character;
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn said(text: &str) -> Part {
        Part { at: None, speaker: None, text: text.to_owned() }
    }

    #[test]
    fn parts_are_full_and_no_word_is_lost() {
        let words = "They wait for the build, and then for somebody to look at it. ".repeat(10);
        let parts = vec![said(&words); 1_400];
        let notes = notes(&Transcript { parts });
        let counted = |text: &str| text.split_whitespace().count();
        assert!((40..60).contains(&notes.len()), "{}", notes.len());
        assert!(notes.iter().all(|note| note.chars().count() <= LONGEST_NOTE));
        let all: usize = notes.iter().map(|note| counted(note)).sum();
        assert_eq!(all, counted(&words) * 1_400);
    }

    #[test]
    fn a_speech_without_an_end_is_cut_and_keeps_its_speaker() {
        let part = Part {
            at: Some(3_723_000),
            speaker: Some("Zoë".into()),
            text: "und dann und dann ".repeat(4_000),
        };
        let notes = notes(&Transcript { parts: vec![part] });
        assert!(notes[0].starts_with("**Zoë:** [1:02:03] und"), "{:.60}", notes[0]);
        assert!(notes.len() > 3 && notes.iter().all(|note| note.starts_with("**Zoë:** ")));
        let endless = pieces_of(&"🦀".repeat(30_000));
        assert!(endless.iter().all(|piece| piece.chars().count() <= LONGEST_PIECE));
    }

    fn pieces_of(text: &str) -> Vec<String> {
        pieces(text).into_iter().map(str::to_owned).collect()
    }

    /// What a reader sees of it.
    fn seen(note: &str) -> String {
        let mut text = String::new();
        for event in pulldown_cmark::Parser::new(note) {
            match event {
                pulldown_cmark::Event::Text(words) => text.push_str(&words),
                pulldown_cmark::Event::SoftBreak => text.push('\n'),
                pulldown_cmark::Event::Start(tag) => {
                    assert_eq!(tag, pulldown_cmark::Tag::Paragraph, "{note}");
                }
                pulldown_cmark::Event::End(_) => {}
                other => panic!("{other:?} in {note}"),
            }
        }
        text
    }

    #[test]
    fn what_looks_like_markdown_is_shown_as_it_was_said() {
        for text in [
            "# no heading",
            "1. no list",
            "12) no list",
            "- no list\n+ none\n* none",
            "> no quote",
            "a\n---",
            "a\n===",
            "*very* __slow__ user_id `x` [a](b) <b> &amp; \\ ~~x~~ | a |",
            "[12]: https://example.com",
            "It cost 3.5 (or so). Yes.",
        ] {
            assert_eq!(seen(&escaped(text)), text);
        }
    }

    proptest! {
        #[test]
        fn any_words_are_shown_as_they_were_said(
            words in proptest::collection::vec("[a-z0-9_*#>.)(\\[\\]<&;:!|~`=+\\\\-]{1,6}", 1..12),
        ) {
            let text = words.join(" ");
            prop_assert_eq!(seen(&escaped(&text)), text);
        }
    }
}
