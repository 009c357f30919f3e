//! Publishing a wave of 50,000 people: from stored responses to a stored release, on SQLite and on
//! PostgreSQL, without and with a wave before it to tell changes against.
//!
//! Started by `cargo xtask bench publish`, which has a PostgreSQL running.
#![allow(clippy::expect_used, reason = "a bench that can't go on has nothing to tell")]

#[path = "../tests/support/mod.rs"]
#[allow(unused_imports, unused_macros, reason = "tests use more of it")]
mod support;

use app::domain::{
    AnswerSheet, AnswerValue, Dimension, DisclosurePolicy, Email, Item, ItemId, ItemVersion,
    ItemVersionId, Mode, Period, Person, PersonId, Program, ProgramId, ResponseId, Roles, Scale,
    SessionId, Team, TeamId, Viewer, Wave, WaveId, WaveState,
};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use soundings::{
    clock::SystemClock,
    config::{Config, Settings},
    random::SharedRng,
    service::Services,
    store::{Store, responses::StoredResponse, waves::RosterPlace},
};
use std::{sync::Arc, time::Instant};
use support::{Database, Kind};
use uuid::Uuid;

const PEOPLE: usize = 50_000;
const ITEMS: usize = 40;
/// Teams directly below each team of a level: 1 + 5 + 40 + 360 + 5,594 teams, five levels deep.
const BRANCHES: [usize; 4] = [5, 8, 9, 16];
const RESPONSE: f64 = 0.7;

fn number(kind: u128, place: usize) -> Uuid {
    // Keys that databases see are random in life; these are spread as well.
    let spread = (place as u128 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835);
    Uuid::from_u128(spread ^ kind)
}

/// Every team, parents before children, and which of them contain none.
fn teams() -> (Vec<Team>, Vec<TeamId>) {
    let team = |place: usize, parent: Option<TeamId>| Team {
        id: TeamId(number(1, place)),
        parent,
        name: format!("Team {place}"),
        retired: false,
    };
    let mut teams = vec![team(0, None)];
    let mut level = vec![teams[0].id];
    for branches in BRANCHES {
        let mut below = Vec::new();
        for parent in level {
            for _ in 0..branches {
                let child = team(teams.len(), Some(parent));
                below.push(child.id);
                teams.push(child);
            }
        }
        level = below;
    }
    (teams, level)
}

fn items() -> Vec<Item> {
    let item = |place: usize| {
        let id = ItemId(number(2, place));
        let dimension = Dimension::ALL[place % Dimension::ALL.len()];
        let current = ItemVersion {
            id: ItemVersionId(number(3, place)),
            item: id,
            version: 1,
            series: 1,
            wording: format!("Question {place}."),
            help: String::new(),
            scale: Scale::Likert5,
            reverse: place.is_multiple_of(7),
            gate: None,
        };
        Item { id, key: format!("question-{place}"), dimension, current }
    };
    (0..ITEMS).map(item).collect()
}

/// An organisation with a program that nobody has answered yet.
async fn organisation(store: &Store) -> (Program, Vec<Team>, Vec<RosterPlace>) {
    let (teams, leaves) = teams();
    let program = Program {
        id: ProgramId(number(4, 0)),
        name: "Quarterly".into(),
        purpose: "To measure with.".into(),
        mode: Mode::Confidential,
        schedule: None,
        grouping: None,
        archived: false,
    };
    let mut tx = store.begin().await.expect("a transaction");
    for team in &teams {
        tx.insert_team(team).await.expect("a team");
    }
    let mut roster = Vec::with_capacity(PEOPLE);
    for place in 0..PEOPLE {
        let team = leaves[place % leaves.len()];
        let person = Person {
            id: PersonId(number(5, place)),
            email: Email::parse(&format!("person{place}@example.com")).expect("an address"),
            name: format!("Person {place}"),
            team: Some(team),
            roles: Roles::default(),
            attributes: Vec::new(),
            left: false,
        };
        tx.insert_person(&person).await.expect("a person");
        roster.push(RosterPlace {
            person_id: person.id,
            team_id: team,
            reporting_team_id: team,
            answered: false,
        });
    }
    for item in items() {
        tx.insert_item(&item).await.expect("an item");
    }
    tx.insert_program(&program).await.expect("a program");
    tx.commit().await.expect("it is stored");
    (program, teams, roster)
}

/// A closed wave with everything in it.
async fn closed_wave(
    store: &Store,
    program: &Program,
    teams: &[Team],
    roster: &[RosterPlace],
    period: Period,
    rng: &mut ChaCha8Rng,
) -> WaveId {
    let items = items();
    let wave = Wave {
        id: WaveId(Uuid::from_u128(rng.random())),
        program: program.id,
        period,
        state: WaveState::Closed,
        mode: Mode::Confidential,
        opens_at: None,
        closes_at: None,
        imported: false,
    };
    let mut responses = Vec::new();
    for place in roster {
        if !rng.random_bool(RESPONSE) {
            continue;
        }
        let mood = rng.random_range(0.0..2.5);
        let mut answers = AnswerSheet::default();
        for item in &items {
            let value = 1 + (mood + rng.random_range(0.0..2.5_f64)).floor().min(4.0) as i16;
            answers.0.insert(item.current.id, AnswerValue::Number(value));
        }
        responses.push(StoredResponse {
            id: ResponseId(Uuid::from_u128(rng.random())),
            team: place.reporting_team_id,
            answers,
        });
    }
    responses.sort_by_key(|response| response.id);
    let mut tx = store.begin().await.expect("a transaction");
    assert!(tx.insert_wave(&wave).await.expect("a wave"));
    tx.freeze_wave_items(wave.id, &items).await.expect("frozen items");
    tx.freeze_wave_teams(wave.id, teams).await.expect("frozen teams");
    tx.freeze_wave_roster(wave.id, roster).await.expect("a frozen roster");
    let policy = DisclosurePolicy::default();
    tx.set_wave_rules(wave.id, &policy, None).await.expect("a policy");
    tx.insert_responses(wave.id, &responses).await.expect("responses");
    tx.commit().await.expect("it is stored");
    println!("  {} responses of {} people stored", responses.len(), roster.len());
    wave.id
}

async fn measure(kind: Kind, name: &str) {
    let Some(database) = Database::create(kind).await else {
        println!("{name}: left out, as SOUNDINGS_TEST_POSTGRES names no server");
        return;
    };
    println!("{name}: storing the organisation");
    let store = database.open().await;
    let config = Config::from_settings(&Settings::default()).expect("a configuration");
    let random = SharedRng::seeded(1);
    let services =
        Services::new(&config, store.clone(), Arc::new(SystemClock), random).expect("services");
    let (program, teams, roster) = organisation(&store).await;
    let researcher = Viewer {
        person: roster[0].person_id,
        session: SessionId(Uuid::nil()),
        email: Email::parse("researcher@example.com").expect("an address"),
        name: String::new(),
        team: None,
        roles: Roles { researcher: true, ..Roles::default() },
    };
    let mut rng = ChaCha8Rng::seed_from_u64(7);
    for (period, what) in [("2026-Q1", "the first wave"), ("2026-Q2", "a wave with changes")] {
        let period = period.parse().expect("a quarter");
        let wave = closed_wave(&store, &program, &teams, &roster, period, &mut rng).await;
        let started = Instant::now();
        services.publish_wave(&researcher, wave).await.expect("a release");
        println!("{name}, {what}: {:.2} s", started.elapsed().as_secs_f64());
    }
    drop(services);
    database.remove().await;
}

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.expect("a runtime").block_on(async {
        measure(Kind::Sqlite, "SQLite").await;
        measure(Kind::Postgres, "PostgreSQL").await;
    });
}
