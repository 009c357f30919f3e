//! Names that are HTML, and names that a spreadsheet would run: text on pages and in files.

use super::{
    Place,
    browser::Browser,
    survey::{MAPPING, import},
};
use app::report::Release;
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

    let csv = place.run(&["export", "release", &wave]);
    assert_eq!(csv.code, Some(0), "{}", csv.err);
    let mut teams = Vec::new();
    for row in csv::Reader::from_reader(csv.out.as_bytes()).records() {
        let row = row.unwrap();
        for cell in &row {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
        }
        teams.push(row[2].to_owned());
        assert!(row[5].starts_with("'+1 if \"fast\" & <b>good</b>"), "{}", &row[5]);
    }
    assert!(
        teams.contains(&format!("'{FORMULA}")) && teams.contains(&SCRIPT.to_owned()),
        "{teams:?}"
    );

    // A program gets every sign as it was.
    let json = place.run(&["export", "release", &wave, "--format", "json"]);
    let release: Release = serde_json::from_str(&json.out).unwrap();
    let team = release.teams.iter().find(|team| team.name == FORMULA).unwrap().team;
    assert!(release.teams.iter().any(|team| team.name == SCRIPT));
    assert!(release.comments.iter().any(|comment| comment.text == COMMENT));
    let item = release.items[0].item;

    let server = place.serve(&[]);
    let mut admin = Browser::at(&server);
    admin.become_first_admin(&server);
    for path in [
        format!("/results/{wave}"),
        format!("/results/{wave}/teams/{team}"),
        format!("/results/{wave}/teams/{}", release.teams[0].team),
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
