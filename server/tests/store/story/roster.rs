//! A roster file is kept, looked at and applied: many people and teams at once.

use super::{START, id, organisation::Organisation};
use app::domain::{
    Email, InvitationId, Person, PersonId, Roles, RosterUploadId, SessionId, Team, TeamId,
};
use soundings::store::{Store, kept::UploadKept, roster_uploads::RosterUpload, teams::TeamChange};

pub async fn is_applied(store: &Store, organisation: &Organisation) {
    files_are_kept_and_forgotten(store, organisation.ada.id).await;
    let (search, crawl) = many_teams_come(store, organisation).await;
    many_people_come_and_change(store, &search, &crawl).await;
    who_has_left_is_signed_out(store).await;
}

async fn files_are_kept_and_forgotten(store: &Store, ada: PersonId) {
    let upload = |number: u128, uploaded_at| RosterUpload {
        id: RosterUploadId(id(number)),
        person: ada,
        uploaded_at,
        file_name: "roster Köln.csv".into(),
        content: vec![0xff, 0xfe, 0, 1, 2, 0x80],
        fingerprint: "f00d".into(),
    };
    let (old, new) = (upload(0x600, START - 1), upload(0x601, START));
    let mut tx = store.begin().await.unwrap();
    tx.insert_roster_upload(&old).await.unwrap();
    tx.insert_roster_upload(&new).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = store.begin().await.unwrap();
    assert_eq!(tx.roster_upload(new.id).await.unwrap(), Some(new.clone()), "every byte of it");
    let waiting = tx.roster_uploads_of(ada).await.unwrap();
    let file_name = old.file_name.clone();
    assert_eq!(waiting[0], UploadKept { file_name, uploaded_at: START - 1 });
    assert_eq!(waiting.len(), 2);
    tx.delete_roster_uploads_before(START).await.unwrap();
    assert_eq!(tx.roster_upload(old.id).await.unwrap(), None);
    assert!(tx.delete_roster_upload(new.id).await.unwrap());
    assert!(!tx.delete_roster_upload(new.id).await.unwrap(), "of two clicks, one finds it");
    tx.commit().await.unwrap();
}

async fn many_teams_come(store: &Store, organisation: &Organisation) -> (Team, Team) {
    let team = |number: u128, parent, name: &str| Team {
        id: TeamId(id(number)),
        parent: Some(parent),
        name: name.to_owned(),
        retired: false,
    };
    let search = team(0x610, organisation.engineering.id, "Search");
    let crawl = team(0x611, search.id, "Crawl");
    let created = |number: u128, team: &Team| {
        let change =
            TeamChange { happened_at: START, change: "created".into(), detail: String::new() };
        (id(number), team.id, change)
    };
    let mut tx = store.begin().await.unwrap();
    tx.lock_roster().await.unwrap();
    tx.insert_teams(&[search.clone(), crawl.clone()]).await.unwrap();
    tx.insert_team_changes(&[created(0x612, &search), created(0x613, &crawl)]).await.unwrap();
    tx.insert_teams(&[]).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = store.read().await.unwrap();
    let teams = tx.teams().await.unwrap();
    assert!(teams.contains(&search) && teams.contains(&crawl), "{teams:?}");
    assert_eq!(tx.team_history(crawl.id).await.unwrap()[0].change, "created");
    (search, crawl)
}

fn person(number: u128, name: &str, team: &Team, manager: bool) -> Person {
    Person {
        id: PersonId(id(number)),
        email: Email::parse(&format!("{}@example.com", name.to_lowercase())).unwrap(),
        name: name.to_owned(),
        team: Some(team.id),
        roles: Roles { manager, ..Roles::default() },
        attributes: vec![("place".into(), "Oslo".into())],
        left: false,
    }
}

async fn many_people_come_and_change(store: &Store, search: &Team, crawl: &Team) {
    let cleo = person(0x620, "Cleo", crawl, false);
    let dan = person(0x621, "Dan", crawl, false);
    let eve = person(0x622, "Eve", crawl, true);
    let mut tx = store.begin().await.unwrap();
    tx.save_roster_people(&[cleo.clone(), dan.clone(), eve.clone()]).await.unwrap();
    tx.commit().await.unwrap();

    // What a roster does not say stays: address, password, roles that are given here.
    let mut tx = store.begin().await.unwrap();
    let mut dan_here = dan.clone();
    dan_here.roles.researcher = true;
    tx.update_person(&dan_here).await.unwrap();
    let moved = Person {
        email: Email::parse("another@example.com").unwrap(),
        name: "Daniel".into(),
        team: Some(search.id),
        roles: Roles { manager: true, ..Roles::default() },
        attributes: Vec::new(),
        ..dan.clone()
    };
    tx.save_roster_people(&[moved]).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = store.read().await.unwrap();
    let daniel = Person {
        name: "Daniel".into(),
        team: Some(search.id),
        roles: Roles { manager: true, researcher: true, admin: false },
        attributes: Vec::new(),
        ..dan
    };
    assert_eq!(tx.person(daniel.id).await.unwrap(), Some(daniel.clone()));
    let crawlers = tx.people_in_team(crawl.id, 10).await.unwrap();
    assert_eq!(crawlers, [eve.clone(), cleo], "managers first");
    assert_eq!(tx.people_in_team(crawl.id, 1).await.unwrap(), [eve]);
    let counts = tx.people_by_team().await.unwrap();
    assert_eq!((counts[&crawl.id], counts[&search.id]), (2, 1), "those below are not counted");
}

async fn who_has_left_is_signed_out(store: &Store) {
    let (cleo, daniel) = (PersonId(id(0x620)), PersonId(id(0x621)));
    let mut tx = store.begin().await.unwrap();
    for (number, person) in [(1, cleo), (2, daniel)] {
        let token = format!("laptop {number}");
        tx.insert_session(SessionId(id(0x630 + number)), &token, person, START).await.unwrap();
        let (link, token) = (InvitationId(id(0x640 + number)), format!("link {number}"));
        tx.insert_link(link, &token, Some(person), "invitation", START).await.unwrap();
        let leaves = Person { left: true, ..tx.person(person).await.unwrap().unwrap() };
        tx.save_roster_people(&[leaves]).await.unwrap();
    }
    tx.end_sessions_of_left().await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = store.read().await.unwrap();
    assert!(tx.session_by_token("laptop 1").await.unwrap().is_none());
    assert!(tx.link_by_token("link 1").await.unwrap().is_none());
    assert!(tx.session_by_token("laptop 2").await.unwrap().is_some(), "a researcher stays");
    assert!(tx.link_by_token("link 2").await.unwrap().is_some());
}
