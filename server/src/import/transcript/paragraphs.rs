//! Where one part ends and the next begins.
//!
//! Recorders write a cue every two seconds. Cues of one speaker that follow each other become
//! one part with the first one's time, until the speaker changes, pauses, or has said enough for
//! a paragraph: a file without names would otherwise be one part of a hundred pages.

use super::{LARGEST_TEXT, MOST_PARTS, Part, Problem};

/// Silence, in milliseconds, after which the same speaker begins a new part.
const PAUSE: u32 = 5_000;

/// Length in bytes from which a part ends with the next sentence.
const PARAGRAPH: usize = 600;

/// Length in bytes at which a part ends wherever it is; recorders may write no full stops.
const LONGEST_PART: usize = 1_500;

/// Something said, as one cue or line has it.
#[derive(Clone, Debug, Default)]
pub(super) struct Said<'t> {
    /// When it began, in milliseconds.
    pub at: Option<u32>,
    /// When it ended, in milliseconds.
    pub end: Option<u32>,
    /// Who said it.
    pub speaker: Option<&'t str>,
    /// What was said, on one line.
    pub text: &'t str,
}

/// Gathers what is said into parts.
#[derive(Debug, Default)]
pub(super) struct Paragraphs {
    parts: Vec<Part>,
    /// Bytes of text so far, names included.
    bytes: usize,
    /// When the last cue of the last part ended, or began where that is all that is known.
    last: Option<u32>,
}

impl Paragraphs {
    /// Adds a cue to the last part where it goes on, or begins a new one.
    pub fn cue(&mut self, said: &Said<'_>) -> Result<(), Problem> {
        let text = clean(said.text);
        if text.is_empty() {
            return Ok(());
        }
        if self.goes_on(said) {
            self.join(" ", &text)?
        } else {
            self.push(said, text)?
        }
        self.last = said.end.or(said.at);
        Ok(())
    }

    /// Begins a new part, whatever came before.
    pub fn paragraph(&mut self, said: &Said<'_>) -> Result<(), Problem> {
        self.last = said.end.or(said.at);
        match clean(said.text) {
            text if text.is_empty() => Ok(()),
            text => self.push(said, text),
        }
    }

    /// Adds a line to the last part.
    pub fn line(&mut self, text: &str) -> Result<(), Problem> {
        self.join("\n", &clean(text))
    }

    /// Everything that was said.
    pub fn into_parts(self) -> Vec<Part> {
        self.parts
    }

    fn goes_on(&self, said: &Said<'_>) -> bool {
        let Some(part) = self.parts.last() else { return false };
        let full = part.text.len() >= LONGEST_PART
            || (part.text.len() >= PARAGRAPH && part.text.ends_with(['.', '?', '!', '…', '。']));
        // Times that run backwards are no pause, but nothing that follows, either.
        let follows = match (self.last, said.at) {
            (Some(last), Some(at)) => {
                at <= last.saturating_add(PAUSE) && part.at.is_none_or(|began| began <= at)
            }
            _ => true,
        };
        part.speaker.as_deref() == said.speaker && follows && !full
    }

    fn push(&mut self, said: &Said<'_>, text: String) -> Result<(), Problem> {
        let speaker = said.speaker.map(ToOwned::to_owned);
        self.count(text.len() + speaker.as_ref().map_or(0, String::len))?;
        if self.parts.len() == MOST_PARTS {
            return Err(too_large());
        }
        self.parts.push(Part { at: said.at, speaker, text });
        Ok(())
    }

    fn join(&mut self, joint: &str, text: &str) -> Result<(), Problem> {
        self.count(joint.len() + text.len())?;
        if let Some(part) = self.parts.last_mut() {
            part.text.push_str(joint);
            part.text.push_str(text);
        }
        Ok(())
    }

    fn count(&mut self, bytes: usize) -> Result<(), Problem> {
        self.bytes += bytes;
        if self.bytes > LARGEST_TEXT { Err(too_large()) } else { Ok(()) }
    }
}

/// The problem that there is more text than a conversation has.
pub(super) fn too_large() -> Problem {
    Problem::of_file(format!(
        "there are more than {} MiB of text or {MOST_PARTS} turns in this file, which is more \
         than a day of talking. Split it, and import each conversation by itself",
        LARGEST_TEXT / (1024 * 1024),
    ))
}

/// A text on one line: single spaces, no control characters, nothing invisible at its ends.
pub(super) fn clean(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    let gap = |c: char| c.is_whitespace() || c.is_control() || c == '\u{FEFF}' || c == '\u{200B}';
    for word in text.split(gap).filter(|word| !word.is_empty()) {
        if !cleaned.is_empty() {
            cleaned.push(' ');
        }
        cleaned.push_str(word);
    }
    cleaned
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cue<'t>(at: u32, end: u32, speaker: Option<&'t str>, text: &'t str) -> Said<'t> {
        Said { at: Some(at), end: Some(end), speaker, text }
    }

    fn parts(cues: &[Said<'_>]) -> Vec<(Option<u32>, String)> {
        let mut paragraphs = Paragraphs::default();
        for cue in cues {
            paragraphs.cue(cue).expect("not too large");
        }
        paragraphs.into_parts().into_iter().map(|part| (part.at, part.text)).collect()
    }

    #[test]
    fn a_speaker_goes_on_until_somebody_else_speaks() {
        let cues = [
            cue(0, 2_000, Some("Ada"), "So we"),
            cue(2_000, 3_000, Some("Ada"), "ship."),
            cue(3_000, 4_000, Some("Grace"), "Daily?"),
            cue(4_000, 5_000, Some("Ada"), "Yes."),
            cue(5_000, 6_000, None, "(noise)"),
        ];
        let expected = [(0, "So we ship."), (3_000, "Daily?"), (4_000, "Yes."), (5_000, "(noise)")];
        assert_eq!(parts(&cues), expected.map(|(at, text)| (Some(at), text.to_owned())));
    }

    #[test]
    fn a_pause_or_a_jump_back_begins_a_part() {
        let cues = [
            cue(0, 1_000, None, "One."),
            cue(6_000, 7_000, None, "Two."),
            cue(12_001, 13_000, None, "Three."),
            cue(500, 900, None, "Four."),
        ];
        let texts: Vec<_> = parts(&cues).into_iter().map(|(_, text)| text).collect();
        assert_eq!(texts, ["One. Two.", "Three.", "Four."]);
    }

    #[test]
    fn a_long_speech_is_cut_at_a_sentence_or_at_last_anywhere() {
        let sentence = "We wait for the build and then we wait again.";
        let long = vec![cue(0, 0, None, sentence); 200];
        let cut = parts(&long);
        assert!(cut.len() > 10);
        assert!(cut.iter().all(|(_, text)| text.len() < PARAGRAPH + 2 * sentence.len()));
        let endless = vec![cue(0, 0, None, "and then and then"); 1_000];
        assert!(parts(&endless).iter().all(|(_, text)| text.len() < LONGEST_PART + 20));
    }

    #[test]
    fn nothing_invisible_is_kept() {
        assert_eq!(clean("\u{FEFF} a\u{0} \u{7}b\t\u{A0}c\u{200B}"), "a b c");
        assert_eq!(parts(&[cue(0, 0, None, " \u{200B} ")]), []);
    }
}
