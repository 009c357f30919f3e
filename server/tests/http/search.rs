//! `/interviews/search`: what is found, by whom, and what is found no longer.

use crate::{
    app::TestApp,
    browser::{Answer, Browser},
    support::on_each_database,
};
use app::domain::{
    Coding, Consent, Highlight, HighlightId, Interview, InterviewId, InterviewState, Note,
    NotePlace, Person, Quotes, Readers, Role, Roles, Span, Tag, TagId, TeamId, Theme, ThemeId,
};
use axum::http::StatusCode;

on_each_database![
    nothing_is_looked_for_until_somebody_asks,
    words_are_found_in_notes_highlights_and_themes,
    a_search_is_narrowed_by_team_quarter_person_and_tag,
    what_is_for_those_present_is_found_by_nobody_else,
    what_others_marked_is_found_only_once_ones_own_coding_is_done,
    long_lists_come_in_pages,
    what_was_taken_back_is_found_no_longer,
];

const WORDS: &str = "We wait for the <b>review</b> every day. Łukasz said: “It's the queue.”";
const ASKED: NotePlace = NotePlace::Prompt { section: 2, prompt: 1 };

struct Archive {
    app: TestApp,
    researcher: Browser,
    /// Who asked.
    rita: Person,
    teams: [TeamId; 2],
    people: [Person; 2],
    guide: app::domain::GuideVersionId,
}

impl Archive {
    async fn build(app: TestApp) -> Self {
        let roster = app
            .with_roster(&[
                ("Engineering", 1),
                ("Engineering/Payments", 1),
                ("Engineering/Search", 1),
            ])
            .await;
        app.services.ensure_guides().await.unwrap();
        let guides = app.services.store.read().await.unwrap().guides().await.unwrap();
        let guide = guides.iter().find(|guide| guide.key == "workflow-walk-through").unwrap();
        let persona = |team: &str, value: &str| Person {
            attributes: vec![("persona".into(), value.into())],
            ..roster.person(team)
        };
        let people = [persona("Payments", "Backend"), persona("Search", "Web")];
        let mut tx = app.services.store.begin().await.unwrap();
        for person in &people {
            tx.update_person(person).await.unwrap();
        }
        tx.commit().await.unwrap();
        let rita = app.person_as(Role::Researcher).await;
        Self {
            researcher: app.sign_in(&rita).await,
            rita,
            teams: [roster.team("Engineering"), roster.team("Payments")],
            people,
            guide: guide.current.id,
            app,
        }
    }

    /// An interview with the one or the other, on a day, and what was said.
    async fn talk(&self, person: usize, day: &str, readers: Readers, said: &str) -> InterviewId {
        let services = &self.app.services;
        let interview = Interview {
            id: InterviewId(services.random.uuid()),
            guide: self.guide,
            person: Some(self.people[person].id),
            team: self.people[person].team,
            interviewer: self.rita.id,
            observer: None,
            starts_at: soundings::service::calendar::parse_date(day).unwrap(),
            minutes: 45,
            place: String::new(),
            state: InterviewState::Held,
            about: None,
        };
        let recorded_at = services.clock.now();
        let consent = Consent { recorded_at, keep_days: 90, readers, quotes: Quotes::No };
        let note = Note { place: ASKED, author: self.rita.id, text: said.into(), revision: 1 };
        let mut tx = services.store.begin().await.unwrap();
        tx.insert_interview(&interview).await.unwrap();
        tx.insert_consent(interview.id, consent, &interview.id.to_string()).await.unwrap();
        tx.write_note(interview.id, &note).await.unwrap();
        tx.commit().await.unwrap();
        interview.id
    }

    async fn mark(&self, interview: InterviewId, coder: &Person, words: &str) -> TagId {
        let services = &self.app.services;
        let tag = Tag {
            id: TagId(services.random.uuid()),
            parent: None,
            name: format!("Tag of {words}"),
            description: String::new(),
        };
        let highlight = Highlight {
            id: HighlightId(services.random.uuid()),
            interview,
            place: ASKED,
            author: self.rita.id,
            span: Span::find(WORDS, words, None).unwrap(),
            coder: coder.id,
            sentiment: None,
            tags: vec![tag.id],
        };
        let mut tx = services.store.begin().await.unwrap();
        tx.insert_tag(&tag).await.unwrap();
        tx.insert_highlight(&highlight, words).await.unwrap();
        tx.commit().await.unwrap();
        tag.id
    }

    async fn look(&self, query: &str) -> Answer {
        let address = format!("/interviews/search?{query}");
        self.researcher.get(&address).await.expect(StatusCode::OK)
    }
}

fn hits(page: &Answer) -> usize {
    page.body.matches("class=\"hit\"").count()
}

async fn nothing_is_looked_for_until_somebody_asks(app: TestApp) {
    let archive = Archive::build(app).await;
    for query in ["", "q=", "q=%20--%20", "page=9&team=nonsense&quarter=2026-Q9&tag=%22"] {
        let page = archive.look(query).await;
        assert!(hits(&page) == 0 && !page.says("Nothing was found"), "{}", page.text());
    }
    let page = archive.look("q=%22+OR+1%3D1+%2A+NEAR%28").await;
    assert!(page.says("Nothing was found"), "{}", page.text());
}

async fn words_are_found_in_notes_highlights_and_themes(app: TestApp) {
    let archive = Archive::build(app).await;
    let interview = archive.talk(0, "2026-10-05", Readers::Researchers, WORDS).await;
    archive.mark(interview, &archive.rita, "the queue").await;
    let theme = Theme {
        id: ThemeId(archive.app.services.random.uuid()),
        title: "Reviews wait in a queue".into(),
        summary: "A **queue** of a day.".into(),
        created_at: 1,
        revision: 1,
        retired: false,
        withdrawn: 0,
    };
    let mut tx = archive.app.services.store.begin().await.unwrap();
    tx.insert_theme(&theme).await.unwrap();
    tx.commit().await.unwrap();
    let page = archive.look("q=QUEUE").await;
    assert_eq!(hits(&page), 3, "{}", page.text());
    for words in ["Theme", "Highlight", "Note", "Payments, 5 October 2026", "Tag of the queue"] {
        assert!(page.says(words), "{words}: {}", page.text());
    }
    assert!(page.body.contains("<mark>queue</mark>"), "{}", page.body);
    assert!(!page.says(&archive.people[0].name), "nobody's name is told: {}", page.text());
    // What was said is shown as it was said, and is no part of the page.
    let page = archive.look("q=lukasz+rev").await;
    assert_eq!(hits(&page), 1, "{}", page.text());
    assert!(page.body.contains("<mark>review</mark>") && !page.body.contains("<b>"));
    assert_eq!(hits(&archive.look("q=queue&kind=theme").await), 1);
}

async fn a_search_is_narrowed_by_team_quarter_person_and_tag(app: TestApp) {
    let archive = Archive::build(app).await;
    let first = archive.talk(0, "2026-10-05", Readers::Researchers, WORDS).await;
    archive.talk(1, "2026-08-05", Readers::Researchers, "They wait in Search.").await;
    let tag = archive.mark(first, &archive.rita, "We wait").await;
    let [engineering, payments] = archive.teams;
    for (query, expected) in [
        ("q=wait".to_owned(), 3),
        (format!("q=wait&team={payments}"), 2),
        (format!("q=wait&team={engineering}"), 3),
        (format!("q=wait&team={}", archive.guide), 0),
        ("q=wait&quarter=2026-Q3".into(), 1),
        ("q=wait&quarter=2026-Q1".into(), 0),
        ("q=wait&attribute=persona%3DWeb".into(), 1),
        ("q=wait&attribute=persona%3DWe".into(), 0),
        (format!("q=wait&tag={tag}"), 1),
        (format!("q=wait&tag={tag}&kind=note"), 0),
        (format!("q=wait&team={payments}&quarter=2026-Q4&attribute=persona%3DBackend"), 2),
    ] {
        let page = archive.look(&query).await;
        assert_eq!(hits(&page), expected, "{query}: {}", page.text());
        for choice in ["Q4 2026", "Q3 2026", "persona: Web", "– Payments", "Tag of We wait"] {
            assert!(page.says(choice), "{choice} can be chosen: {}", page.text());
        }
    }
    let nothing = archive.look("q=wait&quarter=2026-Q1").await;
    assert!(nothing.says("Look everywhere for these words"), "{}", nothing.text());
}

async fn what_is_for_those_present_is_found_by_nobody_else(app: TestApp) {
    let archive = Archive::build(app).await;
    archive.talk(0, "2026-10-05", Readers::Present, WORDS).await;
    assert_eq!(hits(&archive.look("q=queue").await), 1);
    let other = Roles { researcher: true, admin: true, ..Roles::default() };
    let other = archive.app.sign_in(&archive.app.person("Olga Other", other).await).await;
    let page = other.get("/interviews/search?q=queue").await.expect(StatusCode::OK);
    assert!(hits(&page) == 0 && page.says("Nothing was found"), "{}", page.text());
}

async fn what_others_marked_is_found_only_once_ones_own_coding_is_done(app: TestApp) {
    let archive = Archive::build(app).await;
    let interview = archive.talk(0, "2026-10-05", Readers::Researchers, WORDS).await;
    let role = Roles { researcher: true, ..Roles::default() };
    let second = archive.app.person("Sven Second", role).await;
    archive.mark(interview, &second, "the queue").await;
    let coding =
        |finished_at| Coding { interview, coder: archive.rita.id, finished_at, saw_others: false };
    for (finished_at, found) in [(None, 1), (Some(9), 2)] {
        let mut tx = archive.app.services.store.begin().await.unwrap();
        tx.write_coding(coding(finished_at)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(hits(&archive.look("q=queue").await), found, "{finished_at:?}");
    }
}

async fn long_lists_come_in_pages(app: TestApp) {
    let archive = Archive::build(app).await;
    for number in 0..25 {
        let said = format!("They wait, number {number}.");
        archive.talk(number % 2, "2026-10-05", Readers::Researchers, &said).await;
    }
    let first = archive.look("q=wait").await;
    assert_eq!(hits(&first), 20);
    assert!(first.says("number 24") && first.says("Older") && !first.says("Newer"));
    let second = archive.look("q=wait&page=2").await;
    assert_eq!(hits(&second), 5);
    assert!(second.says("number 0") && second.says("Newer") && !second.says("Older"));
    assert_eq!(hits(&archive.look("q=wait&page=4000000000").await), 0);
}

async fn what_was_taken_back_is_found_no_longer(app: TestApp) {
    let archive = Archive::build(app).await;
    let interview = archive.talk(0, "2026-10-05", Readers::Researchers, WORDS).await;
    archive.mark(interview, &archive.rita, "the queue").await;
    let withdraw = format!("/interviews/{interview}/withdraw");
    archive.researcher.post(&withdraw, &[]).await.expect(StatusCode::SEE_OTHER);
    assert_eq!(hits(&archive.look("q=queue").await), 0);
}
