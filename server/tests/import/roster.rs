//! Rosters, good and bad.

use crate::told;
use soundings::import::roster::{RosterFile, read};
use std::{fmt::Write, time::Instant};

fn good(text: &str) -> RosterFile {
    read(text.as_bytes()).unwrap_or_else(|problems| panic!("{problems}"))
}

#[test]
fn a_roster_is_read_in_any_order_of_columns() {
    let roster = good(
        "Location;Team Path;E-Mail;Full Name;Manager?;Tenure\n\
         Berlin;Engineering / Payments;Ada@Example.com; Ada   Lovelace ;no;3 years\n\
         ;Engineering;grace@example.com;Grace Hopper;;\n",
    );
    assert_eq!(roster.people[0].email.as_str(), "ada@example.com");
    assert_eq!(roster.people[0].name, "Ada Lovelace");
    assert_eq!(roster.people[0].team.to_string(), "Engineering / Payments");
    assert_eq!(roster.people[0].line, 2);
    let attributes: Vec<_> =
        roster.people[0].attributes.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    assert_eq!(attributes, [("Location", "Berlin"), ("Tenure", "3 years")]);
    assert_eq!(roster.people[1].attributes, []);
    assert!(roster.says_who_manages);
    assert_eq!(roster.read_as, "UTF-8, separated by semicolons");
}

#[test]
fn managers_are_marked_in_many_ways() {
    let mut text = "email,name,team,manager\n".to_owned();
    let marks = ["yes", "Y", "TRUE", "1", "x", "no", "n", "False", "0", ""];
    for (index, mark) in marks.iter().enumerate() {
        writeln!(text, "p{index}@example.com,P,Engineering,{mark}").unwrap();
    }
    let roster = good(&text);
    assert!(roster.says_who_manages);
    assert!(roster.people[..5].iter().all(|person| person.manager));
    assert!(roster.people[5..].iter().all(|person| !person.manager));
    let told = told(read(b"email,name,team,manager\na@example.com,Ada,Search,Jane Smith\n"));
    assert_eq!(
        told,
        "line 2, column “manager”: “Jane Smith” is neither yes nor no; this column says whether \
         the person manages their team"
    );
}

#[test]
fn teams_that_differ_by_case_alone_are_one() {
    let roster = good(
        "email,name,team\n\
         a@example.com,A,Engineering/Payments\n\
         b@example.com,B,ENGINEERING > payments\n\
         c@example.com,C,engineering / Search\n\
         d@example.com,D,Product / Search\n",
    );
    let teams: Vec<String> = roster.people.iter().map(|person| person.team.to_string()).collect();
    assert_eq!(
        teams,
        [
            "Engineering / Payments",
            "Engineering / Payments",
            "Engineering / Search",
            "Product / Search"
        ]
    );
}

#[test]
fn every_problem_is_told_at_once_with_its_line_and_column() {
    let told = told(read(
        b"E-mail,Name,Team,Tenure\n\
          ada@example.com,Ada,Engineering,1\n\
          ADA@example.com,Ada again,Engineering,1\n\
          nobody,N,Engineering,1\n\
          ,,,x\n\
          E-Mail,name,TEAM,Tenure\n\
          b@example.com,B,A / B / a,1\n\
          c@example.com,C,A // B,1\n\
          d@example.com,\"D\n\",Engineering\n\
          e@example.com,\"E\nE\",Engineering,1\n\
          f@example.com,F\x07,Engineering,1\n\
          g@example.com,G\xE2\x80\xAEg,Engineering,1,more\n",
    ));
    let expected = "\
line 3, column “E-mail”: “ada@example.com” is already on line 2; keep one of the two
line 4, column “E-mail”: “nobody” is not an e-mail address; it should look like name@example.com
line 5, column “E-mail”: enter an e-mail address
line 5, column “Name”: the name is missing
line 5, column “Team”: the team is missing
line 6: the headings are here a second time; if two files were joined, take this line out
line 7, column “Team”: the team path “A / B / a” goes in a circle: “a” is in it twice
line 8, column “Team”: the team path “A // B” has an empty part
line 9: this row has 3 cells where the headings have 4; a separator or a quote is missing or too many
line 11, column “Name”: there is a line break in this cell; take it out
line 13, column “Name”: there is an invisible character (U+0007) in this cell; take it out
line 14: this row has 5 cells where the headings have 4; a separator or a quote is missing or too many";
    assert_eq!(told, expected);
}

#[test]
fn headings_that_do_not_do_are_told() {
    assert_eq!(
        told(read(b"mail,team,location\na@example.com,Search,Berlin\n")),
        "line 1: there is no column “name”; the first row names the columns, and here it has \
         “mail”, “team”, “location”"
    );
    assert_eq!(
        told(read(b"email,name,unit,group\na@example.com,A,Search,X\n")),
        "line 1: both “group” and “unit” could be the team; name one of them “team”"
    );
    let two = told(read(b"email,name,Name,,team\na@example.com,A,B,,Search\n"));
    assert_eq!(
        two,
        "line 1: there are two columns “Name”; rename one or take it out\n\
         line 1: column 4 has no heading; name it or take it out"
    );
    assert_eq!(told(read(b"email,name,team\n")), "the file has headings but no people below them");
    assert_eq!(told(read(b"")), "the file is empty");
    assert_eq!(told(read(b",,,\n,,\n")), "the file is empty");
    // Where a team has its plain name, another name for it is an attribute.
    let roster = good("email,name,team,department\na@example.com,A,Search,Retail\n");
    assert_eq!(roster.people[0].attributes, [("department".to_owned(), "Retail".to_owned())]);
}

#[test]
fn html_and_formulas_are_plain_text() {
    let roster = good(
        "email,name,team,note\n\
         a@example.com,<b>Ada</b><script>alert(1)</script>,=HYPERLINK(1),@SUM(A1)\n",
    );
    assert_eq!(roster.people[0].name, "<b>Ada</b><script>alert(1)</script>");
    assert_eq!(roster.people[0].team.to_string(), "=HYPERLINK(1)");
    assert_eq!(roster.people[0].attributes[0].1, "@SUM(A1)");
}

#[test]
fn spreadsheets_in_utf_16_and_windows_1252_are_rosters_too() {
    let text = "email\tname\tteam\nj@example.com\tJürgen\tSuche\n";
    let bytes: Vec<u8> =
        "\u{FEFF}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let roster = read(&bytes).unwrap();
    assert_eq!(roster.people[0].name, "Jürgen");
    let roster = read(b"email,name,team\r\nj@example.com,J\xFCrgen,Suche\r\n").unwrap();
    assert_eq!(roster.people[0].name, "Jürgen");
    assert!(roster.warnings[0].message.contains("read as Windows-1252"));
}

#[test]
fn two_hundred_thousand_lines_are_read() {
    let mut text = "email,name,team,manager,tenure\n".to_owned();
    for index in 0..200_000 {
        let (team, group) = (index % 500, index % 20);
        writeln!(text, "p{index}@example.com,Person {index},Org / G{group} / T{team},no,2 years")
            .unwrap();
    }
    let start = Instant::now();
    let roster = good(&text);
    println!("200,000 lines ({} MiB) in {:?}", text.len() / 1_048_576, start.elapsed());
    assert_eq!(roster.people.len(), 200_000);
    // And as many that are all bad, without a list as long as the file.
    let start = Instant::now();
    let problems = read(text.replace("@example.com", "").as_bytes()).unwrap_err();
    println!("200,000 bad lines in {:?}", start.elapsed());
    assert_eq!(problems.count(), 200_000);
    assert_eq!(problems.listed().len(), 200);
}
