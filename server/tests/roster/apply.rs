//! Looking at a roster and applying it.

use crate::{
    house::{House, Sent, file, somebody},
    support::{dump, on_each_database},
};
use app::domain::{Roles, RosterUploadId};
use soundings::{
    service::{Error, RosterCheck, RosterOutcome},
    store::audit::AuditRow,
};
use std::time::Duration;
use uuid::Uuid;

on_each_database![
    a_roster_is_looked_at_and_then_applied,
    people_who_leave_are_signed_out_and_come_back_to_their_account,
    an_admin_who_is_not_in_the_file_stays_admin,
    the_same_file_applied_twice_counts_once,
    of_two_admins_at_once_the_second_looks_again,
    a_team_that_was_renamed_meanwhile_is_a_change_too,
    a_failure_in_the_middle_leaves_nothing_behind,
    a_file_waits_for_a_day,
    only_admins_may,
    a_file_that_cannot_be_read_is_not_kept,
    a_roster_that_was_downloaded_changes_nothing_when_it_is_sent_back,
];

const FIRST: &str = "\
email,name,team,manager,location
ada@example.com,Ada,Engineering,yes,Lagos
ben@example.com,Ben,Engineering / Payments,yes,Malmö
chi@example.com,Chi,Engineering / Payments / Checkout,no,
dee@example.com,Dee,Engineering / Search,no,Oslo
";

const SECOND: &str = "\
email,name,team,manager,location
ada@example.com,Ada,Engineering,yes,Lagos
chi@example.com,Chi Tanaka,Engineering / Search,no,Oslo
dee@example.com,Dee,Engineering / Search,yes,Oslo
eve@example.com,Eve,Design,no,
";

async fn a_roster_is_looked_at_and_then_applied(house: House) {
    let sent = house.send(FIRST).await;
    assert!(house.seats().await.is_empty(), "looking changes nothing");
    let applied = house.services.apply_roster(&house.admin, sent.id, &sent.fingerprint).await;
    assert_eq!(applied.unwrap(), RosterOutcome::Now);
    assert_eq!(
        house.seats().await,
        [
            "ada@example.com* Engineering",
            "ben@example.com* Engineering / Payments",
            "chi@example.com Engineering / Payments / Checkout",
            "dee@example.com Engineering / Search",
        ]
    );
    let ada = house.person("ada@example.com").await;
    assert_eq!(ada.attributes, [("location".to_owned(), "Lagos".to_owned())]);
    assert_eq!(house.history("Engineering / Payments").await, ["created by the roster roster.csv"]);
    assert_eq!(house.audit().await[0], "roster-applied: roster.csv: 4 joined, 4 teams created");
    let mut tx = house.services.store.read().await.unwrap();
    assert_eq!(tx.roster_upload(sent.id).await.unwrap(), None, "the file is forgotten");
}

async fn people_who_leave_are_signed_out_and_come_back_to_their_account(house: House) {
    house.bring_in(FIRST).await;
    let ben = house.person("ben@example.com").await;
    let session = house.services.start_session(ben.clone()).await.unwrap();
    let chi = house.services.start_session(house.person("chi@example.com").await).await.unwrap();
    let here = |token: &str| {
        let (services, token) = (house.services.clone(), token.to_owned());
        async move { services.viewer(&token).await.unwrap().is_some() }
    };
    assert!(here(session.token.reveal()).await);

    house.bring_in(SECOND).await;
    assert!(!here(session.token.reveal()).await);
    assert!(here(chi.token.reveal()).await, "who stays goes on working");
    let gone = house.person("ben@example.com").await;
    assert!(gone.left && gone.team.is_none() && !gone.roles.manager);
    assert_eq!(
        house.seats().await,
        [
            "ada@example.com* Engineering",
            "chi@example.com Engineering / Search",
            "dee@example.com* Engineering / Search",
            "eve@example.com Design",
        ]
    );
    assert_eq!(house.person("chi@example.com").await.name, "Chi Tanaka");

    house.bring_in(FIRST).await;
    let back = house.person("ben@example.com").await;
    assert_eq!((back.id, back.left, back.roles.manager), (ben.id, false, true));
    assert!(!here(session.token.reveal()).await, "the old session stays ended");
}

async fn an_admin_who_is_not_in_the_file_stays_admin(house: House) {
    house.bring_in(FIRST).await;
    house.bring_in(SECOND).await;
    let admin = house.person("admin@example.com").await;
    assert!(admin.roles.admin && !admin.left);
}

async fn the_same_file_applied_twice_counts_once(house: House) {
    let sent = house.send(FIRST).await;
    let apply = || house.services.apply_roster(&house.admin, sent.id, &sent.fingerprint);
    let (one, other) = tokio::join!(apply(), apply());
    let mut outcomes = [one.unwrap(), other.unwrap()];
    outcomes.sort_by_key(|outcome| *outcome == RosterOutcome::Before);
    assert_eq!(outcomes, [RosterOutcome::Now, RosterOutcome::Before]);
    let audits = house.audit().await;
    assert_eq!(audits.iter().filter(|it| it.starts_with("roster-applied")).count(), 1);
    assert_eq!(house.history("Engineering").await.len(), 1);
}

async fn of_two_admins_at_once_the_second_looks_again(house: House) {
    house.bring_in(FIRST).await;
    let third = format!("{FIRST}fay@example.com,Fay,Ops,no,\n");
    let files = [(house.send(SECOND).await, SECOND), (house.send(&third).await, third.as_str())];
    let apply = |sent: &Sent| {
        let (services, admin, sent) = (house.services.clone(), house.admin.clone(), sent.clone());
        async move { services.apply_roster(&admin, sent.id, &sent.fingerprint).await }
    };
    let (one, other) = tokio::join!(apply(&files[0].0), apply(&files[1].0));
    assert!(one.is_ok() != other.is_ok(), "{one:?}, {other:?}");
    let (waiting, text) = if one.is_err() { &files[0] } else { &files[1] };
    let Err(Error::Conflict(why)) = one.and(other) else { panic!("a conflict") };
    assert!(why.contains("Look at the changes again"), "{why}");

    // The one that was refused still waits, and does what it says by then.
    let fingerprint = house.fingerprint(text).await;
    assert_ne!(fingerprint, waiting.fingerprint);
    let applied = apply(&Sent { fingerprint, ..waiting.clone() }).await;
    assert_eq!(applied.unwrap(), RosterOutcome::Now);
}

async fn a_team_that_was_renamed_meanwhile_is_a_change_too(house: House) {
    house.bring_in(FIRST).await;
    let sent = house.send(SECOND).await;
    let tree = house.tree().await;
    let search = tree.teams().iter().find(|team| team.name == "Search").unwrap().id;
    house.services.rename_team(&house.admin, search, "Discovery").await.unwrap();
    let applied = house.services.apply_roster(&house.admin, sent.id, &sent.fingerprint).await;
    assert!(matches!(applied, Err(Error::Conflict(_))), "{applied:?}");
    assert_eq!(house.seats().await.len(), 4, "nothing was applied");
}

async fn a_failure_in_the_middle_leaves_nothing_behind(house: House) {
    house.bring_in(FIRST).await;
    let sent = house.send(SECOND).await;
    // The last thing that is written fails: people, teams and history are written by then.
    let mut tx = house.services.store.begin().await.unwrap();
    let entry = AuditRow {
        happened_at: 0,
        person_id: None,
        action: "something-else".into(),
        detail: String::new(),
    };
    tx.insert_audit(sent.id.0, &entry).await.unwrap();
    tx.commit().await.unwrap();
    let before = dump(&house.services.store).await;
    let applied = house.services.apply_roster(&house.admin, sent.id, &sent.fingerprint).await;
    assert!(matches!(applied, Err(Error::Store(_))), "{applied:?}");
    assert_eq!(dump(&house.services.store).await, before, "and the file can be tried again");
}

async fn a_file_waits_for_a_day(house: House) {
    let sent = house.send(FIRST).await;
    house.clock.advance(Duration::from_secs(24 * 60 * 60 + 1));
    let applied = house.services.apply_roster(&house.admin, sent.id, &sent.fingerprint).await;
    let Err(Error::Conflict(why)) = applied else { panic!("{applied:?}") };
    assert!(why.contains("Choose the file again"), "{why}");
    house.services.forget_old_rosters().await.unwrap();
    let mut tx = house.services.store.read().await.unwrap();
    assert_eq!(tx.roster_upload(sent.id).await.unwrap(), None);
}

async fn only_admins_may(house: House) {
    let sent = house.send(FIRST).await;
    for roles in [Roles::default(), Roles { researcher: true, manager: true, admin: false }] {
        let viewer = somebody(roles);
        let services = &house.services;
        let sending = services.preview_roster(&viewer, "r.csv", FIRST.into()).await;
        assert!(matches!(sending, Err(Error::Forbidden)));
        let applying = services.apply_roster(&viewer, sent.id, &sent.fingerprint).await;
        assert!(matches!(applying, Err(Error::Forbidden)));
        assert!(matches!(services.roster_csv(&viewer).await, Err(Error::Forbidden)));
    }
    assert!(house.seats().await.is_empty());
}

async fn a_file_that_cannot_be_read_is_not_kept(house: House) {
    let two = "email,name,team\nada@example.com,Ada,A / B / A\nADA@example.com,Ada,A\nx,,\n";
    let check = house.services.preview_roster(&house.admin, "r.csv", two.into()).await.unwrap();
    let RosterCheck::Refused(problems) = check else { panic!("{check:?}") };
    assert!(problems.count() >= 4, "all of them at once: {problems}");
    let unknown = RosterUploadId(Uuid::from_u128(1));
    let applied = house.services.apply_roster(&house.admin, unknown, "").await;
    assert!(matches!(applied, Err(Error::Conflict(_))));
}

async fn a_roster_that_was_downloaded_changes_nothing_when_it_is_sent_back(house: House) {
    house
        .bring_in(
            "email,name,team,manager,+level,=cost\n\
                 ada@example.com,\"=HYPERLINK(\"\"http://x\"\")\",-Ops / @Night,yes,-3,'x\n\
                 +ben@example.com,<script>alert(1)</script>,-Ops,no,,\n\
                 chi@example.com,'t Hart,\"A, B\",no,=1+1,\n",
        )
        .await;
    let csv = house.services.roster_csv(&house.admin).await.unwrap();
    for line in csv.lines() {
        for cell in line.split(',') {
            let cell = cell.trim_matches('"');
            assert!(!cell.starts_with(['=', '+', '-', '@']), "{line}");
        }
    }
    let plan = house.services.roster_plan(file(&csv)).await.unwrap();
    assert!(plan.is_empty(), "{plan:?}\n{csv}");
    assert_eq!(plan.unchanged, 3);
}
