//! A conversation as a file: who said what, and when.
//!
//! Plain text, WebVTT (`.vtt`), SubRip (`.srt`) and Word (`.docx`) become [`Part`]s: paragraphs
//! for a person to read, not the cues of two seconds that a recorder writes. What a file is shows
//! in its content; its name only settles what the content leaves open.
//!
//! A broken file is read as far as it goes, and each thing that could not be read is a
//! [`Problem`] with its line: a transcript is mended by hand anyway, and words that are lost
//! without a word about it are worse than words in the wrong place.
//!
//! - `sniff` which kind of file it is, and files that are no transcript at all;
//! - `cues` WebVTT and SubRip, with `markup` for what is inside a
//!   cue; `plain` text as people and tools write it; `word` the text
//!   of a Word document, which is then read as plain text;
//! - `speaker` names at the start of a line, `time` marks,
//!   `paragraphs` where one part ends and the next begins;
//! - [`notes`] the conversation as Markdown, cut into parts that notes have room for.
//!
//! To add a format: a variant of [`Format`], how `sniff` knows it, and a module
//! that hands `Paragraphs` what was said.

mod cues;
mod markup;
pub mod notes;
mod paragraphs;
mod plain;
mod sniff;
mod speaker;
mod time;
mod word;

use super::{
    decode::decode_text,
    problem::{Problem, Problems},
};
use paragraphs::Paragraphs;
use std::fmt;

/// Largest file that is read, in bytes. A Word document with pictures in it can be large however
/// little is said in it.
pub const LARGEST_FILE: usize = 64 * 1024 * 1024;

/// Most text of a transcript, in bytes of UTF-8: five times one of 300 pages.
pub const LARGEST_TEXT: usize = 5 * 1024 * 1024;

/// Most parts of a transcript. One of 300 pages has a few thousand.
pub const MOST_PARTS: usize = 100_000;

/// What a person should save a text as that cannot be read.
const SAVE_AS: &str = "plain text in UTF-8";

/// What kind of file a transcript was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text.
    Text,
    /// WebVTT.
    WebVtt,
    /// SubRip.
    SubRip,
    /// Word, as `.docx`.
    Word,
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "text",
            Self::WebVtt => "WebVTT",
            Self::SubRip => "SubRip",
            Self::Word => "Word",
        })
    }
}

/// Something that one person said, about a paragraph long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// When it began, in milliseconds since the start of the recording.
    pub at: Option<u32>,
    /// Who said it, as the file names them.
    pub speaker: Option<String>,
    /// What was said: never empty, without control characters except line breaks.
    pub text: String,
}

/// A conversation in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Transcript {
    /// What was said; at least one part.
    pub parts: Vec<Part>,
}

/// What was read from a file.
#[derive(Clone, Debug)]
pub struct Reading {
    /// What kind of file it was read as.
    pub format: Format,
    /// How the file was read, in a few words: “WebVTT, UTF-8”.
    pub read_as: String,
    /// The conversation.
    pub transcript: Transcript,
    /// What could not be read, or should be looked at.
    pub problems: Problems,
}

/// Reads a file as a transcript; `name` is the file's name, its ending a hint.
///
/// # Errors
/// When nothing can be read: the file is too large, of another kind, damaged, locked with a
/// password, or nothing is said in it.
pub fn read(name: &str, bytes: &[u8]) -> Result<Reading, Problem> {
    if bytes.len() > LARGEST_FILE {
        return Err(Problem::of_file(format!(
            "the file has {} MiB; the most that is read is {} MiB. Take recordings and pictures \
             out of it, or save it as {SAVE_AS}",
            bytes.len().div_ceil(1024 * 1024),
            LARGEST_FILE / (1024 * 1024),
        )));
    }
    if let Some(refusal) = sniff::refusal(bytes) {
        return Err(refusal);
    }
    let mut problems = Problems::default();
    let mut paragraphs = Paragraphs::default();
    let (format, read_as) = if sniff::is_archive(bytes) {
        let text = word::text_of(bytes, &mut problems)?;
        plain::read(&text, &mut paragraphs)?;
        (Format::Word, Format::Word.to_string())
    } else {
        let decoded = decode_text(bytes, SAVE_AS)?;
        if let Some(refusal) = sniff::no_text(&decoded.text) {
            return Err(refusal);
        }
        decoded.warning.into_iter().for_each(|warning| problems.push(warning));
        let format = sniff::format(name, &decoded.text, &mut problems);
        match format {
            Format::Text | Format::Word => plain::read(&decoded.text, &mut paragraphs)?,
            Format::WebVtt | Format::SubRip => {
                cues::read(&decoded.text, format, &mut paragraphs, &mut problems)?;
            }
        }
        (format, format!("{format}, {}", decoded.encoding))
    };
    let parts = paragraphs.into_parts();
    if parts.is_empty() {
        return Err(Problem::of_file(format!(
            "nothing is said in this file (it was read as {format}); export the transcript \
             again, or save it as {SAVE_AS}"
        )));
    }
    Ok(Reading { format, read_as, transcript: Transcript { parts }, problems })
}

/// The lines of a text with their numbers as an editor counts them; `\r\n`, `\n` and `\r` all
/// end one.
fn numbered(text: &str) -> impl Iterator<Item = (u64, &str)> {
    let lines =
        text.split('\n').flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'));
    (1..).zip(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_as_an_editor_does() {
        let lines: Vec<_> = numbered("a\r\nb\rc\n\nd").collect();
        assert_eq!(lines, [(1, "a"), (2, "b"), (3, "c"), (4, ""), (5, "d")]);
    }
}
