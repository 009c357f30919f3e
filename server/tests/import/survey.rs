//! Surveys from other tools, in the three shapes in which they name teams, good and bad.

use app::domain::{AnswerValue, Scale};
use soundings::import::{
    mapping::Mapping,
    survey::{Refused, SurveyFile, read},
};
use std::{fmt::Write, time::Instant};

/// A mapping with the team in column 1 and an item on a scale of five in column 2.
const PLAIN: &str = r#"
[teams]
root = "Org"
column = 1
separators = [",", " and "]
ignore = ["none", "n/a"]
[teams.aliases]
pay = "Payments"

[[items]]
column = 2
series = "speed"
dimension = "feedback-loops"
scale = "likert5"
not_applicable = ["N/A"]
values = { "Strongly agree" = 5 }
"#;

fn import(mapping: &str, bytes: impl AsRef<[u8]>) -> Result<SurveyFile, Refused> {
    let mapping = Mapping::parse(mapping).unwrap_or_else(|problems| panic!("{problems}"));
    read(bytes.as_ref(), &mapping)
}

fn good(mapping: &str, bytes: impl AsRef<[u8]>) -> SurveyFile {
    import(mapping, bytes).unwrap_or_else(|refused| panic!("{refused}"))
}

fn told(mapping: &str, bytes: impl AsRef<[u8]>) -> String {
    import(mapping, bytes).expect_err("this file is bad").to_string()
}

fn teams(survey: &SurveyFile) -> Vec<String> {
    survey.responses.iter().map(|response| response.team.to_string()).collect()
}

#[test]
fn several_teams_in_one_cell_count_for_the_team_above_them() {
    let survey = good(
        PLAIN,
        "team;speed\n\
         Payments;1\n\
         PAY;2\n\
         Payments / Checkout, Payments / Billing;3\n\
         Payments / Checkout and pay;4\n\
         Search, Payments;5\n\
         none;strongly AGREE\n\
         pay, Payments, n/a;4.0\n\
         Org / Search;n/a\n\
         Search;\n",
    );
    assert_eq!(
        teams(&survey),
        [
            "Org / Payments",
            "Org / Payments",
            "Org / Payments",
            "Org / Payments",
            "Org",
            "Org",
            "Org / Payments",
            "Org / Search"
        ]
    );
    let preview = &survey.preview;
    assert_eq!((preview.one_team, preview.several_teams, preview.no_team), (4, 3, 1));
    assert_eq!((preview.respondents, preview.without_answers), (8, 1));
    let named: Vec<String> = survey.teams.iter().map(ToString::to_string).collect();
    assert_eq!(named, ["Org", "Org / Payments", "Org / Search"], "none that nobody counts for");
    let answers: Vec<_> =
        survey.responses.iter().map(|response| response.answers[0].1.clone()).collect();
    let numbers = [1, 2, 3, 4, 5, 5, 4].map(AnswerValue::Number);
    assert_eq!(answers[..7], numbers);
    assert_eq!(answers[7], AnswerValue::NotApplicable);
    let speed = &preview.columns[1];
    assert_eq!((speed.answered, speed.not_applicable, speed.empty, speed.bad), (7, 1, 1, 0));
    assert_eq!(speed.mean, Some(24.0 / 7.0));
}

#[test]
fn one_column_a_team_is_ticked_by_any_mark() {
    let survey = good(
        r#"
header_rows = 2
drop = ["id"]
[teams]
root = "Org"
columns = { first = "Which teams?", last = 4 }
[[items]]
column = 5
series = "speed"
dimension = "flow"
scale = "scale10"
"#,
        "id,Which teams?,,,Are builds fast?\n\
         ,Payments,Search,PAYMENTS,Response\n\
         7,x,,,10\n\
         8,Payments,0,no,9\n\
         9,1,,1,8\n\
         10,,x,x,7\n\
         11,,,,6\n",
    );
    assert_eq!(
        teams(&survey),
        ["Org / Payments", "Org / Payments", "Org / Payments", "Org", "Org"]
    );
    assert_eq!(survey.items[0].wording, "Are builds fast?");
    assert_eq!(survey.items[0].column, 5);
}

#[test]
fn without_a_root_every_response_must_name_one_team() {
    let mapping = PLAIN.replace("root = \"Org\"\n", "");
    let survey = good(&mapping, "team,speed\nA / B,1\n\"A / B, A / C\",2\n");
    assert_eq!(teams(&survey), ["A / B", "A"]);
    assert_eq!(
        told(&mapping, "team,speed\n\"A, B\",1\nnone,2\nA / b / A,3\n"),
        "line 2, column “1: team”: several teams are named here that have none above them; give \
         the mapping a teams.root\n\
         line 3, column “1: team”: no team is named here; give the mapping a teams.root\n\
         line 4, column “1: team”: the team path “A / b / A” goes in a circle: “A” is in it twice"
    );
}

#[test]
fn choices_comments_and_yes_or_no_are_read() {
    let survey = good(
        r#"
cut_from_wordings = ["(required)"]
drop = [{ first = 6, last = 7 }]
[teams]
root = "Org"
[[items]]
column = "where do you build? (required)"
series = "where"
dimension = "tooling"
scale = "choice"
options = ["Here", "There"]
values = { "On my laptop" = "Here" }
[[items]]
column = 2
series = "tools"
dimension = "tooling"
scale = "multi-choice"
options = ["Editor", "Debugger", "Profiler"]
separators = [";"]
[[items]]
column = 3
series = "on-call"
dimension = "on-call"
scale = "yesno"
[[comments]]
column = 4
of = "where"
[[comments]]
column = 5
series = "anything-else"
dimension = "satisfaction"
not_applicable = ["-"]
"#,
        "Where do  you\u{A0}build?  (required),Tools,On call?,Why?,Else?,id,\n\
         on my laptop,profiler; Editor;,yes,\"=1+1\r\n<b>fast</b>\u{7}\",-,1,\n\
         There,,No,,so,2,\n",
    );
    let Scale::Choice { options } = &survey.items[0].scale else { panic!("a choice") };
    assert_eq!(options, &["Here", "There"]);
    assert_eq!(
        survey.responses[0].answers,
        [
            (0, AnswerValue::Choice(0)),
            (1, AnswerValue::Choices(vec![0, 2])),
            (2, AnswerValue::Number(1)),
            (3, AnswerValue::Text("=1+1\n<b>fast</b>".into())),
        ]
    );
    assert_eq!(
        survey.responses[1].answers,
        [
            (0, AnswerValue::Choice(1)),
            (2, AnswerValue::Number(0)),
            (4, AnswerValue::Text("so".into()))
        ]
    );
    assert_eq!(survey.items[0].wording, "Where do you build?");
    assert_eq!(survey.items[3].key, "where-comment");
    assert_eq!(survey.items[3].wording, "Comment on: Where do you build?");
    assert_eq!(survey.preview.columns[4].not_applicable, 1);
}

#[test]
fn every_bad_value_is_told_with_a_preview_of_the_rest() {
    let refused = import(
        PLAIN,
        "team,speed\n\
         Search,6\n\
         Search,dunno\n\
         Search,3,7\n\
         team,speed\n\
         Search\n\
         \"Sea\x07rch\",4\n\
         Search,5\n\
         Average,3.47\n",
    )
    .expect_err("bad values");
    let expected = "\
line 2, column “2: speed”: “6” is not on the scale from 1 to 5
line 3, column “2: speed”: “dunno” is not on the scale from 1 to 5; if it is meant, list it under \
not_applicable or values
line 4: this row has 3 cells where the headings have 2; a separator or a quote is missing or too many
line 5: the headings are here a second time; if two files were joined, take this line out; if it \
is part of the headings, give header_rows
line 6: this row has 1 cell where the headings have 2; a separator or a quote is missing or too many
line 7, column “1: team”: there is a control character in the name of the team
line 9, column “2: speed”: “3.47” is not on the scale from 1 to 5; leave out a row of averages with skip";
    assert_eq!(refused.to_string(), expected);
    let preview = refused.preview.expect("the columns are clear");
    assert_eq!((preview.columns[1].answered, preview.columns[1].bad), (2, 3));
}

#[test]
fn rows_that_hold_no_answers_can_be_skipped() {
    let rows = "team,speed\n(how fast),(1 to 5)\nSearch,4\nSearch,99\n\nSearch,2\n,3.0\n,sd 1.1\n";
    let survey = good(&format!("skip = {{ first = 1, last = 2, lines = [4] }}\n{PLAIN}"), rows);
    assert_eq!(survey.responses.len(), 2);
    assert_eq!(survey.preview.skipped, 4);
    let told = told(&format!("skip = {{ first = 1, last = 2, lines = [4, 5] }}\n{PLAIN}"), rows);
    assert_eq!(told, "the mapping skips line 5, but no row begins there");
}

#[test]
fn every_column_must_be_accounted_for() {
    let rows = "team,speed,E-mail,,Speed\nSearch,4,ada@example.com,x,3\n";
    assert_eq!(
        told(PLAIN, rows),
        "column “3: E-mail”: the mapping does not say what this column is; map it, or list it \
         under drop\n\
         column “4”: the mapping does not say what this column is; map it, or list it under drop\n\
         column “5: Speed”: the mapping does not say what this column is; map it, or list it \
         under drop"
    );
    assert!(
        import(&format!("drop = [\"e-mail\", {{ first = 4, last = 5 }}]\n{PLAIN}"), rows).is_ok()
    );
    let survey = good(&format!("drop = \"rest\"\n{PLAIN}"), rows);
    assert!(!format!("{:?}", survey.responses).contains("ada"));
    assert_eq!(
        told(
            &format!("drop = [3, \"Speed\", \"Mood\", 2, 9, {{ first = 5, last = 4 }}]\n{PLAIN}"),
            rows
        ),
        "drop: the columns 2, 5 have the heading “Speed”; give the number of the one that is meant\n\
         drop: there is no column with the heading “Mood”\n\
         column “2: speed”: the mapping names this column twice, the second time for drop\n\
         drop: there is no column 9; the file has columns 1 to 5\n\
         drop: column 4 comes before column 5\n\
         column “4”: the mapping does not say what this column is; map it, or list it under drop\n\
         column “5: Speed”: the mapping does not say what this column is; map it, or list it under drop"
    );
}

#[test]
fn files_that_hold_no_responses_are_told() {
    assert_eq!(told(PLAIN, ""), "the file is empty");
    assert_eq!(told(PLAIN, "team,speed\n"), "the file has headings but no responses below them");
    assert_eq!(
        told(PLAIN, "team,speed\nSearch,\n"),
        "the file has headings but no responses below them"
    );
    assert_eq!(
        told(&format!("header_rows = 2\n{PLAIN}"), "team,speed\n"),
        "the mapping says that 2 rows are headings, but the file has 1"
    );
}

#[test]
fn the_way_it_was_saved_makes_no_difference() {
    let text = "team\tspeed\r\nSöka\t4\r\n";
    let utf16: Vec<u8> =
        "\u{FEFF}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    for bytes in [text.as_bytes().to_vec(), format!("\u{FEFF}{text}").into_bytes(), utf16] {
        assert_eq!(teams(&good(PLAIN, bytes)), ["Org / Söka"]);
    }
    let survey = good(PLAIN, b"team;speed\nS\xF6ka;4\n");
    assert_eq!(teams(&survey), ["Org / Söka"]);
    assert!(survey.warnings[0].message.contains("Windows-1252"));
}

#[test]
fn the_preview_lines_up() {
    let mapping = PLAIN.replace("column = 1\n", "columns = { first = 1, last = 3 }\n");
    let mapping = mapping.replace("separators = [\",\", \" and \"]\n", "");
    let mapping = format!("drop = [5]\n{}", mapping.replace("column = 2", "column = 4"));
    let survey = good(
        &mapping,
        "Search,Payments,Billing,How satisfied are you with the speed of builds?,id\n\
         x,,,4,1\n,x,,5,2\n,,,N/A,3\n,,,,4\nx,x,,3,5\n",
    );
    let expected = "\
Read as UTF-8, separated by commas.
4 respondents: 2 name one team, 1 several, 1 none.
Who names several counts for the nearest team above all of them.
Left out: 1 without any answer, 0 that the mapping skips.

column  heading                                    role        answered  n/a  empty  bad   mean
1-3     Search                                     team               4    0     11    0
4       How satisfied are you with the speed of …  item speed         3    1      1    0  4.000
5       id                                         dropped            5    0      0    0

team            responses
Org                     2
Org / Payments          1
Org / Search            1
";
    assert_eq!(survey.preview.to_string(), expected);
}

#[test]
fn two_hundred_thousand_responses_are_read() {
    let mut text = "team,speed\n".to_owned();
    for index in 0..200_000 {
        writeln!(text, "Team {},{}", index % 300, index % 5 + 1).unwrap();
    }
    let start = Instant::now();
    let survey = good(PLAIN, &text);
    println!("200,000 responses ({} MiB) in {:?}", text.len() / 1_048_576, start.elapsed());
    assert_eq!(survey.responses.len(), 200_000);
    assert_eq!(survey.preview.columns[1].mean, Some(3.0));
}
