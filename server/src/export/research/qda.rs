//! REFI-QDA, the exchange format of tools for qualitative data: a codebook as `.qdc`, and
//! everything as `.qdpx`.
//!
//! The standard is REFI-QDA 1.5 (<https://www.qdasoftware.org>, MIT), and what is here follows its
//! schemas `Codebook.xsd` and `Project-mrt2019.xsd`:
//!
//! - a `.qdpx` is a zip with `project.qde` and a folder `sources`; `internal://` in a path stands
//!   for that folder;
//! - children of `Project` come in the order `Users`, `CodeBook`, `Sources`, `Notes`, `Sets`; those
//!   that would be empty are left out, for the schema wants at least one in each;
//! - `guid`s are UUIDs; required are those of everything, `name` and `isCodable` of a `Code`,
//!   `name` of a `Set` and `startPosition` and `endPosition` of a selection; `PlainTextSelection`
//!   holds `Coding`s and then `NoteRef`s, and a `Coding` one `CodeRef`;
//! - a note is of the type of a text source.
//!
//! Positions count Unicode code points from 0, the end not included: section 10.2 of the standard
//! says so, and it is how [`Span`](app::domain::Span) counts. (Some tools count UTF-16 units;
//! theirs differ from the standard's after characters such as 🦀.)
//!
//! A theme is a note that its evidence refers to, and a set of the sources that it comes from. How
//! somebody speaks of something is a code, because the standard has no other place for it.

use super::{Material, Talk, derived, source::Source};
use crate::export::{ExportError, File, archive::zip};
use app::domain::{Codebook, Highlight, Sentiment, TagId, Theme};
use quick_xml::{
    Writer,
    events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event},
};
use std::io;
use uuid::Uuid;

/// Who made the file.
const ORIGIN: &str = concat!("Soundings ", env!("CARGO_PKG_VERSION"));

/// Longest name of a selection, in characters: tools show it in lists.
const LONGEST_NAME: usize = 80;

/// XML that is being written.
struct Xml(Writer<Vec<u8>>);

impl Xml {
    fn new() -> io::Result<Self> {
        let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
        Ok(Self(writer))
    }

    /// An element with what `inside` writes.
    fn element(
        &mut self,
        name: &str,
        attributes: &[(&str, String)],
        inside: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> io::Result<()> {
        self.0.write_event(Event::Start(start(name, attributes)))?;
        inside(self)?;
        self.0.write_event(Event::End(BytesEnd::new(name)))
    }

    fn empty(&mut self, name: &str, attributes: &[(&str, String)]) -> io::Result<()> {
        self.0.write_event(Event::Empty(start(name, attributes)))
    }

    /// An element with a text; none where there is no text.
    fn text(&mut self, name: &str, text: &str) -> io::Result<()> {
        if text.is_empty() {
            return Ok(());
        }
        self.0.write_event(Event::Start(BytesStart::new(name)))?;
        self.0.write_event(Event::Text(BytesText::new(&legal(text))))?;
        self.0.write_event(Event::End(BytesEnd::new(name)))
    }

    fn reference(&mut self, name: &str, target: Uuid) -> io::Result<()> {
        self.empty(name, &[("targetGUID", target.to_string())])
    }

    fn into_bytes(self) -> Vec<u8> {
        self.0.into_inner()
    }
}

fn start(name: &str, attributes: &[(&str, String)]) -> BytesStart<'static> {
    let mut start = BytesStart::new(name.to_owned());
    for (name, value) in attributes {
        start.push_attribute((*name, legal(value).as_str()));
    }
    start
}

/// A text without the characters that XML cannot hold.
fn legal(text: &str) -> String {
    let may = |c: &char| !c.is_control() || matches!(c, '\t' | '\n') || *c >= '\u{7F}';
    text.chars().filter(may).filter(|c| !matches!(c, '\u{FFFE}' | '\u{FFFF}')).collect()
}

fn guid(id: Uuid) -> (&'static str, String) {
    ("guid", id.to_string())
}

fn name(name: &str) -> (&'static str, String) {
    ("name", name.to_owned())
}

/// The code that stands for how somebody speaks of something.
fn feeling(sentiment: Option<Sentiment>) -> Uuid {
    derived(&[b"sentiment", sentiment.map_or("", Sentiment::name).as_bytes()])
}

/// Codes below one tag, or those at the top.
fn codes(xml: &mut Xml, codebook: &Codebook, below: Option<TagId>) -> io::Result<()> {
    // A tag whose parent is not there is at the top.
    let parent = |id| codebook.above(id).first().map(|tag| tag.id);
    for tag in codebook.tags().iter().filter(|tag| parent(tag.id) == below) {
        let attributes = [guid(tag.id.0), name(&tag.name), ("isCodable", "true".to_owned())];
        xml.element("Code", &attributes, |xml| {
            xml.text("Description", &tag.description)?;
            codes(xml, codebook, Some(tag.id))
        })?;
    }
    Ok(())
}

/// The codebook as a `.qdc`.
///
/// # Errors
/// When it cannot be written, which memory never refuses.
pub fn codebook(codebook: &Codebook) -> Result<Vec<u8>, ExportError> {
    let mut xml = Xml::new()?;
    let attributes =
        [("xmlns", "urn:QDA-XML:codebook:1.0".to_owned()), ("origin", ORIGIN.to_owned())];
    xml.element("CodeBook", &attributes, |xml| {
        xml.element("Codes", &[], |xml| codes(xml, codebook, None))
    })?;
    Ok(xml.into_bytes())
}

/// Everything as a `.qdpx`. The same material gives the same bytes.
///
/// # Errors
/// When it cannot be written, which memory never refuses.
pub fn project(material: &Material) -> Result<Vec<u8>, ExportError> {
    let sources: Vec<Source> =
        material.talks.iter().map(|talk| Source::of(material, talk)).collect();
    let mut files =
        vec![File { name: "project.qde".to_owned(), bytes: write_project(material, &sources)? }];
    for (talk, source) in material.talks.iter().zip(sources) {
        let name = format!("sources/{}.txt", talk.id);
        files.push(File { name, bytes: source.text.into_bytes() });
    }
    zip(&files)
}

fn write_project(material: &Material, sources: &[Source]) -> io::Result<Vec<u8>> {
    let mut xml = Xml::new()?;
    let attributes = [
        ("xmlns", "urn:QDA-XML:project:1.0".to_owned()),
        name("Soundings"),
        ("origin", ORIGIN.to_owned()),
    ];
    xml.element("Project", &attributes, |xml| {
        if !material.researchers.is_empty() {
            xml.element("Users", &[], |xml| {
                material.researchers.iter().try_for_each(|researcher| {
                    xml.empty("User", &[guid(researcher.id.0), name(&researcher.name)])
                })
            })?;
        }
        project_codes(xml, material)?;
        if !sources.is_empty() {
            xml.element("Sources", &[], |xml| {
                let mut both = material.talks.iter().zip(sources);
                both.try_for_each(|(talk, source)| text_source(xml, material, talk, source))
            })?;
        }
        themes(xml, material)
    })?;
    Ok(xml.into_bytes())
}

fn project_codes(xml: &mut Xml, material: &Material) -> io::Result<()> {
    let mut marks = highlights(material);
    let feelings = marks.any(|highlight| highlight.sentiment.is_some());
    if material.codebook.tags().is_empty() && !feelings {
        return Ok(());
    }
    xml.element("CodeBook", &[], |xml| {
        xml.element("Codes", &[], |xml| {
            codes(xml, &material.codebook, None)?;
            if !feelings {
                return Ok(());
            }
            let code = |id, title: &str, codable: bool| {
                [guid(id), name(title), ("isCodable", codable.to_string())]
            };
            xml.element("Code", &code(feeling(None), "Sentiment", false), |xml| {
                Sentiment::ALL.into_iter().try_for_each(|sentiment| {
                    xml.empty("Code", &code(feeling(Some(sentiment)), sentiment.title(), true))
                })
            })
        })
    })
}

fn highlights(material: &Material) -> impl Iterator<Item = &Highlight> {
    material.talks.iter().flat_map(|talk| &talk.said).flat_map(|said| &said.highlights)
}

fn text_source(xml: &mut Xml, material: &Material, talk: &Talk, source: &Source) -> io::Result<()> {
    let path = format!("internal://{}.txt", talk.id);
    let title = format!("{}, {}", talk.with, talk.day);
    let attributes = [guid(talk.id.0), name(&title), ("plainTextPath", path)];
    xml.element("TextSource", &attributes, |xml| {
        xml.text("Description", &talk.agreed)?;
        for said in &talk.said {
            for highlight in &said.highlights {
                let words = highlight.span.of(&said.text);
                let span = source.find(said.place, said.author, highlight.span);
                let Some(span) = span.filter(|_| !words.is_empty()) else { continue };
                let attributes = [
                    guid(highlight.id.0),
                    name(&words.chars().take(LONGEST_NAME).collect::<String>()),
                    ("startPosition", span.begins.to_string()),
                    ("endPosition", span.ends.to_string()),
                    ("creatingUser", highlight.coder.to_string()),
                ];
                xml.element("PlainTextSelection", &attributes, |xml| {
                    selection(xml, material, highlight)
                })?;
            }
        }
        Ok(())
    })
}

fn selection(xml: &mut Xml, material: &Material, highlight: &Highlight) -> io::Result<()> {
    let mut on: Vec<Uuid> = highlight
        .tags
        .iter()
        .filter(|tag| material.codebook.get(**tag).is_some())
        .map(|tag| tag.0)
        .collect();
    on.extend(highlight.sentiment.map(|sentiment| feeling(Some(sentiment))));
    for code in on {
        let id = derived(&[highlight.id.0.as_bytes(), code.as_bytes()]);
        let attributes = [guid(id), ("creatingUser", highlight.coder.to_string())];
        xml.element("Coding", &attributes, |xml| xml.reference("CodeRef", code))?;
    }
    material.themes_of(highlight.id).try_for_each(|theme| xml.reference("NoteRef", theme.0))
}

fn themes(xml: &mut Xml, material: &Material) -> io::Result<()> {
    if material.themes.is_empty() {
        return Ok(());
    }
    xml.element("Notes", &[], |xml| {
        material.themes.iter().try_for_each(|(Theme { id, title, summary, .. }, _)| {
            let text = if summary.trim().is_empty() { title } else { summary };
            xml.element("Note", &[guid(id.0), name(title)], |xml| {
                xml.text("PlainTextContent", text)
            })
        })
    })?;
    xml.element("Sets", &[], |xml| {
        material.themes.iter().try_for_each(|(theme, evidence)| {
            let id = derived(&[b"set", theme.id.0.as_bytes()]);
            xml.element("Set", &[guid(id), name(&theme.title)], |xml| {
                for talk in &material.talks {
                    let mut marks = talk.said.iter().flat_map(|said| &said.highlights);
                    if marks.any(|highlight| evidence.contains(&highlight.id)) {
                        xml.reference("MemberSource", talk.id.0)?;
                    }
                }
                xml.reference("MemberNote", theme.id.0)
            })
        })
    })
}
