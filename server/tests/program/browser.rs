//! Just enough of a browser: requests over a connection each, and one cookie.

use super::Serving;
use std::{
    io::{Read, Write},
    net::TcpStream,
};

/// The password of whoever gets one here.
pub const PASSWORD: &str = "four herons on a raft";

/// Somebody's browser, at one node.
pub struct Browser {
    address: String,
    /// Of whoever is signed in: `name=token`.
    pub cookie: Option<String>,
}

/// What a server answered.
pub struct Answer {
    pub status: u16,
    head: String,
    pub body: String,
}

impl Browser {
    pub fn at(server: &Serving) -> Self {
        Self { address: server.address.clone(), cookie: None }
    }

    /// The same person's browser, at another node.
    pub fn moved_to(&self, server: &Serving) -> Self {
        Self { address: server.address.clone(), cookie: self.cookie.clone() }
    }

    pub fn get(&mut self, path: &str) -> Answer {
        self.ask(&format!("GET {path} HTTP/1.1\r\n"), "")
    }

    /// Posts a form, as from a page of the server itself.
    pub fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = serde_urlencoded::to_string(fields).unwrap();
        let head = format!("POST {path} HTTP/1.1\r\n{}", form_headers(&self.address, body.len()));
        self.ask(&head, &body)
    }

    /// Follows the link that the server printed when it started.
    pub fn become_first_admin(&mut self, server: &Serving) {
        let link = server.first_link.as_ref().expect("there is no admin yet");
        let path = link.strip_prefix(&format!("http://{}", server.address)).unwrap();
        let fields =
            [("email", "ada@example.com"), ("name", "Ada Lovelace"), ("password", PASSWORD)];
        let answer = self.post(path, &fields);
        assert_eq!((answer.status, answer.header("location")), (303, Some("/")), "{}", answer.body);
    }

    fn ask(&mut self, head: &str, body: &str) -> Answer {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let host = &self.address;
        let cookie =
            self.cookie.as_ref().map_or(String::new(), |cookie| format!("cookie: {cookie}\r\n"));
        write!(stream, "{head}host: {host}\r\n{cookie}connection: close\r\n\r\n{body}").unwrap();
        let mut text = Vec::new();
        stream.read_to_end(&mut text).unwrap();
        let answer = Answer::read(&String::from_utf8_lossy(&text));
        if let Some(cookie) = answer.header("set-cookie") {
            self.cookie = cookie.split(';').next().map(ToOwned::to_owned);
        }
        answer
    }
}

/// The headers of a form, but for host and cookie.
pub fn form_headers(address: &str, length: usize) -> String {
    format!(
        "origin: http://{address}\r\ncontent-type: application/x-www-form-urlencoded\r\n\
         content-length: {length}\r\n"
    )
}

impl Answer {
    /// Reads an answer that came whole.
    pub fn read(text: &str) -> Self {
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("{text:?}"));
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        let head = head.to_owned();
        let chunked = head.to_lowercase().contains("transfer-encoding: chunked");
        let body = if chunked { unchunked(body) } else { body.to_owned() };
        Self { status, head, body }
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }
}

fn unchunked(mut rest: &str) -> String {
    let mut body = String::new();
    while let Some((length, after)) = rest.split_once("\r\n") {
        // What is no text was replaced by signs of another length; pages are text.
        let length = usize::from_str_radix(length, 16).unwrap();
        if length == 0 {
            break;
        }
        body.push_str(&after[..length]);
        rest = &after[length + 2..];
    }
    body
}
