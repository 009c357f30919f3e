//! Who may call what: every route of the real router, as every role and as nobody, against a table
//! that is written out here and was not made from `auth::policy`.

use crate::{
    app::TestApp,
    browser::{Answer, Browser},
    organisation::{Roster, Survey},
    support::on_each_database,
};
use app::{
    domain::{GuideId, InterviewId, JobId, Role, Roles, RosterUploadId, TagId, ThemeId},
    ports::SAMPLE_ROSTER,
};
use axum::{
    Router,
    http::{Method, StatusCode},
};
use soundings::{
    auth::policy,
    service::{InterviewPlan, JobText, RosterCheck, TagText, ThemeText},
};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicI16, Ordering};

on_each_database![
    every_route_lets_in_whom_the_table_names_and_nobody_else,
    a_developer_sees_the_organisation_and_their_own_team_only,
    a_manager_sees_their_own_team_and_all_below_it,
    researchers_and_admins_see_every_team,
    somebody_who_is_not_on_the_roster_can_neither_read_nor_answer_a_survey,
    results_that_are_not_published_are_nobodys_to_see,
    an_address_of_no_route_is_not_found_for_anybody,
];

/// Every route, and who may call it: **n**obody, a **d**eveloper, a **m**anager, a **r**esearcher,
/// an **a**dmin. Whoever adds a route decides here, a second time, who may.
const WHO_MAY: &[(&str, &str, &str)] = &[
    ("GET", "/", " dmra"),
    ("GET", "/healthz", "ndmra"),
    ("GET", "/readyz", "ndmra"),
    ("GET", "/pkg/{version}/{*name}", "ndmra"),
    ("GET", "/sign-in", "ndmra"),
    ("POST", "/sign-in", "ndmra"),
    ("POST", "/sign-in/link", "ndmra"),
    ("GET", "/sign-in/sent", "ndmra"),
    ("GET", "/sign-in/resume", "ndmra"),
    ("POST", "/sign-in/resume", "ndmra"),
    ("GET", "/link/{token}", "ndmra"),
    ("POST", "/link/{token}", "ndmra"),
    ("POST", "/sign-out", "ndmra"),
    ("GET", "/account", " dmra"),
    ("POST", "/account/password", " dmra"),
    ("POST", "/account/invitations", " dmra"),
    ("GET", "/account/kept", " dmra"),
    ("GET", "/account/kept.md", " dmra"),
    ("GET", "/account/kept.json", " dmra"),
    ("GET", "/answer/{wave}", " dmra"),
    ("POST", "/answer/{wave}", " dmra"),
    ("GET", "/answer/{wave}/done", " dmra"),
    ("GET", "/answer/{wave}/seen", " dmra"),
    ("POST", "/answer/{wave}/token", " dmra"),
    ("POST", "/responses/{wave}", "ndmra"),
    ("GET", "/.well-known/soundings/waves/{wave}", "ndmra"),
    ("GET", "/anonymity", "ndmra"),
    ("GET", "/method", "ndmra"),
    ("GET", "/results", " dmra"),
    ("GET", "/results/{wave}", " dmra"),
    ("GET", "/results/{wave}/teams/{team}", " dmra"),
    ("GET", "/results/{wave}/items/{item}", " dmra"),
    ("GET", "/results/{wave}/figures/{format}", " dmra"),
    ("GET", "/programs", "   ra"),
    ("GET", "/programs/new", "   ra"),
    ("POST", "/programs/new", "   ra"),
    ("GET", "/programs/{program}", "   ra"),
    ("GET", "/programs/{program}/settings", "   ra"),
    ("POST", "/programs/{program}/settings", "   ra"),
    ("GET", "/programs/{program}/preview", "   ra"),
    ("POST", "/programs/{program}/items", "   ra"),
    ("POST", "/programs/{program}/archive", "   ra"),
    ("POST", "/programs/{program}/waves", "   ra"),
    ("GET", "/items", "   ra"),
    ("GET", "/items/new", "   ra"),
    ("POST", "/items/new", "   ra"),
    ("GET", "/items/{item}", "   ra"),
    ("POST", "/items/{item}", "   ra"),
    ("GET", "/waves/{wave}", "   ra"),
    ("POST", "/waves/{wave}/times", "   ra"),
    ("POST", "/waves/{wave}/open", "   ra"),
    ("POST", "/waves/{wave}/close", "   ra"),
    ("POST", "/waves/{wave}/publish", "   ra"),
    ("POST", "/waves/{wave}/delete", "   ra"),
    ("GET", "/guides", "   ra"),
    ("GET", "/guides/new", "   ra"),
    ("POST", "/guides/new", "   ra"),
    ("GET", "/guides/{guide}", "   ra"),
    ("GET", "/guides/{guide}/edit", "   ra"),
    ("POST", "/guides/{guide}/edit", "   ra"),
    ("POST", "/guides/{guide}/retire", "   ra"),
    ("GET", "/themes", "  mra"),
    ("GET", "/themes/new", "   r "),
    ("POST", "/themes/new", "   r "),
    ("GET", "/themes/{theme}", "  mra"),
    ("GET", "/themes/{theme}/edit", "   r "),
    ("POST", "/themes/{theme}/edit", "   r "),
    ("GET", "/themes/{theme}/evidence", "   r "),
    ("POST", "/themes/{theme}/evidence", "   r "),
    ("GET", "/jobs", "  mra"),
    ("GET", "/jobs/new", "   r "),
    ("POST", "/jobs/new", "   r "),
    ("GET", "/jobs/{job}", "  mra"),
    ("GET", "/jobs/{job}/edit", "   r "),
    ("POST", "/jobs/{job}/edit", "   r "),
    ("GET", "/jobs/{job}/evidence", "   r "),
    ("POST", "/jobs/{job}/evidence", "   r "),
    ("GET", "/evidence", "   r "),
    ("POST", "/evidence", "   r "),
    ("POST", "/evidence/{evidence}", "   r "),
    ("GET", "/interviews", "   r "),
    ("GET", "/interviews/new", "   r "),
    ("POST", "/interviews/new", "   r "),
    ("GET", "/interviews/search", "   r "),
    ("GET", "/interviews/rotation", "   r "),
    ("POST", "/interviews/rotation", "   r "),
    ("GET", "/interviews/{interview}", "   r "),
    ("GET", "/interviews/{interview}/plan", "   r "),
    ("POST", "/interviews/{interview}/plan", "   r "),
    ("POST", "/interviews/{interview}/invite", "   r "),
    ("GET", "/interviews/{interview}/invitation.ics", "   r "),
    ("POST", "/interviews/{interview}/call-off", "   r "),
    ("POST", "/interviews/{interview}/consent", "   r "),
    ("POST", "/interviews/{interview}/link", "   r "),
    ("POST", "/interviews/{interview}/withdraw", "   r "),
    ("GET", "/interviews/{interview}/notes", "   r "),
    ("POST", "/interviews/{interview}/notes", "   r "),
    ("POST", "/interviews/{interview}/note", "   r "),
    ("GET", "/interviews/{interview}/coding", "   r "),
    ("POST", "/interviews/{interview}/coding", "   r "),
    ("POST", "/interviews/{interview}/coding/done", "   r "),
    ("POST", "/interviews/{interview}/coding/reopen", "   r "),
    ("POST", "/interviews/{interview}/coding/look", "   r "),
    ("POST", "/interviews/{interview}/coding/{highlight}", "   r "),
    ("POST", "/interviews/{interview}/coding/{highlight}/remove", "   r "),
    ("GET", "/codebook", "   r "),
    ("POST", "/codebook", "   r "),
    ("POST", "/codebook/starter", "   r "),
    ("GET", "/codebook/agreement", "   r "),
    ("GET", "/codebook/{tag}", "   r "),
    ("POST", "/codebook/{tag}", "   r "),
    ("POST", "/codebook/{tag}/merge", "   r "),
    ("POST", "/codebook/{tag}/split", "   r "),
    ("POST", "/codebook/{tag}/delete", "   r "),
    ("GET", "/interviews/{interview}/redact", "   r "),
    ("POST", "/interviews/{interview}/redact", "   r "),
    ("GET", "/interviews/{interview}/transcript", "   r "),
    ("POST", "/interviews/{interview}/transcript", "   r "),
    ("GET", "/interviews/export.qdpx", "   r "),
    ("GET", "/interviews/{interview}/export/{format}", "   r "),
    ("GET", "/themes/{theme}/export/{format}", "   r "),
    ("GET", "/codebook/export/{format}", "   r "),
    ("GET", "/invitation/{token}", "ndmra"),
    ("POST", "/invitation/{token}", "ndmra"),
    ("GET", "/consent/{token}", "ndmra"),
    ("POST", "/consent/{token}", "ndmra"),
    ("POST", "/consent/{token}/withdraw", "ndmra"),
    ("GET", "/teams", "   ra"),
    ("POST", "/teams", "    a"),
    ("GET", "/teams/{team}", "   ra"),
    ("POST", "/teams/{team}/rename", "    a"),
    ("POST", "/teams/{team}/move", "    a"),
    ("POST", "/teams/{team}/retire", "    a"),
    ("POST", "/teams/{team}/reopen", "    a"),
    ("GET", "/roster", "    a"),
    ("POST", "/roster", "    a"),
    ("GET", "/roster/sample.csv", "    a"),
    ("GET", "/roster/current.csv", "    a"),
    ("GET", "/roster/{upload}", "    a"),
    ("POST", "/roster/{upload}", "    a"),
    ("GET", "/people", "    a"),
    ("GET", "/people/new", "    a"),
    ("POST", "/people/new", "    a"),
    ("GET", "/people/invitations", "    a"),
    ("POST", "/people/invitations", "    a"),
    ("GET", "/people/{person}", "    a"),
    ("POST", "/people/{person}", "    a"),
    ("POST", "/people/{person}/invite", "    a"),
    ("POST", "/people/{person}/sessions", "    a"),
    ("POST", "/people/{person}/left", "    a"),
    ("GET", "/audit", "    a"),
];

/// An organisation with something behind every route.
pub struct World {
    pub app: TestApp,
    pub roster: Roster,
    /// A wave whose results are published.
    pub published: Survey,
    /// A wave that is open.
    pub open: Survey,
    /// A roster that waits to be applied.
    pub upload: RosterUploadId,
    /// A guide for interviews.
    pub guide: GuideId,
    /// An interview of which notes are taken.
    pub interview: InterviewId,
    /// A finding.
    pub theme: ThemeId,
    /// What somebody tries to get done.
    pub job: JobId,
    /// A tag of the codebook.
    pub tag: TagId,
}

impl World {
    pub async fn build(app: TestApp) -> Self {
        let roster = app
            .with_roster(&[
                ("Engineering", 2),
                ("Engineering/Payments", 6),
                ("Engineering/Payments/Checkout", 6),
                ("Engineering/Search", 6),
            ])
            .await;
        let manager = Roles { manager: true, ..Roles::default() };
        let researcher = Roles { researcher: true, ..Roles::default() };
        let admin = Roles { admin: true, ..Roles::default() };
        app.give_roles(&roster.person("Payments"), manager).await;
        app.give_roles(&roster.people("Engineering")[0], researcher).await;
        app.give_roles(&roster.people("Engineering")[1], admin).await;
        let both = Roles { researcher: true, admin: true, ..Roles::default() };
        app.give_roles(&roster.people("Search")[3], both).await;
        let published = app.with_open_wave().await;
        for (index, person) in roster.everybody().iter().enumerate() {
            let value = ["2", "4", "5"][index % 3];
            app.answer(&published, person, &[("time-for-me", value), ("editor", value)]).await;
        }
        app.publish(&published).await;
        let open = app.with_next_wave(&published, "2027-Q1".parse().unwrap()).await;
        let sender = app.viewer(&app.person_as(Role::Admin).await);
        let sent = app.services.preview_roster(&sender, "r.csv", SAMPLE_ROSTER.into()).await;
        let RosterCheck::Kept(upload) = sent.unwrap() else { panic!("the sample is refused") };
        app.services.ensure_guides().await.unwrap();
        let guide = app.services.store.read().await.unwrap().guides().await.unwrap()[0].id;
        let interviewer = app.viewer(&app.person_as(Role::Researcher).await);
        let plan = InterviewPlan {
            person: roster.people("Search")[4].email.to_string(),
            guide: guide.to_string(),
            date: "2026-12-14".into(),
            time: "14:30".into(),
            minutes: "45".into(),
            ..InterviewPlan::default()
        };
        let interview = app.services.plan_interview(&interviewer, &plan).await.unwrap();
        let theme = ThemeText { title: "Reviews wait".into(), ..ThemeText::default() };
        let theme = app.services.create_theme(&interviewer, None, &theme).await.unwrap();
        let job = JobText {
            statement: "When I am done, I want it out".into(),
            importance: "5".into(),
            satisfaction: "2".into(),
            retired: false,
        };
        let job = app.services.create_job(&interviewer, None, &job).await.unwrap();
        let text = TagText { name: "Waiting".into(), ..TagText::default() };
        let tag = app.services.add_tag(&interviewer, &text).await.unwrap();
        Self { app, roster, published, open, upload, guide, interview, theme, job, tag }
    }

    /// An address for a route, with things that exist in place of its parameters. What a POST may
    /// change or remove is made for it alone.
    pub async fn address(&self, method: &str, pattern: &str) -> String {
        let wave = match pattern {
            _ if pattern.starts_with("/results") => self.published.wave,
            _ if pattern.starts_with("/waves") && method == "POST" => self.fresh_draft().await,
            _ => self.open.wave,
        };
        pattern
            .replace("{wave}", &wave.to_string())
            .replace("{team}", &self.roster.team("Engineering").to_string())
            .replace("{item}", &self.published.item_id("editor").to_string())
            .replace("{program}", &self.published.program.to_string())
            .replace("{token}", "nobody-was-ever-given-this-link-0123456789A")
            .replace("{upload}", &self.upload.to_string())
            .replace("{person}", &self.roster.people("Search")[5].id.to_string())
            .replace("{guide}", &self.guide.to_string())
            .replace("{interview}", &self.interview.to_string())
            .replace("{theme}", &self.theme.to_string())
            .replace("{job}", &self.job.to_string())
            .replace("{tag}", &self.tag.to_string())
            .replace("{highlight}", &self.interview.to_string())
            .replace("{version}", "0")
            .replace("{format}", "csv")
            .replace("{*name}", "soundings.css")
    }

    async fn fresh_draft(&self) -> app::domain::WaveId {
        static YEAR: AtomicI16 = AtomicI16::new(2030);
        let year = YEAR.fetch_add(1, Ordering::Relaxed) % 150 + 2030;
        self.app.with_draft(self.published.program, &format!("{year}-Q1")).await.wave
    }

    /// Somebody of this kind, all but nobody on the roster, who has just opened a browser.
    pub async fn caller(&self, letter: char) -> Browser {
        let person = match letter {
            'n' => return self.app.browser(),
            'd' => self.roster.person("Search"),
            'm' => self.roster.person("Payments"),
            'r' => self.roster.people("Engineering").swap_remove(0),
            'a' => self.roster.people("Engineering").swap_remove(1),
            // Researcher and admin in one, who may open every page.
            'b' => self.roster.people("Search").swap_remove(3),
            other => panic!("nobody is called {other}"),
        };
        self.app.sign_in(&person).await
    }
}

/// All routes of a router. Axum tells them by its `Debug` only, but there it tells them all, with
/// those that Leptos added and those of server functions.
pub fn routes_of(router: &Router) -> BTreeSet<(String, String)> {
    let told = format!("{router:?}");
    let (told, _) = told.split_once("fallback_router: ").expect("axum tells its routes like this");
    let (handlers, paths) = told.split_once("node: Node").unwrap();
    let mut routes = BTreeSet::new();
    for path in paths.split("RouteId(").skip(1) {
        let (id, path) = path.split_once("): \"").unwrap();
        let path = path.split('"').next().unwrap();
        let handler = handlers
            .split_once(&format!("RouteId({id}): MethodRouter"))
            .unwrap_or_else(|| panic!("the handlers of {path} can't be told"))
            .1;
        let handler = handler.split("RouteId(").next().unwrap();
        for method in ["get", "post", "put", "patch", "delete", "options", "trace", "connect"] {
            if !handler.contains(&format!(" {method}: None,")) {
                routes.insert((method.to_uppercase(), path.to_owned()));
            }
        }
    }
    routes
}

fn listed(routes: &BTreeSet<(String, String)>) -> Vec<String> {
    routes.iter().map(|(method, path)| format!("{method} {path}")).collect()
}

/// Whether an answer turns the caller away, and in the way that fits; a bad token gets a bare status.
fn turned_away(method: &str, signed_in: bool, answer: &Answer) -> bool {
    match (signed_in, method) {
        (true, _) => answer.status == StatusCode::FORBIDDEN && !answer.body.is_empty(),
        (false, "GET") => {
            answer.status == StatusCode::SEE_OTHER && answer.location().starts_with("/sign-in")
        }
        (false, _) => answer.status == StatusCode::UNAUTHORIZED && answer.says("Sign in to go on"),
    }
}

#[test]
fn the_router_the_policy_and_this_table_know_the_same_routes() {
    crate::support::run(crate::support::Kind::Sqlite, async |app: TestApp| {
        let known: BTreeSet<(String, String)> = WHO_MAY
            .iter()
            .map(|(method, path, _)| ((*method).to_owned(), (*path).to_owned()))
            .collect();
        let allowed: BTreeSet<(String, String)> = policy::ROUTES
            .iter()
            .map(|(method, path, _)| (method.to_string(), (*path).to_owned()))
            .collect();
        let real = routes_of(app.router());
        assert!(real.contains(&("GET".into(), "/sign-in".into())), "{real:?}");
        assert!(real.contains(&("POST".into(), "/sign-in".into())), "{real:?}");
        assert_eq!(listed(&real), listed(&known), "left: the router, right: this table");
        assert_eq!(listed(&allowed), listed(&known), "left: auth::policy, right: this table");
        for (path, method) in leptos::server_fn::axum::server_fn_paths() {
            assert!(real.contains(&(method.to_string(), path.to_owned())), "{method} {path}");
            assert_eq!(method, Method::POST, "{path} would change something by GET");
        }
    });
}

async fn every_route_lets_in_whom_the_table_names_and_nobody_else(app: TestApp) {
    let world = World::build(app).await;
    for (method, pattern, who) in WHO_MAY {
        for letter in ['n', 'd', 'm', 'r', 'a'] {
            let address = world.address(method, pattern).await;
            let caller = world.caller(letter).await;
            let answer = match *method {
                "GET" => caller.get(&address).await,
                _ => caller.post(&address, &[]).await,
            };
            let what = format!("{letter}: {method} {pattern}: {} {}", answer.status, answer.text());
            let away = turned_away(method, letter != 'n', &answer);
            assert_eq!(away, !who.contains(letter), "{what}");
            assert!(!answer.status.is_server_error(), "{what}");
            assert_ne!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{what}");
            // Whether there are files for browsers depends on what was built before the tests.
            if *method == "GET" && !away && !pattern.starts_with("/pkg/") {
                assert!(answer.status.is_success() || answer.status.is_redirection(), "{what}");
            }
        }
    }
}

fn team_page(world: &World, team: &str) -> String {
    format!("/results/{}/teams/{}", world.published.wave, world.roster.team(team))
}

/// The teams whose results this person may open, and checks that no page links to another.
async fn reach(world: &World, browser: &Browser) -> Vec<&'static str> {
    let wave = world.published.wave;
    let overview = browser.get(&format!("/results/{wave}")).await.expect(StatusCode::OK);
    let item = world.published.item_id("editor");
    let item = browser.get(&format!("/results/{wave}/items/{item}")).await.expect(StatusCode::OK);
    let figures = browser.get(&format!("/results/{wave}/figures/json")).await;
    let figures = figures.expect(StatusCode::OK);
    assert!(figures.header("content-disposition").starts_with("attachment; filename="));
    let mut reach = Vec::new();
    for team in ["Engineering", "Payments", "Checkout", "Search"] {
        let answer = browser.get(&team_page(world, team)).await;
        let linked = |page: &Answer| page.body.contains(&world.roster.team(team).to_string());
        match answer.status {
            StatusCode::OK => {
                assert!(answer.says(team));
                assert!(linked(&figures), "{team} is not in the file");
                reach.push(team);
            }
            StatusCode::NOT_FOUND => {
                assert!(!answer.says("Over the quarters"), "{}", answer.text());
                assert!(!linked(&overview) && !linked(&item), "{team} is linked");
                assert!(!linked(&figures), "{team} is in the file");
            }
            other => panic!("{team}: {other}"),
        }
    }
    reach
}

async fn a_developer_sees_the_organisation_and_their_own_team_only(app: TestApp) {
    let world = World::build(app).await;
    let developer = world.app.sign_in(&world.roster.person("Checkout")).await;
    assert_eq!(reach(&world, &developer).await, ["Engineering", "Checkout"]);
    let outsider = world.app.sign_in_as(Role::Developer).await;
    assert_eq!(reach(&world, &outsider).await, ["Engineering"]);
}

async fn a_manager_sees_their_own_team_and_all_below_it(app: TestApp) {
    let world = World::build(app).await;
    let manager = world.app.sign_in(&world.roster.person("Payments")).await;
    assert_eq!(reach(&world, &manager).await, ["Engineering", "Payments", "Checkout"]);
    let without_team = world.app.sign_in_as(Role::Manager).await;
    assert_eq!(reach(&world, &without_team).await, ["Engineering"]);
}

async fn researchers_and_admins_see_every_team(app: TestApp) {
    let world = World::build(app).await;
    for role in [Role::Researcher, Role::Admin] {
        let browser = world.app.sign_in_as(role).await;
        let all = ["Engineering", "Payments", "Checkout", "Search"];
        assert_eq!(reach(&world, &browser).await, all, "{role:?}");
    }
}

async fn somebody_who_is_not_on_the_roster_can_neither_read_nor_answer_a_survey(app: TestApp) {
    let world = World::build(app).await;
    for role in [Role::Developer, Role::Researcher, Role::Admin] {
        let outsider = world.app.sign_in_as(role).await;
        let page = outsider.get(&world.open.path()).await.expect(StatusCode::OK);
        assert!(page.says("This survey does not ask you"), "{}", page.text());
        assert!(!page.body.contains(&world.open.field("editor")), "it shows a question");
        let field = world.open.field("editor");
        let sent = outsider.post(&world.open.path(), &[(field.as_str(), "4")]).await;
        assert!(sent.expect(StatusCode::FORBIDDEN).says("This survey does not ask you"));
    }
    let mut tx = world.app.services.store.read().await.unwrap();
    assert_eq!(tx.count_responses(world.open.wave).await.unwrap(), 0);
}

async fn results_that_are_not_published_are_nobodys_to_see(app: TestApp) {
    let world = World::build(app).await;
    let browser = world.app.sign_in_as(Role::Admin).await;
    let (wave, item) = (world.open.wave, world.open.item_id("editor"));
    let team = world.roster.team("Engineering");
    let (team, item) = (format!("/teams/{team}"), format!("/items/{item}"));
    for path in ["", &team, &item, "/figures/csv", "/figures/json"] {
        let answer = browser.get(&format!("/results/{wave}{path}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
    let odd = format!("/results/{}/figures/xlsx", world.published.wave);
    browser.get(&odd).await.expect(StatusCode::NOT_FOUND);
}

async fn an_address_of_no_route_is_not_found_for_anybody(app: TestApp) {
    for browser in [app.browser(), app.sign_in_as(Role::Admin).await] {
        for path in ["/nothing", "/results/1/2/3/4", "/api/anything", "/programs/x/y/z"] {
            let page = browser.get(path).await.expect(StatusCode::NOT_FOUND);
            assert!(page.says("This page does not exist"), "{}", page.text());
            browser.post(path, &[]).await.expect(StatusCode::NOT_FOUND);
        }
        let odd = "/waves/%3Cscript%3Ealert(1)%3C/script%3E";
        assert!(!browser.get(odd).await.body.contains("<script>alert"));
    }
}
