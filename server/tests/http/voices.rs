//! What people said, beside the figures and on the pages of findings: who is shown what of it.

use crate::{
    app::TestApp,
    browser::{Answer, Browser},
    organisation::{Roster, Survey},
    support::on_each_database,
};
use app::domain::{
    About, Coding, Consent, Evidence, EvidenceId, EvidenceSource, Finding, Highlight, HighlightId,
    Interview, InterviewId, InterviewState, Note, NotePlace, Person, Quotes, Readers, Role, Roles,
    Span, Theme, ThemeId,
};
use axum::http::StatusCode;
use soundings::auth::token::Token;

on_each_database![
    a_manager_reads_what_was_agreed_to_and_never_by_whom,
    a_small_team_is_never_named_whoever_looks,
    what_is_not_to_be_quoted_is_quoted_nowhere,
    who_changes_their_mind_is_quoted_nowhere_from_then_on,
    a_few_people_are_not_counted_for_those_who_plan,
    figures_are_shown_within_reach_only,
    a_developer_sees_their_own_team_s_page_as_a_manager_would,
    where_nobody_said_anything_there_is_no_empty_section,
    a_timeline_counts_by_groups_and_shows_researchers_each,
    an_interview_stands_beside_the_figures_of_its_time,
    who_codes_blindly_sees_no_marks_of_others_in_any_way,
    a_theme_leaves_the_house_as_everybody_is_shown_it,
];

/// Somebody who knows everybody's name, address and team, and all that pages must not tell.
struct World {
    app: TestApp,
    roster: Roster,
    survey: Survey,
    rita: Person,
    theme: ThemeId,
}

impl World {
    async fn build(app: TestApp) -> Self {
        let roster = app
            .with_roster(&[
                ("Engineering", 11),
                ("Engineering/Payments", 12),
                ("Engineering/Payments/Checkout", 7),
                ("Engineering/Search", 14),
            ])
            .await;
        app.services.ensure_guides().await.unwrap();
        let survey = app.with_open_wave().await;
        for (index, person) in roster.everybody().iter().enumerate() {
            let value = ["2", "4", "5"][index % 3];
            app.answer(&survey, person, &[("editor", value), ("time-for-me", value)]).await;
        }
        app.publish(&survey).await;
        let rita = app.person_as(Role::Researcher).await;
        let theme = Theme {
            id: ThemeId(app.services.random.uuid()),
            title: "Reviews wait".into(),
            summary: "A **day**, mostly.".into(),
            created_at: app.services.clock.now(),
            revision: 1,
            retired: false,
            withdrawn: 0,
        };
        let mut tx = app.services.store.begin().await.unwrap();
        tx.insert_theme(&theme).await.unwrap();
        tx.commit().await.unwrap();
        Self { theme: theme.id, roster, survey, rita, app }
    }

    /// Something that one of a team said, as evidence for the theme.
    async fn said(&self, team: &str, person: usize, words: &str, quotes: Quotes) -> InterviewId {
        self.said_to(team, person, words, quotes, Readers::Researchers).await
    }

    async fn said_to(
        &self,
        team: &str,
        person: usize,
        words: &str,
        quotes: Quotes,
        readers: Readers,
    ) -> InterviewId {
        let services = &self.app.services;
        let person = self.roster.people(team)[person].clone();
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
        let consent = Consent { recorded_at, keep_days: 90, readers, quotes };
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
        let evidence = Evidence {
            id: EvidenceId(services.random.uuid()),
            finding: Finding::Theme(self.theme),
            source: EvidenceSource::Highlight(highlight.id),
            supports: true,
        };
        let hash = Token::parse(&token(interview.id)).expect("a token").hash();
        tx.insert_interview(&interview).await.unwrap();
        tx.insert_consent(interview.id, consent, hash.as_str()).await.unwrap();
        tx.write_note(interview.id, &note).await.unwrap();
        tx.insert_highlight(&highlight, words).await.unwrap();
        tx.insert_evidence(evidence).await.unwrap();
        tx.commit().await.unwrap();
        interview.id
    }

    /// A published figure as evidence against the theme.
    async fn figure(&self, team: &str) {
        let about = About {
            wave: self.survey.wave,
            team: self.roster.team(team),
            item: Some(self.survey.item_id("editor")),
        };
        let evidence = Evidence {
            id: EvidenceId(self.app.services.random.uuid()),
            finding: Finding::Theme(self.theme),
            source: EvidenceSource::Cell(about),
            supports: false,
        };
        let mut tx = self.app.services.store.begin().await.unwrap();
        tx.insert_evidence(evidence).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn manager_of(&self, team: &str) -> Browser {
        let roles = Roles { manager: true, ..Roles::default() };
        let person = self.app.give_roles(&self.roster.person(team), roles).await;
        self.app.sign_in(&person).await
    }

    fn theme_page(&self) -> String {
        format!("/themes/{}", self.theme)
    }

    fn team_page(&self, team: &str) -> String {
        format!("/results/{}/teams/{}", self.survey.wave, self.roster.team(team))
    }

    fn item_page(&self) -> String {
        format!("/results/{}/items/{}", self.survey.wave, self.survey.item_id("editor"))
    }

    /// No name or address of anybody on the roster, no interview, no day.
    fn tells_nobody(&self, page: &Answer, interviews: &[InterviewId]) {
        // Whoever looks is called by name at the head of the page.
        let body = page.body.split("<main").nth(1).unwrap_or(&page.body);
        for person in self.roster.everybody() {
            assert!(!body.contains(&person.name), "{}: {}", person.name, page.text());
            assert!(!body.contains(person.email.as_str()), "{}", page.text());
        }
        for interview in interviews {
            assert!(!body.contains(&interview.to_string()), "{}", page.text());
        }
        assert!(!body.contains("/interviews/"), "{}", page.text());
        let day = soundings::service::calendar::day(self.app.services.clock.now());
        assert!(!body.contains(&day), "{}", page.text());
    }
}

/// A link's secret for each interview.
fn token(interview: InterviewId) -> String {
    format!("{:0>43}", interview.to_string().replace('-', ""))
}

async fn a_manager_reads_what_was_agreed_to_and_never_by_whom(app: TestApp) {
    let world = World::build(app).await;
    let interview = world.said("Payments", 1, "We wait for days.", Quotes::WithoutName).await;
    let manager = world.manager_of("Payments").await;
    let page = manager.get("/themes").await.expect(StatusCode::OK);
    assert!(page.says("Reviews wait") && page.says("All for it"), "{}", page.text());
    assert!(!page.says("New theme"), "{}", page.text());
    let page = manager.get(&world.theme_page()).await.expect(StatusCode::OK);
    assert!(page.says("We wait for days."), "{}", page.text());
    assert!(page.says("Payments, Q4 2026"), "{}", page.text());
    world.tells_nobody(&page, &[interview]);
    for action in ["Take away", "Change", "Add what somebody said", "/evidence"] {
        assert!(!page.body.contains(action), "{action}: {}", page.text());
    }
    let page = manager.get("/jobs").await.expect(StatusCode::OK);
    assert!(page.says("No job yet") && !page.says("New job"), "{}", page.text());
    for address in ["/themes/new", "/jobs/new", "/interviews", "/evidence"] {
        manager.get(address).await.expect(StatusCode::FORBIDDEN);
    }
    let page = manager.get(&world.team_page("Payments")).await.expect(StatusCode::OK);
    assert!(page.says("What people say") && page.says("We wait for days."), "{}", page.text());
    world.tells_nobody(&page, &[interview]);
}

async fn a_small_team_is_never_named_whoever_looks(app: TestApp) {
    let world = World::build(app).await;
    let interview = world.said("Checkout", 1, "Only we wait.", Quotes::WithoutName).await;
    let payments = world.manager_of("Payments").await;
    let page = payments.get(&world.theme_page()).await.expect(StatusCode::OK);
    assert!(page.says("Only we wait.") && page.says("Payments, Q4 2026"), "{}", page.text());
    assert!(!page.says("Checkout"), "{}", page.text());
    world.tells_nobody(&page, &[interview]);
    // To stand on a team's page would be to name it.
    let checkout = world.manager_of("Checkout").await;
    for looks in [&payments, &checkout] {
        let page = looks.get(&world.team_page("Checkout")).await.expect(StatusCode::OK);
        assert!(!page.says("Only we wait.") && !page.says("Reviews wait"), "{}", page.text());
        assert!(!page.says("1 interview"), "{}", page.text());
    }
    let page = payments.get(&world.team_page("Payments")).await.expect(StatusCode::OK);
    assert!(page.says("Only we wait.") && page.says("1 interview in Q4 2026"), "{}", page.text());
    // Whoever may not see Payments is told of the organisation.
    let search = world.manager_of("Search").await;
    let page = search.get(&world.theme_page()).await.expect(StatusCode::OK);
    assert!(page.says("Engineering, Q4 2026"), "{}", page.text());
    assert!(!page.says("Payments") && !page.says("Checkout"), "{}", page.text());
}

async fn what_is_not_to_be_quoted_is_quoted_nowhere(app: TestApp) {
    let world = World::build(app).await;
    world.figure("Engineering").await;
    world.said("Payments", 1, "Between us.", Quotes::No).await;
    world.said("Search", 1, "For all to read.", Quotes::WithoutName).await;
    let manager = world.manager_of("Engineering").await;
    let pages = [world.theme_page(), world.team_page("Engineering"), world.item_page()];
    for address in &pages {
        let page = manager.get(address).await.expect(StatusCode::OK);
        assert!(page.says("For all to read."), "{address}: {}", page.text());
        assert!(!page.says("Between us."), "{address}: {}", page.text());
    }
    // A researcher reads it, with the way to the interview.
    let researcher = world.app.sign_in(&world.rita).await;
    for address in &pages {
        let page = researcher.get(address).await.expect(StatusCode::OK);
        assert!(page.says("Between us."), "{address}: {}", page.text());
        assert!(page.body.contains("/interviews/"), "{address}: {}", page.text());
    }
}

async fn who_changes_their_mind_is_quoted_nowhere_from_then_on(app: TestApp) {
    let world = World::build(app).await;
    world.figure("Engineering").await;
    let interview = world.said("Search", 1, "We wait.", Quotes::WithoutName).await;
    let manager = world.manager_of("Engineering").await;
    let pages = [world.theme_page(), world.team_page("Search"), world.item_page()];
    for address in &pages {
        let page = manager.get(address).await.expect(StatusCode::OK);
        assert!(page.says("We wait."), "{address}: {}", page.text());
    }
    let terms = [("keep-days", "90"), ("readers", "researchers"), ("quotes", "no")];
    let link = format!("/consent/{}", token(interview));
    world.app.browser().post(&link, &terms).await.expect(StatusCode::SEE_OTHER);
    for address in &pages {
        let page = manager.get(address).await.expect(StatusCode::OK);
        assert!(!page.says("We wait."), "{address}: {}", page.text());
    }
    world.app.browser().post(&format!("{link}/withdraw"), &[]).await.expect(StatusCode::SEE_OTHER);
    let page = manager.get(&world.theme_page()).await.expect(StatusCode::OK);
    assert!(page.says("1 piece of evidence was taken back"), "{}", page.text());
}

async fn a_few_people_are_not_counted_for_those_who_plan(app: TestApp) {
    let world = World::build(app).await;
    for person in 0..4 {
        world.said("Search", person, "We wait.", Quotes::No).await;
        world.said("Search", person, "And wait.", Quotes::No).await;
    }
    let admin = world.app.sign_in_as(Role::Admin).await;
    let researcher = world.app.sign_in(&world.rita).await;
    for address in ["/themes".to_owned(), world.theme_page()] {
        let page = admin.get(&address).await.expect(StatusCode::OK);
        assert!(page.says("1 team, fewer than 5 people"), "{address}: {}", page.text());
        let page = researcher.get(&address).await.expect(StatusCode::OK);
        assert!(page.says("1 team, 4 people"), "people and not quotes: {}", page.text());
    }
    world.said("Payments", 0, "We as well.", Quotes::No).await;
    let page = admin.get("/themes").await.expect(StatusCode::OK);
    assert!(page.says("2 teams, 5 people"), "{}", page.text());
}

async fn figures_are_shown_within_reach_only(app: TestApp) {
    let world = World::build(app).await;
    world.figure("Search").await;
    let manager = world.manager_of("Payments").await;
    let page = manager.get(&world.theme_page()).await.expect(StatusCode::OK);
    assert!(page.says("All against it") && !page.says("Search, Q4 2026"), "{}", page.text());
    let page = manager.get(&world.item_page()).await.expect(StatusCode::OK);
    assert!(!page.says("Reviews wait"), "{}", page.text());
    let manager = world.manager_of("Search").await;
    let page = manager.get(&world.theme_page()).await.expect(StatusCode::OK);
    assert!(page.says("Search, Q4 2026") && page.says("% favourable"), "{}", page.text());
    let page = manager.get(&world.item_page()).await.expect(StatusCode::OK);
    assert!(page.says("Reviews wait"), "{}", page.text());
}

async fn a_developer_sees_their_own_team_s_page_as_a_manager_would(app: TestApp) {
    let world = World::build(app).await;
    let interview = world.said("Search", 3, "We wait.", Quotes::WithoutName).await;
    let developer = world.app.sign_in(&world.roster.person("Search")).await;
    let page = developer.get(&world.team_page("Search")).await.expect(StatusCode::OK);
    assert!(page.says("We wait.") && page.says("Search, Q4 2026"), "{}", page.text());
    assert!(page.says("Reviews wait"), "{}", page.text());
    assert!(!page.body.contains("/themes"), "they may not open it: {}", page.text());
    world.tells_nobody(&page, &[interview]);
    developer.get(&world.theme_page()).await.expect(StatusCode::FORBIDDEN);
}

async fn where_nobody_said_anything_there_is_no_empty_section(app: TestApp) {
    let world = World::build(app).await;
    let developer = world.app.sign_in(&world.roster.person("Search")).await;
    let researcher = world.app.sign_in(&world.rita).await;
    for address in [world.team_page("Search"), world.item_page()] {
        let page = developer.get(&address).await.expect(StatusCode::OK);
        assert!(!page.says("What people say"), "{}", page.text());
        let page = researcher.get(&address).await.expect(StatusCode::OK);
        assert!(page.says("No theme and no interview of Q4 2026"), "{}", page.text());
    }
}

async fn a_timeline_counts_by_groups_and_shows_researchers_each(app: TestApp) {
    let world = World::build(app).await;
    let one = world.said("Search", 0, "We wait.", Quotes::No).await;
    let other = world.said_to("Search", 1, "Us too.", Quotes::No, Readers::Present).await;
    let manager = world.manager_of("Search").await;
    let page = manager.get(&world.team_page("Search")).await.expect(StatusCode::OK);
    assert!(page.says("Surveys and interviews"), "{}", page.text());
    assert!(page.says("2 interviews in Q4 2026"), "{}", page.text());
    assert!(page.says("100% took part"), "{}", page.text());
    world.tells_nobody(&page, &[one, other]);
    let roles = Roles { researcher: true, ..Roles::default() };
    let olga = world.app.person("Olga Other", roles).await;
    let olga = world.app.sign_in(&olga).await;
    let page = olga.get(&world.team_page("Search")).await.expect(StatusCode::OK);
    assert!(page.body.contains(&format!("/interviews/{one}")), "{}", page.text());
    assert!(!page.body.contains(&format!("/interviews/{other}")), "for those present only");
}

async fn an_interview_stands_beside_the_figures_of_its_time(app: TestApp) {
    let world = World::build(app).await;
    let interview = world.said("Search", 0, "We wait.", Quotes::No).await;
    let researcher = world.app.sign_in(&world.rita).await;
    let page = researcher.get(&format!("/interviews/{interview}")).await.expect(StatusCode::OK);
    assert!(page.says("The team’s figures at that time"), "{}", page.text());
    assert!(page.body.contains(&world.team_page("Search")), "{}", page.text());
    assert!(page.says("Search, Q4 2026"), "{}", page.text());
}

async fn who_codes_blindly_sees_no_marks_of_others_in_any_way(app: TestApp) {
    let world = World::build(app).await;
    let interview = world.said("Search", 0, "We wait.", Quotes::WithoutName).await;
    let roles = Roles { researcher: true, ..Roles::default() };
    let olga = world.app.person("Olga Other", roles).await;
    let coding = Coding { interview, coder: olga.id, finished_at: None, saw_others: false };
    let mut tx = world.app.services.store.begin().await.unwrap();
    tx.write_coding(coding).await.unwrap();
    tx.commit().await.unwrap();
    let olga = world.app.sign_in(&olga).await;
    for address in [world.theme_page(), world.team_page("Search"), world.item_page()] {
        let page = olga.get(&address).await.expect(StatusCode::OK);
        assert!(!page.says("We wait."), "{address}: {}", page.text());
    }
}

async fn a_theme_leaves_the_house_as_everybody_is_shown_it(app: TestApp) {
    let world = World::build(app).await;
    world.said("Checkout", 0, "We wait for days.", Quotes::WithoutName).await;
    let readers = Readers::Present;
    world.said_to("Search", 1, "Nobody reviews.", Quotes::WithoutName, readers).await;
    let kept = world.said("Search", 2, "My manager shouts.", Quotes::No).await;
    world.figure("Search").await;
    let rita = world.app.sign_in(&world.rita).await;
    for format in ["md", "csv"] {
        let path = format!("{}/export/{format}", world.theme_page());
        let file = rita.get(&path).await.expect(StatusCode::OK);
        for words in ["We wait for days.", "Somebody of Payments", "Nobody reviews.", "Survey"] {
            assert!(file.body.contains(words), "{words}: {}", file.body);
        }
        for words in ["Checkout", "shouts"] {
            assert!(!file.body.contains(words), "{words}: {}", file.body);
        }
        world.tells_nobody(&file, &[kept]);
    }
    // Somebody who codes that interview downloads none of what others marked in it.
    let roles = Roles { researcher: true, ..Roles::default() };
    let olga = world.app.person("Olga Other", roles).await;
    let interview = world.said("Search", 3, "It is blind luck.", Quotes::WithoutName).await;
    let coding = Coding { interview, coder: olga.id, finished_at: None, saw_others: false };
    let mut tx = world.app.services.store.begin().await.unwrap();
    tx.write_coding(coding).await.unwrap();
    tx.commit().await.unwrap();
    let olga = world.app.sign_in(&olga).await;
    let path = format!("{}/export/md", world.theme_page());
    let file = olga.get(&path).await.expect(StatusCode::OK);
    assert!(!file.body.contains("blind luck"), "{}", file.body);
}
