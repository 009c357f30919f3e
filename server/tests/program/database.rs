//! Databases that are not there, not ours, or not ours alone.

use super::Place;
use soundings::store::Store;
use sqlx::Connection;

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

#[tokio::test]
async fn many_that_start_together_migrate_once() {
    let place = Place::new();
    let started: Vec<_> = (0..6).map(|_| place.command(&["migrate"]).spawn().unwrap()).collect();
    for mut child in started {
        assert!(child.wait().unwrap().success());
    }
    let url = format!("sqlite:{}", place.path().join("soundings.db").display());
    let store = Store::open(&url).await.unwrap();
    store.migrate().await.unwrap();
}
