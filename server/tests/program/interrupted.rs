//! An import that is ended in the middle leaves everything as it was.

use super::{
    Ended, Place, Somewhere, send,
    support::{Kind, dump, run},
    survey::{MAPPING, import, survey},
};
use soundings::store::Store;
use std::{
    io::{BufRead, BufReader},
    process::Stdio,
    time::{Duration, Instant},
};

fn patiently(what: &str, mut done: impl FnMut() -> bool) {
    let start = Instant::now();
    while !done() {
        assert!(start.elapsed() < Duration::from_secs(60), "waited in vain: {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[tokio::test]
async fn an_import_that_is_ended_in_the_middle_never_happened() {
    let place = Place::new();
    place.write("mapping.toml", MAPPING);
    place.write("many.csv", &survey(60_000));
    place.write("few.csv", &survey(60));
    assert_eq!(place.run(&["migrate"]).code, Some(0));
    let url = format!("sqlite:{}", place.path().join("soundings.db").display());
    let log = place.path().join("soundings.db-wal");
    for signal in ["-TERM", "-INT", "-KILL"] {
        let store = Store::open(&url).await.unwrap();
        let before = dump(&store).await;
        store.close().await;
        let mut command = place.command(&import("2021-H1", "many.csv", &["--apply"]));
        let mut child = command.stdout(Stdio::null()).spawn().unwrap();
        // Once the write-ahead log grows, rows are being written.
        patiently("the import writes", || {
            assert!(child.try_wait().unwrap().is_none(), "the import ended before it was ended");
            std::fs::metadata(&log).map_or(0, |file| file.len()) > 200_000
        });
        send(signal, &child);
        assert!(!child.wait().unwrap().success());
        let store = Store::open(&url).await.unwrap();
        assert_eq!(dump(&store).await, before, "{signal}");
        store.close().await;
    }
    let ended = place.run(&import("2021-H1", "few.csv", &["--apply"]));
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    assert!(ended.out.contains("Imported 60 responses"), "{}", ended.out);
}

/// Held up by somebody else's lock at the last table that it writes, with all before it written.
#[test]
fn an_import_into_postgresql_that_is_ended_in_the_middle_never_happened() {
    run(Kind::Postgres, |there: Somewhere| async move {
        there.place.write("mapping.toml", MAPPING);
        there.place.write("few.csv", &survey(60));
        assert_eq!(there.run(&["migrate"]).code, Some(0));
        let store = there.look().await;
        let Store::Postgres(pool) = &store else { panic!("this is PostgreSQL") };
        let before = dump(&store).await;
        for signal in ["-TERM", "-KILL"] {
            let mut lock = pool.begin().await.unwrap();
            sqlx::query("LOCK TABLE release_dimensions IN ACCESS EXCLUSIVE MODE")
                .execute(&mut *lock)
                .await
                .unwrap();
            let mut command = there.command(&import("2021-H1", "few.csv", &["--apply"]));
            let mut child = command.stdout(Stdio::null()).spawn().unwrap();
            let start = Instant::now();
            while count(pool, "SELECT COUNT(*) FROM pg_locks WHERE NOT granted").await == 0 {
                assert!(start.elapsed() < Duration::from_secs(60), "the import never waits");
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            send(signal, &child);
            assert!(!child.wait().unwrap().success());
            lock.rollback().await.unwrap();
            // Its server process may notice only now that nobody listens any more.
            let others = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database()
                AND pid <> pg_backend_pid() AND xact_start IS NOT NULL";
            while count(pool, others).await > 0 {
                assert!(start.elapsed() < Duration::from_secs(60), "the import never ends");
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            assert_eq!(dump(&store).await, before, "{signal}");
        }
        let ended = there.run(&import("2021-H1", "few.csv", &["--apply"]));
        assert_eq!(ended.code, Some(0), "{}", ended.err);
        store.close().await;
    });
}

async fn count(pool: &sqlx::PgPool, text: &'static str) -> i64 {
    let (count,): (i64,) = sqlx::query_as(text).fetch_one(pool).await.unwrap();
    count
}

#[tokio::test]
async fn a_roster_that_is_ended_in_the_middle_never_happened() {
    let place = Place::new();
    let mut file = "email,name,team\n".to_owned();
    for person in 0..60_000 {
        file += &format!("p{person}@example.com,Person {person},Org / Team {}\n", person % 500);
    }
    place.write("roster.csv", &file);
    assert_eq!(place.run(&["migrate"]).code, Some(0));
    let url = format!("sqlite:{}", place.path().join("soundings.db").display());
    let log = place.path().join("soundings.db-wal");
    let store = Store::open(&url).await.unwrap();
    let before = dump(&store).await;
    store.close().await;
    let mut command = place.command(&["import", "roster", "roster.csv", "--apply"]);
    let mut child = command.stdout(Stdio::null()).spawn().unwrap();
    patiently("the roster is written", || {
        assert!(child.try_wait().unwrap().is_none(), "the import ended before it was ended");
        std::fs::metadata(&log).map_or(0, |file| file.len()) > 200_000
    });
    send("-TERM", &child);
    assert!(!child.wait().unwrap().success());
    let store = Store::open(&url).await.unwrap();
    assert_eq!(dump(&store).await, before);
    store.close().await;
}

#[test]
fn a_sample_organisation_that_is_half_made_is_not_passed_off_as_whole() {
    let place = Place::new();
    let demo = ["demo", "--listen", "127.0.0.1:0"];
    let mut command = place.command(&demo);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let quarters = lines.by_ref().map(Result::unwrap).filter(|line| line.starts_with("  Q"));
    assert_eq!(quarters.take(2).count(), 2);
    send("-TERM", &child);
    let ended: Ended = child.wait_with_output().unwrap().into();
    assert_ne!(ended.code, Some(0));

    let ended = place.run(&demo);
    assert_eq!(ended.code, Some(1));
    assert_eq!(
        ended.err,
        "error: cannot make the sample organisation\n       Making it was stopped before it was \
         complete. Remove this database, or name a new one with --database.\n"
    );
}
