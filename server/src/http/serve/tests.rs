#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use super::*;
use crate::stop::{Stop, stop_channel};
use axum::{extract::ConnectInfo, routing::get};
use std::{sync::Arc, time::Instant};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    sync::Notify,
    task::JoinHandle,
};

struct Server {
    address: SocketAddr,
    stop: Stop,
    /// Notified when the slow request has begun.
    begun: Arc<Notify>,
    /// Lets the slow request end.
    go_on: Arc<Notify>,
    ending: JoinHandle<io::Result<Ending>>,
}

async fn server(grace: Duration) -> Server {
    let (begun, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (is_begun, may_go_on) = (Arc::clone(&begun), Arc::clone(&go_on));
    let router = Router::new()
        .route(
            "/who",
            get(async |ConnectInfo(client): ConnectInfo<SocketAddr>| client.ip().to_string()),
        )
        .route(
            "/slow",
            get(async move || {
                is_begun.notify_one();
                may_go_on.notified().await;
                "answered in full"
            }),
        );
    let listener = bind(SocketAddr::from(([127, 0, 0, 1], 0))).await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopping) = stop_channel();
    let ending = tokio::spawn(serve(listener, router, stopping, grace));
    Server { address, stop, begun, go_on, ending }
}

async fn ask(address: SocketAddr, path: &str) -> io::Result<String> {
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(format!("GET {path} HTTP/1.1\r\nhost: x\r\n\r\n").as_bytes()).await?;
    // Kept alive by the server: read until the answer is there, or the connection ends.
    let (mut answer, mut buffer) = (String::new(), [0; 1024]);
    loop {
        match stream.read(&mut buffer).await? {
            0 => return Ok(answer),
            read => answer.push_str(&String::from_utf8_lossy(&buffer[..read])),
        }
        if answer.contains("in full") || answer.contains("127.0.0.1") {
            return Ok(answer);
        }
    }
}

#[tokio::test]
async fn requests_know_the_address_of_their_client() {
    let server = server(GRACE).await;
    assert!(ask(server.address, "/who").await.unwrap().ends_with("127.0.0.1"));
}

#[tokio::test]
async fn a_running_request_finishes_and_no_other_begins() {
    let server = server(GRACE).await;
    let running = tokio::spawn(ask(server.address, "/slow"));
    server.begun.notified().await;
    server.stop.begin();
    while TcpStream::connect(server.address).await.is_ok() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    server.go_on.notify_one();
    assert!(running.await.unwrap().unwrap().ends_with("answered in full"));
    assert_eq!(server.ending.await.unwrap().unwrap(), Ending::Complete);
}

#[tokio::test]
async fn idle_connections_keep_nothing_from_stopping() {
    let server = server(GRACE).await;
    let mut silent = TcpStream::connect(server.address).await.unwrap();
    let mut idle = TcpStream::connect(server.address).await.unwrap();
    idle.write_all(b"GET /who HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    let mut buffer = [0; 1024];
    assert!(idle.read(&mut buffer).await.unwrap() > 0);
    let start = Instant::now();
    server.stop.begin();
    assert_eq!(server.ending.await.unwrap().unwrap(), Ending::Complete);
    assert!(start.elapsed() < Duration::from_secs(5));
    assert_eq!(silent.read(&mut buffer).await.unwrap(), 0);
}

#[tokio::test]
async fn a_request_without_end_is_cut_off_after_the_grace() {
    let server = server(Duration::from_millis(50)).await;
    let _running = tokio::spawn(ask(server.address, "/slow"));
    server.begun.notified().await;
    server.stop.begin();
    assert_eq!(server.ending.await.unwrap().unwrap(), Ending::CutOff);
}

#[tokio::test]
async fn a_second_signal_ends_it_at_once() {
    let server = server(GRACE).await;
    let _running = tokio::spawn(ask(server.address, "/slow"));
    server.begun.notified().await;
    server.stop.begin();
    server.stop.begin();
    assert_eq!(server.ending.await.unwrap().unwrap(), Ending::CutOff);
}

#[tokio::test]
async fn a_port_in_use_is_named_with_the_flag_that_changes_it() {
    let taken = bind(SocketAddr::from(([127, 0, 0, 1], 0))).await.unwrap();
    let address = taken.local_addr().unwrap();
    let text = bind(address).await.unwrap_err().to_string();
    assert!(
        text.starts_with(&format!("port {} of 127.0.0.1 is in use\n", address.port())),
        "{text}"
    );
    assert!(text.contains("--listen 127.0.0.1:"), "{text}");
}

#[tokio::test]
async fn an_address_of_another_machine_is_refused_with_what_to_write() {
    let text = bind("192.0.2.1:3000".parse().unwrap()).await.unwrap_err().to_string();
    assert!(text.contains("192.0.2.1 is not an address of this machine"), "{text}");
}
