//! A mail server that takes everything and keeps it.

use soundings::{config::Config, mail::MailSettings};
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// What came in, each mail as one text.
#[derive(Clone, Default)]
pub struct Mailbox {
    mails: Arc<Mutex<Vec<String>>>,
    address: String,
}

impl Mailbox {
    /// Listens on a free port.
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let mailbox = Self { mails: Arc::default(), address };
        let mails = Arc::clone(&mailbox.mails);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(talk(stream, Arc::clone(&mails)));
            }
        });
        mailbox
    }

    /// Takes nothing: nobody listens there.
    pub async fn closed() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        Self { mails: Arc::default(), address }
    }

    /// Makes a server send its mail here.
    pub fn configure(&self, config: &mut Config) {
        let from = MailSettings::parse_from("soundings@example.com").unwrap();
        let server = format!("smtp://{}", self.address);
        config.mail = Some(MailSettings::parse(&server, from).unwrap());
    }

    /// All mails so far.
    pub fn mails(&self) -> Vec<String> {
        self.mails.lock().unwrap().clone()
    }

    /// Waits until there are so many mails.
    pub async fn wait_for(&self, count: usize) -> Vec<String> {
        for _ in 0..500 {
            if self.mails().len() >= count {
                return self.mails();
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("{} mails came in, and not {count}", self.mails().len());
    }
}

/// The path of the one-time link in a mail.
pub fn link_in(mail: &str) -> String {
    let start = mail.find("/link/").expect("a link in the mail");
    mail[start..].split_whitespace().next().unwrap().to_owned()
}

async fn talk(stream: TcpStream, mails: Arc<Mutex<Vec<String>>>) {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let (mut mail, mut in_data) = (String::new(), false);
    if write.write_all(b"220 ready\r\n").await.is_err() {
        return;
    }
    while let Ok(Some(line)) = lines.next_line().await {
        let answer = match line.as_str() {
            "." if in_data => {
                in_data = false;
                mails.lock().unwrap().push(std::mem::take(&mut mail));
                "250 taken"
            }
            _ if in_data => {
                mail.push_str(&line);
                mail.push('\n');
                continue;
            }
            "DATA" => {
                in_data = true;
                "354 go on"
            }
            "QUIT" => "221 bye",
            _ => "250 fine",
        };
        if write.write_all(format!("{answer}\r\n").as_bytes()).await.is_err() {
            return;
        }
    }
}
