//! Searching 20,000 interviews, on SQLite and on PostgreSQL, as the search page does: what was found
//! with its snippets, and everything that can be chosen. Ends with 1 where a search takes longer than
//! [`ALLOWED`].
//!
//! Started by `cargo xtask bench interviews`, which has a PostgreSQL running.
#![allow(clippy::expect_used, reason = "a bench that can't go on has nothing to tell")]

#[path = "../tests/support/mod.rs"]
#[allow(unused_imports, unused_macros, reason = "tests use more of it")]
mod support;

use app::{
    domain::{
        Consent, Email, GuideVersionId, Highlight, HighlightId, Interview, InterviewId,
        InterviewState, Note, NotePlace, Person, PersonId, Quotes, Readers, Roles, SessionId, Span,
        Tag, TagId, Team, TeamId, Theme, ThemeId, Viewer,
    },
    ports::{SearchPort, SearchQuery},
};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use soundings::{
    clock::SystemClock,
    config::{Config, Settings},
    random::SharedRng,
    service::Services,
    store::Store,
};
use std::{
    process::ExitCode,
    sync::Arc,
    time::{Duration, Instant},
};
use support::{Database, Kind};
use uuid::Uuid;

const INTERVIEWS: usize = 20_000;
const NOTES: u16 = 8;
const WORDS: usize = 60;
const PEOPLE: usize = 20_000;
const TEAMS: usize = 3_000;
const TAGS: usize = 60;
/// How many words there are. The one of place n is used about n times less than the first.
const VOCABULARY: usize = 30_000;
const DAY: i64 = 24 * 60 * 60 * 1000;
/// 1 January 2024.
const FIRST_DAY: i64 = 1_704_067_200_000;

/// How long a search may take.
const ALLOWED: Duration = Duration::from_millis(50);
const TRIES: usize = 40;

fn number(kind: u128, place: usize) -> Uuid {
    // Keys that databases see are random in life; these are spread as well.
    let spread = (place as u128 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835);
    Uuid::from_u128(spread ^ kind)
}

/// A word of the vocabulary: no other begins with it.
fn word(place: usize) -> String {
    let mut word = String::from("q");
    let mut rest = place;
    for _ in 0..4 {
        word.push(char::from(b'a' + (rest % 20) as u8));
        rest /= 20;
    }
    word
}

/// A place of the vocabulary: as often as words of a language come.
fn drawn(rng: &mut ChaCha8Rng) -> usize {
    let most = (VOCABULARY as f64).ln();
    (rng.random_range(0.0..most).exp() as usize).saturating_sub(1)
}

fn text(rng: &mut ChaCha8Rng) -> String {
    let words: Vec<String> = (0..WORDS).map(|_| word(drawn(rng))).collect();
    words.join(" ")
}

async fn organisation(store: &Store) {
    let mut tx = store.begin().await.expect("a transaction");
    for place in 0..TEAMS {
        let team = Team {
            id: TeamId(number(1, place)),
            parent: (place > 0).then(|| TeamId(number(1, (place - 1) / 12))),
            name: format!("Team {place}"),
            retired: false,
        };
        tx.insert_team(&team).await.expect("a team");
    }
    for place in 0..PEOPLE {
        let attributes = [("level", place % 5), ("persona", place % 8), ("location", place % 12)];
        let person = Person {
            id: PersonId(number(2, place)),
            email: Email::parse(&format!("person{place}@example.com")).expect("an address"),
            name: format!("Person {place}"),
            team: Some(TeamId(number(1, place % TEAMS))),
            roles: Roles { researcher: place == 0, ..Roles::default() },
            attributes: attributes
                .map(|(name, value)| (name.to_owned(), format!("{name} {value}")))
                .to_vec(),
            left: false,
        };
        tx.insert_person(&person).await.expect("a person");
    }
    for place in 0..TAGS {
        let tag = Tag {
            id: TagId(number(3, place)),
            parent: (place > 7).then(|| TagId(number(3, place % 8))),
            name: format!("Tag {place}"),
            description: String::new(),
        };
        tx.insert_tag(&tag).await.expect("a tag");
    }
    tx.commit().await.expect("it is stored");
}

async fn interviews(store: &Store, guide: GuideVersionId) {
    let mut rng = ChaCha8Rng::seed_from_u64(11);
    let researcher = PersonId(number(2, 0));
    let mut tx = store.begin().await.expect("a transaction");
    for place in 0..INTERVIEWS {
        if place % 1_000 == 999 {
            tx.commit().await.expect("it is stored");
            tx = store.begin().await.expect("a transaction");
        }
        let person = 1 + place % (PEOPLE - 1);
        let starts_at = FIRST_DAY + place as i64 * 1_000 * DAY / INTERVIEWS as i64;
        let interview = Interview {
            id: InterviewId(number(4, place)),
            guide,
            person: Some(PersonId(number(2, person))),
            team: Some(TeamId(number(1, person % TEAMS))),
            // A tenth is for those present, among whom the one who searches is not.
            interviewer: if place % 10 == 3 { PersonId(number(2, 1)) } else { researcher },
            observer: None,
            starts_at,
            minutes: 45,
            place: String::new(),
            state: InterviewState::Held,
            about: None,
        };
        let consent = Consent {
            recorded_at: starts_at,
            keep_days: 730,
            readers: if place % 10 == 3 { Readers::Present } else { Readers::Researchers },
            quotes: Quotes::WithoutName,
        };
        tx.insert_interview(&interview).await.expect("an interview");
        tx.insert_consent(interview.id, consent, &place.to_string()).await.expect("consent");
        for prompt in 1..=NOTES {
            let at = NotePlace::Prompt { section: 2, prompt };
            let text = text(&mut rng);
            let note = Note { place: at, author: researcher, text, revision: 1 };
            tx.write_note(interview.id, &note).await.expect("a note");
            if prompt <= 2 {
                let span = Span { begins: 0, ends: 6 * 12 - 1 };
                let highlight = Highlight {
                    id: HighlightId(number(5, place * 2 + usize::from(prompt))),
                    interview: interview.id,
                    place: at,
                    author: researcher,
                    span,
                    coder: researcher,
                    sentiment: None,
                    tags: vec![TagId(number(3, rng.random_range(0..TAGS)))],
                };
                let words = span.of(&note.text);
                tx.insert_highlight(&highlight, words).await.expect("a highlight");
            }
        }
    }
    for place in 0..200 {
        let theme = Theme {
            id: ThemeId(number(6, place)),
            title: format!("Theme {place}"),
            summary: text(&mut rng),
            created_at: FIRST_DAY,
            revision: 1,
            retired: false,
            withdrawn: 0,
        };
        tx.insert_theme(&theme).await.expect("a theme");
    }
    tx.commit().await.expect("it is stored");
}

/// What people look for: a name of it, and the query.
fn queries() -> Vec<(&'static str, SearchQuery)> {
    let words = |words: String| SearchQuery { words, page: 1, ..SearchQuery::default() };
    let (common, usual, rare) = (word(0), word(200), word(25_000));
    let team = TeamId(number(1, 2_500)).to_string();
    let tag = TagId(number(3, 9)).to_string();
    vec![
        ("a word in most notes", words(common.clone())),
        ("a usual word", words(usual.clone())),
        ("a rare word", words(rare.clone())),
        ("a word nobody said", words("unheard".into())),
        ("two usual words", words(format!("{usual} {}", word(120)))),
        ("the beginning of many words", words("qa".into())),
        ("a word in most notes, page 10", SearchQuery { page: 10, ..words(common.clone()) }),
        ("a word in most notes, one small team", SearchQuery { team, ..words(common.clone()) }),
        (
            "a usual word, one quarter and persona",
            SearchQuery {
                quarter: "2024-Q2".into(),
                attribute: "persona=persona 3".into(),
                ..words(usual)
            },
        ),
        ("a word in most notes, one tag", SearchQuery { tag, ..words(common.clone()) }),
        (
            "a word in most notes, the oldest quarter",
            SearchQuery { quarter: "2024-Q1".into(), ..words(common.clone()) },
        ),
        (
            "a word in most notes, the oldest quarter, one persona",
            SearchQuery {
                quarter: "2024-Q1".into(),
                attribute: "persona=persona 3".into(),
                ..words(common)
            },
        ),
        ("a rare word among themes", SearchQuery { kind: "theme".into(), ..words(rare) }),
    ]
}

/// Searches, tells how long it took, and gives back whether it was fast enough.
async fn measure(kind: Kind, name: &str) -> bool {
    let Some(database) = Database::create(kind).await else {
        println!("{name}: left out, as SOUNDINGS_TEST_POSTGRES names no server");
        return true;
    };
    let store = database.open().await;
    let config = Config::from_settings(&Settings::default()).expect("a configuration");
    let random = SharedRng::seeded(1);
    let services =
        Services::new(&config, store.clone(), Arc::new(SystemClock), random).expect("services");
    services.ensure_guides().await.expect("guides");
    let guides = store.read().await.expect("a transaction").guides().await.expect("guides");
    let started = Instant::now();
    organisation(&store).await;
    interviews(&store, guides[0].current.id).await;
    println!("{name}: {INTERVIEWS} interviews stored in {:.0} s", started.elapsed().as_secs_f64());
    if let Store::Postgres(pool) = &store {
        // What the server does by itself a minute after so much was written.
        sqlx::query("VACUUM ANALYZE").execute(pool).await.expect("statistics");
    }
    let viewer = Viewer {
        person: PersonId(number(2, 0)),
        session: SessionId(Uuid::nil()),
        email: Email::parse("researcher@example.com").expect("an address"),
        name: String::new(),
        team: None,
        roles: Roles { researcher: true, ..Roles::default() },
    };
    let mut fast = true;
    for (what, query) in queries() {
        let mut times = Vec::with_capacity(TRIES);
        let mut found = 0;
        for _ in 0..TRIES {
            let started = Instant::now();
            let page = services.search(&viewer, &query).await.expect("an answer");
            times.push(started.elapsed());
            found = page.hits.map_or(0, |hits| hits.len());
        }
        times.sort_unstable();
        let (median, slow) = (times[TRIES / 2], times[TRIES * 95 / 100]);
        let milliseconds = |time: Duration| time.as_secs_f64() * 1000.0;
        println!(
            "{name}: {what}: {:.1} ms, 19 of 20 below {:.1} ms, {found} on the page",
            milliseconds(median),
            milliseconds(slow)
        );
        fast &= median <= ALLOWED;
    }
    drop(services);
    database.remove().await;
    fast
}

fn main() -> ExitCode {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let fast = runtime.expect("a runtime").block_on(async {
        let sqlite = measure(Kind::Sqlite, "SQLite").await;
        measure(Kind::Postgres, "PostgreSQL").await && sqlite
    });
    if fast {
        return ExitCode::SUCCESS;
    }
    println!("a search took longer than {ALLOWED:?}");
    ExitCode::FAILURE
}
