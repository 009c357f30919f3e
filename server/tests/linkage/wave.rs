//! Fifty people answer: in a random order, some twice, some long after they got their token.

use crate::{closing, log::Log, loot::Loot, support::Database};
use app::domain::{
    Email, ItemVersionId, Mode, Person, PersonId, ProgramId, Roles, Team, TeamId, Viewer, WaveId,
};
use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
};
use http_body_util::BodyExt;
use rand::{Rng, seq::SliceRandom};
use serde_json::{Value, json};
use soundings::{
    clock::SystemClock,
    config::{Config, Settings},
    http::{AppState, router},
    random::SharedRng,
    service::{ProgramSettings, Services, WaveSettings},
    stop::stop_channel,
    store::Store,
};
use sqlx::AssertSqlSafe;
use std::{sync::Arc, time::Duration};
use token::{Blinding, Token, encoding::encode, info};
use tower::ServiceExt;

pub const PEOPLE: usize = 50;

/// Which protection is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Off {
    /// None: everything is as it is.
    Nothing,
    /// None, but the closing is the one of these tests.
    OnlyTheService,
    /// The browser asks for what it will send.
    Blinding,
    /// Responses are numbered, and keep their numbers.
    RandomNames,
    /// Responses keep the names that tokens lead to.
    NewNames,
    /// Responses are written anew in the order in which they came.
    RandomOrder,
    /// Responses are not written anew.
    Rewriting,
    /// Old pages and journals stay.
    Tidying,
    /// The log has a line with a size for each request.
    QuietLog,
}

/// One of the fifty, and what tells their answers from others'.
pub struct Developer {
    pub id: PersonId,
    cookie: String,
    /// Said by nobody else. Of a length of its own.
    pub comment: String,
    /// How many bytes they sent.
    pub sent: usize,
    pub blinded: [u8; 32],
    pub token: Option<Token>,
}

/// A wave that is over, and what the attacker got.
pub struct Over {
    pub people: Vec<Developer>,
    /// The order in which they asked for a token, which the attacker knows.
    pub asked: Vec<usize>,
    pub loot: Loot,
    secret: [u8; 32],
}

impl Over {
    /// Neither its bytes nor its text are anywhere.
    pub fn the_secret_is_gone(&self) {
        let text = encode(&self.secret).into_bytes();
        let open = self.loot.files.iter().filter(|(name, _)| name.contains("of the open wave"));
        for (name, bytes) in open {
            assert!(bytes.windows(text.len()).any(|window| window == text), "it was in {name}");
        }
        for (name, bytes) in self.loot.after_closing() {
            for secret in [&self.secret[..], &text] {
                let there = bytes.windows(secret.len()).any(|window| window == secret);
                assert!(!there, "the secret of the key is in {name}");
            }
        }
    }
}

pub async fn run(database: &Database, off: Off, log: &Log) -> Over {
    let store = database.open().await;
    let random = SharedRng::from_os();
    let config = Config::from_settings(&Settings::default()).unwrap();
    let services =
        Services::new(&config, store.clone(), Arc::new(SystemClock), random.clone()).unwrap();
    let (_stop, stopping) = stop_channel();
    let origin = config.public_url().origin();
    let server = router(AppState::new(services.clone()), stopping, 0);
    let (researcher, team, mut people) = organisation(&services).await;
    let (wave, question, comment) = opened(&services, &researcher).await;
    let mut tx = store.read().await.unwrap();
    let key = tx.wave_key(wave).await.unwrap().unwrap();
    let secret = tx.wave_secret(wave).await.unwrap().unwrap();
    drop(tx);

    // Something that is logged, so that the log is known to be on.
    let other = Request::get("/method").body(Body::empty()).unwrap();
    assert_eq!(server.clone().oneshot(other).await.unwrap().status(), StatusCode::OK);
    let mut chance = random.fork();
    let (asked, steps) = order(&mut chance);
    let mut came = Vec::new();
    for step in steps {
        match step {
            Step::Ask(who) => {
                let person = &mut people[who];
                let input = random.bytes::<32>();
                let blinding = Blinding::new(&input, |bytes| match off {
                    // The scalar one: a blind that hides nothing.
                    Off::Blinding => {
                        bytes.fill(0);
                        bytes[0] = 1;
                    }
                    _ => random.fill(bytes),
                });
                let blinding = blinding.unwrap();
                person.blinded = blinding.element();
                let body = json!({ "blinded": encode(&person.blinded) }).to_string();
                let path = format!("/answer/{wave}/token");
                let (status, told) =
                    post(&server, &origin, &path, Some(&person.cookie), body).await;
                assert_eq!(status, StatusCode::OK, "{told}");
                let told: Value = serde_json::from_str(&told).unwrap();
                let part = |name: &str| told[name].as_str().unwrap().to_owned();
                let evaluated = token::encoding::decode(&part("evaluated")).unwrap();
                let proof = token::encoding::decode(&part("proof")).unwrap();
                let tag = info(wave.0, team.0);
                let output = blinding.finish(&evaluated, &proof, &key, &tag).unwrap();
                person.token = Some(Token { wave: wave.0, team: team.0, key, input, output });
            }
            // What is numbered can't be found again to be replaced.
            Step::Answer(_, true) if off == Off::RandomNames => {}
            Step::Answer(who, again) => {
                let person = &mut people[who];
                let token = person.token.as_ref().unwrap();
                let rating = if again { "5" } else { "2" };
                let answers = [(&question, rating), (&comment, person.comment.as_str())];
                let body = json!({
                    "team": token.team, "input": encode(&token.input),
                    "output": encode(&token.output), "answers": answers,
                })
                .to_string();
                person.sent = body.len();
                if off == Off::QuietLog {
                    tracing::debug!(bytes = body.len(), "request");
                }
                let (status, told) =
                    post(&server, &origin, &format!("/responses/{wave}"), None, body).await;
                assert_eq!(status, StatusCode::NO_CONTENT, "{told}");
                if !again {
                    came.push(who);
                }
                let person = &people[who];
                if off == Off::RandomNames {
                    number(&store, &person.comment).await;
                }
            }
        }
    }
    let mut loot = Loot::default();
    loot.while_open(&store).await;
    let came: Vec<&str> = came.iter().map(|who| people[*who].comment.as_str()).collect();
    closing::close(&services, &researcher, wave, off, &came).await;
    loot.afterwards(&store, database.url()).await;
    loot.log(log);
    store.close().await;
    Over { people, asked, loot, secret }
}

enum Step {
    Ask(usize),
    Answer(usize, bool),
}

/// Most answer right after asking, one in four only after some others; one in five sends again.
fn order(chance: &mut impl Rng) -> (Vec<usize>, Vec<Step>) {
    let mut asked: Vec<usize> = (0..PEOPLE).collect();
    asked.shuffle(chance);
    // (when, step): a moment a person, and what is late between those of others.
    let mut steps = Vec::new();
    for (turn, who) in asked.iter().enumerate() {
        let turn = turn as f64;
        let late = if chance.random_bool(0.25) { chance.random_range(0.5..4.0) } else { 0.2 };
        steps.push((turn, Step::Ask(*who)));
        steps.push((turn + late, Step::Answer(*who, false)));
        if chance.random_bool(0.2) {
            steps.push((turn + late + chance.random_range(0.1..6.0), Step::Answer(*who, true)));
        }
    }
    steps.sort_by(|one, two| one.0.total_cmp(&two.0));
    (asked, steps.into_iter().map(|(_, step)| step).collect())
}

async fn post(
    server: &Router,
    origin: &str,
    path: &str,
    cookie: Option<&str>,
    body: String,
) -> (StatusCode, String) {
    let mut request = Request::post(path)
        .header(header::ORIGIN, origin)
        .header(header::CONTENT_TYPE, "application/json");
    if let Some(cookie) = cookie {
        request = request.header(header::COOKIE, cookie);
    }
    let request = request.body(Body::from(body)).unwrap();
    let response = server.clone().oneshot(request).await.unwrap();
    let status = response.status();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    (status, String::from_utf8_lossy(&body).into_owned())
}

/// Gives the response with this comment the next number for a name.
async fn number(store: &Store, comment: &str) {
    const NUMBERED: &str = "UPDATE responses SET id = $1 WHERE answers LIKE '%' || $2 || '%'";
    let mut tx = store.read().await.unwrap();
    let waves = tx.waves().await.unwrap();
    let count = tx.count_responses(waves[0].id).await.unwrap();
    drop(tx);
    let name = uuid::Uuid::from_u128(u128::try_from(count).unwrap());
    let statement = AssertSqlSafe(NUMBERED);
    match store {
        Store::Sqlite(pool) => {
            sqlx::query(statement).bind(name).bind(comment).execute(pool).await.map(drop).unwrap();
        }
        Store::Postgres(pool) => {
            sqlx::query(statement).bind(name).bind(comment).execute(pool).await.map(drop).unwrap();
        }
    }
}

async fn organisation(services: &Services) -> (Viewer, TeamId, Vec<Developer>) {
    let random = &services.random;
    let team = Team {
        id: TeamId(random.uuid()),
        parent: None,
        name: "Engineering".into(),
        retired: false,
    };
    let person = |number: usize, team, roles| Person {
        id: PersonId(random.uuid()),
        email: Email::parse(&format!("p{number}@example.com")).unwrap(),
        name: format!("Person {number}"),
        team,
        roles,
        attributes: Vec::new(),
        left: false,
    };
    let roles = Roles { researcher: true, ..Roles::default() };
    let researcher = person(PEOPLE, None, roles);
    let everybody: Vec<Person> =
        (0..PEOPLE).map(|number| person(number, Some(team.id), Roles::default())).collect();
    let mut tx = services.store.begin().await.unwrap();
    tx.insert_team(&team).await.unwrap();
    for person in everybody.iter().chain([&researcher]) {
        tx.insert_person(person).await.unwrap();
    }
    tx.commit().await.unwrap();
    let mut people = Vec::new();
    let mut lengths: Vec<usize> = (0..PEOPLE).collect();
    lengths.shuffle(&mut random.fork());
    for (person, more) in everybody.into_iter().zip(lengths) {
        let id = person.id;
        let sign_in = services.start_session(person).await.unwrap();
        people.push(Developer {
            id,
            cookie: format!("soundings={}", sign_in.token.reveal()),
            comment: format!("said{}{}", random.uuid().simple(), "x".repeat(more)),
            sent: 0,
            blinded: [0; 32],
            token: None,
        });
    }
    let viewer = Viewer {
        person: researcher.id,
        session: app::domain::SessionId(random.uuid()),
        email: researcher.email,
        name: researcher.name,
        team: None,
        roles,
    };
    (viewer, team.id, people)
}

async fn opened(services: &Services, researcher: &Viewer) -> (WaveId, String, String) {
    services.ensure_bank().await.unwrap();
    let settings = ProgramSettings {
        name: "Quarterly".into(),
        purpose: "To be attacked.".into(),
        mode: Mode::Unlinkable.name().into(),
        ..ProgramSettings::default()
    };
    let program: ProgramId = services.create_program(researcher, &settings, true).await.unwrap();
    let period = WaveSettings { period: "2026-Q4".into(), ..WaveSettings::default() };
    let wave = services.create_wave(researcher, program, &period).await.unwrap();
    services.open_wave(researcher, wave).await.unwrap();
    // So that what opening wrote is not taken for an answer.
    tokio::time::sleep(Duration::from_millis(20)).await;
    let mut tx = services.store.read().await.unwrap();
    let items = tx.wave_items(wave).await.unwrap();
    let field = |key: &str| -> ItemVersionId {
        items.iter().find(|item| item.key == key).unwrap().current.id
    };
    (wave, format!("a.{}", field("editor")), format!("a.{}", field("one-change")))
}
