//! What every answer tells the browser to refuse.

use crate::{
    app::TestApp,
    browser::Answer,
    html,
    policy::{World, routes_of},
    support::on_each_database,
};
use axum::http::StatusCode;

on_each_database![
    every_answer_forbids_framing_sniffing_and_keeping,
    no_page_has_inline_handlers_styles_or_scripts_without_the_nonce,
    every_page_gets_a_nonce_of_its_own,
    an_error_page_brings_no_script_at_all,
    behind_tls_browsers_are_told_to_stay_there,
];

/// Every page there is, opened by a researcher and admin who is on the roster.
async fn all_pages(world: &World) -> Vec<(String, Answer)> {
    let admin = world.caller('b').await;
    let mut pages = Vec::new();
    for (method, pattern) in routes_of(world.app.router()) {
        if method == "GET" {
            let address = world.address("GET", &pattern).await;
            let answer = admin.get(&address).await;
            pages.push((address, answer));
        }
    }
    pages.push(("/nothing".to_owned(), admin.get("/nothing").await));
    pages.push(("POST /waves/new".to_owned(), admin.post("/programs/new", &[]).await));
    pages.push((
        "POST /sign-in".to_owned(),
        world.app.browser().post("/account/password", &[]).await,
    ));
    pages
}

async fn every_answer_forbids_framing_sniffing_and_keeping(app: TestApp) {
    let world = World::build(app).await;
    for (address, answer) in all_pages(&world).await {
        for (name, value) in [
            ("x-frame-options", "DENY"),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), value, "{address}");
        }
        let policy = answer.header("content-security-policy");
        for part in ["default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"] {
            assert!(policy.contains(part), "{address}: {policy}");
        }
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
        if !address.starts_with("/pkg/") {
            assert_eq!(answer.header("cache-control"), "no-store", "{address}");
        }
    }
}

async fn no_page_has_inline_handlers_styles_or_scripts_without_the_nonce(app: TestApp) {
    let world = World::build(app).await;
    for (address, answer) in all_pages(&world).await {
        if !answer.header("content-type").starts_with("text/html") {
            continue;
        }
        let policy = answer.header("content-security-policy").to_owned();
        for tag in html::tags(&answer.body) {
            for (name, value) in &tag.attributes {
                assert!(!name.starts_with("on"), "{address}: <{} {name}={value:?}>", tag.name);
                assert_ne!(name, "style", "{address}: <{} style={value:?}>", tag.name);
                assert!(!value.trim_start().to_lowercase().starts_with("javascript:"), "{address}");
            }
            let nonce = || tag.get("nonce").map(|nonce| format!("'nonce-{nonce}'"));
            match tag.name.as_str() {
                "script" => assert!(nonce().is_some_and(|it| policy.contains(&it)), "{address}"),
                "style" => panic!("{address} has a style of its own"),
                "iframe" | "object" | "embed" | "base" => panic!("{address} has a {}", tag.name),
                _ => {}
            }
        }
    }
}

async fn every_page_gets_a_nonce_of_its_own(app: TestApp) {
    let browser = app.browser();
    let one = browser.get("/sign-in").await.expect(StatusCode::OK);
    let two = browser.get("/sign-in").await.expect(StatusCode::OK);
    let policy = |answer: &Answer| answer.header("content-security-policy").to_owned();
    assert!(policy(&one).contains("script-src 'nonce-"), "{}", policy(&one));
    assert_ne!(policy(&one), policy(&two));
}

async fn an_error_page_brings_no_script_at_all(app: TestApp) {
    let answer = app.sign_in_as(app::domain::Role::Developer).await.get("/programs").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(!answer.body.contains("<script"));
    assert!(!answer.header("content-security-policy").contains("script-src"));
}

async fn behind_tls_browsers_are_told_to_stay_there(app: TestApp) {
    let plain = app.browser().get("/sign-in").await;
    assert_eq!(plain.header("strict-transport-security"), "");
    let public = app.configured(|config| {
        config.given_public_url = Some("https://soundings.example.com".parse().unwrap());
    });
    let secure = public.browser().get("/sign-in").await;
    assert!(secure.header("strict-transport-security").starts_with("max-age="));
}
