//! Which kind of file this is: told by its content first, by its name where that leaves it open.

use super::{Format, Problem, Problems, SAVE_AS, cues, numbered};

/// How an archive begins, and so a Word document.
const ARCHIVE: &[u8] = b"PK\x03\x04";

/// How the older files of Office begin, and new ones that are locked with a password.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Lines that are looked at to find a time: a header and notes may come first.
const LINES: usize = 2_000;

/// What other files begin with, and what they are.
const OTHERS: &[(&[u8], &str)] = &[
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "an RTF document"),
    (b"ID3", "a recording"),
    (b"RIFF", "a recording"),
    (b"OggS", "a recording"),
    (b"fLaC", "a recording"),
    (b"\x1A\x45\xDF\xA3", "a recording"),
    (b"\x89PNG", "a picture"),
    (b"\xFF\xD8\xFF", "a picture"),
    (b"GIF8", "a picture"),
];

/// Whether this is an archive, and so perhaps a Word document.
pub(super) fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(ARCHIVE) || bytes.starts_with(b"PK\x05\x06")
}

/// Why this file is no transcript, where its first bytes say so.
pub(super) fn refusal(bytes: &[u8]) -> Option<Problem> {
    if bytes.starts_with(COMPOUND) {
        // Office names the stream with the locked document in UTF-16.
        let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let locked = bytes.windows(name.len()).any(|window| window == name);
        return Some(Problem::of_file(if locked {
            "this document is locked with a password; open it in Word, save it without one \
             and try again"
        } else {
            "this is a document of an older Word (.doc); open it in Word, save it as .docx \
             and try again"
        }));
    }
    let media = bytes.get(4..8) == Some(b"ftyp");
    let kind = OTHERS.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, kind)| *kind);
    kind.or(media.then_some("a recording")).map(|kind| {
        Problem::of_file(format!(
            "this is {kind}, not a transcript; give its text as .txt, .vtt, .srt or .docx"
        ))
    })
}

/// Why this is no text that a person could read, where it is not.
///
/// Any bytes are “Windows-1252”; control characters give away those that mean something else.
pub(super) fn no_text(text: &str) -> Option<Problem> {
    let strange =
        |c: &char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{C}' | '\u{85}');
    let controls = text.chars().filter(strange).count();
    (controls * 100 > text.len()).then(|| {
        Problem::of_file(format!(
            "this is not a text file; export the transcript as .vtt, .srt, .docx or {SAVE_AS}"
        ))
    })
}

/// The format of a text, and a problem where its name promises another one.
pub(super) fn format(name: &str, text: &str, problems: &mut Problems) -> Format {
    let named = |ending: &str| {
        let (_, found) = name.rsplit_once('.').unwrap_or_default();
        found.trim().eq_ignore_ascii_case(ending)
    };
    if cues::has_header(text) {
        return Format::WebVtt;
    }
    let timing = numbered(text).take(LINES).find_map(|(_, line)| cues::timing(line));
    match timing {
        Some(_) if named("vtt") => Format::WebVtt,
        Some(_) if named("srt") => Format::SubRip,
        // Without a name that says so, the times must be readable.
        Some(times) if times.is_some() => Format::SubRip,
        _ => {
            if named("vtt") || named("srt") {
                problems.push(Problem::of_file(
                    "there is no line such as “00:00:01.000 --> 00:00:04.000” in this file, so \
                     it was read as plain text",
                ));
            }
            Format::Text
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, text: &str) -> (Format, usize) {
        let mut problems = Problems::default();
        (format(name, text, &mut problems), problems.count())
    }

    #[test]
    fn content_comes_before_the_name() {
        let vtt = "WEBVTT\n\n00:01.000 --> 00:02.000\nhi";
        let srt = "1\n00:00:01,000 --> 00:00:02,000\nhi";
        for name in ["a.txt", "a.srt", "a.vtt", "a", "", "a.docx", ".vtt"] {
            assert_eq!(of(name, vtt), (Format::WebVtt, 0), "{name}");
        }
        for name in ["a.txt", "a.srt", "a", "vtt"] {
            assert_eq!(of(name, srt), (Format::SubRip, 0), "{name}");
        }
        assert_eq!(of("a.VTT", srt), (Format::WebVtt, 0));
        assert_eq!(of("a.txt", "Ada: hi"), (Format::Text, 0));
        assert_eq!(of("a.txt", "we go from a --> b"), (Format::Text, 0));
        assert_eq!(of("a.srt", "Ada: hi"), (Format::Text, 1));
    }

    #[test]
    fn other_files_are_called_by_their_name() {
        let locked: Vec<u8> = COMPOUND
            .iter()
            .copied()
            .chain("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        for (bytes, expected) in [
            (b"%PDF-1.7 ...".as_slice(), "this is a PDF"),
            (b"\0\0\0\x20ftypM4A ", "this is a recording"),
            (b"RIFF....WAVE", "this is a recording"),
            (COMPOUND, "older Word (.doc)"),
            (&locked, "locked with a password"),
        ] {
            let told = refusal(bytes).expect("no transcript").to_string();
            assert!(told.contains(expected), "{told}");
        }
        assert_eq!(refusal(b"Ada: hi"), None);
        assert_eq!(refusal(b""), None);
    }

    #[test]
    fn control_characters_give_away_what_is_no_text() {
        assert!(no_text("\u{1}\u{2}abc\u{3}").is_some());
        assert_eq!(no_text("Ada:\thi\r\n\u{C}"), None);
        assert_eq!(no_text(&format!("\u{1}{}", "word ".repeat(100))), None, "one may be a slip");
    }
}
