//! Starting and stopping a server.

use super::{Place, Serving};
use std::{
    io::{Read, Write},
    net::TcpStream,
};

fn get(server: &Serving, path: &str) -> String {
    let mut stream = TcpStream::connect(&server.address).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

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
    assert!(get(&server, "/healthz").starts_with("HTTP/1.1 200"));
    assert!(get(&server, "/readyz").starts_with("HTTP/1.1 200"));
    assert!(get(&server, "/sign-in").contains("<form"));
    let ended = server.stop();
    assert_eq!(ended.code, Some(0));
    assert!(ended.err.contains("every request was answered"), "{}", ended.err);
}

#[test]
fn the_first_start_prints_a_link_for_the_first_admin_and_logs_it_nowhere() {
    let place = Place::new();
    let mut server = place.command(&["serve", "--listen", "127.0.0.1:0", "--log-level", "debug"]);
    server.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
    let mut child = server.spawn().unwrap();
    let mut lines = std::io::BufRead::lines(std::io::BufReader::new(child.stdout.take().unwrap()));
    let address = lines.next().unwrap().unwrap().replace("Soundings is at http://", "");
    let told = lines.next().unwrap().unwrap();
    assert!(told.contains("first"), "{told}");
    let link = lines.next().unwrap().unwrap();
    let path = link.strip_prefix(&format!("http://{address}")).expect(&link).to_owned();
    let server = Serving { child, address };
    let page = get(&server, &path);
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("<form"), "{page}");
    let ended = server.stop();
    let token = path.rsplit('/').next().unwrap();
    assert!(!ended.err.contains(token), "a token in the log opens the door: {}", ended.err);
}
