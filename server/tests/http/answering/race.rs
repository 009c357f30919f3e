//! Two tabs, two clicks, and a wave that closes at that very moment.

use crate::{app::TestApp, support::on_each_database};
use axum::http::StatusCode;
use futures::future::join_all;

on_each_database![
    of_two_tabs_that_send_at_once_one_counts_and_the_other_is_told,
    whoever_has_answered_is_told_that_the_first_answers_count,
    answers_that_arrive_while_the_wave_closes_are_either_counted_or_told_that_they_are_not,
];

async fn of_two_tabs_that_send_at_once_one_counts_and_the_other_is_told(app: TestApp) {
    let roster = app.with_roster(&[("Engineering", 8)]).await;
    let survey = app.with_open_wave().await;
    let field = survey.field("editor");
    let done = format!("{}/done", survey.path());
    for (index, person) in roster.everybody().iter().enumerate() {
        let tab = app.sign_in(person).await;
        let other = tab.clone();
        let path = survey.path();
        let (first, second) = ([(field.as_str(), "2")], [(field.as_str(), "5")]);
        let (first, second) = tokio::join!(tab.post(&path, &first), other.post(&path, &second));
        let mut places = [first.location(), second.location()];
        places.sort_unstable();
        assert_eq!(places, [done.as_str(), &format!("{done}?again=yes")]);
        let mut tx = app.services.store.read().await.unwrap();
        let responses = tx.responses(survey.wave).await.unwrap();
        assert_eq!(responses.len(), index + 1);
    }
}

async fn whoever_has_answered_is_told_that_the_first_answers_count(app: TestApp) {
    let roster = app.with_roster(&[("Engineering", 8)]).await;
    let survey = app.with_open_wave().await;
    let browser = app.sign_in(&roster.person("Engineering")).await;
    let start = browser.get("/").await;
    assert!(start.body.contains(&format!("href=\"{}\"", survey.path())), "{}", start.text());
    let field = survey.field("editor");
    let none_yet = browser.get(&format!("{}/done", survey.path())).await;
    assert!(none_yet.says("No answers of yours are stored"));
    browser.post(&survey.path(), &[(field.as_str(), "2")]).await.expect(StatusCode::SEE_OTHER);
    let again = browser.post(&survey.path(), &[(field.as_str(), "5")]).await;
    let told = browser.get(again.location()).await.expect(StatusCode::OK);
    assert!(told.says("Your first answers count"), "{}", told.text());
    assert!(told.says("what you sent now was not stored"));
    assert!(browser.get(&survey.path()).await.says("You have answered this survey"));
    assert!(browser.get("/").await.says("Answered"));
    let mut tx = app.services.store.read().await.unwrap();
    let responses = tx.responses(survey.wave).await.unwrap();
    assert_eq!(responses.len(), 1);
    assert!(format!("{:?}", responses[0].answers).contains("Number(2)"));
}

async fn answers_that_arrive_while_the_wave_closes_are_either_counted_or_told_that_they_are_not(
    app: TestApp,
) {
    let roster = app.with_roster(&[("Engineering", 24)]).await;
    let survey = app.with_open_wave().await;
    let field = survey.field("editor");
    let mut browsers = Vec::new();
    for person in roster.everybody() {
        browsers.push(app.sign_in(person).await);
    }
    let path = survey.path();
    let fields = [(field.as_str(), "4")];
    let sending = join_all(browsers.iter().map(|browser| browser.post(&path, &fields)));
    let closing = async {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        app.close(&survey).await;
    };
    let (answers, ()) = tokio::join!(sending, closing);
    let mut counted = 0;
    for answer in &answers {
        match answer.status {
            StatusCode::SEE_OTHER => counted += 1,
            StatusCode::CONFLICT => assert!(answer.says("closed before your answers arrived")),
            other => panic!("{other}: {}", answer.text()),
        }
    }
    let mut tx = app.services.store.read().await.unwrap();
    assert_eq!(tx.responses(survey.wave).await.unwrap().len(), counted);
}
