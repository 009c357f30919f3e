//! What is typed, and where the output goes.

use super::{Analysis, example};
use std::process::{Command, Stdio};

#[test]
fn what_is_missing_is_asked_for() {
    let analysis = Analysis::example();
    let program = analysis.command(&[]).get_program().to_owned();
    let output = Command::new(program).args(["analyze", "--teams", "teams.csv"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let text = String::from_utf8(output.stderr).unwrap();
    for file in ["--roster <FILE>", "--items <FILE>", "--responses <FILE>"] {
        assert!(text.contains(file), "{text}");
    }
    assert!(!text.contains("--policy <FILE>"), "{text}");
}

#[test]
fn no_database_and_no_configuration_is_touched() {
    let ended = Analysis::example().with("soundings.toml", "this = is not read\n");
    let before = names(&ended);
    assert_eq!(ended.run(&[]).code, Some(0), "{}", ended.run(&[]).err);
    assert_eq!(names(&ended), before);
}

fn names(analysis: &Analysis) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(analysis.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn json_is_the_usual_format_and_a_table_is_for_people() {
    let analysis = Analysis::example();
    assert_eq!(analysis.run(&["--format", "json"]).out, analysis.run(&[]).out);
    let table = analysis.run(&["--format", "table"]);
    assert_eq!((table.code, table.err.as_str()), (Some(0), ""));
    for words in [
        "Shown from 5 answers on",
        "2025-Q1",
        "7 of 9",
        "57 %",
        "Dimensions, 2025-Q2",
        "Changes from 2025-Q1 to 2025-Q2",
        "no clear change (could only have shown 57 points or more)",
        "too few waves",
    ] {
        assert!(table.out.contains(words), "{words} is not in\n{}", table.out);
    }
    assert!(table.out.lines().all(|line| line.trim_end() == line));
    let other = analysis.run(&["--format", "yaml"]);
    assert_eq!((other.code, other.out.as_str()), (Some(2), ""));
    assert!(other.err.contains("json"), "{}", other.err);
}

#[test]
fn a_table_says_what_it_withholds_and_why() {
    // Two of Search's answers in one wave leave four.
    let few: String = example::responses()
        .lines()
        .filter(|line| {
            !(5..9).any(|at| line.contains(&format!("2025-Q1,Search{at},")))
                && !line.contains("2025-Q1,Search4,")
        })
        .map(|line| line.to_owned() + "\n")
        .collect();
    let analysis = Analysis::example().with("responses.csv", few);
    let table = analysis.run(&["--format", "table"]).out;
    assert!(table.contains("withheld: too few answers"), "{table}");
    assert!(table.contains("withheld: it would give away others"), "{table}");
    let table = analysis.run(&["--format", "table", "--unsafe-all"]).out;
    assert!(table.starts_with("NOT PROTECTED"), "{table}");
    assert!(!table.contains("withheld"), "{table}");
}

#[test]
fn whoever_reads_may_stop_reading() {
    let analysis = Analysis::example();
    let mut child =
        analysis.command(&[]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn a_full_disk_is_told() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full");
    // Only Linux has one.
    let Ok(full) = full else { return };
    let output =
        Analysis::example().command(&[]).stdout(full).stderr(Stdio::piped()).output().unwrap();
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(text.contains("check that the disk has room"), "{text}");
    assert_eq!(output.status.code(), Some(1));
}
