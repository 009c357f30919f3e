//! `/themes`, `/jobs` and `/evidence`: what was found, and what it stands on.

use crate::{app::TestApp, browser::Browser, organisation::Roster, support::on_each_database};
use app::domain::{
    Coding, Consent, Highlight, HighlightId, Interview, InterviewId, InterviewState, Note,
    NotePlace, Person, Quotes, Readers, Role, Roles, Span,
};
use axum::http::StatusCode;

on_each_database![
    a_theme_is_written_down_once_however_often_it_is_sent,
    of_two_who_change_a_theme_at_once_the_second_is_told_and_loses_nothing,
    jobs_stand_in_the_order_of_their_gaps,
    a_theme_counts_people_and_teams_not_quotes,
    a_figure_can_be_evidence_once_it_is_published,
    evidence_is_turned_and_taken_away,
    what_may_not_be_read_is_not_shown_as_evidence_either,
    what_was_taken_back_leaves_a_trace_and_no_word,
];

struct Desk {
    app: TestApp,
    roster: Roster,
    rita: Person,
    researcher: Browser,
}

impl Desk {
    async fn build(app: TestApp) -> Self {
        let roster = app.with_roster(&[("Engineering", 2), ("Engineering/Payments", 6)]).await;
        app.services.ensure_guides().await.unwrap();
        let rita = app.person_as(Role::Researcher).await;
        Self { researcher: app.sign_in(&rita).await, rita, roster, app }
    }

    /// A highlight of a new interview with one of Payments, and the interview.
    async fn said(&self, person: usize, words: &str, readers: Readers) -> (String, InterviewId) {
        let services = &self.app.services;
        let person = self.roster.people("Payments")[person].clone();
        let mut tx = services.store.begin().await.unwrap();
        let interview = Interview {
            id: InterviewId(services.random.uuid()),
            guide: tx.guides().await.unwrap()[0].current.id,
            person: Some(person.id),
            team: person.team,
            interviewer: self.rita.id,
            observer: None,
            starts_at: services.clock.now(),
            minutes: 45,
            place: String::new(),
            state: InterviewState::Held,
            about: None,
        };
        let recorded_at = services.clock.now();
        let consent = Consent { recorded_at, keep_days: 90, readers, quotes: Quotes::No };
        let place = NotePlace::Else;
        let note = Note { place, author: self.rita.id, text: words.into(), revision: 1 };
        let highlight = Highlight {
            id: HighlightId(services.random.uuid()),
            interview: interview.id,
            place,
            author: self.rita.id,
            span: Span::find(words, words, None).unwrap(),
            coder: self.rita.id,
            sentiment: None,
            tags: Vec::new(),
        };
        tx.insert_interview(&interview).await.unwrap();
        tx.insert_consent(interview.id, consent, &interview.id.to_string()).await.unwrap();
        tx.write_note(interview.id, &note).await.unwrap();
        tx.insert_highlight(&highlight, words).await.unwrap();
        tx.commit().await.unwrap();
        (highlight.id.to_string(), interview.id)
    }

    async fn theme(&self, title: &str) -> String {
        let sent = self.researcher.post("/themes/new", &[("title", title)]).await;
        sent.expect(StatusCode::SEE_OTHER).location().to_owned()
    }

    async fn add(&self, theme: &str, highlight: &str, side: &str) {
        let fields = [("highlight", highlight), ("side", side)];
        self.researcher.post(&format!("{theme}/evidence"), &fields).await.expect_redirect(theme);
    }
}

async fn a_theme_is_written_down_once_however_often_it_is_sent(app: TestApp) {
    let desk = Desk::build(app).await;
    let page = desk.researcher.get("/themes").await.expect(StatusCode::OK);
    assert!(page.says("No theme yet"), "{}", page.text());
    let id = desk.researcher.get("/themes/new").await.field("id").unwrap();
    let fields = [("id", id.as_str()), ("title", "Reviews wait"), ("summary", "A **day** <b>!")];
    for _ in 0..2 {
        let sent = desk.researcher.post("/themes/new", &fields).await;
        sent.expect_redirect(&format!("/themes/{id}"));
    }
    assert_eq!(desk.app.services.store.read().await.unwrap().themes().await.unwrap().len(), 1);
    let page = desk.researcher.get(&format!("/themes/{id}")).await.expect(StatusCode::OK);
    assert!(page.body.contains("<strong>day</strong>") && !page.body.contains("<b>!"));
    assert!(page.says("Rests on: nothing yet"), "{}", page.text());
    let empty = [("id", id.as_str()), ("title", " "), ("summary", "Kept?")];
    let page = desk.researcher.post("/themes/new", &empty).await;
    let page = page.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.says("Say what was found in at most 200 characters") && page.says("Kept?"));
    assert_eq!(page.field("id"), Some(id), "it is still the same one");
}

async fn of_two_who_change_a_theme_at_once_the_second_is_told_and_loses_nothing(app: TestApp) {
    let desk = Desk::build(app).await;
    let theme = desk.theme("Reviews wait").await;
    let edit = format!("{theme}/edit");
    let first = [("from-revision", "1"), ("title", "Reviews wait a day")];
    desk.researcher.post(&edit, &first).await.expect_redirect(&theme);
    // The answer got lost, so it was sent again.
    desk.researcher.post(&edit, &first).await.expect_redirect(&theme);
    let second = [("from-revision", "1"), ("title", "Reviews wait, mostly")];
    let page = desk.researcher.post(&edit, &second).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.says("Somebody else changed this"), "{}", page.text());
    assert_eq!(page.field("title").as_deref(), Some("Reviews wait, mostly"));
    assert_eq!(page.field("from-revision").as_deref(), Some("2"));
    let retired = [("from-revision", "2"), ("title", "Reviews wait"), ("retired", "yes")];
    desk.researcher.post(&edit, &retired).await.expect_redirect(&theme);
    let page = desk.researcher.get("/themes").await.expect(StatusCode::OK);
    assert!(page.says("Out of use (1)"), "{}", page.text());
}

async fn jobs_stand_in_the_order_of_their_gaps(app: TestApp) {
    let desk = Desk::build(app).await;
    for (statement, importance, satisfaction) in
        [("Small gap", "3", "2"), ("Wide gap", "5", "1"), ("Done well", "2", "5")]
    {
        let fields =
            [("statement", statement), ("importance", importance), ("satisfaction", satisfaction)];
        desk.researcher.post("/jobs/new", &fields).await.expect(StatusCode::SEE_OTHER);
    }
    let text = desk.researcher.get("/jobs").await.expect(StatusCode::OK).text();
    let at = |words: &str| text.find(words).unwrap();
    assert!(at("Wide gap") < at("Small gap") && at("Small gap") < at("Done well"), "{text}");
    let wrong = [("statement", "x"), ("importance", "6"), ("satisfaction", "")];
    let page = desk.researcher.post("/jobs/new", &wrong).await;
    let page = page.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.says("Choose from 1 to 5"), "{}", page.text());
}

async fn a_theme_counts_people_and_teams_not_quotes(app: TestApp) {
    let desk = Desk::build(app).await;
    let theme = desk.theme("Reviews wait").await;
    for (person, words) in [(0, "We wait."), (0, "We wait long."), (1, "No waiting here.")] {
        let (highlight, _) = desk.said(person, words, Readers::Researchers).await;
        let search = format!("{theme}/evidence?q=wait");
        let page = desk.researcher.get(&search).await.expect(StatusCode::OK);
        assert!(page.says(words), "it is offered: {}", page.text());
        // A double click, and then the same again.
        for _ in 0..2 {
            desk.add(&theme, &highlight, if person == 1 { "against" } else { "for" }).await;
        }
        let page = desk.researcher.get(&search).await.expect(StatusCode::OK);
        assert!(!page.says(words), "it is not offered again: {}", page.text());
    }
    let page = desk.researcher.get(&theme).await.expect(StatusCode::OK);
    assert!(page.says("1 team, 2 people"), "{}", page.text());
    for person in desk.roster.people("Payments") {
        assert!(!page.says(&person.name), "no names: {}", page.text());
    }
}

async fn a_figure_can_be_evidence_once_it_is_published(app: TestApp) {
    let desk = Desk::build(app).await;
    let theme = desk.theme("Editors are fine").await;
    let survey = desk.app.with_open_wave().await;
    for person in desk.roster.everybody() {
        desk.app.answer(&survey, person, &[("editor", "2")]).await;
    }
    let (wave, team) = (survey.wave.to_string(), desk.roster.team("Payments").to_string());
    let item = survey.item_id("editor").to_string();
    let address = format!("/evidence?wave={wave}&team={team}&item={item}");
    let early = desk.researcher.get(&address).await.expect(StatusCode::OK);
    assert!(early.says("No published figure"), "{}", early.text());
    desk.app.publish(&survey).await;
    let results = format!("/results/{wave}/teams/{team}");
    let page = desk.researcher.get(&results).await.expect(StatusCode::OK);
    assert!(page.says("Add to a theme"), "{}", page.text());
    let page = desk.researcher.get(&address).await.expect(StatusCode::OK);
    assert!(page.says("Editors are fine"), "{}", page.text());
    let finding = theme.trim_start_matches('/').to_owned();
    let cell = [("wave", wave.as_str()), ("team", &team), ("item", &item), ("finding", &finding)];
    let page = desk.researcher.post("/evidence", &cell).await;
    let page = page.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.says("Say whether it speaks for it"), "{}", page.text());
    let cell: Vec<_> = cell.into_iter().chain([("side", "against")]).collect();
    for _ in 0..2 {
        desk.researcher.post("/evidence", &cell).await.expect_redirect(&theme);
    }
    let page = desk.researcher.get(&theme).await.expect(StatusCode::OK);
    assert!(page.says("Payments, Q4 2026") && page.says("1 team, 0 people"), "{}", page.text());
    let count = desk.app.services.store.read().await.unwrap().evidence().await.unwrap().len();
    assert_eq!(count, 1);
}

async fn evidence_is_turned_and_taken_away(app: TestApp) {
    let desk = Desk::build(app).await;
    let theme = desk.theme("Reviews wait").await;
    let (highlight, _) = desk.said(0, "We wait.", Readers::Researchers).await;
    desk.add(&theme, &highlight, "for").await;
    let evidence = desk.app.services.store.read().await.unwrap().evidence().await.unwrap()[0];
    let address = format!("/evidence/{}", evidence.id);
    desk.researcher.post(&address, &[("side", "against")]).await.expect_redirect(&theme);
    let turned = desk.app.services.store.read().await.unwrap().evidence().await.unwrap()[0];
    assert!(!turned.supports);
    desk.researcher.post(&address, &[("side", "none")]).await.expect_redirect(&theme);
    desk.researcher.post(&address, &[("side", "none")]).await.expect(StatusCode::NOT_FOUND);
    let page = desk.researcher.get(&theme).await.expect(StatusCode::OK);
    assert!(page.says("Rests on: nothing yet"), "{}", page.text());
}

async fn what_may_not_be_read_is_not_shown_as_evidence_either(app: TestApp) {
    let desk = Desk::build(app).await;
    let theme = desk.theme("Reviews").await;
    let (present, _) = desk.said(0, "Said among us.", Readers::Present).await;
    let (blind, interview) = desk.said(1, "Said to all.", Readers::Researchers).await;
    desk.add(&theme, &present, "for").await;
    desk.add(&theme, &blind, "for").await;
    let role = Roles { researcher: true, ..Roles::default() };
    let other = desk.app.person("Olga Other", role).await;
    let coding = Coding { interview, coder: other.id, finished_at: None, saw_others: false };
    let mut tx = desk.app.services.store.begin().await.unwrap();
    tx.write_coding(coding).await.unwrap();
    tx.commit().await.unwrap();
    let other = desk.app.sign_in(&other).await;
    let page = other.get(&theme).await.expect(StatusCode::OK);
    assert!(!page.says("Said among us") && !page.says("Said to all"), "{}", page.text());
    assert!(page.says("Something that you may not read"), "{}", page.text());
    let fields = [("highlight", present.as_str()), ("side", "against")];
    let sent = other.post(&format!("{theme}/evidence"), &fields).await;
    sent.expect(StatusCode::NOT_FOUND);
}

async fn what_was_taken_back_leaves_a_trace_and_no_word(app: TestApp) {
    let desk = Desk::build(app).await;
    let theme = desk.theme("Reviews").await;
    let (highlight, interview) = desk.said(0, "We wait.", Readers::Researchers).await;
    desk.add(&theme, &highlight, "for").await;
    let withdraw = format!("/interviews/{interview}/withdraw");
    desk.researcher.post(&withdraw, &[]).await.expect(StatusCode::SEE_OTHER);
    let page = desk.researcher.get(&theme).await.expect(StatusCode::OK);
    assert!(page.says("1 piece of evidence was taken back"), "{}", page.text());
    assert!(!page.says("We wait"), "{}", page.text());
}
