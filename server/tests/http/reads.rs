//! Looking changes nothing: no page, opened by whoever may, leaves a trace in any table.

use crate::{
    app::TestApp,
    policy::{World, routes_of},
    support::{dump, on_each_database},
};
use axum::http::{Method, StatusCode};
use std::time::Duration;

on_each_database![
    no_page_changes_anything_by_being_opened,
    asking_for_the_head_of_a_page_is_like_opening_it,
    an_address_that_takes_forms_only_shows_no_page,
];

/// Where the audit log is kept.
const AUDIT: &str = "audit_entries";

async fn no_page_changes_anything_by_being_opened(app: TestApp) {
    let world = World::build(app).await;
    let admin = world.caller('b').await;
    let developer = world.caller('d').await;
    let mut before = dump(&world.app.services.store).await;
    assert!(before["responses"].len() >= 20 && before["sessions"].len() >= 2);
    // Long enough for “last seen” to be noted, which is all that may change.
    world.app.clock.advance(Duration::from_secs(6 * 60));
    for (method, pattern) in routes_of(world.app.router()) {
        if method != "GET" {
            continue;
        }
        let address = world.address(&method, &pattern).await;
        for browser in [&admin, &developer, &world.app.browser()] {
            browser.get(&address).await;
            browser.get(&format!("{address}?changed=password&again=yes&q=x&page=2")).await;
        }
        let after = dump(&world.app.services.store).await;
        if pattern.contains("/export") {
            // What leaves the house is noted, and nothing else.
            let noted = after[AUDIT].clone();
            before.insert(AUDIT.to_owned(), noted);
        }
        assert_eq!(after, before, "{address}");
    }
}

async fn asking_for_the_head_of_a_page_is_like_opening_it(app: TestApp) {
    let browser = app.browser();
    let head = browser.request(Method::HEAD, "/account").body(Default::default()).unwrap();
    let answer = browser.send(head).await.expect_redirect("/sign-in?next=%2Faccount");
    assert_eq!(answer.body, "");
    let head = browser.request(Method::HEAD, "/sign-in").body(Default::default()).unwrap();
    assert_eq!(browser.send(head).await.expect(StatusCode::OK).body, "");
}

async fn an_address_that_takes_forms_only_shows_no_page(app: TestApp) {
    let world = World::build(app).await;
    let admin = world.caller('b').await;
    let routes = routes_of(world.app.router());
    for (method, pattern) in &routes {
        let has_page = routes.contains(&("GET".to_owned(), pattern.clone()));
        if method == "POST" && !has_page {
            let address = world.address("POST", pattern).await;
            let before = dump(&world.app.services.store).await;
            let answer = admin.get(&address).await;
            assert!(answer.status.is_client_error(), "{address}: {}", answer.status);
            assert_eq!(dump(&world.app.services.store).await, before, "{address}");
        }
    }
}
