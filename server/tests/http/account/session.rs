//! Sessions: what the browser holds, what the server keeps, and when it is over.

use crate::{
    app::{PASSWORD, TestApp},
    browser::Browser,
    support::{dump, on_each_database},
};
use app::domain::{Person, Role};
use axum::http::{HeaderMap, StatusCode};
use std::time::Duration;

on_each_database![
    over_plain_http_the_cookie_is_for_this_host_only_and_out_of_reach_of_scripts,
    behind_tls_the_cookie_is_secure_and_bound_to_the_host,
    the_database_knows_no_cookie,
    a_session_ends_when_it_was_not_used_for_eight_hours,
    a_session_ends_after_a_day_however_busy,
    signing_out_ends_this_browsers_session_and_no_other,
    a_new_password_ends_all_other_sessions_and_links,
    a_new_password_needs_the_old_one_and_has_to_be_typed_twice,
    whoever_leaves_is_signed_out_at_once,
    a_cookie_from_elsewhere_is_nobodys,
    signing_in_again_ends_the_session_that_the_browser_had,
];

const HOUR: Duration = Duration::from_secs(60 * 60);

async fn sign_in_by_form(app: &TestApp, person: &Person) -> (Browser, HeaderMap) {
    app.give_password(person).await;
    let browser = app.browser();
    let fields = [("email", person.email.as_str()), ("password", PASSWORD)];
    let answer = browser.post("/sign-in", &fields).await.expect_redirect("/");
    (browser, answer.headers)
}

async fn is_signed_in(browser: &Browser) -> bool {
    browser.get("/account").await.status == StatusCode::OK
}

fn cookie(headers: &HeaderMap) -> (String, Vec<String>) {
    let cookie = headers["set-cookie"].to_str().unwrap();
    let (pair, attributes) = cookie.split_once("; ").unwrap();
    let (name, _) = pair.split_once('=').unwrap();
    (name.to_owned(), attributes.split("; ").map(str::to_owned).collect())
}

async fn over_plain_http_the_cookie_is_for_this_host_only_and_out_of_reach_of_scripts(
    app: TestApp,
) {
    let (_, headers) = sign_in_by_form(&app, &app.person_as(Role::Developer).await).await;
    let (name, attributes) = cookie(&headers);
    assert_eq!(name, "soundings");
    assert_eq!(attributes, ["Path=/", "HttpOnly", "SameSite=Lax"]);
}

async fn behind_tls_the_cookie_is_secure_and_bound_to_the_host(app: TestApp) {
    let public = app.configured(|config| {
        config.given_public_url = Some("https://soundings.example.com".parse().unwrap());
    });
    let (browser, headers) = sign_in_by_form(&public, &app.person_as(Role::Developer).await).await;
    let (name, attributes) = cookie(&headers);
    assert_eq!(name, "__Host-soundings");
    assert_eq!(attributes, ["Path=/", "HttpOnly", "SameSite=Lax", "Secure"]);
    assert!(is_signed_in(&browser).await);
    let out = browser.post("/sign-out", &[]).await.expect_redirect("/sign-in");
    let (name, attributes) = cookie(&out.headers);
    assert_eq!(name, "__Host-soundings");
    assert!(attributes.contains(&"Secure".to_owned()) && attributes.contains(&"Max-Age=0".into()));
    // A cookie without the prefix could have been planted over a plain connection.
    let planted = public.browser();
    let signed_in = app.sign_in_as(Role::Developer).await;
    planted.keep_cookie(false, &signed_in.cookie().unwrap());
    assert!(!is_signed_in(&planted).await);
}

async fn the_database_knows_no_cookie(app: TestApp) {
    let (browser, _) = sign_in_by_form(&app, &app.person_as(Role::Developer).await).await;
    let token = browser.cookie().unwrap();
    assert_eq!(token.len(), 43, "256 random bits");
    let kept = format!("{:?}", dump(&app.services.store).await);
    assert!(!kept.contains(&token));
    let hash = soundings::auth::token::Token::parse(&token).unwrap().hash();
    assert!(kept.contains(hash.as_str()));
    assert!(!kept.contains(PASSWORD));
}

async fn a_session_ends_when_it_was_not_used_for_eight_hours(app: TestApp) {
    let browser = app.sign_in_as(Role::Developer).await;
    app.clock.advance(7 * HOUR);
    assert!(is_signed_in(&browser).await);
    app.clock.advance(8 * HOUR);
    assert!(is_signed_in(&browser).await, "eight hours to the moment are not more than eight");
    app.clock.advance(8 * HOUR + Duration::from_millis(1));
    assert!(!is_signed_in(&browser).await);
    browser.get("/account").await.expect_redirect("/sign-in?next=%2Faccount");
}

async fn a_session_ends_after_a_day_however_busy(app: TestApp) {
    let browser = app.sign_in_as(Role::Developer).await;
    for _ in 0..24 {
        app.clock.advance(HOUR);
        assert!(is_signed_in(&browser).await);
    }
    app.clock.advance(HOUR);
    assert!(!is_signed_in(&browser).await);
}

async fn signing_out_ends_this_browsers_session_and_no_other(app: TestApp) {
    let person = app.person_as(Role::Developer).await;
    let (browser, other) = (app.sign_in(&person).await, app.sign_in(&person).await);
    let stolen = app.browser();
    stolen.keep_cookie(false, &browser.cookie().unwrap());
    let out = browser.post("/sign-out", &[]).await.expect_redirect("/sign-in");
    let cleared = out.header("clear-site-data");
    assert!(cleared.contains("\"cache\""), "pages stay behind");
    assert!(!cleared.contains("storage"), "a token would be lost, and the answers with it");
    assert_eq!(browser.cookie(), None);
    assert!(!is_signed_in(&stolen).await, "a copy of the cookie still works");
    assert!(is_signed_in(&other).await);
}

async fn a_new_password_ends_all_other_sessions_and_links(app: TestApp) {
    let person = app.person_as(Role::Developer).await;
    let (browser, _) = sign_in_by_form(&app, &person).await;
    let other = app.sign_in(&person).await;
    let link = app.services.invite(None, person.id).await.unwrap().url;
    let link = link.strip_prefix("http://127.0.0.1:3000").unwrap();
    let before = browser.cookie();
    let new = "a lantern in the fog";
    let fields = [("old-password", PASSWORD), ("new-password", new), ("again-password", new)];
    browser.post("/account/password", &fields).await.expect_redirect("/account?changed=password");
    assert_ne!(browser.cookie(), before, "this browser goes on with a new session");
    assert!(is_signed_in(&browser).await);
    assert!(!is_signed_in(&other).await);
    assert!(app.browser().get(link).await.says("This link does not work any more"));
    let old = [("email", person.email.as_str()), ("password", PASSWORD)];
    app.browser().post("/sign-in", &old).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    let new = [("email", person.email.as_str()), ("password", new)];
    app.browser().post("/sign-in", &new).await.expect_redirect("/");
}

async fn a_new_password_needs_the_old_one_and_has_to_be_typed_twice(app: TestApp) {
    let person = app.person_as(Role::Developer).await;
    let (browser, _) = sign_in_by_form(&app, &person).await;
    let before = dump(&app.services.store).await;
    for (old, new, again, told) in [
        ("wrong", "a lantern in the fog", "a lantern in the fog", "not your present password"),
        (PASSWORD, "a lantern in the fog", "a lantern in fog", "The two new passwords differ"),
        (PASSWORD, "short", "short", "Use at least 12 characters"),
        (PASSWORD, "password1234", "password1234", "one of the first passwords that are tried"),
    ] {
        let fields = [("old-password", old), ("new-password", new), ("again-password", again)];
        let answer = browser.post("/account/password", &fields).await;
        let answer = answer.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.says(told), "{}", answer.text());
    }
    assert_eq!(dump(&app.services.store).await, before);
}

async fn whoever_leaves_is_signed_out_at_once(app: TestApp) {
    let person = app.person_as(Role::Developer).await;
    let browser = app.sign_in(&person).await;
    assert!(is_signed_in(&browser).await);
    let mut tx = app.services.store.begin().await.unwrap();
    tx.update_person(&Person { left: true, ..person }).await.unwrap();
    tx.commit().await.unwrap();
    assert!(!is_signed_in(&browser).await);
}

async fn a_cookie_from_elsewhere_is_nobodys(app: TestApp) {
    let person = app.person_as(Role::Admin).await;
    app.give_password(&person).await;
    let planted = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    for value in [planted, "", "x", "' OR 1=1 --", &"A".repeat(5_000)] {
        let browser = app.browser();
        browser.keep_cookie(false, value);
        assert!(!is_signed_in(&browser).await);
    }
    let browser = app.browser();
    browser.keep_cookie(false, planted);
    let fields = [("email", person.email.as_str()), ("password", PASSWORD)];
    browser.post("/sign-in", &fields).await.expect_redirect("/");
    assert_ne!(browser.cookie().as_deref(), Some(planted), "a planted cookie was taken over");
}

async fn signing_in_again_ends_the_session_that_the_browser_had(app: TestApp) {
    let person = app.person_as(Role::Developer).await;
    let (browser, _) = sign_in_by_form(&app, &person).await;
    let (elsewhere, _) = sign_in_by_form(&app, &person).await;
    let sessions = async || dump(&app.services.store).await["sessions"].len();
    assert_eq!(sessions().await, 2);
    let first = browser.cookie().unwrap();
    let fields = [("email", person.email.as_str()), ("password", PASSWORD)];
    browser.post("/sign-in", &fields).await.expect_redirect("/");
    assert_eq!(sessions().await, 2, "one for each browser");
    let copy = app.browser();
    copy.keep_cookie(false, &first);
    assert!(!is_signed_in(&copy).await, "whoever copied the old cookie is out");
    assert!(is_signed_in(&browser).await && is_signed_in(&elsewhere).await);
    // By a link, as somebody else: nothing is left of who sat here before.
    let other = app.person_as(Role::Researcher).await;
    let link = app.services.invite(None, other.id).await.unwrap().url;
    let path = link.strip_prefix("http://127.0.0.1:3000").unwrap();
    let second = browser.cookie().unwrap();
    browser.post(path, &[]).await.expect_redirect("/");
    copy.keep_cookie(false, &second);
    assert!(!is_signed_in(&copy).await);
    assert!(browser.get("/account").await.says(other.email.as_str()));
    // A wrong password changes nothing.
    let fields = [("email", person.email.as_str()), ("password", "wrong")];
    browser.post("/sign-in", &fields).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(is_signed_in(&browser).await);
}
