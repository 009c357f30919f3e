//! `/answer/{wave}/seen`: what can be seen of whoever answers, before they do.

use crate::{app::TestApp, support::on_each_database};
use app::domain::Roles;
use axum::http::StatusCode;

on_each_database![
    groups_made_up_figures_and_what_is_kept_are_told,
    whoever_is_not_asked_is_told_that_there_is_nothing,
];

async fn groups_made_up_figures_and_what_is_kept_are_told(app: TestApp) {
    let roster = app.with_roster(&[("Engineering", 9), ("Engineering/Payments", 7)]).await;
    let survey = app.with_open_wave().await;
    let browser = app.sign_in(&roster.people("Payments")[0]).await;
    let address = format!("/answer/{}", survey.wave);
    let form = browser.get(&address).await.expect(StatusCode::OK);
    assert!(form.body.contains(&format!("href=\"{address}/seen\"")), "{}", form.body);
    let page = browser.get(&format!("{address}/seen")).await.expect(StatusCode::OK);
    for words in [
        "Payments",
        "16",
        "Withheld: fewer than 5 answers",
        "80% favourable",
        "90% or more favourable",
        "What is kept",
        "On the survey’s roster",
    ] {
        assert!(page.says(words), "{words}: {}", page.text());
    }
}

async fn whoever_is_not_asked_is_told_that_there_is_nothing(app: TestApp) {
    app.with_roster(&[("Engineering", 9)]).await;
    let survey = app.with_open_wave().await;
    let newcomer = app.sign_in(&app.person("Nils Newcomer", Roles::default()).await).await;
    let page = newcomer.get(&format!("/answer/{}/seen", survey.wave)).await.expect(StatusCode::OK);
    assert!(page.says("This survey does not ask you"), "{}", page.text());
    assert!(!page.says("On the survey’s roster"), "{}", page.text());
}
