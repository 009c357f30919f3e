//! Forms are taken from our own pages only, whoever is signed in.

use crate::{
    app::TestApp,
    policy::{World, routes_of},
    support::{dump, on_each_database},
};
use axum::http::{Method, StatusCode};

on_each_database![
    no_route_takes_a_form_from_elsewhere,
    the_public_address_is_what_counts_and_not_what_the_request_says,
];

/// What the forms of others, and of programs that are no browser, come with.
const FOREIGN: [&[(&str, &str)]; 7] = [
    &[("origin", "https://example.net")],
    &[("origin", "null")],
    &[],
    &[("sec-fetch-site", "cross-site"), ("origin", "http://127.0.0.1:3000")],
    &[("sec-fetch-site", "same-site"), ("origin", "http://127.0.0.1:3000")],
    &[("sec-fetch-site", "none"), ("origin", "http://127.0.0.1:3001")],
    &[("referer", "http://127.0.0.1:3000/account"), ("host", "127.0.0.1:3000")],
];

async fn no_route_takes_a_form_from_elsewhere(app: TestApp) {
    let world = World::build(app).await;
    let admin = world.caller('b').await;
    for (method, pattern) in routes_of(world.app.router()) {
        if method == "GET" {
            continue;
        }
        let address = world.address(&method, &pattern).await;
        let before = dump(&world.app.services.store).await;
        for headers in FOREIGN {
            let mut request = admin.request(method.parse().unwrap(), &address);
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            let fields = [("archived", "yes"), ("name", "x"), ("email", "x@example.com")];
            let answer = admin.send_form(request, &fields).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{address} {headers:?}");
            assert!(answer.says("This form was not sent from Soundings"), "{}", answer.text());
            assert_eq!(answer.header("set-cookie"), "", "{address}");
        }
        assert_eq!(dump(&world.app.services.store).await, before, "{address}");
    }
}

async fn the_public_address_is_what_counts_and_not_what_the_request_says(app: TestApp) {
    let public = app.configured(|config| {
        config.given_public_url = Some("https://soundings.example.com".parse().unwrap());
    });
    let browser = public.browser();
    let from = |origin: &str| {
        browser
            .request(Method::POST, "/sign-out")
            .header("origin", origin)
            .header("host", "127.0.0.1:3000")
            .header("x-forwarded-host", "127.0.0.1:3000")
    };
    browser.send_form(from("https://soundings.example.com"), &[]).await.expect_redirect("/sign-in");
    browser.send_form(from("http://127.0.0.1:3000"), &[]).await.expect(StatusCode::FORBIDDEN);
}
