//! A house with one admin in it, on a database of its own.

use app::domain::{Email, Person, PersonId, Roles, SessionId, TeamPath, TeamTree, Viewer};
use soundings::{
    clock::ManualClock,
    config::{Config, Settings},
    import::roster::{RosterFile, read},
    random::SharedRng,
    service::{RosterCheck, Services},
    store::Store,
};
use sqlx::Connection;
use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};
use tempfile::TempDir;
use uuid::Uuid;

/// 1 September 2026, noon.
pub const NOON: i64 = 1_788_264_000_000;

/// Everything a test works with. The database is gone with it, or with the test server.
pub struct House {
    pub services: Services,
    pub clock: ManualClock,
    #[allow(dead_code, reason = "the command tests will need it")]
    pub url: String,
    pub admin: Viewer,
    _directory: TempDir,
}

/// Runs a story on SQLite, and on PostgreSQL where the tests were given one.
pub async fn on_each_database<F: Future<Output = ()>>(story: impl Fn(House) -> F) {
    story(House::on_sqlite().await).await;
    if let Some(house) = House::on_postgres().await {
        story(house).await;
    }
}

impl House {
    pub async fn on_sqlite() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", directory.path().join("soundings.db").display());
        Self::open(url, directory).await
    }

    pub async fn on_postgres() -> Option<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let server = std::env::var("SOUNDINGS_TEST_POSTGRES").ok()?;
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("roster_{}_{count}", std::process::id());
        let mut connection = sqlx::PgConnection::connect(&server).await.unwrap();
        let create = sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"));
        sqlx::query(create).execute(&mut connection).await.unwrap();
        let (base, _) = server.rsplit_once('/').unwrap();
        Some(Self::open(format!("{base}/{name}"), tempfile::tempdir().unwrap()).await)
    }

    async fn open(url: String, directory: TempDir) -> Self {
        let store = Store::open(&url).await.unwrap();
        store.migrate().await.unwrap();
        let clock = ManualClock::at(NOON);
        let config = Config::from_settings(&Settings::default()).unwrap();
        let random = SharedRng::seeded(7);
        let services = Services::new(&config, store, Arc::new(clock.clone()), random).unwrap();
        let admin = services.create_admin("admin@example.com", "Admin").await.unwrap();
        Self { services, clock, url, admin: viewer(&admin), _directory: directory }
    }

    pub async fn people(&self) -> Vec<Person> {
        self.services.store.read().await.unwrap().people().await.unwrap()
    }

    pub async fn person(&self, email: &str) -> Person {
        let email = Email::parse(email).unwrap();
        let mut tx = self.services.store.read().await.unwrap();
        tx.person_by_email(&email).await.unwrap().expect("somebody with this address")
    }

    pub async fn tree(&self) -> TeamTree {
        let mut tx = self.services.store.read().await.unwrap();
        TeamTree::new(tx.teams().await.unwrap()).unwrap()
    }

    /// Everybody on a team as `ada@… Engineering / Payments`, sorted; managers have a star.
    pub async fn seats(&self) -> Vec<String> {
        let tree = self.tree().await;
        let seat = |person: &Person| {
            let path = tree.path(person.team?)?;
            let star = if person.roles.manager { "*" } else { "" };
            Some(format!("{}{star} {path}", person.email))
        };
        let people = self.people().await;
        let mut seats: Vec<String> =
            people.iter().filter(|person| !person.left).filter_map(seat).collect();
        seats.sort();
        seats
    }

    /// Brings in a roster without looking at it first.
    pub async fn bring_in(&self, text: &str) {
        self.services.import_roster(file(text), "roster.csv").await.unwrap();
    }

    /// Sends a roster to be looked at.
    pub async fn send(&self, text: &str) -> Sent {
        let kept = self.services.preview_roster(&self.admin, "roster.csv", text.into()).await;
        let RosterCheck::Kept(id) = kept.unwrap() else { panic!("refused: {text}") };
        Sent { id, fingerprint: self.fingerprint(text).await }
    }

    /// Of what a roster would change now.
    pub async fn fingerprint(&self, text: &str) -> String {
        self.services.roster_plan(file(text)).await.unwrap().fingerprint()
    }

    /// What happened to the team at `path`, newest first.
    pub async fn history(&self, path: &str) -> Vec<String> {
        let id = self.tree().await.find(&TeamPath::parse(path).unwrap()).expect("a team");
        let mut tx = self.services.store.read().await.unwrap();
        let history = tx.team_history(id).await.unwrap();
        history.iter().map(|it| format!("{} {}", it.change, it.detail).trim().to_owned()).collect()
    }

    pub async fn audit(&self) -> Vec<String> {
        let mut tx = self.services.store.read().await.unwrap();
        let entries = tx.audit_entries(100).await.unwrap();
        entries.iter().map(|entry| format!("{}: {}", entry.action, entry.detail)).collect()
    }

    pub fn later(&self) {
        self.clock.advance(Duration::from_secs(60));
    }
}

/// A roster that waits.
#[derive(Clone)]
pub struct Sent {
    pub id: app::domain::RosterUploadId,
    pub fingerprint: String,
}

pub fn file(text: &str) -> RosterFile {
    read(text.as_bytes()).unwrap()
}

pub fn viewer(person: &Person) -> Viewer {
    Viewer {
        person: person.id,
        session: SessionId(Uuid::nil()),
        email: person.email.clone(),
        name: person.name.clone(),
        team: person.team,
        roles: person.roles,
    }
}

pub fn somebody(roles: Roles) -> Viewer {
    Viewer {
        person: PersonId(Uuid::nil()),
        session: SessionId(Uuid::nil()),
        email: Email::parse("somebody@example.com").unwrap(),
        name: "Somebody".into(),
        team: None,
        roles,
    }
}
