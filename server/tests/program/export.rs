//! `soundings export release`: the same figures in every format, and nothing overwritten.

use super::{
    Place,
    survey::{MAPPING, import},
};
use parquet::{
    file::reader::{FileReader, SerializedFileReader},
    record::Field,
};
use serde_json::{Map, Value};
use soundings::store::Store;
use std::{collections::BTreeSet, fs, path::Path};

const MORE_ITEMS: &str = r#"
[[items]]
column = 4
series = "overall"
dimension = "satisfaction"
scale = "nps"
wording = "Would you recommend the platform?"

[[items]]
column = 5
series = "focus"
dimension = "feedback-loops"
scale = "yesno"
reverse = true
wording = "Were you interrupted by a build yesterday?"

[[items]]
column = 6
series = "calm"
dimension = "flow"
scale = "likert7"
wording = "There is time to think."
"#;

/// Two waves in a database, and the second one's identity.
async fn published(place: &Place) -> String {
    let mapping = format!("{MAPPING}{MORE_ITEMS}");
    place.write("mapping.toml", &mapping);
    for (half, wave) in ["2021-H1", "2021-H2"].into_iter().enumerate() {
        let mut file = "team,speed,why,overall,focus,calm\n".to_owned();
        for line in 0..140 {
            let team = ["Payments", "=Search", "Tiny"][if line < 3 { 2 } else { line % 2 }];
            let speed = (line % 7 % 5 + half * 2).clamp(1, 5);
            let overall = (speed * 2 + line % 3).min(10);
            file += &format!("{team},{speed},,{overall},{},{}\n", line % 3 % 2, line % 7 + 1);
        }
        place.write("survey.csv", &file);
        let ended = place.run(&import(wave, "survey.csv", &["--apply"]));
        assert_eq!(ended.code, Some(0), "{}", ended.err);
    }
    let url = format!("sqlite:{}", place.path().join("soundings.db").display());
    let store = Store::open(&url).await.unwrap();
    let waves = store.read().await.unwrap().waves().await.unwrap();
    store.close().await;
    waves[1].id.to_string()
}

/// The rows of a table in the JSON file.
fn rows<'j>(json: &'j Value, table: &str) -> Vec<&'j Map<String, Value>> {
    let rows = json["tables"][table].as_array().unwrap_or_else(|| panic!("no table {table}"));
    rows.iter().map(|row| row.as_object().unwrap()).collect()
}

/// Whether two numbers agree but for the last digit, which reading JSON may round.
fn same(number: f64, other: &serde_json::Number) -> bool {
    let other = other.as_f64().unwrap();
    (number - other).abs() <= f64::EPSILON * number.abs()
}

fn agrees_with_csv(path: &Path, rows: &[&Map<String, Value>]) {
    let mut csv = csv::Reader::from_path(path).unwrap();
    let header: Vec<String> = csv.headers().unwrap().iter().map(str::to_owned).collect();
    let mut lines = csv.records();
    for row in rows {
        let line = lines.next().unwrap_or_else(|| panic!("{} is short", path.display())).unwrap();
        assert_eq!(row.keys().collect::<BTreeSet<_>>(), header.iter().collect());
        for (column, text) in header.iter().zip(&line) {
            let same = match &row[column] {
                Value::Null => text.is_empty(),
                Value::Bool(flag) => text == flag.to_string(),
                Value::Number(number) => same(text.parse().unwrap(), number),
                Value::String(words) => text == words || text == format!("'{words}"),
                other => panic!("{other} stands in a column"),
            };
            assert!(same, "{}: {column}: {text} is not {}", path.display(), row[column]);
        }
    }
    assert!(lines.next().is_none(), "{} has more rows", path.display());
}

fn agrees_with_parquet(path: &Path, rows: &[&Map<String, Value>]) {
    let reader = SerializedFileReader::new(fs::File::open(path).unwrap()).unwrap();
    let metadata = reader.metadata().file_metadata();
    assert_eq!(usize::try_from(metadata.num_rows()).unwrap(), rows.len());
    for (read, row) in reader.get_row_iter(None).unwrap().zip(rows) {
        for (column, field) in read.unwrap().get_column_iter() {
            let same = match (field, &row[column]) {
                (Field::Null, Value::Null) => true,
                (Field::Str(text), Value::String(words)) => text == words,
                (Field::Bool(flag), Value::Bool(other)) => flag == other,
                (Field::Long(number), Value::Number(other)) => Some(*number) == other.as_i64(),
                (Field::Double(number), Value::Number(other)) => same(*number, other),
                _ => false,
            };
            assert!(same, "{}: {column}: {field} is not {}", path.display(), row[column]);
        }
    }
    let meanings = metadata.key_value_metadata().unwrap();
    for column in metadata.schema_descr().columns() {
        assert!(meanings.iter().any(|one| one.key == column.name()), "{} is unsaid", column.name());
    }
}

#[tokio::test]
async fn every_format_says_the_same_and_the_dictionary_says_what() {
    let place = Place::new();
    let wave = published(&place).await;
    for format in ["csv", "json", "parquet"] {
        let ended = place.run(&["export", "release", &wave, "--format", format, "--to", "figures"]);
        assert_eq!(ended.code, Some(0), "{}", ended.err);
    }
    let folder = place.path().join("figures");
    let json = fs::read(folder.join("release.json")).unwrap();
    let json: Value = serde_json::from_slice(&json).unwrap();
    assert_eq!(json["wave"], "2021-H2");
    let names: Vec<&String> = json["tables"].as_object().unwrap().keys().collect();
    assert_eq!(names.len(), 11, "{names:?}");
    for name in names {
        let rows = rows(&json, name);
        agrees_with_csv(&folder.join(format!("{name}.csv")), &rows);
        agrees_with_parquet(&folder.join(format!("{name}.parquet")), &rows);
        // Past surveys have no second grouping; `http/groups.rs` looks at that table.
        assert_eq!(rows.is_empty(), name == "groups", "nothing is compared in {name}");
        if name != "dictionary" && name != "groups" {
            let told = self::rows(&json, "dictionary");
            let told = told.iter().filter(|row| row["table"] == name.as_str());
            let told: BTreeSet<&str> = told.map(|row| row["column"].as_str().unwrap()).collect();
            assert_eq!(told, rows[0].keys().map(String::as_str).collect(), "{name}");
        }
    }
    // What is withheld is in no format.
    let tiny: Vec<_> =
        rows(&json, "cells").into_iter().filter(|row| row["team"] == "Tiny").collect();
    assert_eq!(tiny.len(), 4);
    for cell in tiny {
        assert_eq!((&cell["shown"], &cell["answered"]), (&Value::from("withheld"), &Value::Null));
        assert!(cell["reason"].is_string() && cell["favourable"].is_null(), "{cell:?}");
    }
}

#[tokio::test]
async fn what_is_there_stays_and_what_is_not_is_named() {
    let place = Place::new();
    let wave = published(&place).await;
    place.write("taken.csv", "mine");
    fs::create_dir(place.path().join("figures")).unwrap();
    place.write("figures/items.csv", "mine");
    let ended = place.run(&["export", "release", &wave, "--to", "figures"]);
    assert_eq!(ended.code, Some(2), "{}", ended.out);
    assert!(ended.err.contains("items.csv is there already"), "{}", ended.err);
    assert_eq!(fs::read_to_string(place.path().join("figures/items.csv")).unwrap(), "mine");
    assert_eq!(fs::read_dir(place.path().join("figures")).unwrap().count(), 1);

    let ended = place.run(&["export", "release", &wave, "--to", "taken.csv"]);
    assert_ne!(ended.code, Some(0), "a file is no folder: {}", ended.out);
    assert!(ended.err.contains("taken.csv"), "{}", ended.err);

    let ended = place.run(&["export", "release", &wave, "--table", "people"]);
    assert_eq!(ended.code, Some(2));
    assert!(ended.err.contains("there is no table “people”"), "{}", ended.err);
    assert!(ended.err.contains("waves, teams, items, cells"), "{}", ended.err);
    let ended = place.run(&["export", "release", &wave, "--format", "parquet"]);
    assert_eq!((ended.code, ended.out.as_str()), (Some(2), ""));
    assert!(ended.err.contains("say with --to"), "{}", ended.err);
    let one = place.run(&["export", "release", &wave, "--table", "waves"]);
    assert_eq!(one.out.lines().count(), 2, "{}", one.out);
}
