//! What pages say about tokens, and in which mode each is.

use super::{token_for, world};
use crate::{app::TestApp, support::on_each_database};
use app::domain::{Mode, Role};
use axum::http::StatusCode;

on_each_database![
    the_form_of_an_unlinkable_survey_names_its_token_and_waits_for_script,
    a_survey_that_leaves_the_choice_has_both_forms,
    an_unlinkable_survey_takes_no_form_and_loses_nothing,
    the_page_after_sending_claims_nothing_that_the_server_cannot_know,
    a_program_says_how_answers_are_kept_apart_and_its_waves_keep_that,
    the_wave_shows_its_key_and_its_counts,
];

async fn the_form_of_an_unlinkable_survey_names_its_token_and_waits_for_script(app: TestApp) {
    let (roster, survey) = world(&app, Mode::Unlinkable).await;
    let browser = app.sign_in(&roster.person("Search")).await;
    let page = browser.get(&survey.path()).await.expect(StatusCode::OK);
    for told in [
        "data-mode=\"unlinkable\"".to_owned(),
        format!("data-wave=\"{}\"", survey.wave),
        format!("data-team=\"{}\"", roster.team("Search")),
        "id=\"unlinkable-token\"".to_owned(),
        "id=\"unlinkable-problem\"".to_owned(),
    ] {
        assert!(page.body.contains(&told), "{told}: {}", page.body);
    }
    assert!(page.says("Unlinkable: your browser gets a token"), "{}", page.text());
    assert!(page.says("needs JavaScript"));
    assert!(!page.says("Answer confidentially instead"));
    assert!(page.body.contains("type=\"submit\" disabled"), "{}", page.body);
    let seen = browser.get(&format!("{}/seen", survey.path())).await.expect(StatusCode::OK);
    assert!(seen.says("whether you were given a token; not when"), "{}", seen.text());
}

async fn a_survey_that_leaves_the_choice_has_both_forms(app: TestApp) {
    let (roster, survey) = world(&app, Mode::Either).await;
    let person = roster.person("Search");
    let browser = app.sign_in(&person).await;
    let page = browser.get(&survey.path()).await.expect(StatusCode::OK);
    let other = format!("{}?mode=confidential", survey.path());
    assert!(page.body.contains("data-mode=\"unlinkable\""));
    assert!(page.body.contains(&format!("href=\"{other}\"")), "{}", page.body);
    assert!(page.says("Your choice: unlinkable"));
    let named = browser.get(&other).await.expect(StatusCode::OK);
    assert!(!named.body.contains("data-mode="), "{}", named.body);
    assert!(named.says("Confidential: that you have answered is noted"));
    assert!(named.says("Answer with a token instead"));
    // Whoever has a token is not led to where it would not count.
    token_for(&app, &survey, &person, 3).await;
    let page = browser.get(&other).await.expect(StatusCode::OK);
    assert!(page.body.contains("data-mode=\"unlinkable\""), "{}", page.body);
}

async fn an_unlinkable_survey_takes_no_form_and_loses_nothing(app: TestApp) {
    let (roster, survey) = world(&app, Mode::Unlinkable).await;
    let browser = app.sign_in(&roster.person("Search")).await;
    let field = survey.field("one-change");
    let page = browser.post(&survey.path(), &[(&field, "A long thought.")]).await;
    let page = page.expect(StatusCode::CONFLICT);
    assert!(page.says("takes answers with a token only"), "{}", page.text());
    assert_eq!(page.field(&field).as_deref(), Some("A long thought."));
    let mut tx = app.services.store.read().await.unwrap();
    assert_eq!(tx.count_responses(survey.wave).await.unwrap(), 0);
}

async fn the_page_after_sending_claims_nothing_that_the_server_cannot_know(app: TestApp) {
    let (roster, survey) = world(&app, Mode::Unlinkable).await;
    let person = roster.person("Search");
    let browser = app.sign_in(&person).await;
    let none = browser.get(&format!("{}/done", survey.path())).await.expect(StatusCode::OK);
    assert!(none.says("No answers of yours are stored"), "without a token: {}", none.text());
    token_for(&app, &survey, &person, 3).await;
    let done = browser.get(&format!("{}/done", survey.path())).await.expect(StatusCode::OK);
    assert!(done.says("This server can’t tell whether you have answered"), "{}", done.text());
    assert!(done.body.contains("id=\"unlinkable-token\""));
    app.close(&survey).await;
    let done = browser.get(&format!("{}/done", survey.path())).await.expect(StatusCode::OK);
    assert!(done.says("This survey is closed"), "{}", done.text());
}

async fn a_program_says_how_answers_are_kept_apart_and_its_waves_keep_that(app: TestApp) {
    app.with_roster(&[("Engineering", 8)]).await;
    app.services.ensure_bank().await.unwrap();
    let browser = app.sign_in_as(Role::Researcher).await;
    let new = browser.get("/programs/new").await.expect(StatusCode::OK);
    let mut fields = new.form("");
    assert!(fields.contains(&("mode".to_owned(), "unlinkable".to_owned())), "{fields:?}");
    let sent: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let made = browser.post("/programs/new", &sent).await.expect(StatusCode::SEE_OTHER);
    let program = made.location().to_owned();
    let settings = format!("{program}/settings");
    for field in &mut fields {
        if field.0 == "mode" {
            "either".clone_into(&mut field.1);
        }
    }
    let wave = browser.post(&format!("{program}/waves"), &[("period", "2026-Q4")]).await;
    let wave = wave.expect(StatusCode::SEE_OTHER).location().to_owned();
    let sent: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.post(&settings, &sent).await.expect(StatusCode::SEE_OTHER);
    let changed = browser.get(&settings).await.expect(StatusCode::OK);
    assert!(changed.form("").contains(&("mode".to_owned(), "either".to_owned())));
    let drafted = browser.get(&wave).await.expect(StatusCode::OK);
    assert!(drafted.says("Answers are unlinkable"), "{}", drafted.text());
    let wrong: Vec<(&str, &str)> = sent
        .iter()
        .map(|(name, value)| if *name == "mode" { (*name, "secret") } else { (*name, *value) })
        .collect();
    let refused = browser.post(&settings, &wrong).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("Choose how answers are kept apart"), "{}", refused.text());
}

async fn the_wave_shows_its_key_and_its_counts(app: TestApp) {
    let (roster, survey) = world(&app, Mode::Unlinkable).await;
    token_for(&app, &survey, &roster.person("Search"), 3).await;
    let browser = app.sign_in_as(Role::Researcher).await;
    let address = format!("/waves/{}", survey.wave);
    let page = browser.get(&address).await.expect(StatusCode::OK);
    assert!(page.says("The public key of this wave"), "{}", page.text());
    assert!(!page.says("Tokens given"), "no figure of an open wave");
    app.close(&survey).await;
    let page = browser.get(&address).await.expect(StatusCode::OK);
    assert!(page.says("Search 8 1 0"), "{}", page.text());
}
