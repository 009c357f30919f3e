//! `/sign-in`: the right password and the wrong one, and how often one may try.

use crate::{
    app::{PASSWORD, TestApp},
    browser::Answer,
    support::on_each_database,
};
use app::domain::{Person, Role};
use axum::http::StatusCode;
use std::time::Duration;

on_each_database![
    the_right_password_signs_in_and_leads_on,
    a_wrong_password_and_an_unknown_person_get_the_same_answer_after_the_same_work,
    whoever_has_left_or_has_no_password_gets_that_answer_too,
    an_address_is_the_same_in_capitals_and_with_spaces_around,
    after_ten_attempts_an_address_has_to_wait_a_minute,
    an_address_that_nobody_has_is_limited_like_any_other,
    signing_in_never_leads_to_another_site,
    a_password_is_never_sent_back,
];

async fn with_password(app: &TestApp) -> Person {
    let person = app.person_as(Role::Developer).await;
    app.give_password(&person).await;
    person
}

async fn try_to_sign_in(app: &TestApp, email: &str, password: &str) -> Answer {
    app.browser().post("/sign-in", &[("email", email), ("password", password)]).await
}

/// An answer without what differs from one request to the next by design.
fn comparable(answer: &Answer, email: &str) -> String {
    let policy = answer.header("content-security-policy");
    let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next());
    let body = answer.body.replace(email, "EMAIL").replace(nonce.unwrap_or("-"), "NONCE");
    let mut names: Vec<&str> = answer.headers.keys().map(|name| name.as_str()).collect();
    names.sort_unstable();
    format!("{} {names:?} {body}", answer.status)
}

async fn the_right_password_signs_in_and_leads_on(app: TestApp) {
    let person = with_password(&app).await;
    let browser = app.browser();
    let email = person.email.to_string();
    let fields = [("email", email.as_str()), ("password", PASSWORD), ("next", "/account")];
    browser.post("/sign-in", &fields).await.expect_redirect("/account");
    let account = browser.get("/account").await.expect(StatusCode::OK);
    assert!(account.says("Dora Developer") && account.says("dora@example.com"));
}

async fn a_wrong_password_and_an_unknown_person_get_the_same_answer_after_the_same_work(
    app: TestApp,
) {
    let person = with_password(&app).await;
    let email = person.email.to_string();
    let before = app.services.passwords.comparisons();
    let wrong = try_to_sign_in(&app, &email, "five herons on a raft").await;
    assert_eq!(app.services.passwords.comparisons(), before + 1);
    let unknown = try_to_sign_in(&app, "nobody@example.com", "five herons on a raft").await;
    assert_eq!(app.services.passwords.comparisons(), before + 2, "an unknown person is no quicker");
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.says("This e-mail and password do not go together"));
    assert_eq!(comparable(&wrong, &email), comparable(&unknown, "nobody@example.com"));
    assert_eq!(wrong.field("email"), Some(email));
    for answer in [wrong, unknown] {
        assert_eq!(answer.header("set-cookie"), "");
    }
}

async fn whoever_has_left_or_has_no_password_gets_that_answer_too(app: TestApp) {
    let left = Person { left: true, ..with_password(&app).await };
    let mut tx = app.services.store.begin().await.unwrap();
    tx.update_person(&left).await.unwrap();
    tx.commit().await.unwrap();
    let without = app.person_as(Role::Manager).await;
    let unknown = try_to_sign_in(&app, "nobody@example.com", PASSWORD).await;
    for person in [left, without] {
        let before = app.services.passwords.comparisons();
        let email = person.email.to_string();
        let answer = try_to_sign_in(&app, &email, PASSWORD).await;
        assert_eq!(comparable(&answer, &email), comparable(&unknown, "nobody@example.com"));
        assert_eq!(app.services.passwords.comparisons(), before + 1);
    }
}

async fn an_address_is_the_same_in_capitals_and_with_spaces_around(app: TestApp) {
    with_password(&app).await;
    try_to_sign_in(&app, "  Dora@Example.COM ", PASSWORD).await.expect_redirect("/");
}

async fn after_ten_attempts_an_address_has_to_wait_a_minute(app: TestApp) {
    let person = with_password(&app).await;
    let email = person.email.as_str();
    let other = app.person_as(Role::Manager).await;
    app.give_password(&other).await;
    for _ in 0..10 {
        try_to_sign_in(&app, email, "wrong").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    }
    let before = app.services.passwords.comparisons();
    let refused = try_to_sign_in(&app, email, PASSWORD).await;
    let refused = refused.expect(StatusCode::TOO_MANY_REQUESTS);
    assert!(refused.says("Too many attempts") && refused.header("retry-after") == "61");
    assert_eq!(app.services.passwords.comparisons(), before, "no work for whoever has to wait");
    try_to_sign_in(&app, other.email.as_str(), PASSWORD).await.expect_redirect("/");
    app.clock.advance(Duration::from_secs(60));
    try_to_sign_in(&app, email, PASSWORD).await.expect_redirect("/");
}

async fn an_address_that_nobody_has_is_limited_like_any_other(app: TestApp) {
    for _ in 0..10 {
        let answer = try_to_sign_in(&app, "nobody@example.com", "wrong").await;
        answer.expect(StatusCode::UNPROCESSABLE_ENTITY);
    }
    let refused = try_to_sign_in(&app, "Nobody@example.com", "wrong").await;
    refused.expect(StatusCode::TOO_MANY_REQUESTS);
}

async fn signing_in_never_leads_to_another_site(app: TestApp) {
    let person = with_password(&app).await;
    for next in [
        "https://example.net/",
        "//example.net/",
        "/\\example.net/",
        "\\\\example.net",
        "javascript:alert(1)",
        "/\t/example.net",
        " //example.net",
        "/ok\r\nLocation: https://example.net",
        "example.net",
        "",
    ] {
        app.clock.advance(Duration::from_secs(60));
        let fields = [("email", person.email.as_str()), ("password", PASSWORD), ("next", next)];
        let answer = app.browser().post("/sign-in", &fields).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(answer.location(), "/", "{next:?}");
        let page = app.browser().get(&format!("/sign-in?next={}", encoded(next))).await;
        assert!(page.expect(StatusCode::OK).body.contains("Sign in"));
    }
    // What is a path of ours is kept through a wrong password, with all that belongs to it.
    let next = "/results?wave=1&team=2";
    let fields = [("email", person.email.as_str()), ("password", "wrong"), ("next", next)];
    app.clock.advance(Duration::from_secs(60));
    let again = app.browser().post("/sign-in", &fields).await;
    assert_eq!(again.field("next").as_deref(), Some(next));
}

fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

async fn a_password_is_never_sent_back(app: TestApp) {
    let answer = try_to_sign_in(&app, "nobody@example.com", "my dear old password").await;
    assert!(!answer.body.contains("my dear old password"), "{}", answer.body);
    let fields = [("new-password", "my dear old one")];
    let signed_out = app.browser().post("/account/password", &fields).await;
    assert!(!signed_out.body.contains("my dear old one"));
}
