//! Stopping: what runs is finished, what is told twice ends at once, what is closed stays whole.

use super::{
    Place, Serving, Somewhere,
    browser::{Answer, Browser, form_headers},
    send,
    support::on_each_database,
};
use std::{
    io::{Read, Write},
    net::TcpStream,
    time::{Duration, Instant},
};

on_each_database!(a_server_that_waits_for_its_database_ends_at_once_when_told_twice);

/// A form of which the server has begun to read, and which is not here in full.
struct HalfSent {
    stream: TcpStream,
    rest: &'static str,
}

impl HalfSent {
    fn to(server: &Serving) -> Self {
        let mut stream = TcpStream::connect(&server.address).unwrap();
        let (first, rest) = ("email=ada%40example.com", "&password=wrong");
        let headers = form_headers(&server.address, first.len() + rest.len());
        write!(
            stream,
            "POST /sign-in HTTP/1.1\r\nhost: x\r\n{headers}expect: 100-continue\r\n\r\n"
        )
        .unwrap();
        // The server says so when somebody begins to read the form.
        let mut go_on = [0; 25];
        stream.read_exact(&mut go_on).unwrap();
        assert_eq!(&go_on, b"HTTP/1.1 100 Continue\r\n\r\n");
        write!(stream, "{first}").unwrap();
        Self { stream, rest }
    }

    fn finish(mut self) -> Answer {
        write!(self.stream, "{}", self.rest).unwrap();
        let mut answer = String::new();
        self.stream.read_to_string(&mut answer).unwrap();
        Answer::read(&answer)
    }
}

fn until_refused(server: &Serving) {
    let start = Instant::now();
    while TcpStream::connect(&server.address).is_ok() {
        assert!(start.elapsed() < Duration::from_secs(10), "it still takes requests");
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn a_form_that_is_still_being_sent_is_answered_after_sigterm() {
    let place = Place::new();
    let mut server = place.serve(&[]);
    let form = HalfSent::to(&server);
    server.terminate();
    until_refused(&server);
    let answer = form.finish();
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("do not go together"), "{}", answer.body);
    assert!(answer.body.contains("ada@example.com"), "what was typed is kept: {}", answer.body);
    let ended = server.ended();
    assert_eq!(ended.code, Some(0));
    assert!(ended.err.contains("waiting for running requests"), "{}", ended.err);
    assert!(ended.err.contains("stopped; every request was answered"), "{}", ended.err);
}

#[test]
fn a_second_sigterm_ends_it_at_once() {
    let place = Place::new();
    let mut server = place.serve(&[]);
    let _form = HalfSent::to(&server);
    server.terminate();
    until_refused(&server);
    assert!(server.child().try_wait().unwrap().is_none(), "it waits for the form");
    let told = Instant::now();
    server.terminate();
    let ended = server.ended();
    assert!(told.elapsed() < Duration::from_secs(5), "{:?}", told.elapsed());
    assert_eq!(ended.code, Some(0));
    assert!(ended.err.contains("some requests were cut off"), "{}", ended.err);
    // Whatever it was doing, the database is as good as before.
    let again = place.serve(&[]);
    assert_eq!(Browser::at(&again).get("/readyz").status, 200);
    again.stop();
}

async fn a_server_that_waits_for_its_database_ends_at_once_when_told_twice(there: Somewhere) {
    let mut command = there.command(&["serve", "--listen", "127.0.0.1:0"]);
    command.env("SOUNDINGS_LOG_LEVEL", "info");
    let mut server = Serving::start(command);
    let path =
        server.first_link.as_ref().unwrap().split(&server.address).nth(1).unwrap().to_owned();
    // Somebody else writes, and takes their time.
    let store = there.look().await;
    let mut other = store.begin().await.unwrap();
    other.lock_roster().await.unwrap();
    let mut browser = Browser::at(&server);
    let waiting = std::thread::spawn(move || {
        let password = "four herons on a raft";
        let fields = [("email", "a@example.com"), ("name", "A"), ("password", password)];
        // Cut off: there is no answer to read.
        let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            browser.post(&path, &fields);
        }));
    });
    std::thread::sleep(Duration::from_secs(2));
    assert!(!waiting.is_finished(), "the form waits for the database");
    server.terminate();
    until_refused(&server);
    let told = Instant::now();
    server.terminate();
    let ended = server.ended();
    assert!(told.elapsed() < Duration::from_secs(5), "{:?}", told.elapsed());
    assert!(ended.err.contains("some requests were cut off"), "{}", ended.err);
    drop(other);
    waiting.join().unwrap();
    // PostgreSQL may only now notice that nobody listens any more.
    let mut tx = store.begin().await.unwrap();
    tx.lock_roster().await.unwrap();
    assert!(tx.people().await.unwrap().is_empty(), "it never happened");
    drop(tx);
    store.close().await;
}

#[test]
fn ctrl_c_stops_it_as_well() {
    let place = Place::new();
    let mut server = place.serve(&[]);
    send("-INT", server.child());
    let ended = server.ended();
    assert_eq!(ended.code, Some(0));
    assert!(ended.err.contains("every request was answered"), "{}", ended.err);
    assert!(!place.path().join("soundings.db-wal").exists(), "the file is whole by itself");
}
