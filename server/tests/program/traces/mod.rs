//! What a whole wave leaves behind: the raw files of the database and the log at its most
//! talkative, looked through for anything by which answers could be laid beside people.

mod looking;

use super::{
    Serving, Somewhere,
    browser::Browser,
    support::{Kind, run},
};
use app::domain::{
    Dimension, Item, ItemId, ItemVersion, ItemVersionId, Mode, PersonId, Program, ProgramId, Roles,
    Scale, SessionId, Wave, WaveId, WaveState,
};
use looking::{instants, mixed, places, text, unrelated};
use soundings::{
    auth::token::Token,
    clock::{Clock, SystemClock},
    random::SharedRng,
    store::Store,
};
use sqlx::Executor;
use std::{
    collections::BTreeMap,
    fs::{self, File},
    time::{Duration, Instant},
};
use uuid::Uuid;

const PEOPLE: usize = 52;
const ANSWER: usize = 32;

/// Somebody who is asked.
struct Asked {
    id: PersonId,
    email: String,
    token: String,
    /// What they write, and what they write when they send a second time.
    comments: [String; 2],
}

impl Asked {
    /// Everything by which a file could name them.
    fn names(&self) -> Vec<String> {
        let hex = self.id.0.simple().to_string();
        vec![
            text(self.id.0.as_bytes()),
            hex.to_uppercase(),
            hex,
            self.id.0.to_string(),
            self.email.clone(),
            self.token.clone(),
            Token::parse(&self.token).unwrap().hash().as_str().to_owned(),
        ]
    }
}

/// A wave that is over.
struct Over {
    wave: WaveId,
    /// Everybody who was asked, in no order.
    asked: Vec<Asked>,
    /// Who answered, in that order, as places in `asked`.
    answered: Vec<usize>,
    /// When the first answered and when the last.
    times: (i64, i64),
    server: Serving,
}

#[test]
fn nothing_in_the_files_of_sqlite_lines_up() {
    run(Kind::Sqlite, |there: Somewhere| async move {
        let store = there.look().await;
        store.migrate().await.unwrap();
        let over = a_whole_wave(&there, &store).await;
        let file = there.url.strip_prefix("sqlite:").unwrap().to_owned();
        let read = || {
            let mut files = BTreeMap::new();
            for end in ["", "-wal", "-shm"] {
                if let Ok(bytes) = fs::read(format!("{file}{end}")) {
                    files.insert(end.to_owned(), bytes);
                }
            }
            files
        };
        let serving = read();
        assert!(serving.contains_key("-wal"), "as it is while the server runs");
        look_through(&over, &serving, 4096);
        store.close().await;
        let over = stop(over, &there);
        look_through(&over, &read(), 4096);
    });
}

#[test]
fn nothing_in_the_heap_of_postgresql_lines_up() {
    run(Kind::Postgres, |there: Somewhere| async move {
        let store = there.look().await;
        store.migrate().await.unwrap();
        let over = a_whole_wave(&there, &store).await;
        let Store::Postgres(pool) = &store else { unreachable!() };

        // As SQL shows it to whoever may see everything.
        let roster: Vec<(Uuid, String, bool)> = sqlx::query_as(
            "SELECT person_id, xmin::text, answered FROM wave_roster WHERE wave_id = $1 ORDER BY ctid",
        )
        .bind(over.wave)
        .fetch_all(pool)
        .await
        .unwrap();
        assert_eq!(roster.len(), PEOPLE);
        assert!(roster.is_sorted_by_key(|(person, ..)| *person), "by person and nothing else");
        assert!(roster.iter().all(|(_, _, answered)| !answered));
        let responses: Vec<(Uuid, String, String)> = sqlx::query_as(
            "SELECT id, xmin::text, answers FROM responses WHERE wave_id = $1 ORDER BY ctid",
        )
        .bind(over.wave)
        .fetch_all(pool)
        .await
        .unwrap();
        assert!(responses.is_sorted_by_key(|(id, ..)| *id), "by their new random names");
        let ranks: Vec<usize> = responses.iter().map(|(.., text)| over.rank(text)).collect();
        unrelated("responses by ctid", &ranks);
        let mut transactions: Vec<&String> = roster.iter().map(|(_, xmin, _)| xmin).collect();
        transactions.extend(responses.iter().map(|(_, xmin, _)| xmin));
        transactions.sort();
        transactions.dedup();
        assert_eq!(transactions.len(), 1, "all were written by the closing");

        // As a dump writes it, and as it stands on disk.
        let tables: Vec<(String, String)> = sqlx::query_as(
            "SELECT relname::text, pg_relation_filepath(oid) FROM pg_class
             WHERE relkind IN ('r', 'i', 't') AND relnamespace IN
               (SELECT oid FROM pg_namespace WHERE nspname IN ('public', 'pg_toast'))",
        )
        .fetch_all(pool)
        .await
        .unwrap();
        let (folder,): (String,) =
            sqlx::query_as("SHOW data_directory").fetch_one(pool).await.unwrap();
        pool.execute("CHECKPOINT").await.unwrap();
        let mut files = BTreeMap::new();
        for (table, path) in tables {
            if let Ok(bytes) = fs::read(format!("{folder}/{path}")) {
                files.insert(table, bytes);
            }
        }
        assert!(files.contains_key("wave_roster"), "{folder} can't be read from here");
        look_through(&over, &files, 8192);
        let dump = super::support::dump(&store).await;
        for (table, rows) in &dump {
            for row in rows {
                nobody_beside_answers(&over, table, row);
                assert!(instants(row.as_bytes(), over.times.0, over.times.1).is_empty(), "{row}");
            }
        }
        store.close().await;
        stop(over, &there);
    });
}

/// Opens a wave, lets many answer in a random order and some twice, closes and publishes it.
async fn a_whole_wave(there: &Somewhere, store: &Store) -> Over {
    let random = SharedRng::from_os();
    let roster: String = (0..PEOPLE)
        .map(|n| format!("p{n}@example.com,Person {n},Org / Team {}\n", n % 4))
        .collect();
    there.place.write("roster.csv", &format!("email,name,team\n{roster}"));
    let ended = there.run(&["import", "roster", "roster.csv", "--apply"]);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    let (wave, question, comment) = is_drafted(store).await;

    let mut command = there.command(&["serve", "--listen", "127.0.0.1:0", "--log-level", "trace"]);
    command.stderr(File::create(there.place.path().join("log")).unwrap());
    let server = Serving::start_logging(command);
    let mut researcher = Browser::at(&server);
    researcher.become_first_admin(&server);
    let mut tx = store.begin().await.unwrap();
    let people = tx.people().await.unwrap();
    let admin = people.iter().find(|person| person.roles.admin).unwrap();
    tx.set_roles(admin.id, Roles { admin: true, researcher: true, ..Roles::default() })
        .await
        .unwrap();
    let mut asked = Vec::new();
    for person in people.iter().filter(|person| person.team.is_some()) {
        let token = Token::random(&random);
        let session = SessionId(random.uuid());
        let now = SystemClock.now();
        tx.insert_session(session, token.hash().as_str(), person.id, now).await.unwrap();
        asked.push(Asked {
            id: person.id,
            email: person.email.to_string(),
            token: token.reveal().to_owned(),
            comments: [random.uuid(), random.uuid()].map(|id| format!("said{}", id.simple())),
        });
    }
    tx.commit().await.unwrap();
    let mut step = |step: &str| {
        let answer = researcher.post(&format!("/waves/{wave}/{step}"), &[]);
        assert_eq!(answer.status, 303, "{step}: {}", answer.body);
    };
    step("open");

    // By other random numbers, so that nothing else is in this order.
    let mut answered: Vec<(Uuid, usize)> = (0..PEOPLE).map(|n| (random.uuid(), n)).collect();
    answered.sort();
    let answered: Vec<usize> = answered.into_iter().map(|(_, n)| n).take(ANSWER).collect();
    // Some distance, so that what opening wrote is not taken for an answer.
    tokio::time::sleep(Duration::from_millis(20)).await;
    let begun = SystemClock.now();
    for (turn, &who) in answered.iter().enumerate() {
        let mut browser = Browser::at(&server);
        browser.cookie = Some(format!("soundings={}", asked[who].token));
        let path = format!("/answer/{wave}");
        for comment_text in asked[who].comments.iter().take(1 + usize::from(turn % 4 == 0)) {
            let rating = (turn % 5 + 1).to_string();
            let fields = [(question.as_str(), rating.as_str()), (&comment, comment_text)];
            let answer = browser.post(&path, &fields);
            assert_eq!(answer.status, 303, "{}", answer.body);
        }
        assert_eq!(browser.get(&path).status, 200);
    }
    let ended = SystemClock.now();
    tokio::time::sleep(Duration::from_millis(20)).await;
    step("close");
    step("publish");
    // Closing tidies by itself, and the schedule's ticks where somebody was in its way.
    let start = Instant::now();
    loop {
        let mut tx = store.read().await.unwrap();
        let due = tx.tidy_due().await.unwrap();
        tx.commit().await.unwrap();
        if due.is_none() {
            break;
        }
        assert!(start.elapsed() < Duration::from_secs(75), "it is never tidied");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let mut tx = store.read().await.unwrap();
    assert_eq!(tx.count_responses(wave).await.unwrap(), i64::try_from(ANSWER).unwrap());
    assert_eq!(tx.wave(wave).await.unwrap().unwrap().state, WaveState::Published);
    tx.commit().await.unwrap();
    Over { wave, asked, answered, times: (begun, ended), server }
}

/// A program that asks for a number and a comment; gives the names of their fields.
async fn is_drafted(store: &Store) -> (WaveId, String, String) {
    let item = |number: u128, key: &str, scale: Scale| {
        let id = ItemId(Uuid::from_u128(number));
        let current = ItemVersion {
            id: ItemVersionId(Uuid::from_u128(number + 1)),
            item: id,
            version: 1,
            series: 1,
            wording: format!("How is {key}?"),
            help: String::new(),
            scale,
            reverse: false,
            gate: None,
        };
        Item { id, key: key.into(), dimension: Dimension::Flow, current }
    };
    let items = [item(0x10, "our-own", Scale::Likert5), item(0x20, "why", Scale::Text)];
    let program = Program {
        id: ProgramId(Uuid::from_u128(1)),
        name: "Quarterly".into(),
        purpose: "To look for traces.".into(),
        mode: Mode::Confidential,
        schedule: None,
        grouping: None,
        archived: false,
    };
    let wave = Wave {
        id: WaveId(Uuid::from_u128(2)),
        program: program.id,
        period: "2026-Q3".parse().unwrap(),
        state: WaveState::Draft,
        mode: Mode::Confidential,
        opens_at: None,
        closes_at: None,
        imported: false,
    };
    let mut tx = store.begin().await.unwrap();
    tx.insert_program(&program).await.unwrap();
    for item in &items {
        tx.insert_item(item).await.unwrap();
    }
    tx.set_program_items(program.id, &items.each_ref().map(|item| item.id)).await.unwrap();
    assert!(tx.insert_wave(&wave).await.unwrap());
    tx.commit().await.unwrap();
    let [question, comment] = items.map(|item| format!("a.{}", item.current.id));
    (wave.id, question, comment)
}

impl Over {
    /// At which turn the answer came that this text holds.
    fn rank(&self, text: &str) -> usize {
        let turns = self.answered.iter();
        let mut found =
            turns.enumerate().filter(|(_, who)| text.contains(&self.asked[**who].comments[0]));
        let (turn, _) = found.next().expect("somebody's answer");
        turn
    }

    fn turn_of(&self, who: usize) -> Option<usize> {
        self.answered.iter().position(|other| *other == who)
    }
}

/// Stops the server and looks through its log.
fn stop(mut over: Over, there: &Somewhere) -> Over {
    over.server.terminate();
    assert!(over.server.child().wait().unwrap().success());
    let log = fs::read_to_string(there.place.path().join("log")).unwrap();
    assert!(log.lines().count() > 10, "it says something: {log}");
    for person in &over.asked {
        let names = person.names();
        for name in names.iter().chain(&person.comments) {
            assert!(!log.contains(name.as_str()), "{name}");
        }
    }
    for word in ["/answer", "responses", "wave_roster"] {
        let lines: Vec<&str> = log.lines().filter(|line| line.contains(word)).collect();
        assert!(lines.is_empty(), "{word}: {lines:#?}");
    }
    over
}

/// Everything that files of pages of this size must not give away.
fn look_through(over: &Over, files: &BTreeMap<String, Vec<u8>>, page_size: usize) {
    let all: usize = files.values().map(Vec::len).sum();
    assert!(all > 100_000, "there is something to look through: {all}");
    let mut seen = 0;
    for (name, bytes) in files {
        let found = instants(bytes, over.times.0, over.times.1);
        assert!(found.is_empty(), "{name}: a time of answering at {found:?}");
        for (number, page) in bytes.chunks(page_size).enumerate() {
            let name = format!("page {number} of {name}");
            let page = text(page);
            nobody_beside_answers(over, &name, &page);
            nobody_in_order(over, &name, &page);
        }
        let whole = text(bytes);
        // The first and the last time that each answer stands there: a response and, of comments
        // that were published, a copy.
        let mut spots: Vec<(usize, usize)> = Vec::new();
        for (turn, who) in over.answered.iter().enumerate() {
            let [first, second] = &over.asked[*who].comments;
            let stands = places(&whole, first);
            spots.extend(stands.iter().map(|at| (*at, turn)));
            assert!(places(&whole, second).is_empty(), "{name}: what was not stored");
        }
        spots.sort_unstable();
        seen += spots.len();
        let mut turns: Vec<usize> = Vec::new();
        for (_, turn) in &spots {
            if !turns.contains(turn) {
                turns.push(*turn);
            }
        }
        let mut last: Vec<usize> = Vec::new();
        for (_, turn) in spots.iter().rev() {
            if !last.contains(turn) {
                last.push(*turn);
            }
        }
        if turns.len() >= 20 {
            unrelated(&format!("answers in {name}"), &turns);
            unrelated(&format!("answers in {name}, from its end"), &last);
        }
    }
    assert!(seen >= ANSWER, "the answers are in these files: {seen}");
}

/// A page or a line with an answer names nobody who was asked.
#[track_caller]
fn nobody_beside_answers(over: &Over, name: &str, page: &str) {
    let holds = |comment: &String| page.contains(comment.as_str());
    if !over.asked.iter().any(|person| person.comments.iter().any(holds)) {
        return;
    }
    for person in &over.asked {
        for known in person.names() {
            assert!(!page.contains(&known), "{name}: {} beside answers", person.email);
        }
    }
}

/// A page that holds many people holds them in no order that has to do with answering.
fn nobody_in_order(over: &Over, name: &str, page: &str) {
    let mut spots: Vec<(usize, usize)> = Vec::new();
    for (who, person) in over.asked.iter().enumerate() {
        spots.extend(places(page, &text(person.id.0.as_bytes())).last().map(|at| (*at, who)));
    }
    spots.sort_unstable();
    let turns: Vec<usize> = spots.iter().filter_map(|(_, who)| over.turn_of(*who)).collect();
    if turns.len() >= 20 {
        unrelated(&format!("people in {name}"), &turns);
    }
    if turns.len() >= 10 && spots.len() - turns.len() >= 10 {
        let marks: Vec<bool> = spots.iter().map(|(_, who)| over.turn_of(*who).is_some()).collect();
        mixed(&format!("people in {name}"), &marks);
    }
}
