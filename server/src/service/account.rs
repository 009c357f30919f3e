//! Signing in and out, one's own password. One-time links are in `account/links.rs`.

mod links;

pub(super) use links::purpose_in_words;

pub use links::{Invited, NewLink};

use super::{Error, Problem, Result, Services};
use crate::{
    auth::{owner, password::NewPassword, token::Token},
    store::Tx,
};
use app::{
    domain::{Email, Person, PersonId, Roles, SessionId, Viewer},
    ports::{AccountPort, Kept, LinkView, PortResult},
};
use async_trait::async_trait;
use std::net::IpAddr;

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;
/// How coarse “last seen” is: one write in so many milliseconds, not one a request.
const SEEN_EVERY: i64 = 5 * MINUTE;

/// For so long after it ended, a session still tells whose browser it was: who comes back on Monday
/// to a form of Friday finds it theirs.
const REMEMBERED: i64 = 7 * DAY;

/// A browser that has just been signed in.
pub struct SignIn {
    /// What its cookie holds.
    pub token: Token,
    /// Who it is.
    pub person: Person,
}

/// A new password as a form gives it.
#[derive(Clone, Default)]
pub struct PasswordChange {
    /// The present one, where there is one.
    pub old: String,
    /// The new one.
    pub new: String,
    /// The new one again.
    pub again: String,
}

impl Services {
    /// Who is behind a session token, if it is valid; notes that they were here.
    pub async fn viewer(&self, token: &str) -> Result<Option<Viewer>> {
        let now = self.clock.now();
        let Some(token) = Token::parse(token) else { return Ok(None) };
        let mut tx = self.store.read().await?;
        let Some(session) = tx.session_by_token(token.hash().as_str()).await? else {
            return Ok(None);
        };
        if now - session.seen_at > self.settings.session_idle
            || now - session.created_at > self.settings.session_absolute
        {
            return Ok(None);
        }
        let Some(person) = tx.person(session.person_id).await? else { return Ok(None) };
        tx.commit().await?;
        if !may_sign_in(&person) {
            return Ok(None);
        }
        if now - session.seen_at > SEEN_EVERY {
            match self.touch(session.id, now).await {
                // A database that takes nothing can still be read.
                Err(Error::Store(error)) if error.is_outage() => {
                    tracing::warn!(%error, "it could not be noted when a browser was last seen");
                }
                done => done?,
            }
        }
        Ok(Some(Viewer {
            person: person.id,
            session: session.id,
            email: person.email,
            name: person.name,
            team: person.team,
            roles: person.roles,
        }))
    }

    /// A mark of the person whose browser this was, when its session has ended but not by signing
    /// out; see [`owner`].
    pub async fn owner_mark(&self, token: &str) -> Result<Option<String>> {
        let Some(token) = Token::parse(token) else { return Ok(None) };
        let mut tx = self.store.read().await?;
        let session = tx.session_by_token(token.hash().as_str()).await?;
        Ok(session.map(|session| owner::mark(session.person_id, &self.random)))
    }

    async fn touch(&self, session: SessionId, now: i64) -> Result<()> {
        let mut tx = self.store.begin().await?;
        tx.touch_session(session, now).await?;
        Ok(tx.commit().await?)
    }

    /// Signs in with e-mail and password. None for a wrong password and for an unknown person
    /// alike, after the same work.
    pub async fn sign_in(
        &self,
        email: &str,
        password: &str,
        from: IpAddr,
    ) -> Result<Option<SignIn>> {
        self.sign_in_limits.check(email, from)?;
        let mut found = None;
        if let Ok(email) = Email::parse(email) {
            let mut tx = self.store.read().await?;
            if let Some(person) = tx.person_by_email(&email).await?
                && may_sign_in(&person)
            {
                let hash = tx.password_hash(person.id).await?;
                found = Some((person, hash));
            }
            tx.commit().await?;
        }
        let hash = found.as_ref().and_then(|(_, hash)| hash.clone());
        let right = self.passwords.verify_or_dummy(password, hash.as_deref()).await?;
        match found {
            Some((person, _)) if right => Ok(Some(self.start_session(person).await?)),
            _ => Ok(None),
        }
    }

    /// Signs a person in who has proved already who they are.
    pub async fn start_session(&self, person: Person) -> Result<SignIn> {
        let token = Token::random(&self.random);
        let now = self.clock.now();
        let mut tx = self.store.begin().await?;
        tx.delete_expired(
            now,
            now - self.settings.session_idle - REMEMBERED,
            now - self.settings.session_absolute - REMEMBERED,
        )
        .await?;
        tx.insert_session(SessionId(self.random.uuid()), token.hash().as_str(), person.id, now)
            .await?;
        tx.commit().await?;
        Ok(SignIn { token, person })
    }

    /// Ends the session behind the viewer.
    pub async fn sign_out(&self, viewer: &Viewer) -> Result<()> {
        let mut tx = self.store.begin().await?;
        tx.delete_session(viewer.session).await?;
        Ok(tx.commit().await?)
    }

    /// Adds an admin, or makes somebody one; with a password, if one is given.
    ///
    /// # Errors
    /// [`Error::Invalid`] when anything that was given won't do; then nothing is changed.
    pub async fn create_admin(
        &self,
        email: &str,
        name: &str,
        password: Option<&str>,
    ) -> Result<Person> {
        let email =
            Email::parse(email).map_err(|error| Error::invalid("email", error.to_string()))?;
        let hash = match password {
            Some(password) => Some(self.hash_new(password, &email).await?),
            None => None,
        };
        let mut tx = self.store.begin().await?;
        tx.lock_roster().await?;
        let person = self.make_admin(&mut tx, email, name).await?;
        if let Some(hash) = hash {
            tx.set_password_hash(person.id, Some(&hash)).await?;
            tx.delete_sessions_of(person.id).await?;
            tx.use_links_of(person.id).await?;
        }
        self.audit(&mut tx, None, "admin-created", person.name.clone()).await?;
        tx.commit().await?;
        Ok(person)
    }

    /// Somebody who is known keeps the name that the roster gives them.
    async fn make_admin(&self, tx: &mut Tx, email: Email, name: &str) -> Result<Person> {
        if let Some(mut person) = tx.person_by_email(&email).await? {
            person.roles.admin = true;
            tx.set_roles(person.id, person.roles).await?;
            if person.left {
                // Nobody runs a server they have left: they are back, and count as an admin.
                person.left = false;
                tx.set_left(person.id, false).await?;
                self.audit(tx, None, "person-back", person.name.clone()).await?;
            }
            return Ok(person);
        }
        let name = own_name(name).map_err(|problem| Error::Invalid(vec![problem]))?;
        let person = Person {
            id: PersonId(self.random.uuid()),
            email,
            name: name.to_owned(),
            team: None,
            roles: Roles { admin: true, ..Roles::default() },
            attributes: Vec::new(),
            left: false,
        };
        tx.insert_person(&person).await?;
        Ok(person)
    }

    /// Sets a new password, ends all other sessions, and signs this browser in anew.
    pub async fn change_password(
        &self,
        viewer: &Viewer,
        change: &PasswordChange,
        from: IpAddr,
    ) -> Result<SignIn> {
        let mut tx = self.store.read().await?;
        let person = tx.person(viewer.person).await?.ok_or(Error::NotFound)?;
        let present = tx.password_hash(viewer.person).await?;
        tx.commit().await?;
        self.sign_in_limits.check(viewer.email.as_str(), from)?;
        let mut problems = Vec::new();
        if present.is_some()
            && !self.passwords.verify_or_dummy(&change.old, present.as_deref()).await?
        {
            problems.push(Problem::new("old-password", "This is not your present password"));
        }
        let new = match NewPassword::parse(&change.new, Some(&viewer.email)) {
            Ok(_) if change.new != change.again => {
                problems.push(Problem::new("again-password", "The two new passwords differ"));
                None
            }
            Ok(new) => Some(new),
            Err(error) => {
                problems.push(Problem::new("new-password", sentence(&error)));
                None
            }
        };
        let (Some(new), true) = (new, problems.is_empty()) else {
            return Err(Error::Invalid(problems));
        };
        let hash = self.passwords.hash(new, &self.random).await?;
        let mut tx = self.store.begin().await?;
        tx.set_password_hash(viewer.person, Some(&hash)).await?;
        tx.delete_sessions_of(viewer.person).await?;
        tx.use_links_of(viewer.person).await?;
        tx.commit().await?;
        self.start_session(person).await
    }

    /// Sets a password without asking for the old one: command line and sample data only.
    pub async fn set_password(&self, person: &Person, password: &str) -> Result<()> {
        let hash = self.hash_new(password, &person.email).await?;
        let mut tx = self.store.begin().await?;
        tx.set_password_hash(person.id, Some(&hash)).await?;
        tx.delete_sessions_of(person.id).await?;
        tx.use_links_of(person.id).await?;
        Ok(tx.commit().await?)
    }

    async fn hash_new(&self, password: &str, owner: &Email) -> Result<String> {
        let password = NewPassword::parse(password, Some(owner))
            .map_err(|error| Error::invalid("password", sentence(&error)))?;
        Ok(self.passwords.hash(password, &self.random).await?)
    }
}

/// The name of somebody who enters it themselves.
fn own_name(text: &str) -> std::result::Result<&str, Problem> {
    let name = text.trim();
    if name.is_empty() || name.chars().count() > 200 {
        return Err(Problem::new("name", "Enter your name (at most 200 characters)"));
    }
    Ok(name)
}

/// An error's text with a capital, as forms show it.
pub(super) fn sentence(error: &impl std::fmt::Display) -> String {
    let text = error.to_string();
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// People who have left sign in no more, unless they run the server or its surveys.
pub(super) fn may_sign_in(person: &Person) -> bool {
    !person.left || person.roles.admin || person.roles.researcher
}

#[async_trait]
impl AccountPort for Services {
    async fn link(&self, token: &str) -> PortResult<LinkView> {
        self.look_at_link(token).await.map_err(Error::for_page)
    }

    async fn has_password(&self, viewer: &Viewer) -> PortResult<bool> {
        let look = async {
            let mut tx = self.store.read().await?;
            Ok::<_, Error>(tx.password_hash(viewer.person).await?.is_some())
        };
        look.await.map_err(Error::for_page)
    }

    async fn kept(&self, viewer: &Viewer) -> PortResult<Kept> {
        self.kept_about(viewer).await.map_err(Error::for_page)
    }

    fn can_send_mail(&self) -> bool {
        self.mailer.is_configured()
    }
}
