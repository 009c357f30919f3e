//! A session that ends while somebody types: signing in on the way, and nothing typed is lost.

use crate::{
    app::{PASSWORD, TestApp},
    browser::{Answer, Browser},
    organisation::Survey,
    support::on_each_database,
};
use app::domain::Person;
use axum::http::StatusCode;
use std::time::Duration;

on_each_database![
    what_was_typed_is_carried_through_signing_in_and_counts,
    a_wrong_password_on_the_way_loses_nothing,
    whoever_signs_in_in_another_tab_goes_on_without_a_password,
    attempts_on_the_way_are_limited_and_nothing_is_lost,
    a_form_that_is_refused_after_signing_in_still_shows_what_was_typed,
    the_way_on_never_leads_to_another_site_or_in_a_circle,
    a_password_that_was_typed_into_a_form_is_not_carried_along,
    a_form_is_sent_on_for_whoever_filled_it_in_and_for_nobody_else,
    somebody_else_who_signs_in_in_another_tab_does_not_send_it_either,
    where_it_is_not_known_whose_form_it_is_somebody_has_to_say_so,
    a_form_of_friday_is_still_its_owners_on_monday,
];

const COMMENT: &str = "Fewer \"flaky\" tests,\n\n<b>please</b> & faster builds; 100 % sure.";

/// Somebody whose session ended while they were answering, and the page they got for it.
async fn interrupted(app: &TestApp) -> (Person, Survey, Browser, Answer) {
    let roster = app.with_roster(&[("Engineering", 8)]).await;
    let survey = app.with_open_wave().await;
    let person = roster.person("Engineering");
    app.give_password(&person).await;
    let browser = app.sign_in(&person).await;
    assert!(browser.get(&survey.path()).await.says("Send my answers"));
    app.clock.advance(Duration::from_secs(9 * 60 * 60));
    let (rating, comment) = (survey.field("time-for-me"), survey.field("one-change"));
    let fields = [(rating.as_str(), "4"), (comment.as_str(), COMMENT)];
    let page = browser.post(&survey.path(), &fields).await.expect(StatusCode::UNAUTHORIZED);
    assert!(page.says("Everything you typed is kept in this page"), "{}", page.text());
    (person, survey, browser, page)
}

/// Sends the form of the page as it stands, with these fields filled in, and sends it again where
/// the answer says so, as browsers do.
async fn go_on(browser: &Browser, page: &Answer, filled_in: &[(&str, &str)]) -> Answer {
    let mut fields = page.form("/sign-in/resume");
    fields.retain(|(name, _)| filled_in.iter().all(|(own, _)| own != name));
    let mut fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    fields.extend(filled_in);
    let answer = browser.post("/sign-in/resume", &fields).await;
    if answer.status != StatusCode::TEMPORARY_REDIRECT {
        return answer;
    }
    assert!(answer.location().starts_with('/') && !answer.location().starts_with("//"));
    browser.post(answer.location(), &fields).await
}

fn signing_in<'a>(person: &'a Person, password: &'a str) -> [(&'a str, &'a str); 2] {
    [("resume-email", person.email.as_str()), ("resume-password", password)]
}

async fn stored(app: &TestApp, survey: &Survey) -> Vec<String> {
    let mut tx = app.services.store.read().await.unwrap();
    let responses = tx.responses(survey.wave).await.unwrap();
    responses.iter().map(|response| format!("{:?}", response.answers)).collect()
}

async fn what_was_typed_is_carried_through_signing_in_and_counts(app: TestApp) {
    let (person, survey, browser, page) = interrupted(&app).await;
    assert_eq!(page.field(&survey.field("one-change")).as_deref(), Some(COMMENT));
    assert_eq!(stored(&app, &survey).await.len(), 0);
    let done = format!("{}/done", survey.path());
    go_on(&browser, &page, &signing_in(&person, PASSWORD)).await.expect_redirect(&done);
    assert!(browser.get(&done).await.expect(StatusCode::OK).says("Your answers count"));
    let stored = stored(&app, &survey).await;
    assert_eq!(stored.len(), 1);
    assert!(stored[0].contains(&format!("{COMMENT:?}")), "{}", stored[0]);
    assert!(stored[0].contains("Number(4)"), "{}", stored[0]);
}

async fn a_wrong_password_on_the_way_loses_nothing(app: TestApp) {
    let (person, survey, browser, page) = interrupted(&app).await;
    let again = go_on(&browser, &page, &signing_in(&person, "wrong")).await;
    let again = again.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.says("This e-mail and password do not go together"));
    assert_eq!(again.field(&survey.field("one-change")).as_deref(), Some(COMMENT));
    assert_eq!(stored(&app, &survey).await.len(), 0);
    let done = format!("{}/done", survey.path());
    go_on(&browser, &again, &signing_in(&person, PASSWORD)).await.expect_redirect(&done);
    assert_eq!(stored(&app, &survey).await.len(), 1);
}

async fn whoever_signs_in_in_another_tab_goes_on_without_a_password(app: TestApp) {
    let (person, survey, browser, page) = interrupted(&app).await;
    let other_tab = browser.clone();
    let fields = [("email", person.email.as_str()), ("password", PASSWORD)];
    other_tab.post("/sign-in", &fields).await.expect_redirect("/");
    let done = format!("{}/done", survey.path());
    go_on(&browser, &page, &[]).await.expect_redirect(&done);
    assert_eq!(stored(&app, &survey).await.len(), 1);
}

async fn attempts_on_the_way_are_limited_and_nothing_is_lost(app: TestApp) {
    let (person, survey, browser, page) = interrupted(&app).await;
    for _ in 0..10 {
        go_on(&browser, &page, &signing_in(&person, "wrong")).await;
    }
    let refused = go_on(&browser, &page, &signing_in(&person, PASSWORD)).await;
    assert!(refused.says("Too many attempts. What you typed is kept here"), "{}", refused.text());
    assert_eq!(refused.field(&survey.field("one-change")).as_deref(), Some(COMMENT));
    app.clock.advance(Duration::from_secs(60));
    let done = format!("{}/done", survey.path());
    go_on(&browser, &refused, &signing_in(&person, PASSWORD)).await.expect_redirect(&done);
}

async fn a_form_that_is_refused_after_signing_in_still_shows_what_was_typed(app: TestApp) {
    let (person, survey, browser, page) = interrupted(&app).await;
    app.close(&survey).await;
    let late = go_on(&browser, &page, &signing_in(&person, PASSWORD)).await;
    let late = late.expect(StatusCode::CONFLICT);
    assert!(late.says("This survey closed before your answers arrived"), "{}", late.text());
    assert_eq!(late.field(&survey.field("one-change")).as_deref(), Some(COMMENT));
    assert!(browser.cookie().is_some(), "signing in was right, whatever became of the form");
}

async fn the_way_on_never_leads_to_another_site_or_in_a_circle(app: TestApp) {
    let (person, survey, browser, page) = interrupted(&app).await;
    for target in [
        "https://example.net/answer",
        "//example.net",
        "/\\example.net",
        "",
        "/sign-in/resume",
        "/nothing",
        "/healthz",
    ] {
        app.clock.advance(Duration::from_secs(60));
        let mut fields = signing_in(&person, PASSWORD).to_vec();
        fields.push(("resume-target", target));
        let answer = go_on(&browser, &page, &fields).await;
        assert!(answer.status.is_client_error(), "{target:?}: {}", answer.status);
        assert_eq!(answer.location(), "", "{target:?}");
    }
    assert_eq!(stored(&app, &survey).await.len(), 0);
}

async fn a_password_that_was_typed_into_a_form_is_not_carried_along(app: TestApp) {
    let page = app.browser();
    let fields = [("old-password", "an old secret"), ("new-password", "a new secret here")];
    let page = page.post("/account/password", &fields).await.expect(StatusCode::UNAUTHORIZED);
    assert!(!page.body.contains("secret"), "{}", page.body);
}

/// Somebody else of the same team who can sign in.
async fn colleague(app: &TestApp, person: &Person) -> Person {
    let mut tx = app.services.store.read().await.unwrap();
    let people = tx.people().await.unwrap();
    tx.commit().await.unwrap();
    let mut others = people.into_iter().filter(|other| other.team == person.team);
    let other = others.find(|other| other.id != person.id).unwrap();
    app.give_password(&other).await;
    other
}

async fn a_form_is_sent_on_for_whoever_filled_it_in_and_for_nobody_else(app: TestApp) {
    let (person, survey, browser, page) = interrupted(&app).await;
    let other = colleague(&app, &person).await;
    let id = person.id.0;
    for name in [id.to_string(), id.simple().to_string(), person.email.to_string()] {
        assert!(!page.body.contains(&name), "the page does not say whose it is");
    }
    let refused = go_on(&browser, &page, &signing_in(&other, PASSWORD)).await;
    let refused = refused.expect(StatusCode::UNPROCESSABLE_ENTITY);
    let told = format!("filled in by somebody else than {}, so it was not sent", other.name);
    assert!(refused.says(&told), "{}", refused.text());
    assert_eq!(stored(&app, &survey).await.len(), 0);
    let other_page = browser.get(&survey.path()).await.expect(StatusCode::OK);
    assert!(other_page.says("Send my answers"), "they are signed in, and have not answered");
    // Whoever filled it in takes the machine back: nothing is lost.
    let done = format!("{}/done", survey.path());
    let before = browser.cookie().unwrap();
    go_on(&browser, &refused, &signing_in(&person, PASSWORD)).await.expect_redirect(&done);
    assert_eq!(stored(&app, &survey).await.len(), 1);
    assert_ne!(browser.cookie().unwrap(), before);
    let stolen = app.browser();
    stolen.keep_cookie(false, &before);
    assert_eq!(stolen.get("/account").await.status, StatusCode::SEE_OTHER, "and theirs is over");
    let mut tx = app.services.store.read().await.unwrap();
    let answered = tx.roster_place(survey.wave, person.id).await.unwrap().unwrap().answered;
    let not_answered = tx.roster_place(survey.wave, other.id).await.unwrap().unwrap().answered;
    assert!(answered && !not_answered);
}

async fn somebody_else_who_signs_in_in_another_tab_does_not_send_it_either(app: TestApp) {
    let (person, survey, browser, page) = interrupted(&app).await;
    let other = colleague(&app, &person).await;
    let fields = [("email", other.email.as_str()), ("password", PASSWORD)];
    browser.clone().post("/sign-in", &fields).await.expect_redirect("/");
    let refused = go_on(&browser, &page, &[]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("so it was not sent"), "{}", refused.text());
    assert_eq!(stored(&app, &survey).await.len(), 0);
    assert_eq!(refused.field(&survey.field("one-change")).as_deref(), Some(COMMENT));
    // The mark of somebody else's form fits no better.
    let made_up = [("resume-owner", "00")];
    go_on(&browser, &page, &made_up).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    let done = format!("{}/done", survey.path());
    go_on(&browser, &refused, &signing_in(&person, PASSWORD)).await.expect_redirect(&done);
}

async fn where_it_is_not_known_whose_form_it_is_somebody_has_to_say_so(app: TestApp) {
    let (person, survey, _, _) = interrupted(&app).await;
    let comment = survey.field("one-change");
    let browser = app.browser();
    let fields = [(comment.as_str(), COMMENT), ("resume-owner", "planted")];
    let page = browser.post(&survey.path(), &fields).await.expect(StatusCode::UNAUTHORIZED);
    assert!(page.says("I filled in this form myself"), "{}", page.text());
    assert_eq!(page.field("resume-owner"), None);
    let unsure = go_on(&browser, &page, &signing_in(&person, PASSWORD)).await;
    let unsure = unsure.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unsure.says("Tick this if it was you"), "{}", unsure.text());
    assert_eq!((unsure.field(&comment).as_deref(), browser.cookie()), (Some(COMMENT), None));
    let mut fields = signing_in(&person, PASSWORD).to_vec();
    fields.push(("resume-mine", "yes"));
    let done = format!("{}/done", survey.path());
    go_on(&browser, &unsure, &fields).await.expect_redirect(&done);
    assert_eq!(stored(&app, &survey).await.len(), 1);
}

async fn a_form_of_friday_is_still_its_owners_on_monday(app: TestApp) {
    let roster = app.with_roster(&[("Engineering", 8)]).await;
    let survey = app.with_open_wave().await;
    let person = roster.person("Engineering");
    let other = colleague(&app, &person).await;
    app.give_password(&person).await;
    let browser = app.sign_in(&person).await;
    app.clock.advance(Duration::from_secs(3 * 24 * 60 * 60));
    // Old sessions are swept up whenever anybody signs in.
    let fields = [("email", other.email.as_str()), ("password", PASSWORD)];
    app.browser().post("/sign-in", &fields).await.expect_redirect("/");
    let comment = survey.field("one-change");
    let page = browser.post(&survey.path(), &[(comment.as_str(), COMMENT)]).await;
    let page = page.expect(StatusCode::UNAUTHORIZED);
    assert!(page.field("resume-owner").is_some());
    let done = format!("{}/done", survey.path());
    go_on(&browser, &page, &signing_in(&person, PASSWORD)).await.expect_redirect(&done);
    // After a week more nobody needs to know whose browser it was.
    app.clock.advance(Duration::from_secs(9 * 24 * 60 * 60));
    app.browser().post("/sign-in", &fields).await.expect_redirect("/");
    let kept = crate::support::dump(&app.services.store).await;
    assert_eq!(kept["sessions"].len(), 1, "{:?}", kept["sessions"]);
}
