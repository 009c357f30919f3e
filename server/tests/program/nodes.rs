//! Two nodes on one PostgreSQL: both serve, and what is due is done once.

use super::{
    Serving, Somewhere,
    browser::{Browser, PASSWORD},
    support::{Kind, run},
};
use app::domain::{
    AnswerSheet, AnswerValue, Dimension, Item, ItemId, ItemVersion, ItemVersionId, Mode, Program,
    ProgramId, ResponseId, Scale, Schedule, Wave, WaveId, WaveState,
};
use soundings::{
    clock::{Clock, SystemClock},
    store::{Store, responses::StoredResponse},
};
use std::time::{Duration, Instant};
use uuid::Uuid;

const HOUR: i64 = 3_600_000;

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

#[test]
fn what_is_due_is_done_once_however_many_nodes_there_are() {
    run(Kind::Postgres, |there: Somewhere| async move {
        let store = there.look().await;
        store.migrate().await.unwrap();
        let wave = is_due(&there, &store).await;

        let nodes = two_nodes(&there);
        until(&store, wave, WaveState::Open).await;
        both_serve(&nodes);
        let [one, two] = nodes;
        for ended in [one.stop(), two.stop()] {
            assert_eq!(ended.code, Some(0));
            assert!(!ended.err.contains("ERROR"), "{}", ended.err);
        }
        assert_eq!(done(&store, "wave-opened").await, 1);
        assert_eq!(done(&store, "wave-drafted").await, 1, "and the next one of the schedule");
        let mut tx = store.read().await.unwrap();
        assert_eq!(tx.wave_roster(wave).await.unwrap().len(), 12);
        assert_eq!(tx.waves().await.unwrap().len(), 2);
        drop(tx);

        is_over(&store, wave).await;
        let [one, two] = two_nodes(&there);
        until(&store, wave, WaveState::Closed).await;
        for ended in [one.stop(), two.stop()] {
            assert!(!ended.err.contains("ERROR"), "{}", ended.err);
        }
        assert_eq!(done(&store, "wave-closed").await, 1);
        assert_eq!(done(&store, "wave-drafted").await, 1);
        let count = store.read().await.unwrap().count_responses(wave).await.unwrap();
        assert_eq!(count, 6, "shuffled once, none doubled and none lost");
        store.close().await;
    });
}

/// A roster, an admin, and a program with a schedule whose drafted wave should have opened an
/// hour ago.
async fn is_due(there: &Somewhere, store: &Store) -> WaveId {
    let people = (0..12).map(|n| format!("p{n}@example.com,Person {n},Org / Team {}\n", n % 2));
    there
        .place
        .write("roster.csv", &("email,name,team\n".to_owned() + &people.collect::<String>()));
    let ended = there.run(&["import", "roster", "roster.csv", "--apply"]);
    assert_eq!(ended.code, Some(0), "{}", ended.err);

    let now = SystemClock.now();
    let program = Program {
        id: ProgramId(id(1)),
        name: "Quarterly".into(),
        purpose: "To try the schedule.".into(),
        mode: Mode::Confidential,
        schedule: Some(Schedule { opens_after_days: 30, open_days: 14 }),
        grouping: None,
        archived: false,
    };
    let current = ItemVersion {
        id: ItemVersionId(id(2)),
        item: ItemId(id(1)),
        version: 1,
        series: 1,
        wording: "How is it?".into(),
        help: String::new(),
        scale: Scale::Likert5,
        reverse: false,
        gate: None,
    };
    let item =
        Item { id: ItemId(id(1)), key: "our-own".into(), dimension: Dimension::Flow, current };
    let wave = Wave {
        id: WaveId(id(1)),
        program: program.id,
        period: "2020-Q1".parse().unwrap(),
        state: WaveState::Draft,
        mode: Mode::Confidential,
        opens_at: Some(now - HOUR),
        closes_at: Some(now + 24 * HOUR),
        imported: false,
    };
    let mut tx = store.begin().await.unwrap();
    tx.insert_item(&item).await.unwrap();
    tx.insert_program(&program).await.unwrap();
    tx.set_program_items(program.id, &[item.id]).await.unwrap();
    assert!(tx.insert_wave(&wave).await.unwrap());
    tx.commit().await.unwrap();
    wave.id
}

/// Six have answered, and the wave should have closed an hour ago.
async fn is_over(store: &Store, wave: WaveId) {
    let now = SystemClock.now();
    let mut tx = store.begin().await.unwrap();
    let place = tx.wave_roster(wave).await.unwrap().remove(0);
    for number in 0..6 {
        let answers = [(ItemVersionId(id(2)), AnswerValue::Number(4))];
        let response = StoredResponse {
            id: ResponseId(id(100 + number)),
            team: place.reporting_team_id,
            answers: AnswerSheet(answers.into()),
        };
        tx.insert_response(wave, &response).await.unwrap();
    }
    tx.set_wave_times(wave, Some(now - 2 * HOUR), Some(now - HOUR)).await.unwrap();
    tx.commit().await.unwrap();
}

/// Two nodes that start at the same moment; both look at the calendar first of all.
fn two_nodes(there: &Somewhere) -> [Serving; 2] {
    let start = || Serving::start(there.command(&["serve", "--listen", "127.0.0.1:0"]));
    std::thread::scope(|scope| {
        [scope.spawn(start), scope.spawn(start)].map(|node| node.join().unwrap())
    })
}

fn both_serve(nodes: &[Serving; 2]) {
    // Of the links for the first admin, the last that was made works.
    let mut admin = Browser::at(&nodes[0]);
    let path = |node: &Serving| {
        let link = node.first_link.clone().unwrap();
        link.split(&node.address).nth(1).unwrap().to_owned()
    };
    let fields = [("email", "ada@example.com"), ("name", "Ada"), ("password", PASSWORD)];
    let statuses = nodes.each_ref().map(|node| admin.post(&path(node), &fields).status);
    assert!(statuses.contains(&303), "{statuses:?}");
    assert!(admin.cookie.is_some());
    for node in nodes {
        let mut admin = admin.moved_to(node);
        assert_eq!(admin.get("/healthz").body, "alive\n");
        assert_eq!(admin.get("/readyz").body, "ready\n");
        assert_eq!(admin.get("/roster").status, 200, "signed in at one is signed in at both");
    }
}

async fn until(store: &Store, wave: WaveId, state: WaveState) {
    let start = Instant::now();
    while store.read().await.unwrap().wave(wave).await.unwrap().unwrap().state != state {
        assert!(start.elapsed() < Duration::from_secs(20), "the wave never gets {state:?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn done(store: &Store, action: &str) -> usize {
    let entries = store.read().await.unwrap().audit_entries(1_000).await.unwrap();
    entries.iter().filter(|entry| entry.action == action).count()
}
