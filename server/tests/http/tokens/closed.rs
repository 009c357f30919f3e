//! Closing: no token is worth anything any more, and what is left adds up.

use super::{Asking, send, token_for, with_token, world};
use crate::{
    app::TestApp,
    support::{dump, on_each_database},
};
use app::domain::{Mode, ResponseId};
use axum::http::StatusCode;
use futures::future::join_all;
use serde_json::Value;
use soundings::service::Error;
use std::collections::BTreeSet;
use token::encoding::encode;

on_each_database![
    closing_ends_all_tokens_and_publishes_how_many_there_were,
    answers_that_arrive_while_the_wave_closes_are_either_counted_or_told_that_they_are_not,
    what_is_left_is_checked_with_the_published_key_and_tampering_is_told,
    a_small_organisation_has_no_counts,
];

async fn closing_ends_all_tokens_and_publishes_how_many_there_were(app: TestApp) {
    let (roster, survey) = world(&app, Mode::Unlinkable).await;
    let field = survey.field("editor");
    let mut names: BTreeSet<ResponseId> = BTreeSet::new();
    let mut last = None;
    for (seed, person) in (1_u8..).zip(roster.people("Payments").iter().take(6)) {
        let token = token_for(&app, &survey, person, seed).await;
        let sent = with_token(&token, &[(&field, "4")]);
        if seed > 2 {
            send(&app, &survey, &sent).await.expect(StatusCode::NO_CONTENT);
        }
        last = Some(sent);
    }
    let mut tx = app.services.store.read().await.unwrap();
    names.extend(tx.responses(survey.wave).await.unwrap().iter().map(|response| response.id));
    let secret = tx.wave_secret(survey.wave).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    let address = format!("/.well-known/soundings/waves/{}", survey.wave);
    let open: Value = serde_json::from_str(&app.browser().get(&address).await.body).unwrap();
    assert_eq!((open["state"].as_str(), &open["counts"]), (Some("open"), &Value::Array(vec![])));

    app.close(&survey).await;
    let late = send(&app, &survey, &last.unwrap()).await.expect(StatusCode::GONE);
    assert_eq!(late.body, "{\"problem\":\"closed\"}");
    let browser = app.sign_in(&roster.person("Search")).await;
    let asking = Asking::new(&survey, 60);
    let late = browser.post_json(&asking.address(), asking.body()).await.expect(StatusCode::GONE);
    assert_eq!(late.body, "{\"problem\":\"closed\"}");

    let told: Value = serde_json::from_str(&app.browser().get(&address).await.body).unwrap();
    assert_eq!(told["public_key"], open["public_key"]);
    let payments = roster.team("Payments").to_string();
    let count = told["counts"].as_array().unwrap().iter().find(|one| one["team"] == payments);
    let count = count.unwrap();
    assert_eq!(
        (&count["invited"], &count["issued"], &count["redeemed"]),
        (&8.into(), &6.into(), &4.into())
    );
    let mut tx = app.services.store.read().await.unwrap();
    let after: BTreeSet<ResponseId> =
        tx.responses(survey.wave).await.unwrap().iter().map(|response| response.id).collect();
    assert!(after.is_disjoint(&names), "no token leads to a response any more");
    assert_eq!(after.len(), 4);
    tx.commit().await.unwrap();
    let kept = format!("{:?}", dump(&app.services.store).await);
    assert!(!kept.contains(&encode(&secret)), "the secret is gone");
}

async fn answers_that_arrive_while_the_wave_closes_are_either_counted_or_told_that_they_are_not(
    app: TestApp,
) {
    let (roster, survey) = world(&app, Mode::Unlinkable).await;
    let field = survey.field("editor");
    let mut bodies = Vec::new();
    for (seed, person) in (1_u8..).zip(roster.everybody()) {
        let token = token_for(&app, &survey, person, seed).await;
        bodies.push(with_token(&token, &[(&field, "4")]));
    }
    let sending = join_all(bodies.iter().map(|body| send(&app, &survey, body)));
    let closing = async {
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        app.close(&survey).await;
    };
    let (answers, ()) = tokio::join!(sending, closing);
    let mut counted = 0;
    for answer in &answers {
        match answer.status {
            StatusCode::NO_CONTENT => counted += 1,
            StatusCode::GONE => {}
            other => panic!("{other}"),
        }
    }
    let mut tx = app.services.store.read().await.unwrap();
    assert_eq!(tx.responses(survey.wave).await.unwrap().len(), counted);
    assert_eq!(tx.redemptions_of(survey.wave).await.unwrap().len(), counted);
    let redeemed: i64 =
        tx.token_counts(survey.wave).await.unwrap().iter().map(|count| count.redeemed).sum();
    assert_eq!(usize::try_from(redeemed).unwrap(), counted);
}

async fn what_is_left_is_checked_with_the_published_key_and_tampering_is_told(app: TestApp) {
    let (roster, survey) = world(&app, Mode::Either).await;
    let field = survey.field("editor");
    for (seed, person) in (1_u8..).zip(roster.people("Payments")) {
        if seed > 6 {
            app.answer(&survey, &person, &[("editor", "2")]).await;
        } else {
            let token = token_for(&app, &survey, &person, seed).await;
            let sent = with_token(&token, &[(&field, "4")]);
            send(&app, &survey, &sent).await.expect(StatusCode::NO_CONTENT);
        }
    }
    let early = app.services.verify_wave(survey.wave).await;
    assert!(matches!(early, Err(Error::Conflict(_))), "{early:?}");
    app.close(&survey).await;
    let found = app.services.verify_wave(survey.wave).await.unwrap();
    assert_eq!((found.flaws, found.traces), (vec![], vec![]));
    assert_eq!((found.totals, found.tokens, found.responses), ((16, 6, 6), 6, 8));

    // Somebody with the database slips two answers in, as if two more had answered by name.
    let mut tx = app.services.store.begin().await.unwrap();
    let mut more = tx.responses(survey.wave).await.unwrap();
    more.truncate(2);
    for response in &mut more {
        response.id = ResponseId(app.services.random.uuid());
    }
    tx.insert_responses(survey.wave, &more).await.unwrap();
    tx.commit().await.unwrap();
    let found = app.services.verify_wave(survey.wave).await.unwrap();
    let told: Vec<String> = found.flaws.iter().map(ToString::to_string).collect();
    assert!(told.iter().any(|flaw| flaw.contains("10 responses are stored")), "{told:?}");
}

async fn a_small_organisation_has_no_counts(app: TestApp) {
    app.with_roster(&[("Org", 4)]).await;
    let survey = app.with_open_wave_of(Mode::Unlinkable).await;
    app.close(&survey).await;
    let mut tx = app.services.store.read().await.unwrap();
    assert_eq!(tx.token_counts(survey.wave).await.unwrap(), []);
}
