//! Use cases: authorise, open one transaction, call store, analysis and disclosure.
//!
//! One file a noun; each adds methods to [`Services`] and implements the noun's port for
//! the pages. To add one: a verb for its name, the [`Viewer`](app::domain::Viewer) first,
//! one transaction that is committed at the end, and an [`Error`] that tells the person
//! what to do.

mod account;
mod answering;
pub mod calendar;
mod error;
mod items;
mod programs;
mod publish;
mod schedule;
mod waves;

pub use account::{MAIL_TEXTS, NewLink, SignIn};
pub use answering::Outcome;
pub use error::{Error, Problem};
pub use items::{NewItem, Rewording};
pub use programs::{ItemsEdit, ProgramSettings};
pub use waves::WaveSettings;

use crate::{
    auth::password::Passwords,
    clock::Clock,
    http::limits::SignInLimits,
    mail::Mailer,
    random::SharedRng,
    store::Store,
};
use app::domain::DisclosurePolicy;
use std::sync::Arc;

/// What a use case gives back.
pub type Result<T> = std::result::Result<T, Error>;

/// All use cases and what they work with; cheap to clone.
#[derive(Clone)]
pub struct Services {
    /// What is kept.
    pub store: Store,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Where random bytes come from.
    pub random: SharedRng,
    /// Passwords, hashed off the async threads.
    pub passwords: Passwords,
    /// E-mail, if configured.
    pub mailer: Mailer,
    /// How often somebody may try to sign in.
    pub limits: Arc<SignInLimits>,
    /// What does not change while the server runs.
    pub settings: Arc<Settings>,
}

/// The part of the configuration that use cases need.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where people reach this server, without a slash at the end.
    pub public_url: String,
    /// Milliseconds after which an unused session ends.
    pub session_idle: i64,
    /// Milliseconds after which any session ends.
    pub session_absolute: i64,
    /// The disclosure policy that new waves freeze.
    pub policy: DisclosurePolicy,
}

impl Services {
    /// Whether cookies must be marked for TLS only.
    #[must_use]
    pub fn secure_cookies(&self) -> bool {
        self.settings.public_url.starts_with("https://")
    }

    /// Where people reach this server, without a slash at the end.
    #[must_use]
    pub fn public_url(&self) -> String {
        self.settings.public_url.clone()
    }

    /// Notes in the audit log, in the same transaction, that something was done.
    pub(crate) async fn audit(
        &self,
        tx: &mut crate::store::Tx,
        person: Option<app::domain::PersonId>,
        action: &str,
        detail: String,
    ) -> Result<()> {
        let entry = crate::store::audit::AuditRow {
            happened_at: self.clock.now(),
            person_id: person,
            action: action.to_owned(),
            detail,
        };
        Ok(tx.insert_audit(self.random.uuid(), &entry).await?)
    }
}
