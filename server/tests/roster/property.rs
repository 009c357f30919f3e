//! Whatever is applied, in whatever order: afterwards the roster is what the file says.

use crate::{
    house::{House, file},
    support::on_each_database,
};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use std::collections::BTreeMap;

on_each_database![the_roster_is_what_the_file_says];

/// Address to name, team and manager; as a file and as what must come of it.
type Sheet = BTreeMap<String, (String, String, bool)>;

fn sheet() -> impl Strategy<Value = Sheet> {
    let name = prop_oneof![Just("Ada"), Just("Ben =1+1"), Just("'-Chi"), Just("<b>Dee</b>")];
    let team = prop_oneof![
        Just("Engineering"),
        Just("Engineering / Payments"),
        Just("Engineering / Payments / Checkout"),
        Just("Design"),
        Just("Design / Payments"),
    ];
    let row =
        (0..8_u8, (name.prop_map(str::to_owned), team.prop_map(str::to_owned), any::<bool>()));
    prop::collection::btree_map(0..8_u8, row, 1..8).prop_map(|rows| {
        rows.into_values().map(|(who, row)| (format!("p{who}@example.com"), row)).collect()
    })
}

fn as_file(sheet: &Sheet) -> String {
    let mut text = String::from("email;name;team;manager\n");
    for (email, (name, team, manager)) in sheet {
        let name = soundings::import::formula::defused(name);
        text.push_str(&format!("{email};{name};{team};{}\n", if *manager { "yes" } else { "no" }));
    }
    text
}

fn as_seats(sheet: &Sheet) -> Vec<String> {
    let seat = |(email, (_, team, manager)): (&String, &(String, String, bool))| {
        format!("{email}{} {team}", if *manager { "*" } else { "" })
    };
    let mut seats: Vec<String> = sheet.iter().map(seat).collect();
    seats.sort();
    seats
}

async fn check(house: &House, sheet: &Sheet) {
    let text = as_file(sheet);
    house.bring_in(&text).await;
    assert_eq!(house.seats().await, as_seats(sheet));
    for (email, (name, ..)) in sheet {
        assert_eq!(&house.person(email).await.name, name);
    }
    let again = house.services.roster_plan(file(&text)).await.unwrap();
    assert!(again.is_empty(), "applying is once and for all: {:?}", again);
}

/// Each roster is applied on top of all before it.
async fn the_roster_is_what_the_file_says(house: House) {
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    let mut runner = TestRunner::new(config);
    for _ in 0..40 {
        let sheet = sheet().new_tree(&mut runner).unwrap().current();
        check(&house, &sheet).await;
    }
}
