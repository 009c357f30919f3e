//! `/interviews/{interview}/redact`: names found in notes, and something else put in their place.

use crate::{
    app::TestApp,
    browser::Answer,
    interviews::{Talk, on_disk, talk, tidied},
    support::on_each_database,
};
use app::domain::{Highlight, HighlightId, InterviewId, Note, Role, Roles, Span};
use axum::http::StatusCode;
use uuid::Uuid;

on_each_database![
    names_of_the_roster_are_suggested_and_replaced_in_everybodys_notes,
    what_is_marked_stays_marked_and_is_found_by_its_new_words,
    an_open_window_is_told_that_its_note_was_changed,
    what_is_wrong_is_said_and_nothing_is_lost,
    a_name_that_was_replaced_is_nowhere_in_the_database,
    nobody_redacts_what_they_may_not_read,
];

fn id_of(address: &str) -> InterviewId {
    address.rsplit('/').next().unwrap().parse().unwrap()
}

impl Talk {
    async fn kept(&self, address: &str) -> Vec<Note> {
        let mut tx = self.app.services.store.read().await.unwrap();
        tx.notes(id_of(address)).await.unwrap()
    }

    /// Sends the form of the page as it stands, with more besides.
    async fn redact(&self, address: &str, more: &[(&str, &str)]) -> Answer {
        let path = format!("{address}/redact");
        let page = self.researcher.get(&path).await.expect(StatusCode::OK);
        let mut fields = page.form("");
        fields.retain(|(name, _)| !more.iter().any(|(other, _)| name == other));
        let fields = fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let fields: Vec<(&str, &str)> = fields.chain(more.iter().copied()).collect();
        self.researcher.post(&path, &fields).await
    }
}

async fn names_of_the_roster_are_suggested_and_replaced_in_everybodys_notes(app: TestApp) {
    let talk = talk(app).await;
    let (address, _) = talk.held("researchers").await;
    let own = talk.roster.people("Payments")[0].name.clone();
    let other = talk.roster.people("Payments")[1].clone();
    let text = format!("{own} waits for {}. Write to {}, {own}!", other.name, other.email);
    talk.note(&address, &text, "0").await.expect(StatusCode::OK);
    let roles = Roles { researcher: true, ..Roles::default() };
    let second = talk.app.sign_in(&talk.app.person("Sven Second", roles).await).await;
    let lower = format!("So says {}.", own.to_lowercase());
    let note = [("place", "2.1"), ("text", lower.as_str()), ("revision", "0")];
    second.post(&format!("{address}/note"), &note).await.expect(StatusCode::OK);
    let page = talk.researcher.get(&format!("{address}/redact")).await.expect(StatusCode::OK);
    let text = page.text();
    assert!(text.contains(&own) && text.contains(other.email.as_str()), "{text}");
    let own_first = text.find(&own).unwrap() < text.rfind(&other.name).unwrap();
    assert!(own_first && page.body.contains("[person A]"), "{text}");
    talk.redact(&address, &[]).await.expect_redirect(&format!("{address}/redact?replaced=5"));
    let notes = talk.kept(&address).await;
    let texts: Vec<_> = notes.iter().map(|note| note.text.as_str()).collect();
    let expected = "[person A] waits for [person B]. Write to [person B], [person A]!";
    assert!(texts.contains(&expected), "{texts:?}");
    assert!(texts.contains(&"So says [person A]."), "{texts:?}");
    assert!(notes.iter().all(|note| note.revision == 2));
    let done = talk.researcher.get(&format!("{address}/redact?replaced=5")).await;
    assert!(done.says("Replaced in 5 places") && done.says("No name of the roster"));
    let admin = talk.app.sign_in_as(Role::Admin).await;
    let log = admin.get("/audit").await.expect(StatusCode::OK);
    assert!(log.says("replaced words in the notes of the interview"), "{}", log.text());
    assert!(!log.says(&own), "{}", log.text());
}

async fn what_is_marked_stays_marked_and_is_found_by_its_new_words(app: TestApp) {
    let talk = talk(app).await;
    let (address, _) = talk.held("researchers").await;
    let text = "Zebulon waits, says Zebulon 🦀, and Zebulon knows.";
    talk.note(&address, text, "0").await.expect(StatusCode::OK);
    let note = talk.kept(&address).await.remove(0);
    let mut tx = talk.app.services.store.begin().await.unwrap();
    for (number, words) in [(1_u128, "says Zebulon 🦀"), (2, "waits")] {
        let highlight = Highlight {
            id: HighlightId(Uuid::from_u128(number)),
            interview: id_of(&address),
            place: note.place,
            author: note.author,
            span: Span::find(text, words, None).unwrap(),
            coder: note.author,
            sentiment: None,
            tags: Vec::new(),
        };
        tx.insert_highlight(&highlight, words).await.unwrap();
    }
    tx.commit().await.unwrap();
    let more = [("more", "Zebulon"), ("more-with", "[customer]")];
    talk.redact(&address, &more).await.expect_redirect(&format!("{address}/redact?replaced=3"));
    let note = talk.kept(&address).await.remove(0);
    let mut tx = talk.app.services.store.read().await.unwrap();
    let marked = tx.highlights_of(id_of(&address)).await.unwrap();
    let words: Vec<_> = marked.iter().map(|highlight| highlight.span.of(&note.text)).collect();
    assert_eq!(words, ["waits", "says [customer] 🦀"]);
    tx.commit().await.unwrap();
    for (words, found) in [("zebulon", false), ("customer", true)] {
        let page = talk.researcher.get(&format!("/interviews/search?q={words}")).await;
        assert_eq!(!page.says("Nothing was found"), found, "{words}: {}", page.text());
    }
}

async fn an_open_window_is_told_that_its_note_was_changed(app: TestApp) {
    let talk = talk(app).await;
    let (address, _) = talk.held("researchers").await;
    talk.note(&address, "Zebulon waits.", "0").await.expect(StatusCode::OK);
    talk.redact(&address, &[("more", "zebulon")]).await.expect(StatusCode::SEE_OTHER);
    let late = talk.note(&address, "Zebulon waits long.", "1").await;
    let late = late.expect(StatusCode::CONFLICT);
    assert!(late.body.contains("name%5D+waits.&revision=2"), "{}", late.body);
}

async fn what_is_wrong_is_said_and_nothing_is_lost(app: TestApp) {
    let talk = talk(app).await;
    let (address, _) = talk.held("researchers").await;
    let other = talk.roster.people("Payments")[1].name.clone();
    talk.note(&address, &format!("{other} waits."), "0").await.expect(StatusCode::OK);
    for (more, problem) in [
        (vec![("redact", "99"), ("more", "")], "can’t be looked for"),
        (vec![("redact", "0"), ("with-0", " ")], "Say what is to stand in place of"),
        (vec![("more", "waits"), ("more-with", "[waits]")], "words in it that are to be replaced"),
        (vec![("more", "…"), ("more-with", "[x]")], "“…” can’t be looked for"),
    ] {
        let page = talk.redact(&address, &more).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.says(problem), "{problem}: {}", page.text());
    }
    let path = format!("{address}/redact");
    let none = talk.researcher.post(&path, &[]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.says("Tick something above"), "{}", none.text());
    let typed = [("more", "…"), ("more-with", "[thing]")];
    let page = talk.redact(&address, &typed).await;
    assert_eq!(page.field("more-with").as_deref(), Some("[thing]"));
    assert!(talk.kept(&address).await[0].text.contains(&other));
    // Pressed twice: the second finds nothing, and says so.
    for count in [1, 0] {
        let fields = [("more", other.as_str()), ("more-with", "[name]")];
        let sent = talk.researcher.post(&path, &fields).await;
        sent.expect_redirect(&format!("{path}?replaced={count}"));
    }
    let page = talk.researcher.get(&format!("{path}?replaced=0")).await;
    assert!(page.says("None of these words is in the notes any more"), "{}", page.text());
}

async fn a_name_that_was_replaced_is_nowhere_in_the_database(app: TestApp) {
    let talk = talk(app).await;
    let (address, _) = talk.held("researchers").await;
    talk.note(&address, "zebulon-quartz waits.", "0").await.expect(StatusCode::OK);
    let long = format!("Ada: Zebulon said so. {}\n\n", "And on it went. ".repeat(400)).repeat(10);
    let path = format!("{address}/transcript");
    let came = talk.researcher.post_file(&path, &[], "a.txt", long.as_bytes()).await;
    came.expect(StatusCode::OK);
    let traces = |bytes: &[u8]| {
        bytes.windows(7).filter(|part| part.eq_ignore_ascii_case(b"zebulon")).count()
    };
    assert!(traces(&on_disk(&talk.app).await) > 0, "it would be found");
    talk.redact(&address, &[("more", "Zebulon")])
        .await
        .expect_redirect(&format!("{address}/redact?replaced=11"));
    tidied(&talk.app).await;
    assert_eq!(traces(&on_disk(&talk.app).await), 0);
}

async fn nobody_redacts_what_they_may_not_read(app: TestApp) {
    let talk = talk(app).await;
    let (address, _) = talk.held("present").await;
    talk.note(&address, "Zebulon waits.", "0").await.expect(StatusCode::OK);
    let roles = Roles { researcher: true, ..Roles::default() };
    let other = talk.app.sign_in(&talk.app.person("Olga Other", roles).await).await;
    let path = format!("{address}/redact");
    other.get(&path).await.expect(StatusCode::NOT_FOUND);
    let fields = [("more", "Zebulon"), ("more-with", "[name]")];
    other.post(&path, &fields).await.expect(StatusCode::NOT_FOUND);
    assert!(talk.kept(&address).await[0].text.contains("Zebulon"));
    let person = talk.roster.people("Payments")[1].email.to_string();
    let planned = talk.plan_with(&person).await.location().to_owned();
    let early = talk.researcher.post(&format!("{planned}/redact"), &fields).await;
    let early = early.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(early.says("First record what they agree to"), "{}", early.text());
}
