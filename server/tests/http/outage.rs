//! A database that takes nothing for a while: people are told what to do, and nothing is lost.

use crate::{
    app::TestApp,
    browser::Answer,
    support::{dump, on_each_database},
};
use app::domain::Role;
use axum::http::StatusCode;
use soundings::store::{Store, StoreError};
use sqlx::{
    Executor,
    postgres::PgPoolOptions,
    sqlite::{SqliteConnectOptions, SqlitePoolOptions},
};
use std::{str::FromStr, time::Duration};

on_each_database![
    answers_to_a_database_that_became_read_only_stay_on_the_page_and_count_later,
    a_database_that_became_read_only_can_still_be_read_and_says_what_to_do,
    a_database_that_is_locked_by_somebody_else_is_told_as_busy,
    a_database_that_is_full_is_told_as_unavailable,
    what_passes_is_told_from_what_is_wrong,
];

const COMMENT: &str = "Fewer flaky tests, please.";

/// The same server over a single connection, so that a test can spoil it and mend it again.
async fn over_one_connection(app: &TestApp) -> (TestApp, Store) {
    let url = app.database();
    let store = match &app.services.store {
        Store::Sqlite(_) => {
            let options = SqliteConnectOptions::from_str(url)
                .unwrap()
                .foreign_keys(true)
                .busy_timeout(Duration::from_millis(300));
            let one = SqlitePoolOptions::new().max_connections(1);
            Store::Sqlite(one.connect_with(options).await.unwrap())
        }
        Store::Postgres(_) => {
            let one = PgPoolOptions::new().max_connections(1);
            let pool = one.connect(url).await.unwrap();
            pool.execute("SET lock_timeout = '300ms'").await.unwrap();
            Store::Postgres(pool)
        }
    };
    (app.over(store.clone()), store)
}

/// Makes the one connection take no changes, or take them again.
async fn read_only(store: &Store, is: bool) {
    match store {
        Store::Sqlite(pool) => {
            let pragma = if is { "PRAGMA query_only = ON" } else { "PRAGMA query_only = OFF" };
            pool.execute(pragma).await.unwrap();
        }
        Store::Postgres(pool) => {
            let set = if is {
                "SET default_transaction_read_only = on"
            } else {
                "SET default_transaction_read_only = off"
            };
            pool.execute(set).await.unwrap();
        }
    }
}

#[track_caller]
fn says_try_again(answer: Answer) {
    let answer = answer.expect(StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.says("Soundings can't answer right now"), "{}", answer.text());
    assert!(answer.says("Wait a minute, then load the page again"));
    assert_eq!(answer.header("retry-after"), "30");
    assert!(!answer.says("our side"), "{}", answer.text());
}

async fn answers_to_a_database_that_became_read_only_stay_on_the_page_and_count_later(
    app: TestApp,
) {
    let roster = app.with_roster(&[("Engineering", 8)]).await;
    let survey = app.with_open_wave().await;
    let (node, store) = over_one_connection(&app).await;
    let browser = node.sign_in(&roster.person("Engineering")).await;
    let (rating, comment) = (survey.field("editor"), survey.field("one-change"));
    let fields = [(rating.as_str(), "4"), (comment.as_str(), COMMENT)];
    let before = dump(&app.services.store).await;

    read_only(&store, true).await;
    let kept = browser.post(&survey.path(), &fields).await;
    let kept = kept.expect(StatusCode::SERVICE_UNAVAILABLE);
    assert!(kept.says("Your answers could not be stored just now"), "{}", kept.text());
    assert!(kept.says("Wait a minute, then send them again"));
    let form = kept.form("");
    for (name, value) in fields {
        assert!(form.contains(&(name.to_owned(), value.to_owned())), "{name}: {form:?}");
    }
    assert_eq!(dump(&app.services.store).await, before);

    read_only(&store, false).await;
    let form: Vec<(&str, &str)> =
        form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let done = format!("{}/done", survey.path());
    browser.post(&survey.path(), &form).await.expect_redirect(&done);
    let mut tx = app.services.store.read().await.unwrap();
    let stored = format!("{:?}", tx.responses(survey.wave).await.unwrap());
    assert!(stored.contains(COMMENT), "{stored}");
}

async fn a_database_that_became_read_only_can_still_be_read_and_says_what_to_do(app: TestApp) {
    app.with_roster(&[("Engineering", 8)]).await;
    let program = app.with_program("Quarterly").await;
    let survey = app.with_draft(program, "2026-Q4").await;
    let (node, store) = over_one_connection(&app).await;
    let researcher = node.sign_in_as(Role::Researcher).await;
    let before = dump(&app.services.store).await;
    read_only(&store, true).await;
    // Long enough that it would be noted when they were last seen.
    app.clock.advance(Duration::from_secs(20 * 60));
    let wave = format!("/waves/{}", survey.wave);
    researcher.get(&wave).await.expect(StatusCode::OK);
    says_try_again(researcher.post(&format!("{wave}/open"), &[]).await);
    let settings = [("name", "Yearly"), ("purpose", "We plan from it.")];
    says_try_again(researcher.post(&format!("/programs/{program}/settings"), &settings).await);
    assert_eq!(dump(&app.services.store).await, before);
    read_only(&store, false).await;
    researcher.post(&format!("{wave}/open"), &[]).await.expect(StatusCode::SEE_OTHER);
}

async fn a_database_that_is_locked_by_somebody_else_is_told_as_busy(app: TestApp) {
    let roster = app.with_roster(&[("Engineering", 8)]).await;
    let survey = app.with_open_wave().await;
    let (node, _) = over_one_connection(&app).await;
    let browser = node.sign_in(&roster.person("Engineering")).await;
    let comment = survey.field("one-change");
    let fields = [(comment.as_str(), COMMENT)];
    // A backup or an upgrade that somebody runs by hand.
    let mut holder = app.services.store.begin().await.unwrap();
    holder.lock_roster().await.unwrap();
    holder.lock_wave(survey.wave).await.unwrap();
    let kept = browser.post(&survey.path(), &fields).await;
    let kept = kept.expect(StatusCode::SERVICE_UNAVAILABLE);
    assert!(kept.says("Your answers could not be stored just now"), "{}", kept.text());
    assert_eq!(kept.field(&comment).as_deref(), Some(COMMENT));
    drop(holder);
    let done = format!("{}/done", survey.path());
    for _ in 0..50 {
        // The transaction that was dropped ends when its connection is given back.
        let again = browser.post(&survey.path(), &fields).await;
        if again.status == StatusCode::SEE_OTHER {
            assert_eq!(again.location(), done);
            break;
        }
    }
    let count = app.services.store.read().await.unwrap().count_responses(survey.wave).await;
    assert_eq!(count.unwrap(), 1);
}

/// Lets a database of SQLite have so many pages, on every connection that a server may use.
async fn room(store: &Store, pages: u32) {
    let Store::Sqlite(pool) = store else { unreachable!() };
    let mut all = Vec::new();
    for _ in 0..8 {
        let mut connection = pool.acquire().await.unwrap();
        let pragma = format!("PRAGMA max_page_count = {pages}");
        connection.execute(sqlx::AssertSqlSafe(pragma)).await.unwrap();
        all.push(connection);
    }
}

async fn a_database_that_is_full_is_told_as_unavailable(app: TestApp) {
    let Store::Sqlite(_) = &app.services.store else {
        // Nobody fills a server's disk for a test; its code is among those below.
        return;
    };
    let roster = app.with_roster(&[("Engineering", 12)]).await;
    let survey = app.with_open_wave().await;
    let mut browsers = Vec::new();
    for person in roster.everybody() {
        browsers.push(app.sign_in(person).await);
    }
    let comment = survey.field("one-change");
    let long = "ä".repeat(4_000);
    let fields = [(comment.as_str(), long.as_str())];
    // Not one more than there are.
    room(&app.services.store, 1).await;
    let mut refused = 0;
    for browser in &browsers {
        let answer = browser.post(&survey.path(), &fields).await;
        // There may be room left in a page or two.
        if answer.status != StatusCode::SEE_OTHER {
            let answer = answer.expect(StatusCode::SERVICE_UNAVAILABLE);
            assert_eq!(answer.field(&comment).as_deref(), Some(long.as_str()));
            refused += 1;
        }
        let mut tx = app.services.store.read().await.unwrap();
        let stored = tx.count_responses(survey.wave).await.unwrap();
        let places = tx.wave_roster(survey.wave).await.unwrap();
        let marked = places.iter().filter(|place| place.answered).count();
        assert_eq!(i64::try_from(marked).unwrap(), stored, "both or neither");
    }
    assert!(refused > 0, "it was full");
    room(&app.services.store, 1_000_000).await;
    for browser in &browsers {
        browser.post(&survey.path(), &fields).await.expect(StatusCode::SEE_OTHER);
    }
    let count = app.services.store.read().await.unwrap().count_responses(survey.wave).await;
    assert_eq!(count.unwrap(), 12, "nobody restarted anything");
}

async fn what_passes_is_told_from_what_is_wrong(app: TestApp) {
    let failing = async |statement: &'static str| -> StoreError {
        match &app.services.store {
            Store::Sqlite(pool) => pool.execute(statement).await.unwrap_err().into(),
            Store::Postgres(pool) => pool.execute(statement).await.unwrap_err().into(),
        }
    };
    match &app.services.store {
        Store::Sqlite(_) => {
            for statement in ["SELECT * FROM nothing", "INSERT INTO settings (name) VALUES ('x')"] {
                let error = failing(statement).await;
                assert!(!error.is_outage(), "{error}");
            }
        }
        Store::Postgres(pool) => {
            let raise = async |code: &str| -> StoreError {
                let block = format!("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{code}'; END $$");
                pool.execute(sqlx::AssertSqlSafe(block)).await.unwrap_err().into()
            };
            // Full disk, no memory, too many connections, a statement that was ended, a server
            // that shuts down, one that starts, read-only, a deadlock, a lock.
            for passes in
                ["53100", "53200", "53300", "57014", "57P01", "57P03", "25006", "40P01", "55P03"]
            {
                assert!(raise(passes).await.is_outage(), "{passes}");
            }
            for wrong in ["22012", "42703", "23503", "23514", "XX000", "P0001"] {
                assert!(!raise(wrong).await.is_outage(), "{wrong}");
            }
            assert!(!failing("SELECT * FROM nothing").await.is_outage());
        }
    }
}
