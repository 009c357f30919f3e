//! Names that are HTML, and names that a spreadsheet would run: text on pages and in files.

use super::{
    Place,
    browser::Browser,
    survey::{MAPPING, import},
};
use serde_json::Value;
use soundings::store::Store;

const SCRIPT: &str = "<script>alert(1)<\\script>";
const FORMULA: &str = "=SUM(A1:A9)";
const COMMENT: &str = "@cmd <img src=x onerror=alert(2)>";

#[tokio::test]
async fn names_from_a_file_are_run_nowhere() {
    let place = Place::new();
    let question = "+1 if \\\"fast\\\" & <b>good</b></title><script>alert(3)</script>";
    place.write("mapping.toml", &MAPPING.replace("Builds are fast enough.", question));
    let mut file = "team,speed,why\n".to_owned();
    for line in 0..24 {
        let team = if line % 2 == 0 { SCRIPT } else { FORMULA };
        file += &format!("{team},{},{COMMENT}\n", line % 5 + 1);
    }
    place.write("survey.csv", &file);
    let ended = place.run(&import("2021-H1", "survey.csv", &["--apply"]));
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    let url = format!("sqlite:{}", place.path().join("soundings.db").display());
    let store = Store::open(&url).await.unwrap();
    let wave = store.read().await.unwrap().waves().await.unwrap()[0].id.to_string();

    let (mut teams, mut wordings) = (Vec::new(), Vec::new());
    for table in ["cells", "items"] {
        let csv = place.run(&["export", "release", &wave, "--table", table]);
        assert_eq!(csv.code, Some(0), "{}", csv.err);
        let mut csv = csv::Reader::from_reader(csv.out.as_bytes());
        let header = csv.headers().unwrap().clone();
        for row in csv.records() {
            let row = row.unwrap();
            for (column, cell) in header.iter().zip(&row) {
                assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
                match column {
                    "team" => teams.push(cell.to_owned()),
                    "wording" => wordings.push(cell.to_owned()),
                    _ => {}
                }
            }
        }
    }
    assert!(
        teams.contains(&format!("'{FORMULA}")) && teams.contains(&SCRIPT.to_owned()),
        "{teams:?}"
    );
    assert!(wordings[0].starts_with("'+1 if \"fast\" & <b>good</b>"), "{wordings:?}");

    // A program gets every sign as it was.
    let json = place.run(&["export", "release", &wave, "--format", "json"]);
    assert!(!json.out.contains(COMMENT), "comments are for the pages");
    let release: Value = serde_json::from_str(&json.out).unwrap();
    let tables = &release["tables"];
    let teams = tables["teams"].as_array().unwrap();
    let team = |name: &str| teams.iter().find(|team| team["team"] == name).unwrap();
    let id = |row: &Value, column: &str| row[column].as_str().unwrap().to_owned();
    let team_of_formula = id(team(FORMULA), "team_id");
    let team_of_script = id(team(SCRIPT), "team_id");
    let item = id(&tables["items"][0], "item_id");

    let server = place.serve(&[]);
    let mut admin = Browser::at(&server);
    admin.become_first_admin(&server);
    for path in [
        format!("/results/{wave}"),
        format!("/results/{wave}/teams/{}", id(&teams[0], "team_id")),
        format!("/results/{wave}/teams/{team_of_formula}"),
        format!("/results/{wave}/teams/{team_of_script}"),
        format!("/results/{wave}/items/{item}"),
        "/teams".to_owned(),
        "/items".to_owned(),
    ] {
        let page = admin.get(&path);
        assert_eq!(page.status, 200, "{path}");
        for harm in ["<script>alert", "<img src=x", "<b>good"] {
            assert!(!page.body.contains(harm), "{path}: {harm}");
        }
    }
    let page = admin.get(&format!("/results/{wave}")).body;
    assert!(page.contains("&lt;script&gt;alert(1)") && page.contains(FORMULA), "they are shown");
    server.stop();
}

#[test]
fn a_wave_that_cannot_be_exported_is_told() {
    let place = Place::new();
    let ended = place.run(&["export", "release", "quarterly"]);
    assert_eq!(ended.code, Some(2));
    assert!(ended.err.contains("“quarterly” is no wave"), "{}", ended.err);
    let ended = place.run(&["export", "release", "00000000-0000-4000-8000-000000000000"]);
    assert_eq!(ended.code, Some(2));
    assert!(ended.err.contains("does not exist or is not published yet"), "{}", ended.err);
}
