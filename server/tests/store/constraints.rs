//! Which constraint a row ran into is told in one set of names, whatever the database calls it.

use crate::support::on_each_database;
use app::domain::{
    Dimension, DisclosurePolicy, Email, Guide, GuideId, GuideVersion, GuideVersionId, Item, ItemId,
    ItemVersion, ItemVersionId, Mode, Outline, Person, PersonId, Program, ProgramId, ReleaseId,
    Roles, Scale, SessionId, Wave, WaveId, WaveState,
};
use app::report::Release;
use soundings::store::{Result, Store, StoreError, Unique};
use uuid::Uuid;

on_each_database!(
    two_people_with_one_address,
    two_items_with_one_key,
    two_versions_with_one_number,
    two_programs_with_one_name,
    two_guides_with_one_name,
    two_versions_of_a_guide_with_one_number,
    two_waves_in_one_period,
    two_releases_of_one_wave,
    any_other_twin,
    what_breaks_another_rule_is_no_twin,
);

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn person(number: u128, email: &str) -> Person {
    Person {
        id: PersonId(id(number)),
        email: Email::parse(email).unwrap(),
        name: "Ada".into(),
        team: None,
        roles: Roles::default(),
        attributes: Vec::new(),
        left: false,
    }
}

fn guide(number: u128, name: &str) -> Guide {
    Guide {
        id: GuideId(id(number)),
        key: name.to_lowercase(),
        name: name.to_owned(),
        retired: false,
        current: GuideVersion {
            id: GuideVersionId(id(number + 0x1000)),
            version: 1,
            purpose: String::new(),
            outline: Outline::parse("# First\n- What?\n").unwrap(),
        },
    }
}

fn item(number: u128, key: &str) -> Item {
    let item = ItemId(id(number));
    let current = ItemVersion {
        id: ItemVersionId(id(number + 0x1000)),
        item,
        version: 1,
        series: 1,
        wording: "How is it?".into(),
        help: String::new(),
        scale: Scale::Nps,
        reverse: false,
        gate: None,
    };
    Item { id: item, key: key.into(), dimension: Dimension::Flow, current }
}

fn program(number: u128, name: &str) -> Program {
    Program {
        id: ProgramId(id(number)),
        name: name.into(),
        purpose: String::new(),
        mode: Mode::Confidential,
        schedule: None,
        grouping: None,
        archived: false,
    }
}

fn wave(number: u128, program: &Program) -> Wave {
    Wave {
        id: WaveId(id(number)),
        program: program.id,
        period: "2026-Q3".parse().unwrap(),
        state: WaveState::Closed,
        mode: Mode::Confidential,
        opens_at: None,
        closes_at: None,
        imported: false,
    }
}

/// The constraint, and how it is told.
fn twin(result: Result<()>) -> (Unique, String) {
    match result {
        Err(error @ StoreError::Duplicate(unique)) => (unique, error.to_string()),
        other => panic!("{other:?} is no duplicate"),
    }
}

async fn two_people_with_one_address(store: Store) {
    let mut tx = store.begin().await.unwrap();
    tx.insert_person(&person(1, "ada@example.com")).await.unwrap();
    tx.insert_person(&person(2, "bea@example.com")).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = store.begin().await.unwrap();
    let (unique, told) = twin(tx.insert_person(&person(3, "ADA@example.com")).await);
    assert_eq!(unique, Unique::PersonEmail);
    assert_eq!(told, "there is already a row like this (a person with this e-mail)");
    drop(tx);
    let mut tx = store.begin().await.unwrap();
    let (unique, _) = twin(tx.update_person(&person(2, "ada@example.com")).await);
    assert_eq!(unique, Unique::PersonEmail);
}

async fn two_items_with_one_key(store: Store) {
    let mut tx = store.begin().await.unwrap();
    tx.insert_item(&item(1, "build-speed")).await.unwrap();
    let (unique, told) = twin(tx.insert_item(&item(2, "build-speed")).await);
    assert_eq!(unique, Unique::ItemKey);
    assert!(told.contains("an item with this key"), "{told}");
}

async fn two_versions_with_one_number(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let item = item(1, "build-speed");
    tx.insert_item(&item).await.unwrap();
    let again = ItemVersion { id: ItemVersionId(id(0x2000)), ..item.current };
    let (unique, told) = twin(tx.insert_item_version(&again).await);
    assert_eq!(unique, Unique::ItemVersion);
    assert!(told.contains("this version of the item"), "{told}");
}

async fn two_programs_with_one_name(store: Store) {
    let mut tx = store.begin().await.unwrap();
    tx.insert_program(&program(1, "Quarterly")).await.unwrap();
    let (unique, told) = twin(tx.insert_program(&program(2, "Quarterly")).await);
    assert_eq!(unique, Unique::ProgramName);
    assert!(told.contains("a program with this name"), "{told}");
}

async fn two_guides_with_one_name(store: Store) {
    let mut tx = store.begin().await.unwrap();
    tx.insert_guide(&guide(1, "Walk-through")).await.unwrap();
    let other = Guide { key: "another".into(), ..guide(2, "Walk-through") };
    let (unique, told) = twin(tx.insert_guide(&other).await);
    assert_eq!(unique, Unique::GuideName);
    assert!(told.contains("a guide with this name"), "{told}");
}

async fn two_versions_of_a_guide_with_one_number(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let guide = guide(1, "Walk-through");
    tx.insert_guide(&guide).await.unwrap();
    let again = GuideVersion { id: GuideVersionId(id(0x2000)), ..guide.current };
    let (unique, told) = twin(tx.insert_guide_version(guide.id, &again).await);
    assert_eq!(unique, Unique::GuideVersion);
    assert!(told.contains("this version of the guide"), "{told}");
}

/// Inserting tells it as `false`; the constraint is for whatever else may try.
async fn two_waves_in_one_period(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let program = program(1, "Quarterly");
    tx.insert_program(&program).await.unwrap();
    assert!(tx.insert_wave(&wave(1, &program)).await.unwrap());
    assert!(!tx.insert_wave(&wave(2, &program)).await.unwrap());
    let later = Wave { period: "2026-Q4".parse().unwrap(), ..wave(3, &program) };
    assert!(tx.insert_wave(&later).await.unwrap());
    tx.commit().await.unwrap();
    let text = "UPDATE waves SET period = '2026-Q3' WHERE period = '2026-Q4'";
    let error = match &store {
        Store::Sqlite(pool) => sqlx::query(text).execute(pool).await.map(drop),
        Store::Postgres(pool) => sqlx::query(text).execute(pool).await.map(drop),
    };
    assert_eq!(twin(error.map_err(StoreError::from)).0, Unique::WavePeriod);
}

async fn two_releases_of_one_wave(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let program = program(1, "Quarterly");
    let wave = wave(1, &program);
    tx.insert_program(&program).await.unwrap();
    tx.insert_wave(&wave).await.unwrap();
    let release = Release {
        wave: wave.id,
        period: wave.period,
        policy: DisclosurePolicy::default(),
        teams: Vec::new(),
        items: Vec::new(),
        cells: Vec::new(),
        dimensions: Vec::new(),
        changes: Vec::new(),
        grouping: None,
        groups: Vec::new(),
        reliability: Vec::new(),
        drivers: None,
        comments: Vec::new(),
    };
    tx.insert_release(ReleaseId(id(1)), &release).await.unwrap();
    let (unique, told) = twin(tx.insert_release(ReleaseId(id(2)), &release).await);
    assert_eq!(unique, Unique::Release);
    assert!(told.contains("a release of this wave"), "{told}");
}

async fn any_other_twin(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let ada = person(1, "ada@example.com");
    tx.insert_person(&ada).await.unwrap();
    tx.insert_session(SessionId(id(1)), "token", ada.id, 0).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = store.begin().await.unwrap();
    let (unique, _) = twin(tx.insert_session(SessionId(id(2)), "token", ada.id, 0).await);
    assert_eq!(unique, Unique::Other);
    drop(tx);
    let mut tx = store.begin().await.unwrap();
    // The same key, another address: a primary key is no e-mail.
    let (unique, _) = twin(tx.insert_person(&person(1, "bea@example.com")).await);
    assert_eq!(unique, Unique::Other);
}

async fn what_breaks_another_rule_is_no_twin(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let nobody = PersonId(id(0xdead));
    let error = tx.insert_session(SessionId(id(1)), "token", nobody, 0).await.unwrap_err();
    assert!(matches!(error, StoreError::Database(_)), "{error:?}");
    assert!(!error.is_outage(), "a wrong reference is no outage");
}
