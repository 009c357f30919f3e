//! What is refused, and that one refusal is like the other.

use super::{Asking, send, token_for, with_token, world};
use crate::{
    app::TestApp,
    browser::{Answer, Browser},
    support::on_each_database,
};
use app::domain::{Mode, Roles};
use axum::http::StatusCode;
use serde_json::{Value, json};
use token::encoding::encode;

on_each_database![
    every_token_that_is_not_good_gets_the_same_refusal,
    answers_that_need_another_look_are_told_to_whoever_has_a_token,
    whoever_is_not_asked_gets_no_token,
    a_wish_that_is_none_is_refused_before_anything_is_noted,
    a_foreign_page_can_neither_ask_nor_send,
];

/// All that tells one answer from another.
fn shape(answer: &Answer) -> String {
    let mut headers: Vec<String> =
        answer.headers.iter().map(|(name, value)| format!("{name}: {value:?}")).collect();
    headers.sort();
    format!("{} {} {:?}", answer.status, headers.join(", "), answer.body)
}

async fn every_token_that_is_not_good_gets_the_same_refusal(app: TestApp) {
    let (roster, survey) = world(&app, Mode::Unlinkable).await;
    let next = app.with_next_wave(&survey, "2027-Q1".parse().unwrap()).await;
    let named = app.with_open_wave_of(Mode::Confidential).await;
    let field = survey.field("editor");
    let good = token_for(&app, &survey, &roster.person("Search"), 5).await;
    let of_next = token_for(&app, &next, &roster.person("Search"), 6).await;
    let fields = [(field.as_str(), "4")];
    let good_body = with_token(&good, &fields);
    let change = |name: &str, value: Value| {
        let mut body = good_body.clone();
        body[name] = value;
        body
    };
    let mut flipped = good.output;
    flipped[63] ^= 1;
    let other_team = roster.team("Payments").to_string();
    let bad: Vec<(&str, String, Value)> = vec![
        ("forged", survey.wave.to_string(), change("output", json!(encode(&[7; 64])))),
        ("one bit", survey.wave.to_string(), change("output", json!(encode(&flipped)))),
        ("another input", survey.wave.to_string(), change("input", json!(encode(&[8; 32])))),
        ("another team", survey.wave.to_string(), change("team", json!(other_team))),
        ("no team", survey.wave.to_string(), change("team", json!(good.wave.to_string()))),
        ("another wave", survey.wave.to_string(), with_token(&of_next, &fields)),
        ("replayed elsewhere", next.wave.to_string(), good_body.clone()),
        ("a wave without tokens", named.wave.to_string(), good_body.clone()),
        ("no wave", good.team.to_string(), good_body.clone()),
        ("no address of a wave", "quarterly".to_owned(), good_body.clone()),
        ("short", survey.wave.to_string(), change("output", json!("AAAA"))),
        ("no text", survey.wave.to_string(), change("output", json!(7))),
        ("more", survey.wave.to_string(), change("person", json!("me"))),
        ("a list", survey.wave.to_string(), json!([])),
        ("answers of another kind", survey.wave.to_string(), change("answers", json!({"a": 1}))),
    ];
    let browser = app.browser();
    let mut shapes = Vec::new();
    for (what, wave, body) in &bad {
        let answer = browser.post_json(&format!("/responses/{wave}"), body.to_string()).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{what}");
        shapes.push((*what, shape(&answer)));
    }
    for body in [&b""[..], b"{", b"\xff\xfe", b"null", b"team=1&input=2"] {
        let answer = browser.post_json(&format!("/responses/{}", survey.wave), body).await;
        shapes.push(("no request", shape(&answer)));
    }
    for (what, other) in &shapes[1..] {
        assert_eq!(&shapes[0].1, other, "{what}");
    }
    let mut tx = app.services.store.read().await.unwrap();
    assert_eq!(tx.count_responses(survey.wave).await.unwrap(), 0);
    assert_eq!(tx.redemptions_of(survey.wave).await.unwrap(), []);
    tx.commit().await.unwrap();
    send(&app, &survey, &good_body).await.expect(StatusCode::NO_CONTENT);
}

async fn answers_that_need_another_look_are_told_to_whoever_has_a_token(app: TestApp) {
    let (roster, survey) = world(&app, Mode::Unlinkable).await;
    let token = token_for(&app, &survey, &roster.person("Search"), 5).await;
    let field = survey.field("editor");
    let wrong = send(&app, &survey, &with_token(&token, &[(&field, "9")])).await;
    let wrong = wrong.expect(StatusCode::UNPROCESSABLE_ENTITY);
    let told: Value = serde_json::from_str(&wrong.body).unwrap();
    assert_eq!(told["problems"][0]["field"], field);
    let message = told["problems"][0]["message"].as_str().unwrap();
    assert!(message.contains("“9” is not on the scale"), "{message}");
    let none = send(&app, &survey, &with_token(&token, &[])).await;
    assert!(none.expect(StatusCode::UNPROCESSABLE_ENTITY).body.contains("There is no answer yet"));
    let mut tx = app.services.store.read().await.unwrap();
    assert_eq!(tx.count_responses(survey.wave).await.unwrap(), 0);
}

async fn whoever_is_not_asked_gets_no_token(app: TestApp) {
    let (roster, survey) = world(&app, Mode::Unlinkable).await;
    let asking = Asking::new(&survey, 3);
    let nobody = app.browser().post_json(&asking.address(), asking.body()).await;
    assert_eq!((nobody.status, nobody.body.as_str()), (StatusCode::UNAUTHORIZED, ""));
    let newcomer = app.sign_in(&app.person("Nils Newcomer", Roles::default()).await).await;
    let refused = newcomer.post_json(&asking.address(), asking.body()).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let named = app.with_open_wave_of(Mode::Confidential).await;
    let somebody = app.sign_in(&roster.person("Search")).await;
    let asking = Asking::new(&named, 3);
    let refused = somebody.post_json(&asking.address(), asking.body()).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let program = app.with_program_of("Later", Mode::Unlinkable).await;
    let draft = app.with_draft(program, "2027-Q2").await;
    let asking = Asking::new(&draft, 3);
    let refused = somebody.post_json(&asking.address(), asking.body()).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

async fn a_wish_that_is_none_is_refused_before_anything_is_noted(app: TestApp) {
    let (roster, survey) = world(&app, Mode::Unlinkable).await;
    let browser = app.sign_in(&roster.person("Search")).await;
    let address = format!("/answer/{}/token", survey.wave);
    for body in [
        String::new(),
        "{}".to_owned(),
        json!({ "blinded": "AAAA" }).to_string(),
        // No element of the group, and the neutral one.
        json!({ "blinded": encode(&[0xff; 32]) }).to_string(),
        json!({ "blinded": encode(&[0; 32]) }).to_string(),
    ] {
        let answer = browser.post_json(&address, body.clone()).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body}");
    }
    let long = browser.post_json(&address, " ".repeat(2_000)).await;
    assert_eq!(long.status, StatusCode::PAYLOAD_TOO_LARGE);
    let mut tx = app.services.store.read().await.unwrap();
    assert_eq!(tx.issued_by_team(survey.wave).await.unwrap(), []);
}

async fn a_foreign_page_can_neither_ask_nor_send(app: TestApp) {
    let (roster, survey) = world(&app, Mode::Unlinkable).await;
    let token = token_for(&app, &survey, &roster.person("Payments"), 5).await;
    let foreign = async |browser: Browser, path: String, body: String| {
        let request = browser
            .request(axum::http::Method::POST, &path)
            .header("origin", "https://elsewhere.example")
            .header("content-type", "application/json");
        browser.send(request.body(body.into()).unwrap()).await.status
    };
    let asking = Asking::new(&survey, 3);
    let browser = app.sign_in(&roster.person("Search")).await;
    assert_eq!(foreign(browser, asking.address(), asking.body()).await, StatusCode::FORBIDDEN);
    let sent = with_token(&token, &[(&survey.field("editor"), "4")]).to_string();
    let status = foreign(app.browser(), format!("/responses/{}", survey.wave), sent).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    let mut tx = app.services.store.read().await.unwrap();
    assert_eq!(tx.count_responses(survey.wave).await.unwrap(), 0);
    assert_eq!(tx.issued_by_team(survey.wave).await.unwrap(), [(roster.team("Payments"), 1)]);
}
