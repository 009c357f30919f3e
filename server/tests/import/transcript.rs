//! Transcripts as recorders and people save them, good and broken.

use proptest::prelude::*;
use soundings::import::transcript::{Format, LARGEST_FILE, LARGEST_TEXT, Part, Reading, read};

type Told = (Option<u32>, Option<String>, String);

fn part(at: impl Into<Option<u32>>, speaker: &str, text: &str) -> Told {
    let speaker = (!speaker.is_empty()).then(|| speaker.to_owned());
    (at.into(), speaker, text.to_owned())
}

fn told(reading: &Reading) -> Vec<Told> {
    let told = |part: &Part| (part.at, part.speaker.clone(), part.text.clone());
    reading.transcript.parts.iter().map(told).collect()
}

fn good(name: &str, text: &str) -> (Format, Vec<Told>) {
    let reading = read(name, text.as_bytes()).expect("a transcript");
    assert!(reading.problems.is_empty(), "{}", reading.problems);
    (reading.format, told(&reading))
}

fn refusal(name: &str, bytes: &[u8]) -> String {
    read(name, bytes).expect_err("no transcript").to_string()
}

/// What is wrong, a line each, and what was read all the same.
fn broken(name: &str, text: &str) -> (Vec<String>, Vec<Told>) {
    let reading = read(name, text.as_bytes()).expect("something of it");
    let problems = reading.problems.to_string();
    (problems.lines().map(ToOwned::to_owned).collect(), told(&reading))
}

#[test]
fn a_webvtt_file_with_everything_in_it() {
    let text = "WEBVTT Kind: captions; Language: en\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000\n\n\
        NOTE\nMade by a recorder.\nIn two lines.\n\nSTYLE\n::cue { color: red }\n\n\
        REGION\nid:fred\nwidth:40%\n\n\
        intro\n00:01.000 --> 00:02.500 align:start position:10%\n<v.loud Ada Lovelace>So <i>we</i></v>\n\n\
        00:00:02.500 --> 00:00:04.000\n<v.loud Ada Lovelace>ship R&amp;D <c.code>daily</c>.</v>\n\n\
        NOTE in one line\n\n\
        8f3-1\n01:00:04.000 --> 01:00:06.000\n<v Grace>Really?\n<v Ada Lovelace>Really.\n";
    let ada = "Ada Lovelace";
    let expected = vec![
        part(1_000, ada, "So we ship R&D daily."),
        part(3_604_000, "Grace", "Really?"),
        part(3_604_000, ada, "Really."),
    ];
    assert_eq!(good("a.vtt", text), (Format::WebVtt, expected.clone()));
    // However it is saved.
    for saved in [text.replace('\n', "\r\n"), text.replace('\n', "\r"), format!("\u{FEFF}{text}")] {
        assert_eq!(good("a.txt", &saved), (Format::WebVtt, expected.clone()));
    }
    for bytes_of in [u16::to_le_bytes, u16::to_be_bytes] {
        let marked = "\u{FEFF}".encode_utf16().chain(text.encode_utf16());
        let reading =
            read("a.vtt", &marked.flat_map(bytes_of).collect::<Vec<_>>()).expect("UTF-16");
        assert_eq!(
            (told(&reading), reading.read_as.as_str()),
            (expected.clone(), "WebVTT, UTF-16")
        );
    }
}

#[test]
fn a_recorder_that_writes_names_before_the_text() {
    let text = "WEBVTT\n\n1\n00:00:03.000 --> 00:00:05.000\nAda Lovelace: The last time\n\n\
        2\n00:00:05.000 --> 00:00:07.000\nAda Lovelace: we shipped\nit took: a week.\n\n\
        3\n00:00:07.500 --> 00:00:09.000\nGrace: A week?\nAda Lovelace: Yes.\n";
    let expected = vec![
        part(3_000, "Ada Lovelace", "The last time we shipped it took: a week."),
        part(7_500, "Grace", "A week?"),
        part(7_500, "Ada Lovelace", "Yes."),
    ];
    assert_eq!(good("meeting.vtt", text), (Format::WebVtt, expected));
}

#[test]
fn a_subrip_file() {
    let text = "1\n00:00:01,000 --> 00:00:02,000 X1:10 Y1:20\n<font color=\"red\">We wait</font>\n\n\
        2\n00:00:02,100 --> 00:00:03,000\n{\\an8}for <b>Vec<String></b>\nto compile.\n\n\n\
        3\n00:01:00,000 --> 00:01:01,000\nThen lunch.\n";
    let expected = vec![
        part(1_000, "", "We wait for Vec<String> to compile."),
        part(60_000, "", "Then lunch."),
    ];
    assert_eq!(good("a.srt", text), (Format::SubRip, expected.clone()));
    assert_eq!(good("", text), (Format::SubRip, expected.clone()));
    // Without blank lines, the numbers of the cues are no text.
    let dense = text.replace("\n\n\n", "\n").replace("\n\n", "\n");
    assert_eq!(good("a.srt", &dense), (Format::SubRip, expected));
}

#[test]
fn a_broken_webvtt_tells_all_its_problems_and_keeps_its_words() {
    let text = "00:01.000 --> 00:02.000\nOne.\n\n\
        garbage between cues\nmore of it\n\n\
        00:09.000 --> 00:08.000\nTwo.\n\n\
        00:03.000 --> 00:04.000\nThree.\n\n\
        00:xx.000 --> 00:05.000\nFour.\n\n\
        17\n\n\
        00:05.000 --> 00:06.000\nFive.\n";
    let (problems, parts) = broken("a.vtt", text);
    let expected = [
        "line 1: the file does not begin with “WEBVTT”",
        "line 4: there is no time above this text; it was put with the cue before it",
        "line 7: this cue ends before it begins (“00:09.000 --> 00:08.000”)",
        "line 10: times run backwards here: “00:03.000 --> 00:04.000”",
        "line 13: “00:xx.000 --> 00:05.000” cannot be read as",
        "line 16: the number 17 stands here without a time and a text",
    ];
    assert_eq!(problems.len(), expected.len(), "{problems:#?}");
    for (problem, expected) in problems.iter().zip(expected) {
        assert!(problem.starts_with(expected), "{problem}");
    }
    let words: String = parts.iter().map(|(_, _, text)| format!("{text} ")).collect();
    for word in ["One.", "garbage between cues more of it", "Two.", "Three.", "Four.", "Five."] {
        assert!(words.contains(word), "{word} is lost: {words}");
    }
}

#[test]
fn text_before_the_first_cue_is_kept() {
    let (problems, parts) =
        broken("a.vtt", "WEBVTT\n\nWelcome all.\n\n00:01.000 --> 00:02.000\n<v Ada>Hi\n");
    assert_eq!(problems.len(), 1);
    assert!(problems[0].starts_with("line 3: there is no time above"), "{problems:?}");
    assert_eq!(parts, [part(None, "", "Welcome all."), part(1_000, "Ada", "Hi")]);
}

#[test]
fn words_where_subrip_has_a_number_are_kept() {
    let text =
        "1\n00:00:01,000 --> 00:00:02,000\nOne.\n\nTwo.\n00:00:03,000 --> 00:00:04,000\nThree.\n";
    let (problems, parts) = broken("a.srt", text);
    assert_eq!(problems.len(), 1);
    assert!(problems[0].starts_with("line 5: there is no time above this text"), "{problems:?}");
    assert_eq!(parts, [part(1_000, "", "One. Two. Three.")]);
}

#[test]
fn a_name_that_promises_cues_without_any_is_told() {
    let (problems, parts) = broken("a.vtt", "Ada: One.\nGrace: Two.\n");
    assert!(problems[0].contains("was read as plain text"), "{problems:?}");
    assert_eq!(parts, [part(None, "Ada", "One."), part(None, "Grace", "Two.")]);
}

#[test]
fn text_in_windows_1252_is_read_with_a_word_about_it() {
    let text: Vec<u8> = b"J\xFCrgen: \x93sch\xF6n\x94".to_vec();
    let reading = read("a.txt", &text).expect("a transcript");
    assert_eq!(told(&reading), [part(None, "Jürgen", "“schön”")]);
    assert_eq!(reading.read_as, "text, Windows-1252");
    let problems = reading.problems.to_string();
    assert!(problems.contains("save the file as plain text in UTF-8"), "{problems}");
    assert!(!problems.contains("CSV"), "{problems}");
}

#[test]
fn what_is_no_transcript_is_refused_with_what_to_do() {
    for (name, bytes, expected) in [
        ("a.txt", b"".as_slice(), "the file is empty"),
        ("a.txt", b" \n\n", "the file is empty"),
        ("a.vtt", b"WEBVTT\n\nNOTE nothing\n", "nothing is said in this file"),
        ("a.txt", b"\0\x01\x02\x03", "no text file"),
        ("a.txt", b"\x01\x02\x03\x90\x04", "this is not a text file"),
        ("a.pdf", b"%PDF-1.7\n%\xE2\xE3", "this is a PDF, not a transcript"),
        ("a.vtt", b"\xFF\xFEa", "damaged or cut off; save it again as plain text"),
        (
            "a.txt",
            "é".repeat(10).as_bytes().iter().chain(b"\xFF").copied().collect::<Vec<_>>().leak(),
            "UTF-8 up to this line",
        ),
    ] {
        let refusal = refusal(name, bytes);
        assert!(refusal.contains(expected), "{name}: {refusal}");
        assert!(!refusal.contains("CSV"), "{refusal}");
    }
    let refusal = refusal("a.txt", &vec![b'a'; LARGEST_FILE + 1]);
    assert!(refusal.contains("the file has 65 MiB; the most that is read is 64 MiB"), "{refusal}");
}

#[test]
fn three_hundred_pages_are_read_and_a_library_is_refused() {
    let cue = |index: u32| {
        let (minutes, seconds) = (index * 4 / 60, index * 4 % 60);
        let speaker = if (index / 7).is_multiple_of(2) { "Ada" } else { "Grace" };
        format!(
            "{:02}:{:02}:{seconds:02}.000 --> {:02}:{:02}:{seconds:02}.900\n\
             <v {speaker}>We waited for the build again, and then for the review of it.</v>\n\n",
            minutes / 60,
            minutes % 60,
            minutes / 60,
            minutes % 60,
        )
    };
    let pages = |cues: u32| {
        let mut text = "WEBVTT\n\n".to_owned();
        text.extend((0..cues).map(cue));
        text
    };
    let text = pages(18_000);
    let reading = read("long.vtt", text.as_bytes()).expect("300 pages");
    assert!(reading.problems.is_empty(), "{}", reading.problems);
    let parts = &reading.transcript.parts;
    assert!(parts.iter().map(|part| part.text.len()).sum::<usize>() > 1_000_000);
    assert!((1_000..4_000).contains(&parts.len()), "{} parts", parts.len());
    assert!(parts.iter().all(|part| part.text.len() < 2_000 && part.at.is_some()));

    let library = "word ".repeat(LARGEST_TEXT / 5 + 10);
    for text in [library.clone(), format!("WEBVTT\n\n00:01.000 --> 00:02.000\n{library}")] {
        let refusal = refusal("a.txt", text.as_bytes());
        assert!(refusal.contains("more than 5 MiB of text"), "{refusal}");
        assert!(refusal.contains("Split it"), "{refusal}");
    }
    let turns = "A: x\nB: x\n".repeat(50_001);
    assert!(refusal("a.txt", turns.as_bytes()).contains("100000 turns"));
}

/// A cue's text: words that mean nothing to a reader, so that all must come out again.
fn words() -> impl Strategy<Value = String> {
    prop::collection::vec("[a-zäöü]{1,8}", 1..8).prop_map(|words| words.join(" "))
}

fn clock(ms: u32, fraction: char) -> String {
    let seconds = ms / 1000;
    format!(
        "{:02}:{:02}:{:02}{fraction}{:03}",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60,
        ms % 1000
    )
}

proptest! {
    /// One conversation saved in three formats is the same conversation.
    #[test]
    fn every_word_and_speaker_comes_out_in_order(
        cues in prop::collection::vec((0u32..3, 0u32..9_000, words()), 1..30),
    ) {
        let (mut vtt, mut srt, mut text) = ("WEBVTT\n\n".to_owned(), String::new(), String::new());
        let (mut at, mut said) = (0, Vec::new());
        for (index, (speaker, pause, words)) in cues.iter().enumerate() {
            let name = ["Ada", "Grace Hopper", "Speaker 3"][*speaker as usize];
            at += pause;
            let times = |fraction| format!("{} --> {}", clock(at, fraction), clock(at + 900, fraction));
            vtt.push_str(&format!("{}\n<v {name}>{words}</v>\n\n", times('.')));
            srt.push_str(&format!("{}\n{}\n{name}: {words}\n\n", index + 1, times(',')));
            text.push_str(&format!("[{}] {name}: {words}\n", clock(at, '.')));
            said.push((name, at, words.clone()));
        }
        let runs = |parts: &[Part]| {
            let mut runs: Vec<(String, String)> = Vec::new();
            for part in parts {
                let speaker = part.speaker.clone().unwrap_or_default();
                match runs.last_mut() {
                    Some(run) if run.0 == speaker => run.1 = format!("{} {}", run.1, part.text),
                    _ => runs.push((speaker, part.text.clone())),
                }
            }
            runs
        };
        let parts = |name: &str, at: u32, text: &str| Part {
            at: Some(at), speaker: Some(name.to_owned()), text: text.to_owned(),
        };
        let expected: Vec<Part> = said.iter().map(|(name, at, words)| parts(name, *at, words)).collect();
        for (file, saved) in [("a.vtt", &vtt), ("a.srt", &srt), ("a.txt", &text)] {
            let reading = read(file, saved.as_bytes()).expect("a transcript");
            prop_assert!(reading.problems.is_empty(), "{}", reading.problems);
            let parts = &reading.transcript.parts;
            prop_assert_eq!(runs(parts), runs(&expected), "{}", file);
            // Each part has the time of the first thing that is said in it; two may speak at once.
            for part in parts {
                let begins = |(name, at, words): &(&str, u32, String)| {
                    (Some(*name), Some(*at)) == (part.speaker.as_deref(), part.at)
                        && part.text.starts_with(words.as_str())
                };
                prop_assert!(said.iter().any(begins), "{:?}", part);
            }
        }
    }

    #[test]
    fn nothing_that_comes_in_is_too_much(
        pieces in prop::collection::vec(
            prop_oneof![
                Just("WEBVTT".to_owned()), Just("\n".to_owned()), Just("\r\n".to_owned()), Just("NOTE".to_owned()),
                Just("00:01.000 --> 00:02.000".to_owned()), Just("-->".to_owned()), Just("<v A".to_owned()), Just(">".to_owned()),
                Just("&#x1F600;".to_owned()), Just("Ada: ".to_owned()), Just("[0:01".to_owned()), Just("]".to_owned()),
                Just("00:00:01,5".to_owned()), Just("ſ：".to_owned()), any::<String>(),
            ],
            0..40,
        ),
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        name in "[a-z.]{0,6}",
    ) {
        for bytes in [pieces.concat().into_bytes(), bytes] {
            if let Ok(reading) = read(&name, &bytes) {
                prop_assert!(!reading.transcript.parts.is_empty());
                for part in reading.transcript.parts {
                    prop_assert!(!part.text.trim().is_empty());
                    prop_assert!(!part.text.contains(|c: char| c.is_control() && c != '\n'));
                    prop_assert!(part.speaker.is_none_or(|speaker| !speaker.trim().is_empty()));
                }
            }
        }
    }
}
