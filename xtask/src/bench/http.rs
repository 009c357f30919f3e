//! As much of an HTTP client as measuring needs: one connection that stays open, nothing between
//! it and the clock.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context, Result};

/// A connection that is kept open over many requests.
#[derive(Debug)]
pub(crate) struct Connection {
    address: SocketAddr,
    stream: BufReader<TcpStream>,
}

/// What came back.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The first header of this name, which is written in small letters.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

impl Connection {
    /// Connects.
    pub(crate) fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        Ok(Self { address, stream: BufReader::new(stream) })
    }

    /// Sends a GET request and reads the whole answer.
    pub(crate) fn get(&mut self, path: &str, cookie: &str) -> Result<Answer> {
        let address = self.address;
        self.send(&format!(
            "GET {path} HTTP/1.1\r\nhost: {address}\r\naccept: text/html\r\n\
             cookie: {cookie}\r\n\r\n"
        ))
    }

    /// Sends a form, as its own page would.
    pub(crate) fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Result<Answer> {
        let address = self.address;
        let form: Vec<String> =
            fields.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
        let form = form.join("&");
        let length = form.len();
        self.send(&format!(
            "POST {path} HTTP/1.1\r\nhost: {address}\r\norigin: http://{address}\r\n\
             sec-fetch-site: same-origin\r\ncontent-length: {length}\r\n\
             content-type: application/x-www-form-urlencoded\r\n\r\n{form}"
        ))
    }

    fn send(&mut self, request: &str) -> Result<Answer> {
        self.stream.get_mut().write_all(request.as_bytes())?;
        read(&mut self.stream)
    }
}

fn read(stream: &mut impl BufRead) -> Result<Answer> {
    let status = line(stream)?;
    let status = status.split(' ').nth(1).context("not an HTTP answer")?.parse()?;
    let mut headers = Vec::new();
    loop {
        let line = line(stream)?;
        let Some((name, value)) = line.split_once(':') else { break };
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let mut answer = Answer { status, headers, body: Vec::new() };
    if answer.header("transfer-encoding") == Some("chunked") {
        loop {
            let length = u64::from_str_radix(&line(stream)?, 16)?;
            stream.take(length).read_to_end(&mut answer.body)?;
            line(stream)?;
            if length == 0 {
                break;
            }
        }
    } else if let Some(length) = answer.header("content-length") {
        let length = length.parse()?;
        stream.take(length).read_to_end(&mut answer.body)?;
    }
    Ok(answer)
}

fn line(stream: &mut impl BufRead) -> Result<String> {
    let mut line = String::new();
    stream.read_line(&mut line)?;
    Ok(line.trim_end().to_owned())
}

/// Percent-encodes everything that is not a letter or a digit.
fn encode(value: &str) -> String {
    value
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;

    #[test]
    fn a_chunked_answer_is_put_together() {
        let mut sent = &b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\
                          4\r\nover\r\n4\r\nview\r\n0\r\n\r\n"[..];
        let answer = read(&mut sent).unwrap();
        assert_eq!((answer.status, answer.body.as_slice()), (200, &b"overview"[..]));
        assert!(sent.is_empty());
    }

    #[test]
    fn an_answer_with_a_length_leaves_the_next_one_unread() {
        let mut sent =
            &b"HTTP/1.1 303 See Other\r\nLocation: /\r\ncontent-length: 2\r\n\r\nokHTTP"[..];
        let answer = read(&mut sent).unwrap();
        assert_eq!(answer.header("location"), Some("/"));
        assert_eq!((answer.body.as_slice(), sent), (&b"ok"[..], &b"HTTP"[..]));
    }

    #[test]
    fn a_form_field_is_encoded() {
        assert_eq!(encode("a+b@c d"), "a%2Bb%40c%20d");
    }
}
