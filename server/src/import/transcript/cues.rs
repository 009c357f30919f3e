//! WebVTT and SubRip: cues with a start, an end and a text.
//!
//! The two differ in little but a header, comments and the sign before the milliseconds, and
//! tools mix them up, so one reader takes either and looks at the format only for WebVTT's
//! header and its blocks that are no cues.
//!
//! Source: W3C, “WebVTT: The Web Video Text Tracks Format”, section 4; SubRip has none.

use super::{
    Format, Problem, Problems,
    markup::pieces,
    numbered,
    paragraphs::{Paragraphs, Said},
    speaker,
    time::{self, Mark},
};

/// What stands between two times.
const ARROW: &str = "-->";

/// A line and its number.
type Line<'t> = (u64, &'t str);

/// The line with the times of a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Times {
    start: u32,
    end: u32,
}

impl Times {
    /// When the cue begins, in milliseconds.
    pub fn start(self) -> u32 {
        self.start
    }
}

/// Whether a text says that it is WebVTT.
pub(super) fn has_header(text: &str) -> bool {
    text.strip_prefix("WEBVTT")
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
}

/// Whether a line is meant as the times of a cue, and the times where they can be read.
///
/// Somebody may say “-->”, but hardly after a digit.
pub(super) fn timing(line: &str) -> Option<Option<Times>> {
    let line = line.trim();
    let (start, end) = line.split_once(ARROW)?;
    let meant = start.is_empty() || start.starts_with(|c: char| c.is_ascii_digit());
    let start = time::leading(start).filter(|mark| mark.rest.trim().is_empty());
    // Settings such as `align:start` follow after a space.
    let end = time::leading(end.trim_start())
        .filter(|mark| mark.rest.is_empty() || mark.rest.starts_with(char::is_whitespace));
    let at = |mark: Mark<'_>| mark.at;
    meant.then(|| Some(Times { start: start.map(at)?, end: end.map(at)? }))
}

/// Reads a text as cues.
///
/// # Errors
/// When there is more text than a conversation has.
pub(super) fn read(
    text: &str,
    format: Format,
    paragraphs: &mut Paragraphs,
    problems: &mut Problems,
) -> Result<(), Problem> {
    let mut lines = numbered(text).peekable();
    if format == Format::WebVtt {
        if has_header(text) {
            // The header goes to the first blank line; some tools leave that out.
            while lines.next_if(|(_, line)| !is_blank(line) && timing(line).is_none()).is_some() {}
        } else {
            problems.push(Problem::at_line(
                1,
                "the file does not begin with “WEBVTT”; it was read as if it did",
            ));
        }
    }
    let mut cues = Cues { format, paragraphs, problems, before: None, began: false };
    let mut block: Vec<Line<'_>> = Vec::new();
    for line in lines {
        if is_blank(line.1) {
            cues.block(&block)?;
            block.clear();
        } else {
            block.push(line);
        }
    }
    cues.block(&block)
}

fn is_blank(line: &str) -> bool {
    line.trim().is_empty()
}

/// Whether a line is only a number, as SubRip has one above each cue.
fn is_number(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_digit())
}

/// Reads block after block.
struct Cues<'r> {
    format: Format,
    paragraphs: &'r mut Paragraphs,
    problems: &'r mut Problems,
    /// When the cue before began.
    before: Option<u32>,
    /// Whether there was a cue already.
    began: bool,
}

impl Cues<'_> {
    /// Reads the lines between two blank ones.
    fn block(&mut self, lines: &[Line<'_>]) -> Result<(), Problem> {
        let first = lines.iter().position(|(_, line)| timing(line).is_some());
        let (above, mut rest) = lines.split_at(first.unwrap_or(lines.len()));
        self.above(above, first.is_some())?;
        while let Some((&(number, line), after)) = rest.split_first() {
            let next = after.iter().position(|(_, line)| timing(line).is_some());
            let (mut payload, others) = after.split_at(next.unwrap_or(after.len()));
            // Without a blank line in between, the next cue's number is the last line here.
            if let (Some(_), Some(((_, last), earlier))) = (next, payload.split_last()) {
                payload = if is_number(last) { earlier } else { payload };
            }
            let times = self.times(number, line);
            self.cue(times, payload)?;
            rest = others;
        }
        Ok(())
    }

    /// What stands above the times of a block, or a block without times.
    fn above(&mut self, lines: &[Line<'_>], timed: bool) -> Result<(), Problem> {
        if lines.first().is_some_and(|(_, line)| self.is_no_cue(line)) {
            return Ok(());
        }
        // The line right above the times is the cue's name; in SubRip, that is a number.
        let named = timed
            && lines
                .last()
                .is_some_and(|(_, last)| self.format == Format::WebVtt || is_number(last));
        let stray = lines.len() - usize::from(named);
        let Some(&(number, line)) = lines[..stray].first() else { return Ok(()) };
        if stray == 1 && is_number(line) {
            self.problems.push(Problem::at_line(
                number,
                format!("the number {} stands here without a time and a text", line.trim()),
            ));
            return Ok(());
        }
        self.problems.push(Problem::at_line(
            number,
            if self.began {
                "there is no time above this text; it was put with the cue before it"
            } else {
                "there is no time above this text; it was put at the beginning"
            },
        ));
        self.cue(None, &lines[..stray])
    }

    /// Whether a block that begins like this is a comment, a style or a region of WebVTT.
    fn is_no_cue(&self, line: &str) -> bool {
        let after = |word| {
            line.strip_prefix(word).filter(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
        };
        self.format == Format::WebVtt
            && (after("NOTE").is_some()
                || ["STYLE", "REGION"].into_iter().any(|word| after(word).is_some_and(is_blank)))
    }

    /// The times of a cue, and what is wrong with them.
    fn times(&mut self, number: u64, line: &str) -> Option<Times> {
        self.began = true;
        let shown = || line.trim().chars().take(80).collect::<String>();
        let Some(times) = timing(line).flatten() else {
            self.problems.push(Problem::at_line(
                number,
                format!(
                    "“{}” cannot be read as “00:00:01.000 --> 00:00:04.000”; the text below it \
                     was kept without a time",
                    shown()
                ),
            ));
            return None;
        };
        if times.end < times.start {
            self.problems.push(Problem::at_line(
                number,
                format!("this cue ends before it begins (“{}”); its text was kept", shown()),
            ));
        }
        if self.before.is_some_and(|before| times.start < before) {
            self.problems.push(Problem::at_line(
                number,
                format!(
                    "times run backwards here: “{}” begins before the cue above it. Both were \
                     kept in the order of the file",
                    shown()
                ),
            ));
        }
        self.before = Some(times.start);
        Some(times)
    }

    /// What is said in one cue, by one voice or several.
    fn cue(&mut self, times: Option<Times>, payload: &[Line<'_>]) -> Result<(), Problem> {
        let lines: Vec<&str> = payload.iter().map(|(_, line)| *line).collect();
        let at = times.map(|times| times.start);
        let end = times.map(|times| times.end.max(times.start));
        for piece in pieces(&lines.join("\n")) {
            let mut voice = piece.speaker.as_deref();
            for line in piece.text.lines() {
                // A voice that is marked up needs no name in the text.
                let named =
                    if piece.speaker.is_none() { speaker::leading(line.trim()) } else { None };
                let text = named.map_or(line, |(_, text)| text);
                voice = named.map(|(name, _)| name).or(voice);
                self.paragraphs.cue(&Said { at, end, speaker: voice, text })?;
            }
        }
        Ok(())
    }
}
