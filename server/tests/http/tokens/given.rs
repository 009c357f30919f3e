//! What is given and taken.

use super::{Asking, published_key, send, token_for, with_token, world};
use crate::{app::TestApp, support::on_each_database};
use app::domain::Mode;
use axum::http::StatusCode;
use futures::future::join_all;
use std::time::Duration;

on_each_database![
    answers_with_a_token_count_once_for_the_team_of_the_token,
    sending_again_replaces_what_came_before,
    asking_the_same_again_gives_the_same_and_another_is_refused,
    of_two_browsers_that_ask_at_once_one_gets_the_token,
    where_both_ways_are_open_nobody_goes_both,
    nothing_of_a_session_is_touched_by_answers,
    whoever_asks_or_sends_too_often_has_to_wait,
];

async fn answers_with_a_token_count_once_for_the_team_of_the_token(app: TestApp) {
    let (roster, survey) = world(&app, Mode::Unlinkable).await;
    let field = survey.field("editor");
    for (seed, person) in roster.everybody().iter().enumerate() {
        let token = token_for(&app, &survey, person, u8::try_from(seed).unwrap() + 1).await;
        let sent = with_token(&token, &[(&field, "4")]);
        send(&app, &survey, &sent).await.expect(StatusCode::NO_CONTENT);
        // A retry whose answer was lost.
        send(&app, &survey, &sent).await.expect(StatusCode::NO_CONTENT);
    }
    let mut tx = app.services.store.read().await.unwrap();
    let mut by_team = tx.responses_by_team(survey.wave).await.unwrap();
    by_team.sort();
    let mut expected = vec![(roster.team("Payments"), 8), (roster.team("Search"), 8)];
    expected.sort();
    assert_eq!(by_team, expected);
    let places = tx.wave_roster(survey.wave).await.unwrap();
    assert!(places.iter().all(|place| !place.answered), "nobody knows who has answered");
}

async fn sending_again_replaces_what_came_before(app: TestApp) {
    let (roster, survey) = world(&app, Mode::Unlinkable).await;
    let token = token_for(&app, &survey, &roster.person("Search"), 5).await;
    let (editor, comment) = (survey.field("editor"), survey.field("one-change"));
    let first = with_token(&token, &[(&editor, "2"), (&comment, "too slow\0")]);
    send(&app, &survey, &first).await.expect(StatusCode::NO_CONTENT);
    let second = with_token(&token, &[(&editor, "5")]);
    send(&app, &survey, &second).await.expect(StatusCode::NO_CONTENT);
    let mut tx = app.services.store.read().await.unwrap();
    let stored = tx.responses(survey.wave).await.unwrap();
    assert_eq!(stored.len(), 1);
    let said = format!("{:?}", stored[0].answers);
    assert!(said.contains("Number(5)") && !said.contains("too slow"), "{said}");
}

async fn asking_the_same_again_gives_the_same_and_another_is_refused(app: TestApp) {
    let (roster, survey) = world(&app, Mode::Unlinkable).await;
    let person = roster.person("Payments");
    let browser = app.sign_in(&person).await;
    let key = published_key(&app.browser(), &survey).await;
    let team = roster.team("Payments");
    let asking = Asking::new(&survey, 7);
    let first = browser.post_json(&asking.address(), asking.body()).await.expect(StatusCode::OK);
    let again = browser.post_json(&asking.address(), asking.body()).await.expect(StatusCode::OK);
    let token = asking.finish(&survey, team, &key, &first.body);
    assert_eq!(token, asking.finish(&survey, team, &key, &again.body));
    assert_ne!(first.body, again.body, "each proof is a new one");

    let other = Asking::new(&survey, 9);
    let refused = browser.post_json(&other.address(), other.body()).await;
    let refused = refused.expect(StatusCode::CONFLICT);
    assert_eq!(refused.body, "{\"problem\":\"issued\"}");
    // The page says so before anybody types.
    let start = browser.get("/").await.expect(StatusCode::OK);
    assert!(start.says("You have a token"), "{}", start.text());
}

async fn of_two_browsers_that_ask_at_once_one_gets_the_token(app: TestApp) {
    let (roster, survey) = world(&app, Mode::Unlinkable).await;
    for person in roster.everybody() {
        let browsers = [app.sign_in(person).await, app.sign_in(person).await];
        let asking = [Asking::new(&survey, 1), Asking::new(&survey, 2)];
        let both = browsers.iter().zip(&asking).map(|(browser, asking)| async move {
            browser.post_json(&asking.address(), asking.body()).await
        });
        let mut told: Vec<StatusCode> =
            join_all(both).await.into_iter().map(|answer| answer.status).collect();
        told.sort();
        assert_eq!(told, [StatusCode::OK, StatusCode::CONFLICT]);
    }
    let mut tx = app.services.store.read().await.unwrap();
    let issued = tx.issued_by_team(survey.wave).await.unwrap();
    assert_eq!(issued.iter().map(|(_, count)| count).sum::<i64>(), 16);
}

async fn where_both_ways_are_open_nobody_goes_both(app: TestApp) {
    let (roster, survey) = world(&app, Mode::Either).await;
    let field = survey.field("editor");
    let named = roster.people("Payments").swap_remove(0);
    let browser = app.sign_in(&named).await;
    let done = format!("{}/done", survey.path());
    browser.post(&survey.path(), &[(&field, "2")]).await.expect_redirect(&done);
    let asking = Asking::new(&survey, 1);
    let refused = browser.post_json(&asking.address(), asking.body()).await;
    refused.expect(StatusCode::CONFLICT);

    let nameless = roster.people("Payments").swap_remove(1);
    let token = token_for(&app, &survey, &nameless, 3).await;
    let browser = app.sign_in(&nameless).await;
    let refused = browser.post(&survey.path(), &[(&field, "2")]).await;
    let refused = refused.expect(StatusCode::CONFLICT);
    assert!(refused.says("You have a token for this survey"), "{}", refused.text());
    assert_eq!(refused.field(&field).as_deref(), Some("2"), "and nothing is lost");
    let sent = with_token(&token, &[(&field, "4")]);
    send(&app, &survey, &sent).await.expect(StatusCode::NO_CONTENT);

    // Both at the very same moment.
    for (seed, person) in (10_u8..).zip(roster.people("Search")) {
        let (one, two) = (app.sign_in(&person).await, app.sign_in(&person).await);
        let asking = Asking::new(&survey, seed);
        let (address, path) = (asking.address(), survey.path());
        let fields = [(field.as_str(), "5")];
        let (token, posted) =
            tokio::join!(one.post_json(&address, asking.body()), two.post(&path, &fields));
        let ways = [token.status == StatusCode::OK, posted.status == StatusCode::SEE_OTHER];
        assert_eq!(ways.iter().filter(|went| **went).count(), 1, "{ways:?}");
    }
}

async fn nothing_of_a_session_is_touched_by_answers(app: TestApp) {
    let (roster, survey) = world(&app, Mode::Unlinkable).await;
    let person = roster.person("Search");
    let token = token_for(&app, &survey, &person, 5).await;
    let browser = app.sign_in(&person).await;
    let sessions = async || {
        let mut tx = app.services.store.read().await.unwrap();
        format!("{:?}", tx.sessions_of(person.id).await.unwrap())
    };
    let before = sessions().await;
    app.clock.advance(Duration::from_secs(1_800));
    // A browser of somebody's own making, that sends its cookie along.
    let sent = with_token(&token, &[(&survey.field("editor"), "4")]).to_string();
    let answer = browser.post_json(&format!("/responses/{}", survey.wave), sent).await;
    let answer = answer.expect(StatusCode::NO_CONTENT);
    assert_eq!(answer.header("set-cookie"), "");
    assert_eq!(sessions().await, before);
}

async fn whoever_asks_or_sends_too_often_has_to_wait(app: TestApp) {
    let (roster, survey) = world(&app, Mode::Unlinkable).await;
    let person = roster.person("Search");
    let token = token_for(&app, &survey, &person, 5).await;
    let sent = with_token(&token, &[(&survey.field("editor"), "4")]);
    for _ in 0..20 {
        send(&app, &survey, &sent).await.expect(StatusCode::NO_CONTENT);
    }
    let slower = send(&app, &survey, &sent).await.expect(StatusCode::TOO_MANY_REQUESTS);
    assert!(slower.header("retry-after").parse::<u64>().unwrap() >= 1);
    // Others are not in their way.
    let other = token_for(&app, &survey, &roster.person("Payments"), 6).await;
    let theirs = with_token(&other, &[(&survey.field("editor"), "4")]);
    send(&app, &survey, &theirs).await.expect(StatusCode::NO_CONTENT);
    app.clock.advance(Duration::from_secs(10));
    send(&app, &survey, &sent).await.expect(StatusCode::NO_CONTENT);

    let browser = app.sign_in(&person).await;
    let asking = Asking::new(&survey, 5);
    let mut told = Vec::new();
    for _ in 0..22 {
        told.push(browser.post_json(&asking.address(), asking.body()).await.status);
    }
    assert_eq!(told.last(), Some(&StatusCode::TOO_MANY_REQUESTS), "{told:?}");
    assert_eq!(told[0], StatusCode::OK);
}
