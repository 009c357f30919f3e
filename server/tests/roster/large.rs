//! Rosters of more people than one statement takes. `http/roster.rs` sends one of 200,000 lines.

use crate::{house::House, support::on_each_database};
use soundings::service::RosterOutcome;
use std::fmt::Write;

on_each_database![more_people_and_teams_than_one_statement_takes];

/// So many people on so many teams; every third one is elsewhere in another `version`.
fn roster(people: usize, teams: usize, version: usize) -> String {
    let mut text = String::from("email,name,team,manager,tenure\n");
    for index in 0..people {
        let team = if index % 3 == 0 { (index + version) % teams } else { index % teams };
        writeln!(
            text,
            "p{index}@example.com,Person {index},Org / Area {} / Team {team},no,{version} years",
            team % 20,
        )
        .unwrap();
    }
    text
}

async fn send_and_apply(house: &House, text: &str) {
    let sent = house.send(text).await;
    let applied = house.services.apply_roster(&house.admin, sent.id, &sent.fingerprint).await;
    assert_eq!(applied.unwrap(), RosterOutcome::Now);
    let mut tx = house.services.store.read().await.unwrap();
    let seated: i64 = tx.people_by_team().await.unwrap().values().sum();
    assert_eq!(seated + 1, i64::try_from(text.lines().count()).unwrap());
}

async fn more_people_and_teams_than_one_statement_takes(house: House) {
    send_and_apply(&house, &roster(4_500, 2_100, 0)).await;
    assert_eq!(
        house.audit().await[0],
        "roster-applied: roster.csv: 4500 joined, 2121 teams created"
    );
    send_and_apply(&house, &roster(4_500, 2_100, 1)).await;
    send_and_apply(&house, &roster(2_001, 2_000, 2)).await;
    assert_eq!(house.people().await.iter().filter(|person| person.left).count(), 2_499);
}
