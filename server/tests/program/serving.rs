//! Starting and stopping a server.

use super::{Place, browser::Browser};

#[test]
fn a_port_in_use_is_named_with_the_flag_that_changes_it() {
    let place = Place::new();
    let server = place.serve(&[]);
    let other = Place::new();
    let ended = other.run(&["serve", "--listen", &server.address]);
    assert_eq!(ended.code, Some(1));
    assert!(ended.err.contains("is in use") && ended.err.contains("--listen"), "{}", ended.err);
    assert!(!other.path().join("soundings.db").exists(), "no database is made in vain");
    server.stop();
}

#[test]
fn a_server_answers_says_that_it_is_ready_and_stops_when_told() {
    let place = Place::new();
    let server = place.serve(&[]);
    let mut browser = Browser::at(&server);
    assert_eq!(browser.get("/healthz").body, "alive\n");
    assert_eq!(browser.get("/readyz").body, "ready\n");
    assert!(browser.get("/sign-in").body.contains("<form"));
    let ended = server.stop();
    assert_eq!(ended.code, Some(0));
    assert!(ended.err.contains("every request was answered"), "{}", ended.err);
}

#[test]
fn the_first_start_prints_a_link_for_the_first_admin() {
    let place = Place::new();
    let server = place.serve(&[]);
    let link = server.first_link.clone().unwrap();
    let path = link.strip_prefix(&format!("http://{}", server.address)).expect(&link);
    let page = Browser::at(&server).get(path);
    assert!(page.status == 200 && page.body.contains("<form"), "{}", page.body);
    server.stop();
}
