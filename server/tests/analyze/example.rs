//! A worked example: two teams, two items, two waves, and every figure of it.
//!
//! The figures come from outside of this program: the intervals of 8 and of 12 people are the
//! reference values of the statistics page; all others were worked out by a script of sixty
//! lines in another language (exact fractions for the hypergeometric distribution, p-values by
//! going through all ways to deal the answers out, quantiles of t from a printed table).

use super::{Analysis, assert_alike, row};
use serde_json::json;
use std::fmt::Write;

pub const TEAMS: &str = "team,parent\nEngineering,\nPayments,Engineering\nSearch,Engineering\n";

pub const ITEMS: &str =
    "item,dimension,scale,reverse\nspeed,flow,likert5,false\nload,flow,likert5,true\n";

type Answers = [(u8, u8)];

/// Who answered what: wave, team, people, their answers to speed and load, and how many said
/// that neither applies to them.
const ANSWERS: [(&str, &str, usize, &Answers, usize); 4] = [
    ("2025-Q1", "Payments", 9, &[(1, 5), (2, 4), (3, 3), (4, 2), (4, 1), (5, 2), (5, 4)], 1),
    (
        "2025-Q1",
        "Search",
        12,
        &[(1, 5), (2, 5), (2, 4), (3, 3), (4, 2), (4, 2), (4, 1), (5, 1), (5, 3)],
        0,
    ),
    (
        "2025-Q2",
        "Payments",
        9,
        &[(2, 4), (2, 5), (1, 4), (3, 3), (4, 2), (3, 1), (2, 4), (1, 5)],
        0,
    ),
    (
        "2025-Q2",
        "Search",
        12,
        &[(4, 2), (5, 1), (5, 1), (3, 4), (4, 2), (5, 1), (4, 2), (5, 3), (2, 5), (4, 1)],
        0,
    ),
];

pub fn roster() -> String {
    let mut text = "wave,person,team\n".to_owned();
    for (wave, team, people, ..) in ANSWERS {
        for person in 1..=people {
            writeln!(text, "{wave},{team}-{person},{team}").unwrap();
        }
    }
    text
}

pub fn responses() -> String {
    let mut text = "wave,response,team,item,value\n".to_owned();
    for (wave, team, _, answers, not_applicable) in ANSWERS {
        for (place, (speed, load)) in answers.iter().enumerate() {
            writeln!(text, "{wave},{team}{place},{team},speed,{speed}").unwrap();
            writeln!(text, "{wave},{team}{place},{team},load,{load}").unwrap();
        }
        for place in 0..not_applicable {
            writeln!(text, "{wave},{team}-na-{place},{team},speed,na").unwrap();
            writeln!(text, "{wave},{team}-na-{place},{team},load,na").unwrap();
        }
    }
    text
}

/// The example as people find it, and what the README shows of it.
#[test]
fn the_files_and_the_output_in_the_documentation_are_this_example() {
    for (file, content) in [
        (include_str!("../../../docs/examples/analyze/teams.csv"), TEAMS),
        (include_str!("../../../docs/examples/analyze/items.csv"), ITEMS),
        (include_str!("../../../docs/examples/analyze/roster.csv"), &roster()),
        (include_str!("../../../docs/examples/analyze/responses.csv"), &responses()),
    ] {
        assert_eq!(file, content);
    }
    let table = Analysis::example().run(&["--format", "table"]).out;
    let readme = include_str!("../../../README.md");
    let (_, shown) = readme.split_once("```text\n2025-Q2\n").expect("output in the README");
    let (shown, _) = shown.split_once("```").expect("an end of the output");
    assert!(shown.lines().count() > 5, "{shown}");
    for line in shown.lines().filter(|line| *line != "...") {
        assert!(table.lines().any(|made| made == line), "{line}\nis not in\n{table}");
    }
}

#[test]
fn there_are_all_lists_and_in_them_everything() {
    let figures = Analysis::example().figures(&[]);
    assert_eq!(figures["waves"], json!(["2025-Q1", "2025-Q2"]));
    assert_eq!(
        figures["policy"],
        json!({
            "minimum": 5, "distribution_minimum": 10, "comments_minimum": 10, "unsafe_all": false
        })
    );
    let lengths = ["cells", "dimensions", "changes", "trends"]
        .map(|list| figures[list].as_array().unwrap().len());
    assert_eq!(lengths, [12, 6, 6, 6]);
}

#[test]
fn a_cell_of_eight_people() {
    let figures = Analysis::example().figures(&[]);
    let cell = [("wave", "2025-Q1"), ("team", "Payments"), ("item", "speed")];
    assert_alike(
        row(&figures, "cells", &cell),
        &json!({
            "wave": "2025-Q1", "team": "Payments", "item": "speed",
            "invited": 9, "answered": 7, "not_applicable": 1,
            "favourable": 4.0 / 7.0,
            "score": 425.0 / 7.0,
            "interval": [0.5, 0.625],
            "bounds": [0.5, 0.625],
            "process_interval": [0.2504583645276572, 0.8417801447485302],
            // The two teams are more alike than chance makes them: 9 of 16.
            "pooled": 0.5625, "pooled_interval": null,
            "shown": "exact", "reason": null
        }),
    );
}

#[test]
fn a_reversed_cell_of_twelve_people() {
    let figures = Analysis::example().figures(&[]);
    let cell = [("wave", "2025-Q1"), ("team", "Search"), ("item", "load")];
    assert_alike(
        row(&figures, "cells", &cell),
        &json!({
            "wave": "2025-Q1", "team": "Search", "item": "load",
            "invited": 12, "answered": 9, "not_applicable": 0,
            "favourable": 4.0 / 9.0,
            "score": 475.0 / 9.0,
            "interval": [4.0 / 12.0, 7.0 / 12.0],
            "bounds": [4.0 / 12.0, 7.0 / 12.0],
            "process_interval": [0.18877852109766452, 0.733348706504507],
            "pooled": 0.4375, "pooled_interval": null,
            "shown": "exact", "reason": null
        }),
    );
}

#[test]
fn a_team_that_contains_teams_is_not_pooled() {
    let figures = Analysis::example().figures(&[]);
    let cell = [("wave", "2025-Q2"), ("team", "Engineering"), ("item", "speed")];
    assert_alike(
        row(&figures, "cells", &cell),
        &json!({
            "wave": "2025-Q2", "team": "Engineering", "item": "speed",
            "invited": 21, "answered": 18, "not_applicable": 0,
            "favourable": 0.5,
            "score": 1025.0 / 18.0,
            "interval": [9.0 / 21.0, 12.0 / 21.0],
            "bounds": [9.0 / 21.0, 12.0 / 21.0],
            "process_interval": [0.29031021505169974, 0.7096897849483003],
            "pooled": null, "pooled_interval": null,
            "shown": "exact", "reason": null
        }),
    );
}

#[test]
fn teams_that_differ_are_drawn_towards_each_other() {
    let figures = Analysis::example().figures(&[]);
    let pooled = |team| {
        let cell = [("wave", "2025-Q2"), ("team", team), ("item", "speed")];
        let cell = row(&figures, "cells", &cell);
        let ends = cell["pooled_interval"].as_array().unwrap();
        let ends = [ends[0].as_f64().unwrap(), ends[1].as_f64().unwrap()];
        (cell["pooled"].as_f64().unwrap(), ends)
    };
    let (payments, search) = (pooled("Payments"), pooled("Search"));
    assert!(1.0 / 8.0 < payments.0 && payments.0 < search.0 && search.0 < 8.0 / 10.0);
    assert!(payments.1[0] < payments.0 && payments.0 < payments.1[1]);
}

#[test]
fn dimensions_are_means_over_people() {
    let figures = Analysis::example().figures(&[]);
    for (wave, team, answered, score, interval) in [
        ("2025-Q1", "Payments", 7, 387.5 / 7.0, [40.11605025369232, 70.59823546059339]),
        ("2025-Q1", "Search", 9, 500.0 / 9.0, [41.33846283437163, 69.77264827673947]),
        ("2025-Q1", "Engineering", 16, 55.46875, [46.618117397741166, 64.31938260225883]),
        ("2025-Q2", "Payments", 8, 34.375, [25.82337241978818, 42.92662758021182]),
        ("2025-Q2", "Search", 10, 73.75, [65.04604556126219, 82.45395443873781]),
        ("2025-Q2", "Engineering", 18, 56.25, [49.63102123558794, 62.86897876441206]),
    ] {
        let dimension = [("wave", wave), ("team", team), ("dimension", "flow")];
        assert_alike(
            row(&figures, "dimensions", &dimension),
            &json!({
                "wave": wave, "team": team, "dimension": "flow",
                "answered": answered, "score": score, "interval": interval,
                "shown": "exact", "reason": null
            }),
        );
    }
}

#[test]
fn a_change_counts_every_way_to_deal_the_answers_out() {
    let figures = Analysis::example().figures(&[]);
    // By Benjamini and Hochberg in the family of the four comparisons of leaf teams.
    let q = 4.0 / 3.0 * 14723.0 / 46189.0;
    let half = 3442.0 / 6435.0;
    for (team, item, delta, cliff, p, q, detectable) in [
        ("Payments", "speed", 1.0 / 8.0 - 4.0 / 7.0, -27.0 / 56.0, 19.0 / 143.0, q, 32.0 / 56.0),
        ("Payments", "load", 2.0 / 8.0 - 3.0 / 7.0, -12.0 / 56.0, half, half, 32.0 / 56.0),
        ("Search", "speed", 8.0 / 10.0 - 5.0 / 9.0, 29.0 / 90.0, 107.0 / 418.0, q, 40.0 / 90.0),
        ("Search", "load", 7.0 / 10.0 - 4.0 / 9.0, 25.0 / 90.0, 14723.0 / 46189.0, q, 40.0 / 90.0),
    ] {
        assert_alike(
            row(&figures, "changes", &[("team", team), ("item", item)]),
            &json!({
                "team": team, "item": item, "from": "2025-Q1", "to": "2025-Q2",
                "delta": delta, "cliffs_delta": cliff, "p": p, "q": q,
                "verdict": "no clear change", "detectable": detectable
            }),
        );
    }
}
