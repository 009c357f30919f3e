use super::*;
use calcard::{
    Entry, Parser,
    icalendar::{
        ICalendar, ICalendarComponentType as Kind, ICalendarParameterName as ParameterName,
        ICalendarProperty as Property,
    },
};
use proptest::prelude::*;

fn person(name: &str, address: &str) -> Participant {
    Participant { name: name.to_owned(), address: Email::parse(address).expect("an address") }
}

fn invitation() -> Invitation {
    Invitation {
        method: Method::Request,
        uid: "7d0c7a52-9b1e@soundings.example.com".to_owned(),
        sequence: 0,
        made_at: 1_735_689_600_999,
        start: 1_736_157_600_000,
        end: 1_736_159_400_000,
        summary: "How do you ship?".to_owned(),
        description: "Accept: https://soundings.example.com/i/abc\nOr not now; no account needed."
            .to_owned(),
        location: "Room 3, first floor".to_owned(),
        organiser: person("Grace Hopper", "grace@example.com"),
        attendees: vec![person("Ada Lovelace", "ada@example.com")],
        observers: vec![person("", "alan@example.com")],
    }
}

fn written(invitation: &Invitation) -> String {
    write(invitation).expect("an invitation")
}

/// The lines of a file after unfolding; every rule about lines is checked on the way.
fn lines(file: &str) -> Vec<String> {
    assert!(file.ends_with("\r\n"));
    for line in file.strip_suffix("\r\n").expect("a last line").split("\r\n") {
        assert!(!line.is_empty() && line.len() <= 75, "{} octets: {line:?}", line.len());
        assert!(!line.contains(|c: char| c.is_control() && c != '\t'), "{line:?}");
    }
    let unfolded = file.replace("\r\n ", "");
    unfolded.strip_suffix("\r\n").expect("a last line").split("\r\n").map(Into::into).collect()
}

/// The file as another program reads it; what that does not know is a failure. (Its strict mode
/// refuses every event, and so do we say nothing strict but in `lines`.)
fn read(file: &str) -> ICalendar {
    let mut parser = Parser::new(file);
    let calendar = match parser.entry() {
        Entry::ICalendar(calendar) => calendar,
        other => panic!("{other:?} in {file}"),
    };
    assert!(matches!(parser.entry(), Entry::Eof), "more than a calendar: {file}");
    for entry in calendar.components.iter().flat_map(|part| &part.entries) {
        assert!(!matches!(entry.name, Property::Other(_)), "{:?} in {file}", entry.name);
    }
    calendar
}

/// The text of a property of the one event in a file.
fn text(calendar: &ICalendar, property: &Property) -> Option<String> {
    let events: Vec<_> =
        calendar.components.iter().filter(|part| part.component_type == Kind::VEvent).collect();
    assert_eq!(events.len(), 1);
    let found: Vec<_> = events[0].entries.iter().filter(|entry| entry.name == *property).collect();
    assert!(found.len() <= 1, "{property:?} more than once");
    let value = found.first()?.values.first()?;
    Some(value.as_text().unwrap_or_default().to_owned())
}

#[test]
fn a_request_has_what_the_rfc_asks_for() {
    let file = written(&invitation());
    let expected = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Soundings//Soundings//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:REQUEST",
        "BEGIN:VEVENT",
        "UID:7d0c7a52-9b1e@soundings.example.com",
        "SEQUENCE:0",
        "DTSTAMP:20250101T000000Z",
        "DTSTART:20250106T100000Z",
        "DTEND:20250106T103000Z",
        "SUMMARY:How do you ship?",
        r"DESCRIPTION:Accept: https://soundings.example.com/i/abc\nOr not now\; no account needed.",
        r"LOCATION:Room 3\, first floor",
        r#"ORGANIZER;CN="Grace Hopper":mailto:grace@example.com"#,
        r#"ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE;CN="Ada Lovelace":mailto:ada@example.com"#,
        r#"ATTENDEE;ROLE=OPT-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE;CN="alan@example.com":mailto:alan@example.com"#,
        "STATUS:CONFIRMED",
        "CLASS:PRIVATE",
        "TRANSP:OPAQUE",
        "END:VEVENT",
        "END:VCALENDAR",
    ];
    assert_eq!(lines(&file), expected);
    let calendar = read(&file);
    assert_eq!(text(&calendar, &Property::Location).as_deref(), Some("Room 3, first floor"));
    assert_eq!(text(&calendar, &Property::Description), Some(invitation().description));
}

#[test]
fn a_cancellation_is_the_same_event_with_the_next_number() {
    let cancelled = Invitation { method: Method::Cancel, sequence: 1, ..invitation() };
    let lines = lines(&written(&cancelled));
    for expected in [
        "METHOD:CANCEL",
        "UID:7d0c7a52-9b1e@soundings.example.com",
        "SEQUENCE:1",
        "STATUS:CANCELLED",
        "ATTENDEE;ROLE=REQ-PARTICIPANT;CN=\"Ada Lovelace\":mailto:ada@example.com",
    ] {
        assert!(lines.iter().any(|line| line == expected), "{expected} is missing in {lines:#?}");
    }
    read(&written(&cancelled));
    assert_eq!(Method::Cancel.content_type(), "text/calendar; charset=utf-8; method=CANCEL");
}

#[test]
fn instants_are_in_utc_and_in_whole_seconds() {
    for (milliseconds, expected) in [
        (0, "19700101T000000Z"),
        (-1, "19691231T235959Z"),
        (951_782_400_999, "20000229T000000Z"),
        (253_402_207_199_000, "99991230T215959Z"),
        (-62_167_219_200_000, "00000101T000000Z"),
    ] {
        assert_eq!(date(milliseconds).as_deref(), Ok(expected), "{milliseconds}");
    }
    for milliseconds in [i64::MIN, i64::MAX, -62_167_219_200_001] {
        assert_eq!(date(milliseconds), Err(InvitationError::Date));
    }
}

#[test]
fn what_makes_no_invitation_is_refused() {
    let wrong = |change: fn(&mut Invitation)| {
        let mut invitation = invitation();
        change(&mut invitation);
        write(&invitation).expect_err("a refusal")
    };
    assert_eq!(wrong(|i| i.end = i.start), InvitationError::EndsTooEarly);
    assert_eq!(wrong(|i| i.end = i.start + 999), InvitationError::EndsTooEarly);
    assert_eq!(wrong(|i| i.made_at = i64::MAX), InvitationError::Date);
    assert_eq!(wrong(|i| i.attendees.clear()), InvitationError::NobodyInvited);
    assert_eq!(wrong(|i| i.uid = "\r\n".into()), InvitationError::NoUid);
}

#[test]
fn addresses_become_uris() {
    for (address, uri) in [
        ("a.b+c@example.com", "mailto:a.b+c@example.com"),
        ("50%&more?x=#1/2@example.com", "mailto:50%25%26more%3Fx%3D%231%2F2@example.com"),
        ("jürgen@exämple.com", "mailto:j%C3%BCrgen@ex%C3%A4mple.com"),
    ] {
        assert_eq!(mailto(&Email::parse(address).expect("an address")), uri);
    }
}

#[test]
fn no_text_can_add_a_line() {
    let nasty = "x\r\nATTENDEE:mailto:eve@example.net\rEND:VEVENT\n\"\u{0}\u{85};X=\"y\":z\u{7F}";
    let invitation = Invitation {
        uid: nasty.to_owned(),
        summary: nasty.to_owned(),
        description: nasty.to_owned(),
        location: nasty.to_owned(),
        organiser: person(nasty, "grace@example.com"),
        attendees: vec![person(nasty, "ada@example.com")],
        ..invitation()
    };
    let file = written(&invitation);
    let lines = lines(&file);
    assert_eq!(lines.iter().filter(|line| line.starts_with("ATTENDEE")).count(), 2);
    assert_eq!(lines.iter().filter(|line| line.starts_with("END:")).count(), 2);
    assert_eq!(lines.len(), 22);
    read(&file);
}

/// Text with all that is hard: escapes, breaks, wide characters, controls.
fn hard_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("\\".to_owned()),
        Just(";".to_owned()),
        Just(",".to_owned()),
        Just(":".to_owned()),
        Just("\"".to_owned()),
        Just("\r\n".to_owned()),
        Just("\n".to_owned()),
        Just("\\n".to_owned()),
        Just("^n".to_owned()),
        Just(" ".to_owned()),
        Just("日本語".to_owned()),
        Just("👩‍💻".to_owned()),
        any::<String>(),
        "[a-z ]{0,60}",
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn another_program_reads_what_was_meant(
        summary in hard_text(),
        description in hard_text(),
        name in hard_text(),
        sequence in any::<u32>(),
        start in 0i64..4_000_000_000_000,
        minutes in 1i64..600,
    ) {
        let invitation = Invitation {
            sequence,
            start,
            end: start + minutes * 60_000,
            summary: summary.clone(),
            description: description.clone(),
            attendees: vec![person(&name, "ada@example.com")],
            ..invitation()
        };
        let file = written(&invitation);
        lines(&file);
        let calendar = read(&file);
        let kept = |text: &str| -> String {
            let text = text.replace("\r\n", "\n").replace('\r', "\n");
            text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
        };
        prop_assert_eq!(text(&calendar, &Property::Summary).unwrap_or_default(), one_line(&summary));
        if !description.trim().is_empty() {
            prop_assert_eq!(text(&calendar, &Property::Description).unwrap_or_default(), kept(&description));
        }
        let event = calendar.components.iter().find(|part| part.component_type == Kind::VEvent).expect("an event");
        let attendee = event.entries.iter().find(|entry| entry.name == Property::Attendee).expect("an attendee");
        let shown = attendee.params.iter().find(|parameter| parameter.name == ParameterName::Cn).expect("a name");
        let expected = match one_line(&name).replace('"', "'").replace('\\', "/") {
            name if name.is_empty() => "ada@example.com".to_owned(),
            name => name,
        };
        prop_assert_eq!(shown.value.as_text().unwrap_or_default(), expected);
    }
}
