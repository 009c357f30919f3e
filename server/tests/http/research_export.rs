//! Downloads of interviews, themes and the codebook.

use crate::{
    app::TestApp,
    interviews::{Talk, talk},
    support::on_each_database,
};
use app::domain::{
    Coding, Evidence, EvidenceId, EvidenceSource, Finding, Highlight, HighlightId, InterviewId,
    NotePlace, Role, Roles, Span, Tag, TagId, Theme, ThemeId,
};
use axum::http::StatusCode;
use std::io::{Cursor, Read};
use uuid::Uuid;

on_each_database![
    an_interview_is_downloaded_without_names_unless_they_are_asked_for,
    a_project_has_what_the_viewer_may_read_and_no_more,
    a_theme_has_words_only_where_they_may_be_quoted,
    whoever_codes_blind_downloads_their_own_marks,
    the_codebook_is_downloaded_in_every_format,
];

const WORDS: &str = "I waited 🦀 four days.";

impl Talk {
    /// Writes a note and marks all of it; gives the highlight.
    async fn marked(&self, address: &str, number: u128) -> Highlight {
        self.note(address, WORDS, "0").await.expect(StatusCode::OK);
        let interview: InterviewId = address.rsplit('/').next().unwrap().parse().unwrap();
        let tag = Tag {
            id: TagId(Uuid::from_u128(1)),
            parent: None,
            name: "Waiting".into(),
            description: "For anything".into(),
        };
        let mut tx = self.app.services.store.begin().await.unwrap();
        let author = tx.notes(interview).await.unwrap()[0].author;
        if tx.tags().await.unwrap().is_empty() {
            tx.insert_tag(&tag).await.unwrap();
        }
        let highlight = Highlight {
            id: HighlightId(Uuid::from_u128(number)),
            interview,
            place: NotePlace::Prompt { section: 2, prompt: 1 },
            author,
            span: Span::find(WORDS, "🦀 four days", None).unwrap(),
            coder: author,
            sentiment: None,
            tags: vec![tag.id],
        };
        tx.insert_highlight(&highlight, "🦀 four days").await.unwrap();
        tx.commit().await.unwrap();
        highlight
    }

    async fn second(&self) -> crate::browser::Browser {
        let roles = Roles { researcher: true, ..Roles::default() };
        self.app.sign_in(&self.app.person("Sven Second", roles).await).await
    }
}

async fn an_interview_is_downloaded_without_names_unless_they_are_asked_for(app: TestApp) {
    let talk = talk(app).await;
    let (address, _) = talk.held("researchers").await;
    talk.marked(&address, 7).await;
    let person = talk.roster.people("Payments")[0].clone();
    for format in ["md", "csv"] {
        let path = format!("{address}/export/{format}");
        let file = talk.researcher.get(&path).await.expect(StatusCode::OK);
        assert!(file.header("content-disposition").contains(&format!(".{format}\"")));
        for words in [WORDS, "of Payments", "Waiting", "🦀 four days", "Researcher 1"] {
            assert!(file.body.contains(words), "{format}: {words}: {}", file.body);
        }
        for name in [person.name.as_str(), person.email.as_str(), "Rita Researcher"] {
            assert!(!file.body.contains(name), "{format}: {name}: {}", file.body);
        }
        let named = talk.researcher.get(&format!("{path}?names=yes")).await;
        let named = named.expect(StatusCode::OK);
        assert!(named.body.contains(&person.name) && named.body.contains("Rita Researcher"));
        assert!(!named.body.contains(person.email.as_str()), "no address is in any file");
    }
    let odd = talk.researcher.get(&format!("{address}/export/xlsx")).await;
    odd.expect(StatusCode::NOT_FOUND);
    let admin = talk.app.sign_in_as(Role::Admin).await;
    let log = admin.get("/audit").await.expect(StatusCode::OK);
    assert!(log.says("downloaded the interview of 14 December 2026"), "{}", log.text());
    assert!(log.says("without names") && log.says("with names") && !log.says(&person.name));
    let page = talk.researcher.get(&address).await.expect(StatusCode::OK);
    assert!(page.body.contains(&format!("{address}/export/md")), "{}", page.text());
}

async fn a_project_has_what_the_viewer_may_read_and_no_more(app: TestApp) {
    let talk = talk(app).await;
    let (open, _) = talk.held("researchers").await;
    talk.marked(&open, 7).await;
    let other = talk.roster.people("Payments")[1].email.to_string();
    let closed = talk.plan_with(&other).await.location().to_owned();
    let terms = [("keep-days", "90"), ("readers", "present"), ("quotes", "no"), ("agreed", "yes")];
    talk.researcher.post(&format!("{closed}/consent"), &terms).await.expect(StatusCode::OK);
    talk.note(&closed, "For us alone.", "0").await.expect(StatusCode::OK);
    let list = talk.researcher.get("/interviews").await.expect(StatusCode::OK);
    assert!(list.body.contains("/interviews/export.qdpx"), "{}", list.text());
    for (browser, sources) in [(talk.researcher.clone(), 2), (talk.second().await, 1)] {
        let file = browser.get("/interviews/export.qdpx").await.expect(StatusCode::OK);
        assert!(file.header("content-disposition").contains("interviews.qdpx"));
        let mut archive = zip::ZipArchive::new(Cursor::new(file.bytes)).unwrap();
        assert_eq!(archive.len(), 1 + sources);
        let mut project = String::new();
        archive.by_name("project.qde").unwrap().read_to_string(&mut project).unwrap();
        assert_eq!(project.matches("<TextSource ").count(), sources);
        assert!(project.contains("<PlainTextSelection ") && project.contains("name=\"Waiting\""));
        assert!(!project.contains("Payments 1") && !project.contains('@'), "{project}");
        let name = format!("sources/{}.txt", open.rsplit('/').next().unwrap());
        let mut text = String::new();
        archive.by_name(&name).unwrap().read_to_string(&mut text).unwrap();
        assert!(text.contains(WORDS), "{text}");
    }
}

async fn a_theme_has_words_only_where_they_may_be_quoted(app: TestApp) {
    let talk = talk(app).await;
    let (address, link) = talk.held("researchers").await;
    let highlight = talk.marked(&address, 7).await;
    let theme = Theme {
        id: ThemeId(Uuid::from_u128(9)),
        title: "Reviews take days".into(),
        summary: "And cost *much*.".into(),
        created_at: 0,
        revision: 1,
        retired: false,
        withdrawn: 0,
    };
    let mut tx = talk.app.services.store.begin().await.unwrap();
    tx.insert_theme(&theme).await.unwrap();
    tx.insert_evidence(Evidence {
        id: EvidenceId(Uuid::from_u128(10)),
        finding: Finding::Theme(theme.id),
        source: EvidenceSource::Highlight(highlight.id),
        supports: true,
    })
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let path = |format: &str| format!("/themes/{}/export/{format}", theme.id);
    let file = talk.researcher.get(&path("md")).await.expect(StatusCode::OK);
    assert!(file.body.contains("# Reviews take days\n\nAnd cost *much*."), "{}", file.body);
    assert!(file.body.contains("(May not be quoted.)") && !file.body.contains("four days"));
    let terms = [("keep-days", "90"), ("readers", "researchers"), ("quotes", "without-name")];
    talk.app.browser().post(&link, &terms).await.expect(StatusCode::SEE_OTHER);
    // Eight people are too few for a quote, wherever it is read; `voices` has more of them.
    for format in ["md", "csv"] {
        let file = talk.researcher.get(&path(format)).await.expect(StatusCode::OK);
        assert!(file.body.contains("(Too few people could have said it.)"), "{}", file.body);
        assert!(file.body.contains("Waiting") && !file.body.contains("Payments"), "{}", file.body);
    }
    let second = talk.second().await;
    let file = second.get(&path("csv")).await.expect(StatusCode::OK);
    assert!(file.body.contains("Waiting"), "{}", file.body);
    let terms = [("keep-days", "90"), ("readers", "present"), ("quotes", "without-name")];
    talk.app.browser().post(&link, &terms).await.expect(StatusCode::SEE_OTHER);
    let file = second.get(&path("csv")).await.expect(StatusCode::OK);
    assert!(!file.body.contains("Waiting"), "a tag is for who may read it: {}", file.body);
    talk.researcher.get(&path("qdc")).await.expect(StatusCode::NOT_FOUND);
}

async fn whoever_codes_blind_downloads_their_own_marks(app: TestApp) {
    let talk = talk(app).await;
    let (address, _) = talk.held("researchers").await;
    let highlight = talk.marked(&address, 7).await;
    let roles = Roles { researcher: true, ..Roles::default() };
    let second = talk.app.person("Sven Second", roles).await;
    let browser = talk.app.sign_in(&second).await;
    let path = format!("{address}/export/csv");
    for (finished_at, sees) in [(None, false), (Some(1), true)] {
        let coding = Coding {
            interview: highlight.interview,
            coder: second.id,
            finished_at,
            saw_others: false,
        };
        let mut tx = talk.app.services.store.begin().await.unwrap();
        tx.write_coding(coding).await.unwrap();
        tx.commit().await.unwrap();
        let file = browser.get(&path).await.expect(StatusCode::OK);
        assert_eq!(file.body.contains("Waiting"), sees, "{}", file.body);
    }
}

async fn the_codebook_is_downloaded_in_every_format(app: TestApp) {
    let talk = talk(app).await;
    let (address, _) = talk.held("researchers").await;
    talk.marked(&address, 7).await;
    for (format, words) in [
        ("md", "- **Waiting** (1): For anything"),
        ("csv", "Waiting,,Waiting,For anything,1"),
        ("qdc", "name=\"Waiting\" isCodable=\"true\""),
    ] {
        let file = talk.researcher.get(&format!("/codebook/export/{format}")).await;
        let file = file.expect(StatusCode::OK);
        assert!(file.body.contains(words), "{format}: {}", file.body);
        assert!(file.header("content-disposition").contains(&format!("codebook.{format}")));
    }
}
