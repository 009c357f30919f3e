//! An import that is ended in the middle leaves everything as it was.

use super::{Place, terminate};
use std::{
    fmt::Write,
    process::Stdio,
    time::{Duration, Instant},
};

const MAPPING: &str = r#"
[teams]
root = "Org"
column = 1

[[items]]
column = 2
series = "speed"
dimension = "feedback-loops"
scale = "likert5"
wording = "Builds are fast enough."
"#;

const IMPORT: [&str; 9] = [
    "import",
    "survey",
    "--program",
    "Past",
    "--wave",
    "2021-H1",
    "--mapping",
    "mapping.toml",
    "--apply",
];

fn survey(lines: usize) -> String {
    (0..lines).fold("team,speed\n".to_owned(), |mut text, line| {
        let _ = writeln!(text, "Team {},{}", line % 10, line % 5 + 1);
        text
    })
}

#[test]
fn an_import_that_is_terminated_in_the_middle_never_happened() {
    let place = Place::new();
    place.write("mapping.toml", MAPPING);
    place.write("many.csv", &survey(60_000));
    place.write("few.csv", &survey(60));
    assert_eq!(place.run(&["migrate"]).code, Some(0));
    let log = place.path().join("soundings.db-wal");
    let mut import = place.command(&IMPORT);
    let mut import = import.arg("many.csv").stdout(Stdio::null()).spawn().unwrap();
    // Once the write-ahead log grows, rows are being written.
    let start = Instant::now();
    while std::fs::metadata(&log).map_or(0, |file| file.len()) < 200_000 {
        assert!(import.try_wait().unwrap().is_none(), "the import ended before it was ended");
        assert!(start.elapsed() < Duration::from_secs(60), "the import writes nothing");
        std::thread::sleep(Duration::from_millis(5));
    }
    terminate(&import);
    assert!(!import.wait().unwrap().success());

    let mut again = IMPORT.to_vec();
    again.push("few.csv");
    let ended = place.run(&again);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    assert!(ended.out.contains("Imported 60 responses"), "{}", ended.out);
}
