//! `/account/kept`: everything that is kept about whoever looks, and nothing of anybody else.

use crate::{
    app::TestApp,
    browser::{Answer, Browser},
    interviews::{Talk, talk},
    support::on_each_database,
};
use app::domain::{
    Evidence, EvidenceId, EvidenceSource, Finding, Highlight, HighlightId, InterviewId, NotePlace,
    Role, Span, Theme, ThemeId,
};
use axum::http::StatusCode;
use uuid::Uuid;

on_each_database![
    what_somebody_did_for_others_is_there,
    everything_of_somebody_is_there_and_in_both_files,
    nothing_of_somebody_else_is_there,
    whether_somebody_answered_is_told_only_while_it_can_be_changed,
    what_was_taken_back_is_not_kept,
    whoever_holds_interviews_sees_that_they_did_and_not_with_whom,
];

const PATHS: [&str; 3] = ["/account/kept", "/account/kept.md", "/account/kept.json"];

/// What somebody reads at an address: a page, or a file.
fn read(answer: &Answer) -> String {
    let text = answer.text();
    if text.is_empty() { answer.body.clone() } else { text }
}

async fn all(browser: &Browser) -> Vec<String> {
    let mut texts = Vec::new();
    for path in PATHS {
        texts.push(read(&browser.get(path).await.expect(StatusCode::OK)));
    }
    texts
}

/// A talk with a note, a transcript, and a highlight that a theme stands on.
async fn told(talk: &Talk) -> (String, String) {
    let (address, link) = talk.held("present").await;
    talk.note(&address, "I waited four days.", "0").await.expect(StatusCode::OK);
    let path = format!("{address}/transcript");
    let sent = talk.researcher.post_file(&path, &[], "a.txt", b"Ada: About the zeppelin.").await;
    sent.expect(StatusCode::OK);
    let interview: InterviewId = address.rsplit('/').next().unwrap().parse().unwrap();
    let mut tx = talk.app.services.store.begin().await.unwrap();
    let author = tx.notes(interview).await.unwrap()[0].author;
    let highlight = Highlight {
        id: HighlightId(Uuid::from_u128(1)),
        interview,
        place: NotePlace::Prompt { section: 2, prompt: 1 },
        author,
        span: Span::new(2, 8).unwrap(),
        coder: author,
        sentiment: None,
        tags: Vec::new(),
    };
    tx.insert_highlight(&highlight, "waited").await.unwrap();
    let theme = Theme {
        id: ThemeId(Uuid::from_u128(2)),
        title: "Reviews".into(),
        summary: String::new(),
        created_at: 0,
        revision: 1,
        retired: false,
        withdrawn: 0,
    };
    tx.insert_theme(&theme).await.unwrap();
    tx.insert_evidence(Evidence {
        id: EvidenceId(Uuid::from_u128(3)),
        finding: Finding::Theme(theme.id),
        source: EvidenceSource::Highlight(highlight.id),
        supports: true,
    })
    .await
    .unwrap();
    tx.commit().await.unwrap();
    (address, link)
}

async fn everything_of_somebody_is_there_and_in_both_files(app: TestApp) {
    let talk = talk(app).await;
    told(&talk).await;
    let person = talk.roster.people("Payments")[0].clone();
    let browser = talk.app.sign_in(&person).await;
    let account = browser.get("/account").await.expect(StatusCode::OK);
    assert!(account.body.contains("href=\"/account/kept\""), "{}", account.text());
    browser.post("/account/invitations", &[("never", "yes")]).await.expect(StatusCode::SEE_OTHER);
    for (text, path) in all(&browser).await.into_iter().zip(PATHS) {
        for words in [
            person.name.as_str(),
            person.email.as_str(),
            "Payments",
            "Last here",
            "I waited four days.",
            "Rita Researcher",
            "whoever was there",
            "Highlights in it",
            "Of them used in findings",
            "not to be asked",
        ] {
            assert!(text.contains(words), "{path}: {words}: {text}");
        }
        // The transcript is in what one takes along.
        assert_eq!(text.contains("zeppelin"), path != PATHS[0], "{path}: {text}");
    }
    let json: serde_json::Value =
        serde_json::from_str(&browser.get("/account/kept.json").await.body).unwrap();
    assert_eq!(json["you"][0]["Address"], person.email.as_str());
    assert_eq!(json["interviews"][0]["Of them used in findings"], "1");
    assert_eq!(json["interviews"][0]["notes"][0]["text"], "I waited four days.");
    assert_eq!(json["browsers"].as_array().unwrap().len(), 1);
}

async fn what_somebody_did_for_others_is_there(app: TestApp) {
    let talk = talk(app).await;
    told(&talk).await;
    let id = talk.researcher.get("/codebook").await.field("id").unwrap();
    let tag = [("id", id.as_str()), ("name", "Waiting")];
    talk.researcher.post("/codebook", &tag).await.expect(StatusCode::SEE_OTHER);
    for (text, path) in all(&talk.researcher).await.into_iter().zip(PATHS) {
        for words in ["Notes in interviews", "Highlights", "You added", "Waiting"] {
            assert!(text.contains(words), "{path}: {words}: {text}");
        }
    }
}

async fn nothing_of_somebody_else_is_there(app: TestApp) {
    let talk = talk(app).await;
    told(&talk).await;
    let other = talk.roster.people("Payments")[1].clone();
    let browser = talk.app.sign_in(&other).await;
    let person = talk.roster.people("Payments")[0].clone();
    for (text, path) in all(&browser).await.into_iter().zip(PATHS) {
        assert!(text.contains(&other.name), "{path}: {text}");
        for words in [person.name.as_str(), person.email.as_str(), "four days", "zeppelin", "Rita"]
        {
            assert!(!text.contains(words), "{path}: {words}: {text}");
        }
    }
    // An administrator has named others in the log.
    let admin = talk.app.sign_in_as(Role::Admin).await;
    let invite = format!("/people/{}/invite", person.id);
    admin.post(&invite, &[]).await.expect(StatusCode::OK);
    for (text, path) in all(&admin).await.into_iter().zip(PATHS) {
        assert!(text.contains("You made a one-time link for somebody"), "{path}: {text}");
        assert!(!text.contains(&person.name), "{path}: {text}");
    }
}

async fn whether_somebody_answered_is_told_only_while_it_can_be_changed(app: TestApp) {
    let talk = talk(app).await;
    let survey = talk.app.with_open_wave().await;
    let person = talk.roster.people("Payments")[0].clone();
    talk.app.answer(&survey, &person, &[("editor", "2")]).await;
    let browser = talk.app.sign_in(&person).await;
    for text in all(&browser).await {
        assert!(text.contains("You have answered"), "{text}");
    }
    talk.app.close(&survey).await;
    for text in all(&browser).await {
        assert!(text.contains("Your team then"), "that it asked them stays: {text}");
        assert!(!text.contains("You have answered"), "{text}");
    }
}

async fn what_was_taken_back_is_not_kept(app: TestApp) {
    let talk = talk(app).await;
    let (_, link) = told(&talk).await;
    talk.app.browser().post(&format!("{link}/withdraw"), &[]).await.expect(StatusCode::SEE_OTHER);
    let browser = talk.app.sign_in(&talk.roster.people("Payments")[0]).await;
    for text in all(&browser).await {
        assert!(!text.contains("four days") && !text.contains("Rita"), "{text}");
    }
}

async fn whoever_holds_interviews_sees_that_they_did_and_not_with_whom(app: TestApp) {
    let talk = talk(app).await;
    told(&talk).await;
    let person = talk.roster.people("Payments")[0].name.clone();
    for text in all(&talk.researcher).await {
        assert!(text.contains("interviewer") && text.contains("14 December 2026"), "{text}");
        assert!(text.contains("You recorded consent to the interview"), "{text}");
        assert!(!text.contains(&person) && !text.contains("four days"), "{text}");
    }
}
