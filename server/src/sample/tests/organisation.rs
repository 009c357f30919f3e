//! Who is there, where, and since when.

use super::*;
use app::domain::{Email, Team, TeamId, TeamTree};
use std::collections::BTreeSet;
use uuid::Uuid;

fn key_id(key: &str) -> TeamId {
    let position = chart::PLANS.iter().position(|plan| plan.key == key).expect("a planned team");
    TeamId(Uuid::from_u128(position as u128 + 1))
}

fn tree(quarter: &SampleQuarter) -> TeamTree {
    let teams = quarter.teams.iter().map(|team| Team {
        id: key_id(team.key),
        parent: team.parent.map(key_id),
        name: team.name.to_owned(),
        retired: false,
    });
    TeamTree::new(teams.collect()).expect("a consistent tree")
}

#[test]
fn one_seed_gives_one_organisation_and_another_seed_another() {
    assert_eq!(&make(3), sample(3));
    let (one, other) = (sample(3), sample(4));
    assert_ne!(one.people, other.people);
    assert_ne!(one.quarters, other.quarters);
    assert_eq!(one.teams, other.teams);
}

#[test]
fn nine_quarters_end_with_an_open_one() {
    let organisation = sample(1);
    let periods: Vec<String> =
        organisation.quarters.iter().map(|quarter| quarter.period.to_string()).collect();
    assert_eq!(periods.first().map(String::as_str), Some("2024-Q3"));
    assert_eq!(periods[CLOSED_QUARTERS - 1], "2026-Q2");
    assert_eq!(periods.last().map(String::as_str), Some("2026-Q3"));
    let open: Vec<bool> = organisation.quarters.iter().map(|quarter| quarter.open).collect();
    assert_eq!(open.iter().filter(|&&open| open).count(), 1);
    assert_eq!(open.last(), Some(&true));
    let too_early = "1990-Q2".parse().expect("a period");
    assert!(generate(1, too_early).is_err(), "its first quarter lies before 1990");
}

#[test]
fn about_180_people_are_there_in_every_quarter() {
    for (seed, organisation) in samples() {
        for (index, quarter) in organisation.quarters.iter().enumerate() {
            let people = quarter.roster.len();
            assert!((170..=190).contains(&people), "seed {seed} quarter {index}: {people}");
        }
    }
}

#[test]
fn twenty_four_teams_on_three_levels_remain() {
    let organisation = sample(1);
    for quarter in &organisation.quarters {
        let tree = tree(quarter);
        let deepest = (0..tree.len()).map(|index| tree.depth(index) + 1).max();
        assert_eq!(deepest, Some(3));
        assert_eq!(tree.teams()[0].name, organisation.name);
        assert_eq!(tree.children(0).count(), 5);
        for seat in &quarter.roster {
            assert!(tree.path(key_id(seat.team)).is_some(), "{}", seat.team);
        }
        let mut above: Vec<&str> = Vec::new();
        for team in &quarter.teams {
            assert!(team.parent.is_none_or(|parent| above.contains(&parent)), "{}", team.key);
            above.push(team.key);
        }
    }
    let newest = organisation.quarters.last().expect("a quarter");
    assert_eq!(newest.teams.len(), 24);
    assert_eq!(organisation.teams.iter().filter(|team| team.retired.is_none()).count(), 24);
}

#[test]
fn the_chart_is_redrawn_as_documented() {
    let organisation = sample(1);
    let then = |quarter: usize, key: &str| {
        organisation.quarters[quarter].teams.iter().find(|team| team.key == key).cloned()
    };
    assert_eq!(then(1, "build-and-release").map(|team| team.name), Some("Pipeline Crew"));
    assert_eq!(then(2, "build-and-release").map(|team| team.name), Some("Build and Release"));
    assert_eq!(then(2, "demand-forecasting").and_then(|team| team.parent), Some("network"));
    assert_eq!(then(3, "demand-forecasting").and_then(|team| team.parent), Some("data"));
    assert_eq!(then(2, "carrier-links"), None);
    assert!(then(3, "carrier-links").is_some());
    assert!(then(4, "fleet-telemetry").is_some());
    assert_eq!(then(5, "fleet-telemetry"), None);
    assert_eq!(then(5, "parcel-insights"), None);
    assert!(then(6, "parcel-insights").is_some());

    let fleet = organisation.teams.iter().find(|team| team.key == "fleet-telemetry");
    assert_eq!(fleet.and_then(|team| team.retired), Some(5));
    let links = organisation.teams.iter().find(|team| team.key == "carrier-links");
    assert_eq!(links.map(|team| team.from), Some(3));
}

#[test]
fn people_come_go_and_move() {
    for (seed, organisation) in samples() {
        let (mut joined, mut left, mut moved) = (0, 0, 0);
        for pair in organisation.quarters.windows(2) {
            let seats = |quarter: &SampleQuarter| -> BTreeMap<usize, &'static str> {
                quarter.roster.iter().map(|seat| (seat.person, seat.team)).collect()
            };
            let (before, after) = (seats(&pair[0]), seats(&pair[1]));
            joined += after.keys().filter(|person| !before.contains_key(person)).count();
            left += before.keys().filter(|person| !after.contains_key(person)).count();
            moved += after
                .iter()
                .filter(|(person, team)| before.get(person).is_some_and(|was| was != *team))
                .count();
        }
        assert!((25..=80).contains(&joined), "seed {seed}: {joined} joined");
        assert!((25..=80).contains(&left), "seed {seed}: {left} left");
        assert!((14..=50).contains(&moved), "seed {seed}: {moved} moved");
    }
}

#[test]
fn some_teams_are_too_small_to_report_and_planted_ones_are_large() {
    for (seed, organisation) in samples() {
        for quarter in &organisation.quarters {
            let size = |key: &str| quarter.roster.iter().filter(|seat| seat.team == key).count();
            let tiny = quarter.teams.iter().filter(|team| (1..5).contains(&size(team.key))).count();
            assert!(tiny >= 2, "seed {seed}: {tiny} tiny teams");
            for effect in &effects::EFFECTS {
                assert!((13..=18).contains(&size(effect.team)), "{}", effect.team);
            }
            assert!(quarter.teams.iter().all(|team| size(team.key) > 0), "nobody in a team");
        }
    }
}

#[test]
fn every_team_has_one_lead_and_nobody_sits_twice() {
    let organisation = sample(5);
    for quarter in &organisation.quarters {
        let people: BTreeSet<usize> = quarter.roster.iter().map(|seat| seat.person).collect();
        assert_eq!(people.len(), quarter.roster.len());
        for team in &quarter.teams {
            let leads =
                quarter.roster.iter().filter(|seat| seat.team == team.key && seat.manager).count();
            assert_eq!(leads, 1, "{} in {}", team.key, quarter.period);
        }
    }
}

#[test]
fn addresses_are_valid_and_unique() {
    for (_, organisation) in samples() {
        let people = &organisation.people;
        let addresses: BTreeSet<Email> = people
            .iter()
            .map(|person| Email::parse(&person.email).expect("a valid address"))
            .collect();
        assert_eq!(addresses.len(), people.len());
        assert!(people.iter().all(|person| person.email.ends_with("@example.com")));
        assert!(people.iter().all(|person| person.email.is_ascii()));
    }
}

#[test]
fn the_cast_is_always_there_and_has_not_answered_the_open_wave() {
    for (_, organisation) in samples() {
        let cast = organisation.cast;
        let all = [cast.admin, cast.researcher, cast.manager, cast.developer];
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), 4);
        assert!(organisation.people[cast.admin].admin);
        assert!(organisation.people[cast.researcher].researcher);
        assert!(organisation.people[cast.second_researcher].researcher);
        assert!(!all.contains(&cast.second_researcher));
        for quarter in &organisation.quarters {
            let seat = |person| {
                quarter.roster.iter().find(|seat| seat.person == person).expect("still there")
            };
            assert_eq!((seat(cast.manager).team, seat(cast.manager).manager), ("merchant", true));
            let developer = seat(cast.developer);
            assert!(!developer.manager);
            assert_eq!(developer.team, "checkout-rates");
            assert!(!seat(cast.admin).manager && !seat(cast.researcher).manager);
        }
        let open = organisation.quarters.last().expect("a quarter");
        assert!(open.roster.iter().any(|seat| seat.person == cast.second_researcher));
        assert!(open.responses.iter().all(|response| !all.contains(&response.person)));
    }
}
