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
