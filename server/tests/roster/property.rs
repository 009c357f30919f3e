//! Whatever is applied, in whatever order: afterwards the roster is what the file says.

use crate::support::House;
use proptest::{prelude::*, test_runner::TestRunner};
use std::collections::BTreeMap;

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

async fn check(house: &House, sheet: &Sheet) -> Result<(), TestCaseError> {
    let text = as_file(sheet);
    house.bring_in(&text).await;
    prop_assert_eq!(house.seats().await, as_seats(sheet));
    for (email, (name, ..)) in sheet {
        prop_assert_eq!(&house.person(email).await.name, name);
    }
    let again = house.services.roster_plan(crate::support::file(&text)).await.unwrap();
    prop_assert!(again.is_empty(), "applying is once and for all: {:?}", again);
    Ok(())
}

/// Each roster is applied on top of all before it.
fn run(house: House, runtime: &tokio::runtime::Runtime) {
    let mut runner = TestRunner::new(ProptestConfig {
        cases: 40,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    runner.run(&sheet(), |sheet| runtime.block_on(check(&house, &sheet))).unwrap();
}

#[test]
fn the_roster_is_what_the_file_says() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    run(runtime.block_on(House::on_sqlite()), &runtime);
    if let Some(house) = runtime.block_on(House::on_postgres()) {
        run(house, &runtime);
    }
}
