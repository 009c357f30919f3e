//! `soundings import roster`: what would change, and changing it, all or nothing.

use super::{Place, send};
use std::{
    fmt::Write,
    process::Stdio,
    time::{Duration, Instant},
};

const ROSTER: &str = "\
email,name,team,manager
ada@example.com,Ada,Engineering,yes
ben@example.com,Ben,Engineering / Payments,no
";

fn roster(people: usize) -> String {
    (0..people).fold("email,name,team\n".to_owned(), |mut text, index| {
        let _ = writeln!(text, "p{index}@example.com,Person {index},Org / Team {}", index % 50);
        text
    })
}

#[test]
fn it_shows_what_would_change_and_changes_it_when_told_to() {
    let place = Place::new();
    place.write("roster.csv", ROSTER);
    let shown = place.run(&["import", "roster", "roster.csv"]);
    assert_eq!(shown.code, Some(0), "{}", shown.err);
    for words in [
        "roster.csv: 2 people, read as UTF-8, separated by commas",
        "       2 join\n",
        "Join: 2\n  Ada <ada@example.com> in Engineering, manager\n",
        "New teams: 2\n  Engineering\n  Engineering / Payments\n",
        "Nothing was changed. Add --apply",
    ] {
        assert!(shown.out.contains(words), "“{words}” is missing in {}", shown.out);
    }
    let applied = place.run(&["import", "roster", "roster.csv", "--apply"]);
    assert_eq!(applied.code, Some(0), "{}", applied.err);
    assert!(applied.out.contains("       2 join\n") && applied.out.contains("is applied now"));
    let again = place.run(&["import", "roster", "roster.csv", "--apply"]);
    assert_eq!(again.code, Some(0), "{}", again.err);
    assert!(again.out.contains("there is nothing to change"), "{}", again.out);
    place.write("roster.csv", ROSTER.lines().take(2).collect::<Vec<_>>().join("\n").as_str());
    let fewer = place.run(&["import", "roster", "roster.csv"]);
    assert!(
        fewer.out.contains("Leave: 1\n  Ben <ben@example.com> from Engineering / Payments\n"),
        "{}",
        fewer.out
    );
}

#[test]
fn problems_are_told_with_their_lines_and_end_with_two() {
    let place = Place::new();
    place.write("bad.csv", "email,name,team\nada@example.com,Ada,A / A\nben,,B\n");
    for arguments in
        [&["import", "roster", "bad.csv"][..], &["import", "roster", "bad.csv", "--apply"]]
    {
        let ended = place.run(arguments);
        assert_eq!(ended.code, Some(2));
        for words in
            ["nothing was changed", "line 2, column “team”: ", "line 3, column “email”: ", "“name”"]
        {
            assert!(ended.err.contains(words), "“{words}” is missing in {}", ended.err);
        }
    }
    let missing = place.run(&["import", "roster", "nowhere.csv"]);
    assert_eq!(missing.code, Some(1));
    assert!(missing.err.starts_with("error: cannot read nowhere.csv"), "{}", missing.err);
}

#[test]
fn one_that_is_terminated_in_the_middle_never_happened() {
    let place = Place::new();
    place.write("few.csv", ROSTER);
    place.write("many.csv", &roster(60_000));
    assert_eq!(place.run(&["import", "roster", "few.csv", "--apply"]).code, Some(0));
    let log = place.path().join("soundings.db-wal");
    let mut import = place.command(&["import", "roster", "many.csv", "--apply"]);
    let mut import = import.stdout(Stdio::null()).spawn().unwrap();
    // Once the write-ahead log grows, rows are being written.
    let start = Instant::now();
    while std::fs::metadata(&log).map_or(0, |file| file.len()) < 200_000 {
        assert!(import.try_wait().unwrap().is_none(), "the import ended before it was ended");
        assert!(start.elapsed() < Duration::from_secs(60), "the import writes nothing");
        std::thread::sleep(Duration::from_millis(1));
    }
    send("-TERM", &import);
    assert!(!import.wait().unwrap().success());

    let shown = place.run(&["import", "roster", "few.csv"]);
    assert!(shown.out.contains("there is nothing to change"), "all is as before: {}", shown.out);
    let again = place.run(&["import", "roster", "many.csv", "--apply"]);
    assert_eq!(again.code, Some(0), "{}", again.err);
    assert!(again.out.contains("   60000 join\n"), "{}", again.out);
}
