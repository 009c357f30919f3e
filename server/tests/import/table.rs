//! Delimited files in every shape in which they are saved.

use proptest::prelude::*;
use soundings::import::{
    decode::{Encoding, LARGEST_FILE},
    problem::{MOST_PROBLEMS, Problem, Problems},
    table::{MOST_COLUMNS, Table},
};

/// All cells with the line of each row; the file has no problem.
fn rows(bytes: &[u8]) -> Vec<(u64, Vec<String>)> {
    let table = Table::open(bytes).expect("a table");
    table
        .rows()
        .map(|row| {
            let row = row.expect("a good row");
            (row.line, row.cells.iter().map(ToString::to_string).collect())
        })
        .collect()
}

fn row(line: u64, cells: &[&str]) -> (u64, Vec<String>) {
    (line, cells.iter().map(ToString::to_string).collect())
}

fn refusal(bytes: &[u8]) -> String {
    Table::open(bytes).expect_err("this is no table").to_string()
}

fn utf16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
    "\u{FEFF}".encode_utf16().chain(text.encode_utf16()).flat_map(bytes_of).collect()
}

#[test]
fn one_table_reads_the_same_however_it_was_saved() {
    let text = "name,team\nJürgen Müller,Search\n";
    let expected = vec![row(1, &["name", "team"]), row(2, &["Jürgen Müller", "Search"])];
    let windows: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let saved: [(&str, Vec<u8>, Encoding); 8] = [
        ("UTF-8", text.into(), Encoding::Utf8),
        ("with a mark", format!("\u{FEFF}{text}").into(), Encoding::Utf8),
        ("UTF-16 LE", utf16(text, u16::to_le_bytes), Encoding::Utf16Le),
        ("UTF-16 BE", utf16(text, u16::to_be_bytes), Encoding::Utf16Be),
        ("Windows-1252", windows, Encoding::Windows1252),
        ("CRLF", text.replace('\n', "\r\n").into(), Encoding::Utf8),
        ("semicolons", text.replace(',', ";").into(), Encoding::Utf8),
        ("tabs", text.replace(',', "\t").into(), Encoding::Utf8),
    ];
    for (how, bytes, encoding) in saved {
        assert_eq!(rows(&bytes), expected, "{how}");
        assert_eq!(Table::open(&bytes).unwrap().encoding(), encoding, "{how}");
    }
}

#[test]
fn windows_1252_is_read_with_a_warning_that_shows_a_line() {
    let table = Table::open(b"name;team\r\nAda;Search\r\nJ\xFCrgen;Caf\xE9\r\n").unwrap();
    let [warning] = table.warnings() else { panic!("one warning") };
    assert_eq!(warning.line, Some(3));
    assert!(warning.message.contains("“Jürgen;Café”"), "{warning}");
    assert_eq!(table.read_as(), "Windows-1252, separated by semicolons");
}

#[test]
fn a_damaged_utf_8_file_is_refused_rather_than_garbled() {
    let told = refusal(b"name,team\nJ\xC3\xBCrgen,Search\nRen\xE9,Search\n");
    assert!(told.starts_with("line 3: the file is UTF-8 up to this line"), "{told}");
}

#[test]
fn what_is_no_text_says_what_to_do() {
    assert_eq!(refusal(b""), "the file is empty");
    assert_eq!(refusal(b"\xEF\xBB\xBF"), "the file is empty");
    assert_eq!(refusal(b"\r\n\r\n"), "the file is empty");
    assert!(refusal(b"a,b\nc,\0d\n").starts_with("line 2: there is a NUL character here"));
    assert!(refusal(b"PK\x03\x04rest").contains("save the sheet as “CSV UTF-8”"));
    assert!(refusal(b"\xFF\xFEa\0b").contains("damaged or cut off"));
    let told = refusal(&vec![b'a'; LARGEST_FILE + 1]);
    assert_eq!(
        told,
        "the file has 65 MiB; the most that is read is 64 MiB. Split it, or leave out columns"
    );
}

#[test]
fn lines_are_counted_as_an_editor_counts_them() {
    let text = "a,b\n\n\"one\r\ntwo\n\",x\r\n,\nlast,\"y\"";
    assert_eq!(
        rows(text.as_bytes()),
        [row(1, &["a", "b"]), row(3, &["one\r\ntwo\n", "x"]), row(7, &["last", "y"])]
    );
    assert_eq!(rows(b"a,b\rc,d\r"), [row(1, &["a", "b"]), row(2, &["c", "d"])]);
}

#[test]
fn quotes_hold_separators_quotes_and_spaces() {
    assert_eq!(
        rows(b"a,b\n\"x, \"\"y\"\"\", \"z\" \n5\" disk,"),
        [row(1, &["a", "b"]), row(2, &["x, \"y\"", "z"]), row(3, &["5\" disk", ""])]
    );
}

#[test]
fn the_separator_is_the_one_that_makes_rows_alike() {
    assert_eq!(Table::open(b"a;b;c\n1,5;2,5;3,5\n").unwrap().separator(), ';');
    assert_eq!(Table::open(b"\"a;b;c\",d\n1,2\n").unwrap().separator(), ',');
    assert_eq!(Table::open(b"a;b, with more;c\n1;2;3\n4;5;6\n").unwrap().separator(), ';');
    assert_eq!(Table::open(b"only\none\ncolumn\n").unwrap().separator(), ',');
    assert_eq!(rows(b"SEP=;\r\na,b;c\r\n"), [row(2, &["a,b", "c"])]);
}

#[test]
fn broken_quotes_are_named_where_they_open() {
    let problems = |text: &'static str| -> Vec<String> {
        let table = Table::open(text.as_bytes()).unwrap();
        table.rows().filter_map(Result::err).map(|problem| problem.to_string()).collect()
    };
    let open = problems("a,b\n1,2\n3,\"four\n5,6\n");
    assert_eq!(open.len(), 1);
    assert!(open[0].starts_with("line 3: a quote (\") opens here and is never closed"));
    let stray = problems("a,b\n\"1\"2,3\n4,5\n\"6\"7,8\n");
    assert_eq!(stray.len(), 2);
    assert!(stray[1].starts_with("line 4: there is text after a closing quote"));
}

#[test]
fn ragged_rows_are_told_and_empty_cells_at_the_end_forgiven() {
    let fitted = |text: &'static str| {
        let table = Table::open(text.as_bytes()).unwrap();
        let row = table.rows().next().unwrap().unwrap();
        row.fitted(2, 3).map(|row| row.cells.len()).map_err(|problem| problem.to_string())
    };
    assert_eq!(fitted("a,b"), Ok(3));
    assert_eq!(fitted("a,b,,,,"), Ok(3));
    assert_eq!(
        fitted("a\n"),
        Err("line 1: this row has 1 cell where the headings have 2; a separator or a quote is \
             missing or too many"
            .into())
    );
    assert!(fitted("\na,b,c,,d").unwrap_err().starts_with("line 2: this row has 5 cells"));
}

#[test]
fn a_row_of_nothing_but_separators_takes_no_memory() {
    let bytes = vec![b','; 5_000_000];
    assert_eq!(Table::open(&bytes).unwrap().rows().count(), 1);
    let told = Table::open(&bytes).unwrap().rows().next().unwrap().unwrap_err().to_string();
    assert_eq!(told, format!("line 1: this row has more than {MOST_COLUMNS} columns"));
}

#[test]
fn problems_beyond_the_most_are_counted() {
    let mut problems = Problems::default();
    for line in 0..MOST_PROBLEMS as u64 + 57 {
        problems.push(Problem::in_cell(line, "team", "is missing"));
    }
    assert_eq!(problems.count(), MOST_PROBLEMS + 57);
    assert!(problems.to_string().starts_with("line 0, column “team”: is missing\nline 1"));
    assert!(problems.to_string().ends_with("\nand 57 more"));
}

proptest! {
    #[test]
    fn no_bytes_make_it_stumble(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(table) = Table::open(&bytes) {
            let _ = table.rows().count();
        }
    }

    #[test]
    fn what_is_written_by_the_rules_is_read_back(
        table in prop::collection::vec(prop::collection::vec("[a-z\"\n\r;, ü]{0,6}", 3), 1..8)
    ) {
        let quote = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let text: String = table
            .iter()
            .map(|row| row.iter().map(quote).collect::<Vec<_>>().join(",") + "\r\n")
            .collect();
        let blank = |row: &Vec<String>| row.iter().all(|cell| cell.trim().is_empty());
        let expected: Vec<_> = table.into_iter().filter(|row| !blank(row)).collect();
        prop_assume!(!expected.is_empty());
        let read: Vec<_> = rows(text.as_bytes()).into_iter().map(|(_, cells)| cells).collect();
        prop_assert_eq!(read, expected);
    }
}
