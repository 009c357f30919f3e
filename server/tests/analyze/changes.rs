//! Changes and trends: their verdicts, and that they tell nothing that the waves withhold.

use super::{assert_alike, one_question, row};
use serde_json::{Value, json};

const FIVE: [&str; 5] = ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1"];

fn change<'a>(figures: &'a Value, team: &str, to: &str) -> &'a Value {
    row(figures, "changes", &[("team", team), ("to", to)])
}

fn trend<'a>(figures: &'a Value, team: &str) -> &'a Value {
    row(figures, "trends", &[("team", team)])
}

#[test]
fn what_goes_up_for_sure_has_improved_and_what_goes_down_has_declined() {
    let figures = one_question(
        &FIVE[..2],
        &[
            ("Up", &[(20, 3), (20, 18)]),
            ("Down", &[(20, 17), (20, 2)]),
            ("Same", &[(20, 9), (20, 10)]),
            ("Few", &[(6, 2), (6, 4)]),
        ],
    )
    .figures(&[]);
    let verdicts = ["Up", "Down", "Same", "Few", "All"].map(|team| {
        let change = change(&figures, team, "2025-Q2");
        assert_eq!(change["from"], "2025-Q1");
        change["verdict"].as_str().unwrap()
    });
    let unclear = "no clear change";
    assert_eq!(verdicts, ["improved", "declined", unclear, unclear, unclear]);
    // Six of six against one of six: the least that Fisher's test can call p < 0.05 is 5 of 6
    // (0.0152; 4 of 6 gives 0.0606).
    assert_alike(&change(&figures, "Few", "2025-Q2")["detectable"], &json!(5.0 / 6.0));
}

#[test]
fn benjamini_and_hochberg_over_leaf_teams_with_the_whole_beside_them() {
    let figures = one_question(
        &FIVE[..2],
        &[("A", &[(10, 1), (10, 8)]), ("B", &[(10, 2), (10, 7)]), ("C", &[(10, 5), (10, 6)])],
    )
    .figures(&[]);
    // With two values U's exact test is Fisher's: 9 of 20 are favourable, C(20, 9) = 167960 ways;
    // with 8 or 9 of them now it is 45 x 10 + 10 of those, with 7 another 120 x 45.
    let (a, b, c) = (2.0 * 460.0 / 167_960.0, 2.0 * 5860.0 / 167_960.0, 1.0);
    for (team, p, q, verdict) in [
        ("A", a, 3.0 * a, "improved"),
        ("B", b, 1.5 * b, "no clear change"),
        ("C", c, c, "no clear change"),
    ] {
        let change = change(&figures, team, "2025-Q2");
        assert_alike(&json!([change["p"], change["q"]]), &json!([p, q]));
        assert_eq!(change["verdict"], verdict);
    }
    // The root is the only team that contains teams: a family of its own.
    let all = change(&figures, "All", "2025-Q2");
    assert_alike(&all["q"], &all["p"]);
}

#[test]
fn trends_need_five_waves_and_say_where_they_lead() {
    let up: &[_] = &[(20, 4), (20, 7), (20, 9), (20, 13), (20, 16)];
    let down: &[_] = &[(20, 16), (20, 13), (20, 9), (20, 7), (20, 4)];
    let none: &[_] = &[(20, 9), (20, 12), (20, 8), (20, 11), (20, 9)];
    let teams = [("Up", up), ("Down", down), ("None", none)];
    let figures = one_question(&FIVE, &teams).figures(&[]);
    // Five waves in strict order: 2 of the 120 orders have |S| = 10. The median of the ten slopes
    // between 0.2, 0.35, 0.45, 0.65 and 0.8 is 0.15.
    let p = 2.0 / 120.0;
    for (team, sign, verdict) in [("Up", 1.0, "rising"), ("Down", -1.0, "falling")] {
        assert_alike(
            trend(&figures, team),
            &json!({
                "team": team, "item": "ease", "waves": 5, "slope": 0.15 * sign, "s": 10.0 * sign,
                "p": p, "verdict": verdict
            }),
        );
    }
    assert_eq!(trend(&figures, "None")["verdict"], "no clear trend");
    let figures = one_question(&FIVE[..4], &teams).figures(&[]);
    assert_eq!(
        trend(&figures, "Up"),
        &json!({
            "team": "Up", "item": "ease", "waves": 4, "slope": null, "s": null, "p": null,
            "verdict": "too few waves"
        })
    );
}

#[test]
fn a_quarter_that_was_left_out_counts_in_the_slope() {
    let periods = ["2024-Q1", "2024-Q3", "2025-Q1", "2025-Q3", "2026-Q1"];
    let up: &[_] = &[(20, 4), (20, 7), (20, 10), (20, 13), (20, 16)];
    let figures = one_question(&periods, &[("Up", up), ("Other", up)]).figures(&[]);
    // Three of twenty in two quarters.
    assert_alike(&trend(&figures, "Up")["slope"], &json!(0.075));
}

#[test]
fn a_wave_that_withholds_a_cell_has_no_change_and_no_place_in_a_trend() {
    let large: &[_] = &[(20, 9), (20, 10), (20, 9), (20, 12), (20, 9)];
    let figures = one_question(
        &FIVE,
        &[
            // Too few answers in the second wave, and of one mind in the fourth.
            ("A", &[(9, 4), (4, 2), (9, 5), (9, 9), (9, 4)]),
            ("B", large),
            ("C", large),
        ],
    )
    .figures(&[]);
    let shown = FIVE.map(|wave| {
        let cell = row(&figures, "cells", &[("wave", wave), ("team", "A")]);
        cell["shown"].as_str().unwrap().to_owned()
    });
    assert_eq!(shown, ["exact", "withheld", "exact", "banded", "exact"]);
    let changes = figures["changes"].as_array().unwrap();
    assert!(changes.iter().all(|change| change["team"] != "A"), "{changes:#?}");
    assert_eq!(trend(&figures, "A")["waves"], 3);
    // For every change that is told, both waves show the cell, and the change is theirs.
    assert!(!changes.is_empty());
    for change in changes {
        let favourable = |wave: &Value| {
            let (wave, team) = (wave.as_str().unwrap(), change["team"].as_str().unwrap());
            row(&figures, "cells", &[("wave", wave), ("team", team)])["favourable"]
                .as_f64()
                .unwrap()
        };
        let delta = favourable(&change["to"]) - favourable(&change["from"]);
        assert_alike(&change["delta"], &json!(delta));
    }
}

#[test]
fn waves_are_compared_with_the_one_before_and_only_with_it() {
    let series: &[_] = &[(20, 4), (20, 9), (20, 16), (20, 11), (20, 9)];
    let figures = one_question(&FIVE, &[("A", series), ("B", series)]).figures(&[]);
    let pairs: Vec<(&str, &str)> = figures["changes"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|change| change["team"] == "A")
        .map(|change| (change["from"].as_str().unwrap(), change["to"].as_str().unwrap()))
        .collect();
    assert_eq!(pairs, FIVE.windows(2).map(|pair| (pair[0], pair[1])).collect::<Vec<_>>());
}
