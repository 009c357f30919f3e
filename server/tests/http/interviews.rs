//! `/interviews` and `/consent`: planning, what people agree to, notes, and forgetting them.

use crate::{
    app::TestApp,
    browser::{Answer, Browser},
    organisation::Roster,
    support::on_each_database,
};
use app::domain::{InterviewState, Role, Roles};
use axum::http::StatusCode;
use soundings::store::{Store, tidying::Tidied};
use std::{
    fs,
    time::{Duration, Instant},
};

on_each_database![
    an_interview_is_planned_once_however_often_it_is_sent,
    what_is_wrong_with_a_plan_is_said_and_nothing_is_lost,
    an_interview_about_a_figure_carries_it_along,
    nothing_is_written_down_before_consent,
    a_note_that_is_sent_again_is_kept_once,
    two_windows_of_one_person_never_write_over_each_other,
    two_people_at_one_interview_have_a_note_each,
    what_is_for_those_present_is_read_by_nobody_else,
    the_person_sees_changes_and_takes_back_by_their_link,
    an_interview_is_forgotten_when_its_time_is_over,
    what_was_taken_back_is_nowhere_in_the_database,
    a_called_off_interview_can_be_planned_again,
    a_guide_changed_during_an_interview_leaves_it_as_it_was,
];

/// A researcher, people to talk with, and a guide.
pub struct Talk {
    pub app: TestApp,
    pub roster: Roster,
    pub researcher: Browser,
    guide: String,
}

pub async fn talk(app: TestApp) -> Talk {
    let roster = app.with_roster(&[("Engineering", 2), ("Engineering/Payments", 6)]).await;
    app.services.ensure_guides().await.unwrap();
    let guides = app.services.store.read().await.unwrap().guides().await.unwrap();
    let guide = guides.iter().find(|guide| guide.key == "workflow-walk-through").unwrap();
    let researcher = app.sign_in_as(Role::Researcher).await;
    Talk { roster, researcher, guide: guide.id.to_string(), app }
}

impl Talk {
    pub fn fields<'a>(&'a self, id: &'a str, person: &'a str) -> Vec<(&'a str, &'a str)> {
        vec![
            ("id", id),
            ("person", person),
            ("guide", &self.guide),
            ("date", "2026-12-14"),
            ("time", "14:30"),
            ("minutes", "45"),
            ("place", "Room <1>"),
            ("observer", ""),
        ]
    }

    pub async fn planned(&self) -> String {
        let person = self.roster.people("Payments")[0].email.to_string();
        self.plan_with(&person).await.expect(StatusCode::SEE_OTHER).location().to_owned()
    }

    /// Sends the form for an interview with this person.
    pub async fn plan_with(&self, person: &str) -> Answer {
        let form = self.researcher.get("/interviews/new").await.expect(StatusCode::OK);
        let id = form.field("id").unwrap();
        self.researcher.post("/interviews/new", &self.fields(&id, person)).await
    }

    /// An interview with consent, and the person's link.
    pub async fn held(&self, readers: &str) -> (String, String) {
        let address = self.planned().await;
        let page = self.agree(&address, readers).await.expect(StatusCode::OK);
        let link = page.text();
        let link = link.split("/consent/").nth(1).expect("a link").split_whitespace().next();
        (address, format!("/consent/{}", link.unwrap()))
    }

    async fn agree(&self, address: &str, readers: &str) -> Answer {
        let terms =
            [("keep-days", "90"), ("readers", readers), ("quotes", "no"), ("agreed", "yes")];
        self.researcher.post(&format!("{address}/consent"), &terms).await
    }

    /// Writes a note at the second section's first prompt.
    pub async fn note(&self, address: &str, text: &str, revision: &str) -> Answer {
        let note = [("place", "2.1"), ("text", text), ("revision", revision)];
        self.researcher.post(&format!("{address}/note"), &note).await
    }

    async fn count(&self) -> usize {
        self.app.services.store.read().await.unwrap().interviews().await.unwrap().len()
    }

    pub async fn state(&self) -> InterviewState {
        self.app.services.store.read().await.unwrap().interviews().await.unwrap()[0].state
    }
}

async fn an_interview_is_planned_once_however_often_it_is_sent(app: TestApp) {
    let talk = talk(app).await;
    let empty = talk.researcher.get("/interviews").await.expect(StatusCode::OK);
    assert!(empty.says("No interview yet"), "{}", empty.text());
    let id = talk.researcher.get("/interviews/new").await.field("id").unwrap();
    let person = talk.roster.people("Payments")[0].clone();
    // By name, which only they have.
    let fields = talk.fields(&id, &person.name);
    for _ in 0..2 {
        let sent = talk.researcher.post("/interviews/new", &fields).await;
        sent.expect_redirect(&format!("/interviews/{id}"));
    }
    assert_eq!(talk.count().await, 1);
    let list = talk.researcher.get("/interviews").await.expect(StatusCode::OK);
    for words in [person.name.as_str(), "14 December 2026, 14:30 UTC", "Planned", "Payments"] {
        assert!(list.says(words), "{words}: {}", list.text());
    }
    let page = talk.researcher.get(&format!("/interviews/{id}")).await.expect(StatusCode::OK);
    assert!(page.says("Room <1>") && page.says("45 minutes"), "{}", page.text());
}

async fn what_is_wrong_with_a_plan_is_said_and_nothing_is_lost(app: TestApp) {
    let talk = talk(app).await;
    let fields = [
        ("person", "Nobody Here"),
        ("guide", "none"),
        ("date", "2026-02-30"),
        ("time", "noon"),
        ("minutes", "1000"),
        ("place", "Behind the waterfall"),
        ("observer", "nobody@example.com"),
    ];
    let page = talk.researcher.post("/interviews/new", &fields).await;
    let page = page.expect(StatusCode::UNPROCESSABLE_ENTITY);
    for words in [
        "Nobody here is called “Nobody Here”",
        "Choose a guide",
        "Enter the day",
        "from 5 to 480",
        "“nobody@example.com” or has this address",
    ] {
        assert!(page.says(words), "{words}: {}", page.text());
    }
    assert_eq!(page.field("place").as_deref(), Some("Behind the waterfall"));

    let own = talk.app.person_as(Role::Researcher).await.email.to_string();
    let mut fields = talk.fields("", &own);
    fields.pop();
    fields.push(("observer", &own));
    let page = talk.researcher.post("/interviews/new", &fields).await;
    let page = page.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.says("Somebody other than yourself"), "{}", page.text());
    assert!(page.says("Somebody other than the two who talk"), "{}", page.text());
    assert_eq!(talk.count().await, 0);
}

async fn an_interview_about_a_figure_carries_it_along(app: TestApp) {
    let talk = talk(app).await;
    let survey = talk.app.with_open_wave().await;
    for person in talk.roster.everybody() {
        talk.app.answer(&survey, person, &[("editor", "2")]).await;
    }
    let team = talk.roster.team("Payments");
    let from = format!("?wave={}&team={team}&item={}", survey.wave, survey.item_id("editor"));
    let early = talk.researcher.get(&format!("/interviews/new{from}")).await;
    assert!(!early.says("About a published figure"), "it is not published yet");
    talk.app.publish(&survey).await;
    for page in ["teams", "items"] {
        let id =
            if page == "teams" { team.to_string() } else { survey.item_id("editor").to_string() };
        let results = format!("/results/{}/{page}/{id}", survey.wave);
        let offered = talk.researcher.get(&results).await.expect(StatusCode::OK);
        assert!(offered.says("Plan an interview about this"), "{}", offered.text());
        let developer = talk.app.sign_in(&talk.roster.people("Payments")[1]).await;
        let offered = developer.get(&results).await.expect(StatusCode::OK);
        assert!(!offered.says("Plan an interview about this"), "{}", offered.text());
    }
    let form = talk.researcher.get(&format!("/interviews/new{from}")).await.expect(StatusCode::OK);
    let wording = &survey.item("editor").current.wording;
    assert!(form.says("About a published figure") && form.says(wording), "{}", form.text());
    let mut fields = form.form("/interviews/new");
    let person = talk.roster.people("Payments")[0].email.to_string();
    for (name, value) in [("person", person.as_str()), ("date", "2026-12-14"), ("time", "09:00")] {
        fields.iter_mut().find(|(field, _)| field == name).unwrap().1 = value.to_owned();
    }
    let sent: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let made = talk.researcher.post("/interviews/new", &sent).await.expect(StatusCode::SEE_OTHER);
    let page = talk.researcher.get(made.location()).await.expect(StatusCode::OK);
    assert!(page.says(wording) && page.says("Follow-up on a survey result"), "{}", page.text());
}

async fn nothing_is_written_down_before_consent(app: TestApp) {
    let talk = talk(app).await;
    let address = talk.planned().await;
    let early = talk.note(&address, "They waited.", "0").await.expect(StatusCode::CONFLICT);
    assert!(early.says("First record what they agree to"), "{}", early.text());
    let half = [("keep-days", "90"), ("readers", "everybody")];
    let page = talk.researcher.post(&format!("{address}/consent"), &half).await;
    let page = page.expect(StatusCode::UNPROCESSABLE_ENTITY);
    for words in ["Say who may read it", "Say whether words may be shown", "Tick this when"] {
        assert!(page.says(words), "{words}: {}", page.text());
    }
    assert_eq!(talk.state().await, InterviewState::Planned);
    talk.agree(&address, "researchers").await.expect(StatusCode::OK);
    let again = talk.agree(&address, "researchers").await;
    assert!(again.expect(StatusCode::UNPROCESSABLE_ENTITY).says("recorded already"));
    talk.note(&address, "They waited.", "0").await.expect(StatusCode::OK);
    let page = talk.researcher.get(&address).await.expect(StatusCode::OK);
    assert!(page.says("They waited.") && page.says("Kept for 3 months"), "{}", page.text());
}

async fn a_note_that_is_sent_again_is_kept_once(app: TestApp) {
    let talk = talk(app).await;
    let (address, _) = talk.held("researchers").await;
    for _ in 0..2 {
        // The answer to the first got lost on the way.
        let kept = talk.note(&address, "**Waited** <b>long</b>", "0").await.expect(StatusCode::OK);
        assert_eq!(kept.body, "revision=1");
    }
    let page = talk.researcher.get(&address).await.expect(StatusCode::OK);
    assert!(page.body.contains("<strong>Waited</strong>") && !page.body.contains("<b>long"));
    let long = "x".repeat(20_001);
    let long = talk.note(&address, &long, "1").await.expect(StatusCode::BAD_REQUEST);
    assert!(long.says("Shorten this note to 20000 characters"), "{}", long.text());
    let nowhere = [("place", "9.9"), ("text", "?"), ("revision", "0")];
    let nowhere = talk.researcher.post(&format!("{address}/note"), &nowhere).await;
    nowhere.expect(StatusCode::NOT_FOUND);
}

async fn two_windows_of_one_person_never_write_over_each_other(app: TestApp) {
    let talk = talk(app).await;
    let (address, _) = talk.held("researchers").await;
    talk.note(&address, "From the first window.", "0").await.expect(StatusCode::OK);
    let late = talk.note(&address, "From the second.", "0").await.expect(StatusCode::CONFLICT);
    assert_eq!(late.body, "text=From+the+first+window.&revision=1");

    // Without script: the same, on the page.
    let notes = format!("{address}/notes");
    let sent = [
        ("note-2.1", "From the second."),
        ("revision-2.1", "0"),
        ("note-2.2", "Another place.\r\nTwo lines."),
        ("revision-2.2", "0"),
    ];
    let page = talk.researcher.post(&notes, &sent).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    for words in ["changed in another window", "From the first window.", "From the second."] {
        assert!(page.says(words), "{words}: {}", page.text());
    }
    assert_eq!(page.field("revision-2.1").as_deref(), Some("1"));
    assert_eq!(page.field("revision-2.2").as_deref(), Some("1"), "the other one is kept");
    let both = [("note-2.1", "From both."), ("revision-2.1", "1")];
    talk.researcher.post(&notes, &both).await.expect_redirect(&address);
    let page = talk.researcher.get(&address).await.expect(StatusCode::OK);
    assert!(page.says("From both.") && page.says("Two lines."), "{}", page.text());
}

async fn two_people_at_one_interview_have_a_note_each(app: TestApp) {
    let talk = talk(app).await;
    let (address, _) = talk.held("researchers").await;
    let second = Roles { researcher: true, ..Roles::default() };
    let second = talk.app.sign_in(&talk.app.person("Sven Second", second).await).await;
    talk.note(&address, "What I heard.", "0").await.expect(StatusCode::OK);
    let note = [("place", "2.1"), ("text", "What I saw."), ("revision", "0")];
    second.post(&format!("{address}/note"), &note).await.expect(StatusCode::OK);
    let page = second.get(&address).await.expect(StatusCode::OK);
    for words in ["What I heard.", "What I saw.", "Rita Researcher", "Sven Second"] {
        assert!(page.says(words), "{words}: {}", page.text());
    }
}

async fn what_is_for_those_present_is_read_by_nobody_else(app: TestApp) {
    let talk = talk(app).await;
    let (address, _) = talk.held("present").await;
    let other = Roles { researcher: true, admin: true, ..Roles::default() };
    let other = talk.app.sign_in(&talk.app.person("Olga Other", other).await).await;
    for path in ["", "/notes"] {
        other.get(&format!("{address}{path}")).await.expect(StatusCode::NOT_FOUND);
    }
    let note = [("place", "2.1"), ("text", "Mine."), ("revision", "0")];
    other.post(&format!("{address}/note"), &note).await.expect(StatusCode::NOT_FOUND);
    other.post(&format!("{address}/withdraw"), &[]).await.expect(StatusCode::NOT_FOUND);
    let list = other.get("/interviews").await.expect(StatusCode::OK);
    let person = talk.roster.people("Payments")[0].name.clone();
    assert!(list.says("For those present only") && !list.says(&person), "{}", list.text());
    talk.researcher.get(&address).await.expect(StatusCode::OK);
    // Every opening is noted, without the person's name.
    let log = other.get("/audit").await.expect(StatusCode::OK);
    assert!(log.says("opened the interview of 14 December 2026"), "{}", log.text());
    assert!(!log.says(&person), "{}", log.text());
}

async fn the_person_sees_changes_and_takes_back_by_their_link(app: TestApp) {
    let talk = talk(app).await;
    let (address, link) = talk.held("researchers").await;
    talk.note(&address, "They wait for reviews.", "0").await.expect(StatusCode::OK);
    // Nobody signs in for this.
    let person = talk.app.browser();
    let page = person.get(&link).await.expect(StatusCode::OK);
    for words in ["They wait for reviews.", "Rita Researcher asked", "1 note, kept until"] {
        assert!(page.says(words), "{words}: {}", page.text());
    }
    let half = [("keep-days", "12")];
    let page = person.post(&link, &half).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.says("Say for how long it is kept"), "{}", page.text());
    let terms = [("keep-days", "365"), ("readers", "present"), ("quotes", "without-name")];
    person.post(&link, &terms).await.expect_redirect(&format!("{link}?saved=yes"));
    let page = talk.researcher.get(&address).await.expect(StatusCode::OK);
    assert!(
        page.says("Kept for 1 year") && page.says("quotes without the name"),
        "{}",
        page.text()
    );

    // A link made anew replaces the one before.
    let page = talk.researcher.post(&format!("{address}/link"), &[]).await.expect(StatusCode::OK);
    let newer = page.text();
    let newer = newer.split("/consent/").nth(1).unwrap().split_whitespace().next().unwrap();
    let newer = format!("/consent/{newer}");
    assert!(person.get(&link).await.expect(StatusCode::OK).says("Nothing is kept here"));
    person.post(&format!("{link}/withdraw"), &[]).await.expect(StatusCode::NOT_FOUND);

    person.post(&format!("{newer}/withdraw"), &[]).await.expect_redirect(&newer);
    assert!(person.get(&newer).await.expect(StatusCode::OK).says("Nothing is kept here"));
    let page = talk.researcher.get(&address).await.expect(StatusCode::OK);
    assert!(page.says("It was withdrawn") && page.says("Somebody of Payments"), "{}", page.text());
    assert!(
        !page.says("They wait for reviews.") && !page.says(&talk.roster.people("Payments")[0].name)
    );
    let late = talk.note(&address, "They wait for reviews.", "1").await;
    assert!(late.expect(StatusCode::CONFLICT).says("Nothing of this interview is kept"));
}

async fn an_interview_is_forgotten_when_its_time_is_over(app: TestApp) {
    let talk = talk(app).await;
    let (address, link) = talk.held("researchers").await;
    talk.note(&address, "For three months.", "0").await.expect(StatusCode::OK);
    let day = 24 * 60 * 60 * 1000;
    talk.app.clock.advance(Duration::from_millis(89 * day));
    talk.app.services.tick().await.unwrap();
    assert_eq!(talk.state().await, InterviewState::Held);
    talk.app.clock.advance(Duration::from_millis(2 * day));
    talk.app.services.tick().await.unwrap();
    talk.app.services.tick().await.unwrap();
    assert_eq!(talk.state().await, InterviewState::Expired);
    assert!(talk.app.browser().get(&link).await.says("Nothing is kept here"));
}

/// The bytes of everything the database has on disk: its file and log, or its tables' files.
pub async fn on_disk(app: &TestApp) -> Vec<u8> {
    match &app.services.store {
        Store::Sqlite(_) => {
            let file = app.database().strip_prefix("sqlite:").unwrap();
            let file = file.split('?').next().unwrap();
            let files = ["", "-wal", "-shm"].map(|end| fs::read(format!("{file}{end}")));
            files.into_iter().flat_map(Result::unwrap_or_default).collect()
        }
        Store::Postgres(pool) => {
            let paths: Vec<(String,)> = sqlx::query_as(
                "SELECT current_setting('data_directory') || '/' || pg_relation_filepath(oid)
                 FROM pg_class WHERE relkind IN ('r', 'i', 't') AND relnamespace IN
                   (SELECT oid FROM pg_namespace WHERE nspname IN ('public', 'pg_toast'))",
            )
            .fetch_all(pool)
            .await
            .unwrap();
            sqlx::query("CHECKPOINT").execute(pool).await.unwrap();
            paths.into_iter().flat_map(|(path,)| fs::read(path).unwrap_or_default()).collect()
        }
    }
}

/// Waits until the database is tidied.
pub async fn tidied(app: &TestApp) {
    let start = Instant::now();
    while app.services.store.tidy().await.unwrap() != Tidied::NothingDue {
        assert!(start.elapsed() < Duration::from_secs(60), "it is never tidied");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

async fn what_was_taken_back_is_nowhere_in_the_database(app: TestApp) {
    let talk = talk(app).await;
    let (address, link) = talk.held("researchers").await;
    // Short and long, changed once each: old versions of a row are traces too.
    for (revision, words) in [("0", "zephyr-quartz-one"), ("1", "zephyr-quartz-two")] {
        talk.note(&address, words, revision).await.expect(StatusCode::OK);
        let long = format!("{words} ").repeat(1_000);
        let note = [("place", "else"), ("text", long.as_str()), ("revision", revision)];
        talk.researcher.post(&format!("{address}/note"), &note).await.expect(StatusCode::OK);
    }
    // The index of words has them one by one.
    let traces = |bytes: &[u8]| bytes.windows(6).filter(|part| part == b"zephyr").count();
    assert!(traces(&on_disk(&talk.app).await) > 0, "it would be found");
    let withdraw = format!("{link}/withdraw");
    talk.app.browser().post(&withdraw, &[]).await.expect(StatusCode::SEE_OTHER);
    tidied(&talk.app).await;
    assert_eq!(traces(&on_disk(&talk.app).await), 0);
}

async fn a_called_off_interview_can_be_planned_again(app: TestApp) {
    let talk = talk(app).await;
    let address = talk.planned().await;
    let (call_off, plan) = (format!("{address}/call-off"), format!("{address}/plan"));
    talk.researcher.post(&call_off, &[("called-off", "yes")]).await.expect_redirect(&address);
    let twice = talk.researcher.post(&call_off, &[("called-off", "yes")]).await;
    let twice = twice.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(twice.says("this interview is called off now"), "{}", twice.text());
    let when = [("date", "2026-12-15"), ("time", "10:00"), ("minutes", "30"), ("place", "")];
    let late = talk.researcher.post(&plan, &when).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.says("not planned any more"), "{}", late.text());
    talk.researcher.post(&call_off, &[("called-off", "no")]).await.expect_redirect(&address);
    talk.researcher.post(&plan, &when).await.expect_redirect(&address);
    let page = talk.researcher.get(&address).await.expect(StatusCode::OK);
    assert!(page.says("15 December 2026, 10:00 UTC, 30 minutes"), "{}", page.text());
}

async fn a_guide_changed_during_an_interview_leaves_it_as_it_was(app: TestApp) {
    let talk = talk(app).await;
    let (address, _) = talk.held("researchers").await;
    let edit = format!("/guides/{}/edit", talk.guide);
    let next = [("from-version", "1"), ("name", "Walk"), ("outline", "# Short\n- Only this?")];
    talk.researcher.post(&edit, &next).await.expect(StatusCode::SEE_OTHER);
    talk.note(&address, "At a prompt of before.", "0").await.expect(StatusCode::OK);
    let page = talk.researcher.get(&format!("{address}/notes")).await.expect(StatusCode::OK);
    assert!(!page.says("Only this?") && page.says("Think of the last change"), "{}", page.text());
}
