//! Importing a past survey: looked at first, refused as a whole, applied once.

use super::{
    Place, Somewhere,
    support::{dump, on_each_database},
};

on_each_database!(
    looking_writes_nothing_and_applying_twice_writes_once,
    a_question_that_changed_its_scale_is_a_conflict,
    a_preview_tells_what_would_be_in_the_way_and_writes_nothing,
    two_hundred_thousand_responses_are_imported,
);

/// A team in column 1, an item on a scale of five in column 2, a comment in column 3.
pub const MAPPING: &str = r#"
[teams]
root = "Org"
column = 1

[[items]]
column = 2
series = "speed"
dimension = "feedback-loops"
scale = "likert5"
wording = "Builds are fast enough."

[[comments]]
column = 3
of = "speed"
"#;

/// The command that imports `file`.
pub fn import<'a>(wave: &'a str, file: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let mut words = vec!["import", "survey", "--program", "Past", "--wave", wave];
    words.extend(["--mapping", "mapping.toml", file]);
    words.extend(more);
    words
}

/// A file with this many responses, of ten teams.
pub fn survey(lines: usize) -> String {
    (0..lines).fold("team,speed,why\n".to_owned(), |mut text, line| {
        text += &format!("Team {},{},\n", line % 10, line % 5 + 1);
        text
    })
}

async fn looking_writes_nothing_and_applying_twice_writes_once(there: Somewhere) {
    there.place.write("mapping.toml", MAPPING);
    there.place.write("survey.csv", &survey(60));
    assert_eq!(there.run(&["migrate"]).code, Some(0));
    let store = there.look().await;
    let empty = dump(&store).await;

    let looked = there.run(&import("2021-H1", "survey.csv", &[]));
    assert_eq!(looked.code, Some(0), "{}", looked.err);
    assert!(looked.out.contains("60 respondents: 60 name one team"), "{}", looked.out);
    let column = looked.out.lines().find(|line| line.contains("speed ")).unwrap();
    let words: Vec<_> = column.split_whitespace().collect();
    assert_eq!(words[words.len() - 5..], ["60", "0", "0", "0", "3.000"], "{column}");
    assert!(
        looked
            .out
            .ends_with("Nothing was written. Add --apply to import it as 2021-H1 of “Past”.\n"),
        "{}",
        looked.out
    );
    assert_eq!(dump(&store).await, empty);

    let applied = there.run(&import("2021-H1", "survey.csv", &["--apply"]));
    assert_eq!(applied.code, Some(0), "{}", applied.err);
    let told =
        "Imported 60 responses as 2021-H1 of “Past”, and published it (11 new teams, 2 new items).";
    assert!(applied.out.contains(told), "{}", applied.out);
    let full = dump(&store).await;
    assert_eq!(full["responses"].len(), 60);
    assert_eq!(full["releases"].len(), 1);

    let again = there.run(&import("2021-H1", "survey.csv", &["--apply"]));
    assert_eq!(again.code, Some(2));
    assert_eq!(
        again.err,
        "error: “Past” already has a wave for 2021-H1. Nothing was written; name another --wave or \
         --program.\n"
    );
    assert_eq!(dump(&store).await, full);
    store.close().await;
}

async fn a_question_that_changed_its_scale_is_a_conflict(there: Somewhere) {
    there.place.write("mapping.toml", MAPPING);
    there.place.write("survey.csv", &survey(60));
    assert_eq!(there.run(&import("2021-H1", "survey.csv", &["--apply"])).code, Some(0));
    let store = there.look().await;
    let before = dump(&store).await;
    there.place.write("mapping.toml", &MAPPING.replace("likert5", "scale10"));
    let ended = there.run(&import("2021-H2", "survey.csv", &["--apply"]));
    assert_eq!(ended.code, Some(2));
    for told in ["speed", "likert5", "scale10"] {
        assert!(ended.err.contains(told), "{}", ended.err);
    }
    assert_eq!(dump(&store).await, before);
    store.close().await;
}

async fn a_preview_tells_what_would_be_in_the_way_and_writes_nothing(there: Somewhere) {
    there.place.write("mapping.toml", MAPPING);
    there.place.write("survey.csv", &survey(60));
    assert_eq!(there.run(&import("2021-H1", "survey.csv", &["--apply"])).code, Some(0));
    let store = there.look().await;
    let before = dump(&store).await;
    let taken = there.run(&import("2021-H1", "survey.csv", &[]));
    assert_eq!(taken.code, Some(2), "{}", taken.out);
    assert!(taken.err.contains("“Past” already has a wave for 2021-H1"), "{}", taken.err);
    assert!(taken.out.contains("60 respondents"), "with the preview: {}", taken.out);
    there.place.write("mapping.toml", &MAPPING.replace("likert5", "scale10"));
    let scale = there.run(&import("2021-H2", "survey.csv", &[]));
    assert_eq!(scale.code, Some(2), "{}", scale.out);
    assert!(scale.err.contains("answered on another scale here (likert5)"), "{}", scale.err);
    there.place.write("mapping.toml", MAPPING);
    let fine = there.run(&import("2021-H2", "survey.csv", &[]));
    assert_eq!(fine.code, Some(0), "{}", fine.err);
    assert!(fine.out.ends_with("Add --apply to import it as 2021-H2 of “Past”.\n"), "{}", fine.out);
    assert_eq!(dump(&store).await, before);
    store.close().await;
}

#[test]
fn a_preview_without_a_database_makes_none() {
    let place = Place::new();
    place.write("mapping.toml", MAPPING);
    place.write("survey.csv", &survey(60));
    let ended = place.run(&import("2021-H1", "survey.csv", &[]));
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    assert!(!place.path().join("soundings.db").exists());
    // Nor does one that can't be had keep anybody from looking at a file.
    let mut command = place.command(&import("2021-H1", "survey.csv", &[]));
    command.env("SOUNDINGS_DATABASE", "postgres://nobody@127.0.0.1:1/nothing");
    let ended: super::Ended = command.output().unwrap().into();
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    assert!(ended.out.contains("could not be looked at"), "{}", ended.out);
}

#[test]
fn a_program_name_that_will_not_do_is_told_in_words() {
    let place = Place::new();
    place.write("mapping.toml", MAPPING);
    place.write("survey.csv", &survey(60));
    for name in [String::new(), "x".repeat(121)] {
        let mut words = import("2021-H1", "survey.csv", &["--apply"]);
        words[3] = &name;
        let ended = place.run(&words);
        assert_eq!(ended.code, Some(2), "{}", ended.err);
        let told = "error: Give the program a name of at most 120 characters\n";
        assert_eq!(ended.err, told);
    }
}

/// The forms that `--help` names are forms that are taken.
#[test]
fn the_help_names_only_periods_that_are_taken() {
    let place = Place::new();
    place.write("mapping.toml", MAPPING);
    place.write("survey.csv", &survey(60));
    let help = place.run(&["import", "survey", "--help"]).out;
    let option = |line: &&str| line.trim_start().starts_with("--wave");
    let line = help.lines().find(option).unwrap();
    let looks_like_one = |word: &&str| word.starts_with("20");
    let periods: Vec<&str> = line.split([' ', ',', '.']).filter(looks_like_one).collect();
    assert_eq!(periods.len(), 2, "{line}");
    for period in periods {
        assert_eq!(place.run(&import(period, "survey.csv", &[])).code, Some(0), "{period}");
    }
}

async fn two_hundred_thousand_responses_are_imported(there: Somewhere) {
    there.place.write("mapping.toml", MAPPING);
    there.place.write("survey.csv", &survey(200_000));
    let ended = there.run(&import("2021-H1", "survey.csv", &["--apply"]));
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    assert!(ended.out.contains("Imported 200000 responses as 2021-H1"), "{}", ended.out);
    let store = there.look().await;
    let mut tx = store.read().await.unwrap();
    let wave = tx.waves().await.unwrap().remove(0);
    assert_eq!(tx.count_responses(wave.id).await.unwrap(), 200_000);
    assert!(tx.release_head(wave.id).await.unwrap().is_some());
    tx.commit().await.unwrap();
    store.close().await;
}

#[test]
fn everything_that_is_wrong_is_told_at_once_with_line_and_column() {
    let place = Place::new();
    place.write("mapping.toml", MAPPING);
    place.write(
        "survey.csv",
        "team,speed,why\nA,3,\"two\nlines\"\nA,six,\nA,9,\n\nA / / B,4,\nA,5,fine,and more\n",
    );
    for more in [&[][..], &["--apply"]] {
        let ended = place.run(&import("2021-H1", "survey.csv", more));
        assert_eq!(ended.code, Some(2));
        let lines: Vec<_> = ended.err.lines().map(str::trim).collect();
        assert_eq!(lines[0], "error: survey.csv won't do; nothing was written");
        let told = |at: &str, what: &str| {
            let line = lines.iter().find(|line| line.starts_with(at));
            assert!(line.is_some_and(|line| line.contains(what)), "{at}: {}", ended.err);
        };
        told("line 4, column “2: speed”", "“six”");
        told("line 5, column “2: speed”", "“9”");
        told("line 7, column “1: team”", "empty part");
        told("line 8", "4 cells");
        assert_eq!(lines.len(), 5, "{}", ended.err);
        // What was understood is told as well: it is how people find a wrong mapping.
        assert!(ended.out.contains("bad"), "{}", ended.out);
        assert!(!place.path().join("soundings.db").exists());
    }
}

#[test]
fn files_that_are_no_survey_are_told_as_what_they_are() {
    let place = Place::new();
    place.write("mapping.toml", MAPPING);
    place.write("empty.csv", "");
    place.write("headings.csv", "team,speed,why\n");
    place.write("book.csv", "PK\u{3}\u{4}rest of a workbook");
    place.write("zeros.csv", "t\0e\0a\0m\0,\0");
    for (file, code, told) in [
        ("empty.csv", 2, "the file is empty"),
        ("headings.csv", 2, "no responses"),
        ("book.csv", 2, "this is a workbook, not a CSV file"),
        ("zeros.csv", 2, "line 1: there is a NUL character"),
        ("missing.csv", 1, "cannot read missing.csv"),
    ] {
        let ended = place.run(&import("2021-H1", file, &["--apply"]));
        assert_eq!(ended.code, Some(code), "{file}: {}", ended.err);
        assert!(ended.err.contains(told), "{file}: {}", ended.err);
    }
    assert!(!place.path().join("soundings.db").exists());
}

#[test]
fn a_mapping_that_will_not_do_is_told_with_its_lines() {
    let place = Place::new();
    place.write("survey.csv", &survey(6));
    place.write("mapping.toml", "[teams]\ncolumn = 1\n[[items]]\ncolum = 2\n");
    let ended = place.run(&import("2021-H1", "survey.csv", &[]));
    assert_eq!(ended.code, Some(2));
    assert!(ended.err.starts_with("error: the mapping mapping.toml won't do"), "{}", ended.err);
    assert!(ended.err.contains("line 4") && ended.err.contains("colum"), "{}", ended.err);
    let ended = place.run(&import("2021-X9", "survey.csv", &[]));
    assert_eq!(ended.code, Some(2));
    assert!(ended.err.contains("write a quarter like 2026-Q3"), "{}", ended.err);
}

/// As spreadsheets save them: UTF-16, with a mark, semicolons and other line ends.
#[test]
fn files_as_spreadsheets_save_them_are_read() {
    let place = Place::new();
    place.write("mapping.toml", MAPPING);
    let text = "team;speed;why\r\nZürich;3;naïve\r\n".to_owned() + &"Zürich;4;\r\n".repeat(9);
    let utf16 = |order: fn(u16) -> [u8; 2]| -> Vec<u8> {
        std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(order).collect()
    };
    let marked: Vec<u8> = [b"\xef\xbb\xbf", text.as_bytes()].concat();
    for bytes in [utf16(u16::to_le_bytes), utf16(u16::to_be_bytes), marked] {
        std::fs::write(place.path().join("survey.csv"), bytes).unwrap();
        let ended = place.run(&import("2021-H1", "survey.csv", &[]));
        assert_eq!(ended.code, Some(0), "{}", ended.err);
        assert!(ended.out.contains("10 respondents"), "{}", ended.out);
        assert!(ended.out.contains("Org / Zürich"), "{}", ended.out);
    }
}
