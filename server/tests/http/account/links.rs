//! `/link/{token}`: links that sign in once, however they came to their owner.

use crate::{
    app::{MONDAY, PASSWORD, TestApp},
    mailbox::{Mailbox, link_in},
    support::{dump, on_each_database},
};
use app::domain::{Person, Role};
use axum::http::StatusCode;
use std::time::Duration;

on_each_database![
    opening_a_link_uses_nothing_up_and_the_button_does_once,
    a_link_works_until_it_expires,
    a_newer_invitation_replaces_the_one_before,
    of_two_people_who_press_the_button_at_once_one_gets_in,
    an_invitation_can_set_a_password_and_refuses_a_weak_one_without_being_used_up,
    a_password_set_by_a_link_uses_up_all_other_links_of_that_person,
    a_link_of_somebody_who_has_left_is_dead,
    the_database_knows_no_link,
    the_first_admins_link_makes_an_admin_once,
    the_first_admin_reads_every_problem_at_once,
    the_first_admin_may_be_on_the_roster_already,
    a_newer_first_admins_link_replaces_the_one_before,
    once_there_is_an_admin_no_link_makes_another,
    asking_for_a_link_says_nothing_about_who_is_known,
    a_link_by_mail_signs_in_once,
    a_mailbox_cannot_be_flooded,
];

const DEAD: &str = "This link does not work any more";

fn path(url: &str) -> String {
    url.strip_prefix("http://127.0.0.1:3000").unwrap().to_owned()
}

async fn invite(app: &TestApp, person: &Person) -> String {
    path(&app.services.invite(None, person.id).await.unwrap().url)
}

async fn opening_a_link_uses_nothing_up_and_the_button_does_once(app: TestApp) {
    let person = app.person_as(Role::Developer).await;
    let link = invite(&app, &person).await;
    let before = dump(&app.services.store).await;
    for _ in 0..3 {
        // Mail scanners open every link they see.
        let page = app.browser().get(&link).await.expect(StatusCode::OK);
        assert!(page.says("Welcome, Dora Developer") && page.says("dora@example.com"));
    }
    assert_eq!(dump(&app.services.store).await, before);
    let browser = app.browser();
    browser.post(&link, &[]).await.expect_redirect("/");
    assert!(browser.get("/account").await.says("dora@example.com"));
    let again = app.browser();
    assert!(again.get(&link).await.says(DEAD));
    let refused = again.post(&link, &[]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("This link was used already or has expired. Ask for a new one."));
    assert_eq!(again.cookie(), None);
}

async fn a_link_works_until_it_expires(app: TestApp) {
    let person = app.person_as(Role::Developer).await;
    let fortnight = Duration::from_secs(14 * 24 * 60 * 60);
    let link = invite(&app, &person).await;
    app.clock.advance(fortnight);
    assert!(!app.browser().get(&link).await.says(DEAD));
    app.clock.advance(Duration::from_millis(1));
    assert!(app.browser().get(&link).await.says(DEAD));
    app.browser().post(&link, &[]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    app.clock.set(MONDAY);
    app.browser().post(&link, &[]).await.expect_redirect("/");
}

async fn a_newer_invitation_replaces_the_one_before(app: TestApp) {
    let person = app.person_as(Role::Developer).await;
    let (old, new) = (invite(&app, &person).await, invite(&app, &person).await);
    assert!(app.browser().get(&old).await.says(DEAD));
    app.browser().post(&old, &[]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    app.browser().post(&new, &[]).await.expect_redirect("/");
}

async fn of_two_people_who_press_the_button_at_once_one_gets_in(app: TestApp) {
    let person = app.person_as(Role::Developer).await;
    for _ in 0..5 {
        let link = invite(&app, &person).await;
        let (one, two) = (app.browser(), app.browser());
        let (first, second) = tokio::join!(one.post(&link, &[]), two.post(&link, &[]));
        let mut statuses = [first.status, second.status];
        statuses.sort();
        assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::UNPROCESSABLE_ENTITY]);
        let inside = [&one, &two].iter().filter(|browser| browser.cookie().is_some()).count();
        assert_eq!(inside, 1);
    }
}

async fn an_invitation_can_set_a_password_and_refuses_a_weak_one_without_being_used_up(
    app: TestApp,
) {
    let person = app.person_as(Role::Developer).await;
    let link = invite(&app, &person).await;
    for weak in ["short", "password1234", "dora@example.com"] {
        let again = app.browser().post(&link, &[("password", weak)]).await;
        again.expect(StatusCode::UNPROCESSABLE_ENTITY);
    }
    app.browser().post(&link, &[("password", PASSWORD)]).await.expect_redirect("/");
    let fields = [("email", person.email.as_str()), ("password", PASSWORD)];
    app.browser().post("/sign-in", &fields).await.expect_redirect("/");
}

async fn a_password_set_by_a_link_uses_up_all_other_links_of_that_person(app: TestApp) {
    let mailbox = Mailbox::open().await;
    let mailing = app.configured(|config| mailbox.configure(config));
    let (person, other) =
        (app.person_as(Role::Developer).await, app.person_as(Role::Manager).await);
    let (invited, other_invited) = (invite(&app, &person).await, invite(&app, &other).await);
    let fields = [("email", person.email.as_str())];
    mailing.browser().post("/sign-in/link", &fields).await.expect_redirect("/sign-in/sent");
    let mailed = link_in(&mailbox.wait_for(1).await[0]);
    // Signing in alone leaves the other link: people open what they find first.
    let third = {
        mailing.browser().post("/sign-in/link", &fields).await.expect_redirect("/sign-in/sent");
        link_in(&mailbox.wait_for(2).await[1])
    };
    mailing.browser().post(&third, &[]).await.expect_redirect("/");
    assert!(!app.browser().get(&mailed).await.says(DEAD));
    mailing.browser().post(&invited, &[("password", PASSWORD)]).await.expect_redirect("/");
    for link in [&invited, &mailed] {
        assert!(app.browser().get(link).await.says(DEAD));
        app.browser().post(link, &[]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert!(!app.browser().get(&other_invited).await.says(DEAD), "nobody else's");
}

async fn a_link_of_somebody_who_has_left_is_dead(app: TestApp) {
    let person = app.person_as(Role::Developer).await;
    let link = invite(&app, &person).await;
    let mut tx = app.services.store.begin().await.unwrap();
    tx.update_person(&Person { left: true, ..person }).await.unwrap();
    tx.commit().await.unwrap();
    assert!(app.browser().get(&link).await.says(DEAD));
    app.browser().post(&link, &[]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
}

async fn the_database_knows_no_link(app: TestApp) {
    let person = app.person_as(Role::Developer).await;
    let link = invite(&app, &person).await;
    let token = link.strip_prefix("/link/").unwrap();
    let kept = format!("{:?}", dump(&app.services.store).await);
    assert!(!kept.contains(token));
}

async fn the_first_admins_link_makes_an_admin_once(app: TestApp) {
    let link = path(&app.services.first_admin_link().await.unwrap().unwrap());
    let page = app.browser().get(&link).await.expect(StatusCode::OK);
    assert!(page.says("Create the first administrator"));
    let bad = [("name", ""), ("email", "ada"), ("password", "short")];
    let again = app.browser().post(&link, &bad).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.says("another look"), "{}", again.text());
    assert_eq!(again.field("email").as_deref(), Some("ada"));
    let good = [("name", "Ada Lovelace"), ("email", "ada@example.com"), ("password", PASSWORD)];
    let browser = app.browser();
    browser.post(&link, &good).await.expect_redirect("/");
    assert!(browser.get("/account").await.says("developer, admin"));
    assert!(app.browser().get(&link).await.says(DEAD));
    let late = [("name", "Eve"), ("email", "eve@example.com"), ("password", PASSWORD)];
    app.browser().post(&link, &late).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(app.services.first_admin_link().await.unwrap(), None);
}

async fn the_first_admin_reads_every_problem_at_once(app: TestApp) {
    let link = path(&app.services.first_admin_link().await.unwrap().unwrap());
    let fields = [("name", " "), ("email", "no address"), ("password", "short")];
    let page = app.browser().post(&link, &fields).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    for problem in ["Enter your name", "e-mail", "at least 12 characters"] {
        assert!(page.says(problem), "{problem}: {}", page.text());
    }
    let fields = [("name", "Ada"), ("email", "ada@example.com"), ("password", PASSWORD)];
    app.browser().post(&link, &fields).await.expect_redirect("/");
}

async fn the_first_admin_may_be_on_the_roster_already(app: TestApp) {
    let roster = app.with_roster(&[("Engineering", 3)]).await;
    let person = roster.person("Engineering");
    let link = path(&app.services.first_admin_link().await.unwrap().unwrap());
    let email = person.email.as_str();
    let fields = [("name", "Ada Lovelace"), ("email", email), ("password", PASSWORD)];
    let browser = app.browser();
    browser.post(&link, &fields).await.expect_redirect("/");
    assert!(browser.get("/account").await.says("developer, admin"));
    let mut tx = app.services.store.read().await.unwrap();
    assert_eq!(tx.people().await.unwrap().len(), 3, "nobody was added");
    let now = tx.person(person.id).await.unwrap().unwrap();
    assert!(now.roles.admin && now.team == person.team && now.name == person.name);
}

async fn a_newer_first_admins_link_replaces_the_one_before(app: TestApp) {
    let old = path(&app.services.first_admin_link().await.unwrap().unwrap());
    let new = path(&app.services.first_admin_link().await.unwrap().unwrap());
    assert!(app.browser().get(&old).await.says(DEAD));
    assert!(app.browser().get(&new).await.says("Create the first administrator"));
}

async fn once_there_is_an_admin_no_link_makes_another(app: TestApp) {
    let link = path(&app.services.first_admin_link().await.unwrap().unwrap());
    app.services.create_admin("grace@example.com", "Grace Hopper", None).await.unwrap();
    let fields = [("name", "Eve"), ("email", "eve@example.com"), ("password", PASSWORD)];
    let answer = app.browser().post(&link, &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.text());
    assert_eq!(app.services.store.read().await.unwrap().count_admins().await.unwrap(), 1);
}

async fn asking_for_a_link_says_nothing_about_who_is_known(app: TestApp) {
    let mailbox = Mailbox::open().await;
    let app = app.configured(|config| mailbox.configure(config));
    let person = app.person_as(Role::Developer).await;
    for email in [person.email.as_str(), "nobody@example.com"] {
        let answer = app.browser().post("/sign-in/link", &[("email", email)]).await;
        let answer = answer.expect_redirect("/sign-in/sent");
        assert_eq!(answer.body, "");
    }
    let mails = mailbox.wait_for(1).await;
    assert!(mails[0].contains("To: dora@example.com"), "{}", mails[0]);
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(mailbox.mails().len(), 1, "nobody got a mail");
    let answer = app.browser().post("/sign-in/link", &[("email", "no address")]).await;
    let answer = answer.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.says("Enter your e-mail address"), "{}", answer.text());
}

async fn a_link_by_mail_signs_in_once(app: TestApp) {
    let mailbox = Mailbox::open().await;
    let app = app.configured(|config| mailbox.configure(config));
    let person = app.person_as(Role::Developer).await;
    let asked = [("email", person.email.as_str())];
    app.browser().post("/sign-in/link", &asked).await.expect_redirect("/sign-in/sent");
    let link = link_in(&mailbox.wait_for(1).await[0]);
    assert!(app.browser().get(&link).await.says("This link signs you in as Dora Developer"));
    let browser = app.browser();
    browser.post(&link, &[]).await.expect_redirect("/");
    assert!(browser.get("/account").await.says("dora@example.com"));
    assert!(app.browser().get(&link).await.says(DEAD));
    app.browser().post("/sign-in/link", &asked).await.expect_redirect("/sign-in/sent");
    let link = link_in(&mailbox.wait_for(2).await[1]);
    app.clock.advance(Duration::from_secs(30 * 60 + 1));
    assert!(app.browser().get(&link).await.says(DEAD), "it works for 30 minutes only");
}

async fn a_mailbox_cannot_be_flooded(app: TestApp) {
    let mailbox = Mailbox::open().await;
    let app = app.configured(|config| mailbox.configure(config));
    let person = app.person_as(Role::Developer).await;
    let asked = [("email", person.email.as_str())];
    for _ in 0..3 {
        app.browser().post("/sign-in/link", &asked).await.expect_redirect("/sign-in/sent");
    }
    let refused = app.browser().post("/sign-in/link", &asked).await;
    refused.expect(StatusCode::TOO_MANY_REQUESTS);
    mailbox.wait_for(3).await;
    app.clock.advance(Duration::from_secs(600));
    app.browser().post("/sign-in/link", &asked).await.expect_redirect("/sign-in/sent");
}
