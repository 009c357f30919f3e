//! Databases that are not there, not ours, or not ours alone.

use super::{
    Place, Serving, Somewhere,
    browser::Browser,
    support::{Kind, on_each_database, run},
};
use soundings::store::Store;
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use std::time::{Duration, Instant};
use url::Url;

#[test]
fn a_database_in_no_directory_is_named_with_what_to_do() {
    let ended = Place::new().run(&["migrate", "--database", "sqlite:no/such/place.db"]);
    assert_eq!(ended.code, Some(1));
    assert!(
        ended.err.starts_with("error: cannot open the database sqlite:no/such/place.db: "),
        "{}",
        ended.err
    );
    assert!(ended.err.contains("--database"), "{}", ended.err);
}

#[test]
fn an_unreachable_server_is_named_without_the_password() {
    let url = "postgres://ada:hunter2@127.0.0.1:1/soundings";
    let ended = Place::new().run(&["migrate", "--verbose", "--database", url]);
    assert_eq!(ended.code, Some(1));
    assert!(ended.err.contains("postgres://ada:***@127.0.0.1:1/soundings"), "{}", ended.err);
    assert!(ended.err.contains("refused"), "the cause is told: {}", ended.err);
    assert!(!ended.err.contains("hunter2"), "{}", ended.err);
}

#[test]
fn a_kind_of_database_that_there_is_not_is_refused() {
    let ended = Place::new().run(&["migrate", "--database", "mysql://ada:hunter2@db/x"]);
    assert_eq!(ended.code, Some(2));
    assert!(ended.err.contains("postgres://"), "{}", ended.err);
    assert!(!ended.err.contains("hunter2"), "{}", ended.err);
}

#[test]
fn a_file_without_a_name_is_refused() {
    let ended = Place::new().run(&["migrate", "--database", "sqlite:"]);
    assert_eq!(ended.code, Some(2));
    assert!(ended.err.contains("write the file's name after sqlite:"), "{}", ended.err);
}

#[test]
fn a_file_that_is_no_database_is_left_as_it_was() {
    let place = Place::new();
    let text = "This is the minutes of a meeting.\n".repeat(100);
    place.write("minutes.txt", &text);
    let ended = place.run(&["migrate", "--database", "sqlite:minutes.txt"]);
    assert_eq!(ended.code, Some(1));
    assert!(ended.err.contains("sqlite:minutes.txt"), "{}", ended.err);
    assert_eq!(std::fs::read_to_string(place.path().join("minutes.txt")).unwrap(), text);
}

#[tokio::test]
async fn a_database_from_a_newer_version_is_left_as_it_was() {
    let place = Place::new();
    assert_eq!(place.run(&["migrate"]).code, Some(0));
    let url = format!("sqlite:{}", place.path().join("soundings.db").display());
    let mut database = sqlx::SqliteConnection::connect(&url).await.unwrap();
    sqlx::query(
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
         VALUES (9999, 'from the future', TRUE, x'00', 0)",
    )
    .execute(&mut database)
    .await
    .unwrap();
    database.close().await.unwrap();
    let ended = place.run(&["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(ended.code, Some(1));
    assert!(ended.err.contains("newer version of Soundings"), "{}", ended.err);
    assert!(ended.err.contains("backup"), "{}", ended.err);
}

#[tokio::test]
async fn a_database_that_may_only_be_read_is_told() {
    let place = Place::new();
    assert_eq!(place.run(&["migrate"]).code, Some(0));
    // SQLite's own switch: the file's mode says nothing to a test that runs as root.
    let ended = place.run(&[
        "admin",
        "create",
        "--email",
        "ada@example.com",
        "--name",
        "Ada",
        "--database",
        "sqlite:soundings.db?mode=ro",
    ]);
    assert_eq!(ended.code, Some(1));
    assert!(ended.err.contains("readonly") || ended.err.contains("written to"), "{}", ended.err);
}

#[test]
fn a_place_where_nothing_can_be_written_is_told() {
    let place = Place::new();
    std::fs::create_dir(place.path().join("folder")).unwrap();
    // Modes of files mean nothing to a test that runs as root; no one can make a file in /proc.
    for url in ["sqlite:/proc/soundings.db", "sqlite:folder"] {
        let ended = place.run(&["serve", "--listen", "127.0.0.1:0", "--database", url]);
        assert_eq!(ended.code, Some(1), "{url}");
        assert!(
            ended.err.starts_with(&format!("error: cannot open the database {url}")),
            "{}",
            ended.err
        );
        assert!(ended.err.contains("choose another with --database"), "{}", ended.err);
    }
}

on_each_database!(many_that_start_together_migrate_once);

async fn many_that_start_together_migrate_once(there: Somewhere) {
    let started: Vec<_> = (0..6).map(|_| there.command(&["migrate"]).spawn().unwrap()).collect();
    for mut child in started {
        assert!(child.wait().unwrap().success());
    }
    let store = there.look().await;
    store.migrate().await.unwrap();
    store.close().await;
}

#[test]
fn a_database_that_is_not_on_its_server_is_told() {
    run(Kind::Postgres, |there: Somewhere| async move {
        let mut url: Url = there.url.parse().unwrap();
        url.set_path("nowhere");
        let ended = there.place.run(&["migrate", "--database", url.as_str()]);
        assert_eq!(ended.code, Some(1));
        assert!(ended.err.contains("database \"nowhere\" does not exist"), "{}", ended.err);
    });
}

#[test]
fn a_node_whose_database_goes_away_is_alive_and_not_ready() {
    run(Kind::Postgres, |there: Somewhere| async move {
        let server = Serving::start(there.command(&["serve", "--listen", "127.0.0.1:0"]));
        let mut browser = Browser::at(&server);
        assert_eq!(browser.get("/readyz").status, 200);
        let Store::Postgres(pool) = there.look().await else { panic!("this is PostgreSQL") };
        let name: Url = there.url.parse().unwrap();
        let name = name.path().trim_start_matches('/').to_owned();
        let rename = |from: &str, to: &str| format!("ALTER DATABASE {from} RENAME TO {to}");
        let away = format!("{name}_away");
        let mut server_url: Url = there.url.parse().unwrap();
        server_url.set_path("postgres");
        pool.close().await;
        let mut elsewhere = PgConnection::connect(server_url.as_str()).await.unwrap();
        let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1";
        for (from, to) in [(&name, &away), (&away, &name)] {
            let start = Instant::now();
            loop {
                sqlx::query(end).bind(from).execute(&mut elsewhere).await.unwrap();
                let renamed = sqlx::query(AssertSqlSafe(rename(from, to)));
                if renamed.execute(&mut elsewhere).await.is_ok() {
                    break;
                }
                assert!(start.elapsed() < Duration::from_secs(20), "somebody keeps it in use");
            }
            let back = to == &name;
            let start = Instant::now();
            loop {
                let answer = browser.get("/readyz");
                if (answer.status == 200) == back {
                    let told = if back { "ready\n" } else { "not ready: the database" };
                    assert!(answer.body.starts_with(told), "{}", answer.body);
                    break;
                }
                assert!(start.elapsed() < Duration::from_secs(20), "back: {back}");
            }
            assert_eq!(browser.get("/healthz").status, 200);
            let page = browser.get("/sign-in");
            assert_eq!(page.status, 200, "signing in needs no database to be shown");
        }
        server.stop();
    });
}
