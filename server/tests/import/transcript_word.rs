//! Transcripts in Word documents, among them some that mean harm.

use soundings::import::transcript::{Format, Reading, read};
use std::io::{Cursor, Write};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// An archive of these files.
fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in files {
        archive.start_file(*name, options).expect("a file");
        archive.write_all(bytes).expect("its bytes");
    }
    archive.finish().expect("an archive").into_inner()
}

/// A Word document with these paragraphs, given as what is inside `w:p`.
fn document(paragraphs: &[&str]) -> Vec<u8> {
    let namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n\
         <w:document xmlns:w=\"{namespace}\"><w:body>"
    );
    paragraphs.iter().for_each(|inside| xml.push_str(&format!("<w:p>{inside}</w:p>")));
    xml.push_str("<w:sectPr/></w:body></w:document>");
    archive(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", xml.as_bytes())])
}

fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn good(bytes: &[u8]) -> Reading {
    let reading = read("a.docx", bytes).expect("a transcript");
    assert!(reading.problems.is_empty(), "{}", reading.problems);
    assert_eq!(reading.format, Format::Word);
    reading
}

fn refusal(bytes: &[u8]) -> String {
    read("a.docx", bytes).expect_err("no transcript").to_string()
}

#[test]
fn a_recorders_document_is_read_by_speakers_and_times() {
    let teams = "<w:r><w:rPr><w:b/></w:rPr><w:t>Ada Lovelace</w:t></w:r>\
        <w:r><w:t xml:space=\"preserve\">   0:03</w:t></w:r><w:r><w:br/><w:t>We ship R&amp;D daily.</w:t></w:r>";
    let bytes = document(&[
        &run("Interview of May"),
        "",
        teams,
        &run("00:00:09 Grace Hopper"),
        &run("Really?"),
        &run("<!-- -->Ada Lovelace: Really."),
    ]);
    let reading = good(&bytes);
    let told: Vec<_> = reading
        .transcript
        .parts
        .iter()
        .map(|part| (part.at, part.speaker.as_deref(), part.text.as_str()))
        .collect();
    let ada = Some("Ada Lovelace");
    assert_eq!(
        told,
        [
            (None, None, "Interview of May"),
            (Some(3_000), ada, "We ship R&D daily."),
            (Some(9_000), Some("Grace Hopper"), "Really?"),
            (None, ada, "Really."),
        ]
    );
    assert_eq!(reading.read_as, "Word");
    // The name of the file does not matter.
    assert_eq!(read("a.txt", &bytes).expect("a transcript").transcript, reading.transcript);
}

#[test]
fn words_on_the_web_name_the_document_otherwise() {
    let xml = b"<w:document><w:body><w:p><w:r><w:t>Hi</w:t></w:r></w:p></w:body></w:document>";
    assert_eq!(good(&archive(&[("word/document2.xml", xml)])).transcript.parts[0].text, "Hi");
}

#[test]
fn three_hundred_pages_are_read() {
    let texts: Vec<String> = (0..6_000)
        .map(|index| {
            let name = ["Ada", "Grace"][index % 2];
            run(&format!(
                "{name}: {}",
                "We waited for the build, and then for its review. ".repeat(4)
            ))
        })
        .collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let reading = good(&document(&texts));
    assert_eq!(reading.transcript.parts.len(), 6_000);
    let long = run(&"We waited for the build. ".repeat(230_000));
    assert!(refusal(&document(&[&long])).contains("more than 5 MiB of text"));
}

/// The archive with another size written for what each file unpacks to.
fn lying(mut bytes: Vec<u8>, size: u32) -> Vec<u8> {
    for at in 0..bytes.len() - 30 {
        let place = match &bytes[at..at + 4] {
            b"PK\x03\x04" => at + 22,
            b"PK\x01\x02" => at + 24,
            _ => continue,
        };
        bytes[place..place + 4].copy_from_slice(&size.to_le_bytes());
    }
    bytes
}

#[test]
fn a_bomb_does_not_go_off() {
    // 24 MiB of spaces between two tags, in 24 KiB.
    let mut xml = b"<w:document><w:body>".to_vec();
    xml.resize(24 * 1024 * 1024, b' ');
    xml.extend(b"</w:body></w:document>");
    let bomb = archive(&[("word/document.xml", &xml)]);
    assert!(bomb.len() < 50_000, "{} bytes", bomb.len());
    let told = refusal(&bomb);
    assert!(told.contains("more than 20 MiB unpacked"), "{told}");
    assert!(told.contains("Copy the text into a new document"), "{told}");
    // What the archive says about its sizes is not believed.
    for size in [10, 1_000_000] {
        let told = refusal(&lying(bomb.clone(), size));
        assert!(told.contains("unpacked") || told.contains("damaged"), "{told}");
    }
    // A bomb elsewhere in the file is never unpacked.
    let word = b"<w:document><w:p><w:r><w:t>Hi</w:t></w:r></w:p></w:document>";
    good(&archive(&[("word/document.xml", word), ("word/media/image1.png", &xml)]));
}

#[test]
fn entities_that_multiply_are_refused() {
    let mut xml = "<!DOCTYPE lolz [<!ENTITY a0 \"ha\">".to_owned();
    for level in 1..10 {
        let inner = format!("&a{};", level - 1).repeat(10);
        xml.push_str(&format!("<!ENTITY a{level} \"{inner}\">"));
    }
    xml.push_str("]><w:document><w:p><w:r><w:t>&a9;</w:t></w:r></w:p></w:document>");
    let told = refusal(&archive(&[("word/document.xml", xml.as_bytes())]));
    assert!(told.contains("has a document type, which Word never writes"), "{told}");
}

#[test]
fn what_is_no_word_document_says_what_to_do() {
    let names: Vec<String> = (0..10_001).map(|index| format!("word/{index}")).collect();
    let many: Vec<(&str, &[u8])> =
        names.iter().map(|name| (name.as_str(), [].as_slice())).collect();
    let whole = document(&[&run("Ada: Hi")]);
    let mut locked = whole.clone();
    for at in 0..locked.len() - 30 {
        // The flag of an encrypted file.
        match &locked[at..at + 4] {
            b"PK\x03\x04" => locked[at + 6] |= 1,
            b"PK\x01\x02" => locked[at + 8] |= 1,
            _ => {}
        }
    }
    for (bytes, expected) in [
        (archive(&[("content.xml", b"<office/>")]), "(“word/document.xml” is missing)"),
        (archive(&[]), "is missing"),
        (archive(&[("word/document.xml", b"<html/>")]), "is not Word's"),
        (whole[..whole.len() / 2].to_vec(), "damaged or only part of one"),
        (b"PK\x03\x04".to_vec(), "damaged or only part of one"),
        (archive(&many), "more than 10000 files"),
        (locked, "locked with a password"),
        (document(&[""]), "nothing is said in this file (it was read as Word)"),
    ] {
        let told = refusal(&bytes);
        assert!(told.contains(expected), "{told}");
    }
}

#[test]
fn a_document_with_wrong_bytes_in_it_never_panics() {
    let whole = document(&[&run("Ada: Hi"), &run("Grace: Hello")]);
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 0xFF;
        let _ = read("a.docx", &bytes);
        let _ = read("a.docx", &whole[..at]);
    }
}
