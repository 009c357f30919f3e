//! What must make no difference to any figure, and what must mirror it.

use super::{
    Analysis, alike, row,
    survey::{Answer, Survey, period},
};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Rows by what they are about: list, wave or waves, team, item or dimension.
fn rows(figures: &Value, name: impl Fn(&str) -> String) -> BTreeMap<Vec<String>, Value> {
    let mut found = BTreeMap::new();
    for list in ["cells", "dimensions", "changes", "trends"] {
        for row in figures[list].as_array().unwrap() {
            let mut row = row.clone();
            row["team"] = json!(name(row["team"].as_str().unwrap()));
            let mut key = vec![list.to_owned()];
            key.extend(
                ["wave", "from", "team", "item", "dimension"]
                    .iter()
                    .filter_map(|field| row.get(*field)?.as_str().map(str::to_owned)),
            );
            assert_eq!(found.insert(key, row), None, "a row that is there twice");
        }
    }
    found
}

fn figures(survey: &Survey, arguments: &[&str]) -> BTreeMap<Vec<String>, Value> {
    rows(&survey.files().figures_despite_warnings(arguments), str::to_owned)
}

/// One minus a share, the other way round; nulls stay.
fn mirrored(value: &Value, whole: f64) -> Value {
    match value {
        Value::Number(number) => json!(whole - number.as_f64().unwrap()),
        Value::Array(ends) => ends.iter().rev().map(|end| mirrored(end, whole)).collect(),
        Value::String(band) if band == ">=0.9" => json!("<=0.1"),
        Value::String(band) if band == "<=0.1" => json!(">=0.9"),
        Value::String(verdict) => json!(match verdict.as_str() {
            "improved" => "declined",
            "declined" => "improved",
            "rising" => "falling",
            "falling" => "rising",
            other => other,
        }),
        other => other.clone(),
    }
}

/// Counts answers to one cell as slowly and plainly as possible.
fn counted(survey: &Survey, wave: usize, team: usize, item: usize) -> (Vec<f64>, usize, usize) {
    let asked = &survey.items[item];
    let here: Vec<&Answer> = survey
        .answers
        .iter()
        .filter(|answer| {
            answer.wave == wave && answer.item == item && survey.is_within(answer.team, team)
        })
        .collect();
    let values: Vec<f64> = here
        .iter()
        .filter_map(|answer| answer.value)
        .map(|value| f64::from(if asked.reverse { asked.max + asked.min - value } else { value }))
        .collect();
    let invited =
        survey.roster.iter().filter(|(at, _, home)| *at == wave && survey.is_within(*home, team));
    let not_applicable = here.len() - values.len();
    (values, not_applicable, invited.count())
}

/// A team of 4 must be withheld, and one of two teams of 9 with it. Gives the share of favourable
/// answers of the one that is shown.
fn shown_of_two_alike(first: &str, second: &str) -> f64 {
    let mut roster = "wave,person,team\n".to_owned();
    let mut responses = "wave,response,team,item,value\n".to_owned();
    for (team, people, happy, letter) in
        [("Tiny", 4, 2, 't'), (first, 9, 4, 'f'), (second, 9, 6, 's')]
    {
        for person in 0..people {
            let value = if person < happy { 5 } else { 2 };
            roster += &format!("2026-Q1,{letter}{person},{team}\n");
            responses += &format!("2026-Q1,{letter}{person},{team},ease,{value}\n");
        }
    }
    let figures = Analysis::empty()
        .with("teams.csv", format!("team,parent\nAll,\nTiny,All\n{first},All\n{second},All\n"))
        .with("roster.csv", roster)
        .with("items.csv", "item,dimension,scale,reverse\nease,flow,likert5,false\n")
        .with("responses.csv", responses)
        .figures(&[]);
    let shares = [first, second]
        .map(|team| row(&figures, "cells", &[("team", team)])["favourable"].as_f64());
    assert!(shares[0].is_some() != shares[1].is_some(), "{shares:?}");
    shares.into_iter().flatten().sum()
}

#[test]
fn of_two_teams_alike_the_same_people_are_shown_whatever_their_team_is_called() {
    assert_eq!(shown_of_two_alike("A", "B"), shown_of_two_alike("B", "A"));
}

/// The score of everybody who answered at least half of a dimension's items.
fn dimension_scores(survey: &Survey, wave: usize, team: usize, dimension: &str) -> Vec<f64> {
    let asked = survey.items.iter().filter(|item| item.dimension == dimension).count();
    let mut by_response: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for answer in &survey.answers {
        let item = &survey.items[answer.item];
        let counts = answer.wave == wave
            && item.dimension == dimension
            && survey.is_within(answer.team, team);
        if let (true, Some(value)) = (counts, answer.value) {
            let share = f64::from(value - item.min) / f64::from(item.max - item.min);
            let score = 100.0 * if item.reverse { 1.0 - share } else { share };
            by_response.entry(&answer.response).or_default().push(score);
        }
    }
    by_response
        .values()
        .filter(|scores| 2 * scores.len() >= asked)
        .map(|scores| scores.iter().sum::<f64>() / scores.len() as f64)
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn order_of_rows_ids_of_responses_and_names_of_teams(seed: u64, waves in 1usize..4, other: u64) {
        let survey = Survey::of_chance(seed, waves);
        let disguised = survey.disguised(other).files().figures_despite_warnings(&[]);
        let disguised = rows(&disguised, |name| survey.undisguised(name));
        prop_assert_eq!(figures(&survey, &[]), disguised);
    }

    #[test]
    fn a_scale_that_is_turned_over_twice_is_the_same(seed: u64, waves in 1usize..4) {
        let survey = Survey::of_chance(seed, waves);
        let mut turned = survey.clone();
        for item in &mut turned.items {
            item.reverse = !item.reverse;
        }
        for answer in &mut turned.answers {
            let item = &survey.items[answer.item];
            answer.value = answer.value.map(|value| item.max + item.min - value);
        }
        prop_assert_eq!(figures(&survey, &[]), figures(&turned, &[]));
    }

    #[test]
    fn a_scale_that_is_turned_over_mirrors_every_figure(seed: u64, waves in 1usize..7) {
        let survey = Survey::of_chance(seed, waves);
        let mut turned = survey.clone();
        for item in &mut turned.items {
            item.reverse = !item.reverse;
            // What was favourable no longer is, and the other way round.
            item.favourable_from = item.max + item.min + 1 - item.favourable_from;
        }
        let (one, other) = (figures(&survey, &[]), figures(&turned, &[]));
        prop_assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
        for (key, row) in one {
            let mut expected = row.clone();
            for (field, value) in expected.as_object_mut().unwrap() {
                match (key[0].as_str(), field.as_str()) {
                    ("cells", "score") | ("dimensions", "score" | "interval") => {
                        *value = mirrored(value, 100.0);
                    }
                    (
                        "cells",
                        "favourable" | "interval" | "bounds" | "process_interval" | "pooled"
                        | "pooled_interval",
                    ) => *value = mirrored(value, 1.0),
                    (_, "delta" | "cliffs_delta" | "slope" | "s" | "verdict") => {
                        *value = mirrored(value, 0.0);
                    }
                    _ => {}
                }
            }
            let found = &other[&key];
            prop_assert!(alike(&expected, found), "{:#}\nis not the mirror of\n{:#}", found, row);
        }
    }

    #[test]
    fn every_cell_is_what_plain_counting_gives(seed: u64, waves in 1usize..3) {
        let survey = Survey::of_chance(seed, waves);
        let found = figures(&survey, &["--unsafe-all"]);
        for wave in 0..waves {
            for (team, (team_name, _)) in survey.teams.iter().enumerate() {
                for (item, asked) in survey.items.iter().enumerate() {
                    let (values, not_applicable, invited) = counted(&survey, wave, team, item);
                    let key = ["cells", &period(wave), team_name, &asked.name].map(str::to_owned);
                    let Some(cell) = found.get(key.as_slice()) else {
                        // A wave in which nobody is.
                        prop_assert!(survey.roster.iter().all(|(at, ..)| *at != wave));
                        continue;
                    };
                    prop_assert_eq!(&cell["answered"], &json!(values.len()));
                    prop_assert_eq!(&cell["not_applicable"], &json!(not_applicable));
                    prop_assert_eq!(&cell["invited"], &json!(invited));
                    if values.is_empty() {
                        continue;
                    }
                    let from = f64::from(asked.favourable_from);
                    let favourable = values.iter().filter(|value| **value >= from).count() as f64;
                    let answered = values.len() as f64;
                    let population = ((invited - not_applicable) as f64).max(answered);
                    let (min, max) = (f64::from(asked.min), f64::from(asked.max));
                    let mean = values.iter().sum::<f64>() / answered;
                    let bounds =
                        [favourable / population, (favourable + population - answered) / population];
                    let expected = json!([
                        favourable / answered,
                        100.0 * (mean - min) / (max - min),
                        bounds
                    ]);
                    let given = json!([cell["favourable"], cell["score"], cell["bounds"]]);
                    prop_assert!(alike(&given, &expected), "{:#} is not {:#}", cell, expected);
                }
            }
        }
    }

    #[test]
    fn every_dimension_is_what_plain_counting_gives(seed: u64, waves in 1usize..3) {
        let survey = Survey::of_chance(seed, waves);
        let found = figures(&survey, &["--unsafe-all"]);
        for (key, row) in found.iter().filter(|(key, _)| key[0] == "dimensions") {
            let wave = (0..waves).find(|wave| period(*wave) == key[1]).unwrap();
            let team = survey.teams.iter().position(|(name, _)| *name == key[2]).unwrap();
            let scores = dimension_scores(&survey, wave, team, &key[3]);
            // Of one person's score there is no interval, so nothing.
            if scores.len() > 1 {
                let mean = scores.iter().sum::<f64>() / scores.len() as f64;
                let given = json!([row["answered"], row["score"]]);
                prop_assert!(alike(&given, &json!([scores.len(), mean])), "{:#} {}", row, mean);
            } else {
                prop_assert!(row["score"].is_null(), "{:#}", row);
            }
        }
    }

    #[test]
    fn a_team_with_teams_is_as_if_all_sat_in_it(seed: u64, waves in 1usize..4) {
        let survey = Survey::of_chance(seed, waves);
        let mut flat = survey.clone();
        // Everybody sits in the team below the root that they belong to.
        let place = |mut team: usize| {
            while let Some(parent) = survey.teams[team].1.filter(|parent| *parent != 0) {
                team = parent;
            }
            team
        };
        for (_, _, team) in &mut flat.roster {
            *team = place(*team);
        }
        for answer in &mut flat.answers {
            answer.team = place(answer.team);
        }
        let (deep, flat) = (figures(&survey, &["--unsafe-all"]), figures(&flat, &["--unsafe-all"]));
        let tops: Vec<&String> = (survey.teams.iter())
            .filter(|(_, parent)| parent.is_none_or(|parent| parent == 0))
            .map(|(name, _)| name)
            .collect();
        for (key, mut one) in deep {
            if !tops.contains(&&one["team"].as_str().unwrap().to_owned()) {
                continue;
            }
            let mut other = flat[&key].clone();
            // These depend on the other teams, and which of them contain teams is the same here;
            // leaf teams are fewer and larger, so what is pooled or judged with them differs.
            for row in [&mut one, &mut other] {
                let row = row.as_object_mut().unwrap();
                for field in ["pooled", "pooled_interval"] {
                    row.remove(field);
                }
                if key[0] == "changes" {
                    row.remove("q");
                    row.remove("verdict");
                }
            }
            prop_assert!(alike(&one, &other), "{:#}\nis not\n{:#}", one, other);
        }
    }
}
