//! A browser's part in a journey, over one connection that stays open.

use app::domain::TeamId;
use serde_json::{Value, json};
use soundings::random::SharedRng;
use std::net::SocketAddr;
use token::{
    Blinding, INPUT,
    encoding::{decode, encode},
    info,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use uuid::Uuid;

/// What is answered.
pub struct Survey {
    pub wave: Uuid,
    pub key: [u8; 32],
    pub answers: Vec<(String, String)>,
    pub origin: String,
}

pub struct Client {
    stream: TcpStream,
    random: SharedRng,
    read: Vec<u8>,
}

impl Client {
    pub async fn connect(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).await.expect("a connection");
        stream.set_nodelay(true).expect("no delay");
        Self { stream, random: SharedRng::from_os(), read: Vec::new() }
    }

    /// From nothing to answers that count. Panics where anything is not as it should be.
    pub async fn journey(&mut self, survey: &Survey, team: TeamId, cookie: &str, number: usize) {
        let network = format!("10.{}.{}.{}", number >> 16, (number >> 8) & 255, number & 255);
        let input = self.random.bytes::<INPUT>();
        let blinding =
            Blinding::new(&input, |bytes| self.random.fill(bytes)).expect("a blinded element");
        let body = json!({ "blinded": encode(&blinding.element()) }).to_string();
        let head = format!("x-forwarded-for: {network}\r\ncookie: {cookie}\r\n");
        let path = format!("/answer/{}/token", survey.wave);
        let (status, told) = self.post(survey, &path, &head, &body).await;
        assert_eq!(status, 200, "{told}");
        let told: Value = serde_json::from_str(&told).expect("JSON");
        let part = |name: &str| told[name].as_str().expect("a text").to_owned();
        let evaluated = decode(&part("evaluated")).expect("an element");
        let proof = decode(&part("proof")).expect("a proof");
        let tag = info(survey.wave, team.0);
        let output = blinding.finish(&evaluated, &proof, &survey.key, &tag).expect("a good proof");
        let body = json!({
            "team": team.0, "input": encode(&input), "output": encode(&output),
            "answers": survey.answers,
        })
        .to_string();
        let head = format!("x-forwarded-for: {network}\r\n");
        let path = format!("/responses/{}", survey.wave);
        let (status, told) = self.post(survey, &path, &head, &body).await;
        assert_eq!(status, 204, "{told}");
    }

    async fn post(&mut self, survey: &Survey, path: &str, head: &str, body: &str) -> (u16, String) {
        let request = format!(
            "POST {path} HTTP/1.1\r\nhost: localhost\r\norigin: {}\r\ncontent-type: \
             application/json\r\ncontent-length: {}\r\n{head}\r\n{body}",
            survey.origin,
            body.len()
        );
        self.stream.write_all(request.as_bytes()).await.expect("a request");
        self.read.clear();
        loop {
            let mut piece = [0; 4096];
            let length = self.stream.read(&mut piece).await.expect("an answer");
            assert!(length > 0, "the server hung up");
            self.read.extend_from_slice(&piece[..length]);
            if let Some(answer) = whole(&self.read) {
                return answer;
            }
        }
    }
}

/// Status and body, once all of them are there.
fn whole(bytes: &[u8]) -> Option<(u16, String)> {
    let text = std::str::from_utf8(bytes).expect("text");
    let (head, body) = text.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a status");
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    let length: usize = length.map_or(0, |length| length.parse().expect("a length"));
    (body.len() >= length).then(|| (status, body.to_owned()))
}
