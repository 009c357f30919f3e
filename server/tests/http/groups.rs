//! A second grouping: chosen in a program's settings, told before the first question, frozen at
//! opening, and shown for large teams.

use crate::{
    app::TestApp,
    organisation::{Roster, Survey},
    support::on_each_database,
};
use app::domain::{Item, ItemId, ProgramId, Role};
use axum::http::StatusCode;

on_each_database![
    a_question_with_options_breaks_large_teams_down,
    a_group_that_could_be_worked_out_is_withheld,
    only_a_choice_that_is_asked_can_group_and_taking_it_out_ends_it,
];

async fn item(app: &TestApp, key: &str) -> Item {
    let items = app.services.store.read().await.unwrap().items().await.unwrap();
    items.into_iter().find(|item| item.key == key).unwrap()
}

async fn grouping(app: &TestApp, program: ProgramId) -> Option<ItemId> {
    let mut tx = app.services.store.read().await.unwrap();
    tx.program(program).await.unwrap().unwrap().grouping
}

/// The settings of a program as its page would send them.
fn settings(grouping: &str) -> [(&str, &str); 6] {
    [
        ("name", "Quarterly"),
        ("purpose", "We plan from what you say."),
        ("schedule", "by-hand"),
        ("opens-after-days", "30"),
        ("open-days", "14"),
        ("grouping", grouping),
    ]
}

/// An open wave that is broken down by tenure.
async fn open_wave(app: &TestApp) -> Survey {
    let program = app.with_program("Quarterly").await;
    let tenure = item(app, "tenure").await.id.to_string();
    let researcher = app.sign_in_as(Role::Researcher).await;
    let items = format!("/programs/{program}/items");
    researcher.post(&items, &[("add", &tenure)]).await.expect(StatusCode::SEE_OTHER);
    let page = format!("/programs/{program}/settings");
    assert!(researcher.get(&page).await.says("Break large teams down"));
    researcher.post(&page, &settings(&tenure)).await.expect(StatusCode::SEE_OTHER);
    let survey = app.with_draft(program, "2026-Q4").await;
    app.open(&survey).await;
    // What is chosen later is for later waves.
    researcher.post(&page, &settings("")).await.expect(StatusCode::SEE_OTHER);
    assert_eq!(grouping(app, program).await, None);
    survey
}

/// Everybody answers: of each team, the first `new` of its people are new here and content.
async fn answered(app: &TestApp, survey: &Survey, roster: &Roster, teams: &[(&str, usize)]) {
    for (team, new) in teams {
        for (place, person) in roster.people(team).iter().enumerate() {
            let (tenure, editor) = if place < *new { ("0", "5") } else { ("2", "2") };
            let editor = if place % 10 == 0 { "3" } else { editor };
            app.answer(survey, person, &[("tenure", tenure), ("editor", editor)]).await;
        }
    }
}

async fn a_question_with_options_breaks_large_teams_down(app: TestApp) {
    let roster = app
        .with_roster(&[
            ("Engineering", 6),
            ("Engineering/Payments", 30),
            ("Engineering/Search", 30),
        ])
        .await;
    let survey = open_wave(&app).await;
    let person = roster.person("Search");
    let developer = app.sign_in(&person).await;
    let page = developer.get(&survey.path()).await.expect(StatusCode::OK);
    assert!(page.says("Where a team has 50 answers or more"), "{}", page.text());
    assert!(page.says("answered to “How long have you worked here?”"), "{}", page.text());

    answered(&app, &survey, &roster, &[("Engineering", 0), ("Payments", 10), ("Search", 20)]).await;
    app.publish(&survey).await;
    let editor = format!("/results/{}/items/{}", survey.wave, survey.item_id("editor"));
    let page = developer.get(&editor).await.expect(StatusCode::OK);
    assert!(page.says("By group"), "{}", page.text());
    // 30 are new, of whom 3 are unsure; of 36 others nobody is content, and that is all one hears.
    assert!(page.says("Less than a year 90%"), "{}", page.text());
    assert!(page.says("30 answers"), "{}", page.text());
    assert!(!page.says("Search, by what people answered"), "30 people are no large team");
    let figures = format!("/results/{}/figures/json", survey.wave);
    let figures = developer.get(&figures).await.expect(StatusCode::OK);
    let figures: serde_json::Value = serde_json::from_str(&figures.body).unwrap();
    let groups = figures["tables"]["groups"].as_array().unwrap();
    let shown: Vec<_> = groups
        .iter()
        .filter(|row| row["item"] == "editor")
        .map(|row| (row["group"].as_str().unwrap(), row["shown"].as_str().unwrap()))
        .collect();
    assert_eq!(
        shown,
        [
            ("Less than a year", "exact"),
            ("1 to 3 years", "withheld"),
            ("4 to 9 years", "banded"),
            ("10 years or more", "withheld"),
        ]
    );
}

async fn a_group_that_could_be_worked_out_is_withheld(app: TestApp) {
    let roster = app
        .with_roster(&[
            ("Engineering", 0),
            ("Engineering/Payments", 25),
            ("Engineering/Search", 40),
        ])
        .await;
    let survey = open_wave(&app).await;
    // All who are new are in Payments, but three of Payments are not: the team less the group.
    answered(&app, &survey, &roster, &[("Payments", 22), ("Search", 0)]).await;
    app.publish(&survey).await;
    let editor = format!("/results/{}/items/{}", survey.wave, survey.item_id("editor"));
    let page = app.sign_in_as(Role::Researcher).await.get(&editor).await.expect(StatusCode::OK);
    assert!(page.says("By group"), "{}", page.text());
    let told = "it would show a group of fewer than 5";
    assert!(
        page.says(&format!("Less than a year Withheld: with the figures of other teams {told}")),
        "{}",
        page.text()
    );
}

async fn only_a_choice_that_is_asked_can_group_and_taking_it_out_ends_it(app: TestApp) {
    let program = app.with_program("Quarterly").await;
    let researcher = app.sign_in_as(Role::Researcher).await;
    let page = format!("/programs/{program}/settings");
    let (tenure, editor) = (item(&app, "tenure").await.id, item(&app, "editor").await.id);
    for not in [tenure.to_string(), editor.to_string(), "nonsense".to_owned()] {
        let answer = researcher.post(&page, &settings(&not)).await;
        let answer = answer.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.says("Choose a question with options that this program asks"), "{not}");
    }
    let items = format!("/programs/{program}/items");
    researcher.post(&items, &[("add", &tenure.to_string())]).await.expect(StatusCode::SEE_OTHER);
    let chosen = tenure.to_string();
    researcher.post(&page, &settings(&chosen)).await.expect(StatusCode::SEE_OTHER);
    assert_eq!(grouping(&app, program).await, Some(tenure));
    researcher.post(&items, &[("remove", &chosen)]).await.expect(StatusCode::SEE_OTHER);
    assert_eq!(grouping(&app, program).await, None);
}
