//! `/items`: items of one's own, and whom they are asked of.

use crate::{app::TestApp, organisation::Survey, support::on_each_database};
use app::domain::{Item, Role};
use axum::http::StatusCode;
use soundings::service::ItemsEdit;

on_each_database![
    an_item_of_ones_own_is_asked_only_after_the_answers_that_were_ticked,
    a_gate_that_is_none_is_refused_and_everything_else_stays,
    the_form_says_from_how_many_responses_comments_are_shown,
];

async fn bank_item(app: &TestApp, key: &str) -> Item {
    let mut tx = app.services.store.read().await.unwrap();
    let items = tx.items().await.unwrap();
    items.into_iter().find(|item| item.key == key).expect("an item of the bank")
}

const OWN: [(&str, &str); 4] = [
    ("wording", "The cache of CI saved me time."),
    ("key", "ci-cache"),
    ("dimension", "feedback-loops"),
    ("scale", "likert5"),
];

async fn an_item_of_ones_own_is_asked_only_after_the_answers_that_were_ticked(app: TestApp) {
    let program = app.with_program("Quarterly developer experience").await;
    let researcher = app.sign_in_as(Role::Researcher).await;
    let form = researcher.get("/items/new").await.expect(StatusCode::OK);
    let gate = bank_item(&app, "ci-use").await;
    assert!(form.says(&gate.current.wording), "{}", form.text());
    assert!(!form.says("My editor kept up"), "a rating opens no gate");

    let id = gate.id.to_string();
    let (second, last) = (format!("{id}.1"), format!("{id}.2"));
    let other = format!("{}.0", bank_item(&app, "portal-use").await.id);
    let mut fields = OWN.to_vec();
    fields.extend([
        ("gate", id.as_str()),
        ("gate-answers", last.as_str()),
        ("gate-answers", second.as_str()),
        // A browser sends the boxes of the other items too.
        ("gate-answers", other.as_str()),
    ]);
    let added = researcher.post("/items/new", &fields).await.expect(StatusCode::SEE_OTHER);
    let own = bank_item(&app, "ci-cache").await;
    assert_eq!(own.current.gate.as_ref().unwrap().asked_if, [1, 2]);
    let page = researcher.get(added.location()).await.expect(StatusCode::OK);
    let options = gate.current.scale.options();
    assert!(page.says("Asked only if used") && page.says(&gate.current.wording), "{}", page.text());
    assert!(page.says(&options[1]) && page.says(&options[2]) && !page.says(&options[0]));

    let edit = ItemsEdit::Add(own.id);
    app.services.edit_program_items(&app.researcher().await, program, edit).await.unwrap();
    let roster = app.with_roster(&[("Engineering", 6)]).await;
    let survey = app.with_draft(program, "2026-Q4").await;
    app.open(&survey).await;
    for (index, gate, counts) in [(0, "0", false), (1, "1", true), (2, "2", true)] {
        let person = &roster.everybody()[index];
        let page = app.sign_in(person).await.get(&survey.path()).await.expect(StatusCode::OK);
        let (_, behind) = page.body.split_once("data-asked=\"1 2\"").expect("it hangs on its gate");
        assert!(behind.contains("The cache of CI saved me time."));
        app.answer(&survey, person, &[("ci-use", gate), ("ci-cache", "4")]).await;
        assert_eq!(count_of(&app, &survey, "ci-cache").await, u32::from(counts) * index as u32);
    }
}

/// How many responses hold an answer to an item.
async fn count_of(app: &TestApp, survey: &Survey, key: &str) -> u32 {
    let mut tx = app.services.store.read().await.unwrap();
    let responses = tx.responses(survey.wave).await.unwrap();
    let version = survey.item(key).current.id;
    let given = responses.iter().filter(|response| response.answers.0.contains_key(&version));
    u32::try_from(given.count()).unwrap()
}

async fn a_gate_that_is_none_is_refused_and_everything_else_stays(app: TestApp) {
    app.services.ensure_bank().await.unwrap();
    let researcher = app.sign_in_as(Role::Researcher).await;
    let gate = bank_item(&app, "ci-use").await.id.to_string();
    let (rating, gated) = (bank_item(&app, "editor").await, bank_item(&app, "ci-speed").await);
    assert!(gated.current.gate.is_some());
    let (first_of_rating, beyond) = (format!("{}.0", rating.id), format!("{gate}.99"));
    let nobody = "00000000-0000-0000-0000-000000000000";
    let (rating, gated) = (rating.id.to_string(), gated.id.to_string());
    for (chosen, answers, told) in [
        (gate.as_str(), "", "after which it is asked"),
        (gate.as_str(), beyond.as_str(), "after which it is asked"),
        (gate.as_str(), first_of_rating.as_str(), "after which it is asked"),
        (rating.as_str(), first_of_rating.as_str(), "Choose a question of this list"),
        (gated.as_str(), "", "Choose a question of this list"),
        (nobody, "", "Choose a question of this list"),
        ("' OR 1=1", "", "Choose a question of this list"),
    ] {
        let mut fields = OWN.to_vec();
        fields.extend([("gate", chosen), ("gate-answers", answers)]);
        let page = researcher.post("/items/new", &fields).await;
        let page = page.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.says(told), "{chosen} {answers}: {}", page.text());
        assert_eq!(page.field("key").as_deref(), Some("ci-cache"));
    }
    let mut tx = app.services.store.read().await.unwrap();
    assert!(tx.items().await.unwrap().iter().all(|item| item.key != "ci-cache"));
    drop(tx);
    researcher.post("/items/new", &OWN).await.expect(StatusCode::SEE_OTHER);
    assert_eq!(bank_item(&app, "ci-cache").await.current.gate, None);
}

async fn the_form_says_from_how_many_responses_comments_are_shown(app: TestApp) {
    let strict = app.configured(|config| config.policy.comments_minimum = 14);
    let page = strict.sign_in_as(Role::Researcher).await.get("/items/new").await;
    assert!(page.says("groups of 14 responses or more"), "{}", page.text());
}
