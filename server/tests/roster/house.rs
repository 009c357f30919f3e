//! A house with one admin in it, on a database of its own.

use crate::support::{Database, OnDatabase};
use app::domain::{
    Email, Person, PersonId, Roles, RosterUploadId, SessionId, TeamPath, TeamTree, Viewer,
};
use soundings::{
    clock::ManualClock,
    config::{Config, Settings},
    import::roster::{RosterFile, read},
    random::SharedRng,
    service::{RosterCheck, Services},
};
use std::{sync::Arc, time::Duration};
use uuid::Uuid;

/// 1 September 2026, noon.
pub const NOON: i64 = 1_788_264_000_000;

/// Everything a test works with.
pub struct House {
    pub services: Services,
    pub clock: ManualClock,
    pub admin: Viewer,
}

impl OnDatabase for House {
    async fn on(database: &Database) -> Self {
        let clock = ManualClock::at(NOON);
        let config = Config::from_settings(&Settings::default()).unwrap();
        let (store, random) = (database.open().await, SharedRng::seeded(7));
        let services = Services::new(&config, store, Arc::new(clock.clone()), random).unwrap();
        let admin = services.create_admin("admin@example.com", "Admin", None).await.unwrap();
        Self { services, clock, admin: viewer(&admin) }
    }
}

impl House {
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
        let mut tx = self.services.store.read().await.unwrap();
        let upload = tx.roster_upload(id).await.unwrap().expect("it waits");
        Sent { id, fingerprint: upload.fingerprint }
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
    pub id: RosterUploadId,
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
