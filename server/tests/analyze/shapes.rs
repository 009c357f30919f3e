//! The JSON as the contract spells it: every field, every word, and what is null.

use super::{Analysis, one_question, row, survey::Survey};
use proptest::prelude::*;
use serde_json::{Value, json};

const CELL: [&str; 15] = [
    "wave",
    "team",
    "item",
    "invited",
    "answered",
    "not_applicable",
    "favourable",
    "score",
    "interval",
    "bounds",
    "process_interval",
    "pooled",
    "pooled_interval",
    "shown",
    "reason",
];

/// The fields of each list, in the order of the contract.
const FIELDS: [(&str, &[&str]); 4] = [
    ("cells", &CELL),
    (
        "dimensions",
        &["wave", "team", "dimension", "answered", "score", "interval", "shown", "reason"],
    ),
    (
        "changes",
        &["team", "item", "from", "to", "delta", "cliffs_delta", "p", "q", "verdict", "detectable"],
    ),
    ("trends", &["team", "item", "waves", "slope", "s", "p", "verdict"]),
];

/// One wave: teams, and how many answer in each and how many of them are favourable.
fn teams(people: &[(&str, usize, usize)]) -> Analysis {
    let teams: Vec<(&str, [(usize, usize); 1])> =
        people.iter().map(|&(team, people, happy)| (team, [(people, happy)])).collect();
    let series: Vec<(&str, &[(usize, usize)])> =
        teams.iter().map(|(team, series)| (*team, series.as_slice())).collect();
    one_question(&["2026-Q1"], &series)
}

fn cell<'a>(figures: &'a Value, team: &str) -> &'a Value {
    row(figures, "cells", &[("team", team)])
}

#[test]
fn every_row_has_the_fields_of_the_contract_in_their_order() {
    let text = Analysis::example().run(&[]).out;
    for (list, fields) in FIELDS {
        let rows = text.split_once(&format!("\"{list}\":[\n")).unwrap().1;
        let mut rows = rows.lines().take_while(|line| line.starts_with('{')).peekable();
        assert!(rows.peek().is_some(), "no {list}");
        for line in rows {
            let mut at = 0;
            for field in fields {
                let found = line.find(&format!("\"{field}\":"));
                assert!(found.is_some_and(|found| found >= at), "{field} in {line}");
                at = found.unwrap();
            }
            let row = &line[..=line.find('}').unwrap()];
            let value: Value = serde_json::from_str(row).unwrap();
            assert_eq!(value.as_object().unwrap().len(), fields.len(), "{line}");
        }
    }
    let whole: Value = serde_json::from_str(&text).unwrap();
    let names: Vec<&String> = whole.as_object().unwrap().keys().collect();
    assert_eq!(names.len(), 6, "{names:?}");
}

#[test]
fn a_withheld_cell_keeps_its_place_and_its_reason_and_nothing_else() {
    let figures = teams(&[("Tiny", 4, 2), ("Large", 20, 11), ("Other", 9, 5)]).figures(&[]);
    assert_eq!(
        cell(&figures, "Tiny"),
        &json!({
            "wave": "2026-Q1", "team": "Tiny", "item": "ease", "invited": null, "answered": null,
            "not_applicable": null, "favourable": null, "score": null, "interval": null,
            "bounds": null, "process_interval": null, "pooled": null, "pooled_interval": null,
            "shown": "withheld", "reason": "too-few-answers"
        })
    );
    // All less the other two would be the tiny team, so one of them goes with it: the smaller.
    assert_eq!(
        (&cell(&figures, "Other")["shown"], &cell(&figures, "Other")["reason"]),
        (&json!("withheld"), &json!("would-reveal-others"))
    );
    assert_eq!(cell(&figures, "Large")["shown"], "exact");
    assert_eq!(cell(&figures, "All")["shown"], "exact");
}

#[test]
fn a_cell_of_one_mind_says_only_which() {
    let figures = teams(&[("Happy", 12, 12), ("Sad", 14, 0), ("Mixed", 20, 9)]).figures(&[]);
    for (team, answered, band) in [("Happy", 12, ">=0.9"), ("Sad", 14, "<=0.1")] {
        assert_eq!(
            cell(&figures, team),
            &json!({
                "wave": "2026-Q1", "team": team, "item": "ease", "invited": answered,
                "answered": answered, "not_applicable": null, "favourable": band, "score": null,
                "interval": null, "bounds": null, "process_interval": null, "pooled": null,
                "pooled_interval": null, "shown": "banded", "reason": null
            })
        );
    }
    assert_eq!(cell(&figures, "Mixed")["favourable"], 0.45);
}

#[test]
fn unsafe_all_shows_everything_and_says_so() {
    let analysis = teams(&[("Tiny", 1, 1), ("Nobody", 0, 0), ("Other", 9, 5)]);
    let ended = analysis.run(&["--unsafe-all"]);
    assert_eq!(ended.code, Some(0));
    assert_eq!(ended.err.lines().count(), 1);
    assert!(
        ended.err.starts_with("warning: --unsafe-all applies no disclosure rule"),
        "{}",
        ended.err
    );
    let figures: Value = serde_json::from_str(&ended.out).unwrap();
    assert_eq!(figures["policy"]["unsafe_all"], true);
    let tiny = cell(&figures, "Tiny");
    assert_eq!(
        (&tiny["shown"], &tiny["answered"], &tiny["favourable"], &tiny["score"]),
        (&json!("exact"), &json!(1), &json!(1.0), &json!(100.0))
    );
    let nobody = cell(&figures, "Nobody");
    assert_eq!(
        (&nobody["answered"], &nobody["favourable"], &nobody["reason"]),
        (&json!(0), &json!(null), &json!(null))
    );
}

/// Whether a number, or both ends of an interval, lie within these, and the ends in order.
fn within(value: &Value, low: f64, high: f64) -> bool {
    let inside = |value: &Value| value.as_f64().is_some_and(|it| low <= it && it <= high);
    match value {
        Value::Array(ends) => {
            ends.len() == 2 && ends.iter().all(inside) && ends[0].as_f64() <= ends[1].as_f64()
        }
        value => inside(value),
    }
}

fn or_null(value: &Value, low: f64, high: f64) -> bool {
    value.is_null() || within(value, low, high)
}

/// That every figure is one: JSON has no NaN and writes null in its place, so what must be there is
/// looked for as well.
fn check(figures: &Value, unsafe_all: bool) -> Result<(), TestCaseError> {
    let rows = |list: &str| figures[list].as_array().unwrap().iter();
    for cell in rows("cells") {
        let all_null = CELL[3..13].iter().all(|field| cell[field].is_null());
        match cell["shown"].as_str().unwrap() {
            "withheld" => prop_assert!(all_null && cell["reason"].is_string(), "{}", cell),
            "banded" => {
                let band = cell["favourable"].as_str();
                prop_assert!(matches!(band, Some(">=0.9" | "<=0.1")), "{}", cell);
                prop_assert!(CELL[7..13].iter().all(|field| cell[field].is_null()), "{}", cell);
            }
            "exact" if cell["answered"] == 0 => prop_assert!(unsafe_all, "{}", cell),
            "exact" => {
                for field in ["favourable", "interval", "bounds", "process_interval"] {
                    prop_assert!(within(&cell[field], 0.0, 1.0), "{} of {}", field, cell);
                }
                prop_assert!(cell["answered"].as_u64() <= cell["invited"].as_u64(), "{}", cell);
                prop_assert!(or_null(&cell["score"], 0.0, 100.0), "{}", cell);
                prop_assert!(!unsafe_all || cell["score"].is_number(), "{}", cell);
                prop_assert!(or_null(&cell["pooled"], 0.0, 1.0), "{}", cell);
                prop_assert!(or_null(&cell["pooled_interval"], 0.0, 1.0), "{}", cell);
                prop_assert!(cell["reason"].is_null(), "{}", cell);
            }
            other => prop_assert!(false, "{}", other),
        }
    }
    for dimension in rows("dimensions") {
        let exact = dimension["shown"] == "exact";
        prop_assert!(exact != dimension["reason"].is_string(), "{}", dimension);
        for field in ["score", "interval"] {
            let value = &dimension[field];
            let right = if exact { within(value, 0.0, 100.0) } else { value.is_null() };
            prop_assert!(right, "{} of {}", field, dimension);
        }
    }
    for change in rows("changes") {
        prop_assert!(within(&change["delta"], -1.0, 1.0), "{}", change);
        prop_assert!(or_null(&change["cliffs_delta"], -1.0, 1.0), "{}", change);
        for field in ["p", "q", "detectable"] {
            prop_assert!(or_null(&change[field], 0.0, 1.0), "{} of {}", field, change);
        }
        prop_assert!(!unsafe_all || change["p"].is_number() && change["q"].is_number());
        let verdict = change["verdict"].as_str();
        prop_assert!(matches!(verdict, Some("improved" | "declined" | "no clear change")));
    }
    for trend in rows("trends") {
        let few = trend["waves"].as_u64() < Some(5);
        prop_assert_eq!(few, trend["verdict"] == "too few waves");
        prop_assert_eq!(few, trend["p"].is_null() && trend["s"].is_null());
        prop_assert!(or_null(&trend["slope"], -1.0, 1.0) && or_null(&trend["p"], 0.0, 1.0));
        prop_assert!(
            few || matches!(
                trend["verdict"].as_str(),
                Some("rising" | "falling" | "no clear trend")
            )
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_answered_every_figure_is_one(seed: u64, waves in 1usize..7, unsafe_all: bool) {
        let analysis = Survey::of_chance(seed, waves).files();
        let ended = analysis.run(if unsafe_all { &["--unsafe-all"] } else { &[] });
        prop_assert_eq!(ended.code, Some(0), "{}", ended.err);
        for word in ["NaN", "nan", "inf"] {
            prop_assert!(!ended.out.contains(word), "{}", word);
        }
        let figures: Value = serde_json::from_str(&ended.out).unwrap();
        check(&figures, unsafe_all)?;
    }
}
