//! What the database keeps of a response: nothing that leads back to a person.

use crate::{
    app::TestApp,
    support::{dump, on_each_database},
};
use app::domain::AnswerValue;
use axum::http::StatusCode;
use std::collections::BTreeSet;

on_each_database![
    answers_behind_a_shut_gate_are_dropped_and_those_behind_an_open_one_count,
    a_stored_response_has_wave_team_and_answers_and_nothing_else,
    answers_of_a_team_that_is_too_small_count_for_the_team_above,
    after_closing_nobody_knows_who_answered_and_responses_have_new_names,
    before_the_first_question_people_read_who_will_see_what,
];

async fn answers_behind_a_shut_gate_are_dropped_and_those_behind_an_open_one_count(app: TestApp) {
    let roster = app.with_roster(&[("Engineering", 8)]).await;
    let survey = app.with_open_wave().await;
    let (gate, gated) = (survey.field("ci-use"), survey.field("ci-speed"));
    let editor = survey.field("editor");
    // “Not in the last quarter”, no answer, “doesn't apply”, and three ways of having used it.
    for (index, (use_of_it, counts)) in
        [("0", false), ("", false), ("na", false), ("1", true), ("2", true), ("3", true)]
            .into_iter()
            .enumerate()
    {
        let browser = app.sign_in(&roster.everybody()[index]).await;
        let fields = [(gate.as_str(), use_of_it), (gated.as_str(), "5"), (editor.as_str(), "3")];
        browser.post(&survey.path(), &fields).await.expect(StatusCode::SEE_OTHER);
        let mut tx = app.services.store.read().await.unwrap();
        let stored = tx.responses(survey.wave).await.unwrap();
        let with = stored
            .iter()
            .filter(|response| {
                response.answers.0.get(&survey.item("ci-speed").current.id)
                    == Some(&AnswerValue::Number(5))
            })
            .count();
        assert_eq!(stored.len(), index + 1);
        assert_eq!(with, (index + 1).saturating_sub(3), "{use_of_it:?} counts: {counts}");
    }
}

async fn a_stored_response_has_wave_team_and_answers_and_nothing_else(app: TestApp) {
    let roster = app.with_roster(&[("Engineering", 8)]).await;
    let survey = app.with_open_wave().await;
    let person = roster.person("Engineering");
    let browser = app.sign_in(&person).await;
    let before = dump(&app.services.store).await;
    let field = survey.field("editor");
    browser.post(&survey.path(), &[(field.as_str(), "4")]).await.expect(StatusCode::SEE_OTHER);
    let after = dump(&app.services.store).await;
    let changed: Vec<&String> =
        after.keys().filter(|table| after[*table] != before[*table]).collect();
    assert_eq!(changed, ["responses", "wave_roster"], "and no log, no session, no audit entry");
    let [row] = after["responses"].as_slice() else { panic!("{:?}", after["responses"]) };
    let hex = |id: uuid::Uuid| id.simple().to_string().to_uppercase();
    for (what, id) in [("person", person.id.0), ("wave", survey.wave.0)] {
        let named = row.contains(&hex(id)) || row.contains(&id.to_string());
        assert_eq!(named, what == "wave", "{what}: {row}");
    }
    let columns: BTreeSet<&str> =
        ["id", "wave_id", "team_id", "answers"].into_iter().filter(|it| row.contains(it)).collect();
    assert_eq!(columns.len(), 4, "{row}");
    for time in ["_at", "time", "sequence", "created"] {
        assert!(!row.contains(time), "{row}");
    }
    // The two rows that were written have the wave in common, and the team, and nothing else.
    let mark: Vec<&String> =
        after["wave_roster"].iter().filter(|row| !before["wave_roster"].contains(row)).collect();
    assert_eq!(mark.len(), 1);
    let response_id = {
        let mut tx = app.services.store.read().await.unwrap();
        tx.responses(survey.wave).await.unwrap()[0].id.0
    };
    assert!(!mark[0].contains(&hex(response_id)) && !mark[0].contains(&response_id.to_string()));
}

async fn answers_of_a_team_that_is_too_small_count_for_the_team_above(app: TestApp) {
    let roster = app
        .with_roster(&[("Engineering", 5), ("Engineering/Tiny", 4), ("Engineering/Big", 5)])
        .await;
    let survey = app.with_open_wave().await;
    for (team, counts_for) in
        [("Tiny", "Engineering"), ("Big", "Big"), ("Engineering", "Engineering")]
    {
        app.answer(&survey, &roster.person(team), &[("editor", "4")]).await;
        let mut tx = app.services.store.read().await.unwrap();
        let teams: Vec<_> =
            tx.responses(survey.wave).await.unwrap().iter().map(|response| response.team).collect();
        assert!(teams.contains(&roster.team(counts_for)), "{team}");
        assert!(!teams.contains(&roster.team("Tiny")));
    }
}

async fn after_closing_nobody_knows_who_answered_and_responses_have_new_names(app: TestApp) {
    let roster = app.with_roster(&[("Engineering", 12)]).await;
    let survey = app.with_open_wave().await;
    for (index, person) in roster.everybody().iter().enumerate().take(9) {
        let value = (index % 5 + 1).to_string();
        app.answer(&survey, person, &[("editor", &value)]).await;
    }
    let load = async || {
        let mut tx = app.services.store.read().await.unwrap();
        let places = tx.wave_roster(survey.wave).await.unwrap();
        (tx.responses(survey.wave).await.unwrap(), places)
    };
    let (before, places) = load().await;
    assert_eq!(places.iter().filter(|place| place.answered).count(), 9);
    app.close(&survey).await;
    let (after, places) = load().await;
    assert_eq!(places.len(), 12);
    assert!(places.iter().all(|place| !place.answered));
    let ids = |responses: &[soundings::store::responses::StoredResponse]| -> BTreeSet<_> {
        responses.iter().map(|response| response.id).collect()
    };
    assert_eq!(ids(&after).len(), 9);
    assert!(ids(&before).is_disjoint(&ids(&after)));
    let said = |responses: &[soundings::store::responses::StoredResponse]| -> Vec<String> {
        let mut said: Vec<String> =
            responses.iter().map(|it| format!("{} {:?}", it.team, it.answers)).collect();
        said.sort();
        said
    };
    assert_eq!(said(&before), said(&after), "nothing that was said is lost");
}

async fn before_the_first_question_people_read_who_will_see_what(app: TestApp) {
    let roster = app
        .with_roster(&[("Engineering", 7), ("Engineering/Tiny", 4), ("Engineering/Big", 5)])
        .await;
    let survey = app.with_open_wave().await;
    let page = app.sign_in(&roster.person("Tiny")).await.get(&survey.path()).await;
    assert!(page.says("Your own team is too small to be shown alone"), "{}", page.text());
    assert!(page.says("never for fewer than 5 answers"));
    assert!(page.says("which you share with 10 other people"), "{}", page.text());
    let page = app.sign_in(&roster.person("Big")).await.get(&survey.path()).await;
    assert!(!page.says("too small to be shown alone"));
    assert!(page.says("which you share with 4 other people"), "{}", page.text());
    let promise = page.body.find("Who will see what").unwrap();
    assert!(promise < page.body.find("data-question").unwrap(), "it stands before the questions");
}
