use super::*;
use crate::export::ExportError;
use app::domain::{Sentiment, Span, Tag, TagId};
use quick_xml::{Reader, events::Event};
use std::{
    collections::{HashMap, HashSet},
    io::{Cursor, Read},
};

const TEXT: &str = "Łukasz said “zäh” 🦀🦀.\nThen <they> & I waited.";

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn tag(number: u128, parent: Option<u128>, name: &str) -> Tag {
    let parent = parent.map(|parent| TagId(id(parent)));
    Tag { id: TagId(id(number)), parent, name: name.into(), description: "When \"waiting\"".into() }
}

fn highlight(number: u128, words: &str, tags: &[u128], sentiment: Option<Sentiment>) -> Highlight {
    Highlight {
        id: HighlightId(id(number)),
        interview: InterviewId(id(100)),
        place: NotePlace::Else,
        author: PersonId(id(1)),
        span: Span::find(TEXT, words, None).expect("words of the text"),
        coder: PersonId(id(2)),
        sentiment,
        tags: tags.iter().map(|tag| TagId(id(*tag))).collect(),
    }
}

fn material() -> Material {
    let said = |place, author, text: &str, highlights| Said {
        place,
        prompt: "What about 🐢?".into(),
        author: PersonId(id(author)),
        text: text.into(),
        highlights,
    };
    let highlights = vec![
        highlight(200, "“zäh”", &[11], None),
        highlight(201, "🦀.\nThen <they>", &[10, 12], Some(Sentiment::Negative)),
        highlight(202, "waited", &[], None),
    ];
    let first = NotePlace::Prompt { section: 1, prompt: 1 };
    let talk = Talk {
        id: InterviewId(id(100)),
        with: "P-0a0b0c0d of R&D".into(),
        team: "R&D".into(),
        day: "14 December 2026".into(),
        guide: "Walk".into(),
        agreed: "For researchers.".into(),
        said: vec![
            said(first, 1, "=1+1, he said 😀.", Vec::new()),
            said(NotePlace::Else, 1, TEXT, highlights),
            said(NotePlace::Else, 2, "The same place, by another.", Vec::new()),
        ],
    };
    let theme = Theme {
        id: ThemeId(id(300)),
        title: "Waiting costs days".into(),
        summary: String::new(),
        created_at: 0,
        revision: 1,
        retired: false,
        withdrawn: 1,
    };
    let tags = vec![tag(10, None, "Waiting"), tag(11, Some(10), "Reviews"), tag(12, None, "Tools")];
    Material {
        codebook: Codebook::new(tags),
        talks: vec![talk],
        researchers: [1, 2]
            .map(|number| Researcher {
                id: PersonId(id(number)),
                name: format!("Researcher {number}"),
            })
            .to_vec(),
        themes: vec![(theme, vec![HighlightId(id(201))])],
    }
}

/// The elements of some XML: their names with those around them, and their attributes.
fn elements(xml: &[u8]) -> Vec<(String, HashMap<String, String>)> {
    let mut reader = Reader::from_reader(xml);
    let (mut open, mut found): (Vec<String>, Vec<_>) = (Vec::new(), Vec::new());
    loop {
        let event = reader.read_event().expect("XML");
        let closed = matches!(event, Event::Empty(_));
        match event {
            Event::Start(start) | Event::Empty(start) => {
                open.push(start.name().as_ref().to_owned());
                let attributes = start.attributes().map(|attribute| {
                    let attribute = attribute.expect("an attribute");
                    let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0);
                    let name = attribute.key.as_ref().to_owned();
                    (name, value.expect("a value").into_owned())
                });
                found.push((open.join("/"), attributes.collect()));
                if closed {
                    open.pop();
                }
            }
            Event::End(_) => {
                open.pop();
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty(), "everything is closed");
    found
}

fn unzipped(bytes: &[u8]) -> HashMap<String, Vec<u8>> {
    let mut archive = ::zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    (0..archive.len())
        .map(|index| {
            let mut file = archive.by_index(index).expect("a file");
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).expect("its bytes");
            (file.name().expect("a name").into_owned(), bytes)
        })
        .collect()
}

#[test]
fn every_selection_of_a_project_is_the_words_of_its_highlight() -> Result<(), ExportError> {
    let material = material();
    let bytes = qda::project(&material)?;
    let files = unzipped(&bytes);
    let found = elements(&files["project.qde"]);
    let mut words = Vec::new();
    for (name, attributes) in &found {
        if name.ends_with("/TextSource") {
            let path = attributes["plainTextPath"].replace("internal://", "sources/");
            let text = String::from_utf8_lossy(&files[&path]).into_owned();
            assert!(text.contains("What about 🐢? (Researcher 1)\n\n=1+1, he said 😀.\n\n"));
        }
        if name.ends_with("/PlainTextSelection") {
            let text = String::from_utf8_lossy(&files[&format!("sources/{}.txt", id(100))])
                .chars()
                .collect::<Vec<char>>();
            let at = |name: &str| attributes[name].parse::<usize>().expect("a position");
            words.push(text[at("startPosition")..at("endPosition")].iter().collect::<String>());
        }
    }
    assert_eq!(words, ["“zäh”", "🦀.\nThen <they>", "waited"]);
    assert_eq!(qda::project(&material)?, bytes, "the same material gives the same bytes");
    Ok(())
}

#[test]
fn everything_that_a_project_refers_to_is_in_it() -> Result<(), ExportError> {
    let files = unzipped(&qda::project(&material())?);
    let found = elements(&files["project.qde"]);
    let mut guids = HashSet::new();
    for (name, attributes) in &found {
        if let Some(guid) = attributes.get("guid") {
            assert!(guids.insert(guid.clone()), "{name}: {guid} is there twice");
        }
    }
    for (name, attributes) in &found {
        for reference in ["targetGUID", "creatingUser"] {
            let target = attributes.get(reference);
            assert!(target.is_none_or(|target| guids.contains(target)), "{name}: {attributes:?}");
        }
    }
    let top: Vec<&str> = found
        .iter()
        .filter_map(|(name, _)| name.strip_prefix("Project/"))
        .filter(|name| !name.contains('/'))
        .collect();
    assert_eq!(top, ["Users", "CodeBook", "Sources", "Notes", "Sets"], "as the schema orders them");
    let count = |end: &str| found.iter().filter(|(name, _)| name.ends_with(end)).count();
    assert_eq!(count("PlainTextSelection/Coding/CodeRef"), 4, "three tags and a feeling");
    assert_eq!(count("PlainTextSelection/NoteRef"), 1);
    assert_eq!((count("Set/MemberSource"), count("Set/MemberNote")), (1, 1));
    assert_eq!(count("CodeBook/Codes/Code/Code"), 4, "a tag below another, and three feelings");
    Ok(())
}

#[test]
fn nothing_at_all_is_a_project_too() -> Result<(), ExportError> {
    let files = unzipped(&qda::project(&Material::default())?);
    let found = elements(&files["project.qde"]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].1["xmlns"], "urn:QDA-XML:project:1.0");
    Ok(())
}

#[test]
fn a_codebook_keeps_what_is_below_what() -> Result<(), ExportError> {
    let found = elements(&qda::codebook(&material().codebook)?);
    let told: Vec<_> = found.iter().map(|(path, one)| (path.as_str(), one.get("name"))).collect();
    let name = |name: &'static str| Some(name.to_owned());
    assert_eq!(found[0].1["xmlns"], "urn:QDA-XML:codebook:1.0");
    assert!(told.contains(&("CodeBook/Codes/Code", name("Waiting").as_ref())), "{told:?}");
    assert!(told.contains(&("CodeBook/Codes/Code/Code", name("Reviews").as_ref())), "{told:?}");
    Ok(())
}

/// A table as it is read back, without its header.
fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
    let bytes = bytes.strip_prefix("\u{FEFF}".as_bytes()).expect("the mark of UTF-8");
    let mut reader = ::csv::Reader::from_reader(bytes);
    let rows = reader.records().map(|row| row.expect("a row"));
    rows.map(|row| row.iter().map(str::to_owned).collect()).collect()
}

#[test]
fn an_interview_comes_back_from_its_table() -> Result<(), ExportError> {
    let material = material();
    let rows = rows(&csv::interview(&material, &material.talks[0])?);
    let texts: Vec<_> = rows.iter().map(|row| (row[5].as_str(), row[7].as_str())).collect();
    assert_eq!(texts[0], ("note", "'=1+1, he said 😀."), "a spreadsheet must not run it");
    assert_eq!(texts[1], ("note", TEXT));
    assert_eq!(texts[2], ("highlight", "“zäh”"));
    assert_eq!((rows[2][8].as_str(), rows[2][6].as_str()), ("Waiting / Reviews", "Researcher 2"));
    assert_eq!((rows[3][8].as_str(), rows[3][9].as_str()), ("Tools; Waiting", "negative"));
    assert_eq!(rows.len(), 6);
    Ok(())
}

#[test]
fn an_interview_is_read_with_what_is_marked_in_it() {
    let material = material();
    let text = markdown::interview(&material, &material.talks[0]);
    for words in [
        "# Interview with P-0a0b0c0d of R&D\n",
        "*For researchers.*",
        "## What about 🐢? (Researcher 2)\n\nThe same place",
        "> 🦀.\n> Then <they>\n>\n> — Tools, Waiting (Negative), marked by Researcher 2\n",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn a_theme_says_what_speaks_for_it_and_what_against() -> Result<(), ExportError> {
    let ground = |supports, words: &str, highlight| Ground {
        supports,
        from: "Somebody of R&D".into(),
        when: "Q4 2026".into(),
        words: words.into(),
        tags: vec!["Waiting / Reviews".into()],
        highlight,
    };
    let grounds = vec![
        ground(true, "Four days.\nFor a review.", Some(HighlightId(id(1)))),
        ground(false, "+12 points", None),
    ];
    let file = ThemeFile { theme: material().themes.remove(0).0, grounds };
    let text = markdown::theme(&file);
    let both = "## What speaks for it\n\n> Four days.\n> For a review.\n>\n> — Somebody of R&D, Q4 2026 · Waiting";
    assert!(text.starts_with("# Waiting costs days\n") && text.contains(both), "{text}");
    assert!(text.contains("One piece of evidence was taken back"), "{text}");
    let rows = rows(&csv::theme(&file)?);
    assert_eq!(rows[0][1..3], ["for", "highlight"]);
    assert_eq!((rows[1][1].as_str(), rows[1][5].as_str()), ("against", "'+12 points"));
    Ok(())
}

#[test]
fn the_codebook_is_a_list_and_a_table() -> Result<(), ExportError> {
    let codebook = material().codebook;
    let uses = HashMap::from([(TagId(id(11)), 3)]);
    let text = markdown::codebook(&codebook, &uses);
    assert!(text.contains("\n  - **Reviews** (3): When \"waiting\""), "{text}");
    let rows = rows(&csv::codebook(&codebook, &uses)?);
    let reviews = rows.iter().find(|row| row[0] == "Reviews").expect("a row");
    assert_eq!((reviews[1].as_str(), reviews[4].as_str()), ("Waiting", "3"));
    Ok(())
}
