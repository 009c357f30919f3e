//! Three real surveys of another tool, imported into one program. They are not part of the
//! repository; where they are not at hand, this says so and passes.

use super::{Place, browser::Browser};
use serde_json::Value;
use soundings::store::Store;
use std::{io::Write, path::PathBuf};

/// The wave, its mapping, and what is known of the answers to “satisfied with the overall support”.
const WAVES: [(&str, &str, f64, u32); 3] = [
    ("2020-H2", include_str!("../import/cncf/2020-h2.toml"), 8.258, 97),
    ("2021-H1", include_str!("../import/cncf/2021-h1.toml"), 8.419, 93),
    ("2021-H2", include_str!("../import/cncf/2021-h2.toml"), 8.382, 102),
];

fn folder() -> Option<PathBuf> {
    let shared = std::env::var_os("SOUNDINGS_SHARED").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared"),
        PathBuf::from,
    );
    let folder = shared.join("data/cncf");
    if folder.is_dir() {
        return folder.canonicalize().ok();
    }
    // Not eprintln!, which nobody sees when a test passes.
    let told = format!(
        "SKIPPED: no survey files in {}; SOUNDINGS_SHARED names the folder above data/cncf\n",
        folder.display()
    );
    std::io::stderr().write_all(told.as_bytes()).unwrap();
    None
}

#[tokio::test]
async fn three_waves_become_one_trend_with_the_known_means() {
    let Some(folder) = folder() else { return };
    let place = Place::new();
    for (wave, mapping, ..) in WAVES {
        place.write("mapping.toml", mapping);
        let file = folder.join(format!("maintainers-{}.csv", wave.to_lowercase()));
        let mut words = vec!["import", "survey", "--program", "Maintainers", "--wave", wave];
        words.extend(["--mapping", "mapping.toml", "--apply", file.to_str().unwrap()]);
        let ended = place.run(&words);
        assert_eq!(ended.code, Some(0), "{wave}: {}", ended.err);
    }
    let url = format!("sqlite:{}", place.path().join("soundings.db").display());
    let store = Store::open(&url).await.unwrap();
    let waves = store.read().await.unwrap().waves().await.unwrap();
    store.close().await;

    let mut page_of_item = String::new();
    for (wave, (period, _, mean, count)) in waves.iter().zip(WAVES) {
        assert_eq!(wave.period.to_string(), period, "oldest first");
        let wave = wave.id.to_string();
        let ended = place.run(&["export", "release", &wave, "--format", "json"]);
        assert_eq!(ended.code, Some(0), "{}", ended.err);
        let release: Value = serde_json::from_str(&ended.out).unwrap();
        let find = |table: &str, is: &dyn Fn(&Value) -> bool| -> Value {
            let rows = release["tables"][table].as_array().unwrap();
            rows.iter().find(|row| is(row)).unwrap_or_else(|| panic!("{period}: {table}")).clone()
        };
        let item = find("items", &|row| row["item"] == "overall-support");
        let root = find("teams", &|row| row["parent_id"].is_null());
        let cell = find("cells", &|row| {
            row["team_id"] == root["team_id"] && row["item"] == "overall-support"
        });
        assert_eq!(cell["answered"], count, "{period}: everybody counts once");
        let published = cell["mean"].as_f64().expect("the organisation's mean is published");
        assert!((published - mean).abs() < 0.0005, "{period}: {published}");
        page_of_item = format!("/results/{wave}/items/{}", item["item_id"].as_str().unwrap());
    }

    let server = place.serve(&[]);
    let mut researcher = Browser::at(&server);
    researcher.become_first_admin(&server);
    let page = researcher.get(&page_of_item);
    assert_eq!(page.status, 200);
    let trend = page.body.split("id=\"trend\"").nth(1).expect("there is a trend");
    let trend = trend.split("</section>").next().unwrap();
    for (period, mean) in [("H2 2020", "8.258"), ("H1 2021", "8.419"), ("H2 2021", "8.382")] {
        let table = trend.split("<tbody").nth(1).expect("a table behind the trend");
        let mut rows = table.split("<tr").filter(|row| row.contains(period));
        let row = rows.next().unwrap_or_else(|| panic!("no row of {period}: {trend}"));
        // A cell of its own, so that no longer number is taken for it.
        assert!(row.contains(&format!(">{mean}<")), "{period}: {row}");
    }
    server.stop();
}
