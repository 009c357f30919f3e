//! The server under test, with a clock that stands still and people who can sign in.

use crate::{
    browser::Browser,
    support::{Database, OnDatabase},
};
use app::domain::{Email, Person, PersonId, Role, Roles, SessionId, Viewer};
use axum::Router;
use soundings::{
    auth::password::{NewPassword, Passwords},
    clock::ManualClock,
    config::{Config, Settings},
    http::{AppState, router},
    random::SharedRng,
    service::Services,
    stop::{Stop, stop_channel},
    store::Store,
};
use std::sync::Arc;
use tokio::sync::OnceCell;

/// The password of everybody to whom [`TestApp::give_password`] gave one.
pub const PASSWORD: &str = "four herons on a raft";

/// When the clock stands still at first: the morning of 16 November 2026, in a fourth quarter.
pub const MONDAY: i64 = 1_794_816_000_000;

/// One node of the server.
pub struct TestApp {
    /// The use cases, for what a test needs before it begins.
    pub services: Services,
    /// What time the server thinks it is.
    pub clock: ManualClock,
    router: Router,
    origin: String,
    database: String,
    /// A server whose end nobody could tell would stop at once.
    _stop: Stop,
}

impl OnDatabase for TestApp {
    async fn on(database: &Database) -> Self {
        let clock = ManualClock::at(MONDAY);
        let store = database.open().await;
        Self::assemble(database.url(), store, clock, 1, |_| ())
    }
}

impl TestApp {
    fn assemble(
        database: &str,
        store: Store,
        clock: ManualClock,
        seed: u64,
        configure: impl FnOnce(&mut Config),
    ) -> Self {
        let mut config = Config::from_settings(&Settings::default()).unwrap();
        configure(&mut config);
        let random = SharedRng::seeded(seed);
        let services = Services::new(&config, store, Arc::new(clock.clone()), random).unwrap();
        let (stop, stopping) = stop_channel();
        Self {
            router: router(AppState::new(services.clone()), stopping, config.trusted_proxies),
            origin: config.public_url().origin(),
            services,
            clock,
            database: database.to_owned(),
            _stop: stop,
        }
    }

    /// The same server with another configuration.
    pub fn configured(&self, configure: impl FnOnce(&mut Config)) -> Self {
        let store = self.services.store.clone();
        Self::assemble(&self.database, store, self.clock.clone(), 2, configure)
    }

    /// The same server over other connections, such as some that can't write.
    pub fn over(&self, store: Store) -> Self {
        Self::assemble(&self.database, store, self.clock.clone(), 4, |_| ())
    }

    /// The address of its database.
    pub fn database(&self) -> &str {
        &self.database
    }

    /// Another node on the same database, with connections of its own.
    pub async fn second_node(&self) -> Self {
        let store = Store::open(&self.database).await.unwrap();
        Self::assemble(&self.database, store, self.clock.clone(), 3, |_| ())
    }

    /// The router itself.
    pub fn router(&self) -> &Router {
        &self.router
    }

    /// A browser in which nobody is signed in.
    pub fn browser(&self) -> Browser {
        Browser::new(self.router.clone(), &self.origin)
    }

    /// Adds a person; the address is made of the first name.
    pub async fn person(&self, name: &str, roles: Roles) -> Person {
        let local = name.split(' ').next().unwrap_or_default().to_lowercase();
        let person = Person {
            id: PersonId(self.services.random.uuid()),
            email: Email::parse(&format!("{local}@example.com")).unwrap(),
            name: name.to_owned(),
            team: None,
            roles,
            attributes: Vec::new(),
            left: false,
        };
        let mut tx = self.services.store.begin().await.unwrap();
        tx.insert_person(&person).await.unwrap();
        tx.commit().await.unwrap();
        person
    }

    /// The person of a test who has this role and no other: made when first asked for.
    pub async fn person_as(&self, role: Role) -> Person {
        let (name, roles) = match role {
            Role::Developer => ("Dora Developer", Roles::default()),
            Role::Manager => ("Mina Manager", Roles { manager: true, ..Roles::default() }),
            Role::Researcher => ("Rita Researcher", Roles { researcher: true, ..Roles::default() }),
            Role::Admin => ("Anna Admin", Roles { admin: true, ..Roles::default() }),
        };
        let local = name.split(' ').next().unwrap_or_default();
        let email = Email::parse(&format!("{local}@example.com")).unwrap();
        let mut tx = self.services.store.read().await.unwrap();
        let found = tx.person_by_email(&email).await.unwrap();
        tx.commit().await.unwrap();
        match found {
            Some(person) => person,
            None => self.person(name, roles).await,
        }
    }

    /// Lets a person sign in with [`PASSWORD`].
    pub async fn give_password(&self, person: &Person) {
        // Hashing is slow on purpose: once for all tests is enough.
        static HASH: OnceCell<String> = OnceCell::const_new();
        let hash = HASH
            .get_or_init(|| async {
                let nobody = Email::parse("nobody@example.com").unwrap();
                let password = NewPassword::parse(PASSWORD, Some(&nobody)).unwrap();
                Passwords::default().hash(password, &SharedRng::seeded(7)).await.unwrap()
            })
            .await;
        let mut tx = self.services.store.begin().await.unwrap();
        tx.set_password_hash(person.id, Some(hash)).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// A browser in which this person is signed in.
    pub async fn sign_in(&self, person: &Person) -> Browser {
        let sign_in = self.services.start_session(person.clone()).await.unwrap();
        let browser = self.browser();
        browser.keep_cookie(self.services.secure_cookies(), sign_in.token.reveal());
        browser
    }

    /// A browser in which somebody with this role and no other is signed in.
    pub async fn sign_in_as(&self, role: Role) -> Browser {
        self.sign_in(&self.person_as(role).await).await
    }

    /// A person as use cases see them.
    pub fn viewer(&self, person: &Person) -> Viewer {
        Viewer {
            person: person.id,
            session: SessionId(self.services.random.uuid()),
            email: person.email.clone(),
            name: person.name.clone(),
            team: person.team,
            roles: person.roles,
        }
    }
}
