//! Bytes to text, in the encodings in which spreadsheets really save.
//!
//! UTF-8 with or without a byte order mark and UTF-16 with one are read as they are. Bytes that
//! are no UTF-8 are read as Windows-1252, which is what a spreadsheet in Western Europe or the
//! Americas saves as “CSV”, with a warning that shows a line as it was read: every import has a
//! preview, and a person sees at once whether “Müller” is right. A file that is *partly* UTF-8 is
//! damaged, though, and reading it as anything else would garble the good part: that is refused.

use super::problem::Problem;
use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::{borrow::Cow, fmt};

/// Largest file that is read, in bytes: twenty times a roster of 200,000 people.
pub const LARGEST_FILE: usize = 64 * 1024 * 1024;

/// How the bytes were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, least significant byte first.
    Utf16Le,
    /// UTF-16, most significant byte first.
    Utf16Be,
    /// Windows-1252, because it was not UTF-8.
    Windows1252,
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le | Self::Utf16Be => "UTF-16",
            Self::Windows1252 => "Windows-1252",
        })
    }
}

/// A file as text.
#[derive(Clone, Debug)]
pub struct Decoded<'b> {
    /// The text, without a byte order mark.
    pub text: Cow<'b, str>,
    /// How it was read.
    pub encoding: Encoding,
    /// What to look at before trusting it.
    pub warning: Option<Problem>,
}

/// Reads bytes as text.
///
/// # Errors
/// When the file is empty, too large, a workbook, damaged or no text at all.
pub fn decode(bytes: &[u8]) -> Result<Decoded<'_>, Problem> {
    if bytes.len() > LARGEST_FILE {
        return Err(Problem::of_file(format!(
            "the file has {} MiB; the most that is read is {} MiB. Split it, or leave out columns",
            bytes.len().div_ceil(1024 * 1024),
            LARGEST_FILE / (1024 * 1024),
        )));
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err(Problem::of_file(
            "this is a workbook, not a CSV file; save the sheet as “CSV UTF-8” and try again",
        ));
    }
    decode_text(bytes, "“CSV UTF-8”")
}

/// Reads bytes as text of any kind; `save_as` is what a person is told to save the file as
/// where that fails.
///
/// # Errors
/// When the file is empty, damaged or no text at all.
pub(super) fn decode_text<'b>(bytes: &'b [u8], save_as: &str) -> Result<Decoded<'b>, Problem> {
    let (text, encoding, warning) = match bytes {
        [0xFF, 0xFE, rest @ ..] => (utf16(UTF_16LE, rest, save_as)?, Encoding::Utf16Le, None),
        [0xFE, 0xFF, rest @ ..] => (utf16(UTF_16BE, rest, save_as)?, Encoding::Utf16Be, None),
        _ => {
            let rest = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
            match std::str::from_utf8(rest) {
                Ok(text) => (Cow::Borrowed(text), Encoding::Utf8, None),
                Err(error) => {
                    let marked = rest.len() < bytes.len();
                    let (text, warning) = windows_1252(rest, error.valid_up_to(), marked, save_as)?;
                    (text, Encoding::Windows1252, Some(warning))
                }
            }
        }
    };
    if let Some(at) = text.bytes().position(|byte| byte == 0) {
        return Err(Problem::at_line(
            line_at(text.as_bytes(), at),
            format!(
                "there is a NUL character here, so this is no text file, or one in UTF-16 \
                 without its mark; save it as {save_as} and try again"
            ),
        ));
    }
    if text.trim().is_empty() {
        return Err(Problem::of_file("the file is empty"));
    }
    Ok(Decoded { text, encoding, warning })
}

fn utf16<'b>(
    encoding: &'static encoding_rs::Encoding,
    bytes: &'b [u8],
    save_as: &str,
) -> Result<Cow<'b, str>, Problem> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes).ok_or_else(|| {
        Problem::of_file(format!(
            "the file says it is UTF-16 but is damaged or cut off; save it again as {save_as}"
        ))
    })
}

/// Reads what is no UTF-8 as Windows-1252, unless part of it plainly is UTF-8.
fn windows_1252<'b>(
    bytes: &'b [u8],
    bad: usize,
    marked: bool,
    save_as: &str,
) -> Result<(Cow<'b, str>, Problem), Problem> {
    let line = line_at(bytes, bad);
    if marked || bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii()) {
        return Err(Problem::at_line(
            line,
            format!(
                "the file is UTF-8 up to this line, but not here; it may be damaged or put \
                 together from files in different encodings. Save it again as {save_as}"
            ),
        ));
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    let start = bytes[..bad].iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
    let rest = bytes[start..].split(|&byte| byte == b'\n' || byte == b'\r').next();
    let (shown, _) = WINDOWS_1252.decode_without_bom_handling(rest.unwrap_or_default());
    let shown: String = shown.chars().filter(|c| !c.is_control()).take(80).collect();
    Ok((
        text,
        Problem::at_line(
            line,
            format!(
                "the file is not UTF-8 and was read as Windows-1252, so that this line reads \
                 “{shown}”. If that is wrong, save the file as {save_as} and try again"
            ),
        ),
    ))
}

/// The line of a byte, as an editor counts.
fn line_at(bytes: &[u8], at: usize) -> u64 {
    1 + line_breaks(&bytes[..at])
}

/// How many lines end in `bytes`; `\r\n` ends one, and so does a `\r` alone.
pub(super) fn line_breaks(bytes: &[u8]) -> u64 {
    let mut breaks = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        breaks += u64::from(byte == b'\n' || (byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')));
    }
    breaks
}
