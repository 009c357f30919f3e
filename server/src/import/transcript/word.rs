//! The text of a Word document: `word/document.xml` inside an archive.
//!
//! Files come from people outside, so nothing that a file says about itself is believed: what
//! comes out of the archive is counted while it is read, nesting is counted while it is parsed,
//! and a document type, the way to entities that multiply, is refused.
//!
//! Source: ECMA-376, part 1, section 17 (WordprocessingML).

use super::{LARGEST_TEXT, Problem, Problems, paragraphs::too_large};
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};
use std::io::{self, BufRead, BufReader, Cursor, Read};
use zip::{ZipArchive, result::ZipError};

/// Most bytes of the document that are unpacked. A document's marks are a few times its text.
pub(super) const LARGEST_DOCUMENT: u64 = 20 * 1024 * 1024;

/// Deepest nesting of elements. Word itself stays below 50.
const DEEPEST: usize = 256;

/// Most files in an archive: Word writes about 20, and one for each picture.
const MOST_FILES: usize = 10_000;

/// Where the document is.
const DOCUMENT: &str = "word/document.xml";

/// What a person should do about a document that cannot be read.
const MEND: &str = "open it in Word, save it again as .docx and try again";

/// Elements that are left out with all that is in them: properties (whose `tab` is a setting),
/// what was deleted or moved away while changes were tracked, and the second copy of a text box
/// for older programs.
const LEFT_OUT: &[&str] = &["pPr", "rPr", "del", "moveFrom", "Fallback"];

/// The text of a Word document: paragraphs with a blank line between them.
///
/// A document that is damaged in the middle is read up to there, with a problem.
///
/// # Errors
/// When it is no Word document, locked, damaged from the start or too large.
pub(super) fn text_of(bytes: &[u8], problems: &mut Problems) -> Result<String, Problem> {
    // Each file of an archive costs memory before any of it is read.
    if bytes.windows(4).filter(|window| window == b"PK\x01\x02").count() > MOST_FILES {
        return Err(Problem::of_file(format!(
            "there are more than {MOST_FILES} files in this document, which Word never writes; {MEND}"
        )));
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| {
        Problem::of_file(format!("this document is damaged or only part of one; {MEND}"))
    })?;
    let name = document_name(&archive).ok_or_else(|| {
        Problem::of_file(format!(
            "there is no Word document in this file (“{DOCUMENT}” is missing); if it is an \
             .odt, a workbook or an archive, save the text in it as .docx or .txt and try again"
        ))
    })?;
    let document = archive.by_name(&name).map_err(|error| match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Problem::of_file(
            "this document is locked with a password; save it without one and try again",
        ),
        _ => Problem::of_file(format!("the text of this document cannot be unpacked; {MEND}")),
    })?;
    read(BufReader::new(Counted::new(document)), problems)
}

/// The name of the document in the archive: Word on the web writes `word/document2.xml`.
fn document_name<R: Read + io::Seek>(archive: &ZipArchive<R>) -> Option<String> {
    let numbered = |name: &str| {
        let number = name.strip_prefix("word/document").and_then(|name| name.strip_suffix(".xml"));
        number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let names: Vec<_> = archive.file_names().flatten().filter(|name| numbered(name)).collect();
    let exact = names.iter().find(|name| *name == DOCUMENT);
    exact.or(names.first()).map(ToString::to_string)
}

/// Counts what comes out of an archive and stops at [`LARGEST_DOCUMENT`].
struct Counted<R> {
    inner: R,
    left: u64,
}

impl<R> Counted<R> {
    fn new(inner: R) -> Self {
        Self { inner, left: LARGEST_DOCUMENT }
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let most = usize::try_from(self.left).map_or(buffer.len(), |left| left.min(buffer.len()));
        let read = self.inner.read(&mut buffer[..most])?;
        self.left -= read as u64;
        Ok(read)
    }
}

/// Reads WordprocessingML as text.
fn read(source: impl BufRead, problems: &mut Problems) -> Result<String, Problem> {
    let mut reader = Reader::from_reader(source);
    let mut body = Body::default();
    let mut buffer = Vec::new();
    let wrong = loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Eof) if body.depth == 0 => break None,
            Ok(Event::Eof) => break Some("it ends in the middle".to_owned()),
            Ok(event) => body.event(&event)?,
            Err(quick_xml::Error::Io(error)) if error.kind() == io::ErrorKind::FileTooLarge => {
                return Err(Problem::of_file(format!(
                    "the text of this document takes more than {} MiB unpacked, which no \
                     conversation does. Copy the text into a new document, save it and try again",
                    LARGEST_DOCUMENT / (1024 * 1024),
                )));
            }
            Err(error) => break Some(error.to_string()),
        }
    };
    let Some(cause) = wrong else {
        return if body.is_word { Ok(body.text) } else { Err(no_word()) };
    };
    if body.text.trim().is_empty() {
        return Err(Problem::of_file(format!("this document is damaged ({cause}); {MEND}")));
    }
    problems.push(Problem::of_file(format!(
        "this document is damaged ({cause}); what comes before that was read. For the rest, {MEND}"
    )));
    Ok(body.text)
}

fn no_word() -> Problem {
    Problem::of_file(format!("what is in this document is not Word's; {MEND}"))
}

/// What was read so far, and where the reader stands.
#[derive(Debug, Default)]
struct Body {
    text: String,
    /// How many elements are open.
    depth: usize,
    /// How many were open when one that is left out began.
    left_out: Option<usize>,
    /// Whether this is the inside of a `t`.
    in_text: bool,
    /// What stands before the names of Word's elements: `w:`.
    prefix: String,
    /// Whether the outermost element is Word's.
    is_word: bool,
}

impl Body {
    fn event(&mut self, event: &Event<'_>) -> Result<(), Problem> {
        match event {
            Event::Start(start) => self.start(start)?,
            Event::End(end) => self.end(end.name().as_ref()),
            Event::Empty(start) => {
                self.start(start)?;
                self.end(start.name().as_ref());
            }
            Event::Text(text) => self.push(&text.xml10_content())?,
            Event::CData(text) => self.push(&text.xml10_content())?,
            Event::GeneralRef(name) => {
                let character = match name.as_ref() {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => name.resolve_char_ref().ok().flatten(),
                };
                let character = character.ok_or_else(|| strange("entities of its own"))?;
                self.push(character.encode_utf8(&mut [0; 4]))?;
            }
            Event::DocType(_) => return Err(strange("a document type")),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Eof => {}
        }
        Ok(())
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), Problem> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(strange(&format!("more than {DEEPEST} elements inside each other")));
        }
        let name = start.name();
        if self.depth == 1 {
            let name: &str = name.as_ref();
            let prefix = name.strip_suffix("document").ok_or_else(no_word)?;
            self.prefix = prefix.to_owned();
            self.is_word = true;
        }
        if self.left_out.is_some() {
            return Ok(());
        }
        if LEFT_OUT.contains(&start.local_name().as_ref()) {
            self.left_out = Some(self.depth);
            return Ok(());
        }
        match name.as_ref().strip_prefix(self.prefix.as_str()) {
            Some("t") => self.in_text = true,
            Some("tab" | "ptab") => self.add(" ")?,
            Some("br" | "cr") => self.add("\n")?,
            Some("noBreakHyphen") => self.add("-")?,
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) {
        if self.left_out == Some(self.depth) {
            self.left_out = None;
        } else if self.left_out.is_none() {
            match name.strip_prefix(self.prefix.as_str()) {
                Some("t") => self.in_text = false,
                Some("p") => self.text.push_str("\n\n"),
                _ => {}
            }
        }
        self.depth = self.depth.saturating_sub(1);
    }

    /// Text that stands in the document; only a `t` holds what a person reads.
    fn push(&mut self, text: &str) -> Result<(), Problem> {
        if self.in_text && self.left_out.is_none() { self.add(text) } else { Ok(()) }
    }

    fn add(&mut self, text: &str) -> Result<(), Problem> {
        // Line breaks and tabs alone make no text; they are limited by what is unpacked.
        if self.text.len() + text.len() > 2 * LARGEST_TEXT {
            return Err(too_large());
        }
        self.text.push_str(text);
        Ok(())
    }
}

/// The problem that a document has something that Word never writes.
fn strange(what: &str) -> Problem {
    Problem::of_file(format!("this document has {what}, which Word never writes; {MEND}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(xml: &str) -> Result<String, Problem> {
        read(xml.as_bytes(), &mut Problems::default())
    }

    fn body(inside: &str) -> String {
        told(&format!("<w:document><w:body>{inside}</w:body></w:document>")).expect("a document")
    }

    /// Gives the same bytes for ever, and counts them.
    struct Endless<'c>(Vec<u8>, &'c std::cell::Cell<u64>);

    impl Read for Endless<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let length = buffer.len().min(self.0.len());
            buffer[..length].copy_from_slice(&self.0[..length]);
            self.1.set(self.1.get() + length as u64);
            Ok(length)
        }
    }

    #[test]
    fn what_never_ends_is_refused_after_the_limit() {
        let start = b"<w:document><w:body><w:p><w:r><w:t>".as_slice();
        for (repeated, expected) in [
            (" ", "more than 20 MiB unpacked"),
            (
                "<w:p w:rsidR=\"00C97A21\" w:rsidRDefault=\"00C97A21\"/>",
                "more than 20 MiB unpacked",
            ),
            ("</w:t><w:t>We waited for the build and for its review ", "more than 5 MiB of text"),
        ] {
            let given = std::cell::Cell::new(0);
            let source = Counted::new(start.chain(Endless(repeated.repeat(100).into(), &given)));
            let refusal = read(BufReader::new(source), &mut Problems::default());
            let refusal = refusal.expect_err("this never ends").to_string();
            assert!(refusal.contains(expected), "{refusal}");
            assert!(given.get() <= LARGEST_DOCUMENT + 64 * 1024, "{} bytes", given.get());
        }
    }

    #[test]
    fn only_what_a_person_reads_is_read() {
        let inside = "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr>\
            <w:r><w:t xml:space=\"preserve\">One </w:t></w:r><w:ins><w:r><w:t>two</w:t></w:r></w:ins>\
            <w:del><w:r><w:delText>gone</w:delText><w:t>gone</w:t></w:r></w:del>\
            <w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom><w:r><w:tab/><w:t>three</w:t><w:br/>\
            <w:instrText>PAGE</w:instrText><w:t>four</w:t><w:noBreakHyphen/><w:t>five</w:t></w:r></w:p>\n  \
            <w:p><mc:AlternateContent><mc:Choice><w:r><w:t>box</w:t></w:r></mc:Choice><mc:Fallback>\
            <w:r><w:t>box</w:t></w:r></mc:Fallback></mc:AlternateContent><m:t>x</m:t></w:p>";
        assert_eq!(body(inside), "One two three\nfour-five\n\nbox\n\n");
    }

    #[test]
    fn other_prefixes_and_entities_are_read() {
        let xml = "\u{FEFF}<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<document><body><p><r><t>\
                   R&amp;D &lt;b&gt; &#8364;<![CDATA[ <x>]]></t></r></p></body></document>";
        assert_eq!(told(xml).expect("a document"), "R&D <b> € <x>\n\n");
    }

    #[test]
    fn tricks_are_refused() {
        let deep = "<w:x>".repeat(300);
        for (xml, expected) in [
            ("<!DOCTYPE x [<!ENTITY a \"b\">]><w:document/>", "has a document type"),
            ("<w:document><w:t>&bomb;</w:t></w:document>", "entities of its own"),
            (&format!("<w:document>{deep}"), "256 elements inside each other"),
            ("<html><w:t>x</w:t></html>", "not Word's"),
            ("", "not Word's"),
            ("<w:document><w:p>", "damaged"),
            ("<w:document></w:x>", "damaged"),
            ("<w:document><w:t>&#0;</w:t></w:document>", "entities of its own"),
        ] {
            let refusal = told(xml).expect_err(xml).to_string();
            assert!(refusal.contains(expected), "{xml}: {refusal}");
        }
        let refusal =
            read(&b"<w:document><w:t>\xFF\xFE</w:t></w:document>"[..], &mut Problems::default());
        assert!(refusal.expect_err("no UTF-8").to_string().contains("damaged"));
    }

    #[test]
    fn a_document_that_breaks_off_is_read_up_to_there() {
        let mut problems = Problems::default();
        let xml = "<w:document><w:p><w:t>kept</w:t></w:p><w:p><w:t>half";
        let text = read(xml.as_bytes(), &mut problems).expect("the start");
        assert_eq!(text, "kept\n\nhalf");
        assert_eq!(problems.count(), 1);
    }
}
