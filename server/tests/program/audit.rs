//! `soundings audit-release`: what can be worked out from a wave that was published.

use super::{
    Place,
    survey::{MAPPING, import},
};
use soundings::store::Store;

#[tokio::test]
async fn a_release_is_attacked_and_one_that_was_tampered_with_is_found_out() {
    let place = Place::new();
    place.write("mapping.toml", MAPPING);
    let mut file = "team,speed,why\n".to_owned();
    for line in 0..27 {
        let team = if line < 24 { ["Payments", "Search"][line % 2] } else { "Tiny" };
        file += &format!("{team},{},\n", line % 5 + 1);
    }
    place.write("survey.csv", &file);
    let ended = place.run(&import("2021-H1", "survey.csv", &["--apply"]));
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    let url = format!("sqlite:{}", place.path().join("soundings.db").display());
    let store = Store::open(&url).await.unwrap();
    let wave = store.read().await.unwrap().waves().await.unwrap()[0].id.to_string();

    let audited = place.run(&["audit-release", &wave]);
    assert_eq!(audited.code, Some(0), "{}{}", audited.out, audited.err);
    assert!(audited.out.contains("No group of fewer than 5 could be isolated."), "{}", audited.out);

    for kind in ["Researchers and administrators: ", "Managers, each", "Developers, each"] {
        assert!(audited.out.contains(kind), "{}", audited.out);
    }
    // The tiny team, and the larger one that would give it away; families lose nothing more here.
    let cost = "Withheld: 2 of 4 cells with answers (50.0 %) and 27.8 % of the answers in them.";
    assert!(audited.out.contains(cost), "{}", audited.out);

    let Store::Sqlite(pool) = &store else { panic!("this is SQLite") };
    sqlx::query(
        "UPDATE release_cells SET withheld = NULL, answered = 3 WHERE withheld IS NOT NULL",
    )
    .execute(pool)
    .await
    .unwrap();
    let audited = place.run(&["audit-release", &wave]);
    assert_eq!(audited.code, Some(1), "{}", audited.out);
    assert!(audited.out.contains("3 in what is left of Tiny"), "{}", audited.out);
}

#[test]
fn a_wave_that_is_none_is_told() {
    let place = Place::new();
    let ended = place.run(&["audit-release", "quarterly"]);
    assert_eq!(ended.code, Some(2));
    assert!(ended.err.contains("“quarterly” is no wave"), "{}", ended.err);
}
