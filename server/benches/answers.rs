//! Answering with tokens: whole journeys over HTTP, sixteen at a time, each stored for good before
//! it is answered; and the parsers of what strangers send, under millions of requests that are none.
//!
//! A journey is what a browser does: ask for a token with a session, look at the proof, take the
//! blind off, send thirty answers without the session. Client and server share the machine. Ends
//! with 1 where there are fewer than [`ALLOWED`] journeys a second, or a row is missing afterwards.
//!
//! Started by `cargo xtask bench answers`, which has a PostgreSQL running that waits for its disk.
#![allow(clippy::expect_used, reason = "a bench that can't go on has nothing to tell")]

#[path = "answers/client.rs"]
mod client;
#[path = "answers/fuzz.rs"]
mod fuzz;
#[path = "../tests/support/mod.rs"]
#[allow(unused_imports, unused_macros, reason = "tests use more of it")]
mod support;

use app::domain::{
    Email, Item, Mode, Person, PersonId, Roles, Scale, SessionId, Team, TeamId, Viewer, WaveId,
};
use axum::serve::ListenerExt;
use client::{Client, Survey};
use soundings::{
    clock::SystemClock,
    config::{Config, Settings},
    http::{AppState, router},
    random::SharedRng,
    service::{ProgramSettings, Services, WaveSettings},
    stop::stop_channel,
    store::{Store, tidying::Tidied},
};
use std::{
    net::SocketAddr,
    process::ExitCode,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use support::{Database, Kind};
use tokio::net::TcpListener;

/// People who answer, and as many teams as there would be.
const PEOPLE: usize = 10_000;
const TEAMS: usize = 1_000;
const AT_ONCE: usize = 16;
/// Journeys a second that are asked for.
const ALLOWED: f64 = 500.0;

fn main() -> ExitCode {
    if !fuzz::run() {
        return ExitCode::from(1);
    }
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("threads");
    let fast = runtime.block_on(async {
        let mut fast = true;
        for kind in [Kind::Sqlite, Kind::Postgres] {
            let Some(database) = Database::create(kind).await else {
                println!("{kind:?}: left out, SOUNDINGS_TEST_POSTGRES names no server");
                continue;
            };
            fast &= journeys(kind, &database).await;
            database.remove().await;
        }
        fast
    });
    ExitCode::from(u8::from(!fast))
}

/// Lets everybody answer, and counts what is stored.
async fn journeys(kind: Kind, database: &Database) -> bool {
    let store = database.open().await;
    let random = SharedRng::from_os();
    let mut config = Config::from_settings(&Settings::default()).expect("the defaults");
    // Each journey comes from a network of its own, as behind a proxy.
    config.trusted_proxies = 1;
    let services =
        Services::new(&config, store.clone(), Arc::new(SystemClock), random).expect("services");
    let people = organisation(&services).await;
    let (survey, wave) = opened(&services).await;

    let (_stop, stopping) = stop_channel();
    let server = router(AppState::new(services.clone()), stopping, config.trusted_proxies);
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let listener = listener.tap_io(|stream| {
        stream.set_nodelay(true).expect("no delay");
    });
    let serving = tokio::spawn(async move {
        let server = server.into_make_service_with_connect_info::<SocketAddr>();
        axum::serve(listener, server).await.expect("it serves");
    });

    let (survey, people) = (Arc::new(survey), Arc::new(people));
    let (next, times) = (Arc::new(AtomicUsize::new(0)), Arc::new(Mutex::new(Vec::new())));
    let begun = Instant::now();
    let clients: Vec<_> = (0..AT_ONCE)
        .map(|_| {
            let (survey, people) = (Arc::clone(&survey), Arc::clone(&people));
            let (next, times) = (Arc::clone(&next), Arc::clone(&times));
            tokio::spawn(async move {
                let mut client = Client::connect(address).await;
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let Some((team, cookie)) = people.get(number) else { break };
                    let start = Instant::now();
                    client.journey(&survey, *team, cookie, number).await;
                    times.lock().expect("no panic").push(start.elapsed());
                }
            })
        })
        .collect();
    for client in clients {
        client.await.expect("a client that arrives");
    }
    let took = begun.elapsed();
    serving.abort();
    let mut times = times.lock().expect("no panic").clone();
    times.sort_unstable();
    let rate = PEOPLE as f64 / took.as_secs_f64();
    let milliseconds = |time: Duration| time.as_secs_f64() * 1_000.0;
    println!(
        "{kind:?}: {PEOPLE} journeys in {:.1} s, {AT_ONCE} at once: {rate:.0} a second (asked: \
         {ALLOWED:.0}); one takes {:.1} ms, of a hundred the slowest {:.1} ms",
        took.as_secs_f64(),
        milliseconds(times[PEOPLE / 2]),
        milliseconds(times[PEOPLE * 99 / 100]),
    );
    let whole = counted(&store, &services, wave).await;
    store.close().await;
    whole && rate >= ALLOWED
}

/// Opens the database anew and counts, then closes the wave and checks every token.
async fn counted(store: &Store, services: &Services, wave: WaveId) -> bool {
    let mut tx = store.read().await.expect("a transaction");
    let responses = tx.count_responses(wave).await.expect("responses");
    let issued: i64 =
        tx.issued_by_team(wave).await.expect("tokens").iter().map(|(_, count)| count).sum();
    let redemptions = tx.redemptions_of(wave).await.expect("redemptions").len();
    drop(tx);
    println!("  stored: {responses} responses, {issued} tokens given, {redemptions} redeemed");
    let start = Instant::now();
    let closed = services.close_wave(&researcher(), wave).await;
    println!("  closed in {:.1} s: {closed:?}", start.elapsed().as_secs_f64());
    // What closing could not tidy at once the schedule does within a minute.
    let start = Instant::now();
    while store.tidy().await.expect("tidying") == Tidied::NotYet {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    println!("  tidied after another {:.1} s", start.elapsed().as_secs_f64());
    let start = Instant::now();
    let found = services.verify_wave(wave).await.expect("a wave that is over");
    println!(
        "  verified in {:.1} s: {:?}, {:?}",
        start.elapsed().as_secs_f64(),
        found.flaws,
        found.traces
    );
    let all = i64::try_from(PEOPLE).unwrap_or(i64::MAX);
    (responses, issued, redemptions) == (all, all, PEOPLE)
        && found.flaws.is_empty()
        && found.traces.is_empty()
}

/// Who runs the survey. The bench makes them up: only their role counts.
fn researcher() -> Viewer {
    Viewer {
        person: PersonId(uuid::Uuid::from_u128(1)),
        session: SessionId(uuid::Uuid::from_u128(1)),
        email: Email::parse("rita@example.com").expect("an address"),
        name: "Rita".into(),
        team: None,
        roles: Roles { researcher: true, ..Roles::default() },
    }
}

/// Teams of ten, and a session for each person.
async fn organisation(services: &Services) -> Vec<(TeamId, String)> {
    let random = &services.random;
    let mut people = Vec::new();
    let mut tx = services.store.begin().await.expect("a transaction");
    let viewer = researcher();
    let person = |id, email, team, roles| Person {
        id,
        email,
        name: "Somebody".into(),
        team,
        roles,
        attributes: Vec::new(),
        left: false,
    };
    tx.insert_person(&person(viewer.person, viewer.email.clone(), None, viewer.roles))
        .await
        .expect("a person");
    let mut teams: Vec<TeamId> = Vec::new();
    for number in 0..TEAMS {
        let team = Team {
            id: TeamId(random.uuid()),
            parent: (number > 0).then(|| teams[(number - 1) / 10]),
            name: format!("Team {number}"),
            retired: false,
        };
        tx.insert_team(&team).await.expect("a team");
        teams.push(team.id);
    }
    for number in 0..PEOPLE {
        let team = teams[number % TEAMS];
        let id = PersonId(random.uuid());
        let email = Email::parse(&format!("p{number}@example.com")).expect("an address");
        tx.insert_person(&person(id, email, Some(team), Roles::default())).await.expect("a person");
        let token = soundings::auth::token::Token::random(random);
        let now = soundings::clock::Clock::now(&SystemClock);
        tx.insert_session(SessionId(random.uuid()), token.hash().as_str(), id, now)
            .await
            .expect("a session");
        people.push((team, format!("soundings={}", token.reveal())));
    }
    tx.commit().await.expect("a commit");
    people
}

async fn opened(services: &Services) -> (Survey, WaveId) {
    services.ensure_bank().await.expect("a bank");
    let settings = ProgramSettings {
        name: "Quarterly".into(),
        purpose: "To be measured.".into(),
        mode: Mode::Unlinkable.name().into(),
        ..ProgramSettings::default()
    };
    let viewer = researcher();
    let program = services.create_program(&viewer, &settings, true).await.expect("a program");
    let period = WaveSettings { period: "2026-Q4".into(), ..WaveSettings::default() };
    let wave = services.create_wave(&viewer, program, &period).await.expect("a wave");
    services.open_wave(&viewer, wave).await.expect("an open wave");
    let mut tx = services.store.read().await.expect("a transaction");
    let items = tx.wave_items(wave).await.expect("items");
    let key = tx.wave_key(wave).await.expect("a read").expect("a key");
    let answers = items.iter().map(answer).collect();
    (Survey { wave: wave.0, key, answers, origin: services.settings.public_url.origin() }, wave)
}

/// An answer that is on the item's scale.
fn answer(item: &Item) -> (String, String) {
    let value = match &item.current.scale {
        Scale::Choice { .. } | Scale::MultiChoice { .. } => "0",
        Scale::Text => "Faster checks, please: half an hour for one line is too long.",
        _ => "4",
    };
    (format!("a.{}", item.current.id), value.to_owned())
}
