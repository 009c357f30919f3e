//! Sending mail: plain text over SMTP, or nothing at all when no server is configured.
//!
//! Whoever sends gets told which of the two happened, so that a page can offer the link to copy
//! instead. Recipients and subjects are typed, so no text a person wrote can add a header.
//! Addresses go into no log in full: see [`masked`].

use crate::{random::SharedRng, secret::Secret};
use app::domain::Email;
use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{
        Attachment, Mailbox, MultiPart, SinglePart,
        header::{ContentType, HeaderName, HeaderValue},
    },
};
use std::time::Duration;
use url::Url;

/// How long one step of the conversation with the mail server may take.
const PATIENCE: Duration = Duration::from_secs(15);

/// Where mail goes out and in whose name.
#[derive(Clone, Debug)]
pub struct MailSettings {
    /// In the form lettre reads, TLS spelt out.
    server: Secret<String>,
    from: Mailbox,
}

/// Why mail cannot be set up as configured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailSettingsError {
    /// The address of the mail server is none.
    #[error(
        "not the address of a mail server; write smtp://user:password@host:port (STARTTLS) \
         or smtps://user:password@host:port, with special characters percent-encoded"
    )]
    Server,
    /// `?tls=` names something unknown.
    #[error("after ?tls= only required, opportunistic or none can follow")]
    Tls,
    /// The sender is no mailbox.
    #[error("not a sender; write soundings@example.com or \"Soundings <soundings@example.com>\"")]
    From,
}

impl MailSettings {
    /// Reads the sender, such as `Soundings <soundings@example.com>`.
    ///
    /// # Errors
    /// When it is no mailbox.
    pub fn parse_from(from: &str) -> Result<Mailbox, MailSettingsError> {
        from.parse().map_err(|_| MailSettingsError::From)
    }

    /// Reads the address of the mail server.
    ///
    /// `smtp://` means STARTTLS, and mail isn't sent when the server doesn't offer it: otherwise
    /// whoever sits in between could read the password and every one-time link. A server on this
    /// very machine is spoken to in the clear; `?tls=none` does so elsewhere.
    ///
    /// # Errors
    /// When it is no such address.
    pub fn parse(server: &str, from: Mailbox) -> Result<Self, MailSettingsError> {
        let mut url = Url::parse(server).map_err(|_| MailSettingsError::Server)?;
        let host = url.host_str().unwrap_or_default().to_owned();
        if host.is_empty() {
            return Err(MailSettingsError::Server);
        }
        let near = host == "localhost" || host == "[::1]" || host.starts_with("127.");
        let asked =
            url.query_pairs().find(|(key, _)| key == "tls").map(|(_, value)| value.into_owned());
        let tls = match (url.scheme(), asked.as_deref()) {
            ("smtps", None) => None,
            ("smtp", None) if near => None,
            ("smtp", None) => Some("tls=required"),
            ("smtp", Some("none")) => None,
            ("smtp", Some("required")) => Some("tls=required"),
            ("smtp", Some("opportunistic")) => Some("tls=opportunistic"),
            ("smtp" | "smtps", Some(_)) => return Err(MailSettingsError::Tls),
            _ => return Err(MailSettingsError::Server),
        };
        url.set_query(tls);
        Ok(Self { server: Secret::new(url.into()), from })
    }
}

/// The subject of a mail: one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject(String);

impl Subject {
    /// Makes a subject of any text; line breaks and other control characters become spaces.
    pub fn new(text: impl AsRef<str>) -> Self {
        let one_line = text.as_ref().replace(char::is_control, " ");
        Self(one_line.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}

/// A file for a calendar, to go with a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CalendarPart<'a> {
    /// Its type with the method, such as `text/calendar; charset=utf-8; method=REQUEST`: by that,
    /// mail programs offer to put it into the calendar.
    pub content_type: &'a str,
    /// The file.
    pub file: &'a str,
}

/// What became of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Delivery {
    /// The mail server took it.
    Sent,
    /// No mail server is configured: hand the text over in another way.
    NotConfigured,
}

/// Why a mail was not sent. The texts hold no full address.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// Mail cannot go to this address.
    #[error("mail cannot be sent to {0}")]
    Recipient(String),
    /// The message could not be put together.
    #[error("the mail could not be written: {0}")]
    Message(String),
    /// The mail server cannot be reached, or refused.
    #[error("the mail server did not take the mail: {0}")]
    Server(String),
}

/// Sends mail; cheap to clone.
#[derive(Clone, Debug)]
pub struct Mailer {
    rng: SharedRng,
    route: Option<Route>,
}

#[derive(Clone, Debug)]
struct Route {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Mailer {
    /// A mailer that sends as configured, or one that only says that it can't.
    ///
    /// No connection is made yet: a mail server that is down must not keep surveys from starting.
    ///
    /// # Errors
    /// When TLS cannot be set up for the server's name.
    pub fn new(settings: Option<&MailSettings>, rng: SharedRng) -> Result<Self, MailError> {
        let route = settings
            .map(|MailSettings { server, from }| {
                let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(server.reveal())
                    .map_err(|error| MailError::Server(error.to_string()))?;
                let transport = builder.timeout(Some(PATIENCE)).build();
                Ok(Route { transport, from: from.clone() })
            })
            .transpose()?;
        Ok(Self { rng, route })
    }

    /// Whether mail can go out at all.
    #[must_use]
    pub fn is_configured(&self) -> bool {
        self.route.is_some()
    }

    /// Sends a plain text.
    ///
    /// # Errors
    /// When the mail server can't be reached or refuses; a second try may work.
    pub async fn send(
        &self,
        to: &Email,
        subject: &Subject,
        text: &str,
    ) -> Result<Delivery, MailError> {
        self.deliver(to, subject, text, None).await
    }

    /// Sends a plain text with a file for the calendar: once beside the text, where mail programs
    /// look for it, and once as an attachment, for those that don't.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub async fn send_with_calendar(
        &self,
        to: &Email,
        subject: &Subject,
        text: &str,
        calendar: CalendarPart<'_>,
    ) -> Result<Delivery, MailError> {
        self.deliver(to, subject, text, Some(calendar)).await
    }

    async fn deliver(
        &self,
        to: &Email,
        subject: &Subject,
        text: &str,
        calendar: Option<CalendarPart<'_>>,
    ) -> Result<Delivery, MailError> {
        let Some(route) = &self.route else { return Ok(Delivery::NotConfigured) };
        let message = self.message(&route.from, to, subject, text, calendar)?;
        match route.transport.send(message).await {
            Ok(_) => {
                tracing::info!(to = masked(to), "sent a mail");
                Ok(Delivery::Sent)
            }
            Err(error) => {
                // Servers like to repeat the address in what they answer.
                let cause = error.to_string().replace(to.as_str(), &masked(to));
                Err(MailError::Server(cause))
            }
        }
    }

    fn message(
        &self,
        from: &Mailbox,
        to: &Email,
        subject: &Subject,
        text: &str,
        calendar: Option<CalendarPart<'_>>,
    ) -> Result<Message, MailError> {
        let address: Address = to.as_str().parse().map_err(|_| MailError::Recipient(masked(to)))?;
        // The name of this machine, which would be the default, is nobody's business.
        let id = format!("<{}@{}>", self.rng.uuid(), from.email.domain());
        // RFC 3834: asks holiday notices and the like not to answer.
        let automatic = HeaderValue::new(
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated".to_owned(),
        );
        let message = Message::builder()
            .from(from.clone())
            .to(Mailbox::new(None, address))
            .subject(&subject.0)
            .message_id(Some(id))
            .raw_header(automatic);
        let written = match calendar {
            None => message.header(ContentType::TEXT_PLAIN).body(text.to_owned()),
            Some(calendar) => message.multipart(beside(text, calendar)?),
        };
        written.map_err(|error| MailError::Message(error.to_string()))
    }
}

/// A text and a calendar file as the parts of one mail (RFC 6047, section 4).
fn beside(text: &str, calendar: CalendarPart<'_>) -> Result<MultiPart, MailError> {
    let kind = ContentType::parse(calendar.content_type)
        .map_err(|error| MailError::Message(error.to_string()))?;
    let either = MultiPart::alternative()
        .singlepart(SinglePart::plain(text.to_owned()))
        .singlepart(SinglePart::builder().header(kind.clone()).body(calendar.file.to_owned()));
    let attached = Attachment::new("interview.ics".to_owned()).body(calendar.file.to_owned(), kind);
    Ok(MultiPart::mixed().multipart(either).singlepart(attached))
}

/// An address for logs: enough to tell a complaint about a missing mail from another.
///
/// ```
/// use app::domain::Email;
/// let ada = Email::parse("ada@example.com").unwrap();
/// assert_eq!(soundings::mail::masked(&ada), "a…@example.com");
/// ```
#[must_use]
pub fn masked(address: &Email) -> String {
    let (local, host) = address.as_str().rsplit_once('@').unwrap_or_default();
    format!("{}…@{host}", local.chars().next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;
    use tokio::{
        io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
        net::TcpListener,
        task::JoinHandle,
    };

    /// A mail server that takes one mail, answers RCPT with `recipient`, and gives the mail back.
    async fn mail_server(recipient: &'static str) -> (String, JoinHandle<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        let mail = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let (read, mut write) = stream.split();
            let mut lines = BufReader::new(read).lines();
            let (mut mail, mut in_data) = (String::new(), false);
            write.write_all(b"220 ready\r\n").await.unwrap();
            while let Ok(Some(line)) = lines.next_line().await {
                let answer = match line.get(..4).unwrap_or(&line) {
                    "." if in_data => {
                        in_data = false;
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
                    "RCPT" => recipient,
                    "QUIT" => "221 bye",
                    _ => "250 fine",
                };
                write.write_all(format!("{answer}\r\n").as_bytes()).await.unwrap();
            }
            mail
        });
        (url, mail)
    }

    fn ada() -> Email {
        Email::parse("ada@example.com").unwrap()
    }

    fn settings(server: &str) -> Result<MailSettings, MailSettingsError> {
        MailSettings::parse(server, MailSettings::parse_from("Soundings <s@example.org>").unwrap())
    }

    fn mailer(server: &str) -> Mailer {
        Mailer::new(Some(&settings(server).unwrap()), SharedRng::seeded(1)).unwrap()
    }

    #[tokio::test]
    async fn a_mail_arrives_as_plain_text_with_links_in_one_piece() {
        let (url, mail) = mail_server("250 fine").await;
        let link = "https://soundings.example.com/sign-in/link?token=abc_-=123";
        let sent = mailer(&url).send(&ada(), &Subject::new("Your link"), link).await.unwrap();
        assert_eq!(sent, Delivery::Sent);
        let mail = mail.await.unwrap();
        for expected in [
            "From: Soundings <s@example.org>\n",
            "To: ada@example.com\n",
            "Subject: Your link\n",
            "Content-Type: text/plain; charset=utf-8\n",
            "Auto-Submitted: auto-generated\n",
            "@example.org>\n",
            link,
        ] {
            assert!(mail.contains(expected), "{expected:?} is missing in\n{mail}");
        }
    }

    #[tokio::test]
    async fn a_calendar_file_stands_beside_the_text_and_is_attached() {
        let (url, mail) = mail_server("250 fine").await;
        let calendar = CalendarPart {
            content_type: "text/calendar; charset=utf-8; method=REQUEST",
            file: "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
        };
        let subject = Subject::new("A talk");
        let sent = mailer(&url).send_with_calendar(&ada(), &subject, "Come!", calendar).await;
        assert_eq!(sent.unwrap(), Delivery::Sent);
        let mail = mail.await.unwrap();
        assert_eq!(mail.matches("BEGIN:VCALENDAR").count(), 2, "{mail}");
        assert_eq!(
            mail.matches("text/calendar; charset=utf-8; method=REQUEST").count(),
            2,
            "{mail}"
        );
        for expected in ["multipart/mixed", "multipart/alternative", "interview.ics", "Come!"] {
            assert!(mail.contains(expected), "{expected:?} is missing in\n{mail}");
        }
    }

    #[tokio::test]
    async fn no_text_can_add_a_header() {
        let (url, mail) = mail_server("250 fine").await;
        let subject = Subject::new("Answer\r\nBcc: eve@example.net\u{0}");
        let _ = mailer(&url).send(&ada(), &subject, "text\r\n.\r\nRCPT TO:<eve>").await.unwrap();
        let mail = mail.await.unwrap();
        assert!(mail.contains("Subject: Answer Bcc: eve@example.net\n"), "{mail}");
        assert!(!mail.contains("\nBcc:"), "{mail}");
        assert!(mail.contains("\nRCPT TO:<eve>"), "a dot alone does not end the mail: {mail}");
    }

    #[tokio::test]
    async fn a_refusal_is_told_without_the_address() {
        let (url, _mail) = mail_server("550 no ada@example.com here").await;
        let error = mailer(&url).send(&ada(), &Subject::new("x"), "y").await.unwrap_err();
        let text = format!("{error} {error:?}");
        assert!(text.contains("no a…@example.com here"), "{text}");
        assert!(!text.contains("ada@"), "{text}");
    }

    #[tokio::test]
    async fn without_a_mail_server_the_sender_is_told() {
        let mailer = Mailer::new(None, SharedRng::seeded(1)).unwrap();
        let outcome = mailer.send(&ada(), &Subject::new("x"), "y").await.unwrap();
        assert_eq!(outcome, Delivery::NotConfigured);
        assert!(!mailer.is_configured());
    }

    #[test]
    fn mail_leaves_this_machine_encrypted_unless_told_otherwise() {
        for (given, used) in [
            ("smtp://u:p@mail.example.com", "smtp://u:p@mail.example.com?tls=required"),
            ("smtp://mail.example.com:25?tls=none", "smtp://mail.example.com:25"),
            ("smtp://h:25?tls=opportunistic", "smtp://h:25?tls=opportunistic"),
            ("smtps://u:p@mail.example.com", "smtps://u:p@mail.example.com"),
            ("smtp://localhost:1025", "smtp://localhost:1025"),
            ("smtp://127.0.0.1:1025", "smtp://127.0.0.1:1025"),
        ] {
            assert_eq!(settings(given).unwrap().server.reveal(), used);
        }
    }

    #[test]
    fn what_is_no_mail_server_is_refused() {
        for wrong in ["", "mail.example.com", "http://mail.example.com", "smtp:"] {
            assert_eq!(settings(wrong).unwrap_err(), MailSettingsError::Server, "{wrong:?}");
        }
        assert_eq!(settings("smtp://h?tls=maybe").unwrap_err(), MailSettingsError::Tls);
        assert_eq!(MailSettings::parse_from("nobody").unwrap_err(), MailSettingsError::From);
    }

    #[test]
    fn settings_print_without_the_password() {
        let text = format!("{:?}", settings("smtp://user:hunter2@mail.example.com").unwrap());
        assert!(!text.contains("hunter2"), "{text}");
        let text = format!("{:?}", mailer("smtp://user:hunter2@mail.example.com"));
        assert!(!text.contains("hunter2"), "{text}");
    }
}
