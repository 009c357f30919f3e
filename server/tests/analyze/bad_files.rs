//! Files that are no table, or not the right one.

use super::{Analysis, example};

#[test]
fn a_file_that_is_missing() {
    Analysis::example().without("items.csv").refused(
        &[],
        &["items.csv: cannot be read: No such file or directory (os error 2); check the path"],
    );
}

#[test]
fn a_directory_is_no_file() {
    let analysis = Analysis::example().without("teams.csv");
    std::fs::create_dir(analysis.path().join("teams.csv")).unwrap();
    analysis.refused(&[], &["teams.csv: cannot be read: it is a directory; check the path"]);
}

#[test]
fn files_without_anything_in_them() {
    Analysis::example().with("teams.csv", "").with("items.csv", "\n \n,,\n").refused(
        &[],
        &[
            "teams.csv:1: the file is empty; its first line has to be the header “team,parent”",
            "items.csv:1: the file is empty; its first line has to be the header \
             “item,dimension,scale,reverse”",
        ],
    );
}

#[test]
fn headers_with_nothing_below() {
    Analysis::example()
        .with("responses.csv", "wave,response,team,item,value\n")
        .refused(&[], &["responses.csv:1: there is a header but no answer below it"]);
    Analysis::example()
        .with("items.csv", "item,dimension,scale,reverse\n")
        .with("responses.csv", "wave,response,team,item,value\n")
        .refused(
            &[],
            &[
                "items.csv:1: there is a header but no item below it",
                "responses.csv:1: there is a header but no answer below it",
            ],
        );
}

#[test]
fn columns_that_are_missing_or_there_twice() {
    Analysis::example()
        .with("teams.csv", "team,team\nEngineering,\n")
        .with("roster.csv", "wave;person;team\n2025-Q1;a;Search\n")
        .refused(
            &[],
            &[
                "teams.csv:1: there are two columns “team”; keep one",
                "teams.csv:1: the column “parent” is missing; the header has to be \
                 “team,parent”, in any order",
                "roster.csv:1: the cells are not separated by commas; save the file as “CSV UTF-8 \
                 (comma delimited)”",
            ],
        );
}

#[test]
fn a_column_that_is_nearly_one() {
    let items = "item,dimension,scale,reverse,favorable_from\nspeed,flow,likert5,false,3\n\
                 load,flow,likert5,true,\n";
    Analysis::example().with("items.csv", items).refused(
        &[],
        &["items.csv:1: there is no column “favorable_from”; if “favourable_from” is meant, write \
           it like that"],
    );
}

#[test]
fn a_column_of_something_else_is_left_aside() {
    let teams = "team,cost centre,parent\nEngineering,1,\nPayments,2,Engineering\n\
                 Search,3,Engineering\n";
    let ended = Analysis::example().with("teams.csv", teams).run(&[]);
    assert_eq!(ended.err, "teams.csv:1: warning: the column “cost centre” is not used\n");
    assert_eq!(ended.out, Analysis::example().run(&[]).out);
    assert_eq!(ended.code, Some(0));
}

#[test]
fn a_header_that_comes_a_second_time() {
    // Two files that were put one behind the other.
    let again =
        |name: &str, text: &str| (name.to_owned(), text.lines().next().unwrap().to_owned() + "\n");
    let mut analysis = Analysis::example();
    let responses = example::responses();
    let roster = example::roster();
    for (name, text) in [
        ("teams.csv", example::TEAMS),
        ("roster.csv", &roster),
        ("items.csv", example::ITEMS),
        ("responses.csv", &responses),
    ] {
        let (name, header) = again(name, text);
        analysis = analysis.with_more(&name, &header);
    }
    let told = "this is the header again; take the line out";
    analysis.refused(
        &[],
        &[
            &format!("teams.csv:5: {told}"),
            &format!("roster.csv:44: {told}"),
            &format!("items.csv:4: {told}"),
            &format!("responses.csv:72: {told}"),
        ],
    );
}

#[test]
fn rows_that_are_too_short_or_too_long() {
    Analysis::example()
        .with("teams.csv", "team,parent\nEngineering,,,\nPayments\nSearch,Engineering,x\n")
        .with("responses.csv", "wave,response,team,item,value\n2025-Q1,1,Engineering,speed\n")
        .with("roster.csv", "wave,person,team\n2025-Q1,a,Engineering\n")
        .refused(
            &[],
            &[
                "teams.csv:3: this row has 1 cell where the header has 2; a comma or a quote is \
                 missing or too many",
                "teams.csv:4: this row has 3 cells where the header has 2; a comma or a quote is \
                 missing or too many",
                "responses.csv:2: this row has 4 cells where the header has 5; a comma or a quote \
                 is missing or too many",
            ],
        );
}

#[test]
fn quotes_that_go_wrong() {
    Analysis::example()
        .with("teams.csv", "team,parent\n\"Engineering,\nPayments,Engineering\n")
        .with("items.csv", "item,dimension,scale,reverse\n\"a\"b,flow,likert5,false\n")
        .with("roster.csv", "wave,person,team\n")
        .with("responses.csv", "wave,response,team,item,value\n")
        .refused(
            &[],
            &[
                "teams.csv:2: a quote (\") opens here and is never closed; close it, or write it \
                 twice inside a quoted cell if it is meant as a character",
                "roster.csv:1: there is a header but nobody below it",
                "items.csv:2: there is text after a closing quote (\"); a quote inside a quoted \
                 cell is written twice",
                "responses.csv:1: there is a header but no answer below it",
            ],
        );
}

#[test]
fn what_is_not_utf_8_is_told_by_its_line() {
    let mut items = example::ITEMS.as_bytes().to_vec();
    items.extend_from_slice(b"m\xFCde,flow,likert5,true\nl\xE4rm,flow,likert5,true\n");
    Analysis::example()
        .with("items.csv", items)
        .with("teams.csv", b"\xFF\xFEt\0e\0a\0m\0")
        .with("roster.csv", b"PK\x03\x04workbook")
        .refused(
            &[],
            &[
                "teams.csv:1: the file is UTF-16; save it as “CSV UTF-8”",
                "roster.csv:1: this is a workbook, not a CSV file; save the sheet as “CSV UTF-8”",
                "items.csv:4: this line is not UTF-8; save the file as “CSV UTF-8”",
                "items.csv:5: this line is not UTF-8; save the file as “CSV UTF-8”",
            ],
        );
}

#[test]
fn files_as_spreadsheets_and_programs_save_them_are_fine() {
    let windows = |text: String| format!("\u{FEFF}{}", text.replace('\n', "\r\n"));
    let quoted = |text: String| {
        let row = |row: &str| {
            row.split(',').map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join(",") + "\n"
        };
        text.lines().map(row).collect::<String>()
    };
    let turned = |text: String| {
        let row = |row: &str| {
            row.split(',').rev().map(|cell| format!(" {cell} ")).collect::<Vec<_>>().join(",")
                + "\n\n"
        };
        text.lines().map(row).collect::<String>()
    };
    let expected = Analysis::example().run(&[]).out;
    let saved: [&dyn Fn(String) -> String; 3] = [&windows, &quoted, &turned];
    for saved in saved {
        let ended = Analysis::example()
            .with("teams.csv", saved(example::TEAMS.to_owned()))
            .with("roster.csv", saved(example::roster()))
            .with("items.csv", saved(example::ITEMS.replace("true", "TRUE")))
            .with("responses.csv", saved(example::responses().replace(",1\n", ",1.0\n")))
            .run(&[]);
        assert_eq!(ended.err, "");
        assert_eq!(ended.out, expected);
    }
}
