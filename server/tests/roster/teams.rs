//! Teams by hand.

use crate::{
    house::{House, somebody},
    support::on_each_database,
};
use app::{
    domain::{Roles, TeamId, TeamPath},
    ports::TeamPort,
};
use soundings::service::Error;

on_each_database![
    a_team_keeps_its_people_and_history_through_a_new_name_and_place,
    circles_twins_and_names_that_no_roster_could_write_are_refused,
    a_team_is_retired_when_nobody_is_in_it_and_nothing_below_it,
    researchers_see_teams_and_admins_change_them,
];

const ROSTER: &str = "\
email,name,team,manager
ada@example.com,Ada,Engineering,yes
ben@example.com,Ben,Engineering / Payments,yes
chi@example.com,Chi,Engineering / Payments / Checkout,no
dee@example.com,Dee,Engineering / Search,no
";

async fn house_with_teams(house: House) -> House {
    house.bring_in(ROSTER).await;
    house.later();
    house
}

async fn team(house: &House, path: &str) -> TeamId {
    house.tree().await.find(&TeamPath::parse(path).unwrap()).expect("a team at this path")
}

fn refusal<T: std::fmt::Debug>(result: Result<T, Error>) -> String {
    match result {
        Err(Error::Invalid(problems)) => problems[0].message.clone(),
        Err(Error::Conflict(why)) => why,
        other => panic!("{other:?} is no refusal"),
    }
}

async fn a_team_keeps_its_people_and_history_through_a_new_name_and_place(house: House) {
    let house = house_with_teams(house).await;
    let payments = team(&house, "Engineering / Payments").await;
    house.services.rename_team(&house.admin, payments, " Money ").await.unwrap();
    house.later();
    house.services.move_team(&house.admin, payments, "Engineering / Search").await.unwrap();
    assert_eq!(team(&house, "Engineering / Search / Money").await, payments);
    assert_eq!(
        house.history("Engineering / Search / Money").await,
        [
            "moved from Engineering to Engineering / Search",
            "renamed was Payments",
            "created by the roster roster.csv"
        ]
    );
    assert!(
        house
            .seats()
            .await
            .contains(&"chi@example.com Engineering / Search / Money / Checkout".to_owned())
    );
    assert_eq!(
        house.audit().await[0],
        "team-moved: Engineering / Search / Money, from Engineering to Engineering / Search"
    );
    house.services.move_team(&house.admin, payments, "").await.unwrap();
    assert_eq!(team(&house, "Money").await, payments);
}

async fn circles_twins_and_names_that_no_roster_could_write_are_refused(house: House) {
    let house = house_with_teams(house).await;
    let (services, admin) = (&house.services, &house.admin);
    let engineering = team(&house, "Engineering").await;
    let payments = team(&house, "Engineering / Payments").await;
    let refused = services.move_team(admin, engineering, "Engineering / Payments / Checkout").await;
    assert!(refusal(refused).contains("circle"));
    let refused = services.move_team(admin, payments, "Engineering / Payments").await;
    assert!(refusal(refused).contains("part of itself"));
    let refused = services.move_team(admin, payments, "Nowhere").await;
    assert!(refusal(refused).contains("no team “Nowhere”"));
    let refused = services.rename_team(admin, payments, "search").await;
    assert!(refusal(refused).contains("“Search” in this place already"));
    let refused = services.rename_team(admin, payments, "Engineering").await;
    assert!(refusal(refused).contains("twice"), "a path that reads as a circle");
    for (name, why) in
        [("", "a name"), ("A/B", "Leave out"), ("A > B", "Leave out"), ("a\u{200B}b", "invisible")]
    {
        let text = refusal(services.rename_team(admin, payments, name).await);
        assert!(text.contains(why), "{name}: {text}");
    }
    let long = "x".repeat(121);
    assert!(refusal(services.create_team(admin, &long, "").await).contains("120"));
    assert_eq!(house.history("Engineering / Payments").await.len(), 1, "nothing happened");
}

async fn a_team_is_retired_when_nobody_is_in_it_and_nothing_below_it(house: House) {
    let house = house_with_teams(house).await;
    let (services, admin) = (&house.services, &house.admin);
    let payments = team(&house, "Engineering / Payments").await;
    let checkout = team(&house, "Engineering / Payments / Checkout").await;
    let text = refusal(services.retire_team(admin, payments).await);
    assert!(text.contains("On it is Ben") && text.contains("“Checkout”"), "{text}");

    house.bring_in("email,name,team\nada@example.com,Ada,Engineering\n").await;
    services.retire_team(admin, checkout).await.unwrap();
    services.retire_team(admin, payments).await.unwrap();
    services.retire_team(admin, payments).await.unwrap();
    let text = refusal(services.reopen_team(admin, checkout).await);
    assert!(text.contains("“Payments”, which is retired"), "{text}");
    let text = refusal(services.create_team(admin, "New", "Engineering / Payments").await);
    assert!(text.contains("is retired"), "{text}");
    let text = refusal(services.create_team(admin, "payments", "Engineering").await);
    assert!(text.contains("reopen that one"), "{text}");

    house.later();
    services.reopen_team(admin, payments).await.unwrap();
    house.later();
    house.bring_in(ROSTER).await;
    assert_eq!(
        house.history("Engineering / Payments / Checkout").await,
        ["reopened by the roster roster.csv", "retired", "created by the roster roster.csv"]
    );
}

async fn researchers_see_teams_and_admins_change_them(house: House) {
    let house = house_with_teams(house).await;
    let payments = team(&house, "Engineering / Payments").await;
    let researcher = somebody(Roles { researcher: true, ..Roles::default() });
    let page = house.services.team(&researcher, payments).await.unwrap();
    assert_eq!((page.team.here, page.team.people), (1, 2));
    assert_eq!(page.managers, ["Ben"]);
    assert_eq!(page.parents, ["Engineering", "Engineering / Search"]);
    assert_eq!(page.history[0].what, "Created by the roster roster.csv");
    let teams = house.services.teams(&researcher).await.unwrap().teams;
    let names: Vec<_> = teams.iter().map(|team| (team.name.as_str(), team.people)).collect();
    assert_eq!(names, [("Engineering", 4), ("Payments", 2), ("Checkout", 1), ("Search", 1)]);

    for viewer in [researcher, somebody(Roles { manager: true, ..Roles::default() })] {
        let services = &house.services;
        assert!(matches!(
            services.rename_team(&viewer, payments, "X").await,
            Err(Error::Forbidden)
        ));
        assert!(matches!(services.move_team(&viewer, payments, "").await, Err(Error::Forbidden)));
        assert!(matches!(services.retire_team(&viewer, payments).await, Err(Error::Forbidden)));
        assert!(matches!(services.reopen_team(&viewer, payments).await, Err(Error::Forbidden)));
        assert!(matches!(services.create_team(&viewer, "X", "").await, Err(Error::Forbidden)));
    }
    let developer = somebody(Roles::default());
    assert!(house.services.teams(&developer).await.is_err());
    assert!(house.services.team(&developer, payments).await.is_err());
}
