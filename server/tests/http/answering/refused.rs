//! Answers that can't be taken: each is told, and nothing that was typed is lost.

use crate::{app::TestApp, browser::Browser, organisation::Survey, support::on_each_database};
use axum::http::StatusCode;

on_each_database![
    an_answer_off_the_scale_is_told_at_its_question_and_everything_else_stays,
    an_answer_to_a_question_that_is_not_asked_is_refused,
    every_value_that_is_on_no_scale_is_refused,
    a_comment_that_is_too_long_comes_back_whole,
    sending_nothing_at_all_is_no_answer,
    markup_in_a_comment_comes_back_as_text,
    answers_that_come_after_closing_are_shown_again_and_not_counted,
    a_wave_that_has_not_opened_takes_no_answers,
];

pub struct Asked {
    pub survey: Survey,
    pub browser: Browser,
}

/// Somebody who is asked, with the page open.
async fn asked(app: &TestApp) -> Asked {
    let roster = app.with_roster(&[("Engineering", 8)]).await;
    let survey = app.with_open_wave().await;
    let browser = app.sign_in(&roster.person("Engineering")).await;
    let page = browser.get(&survey.path()).await.expect(StatusCode::OK);
    assert!(page.says("Who will see what") && page.says("Send my answers"));
    Asked { survey, browser }
}

async fn count(app: &TestApp, survey: &Survey) -> i64 {
    app.services.store.read().await.unwrap().count_responses(survey.wave).await.unwrap()
}

/// An answer to every question, as a browser sends them.
fn every_answer(survey: &Survey) -> Vec<(String, String)> {
    use app::domain::Scale;
    survey
        .items()
        .iter()
        .flat_map(|item| {
            let values: &[&str] = match &item.current.scale {
                Scale::Nps => &["7"],
                Scale::Choice { .. } => &["2"],
                Scale::MultiChoice { .. } => &["0", "3"],
                Scale::Text => &["Two lines,\nand \"quotes\" & <signs>."],
                _ => &["4"],
            };
            let name = format!("a.{}", item.current.id);
            values.iter().map(move |value| (name.clone(), (*value).to_owned()))
        })
        .collect()
}

fn borrowed(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

async fn an_answer_off_the_scale_is_told_at_its_question_and_everything_else_stays(app: TestApp) {
    let Asked { survey, browser } = asked(&app).await;
    let wrong = survey.field("editor");
    let mut sent = every_answer(&survey);
    for (name, value) in &mut sent {
        if *name == wrong {
            "9".clone_into(value);
        }
    }
    let page = browser.post(&survey.path(), &borrowed(&sent)).await;
    let page = page.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.says("“9” is not on the scale from 1 to 5"), "{}", page.text());
    assert!(page.body.contains(&format!("href=\"#field-{wrong}\"")), "the summary leads there");
    assert!(page.body.contains(&format!("id=\"field-{wrong}\"")));
    let mut kept = page.form("");
    // Radios have no place for what is not on the scale; all else is as it was sent.
    kept.retain(|(name, _)| *name != wrong);
    sent.retain(|(name, _)| *name != wrong);
    kept.sort();
    sent.sort();
    assert_eq!(kept, sent);
    assert_eq!(count(&app, &survey).await, 0);
    sent.push((wrong, "5".to_owned()));
    let done = format!("{}/done", survey.path());
    browser.post(&survey.path(), &borrowed(&sent)).await.expect_redirect(&done);
    assert_eq!(count(&app, &survey).await, 1);
}

async fn an_answer_to_a_question_that_is_not_asked_is_refused(app: TestApp) {
    let Asked { survey, browser } = asked(&app).await;
    let mut tx = app.services.store.read().await.unwrap();
    let bank = tx.items().await.unwrap();
    drop(tx);
    let other = bank.iter().find(|item| item.key == "tool-moment").unwrap();
    let asked = survey.field("one-change");
    for stranger in [
        format!("a.{}", other.current.id),
        "a.00000000-0000-0000-0000-000000000000".to_owned(),
        "a.".to_owned(),
        "a.' OR 1=1".to_owned(),
    ] {
        let fields = [(stranger.as_str(), "4"), (asked.as_str(), "a long comment")];
        let page = browser.post(&survey.path(), &fields).await;
        let page = page.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.says("a question that this survey does not ask"), "{}", page.text());
        assert_eq!(page.field(&asked).as_deref(), Some("a long comment"));
    }
    assert_eq!(count(&app, &survey).await, 0);
}

async fn every_value_that_is_on_no_scale_is_refused(app: TestApp) {
    let Asked { survey, browser } = asked(&app).await;
    for (key, value) in [
        ("editor", "0"),
        ("editor", "6"),
        ("editor", "-1"),
        ("editor", "4.5"),
        ("editor", "4e0"),
        ("editor", "99999999999999999999"),
        ("editor", "four"),
        ("recommend", "11"),
        ("ci-use", "4"),
        ("ci-use", "-1"),
    ] {
        let field = survey.field(key);
        let page = browser.post(&survey.path(), &[(field.as_str(), value)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{key}={value}");
        assert!(page.says(&format!("“{value}” is not")), "{key}={value}: {}", page.text());
    }
    assert_eq!(count(&app, &survey).await, 0);
}

async fn a_comment_that_is_too_long_comes_back_whole(app: TestApp) {
    let Asked { survey, browser } = asked(&app).await;
    let field = survey.field("one-change");
    let long = "ä".repeat(4_001);
    let page = browser.post(&survey.path(), &[(field.as_str(), &long)]).await;
    let page = page.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.says("this comment has 4001 characters; please shorten it to 4000"));
    assert_eq!(page.field(&field), Some(long));
    let fits = "ä".repeat(4_000);
    let done = format!("{}/done", survey.path());
    browser.post(&survey.path(), &[(field.as_str(), &fits)]).await.expect_redirect(&done);
}

async fn sending_nothing_at_all_is_no_answer(app: TestApp) {
    let Asked { survey, browser } = asked(&app).await;
    let (rating, comment) = (survey.field("editor"), survey.field("one-change"));
    for fields in [vec![], vec![(rating.as_str(), ""), (comment.as_str(), "  \r\n ")]] {
        let page = browser.post(&survey.path(), &fields).await;
        let page = page.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.says("There is no answer yet"), "{}", page.text());
    }
    // That it does not apply is an answer.
    let done = format!("{}/done", survey.path());
    browser.post(&survey.path(), &[(rating.as_str(), "na")]).await.expect_redirect(&done);
}

async fn markup_in_a_comment_comes_back_as_text(app: TestApp) {
    let Asked { survey, browser } = asked(&app).await;
    let (rating, comment) = (survey.field("editor"), survey.field("one-change"));
    for markup in [
        "<script>alert(1)</script>",
        "</textarea><script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "&lt;script&gt; stays as it was typed &amp; so does this",
        "\nA first line that is empty, and =cmd|' /C calc'!A0",
    ] {
        let fields = [(rating.as_str(), "<script>alert(2)"), (comment.as_str(), markup)];
        let page = browser.post(&survey.path(), &fields).await;
        let page = page.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!page.body.contains("<script>alert") && !page.body.contains("<img src=x"));
        assert_eq!(page.field(&comment).as_deref(), Some(markup));
    }
}

async fn answers_that_come_after_closing_are_shown_again_and_not_counted(app: TestApp) {
    let Asked { survey, browser } = asked(&app).await;
    let sent = every_answer(&survey);
    app.close(&survey).await;
    let page = browser.post(&survey.path(), &borrowed(&sent)).await.expect(StatusCode::CONFLICT);
    assert!(page.says("This survey closed before your answers arrived"), "{}", page.text());
    let (mut kept, mut typed) = (page.form(""), sent);
    kept.sort();
    typed.sort();
    assert_eq!(kept, typed);
    assert_eq!(count(&app, &survey).await, 0);
    assert!(browser.get(&survey.path()).await.says("This survey is closed"));
}

async fn a_wave_that_has_not_opened_takes_no_answers(app: TestApp) {
    let Asked { survey, browser } = asked(&app).await;
    let draft = app.with_draft(survey.program, "2027-Q1").await;
    let page = browser.get(&draft.path()).await.expect(StatusCode::OK);
    assert!(page.says("This survey has not opened yet"), "{}", page.text());
    let field = draft.field("editor");
    let sent = browser.post(&draft.path(), &[(field.as_str(), "4")]).await;
    assert!(sent.status.is_client_error(), "{}", sent.status);
    assert_eq!(count(&app, &draft).await, 0);
}
