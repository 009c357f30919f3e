//! Use cases: authorise, open one transaction, call store, analysis and disclosure.
//!
//! One file a noun; each adds methods to [`Services`] and implements the noun's port for
//! the pages. To add one: a verb for its name, the [`Viewer`](app::domain::Viewer) first,
//! one transaction that is committed at the end, and an [`Error`] that tells the person
//! what to do.

mod account;
mod answer_queue;
mod answering;
mod audit_log;
pub mod calendar;
mod closing;
mod codebook;
mod coding;
mod error;
mod evidence;
mod findings;
mod guides;
mod interviews;
mod items;
mod kept;
mod past_surveys;
mod people;
mod programs;
mod publish;
mod research_export;
pub mod results;
mod roster;
mod rotation;
mod schedule;
mod search;
mod seed;
mod teams;
mod tokens;
mod verifying;
mod waves;

pub use account::{Invited, NewLink, PasswordChange, SignIn};
pub use answer_queue::AnswerQueue;
pub use answering::Outcome;
pub use codebook::TagText;
pub use coding::{MarkSent, Tagging};
pub use error::{Error, Problem};
pub use findings::{JobText, ThemeText};
pub use guides::GuideText;
pub use interviews::{ConsentTerms, InterviewPlan, NoteSaved, NoteSent, Redaction, shown_problems};
pub use items::{NewItem, Rewording};
pub use past_surveys::Imported;
pub use people::PersonDetails;
pub use programs::{ItemsEdit, ProgramSettings};
pub use research_export::ResearchFormat;
pub use roster::{RosterCheck, RosterOutcome};
pub use rotation::RulesTyped;
pub use seed::{SAMPLE_PASSWORD, SignInAs};
pub use tokens::{Asked, PublicWave, Redeemed};
pub use verifying::Verification;
pub use waves::WaveSettings;

use crate::{
    auth::{answer_limits::AnswerLimits, attempts::AttemptLimits, password::Passwords},
    clock::{Clock, milliseconds},
    config::{Config, PublicUrl},
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
    /// How often somebody may try a password.
    pub sign_in_limits: Arc<AttemptLimits>,
    /// How often somebody may ask for a link.
    pub link_limits: Arc<AttemptLimits>,
    /// How often somebody may ask for a token, and answers may come.
    pub answer_limits: Arc<AnswerLimits>,
    /// In which order answers with tokens are written.
    pub answer_queue: Arc<AnswerQueue>,
    /// What does not change while the server runs.
    pub settings: Arc<Settings>,
}

/// The part of the configuration that use cases need.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where people reach this server.
    pub public_url: PublicUrl,
    /// Milliseconds after which an unused session ends.
    pub session_idle: i64,
    /// Milliseconds after which any session ends.
    pub session_absolute: i64,
    /// The disclosure policy that new waves freeze.
    pub policy: DisclosurePolicy,
    /// Most bytes of an uploaded file.
    pub max_upload: usize,
}

impl Services {
    /// All use cases over an open store, as configured.
    ///
    /// # Errors
    /// When mail cannot be set up.
    pub fn new(
        config: &Config,
        store: Store,
        clock: Arc<dyn Clock>,
        random: SharedRng,
    ) -> Result<Self> {
        Ok(Self {
            answer_queue: Arc::new(AnswerQueue::new(&store)),
            store,
            passwords: Passwords::default(),
            mailer: Mailer::new(config.mail.as_ref(), random.clone())?,
            sign_in_limits: Arc::new(AttemptLimits::for_sign_in(clock.clone())),
            link_limits: Arc::new(AttemptLimits::for_links(clock.clone())),
            answer_limits: Arc::new(AnswerLimits::new(&clock)),
            settings: Arc::new(Settings {
                public_url: config.public_url(),
                session_idle: milliseconds(config.session_idle),
                session_absolute: milliseconds(config.session_absolute),
                policy: config.policy,
                max_upload: config.max_upload,
            }),
            clock,
            random,
        })
    }

    /// Whether cookies must be marked for TLS only.
    #[must_use]
    pub fn secure_cookies(&self) -> bool {
        self.settings.public_url.is_https()
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

    /// The same for what was done to a wave, told as people name it: by its quarter and program.
    pub(crate) async fn audit_wave(
        &self,
        tx: &mut crate::store::Tx,
        person: Option<app::domain::PersonId>,
        action: &str,
        wave: &app::domain::Wave,
    ) -> Result<()> {
        let program = tx.program(wave.program).await?.map(|program| program.name);
        let detail =
            format!("{} of {}", wave.period.title(), program.as_deref().unwrap_or("a program"));
        self.audit(tx, person, action, detail).await
    }
}
