//! `/waves/…`: what opening freezes stays, and each step of a wave's life happens once.

use crate::{
    app::TestApp,
    organisation::{Roster, Survey},
    support::{dump, on_each_database},
};
use app::domain::{Email, Item, Role, WaveState};
use axum::http::StatusCode;
use soundings::{
    import::roster::read,
    store::{Store, tidying::Tidied},
};
use std::time::Duration;

on_each_database![
    an_open_wave_asks_what_it_asked_when_the_program_is_edited_and_an_item_reworded,
    a_roster_that_comes_after_opening_changes_nothing_about_the_wave,
    a_stricter_policy_holds_for_waves_that_open_from_then_on,
    publishing_twice_or_at_once_makes_one_release,
    opening_and_closing_at_once_happen_once,
    every_step_is_refused_at_the_wrong_time,
    tidying_waits_for_whoever_still_reads_and_is_done_by_the_next_tick,
];

async fn items_of(app: &TestApp, survey: &Survey) -> Vec<Item> {
    app.services.store.read().await.unwrap().wave_items(survey.wave).await.unwrap()
}

async fn state(app: &TestApp, survey: &Survey) -> WaveState {
    app.services.store.read().await.unwrap().wave(survey.wave).await.unwrap().unwrap().state
}

/// How often the audit log has this.
pub async fn noted(app: &TestApp, action: &str) -> usize {
    let entries = app.services.store.read().await.unwrap().audit_entries(1_000).await.unwrap();
    entries.iter().filter(|entry| entry.action == action).count()
}

async fn an_open_wave_asks_what_it_asked_when_the_program_is_edited_and_an_item_reworded(
    app: TestApp,
) {
    let roster = app.with_roster(&[("Engineering", 8)]).await;
    let survey = app.with_open_wave().await;
    let frozen = items_of(&app, &survey).await;
    assert_eq!(frozen, survey.items());
    let mut tx = app.services.store.read().await.unwrap();
    let bank = tx.items().await.unwrap();
    tx.commit().await.unwrap();
    let added = bank.iter().find(|item| item.key == "tool-moment").unwrap();
    let (reworded, removed) = (survey.item("editor").clone(), survey.item("recommend").clone());

    let researcher = app.sign_in_as(Role::Researcher).await;
    let items = format!("/programs/{}/items", survey.program);
    for (what, item) in [("add", added.id), ("remove", removed.id), ("up", reworded.id)] {
        let answer = researcher.post(&items, &[(what, &item.to_string())]).await;
        answer.expect(StatusCode::SEE_OTHER);
    }
    let new = [
        ("from-version", "1"),
        ("wording", "My editor is a joy."),
        ("help", ""),
        ("comparable", "no"),
    ];
    let answer = researcher.post(&format!("/items/{}", reworded.id), &new).await;
    answer.expect(StatusCode::SEE_OTHER);

    assert_eq!(items_of(&app, &survey).await, frozen);
    let browser = app.sign_in(&roster.person("Engineering")).await;
    let page = browser.get(&survey.path()).await.expect(StatusCode::OK);
    assert!(page.says(&reworded.current.wording) && page.says(&removed.current.wording));
    assert!(!page.says("My editor is a joy.") && !page.says(&added.current.wording));
    let fields = [(survey.field("editor"), "4"), (survey.field("recommend"), "7")];
    let fields = fields.each_ref().map(|(name, value)| (name.as_str(), *value));
    browser.post(&survey.path(), &fields).await.expect(StatusCode::SEE_OTHER);

    let next = app.with_next_wave(&survey, "2027-Q1".parse().unwrap()).await;
    let asked = items_of(&app, &next).await;
    let wordings: Vec<&str> = asked.iter().map(|item| item.current.wording.as_str()).collect();
    assert!(wordings.contains(&"My editor is a joy."));
    assert!(wordings.contains(&added.current.wording.as_str()));
    assert!(!wordings.contains(&removed.current.wording.as_str()));
    app.publish(&survey).await;
    assert_eq!(items_of(&app, &survey).await, frozen, "and so it is published");
}

/// Everybody moves into one new team, but one, who leaves; somebody joins.
fn everybody_moves(roster: &Roster) -> String {
    let stay = roster.everybody().iter().skip(1);
    let lines: String =
        stay.map(|person| format!("{},{},Elsewhere\n", person.email, person.name)).collect();
    format!("email,name,team\n{lines}newcomer@example.com,Nora Newcomer,Elsewhere\n")
}

async fn a_roster_that_comes_after_opening_changes_nothing_about_the_wave(app: TestApp) {
    let roster = app
        .with_roster(&[("Engineering", 6), ("Engineering/Tiny", 3), ("Engineering/Big", 6)])
        .await;
    let survey = app.with_open_wave().await;
    let frozen = async || {
        let mut tables = dump(&app.services.store).await;
        ["wave_roster", "wave_teams", "wave_items", "waves"].map(|table| tables.remove(table))
    };
    let before = frozen().await;
    let mover = roster.person("Tiny");
    let file = read(everybody_moves(&roster).as_bytes()).unwrap();
    app.services.import_roster(file, "roster.csv").await.unwrap();
    let mut tx = app.services.store.read().await.unwrap();
    let moved = tx.person(mover.id).await.unwrap().unwrap();
    let newcomer = Email::parse("newcomer@example.com").unwrap();
    let newcomer = tx.person_by_email(&newcomer).await.unwrap().unwrap();
    let gone = tx.person(roster.everybody()[0].id).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    assert_ne!(moved.team, mover.team, "the roster did move them");
    assert!(gone.left);
    assert_eq!(frozen().await, before);

    let page = app.sign_in(&newcomer).await.get(&survey.path()).await;
    assert!(page.says("does not ask you"), "{}", page.text());
    let field = survey.field("editor");
    let browser = app.sign_in(&moved).await;
    browser.post(&survey.path(), &[(field.as_str(), "4")]).await.expect(StatusCode::SEE_OTHER);
    let mut tx = app.services.store.read().await.unwrap();
    let response = tx.responses(survey.wave).await.unwrap().remove(0);
    assert_eq!(response.team, roster.team("Engineering"), "where Tiny counted at opening");
}

async fn a_stricter_policy_holds_for_waves_that_open_from_then_on(app: TestApp) {
    let roster = app.with_roster(&[("Engineering", 9)]).await;
    let survey = app.with_open_wave().await;
    let stricter = app.configured(|config| config.policy.minimum = 8);
    let policy = async |survey: &Survey| {
        let mut tx = app.services.store.read().await.unwrap();
        tx.wave_policy(survey.wave).await.unwrap().unwrap().minimum
    };
    let next = stricter.with_next_wave(&survey, "2027-Q1".parse().unwrap()).await;
    assert_eq!((policy(&survey).await, policy(&next).await), (5, 8));
    let browser = stricter.sign_in(&roster.person("Engineering")).await;
    for (survey, told) in [(&survey, "fewer than 5 answers"), (&next, "fewer than 8 answers")] {
        let page = browser.get(&survey.path()).await;
        assert!(page.says(told), "{}", page.text());
    }
}

async fn publishing_twice_or_at_once_makes_one_release(app: TestApp) {
    let roster = app.with_roster(&[("Engineering", 12)]).await;
    let survey = app.with_open_wave().await;
    for person in roster.everybody() {
        app.answer(&survey, person, &[("editor", "4"), ("one-change", "Fewer meetings.")]).await;
    }
    app.close(&survey).await;
    let other = app.second_node().await;
    let researcher = app.sign_in_as(Role::Researcher).await;
    let at_the_other = other.sign_in_as(Role::Researcher).await;
    let path = format!("/waves/{}/publish", survey.wave);
    let answers = tokio::join!(
        researcher.post(&path, &[]),
        at_the_other.post(&path, &[]),
        researcher.post(&path, &[]),
    );
    let mut statuses = [answers.0.status, answers.1.status, answers.2.status];
    statuses.sort();
    assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::CONFLICT, StatusCode::CONFLICT]);
    let published = dump(&app.services.store).await;
    assert_eq!(published["releases"].len(), 1);
    assert_eq!(noted(&app, "wave-published").await, 1);
    let again = researcher.post(&path, &[]).await.expect(StatusCode::CONFLICT);
    assert!(again.says("This wave is published already"), "{}", again.text());
    assert_eq!(dump(&app.services.store).await, published, "computed once, never again");
}

async fn opening_and_closing_at_once_happen_once(app: TestApp) {
    let roster = app.with_roster(&[("Engineering", 12)]).await;
    let program = app.with_program("Quarterly").await;
    let survey = app.with_draft(program, "2026-Q4").await;
    let other = app.second_node().await;
    let researchers =
        [app.sign_in_as(Role::Researcher).await, other.sign_in_as(Role::Researcher).await];
    for (step, noted_as) in [("open", "wave-opened"), ("close", "wave-closed")] {
        let path = format!("/waves/{}/{step}", survey.wave);
        let (one, two) =
            tokio::join!(researchers[0].post(&path, &[]), researchers[1].post(&path, &[]));
        let mut statuses = [one.status, two.status];
        statuses.sort();
        assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::CONFLICT], "{step}");
        assert_eq!(noted(&app, noted_as).await, 1);
        let mut tx = app.services.store.read().await.unwrap();
        assert_eq!(tx.wave_roster(survey.wave).await.unwrap().len(), 12);
        tx.commit().await.unwrap();
        if step == "open" {
            app.answer(&survey, &roster.person("Engineering"), &[("editor", "4")]).await;
        }
    }
    let mut tx = app.services.store.read().await.unwrap();
    assert_eq!(tx.count_responses(survey.wave).await.unwrap(), 1);
}

async fn every_step_is_refused_at_the_wrong_time(app: TestApp) {
    app.with_roster(&[("Engineering", 8)]).await;
    let program = app.with_program("Quarterly").await;
    let survey = app.with_draft(program, "2026-Q4").await;
    let researcher = app.sign_in_as(Role::Researcher).await;
    let steps: [(WaveState, &[&str]); 4] = [
        (WaveState::Draft, &["close", "publish"]),
        (WaveState::Open, &["open", "publish", "delete"]),
        (WaveState::Closed, &["open", "close", "delete", "times"]),
        (WaveState::Published, &["open", "close", "publish", "delete", "times"]),
    ];
    let mut onwards = ["open", "close", "publish"].into_iter();
    for (now, refused) in steps {
        assert_eq!(state(&app, &survey).await, now);
        for step in refused {
            let before = dump(&app.services.store).await;
            let answer = researcher.post(&format!("/waves/{}/{step}", survey.wave), &[]).await;
            assert_eq!(answer.status, StatusCode::CONFLICT, "{now:?} {step}: {}", answer.text());
            assert_eq!(dump(&app.services.store).await, before, "{now:?} {step}");
        }
        if let Some(step) = onwards.next() {
            let answer = researcher.post(&format!("/waves/{}/{step}", survey.wave), &[]).await;
            answer.expect(StatusCode::SEE_OTHER);
        }
    }
}

async fn tidying_waits_for_whoever_still_reads_and_is_done_by_the_next_tick(app: TestApp) {
    let roster = app.with_roster(&[("Engineering", 8)]).await;
    let survey = app.with_open_wave().await;
    for person in roster.everybody().iter().take(6) {
        app.answer(&survey, person, &[("editor", "4")]).await;
    }
    let due = async || {
        let mut tx = app.services.store.read().await.unwrap();
        let due = tx.tidy_due().await.unwrap();
        tx.commit().await.unwrap();
        due
    };
    // A report that was begun before the closing and takes its time.
    let mut reader = app.services.store.read().await.unwrap();
    assert_eq!(reader.count_responses(survey.wave).await.unwrap(), 6);
    app.close(&survey).await;
    let mark = due().await.expect("old rows can still be seen");
    assert_eq!(app.services.store.tidy().await.unwrap(), Tidied::NotYet);
    app.services.tick().await.unwrap();
    assert_eq!(due().await, Some(mark), "not forgotten, and no reason not to tick");
    assert_eq!(reader.count_responses(survey.wave).await.unwrap(), 6);
    reader.commit().await.unwrap();
    for _ in 0..100 {
        app.services.tick().await.unwrap();
        if due().await.is_none() {
            break;
        }
        // On PostgreSQL its own housekeeping may look at old rows for a moment.
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    assert_eq!(due().await, None);
    assert_eq!(app.services.store.tidy().await.unwrap(), Tidied::NothingDue);
    if let Store::Sqlite(pool) = &app.services.store {
        let file: (String,) =
            sqlx::query_as("SELECT file FROM pragma_database_list WHERE name = 'main'")
                .fetch_one(pool)
                .await
                .unwrap();
        // Only what was written since: the mark that was taken away.
        let log = std::fs::metadata(format!("{}-wal", file.0)).unwrap().len();
        assert!(log < 20_000, "the write-ahead log was emptied: {log}");
    }
    assert_eq!(noted(&app, "wave-closed").await, 1);
}
