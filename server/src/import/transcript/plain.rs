//! Plain text, as people type it and as tools export it.
//!
//! These lines begin what somebody says:
//!
//! | line | from |
//! |---|---|
//! | `Ada: well` | people, Google Meet, most tools |
//! | `[00:12:03] Ada: well`, `00:12:03 Ada: well`, `(12:03) well` | many tools |
//! | `Ada (00:12:03): well`, `Ada 12:03` above the text | Rev, Otter, Teams |
//! | `00:12:03 Ada Lovelace` above the text | Word's own transcripts |
//! | `00:12:03`, `0:0:3.1 --> 0:0:9.2` above the text | YouTube, older Teams |
//!
//! Whatever comes after goes on with the same speaker, a part for each paragraph.

use super::{
    Problem, cues, numbered,
    paragraphs::{Paragraphs, Said, clean},
    speaker,
    time::{self, Mark},
};

/// What a line says about what follows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Opening<'t> {
    at: Option<u32>,
    speaker: Option<&'t str>,
    /// What is said on the line itself.
    text: &'t str,
}

/// Reads plain text.
///
/// # Errors
/// When there is more text than a conversation has.
pub(super) fn read(text: &str, paragraphs: &mut Paragraphs) -> Result<(), Problem> {
    let mut speaker: Option<String> = None;
    // The time in a line of its own, for the text below it.
    let mut above: Option<u32> = None;
    let mut begins = true;
    for (_, line) in numbered(text) {
        let line = clean(line);
        if line.is_empty() {
            begins = true;
            continue;
        }
        let opening = opening(&line);
        let text = match &opening {
            Some(opening) => {
                speaker = opening.speaker.map(ToOwned::to_owned).or(speaker);
                above = opening.at.or(above);
                begins |= opening.text.is_empty();
                opening.text
            }
            None => line.as_str(),
        };
        if text.is_empty() {
            continue;
        }
        if opening.is_none() && !begins {
            paragraphs.line(text)?;
            continue;
        }
        let said = Said { at: above.take(), end: None, speaker: speaker.as_deref(), text };
        // A line of text each few seconds is a cue; a paragraph stays one.
        if opening.is_some() {
            paragraphs.cue(&said)?
        } else {
            paragraphs.paragraph(&said)?
        }
        begins = false;
    }
    Ok(())
}

/// What a line opens, where it opens something.
fn opening(line: &str) -> Option<Opening<'_>> {
    time_first(line).or_else(|| name_and_time(line)).or_else(|| {
        let (speaker, text) = speaker::leading(line)?;
        Some(Opening { at: None, speaker: Some(speaker), text })
    })
}

/// `[00:12:03] Ada: well`, and a time alone.
fn time_first(line: &str) -> Option<Opening<'_>> {
    if let Some(Some(times)) = cues::timing(line) {
        return Some(Opening { at: Some(times.start()), ..Opening::default() });
    }
    let (mark, bracketed) = bracketed(line)
        .map_or_else(|| time::leading(line).map(|mark| (mark, false)), |mark| Some((mark, true)))?;
    let rest = mark.rest.trim_start_matches([' ', '-', '–', '—', '|']);
    let apart = mark.rest.is_empty() || mark.rest.starts_with([' ', '-', '–', '—', '|']);
    let at = Some(mark.at);
    if let Some((speaker, text)) = speaker::leading(rest) {
        return Some(Opening { at, speaker: Some(speaker), text });
    }
    // “Yes” looks like a name, but a full name or “Speaker 1” is hardly said by itself.
    if !bracketed && rest.contains(' ') && speaker::is_name(rest) {
        return Some(Opening { at, speaker: Some(rest), text: "" });
    }
    // “10:30 was too early” is something said, not a mark.
    (apart && (bracketed || mark.hours || rest.is_empty())).then_some(Opening {
        at,
        speaker: None,
        text: rest,
    })
}

/// `Ada (00:12:03): well`, and `Ada 12:03` above the text.
fn name_and_time(line: &str) -> Option<Opening<'_>> {
    let digit = line.find(|c: char| c.is_ascii_digit())?;
    // “Speaker 1 0:03”: the time is what has a colon in it.
    let starts =
        line[digit..].match_indices(|c: char| c.is_ascii_digit()).map(|(at, _)| digit + at);
    let (start, mark) = starts
        .filter(|&start| line[..start].ends_with([' ', '(', '[']))
        .find_map(|start| Some((start, time::leading(&line[start..])?)))?;
    let name = line[..start].trim_end_matches([' ', '(', '[', '-', '–', '—', '|']);
    let rest = mark.rest.trim_start_matches([')', ']']);
    let text = match rest.strip_prefix(':') {
        Some(text) => text.trim_start(),
        None => Some(rest).filter(|rest| rest.is_empty())?,
    };
    speaker::is_name(name).then_some(Opening { at: Some(mark.at), speaker: Some(name), text })
}

/// The mark in brackets at the start of a line.
fn bracketed(line: &str) -> Option<Mark<'_>> {
    let (open, close) = if line.starts_with('[') { ('[', ']') } else { ('(', ')') };
    let mark = time::leading(line.strip_prefix(open)?)?;
    // “[00:03 - 00:07]” has an end as well.
    let (end, rest) = mark.rest.split_once(close)?;
    let end = end.trim_start_matches([' ', '-', '–', '>']);
    (end.is_empty() || time::leading(end).is_some_and(|mark| mark.rest.is_empty()))
        .then_some(Mark { rest, ..mark })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_writing_an_opening_is_known() {
        let open = |at: Option<u32>, speaker: Option<&'static str>, text: &'static str| {
            Some(Opening { at, speaker, text })
        };
        let ada = Some("Ada");
        for (line, expected) in [
            ("Ada: well", open(None, ada, "well")),
            ("Ada:", open(None, ada, "")),
            ("[00:12:03] Ada: well", open(Some(723_000), ada, "well")),
            ("00:12:03 Ada: well", open(Some(723_000), ada, "well")),
            ("00:12:03.500 - Ada: well", open(Some(723_500), ada, "well")),
            ("(12:03) well, yes", open(Some(723_000), None, "well, yes")),
            ("[12:03 - 12:09] well", open(Some(723_000), None, "well")),
            ("00:12:03 well, yes", open(Some(723_000), None, "well, yes")),
            ("Ada (00:12:03): well", open(Some(723_000), ada, "well")),
            ("Ada [12:03]", open(Some(723_000), ada, "")),
            ("Ada Lovelace 0:03", open(Some(3_000), Some("Ada Lovelace"), "")),
            ("Speaker 1 0:03", open(Some(3_000), Some("Speaker 1"), "")),
            ("00:00:03 Speaker 1", open(Some(3_000), Some("Speaker 1"), "")),
            ("[00:03] Yes", open(Some(3_000), None, "Yes")),
            ("0:03", open(Some(3_000), None, "")),
            ("0:0:3.1 --> 0:0:9.2", open(Some(3_100), None, "")),
        ] {
            assert_eq!(opening(line), expected, "{line}");
        }
    }

    #[test]
    fn speech_opens_nothing() {
        for line in [
            "well, yes",
            "10:30 was too early",
            "we meet at 10:30",
            "We met at 10:30: never again",
            "[laughs] well",
            "(see 12:03)",
            "1. First of all",
            "3:1 for us",
            "it was like this: bad",
        ] {
            assert_eq!(opening(line), None, "{line}");
        }
    }

    fn parts(text: &str) -> Vec<(Option<u32>, Option<String>, String)> {
        let mut paragraphs = Paragraphs::default();
        read(text, &mut paragraphs).expect("not too large");
        let parts = paragraphs.into_parts().into_iter();
        parts.map(|part| (part.at, part.speaker, part.text)).collect()
    }

    #[test]
    fn paragraphs_go_on_with_the_same_speaker() {
        let text = "Interview of May\n\nAda: One.\nstill one\n\nTwo.\nGrace  0:30\nThree.\n\nFour.";
        let ada = || Some("Ada".to_owned());
        let grace = || Some("Grace".to_owned());
        assert_eq!(
            parts(text),
            [
                (None, None, "Interview of May".to_owned()),
                (None, ada(), "One.\nstill one".to_owned()),
                (None, ada(), "Two.".to_owned()),
                (Some(30_000), grace(), "Three.".to_owned()),
                (None, grace(), "Four.".to_owned()),
            ]
        );
    }

    #[test]
    fn a_name_on_every_line_is_one_part() {
        let text = "Ada: So we\nAda: ship.\nGrace: Daily?\n";
        let told: Vec<_> = parts(text).into_iter().map(|(_, _, text)| text).collect();
        assert_eq!(told, ["So we ship.", "Daily?"]);
    }
}
