//! Making admins from the command line, and becoming the first one.

use super::{
    Place,
    browser::{Browser, PASSWORD},
};
use soundings::store::Store;
use std::{
    io::Write,
    process::{Output, Stdio},
};

const CREATE: [&str; 6] = ["admin", "create", "--email", "ada@example.com", "--name", "Ada"];

fn with_password(place: &Place, arguments: &[&str], password: &str) -> super::Ended {
    let mut command = place.command(arguments);
    command.arg("--password-stdin").stdin(Stdio::piped());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    writeln!(child.stdin.take().unwrap(), "{password}").unwrap();
    let output: Output = child.wait_with_output().unwrap();
    output.into()
}

async fn people(place: &Place) -> usize {
    let url = format!("sqlite:{}", place.path().join("soundings.db").display());
    let store = Store::open(&url).await.unwrap();
    let people = store.read().await.unwrap().people().await.unwrap();
    people.len()
}

#[test]
fn an_admin_gets_a_link_that_signs_in_once() {
    let place = Place::new();
    let ended = place.run(&CREATE);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    assert!(ended.out.starts_with("ada@example.com is an admin now."), "{}", ended.out);
    let link = ended.out.lines().find(|line| line.starts_with("http://")).unwrap();
    let path = link.strip_prefix("http://127.0.0.1:3000").unwrap();

    let server = place.serve(&[]);
    assert_eq!(server.first_link, None, "there is an admin already");
    let mut ada = Browser::at(&server);
    let page = ada.get(path);
    assert_eq!(page.status, 200);
    assert!(page.body.contains("Ada") && page.body.contains("password"), "{}", page.body);
    let answer = ada.post(path, &[("password", PASSWORD)]);
    assert_eq!((answer.status, answer.header("location")), (303, Some("/")));
    assert_eq!(ada.get("/roster").status, 200, "only an admin may open it");
    let again = Browser::at(&server).post(path, &[("password", PASSWORD)]);
    assert_eq!(again.status, 422);
    assert!(again.body.contains("used already"), "{}", again.body);
    let fields = [("email", "ADA@example.com"), ("password", PASSWORD)];
    assert_eq!(Browser::at(&server).post("/sign-in", &fields).status, 303);
    server.stop();
}

#[test]
fn an_admin_can_be_given_a_password() {
    let place = Place::new();
    let ended = with_password(&place, &CREATE, PASSWORD);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    assert_eq!(
        ended.out,
        "ada@example.com is an admin now, and signs in with the password given.\n"
    );
    let server = place.serve(&[]);
    let mut ada = Browser::at(&server);
    let fields = [("email", "ada@example.com"), ("password", PASSWORD)];
    assert_eq!(ada.post("/sign-in", &fields).status, 303);
    assert_eq!(ada.get("/roster").status, 200);
    server.stop();
}

#[tokio::test]
async fn a_weak_password_makes_nobody_an_admin() {
    let place = Place::new();
    for (password, told) in [("short", "at least"), ("", "at least"), ("ada@example.com", "e-mail")]
    {
        let ended = with_password(&place, &CREATE, password);
        assert_eq!(ended.code, Some(2), "{password:?}: {}", ended.err);
        assert!(ended.err.starts_with("error: "), "{}", ended.err);
        assert!(ended.err.to_lowercase().contains(told), "{password:?}: {}", ended.err);
    }
    assert_eq!(people(&place).await, 0);
}

#[tokio::test]
async fn what_is_no_address_or_no_name_is_told() {
    let place = Place::new();
    let ended = place.run(&["admin", "create", "--email", "ada", "--name", "Ada"]);
    assert_eq!(ended.code, Some(2));
    assert_eq!(
        ended.err,
        "error: “ada” is not an e-mail address; it should look like name@example.com\n"
    );
    let ended = place.run(&["admin", "create", "--email", "ada@example.com", "--name", "  "]);
    assert_eq!(ended.code, Some(2));
    assert!(ended.err.contains("Enter your name"), "{}", ended.err);
    let ended = place.run(&["admin", "create", "--name", "Ada"]);
    assert_eq!(ended.code, Some(2));
    assert!(ended.err.contains("--email <EMAIL>"), "{}", ended.err);
    assert_eq!(people(&place).await, 0);
}

#[tokio::test]
async fn making_an_admin_twice_makes_one_person_and_a_new_link() {
    let place = Place::new();
    let (one, two) = (place.run(&CREATE), place.run(&CREATE));
    assert_eq!((one.code, two.code), (Some(0), Some(0)));
    assert_ne!(one.out, two.out);
    assert_eq!(people(&place).await, 1);
    let server = place.serve(&[]);
    let path = |out: &str| out.trim_end().rsplit_once(":3000").unwrap().1.to_owned();
    let dead = Browser::at(&server).get(&path(&one.out));
    assert!(dead.body.contains("does not work any more"), "{}", dead.body);
    assert!(Browser::at(&server).get(&path(&two.out)).body.contains("<form"));
    server.stop();
}

#[test]
fn a_mail_server_that_is_away_keeps_no_link_back() {
    let place = Place::new();
    place.write(
        "soundings.toml",
        "smtp_url = \"smtp://mailer:hunter2@127.0.0.1:1\"\nmail_from = \"s@example.com\"\n",
    );
    let ended = place.run(&CREATE);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    assert!(ended.out.contains("http://127.0.0.1:3000/link/"), "{}", ended.out);
    assert!(!ended.out.contains("was sent"), "{}", ended.out);
    assert!(ended.err.contains("could not be sent"), "{}", ended.err);
    assert!(!ended.err.contains("hunter2"), "{}", ended.err);
}

/// A roster can be brought in before anybody has signed in.
#[tokio::test]
async fn somebody_on_the_roster_can_be_the_first_admin() {
    let place = Place::new();
    place.write("roster.csv", "email,name,team\nada@example.com,Ada Lovelace,Engines\n");
    let ended = place.run(&["import", "roster", "roster.csv", "--apply"]);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    let server = place.serve(&[]);
    let mut ada = Browser::at(&server);
    ada.become_first_admin(&server);
    assert_eq!(ada.get("/roster").status, 200);
    server.stop();
    assert_eq!(people(&place).await, 1);
}

#[test]
fn the_first_admin_finds_an_item_bank_to_build_from() {
    let place = Place::new();
    let server = place.serve(&[]);
    let mut ada = Browser::at(&server);
    ada.become_first_admin(&server);
    let items = ada.get("/items").body.matches("href=\"/items/").count();
    assert!(items >= 36, "{items} items");
    server.stop();
    let again = place.serve(&[]);
    let mut ada = ada.moved_to(&again);
    assert_eq!(ada.get("/items").body.matches("href=\"/items/").count(), items);
    again.stop();
}
