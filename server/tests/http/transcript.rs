//! `/interviews/{interview}/transcript`: files as people have them, and what becomes of them.

use crate::{
    app::TestApp,
    browser::Answer,
    interviews::{Talk, on_disk, talk, tidied},
    support::on_each_database,
};
use app::domain::{
    Highlight, HighlightId, InterviewId, Note, NotePlace, Role, Span, interview::LONGEST_NOTE,
};
use axum::http::StatusCode;
use std::{
    io::{Cursor, Write},
    time::{Duration, Instant},
};
use uuid::Uuid;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

on_each_database![
    a_transcript_is_brought_in_read_and_found,
    a_broken_file_is_kept_as_far_as_it_goes_and_says_where_it_is_broken,
    three_hundred_pages_are_taken_in_a_few_seconds,
    files_that_are_no_transcript_are_refused_with_a_reason,
    a_file_that_is_too_large_is_told_so,
    nothing_is_replaced_by_somebody_who_has_not_seen_it,
    the_person_reads_it_by_their_link_and_takes_it_back,
    nothing_is_brought_in_before_consent_or_by_whoever_may_not_read,
    an_expired_session_leads_back_to_choosing_the_file,
];

const VTT: &str = "WEBVTT

00:00:01.000 --> 00:00:04.000
<v Ada>We waited for the *build*.

00:00:05.000 --> 00:00:09.000
<v Grace>A zeppelin would be faster.
";

impl Talk {
    /// Chooses a file on the transcript's page and sends the form that is there.
    async fn bring(&self, address: &str, name: &str, content: &[u8]) -> Answer {
        let path = format!("{address}/transcript");
        let page = self.researcher.get(&path).await.expect(StatusCode::OK);
        let replaces = page.field("replaces").expect("a form for a file");
        self.researcher.post_file(&path, &[("replaces", &replaces)], name, content).await
    }

    async fn parts(&self, address: &str) -> Vec<Note> {
        let mut tx = self.app.services.store.read().await.unwrap();
        let mut notes = tx.notes(id_of(address)).await.unwrap();
        notes.retain(|note| note.place.transcript_part().is_some());
        notes
    }
}

fn id_of(address: &str) -> InterviewId {
    address.rsplit('/').next().unwrap().parse().unwrap()
}

/// A text of about 300 pages in which people take turns.
fn three_hundred_pages() -> String {
    (0..4_000).fold(String::new(), |mut text, turn| {
        let speaker = ["Ada", "Grace"][turn % 2];
        let words = "We waited for the build, and then for somebody to look at it. ".repeat(3);
        text.push_str(&format!("{speaker}: Turn {turn}. {words}\n\n"));
        text
    })
}

async fn a_transcript_is_brought_in_read_and_found(app: TestApp) {
    let talk = talk(app).await;
    let (address, _) = talk.held("researchers").await;
    let page = talk.researcher.get(&address).await.expect(StatusCode::OK);
    assert!(page.says("Bring in a transcript"), "{}", page.text());
    let came = talk.bring(&address, "talk.vtt", VTT.as_bytes()).await.expect(StatusCode::OK);
    for words in [
        "“talk.vtt” was read as WebVTT, UTF-8 and kept: 2 turns, in 1 part",
        "Who speaks: Ada, Grace.",
        "Part 1 of 1",
        "Ada: [0:01] We waited for the *build*.",
        "Grace: [0:05] A zeppelin",
    ] {
        assert!(came.says(words), "{words}: {}", came.text());
    }
    assert!(came.body.contains("<strong>Ada:</strong>"), "{}", came.body);
    // On the interview's page it is folded, and nobody is offered it to type into.
    let page = talk.researcher.get(&address).await.expect(StatusCode::OK);
    assert!(page.says("Transcript, part 1 of 1") && !page.says("zeppelin"), "{}", page.text());
    let capture = talk.researcher.get(&format!("{address}/notes")).await.expect(StatusCode::OK);
    assert!(!capture.body.contains("zeppelin") && !capture.body.contains("note-t.1"));
    let typed = [("place", "t.1"), ("text", "Mine."), ("revision", "1")];
    let typed = talk.researcher.post(&format!("{address}/note"), &typed).await;
    typed.expect(StatusCode::NOT_FOUND);
    let found = talk.researcher.get("/interviews/search?q=zeppelin").await.expect(StatusCode::OK);
    assert!(found.says("Transcript, part 1"), "{}", found.text());
    let there = format!("{address}/transcript?part=1#note-t.1");
    assert!(found.body.contains(&there), "{}", found.body);
    let admin = talk.app.sign_in_as(Role::Admin).await;
    let log = admin.get("/audit").await.expect(StatusCode::OK);
    assert!(log.says("brought in the transcript of the interview"), "{}", log.text());
}

async fn a_broken_file_is_kept_as_far_as_it_goes_and_says_where_it_is_broken(app: TestApp) {
    let talk = talk(app).await;
    let (address, _) = talk.held("researchers").await;
    let broken = "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Ada>First.\n\n\
                  00:00:xx --> oops\n<v Ada>Second <i>word.\n\nstray text\n";
    let came = talk.bring(&address, "broken.vtt", broken.as_bytes()).await;
    let came = came.expect(StatusCode::OK);
    for words in [
        "What to look at",
        "Everything else was kept",
        "6 “00:00:xx --> oops” cannot be read",
        "9 there is no time above this text",
        "First. Second word. stray text",
    ] {
        assert!(came.says(words), "{words}: {}", came.text());
    }
}

async fn three_hundred_pages_are_taken_in_a_few_seconds(app: TestApp) {
    let talk = talk(app).await;
    let (address, _) = talk.held("researchers").await;
    let text = three_hundred_pages();
    assert!(text.len() > 750_000, "{}", text.len());
    let start = Instant::now();
    let came = talk.bring(&address, "long.txt", text.as_bytes()).await.expect(StatusCode::OK);
    let took = start.elapsed();
    assert!(took < Duration::from_secs(15), "{took:?}");
    assert!(came.says("4000 turns"), "{:.900}", came.text());
    assert!(came.body.len() < 150_000, "one part, not the whole: {}", came.body.len());
    let parts = talk.parts(&address).await;
    assert!((38..60).contains(&parts.len()), "{}", parts.len());
    assert!(parts.iter().all(|part| part.text.chars().count() <= LONGEST_NOTE));
    let page = talk.researcher.get(&address).await.expect(StatusCode::OK);
    assert!(page.body.len() < 100_000, "{}", page.body.len());
    let last = format!("{address}/transcript?part={}", parts.len());
    let last = talk.researcher.get(&last).await.expect(StatusCode::OK);
    assert!(last.says("Turn 3999."), "{:.600}", last.text());
    let beyond = talk.researcher.get(&format!("{address}/transcript?part=999")).await;
    assert!(beyond.expect(StatusCode::OK).says("There is no such part"));
}

/// A Word document that would unpack to 300 MiB.
fn bomb() -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    archive.start_file("word/document.xml", options).unwrap();
    let spaces = vec![b' '; 1024 * 1024];
    for _ in 0..300 {
        archive.write_all(&spaces).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

async fn files_that_are_no_transcript_are_refused_with_a_reason(app: TestApp) {
    let talk = talk(app).await;
    let (address, _) = talk.held("researchers").await;
    let bomb = bomb();
    assert!(bomb.len() < 1024 * 1024);
    for (name, content, reason) in [
        ("", &b""[..], "Choose a file first"),
        ("empty.txt", b"", "“empty.txt” could not be taken: the file is empty"),
        ("pause.vtt", b"WEBVTT\n\n", "nothing is said in this file"),
        ("talk.pdf", b"%PDF-1.7 and so on", "this is a PDF, not a transcript"),
        ("talk.mp3", b"ID3\x04\x00", "this is a recording"),
        ("talk.docx", &bomb, "“talk.docx” could not be taken"),
        ("talk.docx", b"PK\x03\x04 and nothing", "could not be taken"),
    ] {
        let page = talk.bring(&address, name, content).await;
        let page = page.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.says(reason), "{name}: {}", page.text());
    }
    assert!(talk.parts(&address).await.is_empty());
}

async fn a_file_that_is_too_large_is_told_so(app: TestApp) {
    let app = app.configured(|config| config.max_upload = 100_000);
    let talk = talk(app).await;
    let (address, _) = talk.held("researchers").await;
    let large = "Ada: We waited.\n".repeat(10_000);
    let page = talk.bring(&address, "large.txt", large.as_bytes()).await;
    let page = page.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.says("“large.txt” is larger than 97 kB"), "{}", page.text());
    assert!(page.says("up to 97 kB"), "{}", page.text());
}

async fn nothing_is_replaced_by_somebody_who_has_not_seen_it(app: TestApp) {
    let talk = talk(app).await;
    let (address, _) = talk.held("researchers").await;
    talk.bring(&address, "one.vtt", VTT.as_bytes()).await.expect(StatusCode::OK);
    // Pressed twice: it is there once.
    let path = format!("{address}/transcript");
    let again = talk.researcher.post_file(&path, &[], "one.vtt", VTT.as_bytes()).await;
    assert!(again.expect(StatusCode::OK).says("was here already"));
    // From a page that was opened before the first one came.
    let late = talk.researcher.post_file(&path, &[("replaces", "0")], "b.txt", b"Ada: No.").await;
    let late = late.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.says("Another transcript came in since"), "{}", late.text());
    assert!(late.says("zeppelin"), "what is kept stays: {}", late.text());

    let part = talk.parts(&address).await.remove(0);
    for (number, words) in [(1_u128, "zeppelin"), (2, "We waited")] {
        let highlight = Highlight {
            id: HighlightId(Uuid::from_u128(number)),
            interview: id_of(&address),
            place: part.place,
            author: part.author,
            span: Span::find(&part.text, words, None).unwrap(),
            coder: part.author,
            sentiment: None,
            tags: Vec::new(),
        };
        let mut tx = talk.app.services.store.begin().await.unwrap();
        tx.insert_highlight(&highlight, words).await.unwrap();
        tx.commit().await.unwrap();
    }
    let page = talk.researcher.get(&path).await.expect(StatusCode::OK);
    assert!(page.says("Replace this transcript?"), "{}", page.text());
    assert!(page.says("2 highlights are in the present one"), "{}", page.text());
    let other = VTT.replace("A zeppelin would be faster.", "It was fine.");
    talk.bring(&address, "two.vtt", other.as_bytes()).await.expect(StatusCode::OK);
    let parts = talk.parts(&address).await;
    assert_eq!((parts.len(), parts[0].revision), (1, 2));
    assert!(!parts[0].text.contains("zeppelin"));
    let mut tx = talk.app.services.store.read().await.unwrap();
    let left = tx.highlights_of(id_of(&address)).await.unwrap();
    assert_eq!(left.len(), 1, "the one whose words are still there");
    assert_eq!(left[0].span.of(&parts[0].text), "We waited");
    tx.commit().await.unwrap();
    let found = talk.researcher.get("/interviews/search?q=zeppelin").await.expect(StatusCode::OK);
    assert!(found.says("Nothing was found"), "{}", found.text());

    // A longer one of somebody else leaves nothing behind, either.
    let long = three_hundred_pages();
    talk.bring(&address, "long.txt", long.as_bytes()).await.expect(StatusCode::OK);
    let second = app::domain::Roles { researcher: true, ..app::domain::Roles::default() };
    let second = talk.app.person("Sven Second", second).await;
    let browser = talk.app.sign_in(&second).await;
    let form = browser.get(&path).await.field("replaces").unwrap();
    let sent = browser.post_file(&path, &[("replaces", &form)], "b.txt", b"Ada: No.").await;
    sent.expect(StatusCode::OK);
    let parts = talk.parts(&address).await;
    assert_eq!(parts.len(), 1);
    assert_eq!((parts[0].place, parts[0].author), (NotePlace::Transcript(1), second.id));
}

async fn the_person_reads_it_by_their_link_and_takes_it_back(app: TestApp) {
    let talk = talk(app).await;
    let (address, link) = talk.held("researchers").await;
    talk.bring(&address, "talk.vtt", VTT.as_bytes()).await.expect(StatusCode::OK);
    let person = talk.app.browser();
    let page = person.get(&link).await.expect(StatusCode::OK);
    assert!(page.says("0 notes and a transcript, kept until"), "{}", page.text());
    assert!(page.says("Read it, in 1 part") && !page.says("zeppelin"), "{}", page.text());
    let page = person.get(&format!("{link}?part=1")).await.expect(StatusCode::OK);
    assert!(page.says("A zeppelin would be faster."), "{}", page.text());
    let traces = |bytes: &[u8]| bytes.windows(8).filter(|part| part == b"zeppelin").count();
    assert!(traces(&on_disk(&talk.app).await) > 0, "it would be found");
    person.post(&format!("{link}/withdraw"), &[]).await.expect(StatusCode::SEE_OTHER);
    tidied(&talk.app).await;
    assert_eq!(traces(&on_disk(&talk.app).await), 0);
    let page = talk.researcher.get(&format!("{address}/transcript")).await.expect(StatusCode::OK);
    assert!(page.says("No transcript can be kept now"), "{}", page.text());
}

async fn nothing_is_brought_in_before_consent_or_by_whoever_may_not_read(app: TestApp) {
    let talk = talk(app).await;
    let address = talk.planned().await;
    let path = format!("{address}/transcript");
    let early = talk.researcher.post_file(&path, &[], "a.vtt", VTT.as_bytes()).await;
    let early = early.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(early.says("First record what they agree to"), "{}", early.text());
    let person = talk.roster.people("Payments")[1].email.to_string();
    let planned = talk.plan_with(&person).await.expect(StatusCode::SEE_OTHER);
    let path = format!("{}/transcript", planned.location());
    let terms = [("keep-days", "90"), ("readers", "present"), ("quotes", "no"), ("agreed", "yes")];
    let consent = format!("{}/consent", planned.location());
    talk.researcher.post(&consent, &terms).await.expect(StatusCode::OK);
    let other = app::domain::Roles { researcher: true, ..app::domain::Roles::default() };
    let other = talk.app.sign_in(&talk.app.person("Olga Other", other).await).await;
    other.get(&path).await.expect(StatusCode::NOT_FOUND);
    let sent = other.post_file(&path, &[], "a.vtt", VTT.as_bytes()).await;
    sent.expect(StatusCode::NOT_FOUND);
}

async fn an_expired_session_leads_back_to_choosing_the_file(app: TestApp) {
    let talk = talk(app).await;
    let (address, _) = talk.held("researchers").await;
    let path = format!("{address}/transcript");
    let page = talk.app.browser().post_file(&path, &[], "a.vtt", VTT.as_bytes()).await;
    let page = page.expect(StatusCode::UNAUTHORIZED);
    assert!(page.says("choose the file again"), "{}", page.text());
    assert!(talk.parts(&address).await.is_empty());
}
