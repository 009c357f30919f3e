//! An invitation to an interview as a calendar file, to go with an e-mail.
//!
//! Pure: the caller says when it is made. A calendar tells one invitation from another by its
//! `uid`, and a newer version from an older one by `sequence`: moving or cancelling an interview
//! is the same `uid` with the next number.
//!
//! Written here rather than by the crate `icalendar` (0.17), which is well kept but lets a
//! carriage return through in texts and quotation marks and line breaks in names, so that what
//! somebody typed could add a line to the file; and it would bring a second library for dates.
//! The tests read every file with another parser.
//!
//! Sources: RFC 5545 (the file), RFC 5546 (requests and cancellations), RFC 6068
//! (addresses).

use app::domain::Email;
use jiff::{Timestamp, tz::Offset};
use std::fmt::{self, Write};

/// Longest line in octets without its end (RFC 5545, section 3.1).
const LONGEST_LINE: usize = 75;

/// Who made the file, for programs that know their kind.
const PRODUCT: &str = "-//Soundings//Soundings//EN";

/// What a calendar should do with the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Put the interview into the calendar, or move it there.
    Request,
    /// Take it out again.
    Cancel,
}

impl Method {
    /// The type of the file in an e-mail; without `method` in it, mail programs show no buttons
    /// (RFC 6047, section 2.4).
    #[must_use]
    pub fn content_type(self) -> String {
        format!("text/calendar; charset=utf-8; method={self}")
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Request => "REQUEST",
            Self::Cancel => "CANCEL",
        })
    }
}

/// Somebody who takes part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participant {
    /// The name that calendars show; the address where it is empty.
    pub name: String,
    /// Where the invitation goes.
    pub address: Email,
}

/// An interview, as a calendar needs it. Instants are Unix milliseconds; calendars keep seconds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// What the calendar should do.
    pub method: Method,
    /// Which invitation this is: unlike any other in the world, the same for ever.
    pub uid: String,
    /// Which version it is: 0 at first, one more with each change and for the cancellation.
    pub sequence: u32,
    /// When the file is made.
    pub made_at: i64,
    /// When the interview begins.
    pub start: i64,
    /// When it ends.
    pub end: i64,
    /// What stands in the calendar, on one line.
    pub summary: String,
    /// What it is about, and the link to accept, decline or cancel; may be empty.
    pub description: String,
    /// A room, or the address of a call; may be empty.
    pub location: String,
    /// The interviewer.
    pub organiser: Participant,
    /// Who is asked to come: at least one.
    pub attendees: Vec<Participant>,
    /// Who may come, to listen and learn.
    pub observers: Vec<Participant>,
}

/// Why an invitation cannot be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvitationError {
    /// The end is not after the start, counted in seconds.
    #[error("an interview has to end after it begins")]
    EndsTooEarly,
    /// An instant lies outside the years 0 to 9999, which is all the format has room for.
    #[error("this date is too far away for a calendar")]
    Date,
    /// Nobody is asked to come.
    #[error("an invitation needs somebody to invite")]
    NobodyInvited,
    /// There is nothing to tell this invitation by.
    #[error("an invitation needs an id")]
    NoUid,
}

/// Writes an invitation as the bytes of an `.ics` file.
///
/// ```
/// use app::domain::Email;
/// use soundings::calendar_file::{Invitation, Method, Participant, write};
/// let person = |name: &str, address| Participant {
///     name: name.to_owned(),
///     address: Email::parse(address).unwrap(),
/// };
/// let file = write(&Invitation {
///     method: Method::Request,
///     uid: "7d0c@soundings.example.com".to_owned(),
///     sequence: 0,
///     made_at: 1_735_689_600_000,
///     start: 1_736_157_600_000,
///     end: 1_736_159_400_000,
///     summary: "How do you ship?".to_owned(),
///     description: String::new(),
///     location: "Room 3, first floor".to_owned(),
///     organiser: person("Grace Hopper", "grace@example.com"),
///     attendees: vec![person("Ada Lovelace", "ada@example.com")],
///     observers: Vec::new(),
/// })
/// .unwrap();
/// assert!(file.contains("DTSTART:20250106T100000Z\r\n"));
/// assert!(file.contains("LOCATION:Room 3\\, first floor\r\n"));
/// ```
///
/// # Errors
/// When it is over before it begins, out of the calendar's years, or says too little.
pub fn write(invitation: &Invitation) -> Result<String, InvitationError> {
    let (start, end) = (date(invitation.start)?, date(invitation.end)?);
    if invitation.end.div_euclid(1000) <= invitation.start.div_euclid(1000) {
        return Err(InvitationError::EndsTooEarly);
    }
    if invitation.attendees.is_empty() {
        return Err(InvitationError::NobodyInvited);
    }
    let uid = escaped(&one_line(&invitation.uid));
    if uid.is_empty() {
        return Err(InvitationError::NoUid);
    }
    let mut file = File::default();
    file.line("BEGIN", "VCALENDAR");
    file.line("VERSION", "2.0");
    file.line("PRODID", PRODUCT);
    file.line("CALSCALE", "GREGORIAN");
    file.line("METHOD", &invitation.method.to_string());
    file.line("BEGIN", "VEVENT");
    file.line("UID", &uid);
    file.line("SEQUENCE", &invitation.sequence.to_string());
    file.line("DTSTAMP", &date(invitation.made_at)?);
    file.line("DTSTART", &start);
    file.line("DTEND", &end);
    file.line("SUMMARY", &escaped(&one_line(&invitation.summary)));
    for (name, text) in
        [("DESCRIPTION", &invitation.description), ("LOCATION", &invitation.location)]
    {
        if !text.trim().is_empty() {
            file.line(name, &escaped(text));
        }
    }
    file.participant("ORGANIZER", &invitation.organiser);
    // Whoever is invited answers by the link in the mail, which needs no account and knows “not
    // now”; an answer by mail would only reach the interviewer's mailbox.
    let state = match invitation.method {
        Method::Request => ";PARTSTAT=NEEDS-ACTION;RSVP=FALSE",
        Method::Cancel => "",
    };
    for attendee in &invitation.attendees {
        file.participant(&format!("ATTENDEE;ROLE=REQ-PARTICIPANT{state}"), attendee);
    }
    for observer in &invitation.observers {
        file.participant(&format!("ATTENDEE;ROLE=OPT-PARTICIPANT{state}"), observer);
    }
    file.line(
        "STATUS",
        match invitation.method {
            Method::Request => "CONFIRMED",
            Method::Cancel => "CANCELLED",
        },
    );
    // Colleagues can often read each other's calendars; who is interviewed is between two.
    file.line("CLASS", "PRIVATE");
    file.line("TRANSP", "OPAQUE");
    file.line("END", "VEVENT");
    file.line("END", "VCALENDAR");
    Ok(file.0)
}

/// The lines so far.
#[derive(Default)]
struct File(String);

impl File {
    /// Adds a line, folded: an end and a space after at most 75 octets, never inside a character.
    fn line(&mut self, name: &str, value: &str) {
        let mut left = LONGEST_LINE;
        for character in name.chars().chain([':']).chain(value.chars()) {
            if character.len_utf8() > left {
                self.0.push_str("\r\n ");
                left = LONGEST_LINE - 1;
            }
            left -= character.len_utf8();
            self.0.push(character);
        }
        self.0.push_str("\r\n");
    }

    /// Adds somebody who takes part, in the role that `property` says.
    fn participant(&mut self, property: &str, participant: &Participant) {
        let name = one_line(&participant.name);
        let shown = match name.as_str() {
            "" => participant.address.as_str(),
            name => name,
        };
        // Within quotes everything may stand but quotes. RFC 6868 has a way to write them that
        // few programs know; and some read a backslash as an escape, which then hides the end.
        let shown = shown.replace('"', "'").replace('\\', "/");
        self.line(&format!("{property};CN=\"{shown}\""), &mailto(&participant.address));
    }
}

/// An instant in UTC, in the basic form of ISO 8601.
fn date(milliseconds: i64) -> Result<String, InvitationError> {
    let instant = Timestamp::from_millisecond(milliseconds).map_err(|_| InvitationError::Date)?;
    let utc = Offset::UTC.to_datetime(instant);
    if utc.year() < 0 {
        return Err(InvitationError::Date);
    }
    Ok(format!(
        "{:04}{:02}{:02}T{:02}{:02}{:02}Z",
        utc.year(),
        utc.month(),
        utc.day(),
        utc.hour(),
        utc.minute(),
        utc.second()
    ))
}

/// A text with what has a meaning escaped and line breaks as `\n` (RFC 5545, section 3.3.11).
///
/// Other control characters may not stand in a file and are left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.replace("\r\n", "\n").chars() {
        match character {
            '\\' | ';' | ',' => escaped.extend(['\\', character]),
            '\n' | '\r' => escaped.push_str("\\n"),
            '\t' => escaped.push('\t'),
            character if character.is_control() => {}
            character => escaped.push(character),
        }
    }
    escaped
}

/// A text on one line, without control characters.
fn one_line(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// An address as a URI, with what has a meaning in one percent-encoded (RFC 6068, section 2).
fn mailto(address: &Email) -> String {
    let mut uri = "mailto:".to_owned();
    for byte in address.as_str().bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~!$'*+@".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            // Writing to a string never fails.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

#[cfg(test)]
mod tests;
