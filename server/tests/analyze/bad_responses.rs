//! `responses.csv` that says what cannot be.

use super::{Analysis, example};

/// The line behind the last of the example.
const NEXT: usize = 72;

#[track_caller]
fn refused(rows: &str, messages: &[&str]) {
    let analysis = Analysis::example().with_more("responses.csv", rows);
    let lines: Vec<String> =
        messages.iter().map(|message| format!("responses.csv:{NEXT}: {message}")).collect();
    analysis.refused(&[], &lines.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn the_example_has_as_many_lines_as_is_said() {
    assert_eq!(example::responses().lines().count() + 1, NEXT);
}

#[test]
fn values_that_cannot_be() {
    let off_its_scale = "is not on its scale, which goes from 1 to 5";
    let no_number = "is neither a whole number nor na (“does not apply”)";
    for (value, problem) in [
        ("6", off_its_scale),
        ("0", off_its_scale),
        ("-1", off_its_scale),
        ("99999999999", off_its_scale),
        ("99999999999999999999999", off_its_scale),
        ("1e0", no_number),
        ("NaN", no_number),
        ("-inf", no_number),
        ("-", no_number),
        ("3.5", no_number),
        ("NA", no_number),
    ] {
        refused(
            &format!("2025-Q1,new,Search,speed,{value}\n"),
            &[&format!(
                "the value “{value}” of “speed” {problem}; correct it, or leave the line out"
            )],
        );
    }
    refused(
        "2025-Q1,new,Search,speed,\n",
        &[
            "the value is missing; write na for “does not apply”, and leave out the line of an item \
           that was skipped",
        ],
    );
}

#[test]
fn names_that_are_unknown() {
    refused(
        "2025-Q1,new,Serach,sped,4\n",
        &[
            "the team “Serach” is not in the file of teams; add it there or correct the name",
            "the item “sped” is not in the file of items; add it there or correct the name",
        ],
    );
    refused(
        "2025-Q1,,,,4\n",
        &[
            "the team is missing",
            "the response is missing; give all lines of one response the same text here",
            "the item is missing",
        ],
    );
}

#[test]
fn waves_that_cannot_be() {
    refused(
        "2025-Q3,new,Search,speed,4\n",
        &[
            "2025-Q3 is a wave without a roster; add who was asked in it to the file of rosters, or \
           take its answers out",
        ],
    );
    refused(
        "spring,new,Search,speed,4\n",
        &["“spring” is no wave; write a quarter like 2026-Q3 or a half-year like 2026-H1"],
    );
}

#[test]
fn responses_that_contradict_themselves() {
    refused(
        "2025-Q1,Search0,Search,speed,4\n",
        &["the response “Search0” answers “speed” a second time here; keep one of the two lines"],
    );
    let rows = "2025-Q1,new,Search,speed,4\n2025-Q1,new,Search,speed,4\n";
    Analysis::example().with_more("responses.csv", rows).refused(
        &[],
        &["responses.csv:73: the response “new” answers “speed” a second time here; keep one of \
           the two lines"],
    );
}

#[test]
fn a_response_counts_in_one_team() {
    let rows = "2025-Q1,new,Search,speed,4\n2025-Q1,new,Payments,load,4\n";
    Analysis::example().with_more("responses.csv", rows).refused(
        &[],
        &["responses.csv:73: the response “new” is in the team “Payments” here and in “Search” on \
           line 72; all lines of a response have one team"],
    );
}

#[test]
fn the_same_id_in_two_waves_is_two_responses() {
    let rows = "2025-Q1,same,Search,speed,4\n2025-Q2,same,Payments,speed,4\n";
    let figures = Analysis::example().with_more("responses.csv", rows).figures(&[]);
    let cell = |wave, team| {
        let cell = [("wave", wave), ("team", team), ("item", "speed")];
        super::row(&figures, "cells", &cell)["answered"].clone()
    };
    assert_eq!([cell("2025-Q1", "Search"), cell("2025-Q2", "Payments")], [10, 9]);
}

#[test]
fn a_team_with_more_answers_than_people() {
    let mut rows = String::new();
    for number in 0..4 {
        rows += &format!("2025-Q1,more{number},Payments,speed,4\n");
    }
    Analysis::example().with_more("responses.csv", &rows).refused(
        &[],
        &["responses.csv:73: the team “Payments” has 12 responses in 2025-Q1 and 9 people in the \
           file of rosters, teams below it included; add who is missing there, or correct the team \
           of these responses"],
    );
}

#[test]
fn people_of_a_small_team_may_answer_for_the_team_above() {
    // Two of Search's three who have not answered do so for Engineering, where nobody sits.
    let rows = "2025-Q1,x,Engineering,speed,4\n2025-Q1,y,Engineering,speed,3\n";
    let ended = Analysis::example().with_more("responses.csv", rows).run(&[]);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    let rows: String =
        (0..5).map(|number| format!("2025-Q1,x{number},Engineering,speed,4\n")).collect();
    Analysis::example().with_more("responses.csv", &rows).refused(
        &[],
        &["responses.csv:76: the team “Engineering” has 22 responses in 2025-Q1 and 21 people in \
           the file of rosters, teams below it included; add who is missing there, or correct the \
           team of these responses"],
    );
}

#[test]
fn everything_that_is_wrong_is_told_at_once() {
    Analysis::example()
        .with_more("teams.csv", "Checkout,Paymets\n")
        .with_more("roster.csv", "2025-Q1,Search-1,Search\n")
        .with_more("items.csv", "mood,flow,smileys,false\n")
        .with_more("responses.csv", "2025-Q1,a,Search,mood,4\n2025-Q1,b,Checkout,speed,7\n")
        .with("policy.toml", "minimum = 3\n")
        .refused(
            &["--policy", "policy.toml"],
            &[
                "teams.csv:5: the parent “Paymets” is not a team of this file; add a line for it \
                 or correct the name",
                "roster.csv:44: the person “Search-1” is already in 2025-Q1 on line 11; keep one \
                 of the two",
                "items.csv:4: there is no scale “smileys”; write one of likert5, likert7, scale10, \
                 nps, yesno",
                "responses.csv:73: the value “7” of “speed” is not on its scale, which goes from 1 \
                 to 5; correct it, or leave the line out",
                "policy.toml:1: minimum = 3: the disclosure rules may be made stricter, not laxer; \
                 write 5 or more",
            ],
        );
}

#[test]
fn what_is_wrong_a_thousand_times_hides_nothing() {
    let mut rows = "2025-Q1,first,Serach,speed,4\n".repeat(1000);
    rows += "2025-Q1,last,Search,speed,9\n";
    let ended = Analysis::example().with_more("responses.csv", &rows).run(&[]);
    let lines: Vec<&str> = ended.err.lines().collect();
    assert_eq!(lines.len(), 42, "{}", ended.err);
    assert!(lines[40].starts_with("responses.csv:1072: the value “9” of “speed”"), "{}", lines[40]);
    assert_eq!(lines[41], "responses.csv: and 1959 more");
    assert_eq!((ended.code, ended.out.as_str()), (Some(2), ""));
}
