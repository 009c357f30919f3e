//! Teams, people, and the small facts around them.

use super::{START, id};
use app::domain::{Email, Person, PersonId, Roles, Team, TeamId};
use soundings::store::{Store, audit::AuditRow, teams::TeamChange};

/// Who and what there is after this chapter.
pub struct Organisation {
    pub engineering: Team,
    pub payments: Team,
    pub ada: Person,
    pub bela: Person,
}

fn person(number: u128, name: &str, email: &str, team: Option<TeamId>) -> Person {
    Person {
        id: PersonId(id(number)),
        email: Email::parse(email).unwrap(),
        name: name.to_owned(),
        team,
        roles: Roles::default(),
        attributes: Vec::new(),
        left: false,
    }
}

pub async fn is_set_up(store: &Store) -> Organisation {
    let (engineering, payments) = teams_form_and_change(store).await;
    let (ada, bela) = people_join_and_change(store, &payments).await;
    facts_are_kept(store).await;
    Organisation { engineering, payments, ada, bela }
}

async fn teams_form_and_change(store: &Store) -> (Team, Team) {
    let engineering =
        Team { id: TeamId(id(0x10)), parent: None, name: "Engineering".into(), retired: false };
    let mut payments =
        Team { id: TeamId(id(0x11)), parent: None, name: "Money".into(), retired: false };
    let mut tx = store.begin().await.unwrap();
    assert!(tx.teams().await.unwrap().is_empty());
    tx.insert_team(&engineering).await.unwrap();
    tx.insert_team(&payments).await.unwrap();
    tx.commit().await.unwrap();

    payments.parent = Some(engineering.id);
    payments.name = "Payments".into();
    payments.retired = true;
    let mut tx = store.begin().await.unwrap();
    tx.update_team(&payments).await.unwrap();
    for (number, change) in [(0x12, "moved"), (0x13, "retired")] {
        let change = TeamChange {
            happened_at: START + number,
            change: change.into(),
            detail: "from nowhere".into(),
        };
        tx.insert_team_change(id(number as u128), payments.id, &change).await.unwrap();
    }
    tx.commit().await.unwrap();

    let mut tx = store.read().await.unwrap();
    assert_eq!(tx.teams().await.unwrap(), [engineering.clone(), payments.clone()]);
    let history = tx.team_history(payments.id).await.unwrap();
    let changes: Vec<_> = history.iter().map(|entry| entry.change.as_str()).collect();
    assert_eq!(changes, ["retired", "moved"], "newest first");
    assert_eq!(history[0].happened_at, START + 0x13);
    assert_eq!(history[0].detail, "from nowhere");
    assert!(tx.team_history(engineering.id).await.unwrap().is_empty());
    (engineering, payments)
}

async fn people_join_and_change(store: &Store, payments: &Team) -> (Person, Person) {
    let mut ada = person(0x20, "Ada", "ada@example.com", Some(payments.id));
    let bela = person(0x21, "Béla", "bela@example.com", None);
    let mut tx = store.begin().await.unwrap();
    assert_eq!(tx.count_admins().await.unwrap(), 0);
    tx.insert_person(&bela).await.unwrap();
    tx.insert_person(&ada).await.unwrap();
    tx.commit().await.unwrap();

    ada.email = Email::parse("lovelace@example.com").unwrap();
    ada.name = "Ada Lovelace".into();
    ada.roles = Roles { manager: true, researcher: true, admin: true };
    ada.attributes = vec![("tenure".into(), "2 years".into()), ("place".into(), "Köln".into())];
    let mut tx = store.begin().await.unwrap();
    tx.update_person(&ada).await.unwrap();
    assert_eq!(tx.password_hash(ada.id).await.unwrap(), None);
    tx.set_password_hash(ada.id, Some("$argon2id$...")).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = store.read().await.unwrap();
    assert_eq!(tx.person(ada.id).await.unwrap(), Some(ada.clone()));
    assert_eq!(tx.person(PersonId(id(0xdead))).await.unwrap(), None);
    assert_eq!(tx.person_by_email(&ada.email).await.unwrap(), Some(ada.clone()));
    let old = Email::parse("ada@example.com").unwrap();
    assert_eq!(tx.person_by_email(&old).await.unwrap(), None);
    assert_eq!(tx.people().await.unwrap(), [ada.clone(), bela.clone()], "by name");
    assert_eq!(tx.password_hash(ada.id).await.unwrap().as_deref(), Some("$argon2id$..."));
    assert_eq!(tx.password_hash(bela.id).await.unwrap(), None);
    assert_eq!(tx.people_without_password().await.unwrap(), std::slice::from_ref(&bela));
    assert_eq!(tx.count_admins().await.unwrap(), 1);
    drop(tx);

    let mut tx = store.begin().await.unwrap();
    let gone = Person { left: true, ..ada.clone() };
    tx.update_person(&gone).await.unwrap();
    tx.set_password_hash(ada.id, None).await.unwrap();
    assert_eq!(tx.count_admins().await.unwrap(), 0, "who has left is no admin");
    assert_eq!(tx.password_hash(ada.id).await.unwrap(), None);
    // Dropped without a commit: it never happened.
    drop(tx);
    let mut tx = store.read().await.unwrap();
    assert_eq!(tx.person(ada.id).await.unwrap(), Some(ada.clone()));
    (ada, bela)
}

async fn facts_are_kept(store: &Store) {
    let mut tx = store.begin().await.unwrap();
    assert_eq!(tx.setting("colour").await.unwrap(), None);
    tx.set_setting("colour", "teal").await.unwrap();
    tx.set_setting("colour", "ochre").await.unwrap();
    for (number, action) in [(1, "roster-applied"), (2, "admin-created"), (3, "wave-opened")] {
        let entry = AuditRow {
            happened_at: START + number,
            person_id: (number == 2).then(|| PersonId(id(0x20))),
            action: action.into(),
            detail: "…".into(),
        };
        tx.insert_audit(id(0x30 + number as u128), &entry).await.unwrap();
    }
    tx.commit().await.unwrap();

    let mut tx = store.read().await.unwrap();
    assert_eq!(tx.setting("colour").await.unwrap().as_deref(), Some("ochre"));
    let newest = tx.audit_entries(2).await.unwrap();
    let told: Vec<_> =
        newest.iter().map(|entry| (entry.action.as_str(), entry.person_id)).collect();
    assert_eq!(told, [("wave-opened", None), ("admin-created", Some(PersonId(id(0x20))))]);
    let of_ada = tx.audit_entries_of(PersonId(id(0x20)), 9).await.unwrap();
    assert_eq!(of_ada.iter().map(|entry| entry.happened_at).collect::<Vec<_>>(), [START + 2]);
    let entry = tx.audit_entry(id(0x31)).await.unwrap().unwrap();
    assert_eq!((entry.action.as_str(), entry.happened_at), ("roster-applied", START + 1));
    assert!(tx.audit_entry(id(0xdead)).await.unwrap().is_none());
    let last = tx.last_audit_of("admin-created").await.unwrap().unwrap();
    assert_eq!(last.happened_at, START + 2);
    assert!(tx.last_audit_of("never-done").await.unwrap().is_none());
}
