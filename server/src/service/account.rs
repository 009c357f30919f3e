//! Signing in and out, one-time links, one's own password.

use super::{Error, Result, Services};
use crate::{
    auth::{password::NewPassword, token::Token},
    mail::{Delivery, Subject},
};
use app::{
    domain::{Email, InvitationId, Person, PersonId, Roles, SessionId, Viewer},
    ports::{AccountPort, LinkView, PortResult},
};
use async_trait::async_trait;
use std::net::IpAddr;

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;
/// A sign-in link is asked for and used at once; an invitation waits for a Monday.
const SIGN_IN_LINK_LIFE: i64 = 30 * MINUTE;
const INVITATION_LIFE: i64 = 14 * DAY;
/// How coarse “last seen” is: one write in so many milliseconds, not one a request.
const SEEN_EVERY: i64 = 5 * MINUTE;

/// Purposes of links as the store knows them.
mod purpose {
    pub(super) const FIRST_ADMIN: &str = "first-admin";
    pub(super) const INVITATION: &str = "invitation";
    pub(super) const SIGN_IN: &str = "sign-in";
}

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

/// A one-time link that was just made.
pub struct NewLink {
    /// The whole address, to be copied or sent; it cannot be shown again.
    pub url: String,
    /// Whether it was sent by e-mail.
    pub sent: bool,
}

/// Subjects and texts of the e-mails this file sends.
const MAIL_TEXTS: &[(&str, &str)] = &[
    (
        purpose::SIGN_IN,
        "Open this link to sign in to Soundings. It works once, for 30 minutes:\n\n{url}\n\n\
         If you did not ask for it, you need not do anything.\n",
    ),
    (
        purpose::INVITATION,
        "You are invited to Soundings, where developers say how it is to build software here, \
         and where teams see the results.\n\nOpen this link to begin. It works once, for 14 days:\n\n\
         {url}\n\nNobody, not even an administrator, can see which answers are yours.\n",
    ),
];

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
            let mut tx = self.store.begin().await?;
            tx.touch_session(session.id, now).await?;
            tx.commit().await?;
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

    /// Signs a person in without asking for anything: the demo and tests only.
    pub async fn start_session(&self, person: Person) -> Result<SignIn> {
        let token = Token::random(&self.random);
        let now = self.clock.now();
        let mut tx = self.store.begin().await?;
        tx.delete_expired(
            now,
            now - self.settings.session_idle,
            now - self.settings.session_absolute,
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

    /// Sends a sign-in link, if the address belongs to somebody. Says nothing about whether it did.
    pub async fn send_sign_in_link(&self, email: &str, from: IpAddr) -> Result<()> {
        self.link_limits.check(email, from)?;
        let Ok(email) = Email::parse(email) else {
            return Err(Error::invalid(
                "email",
                "Enter your e-mail address, like name@example.com",
            ));
        };
        // The work goes on behind the answer, so that its time does not tell whether anybody was found.
        let services = self.clone();
        tokio::spawn(async move {
            if let Err(error) = services.send_sign_in_link_now(&email).await {
                tracing::error!(?error, "a sign-in link could not be sent");
            }
        });
        Ok(())
    }

    async fn send_sign_in_link_now(&self, email: &Email) -> Result<()> {
        let mut tx = self.store.begin().await?;
        let Some(person) = tx.person_by_email(email).await? else { return Ok(()) };
        if !may_sign_in(&person) {
            return Ok(());
        }
        let token = Token::random(&self.random);
        let expires = self.clock.now() + SIGN_IN_LINK_LIFE;
        tx.insert_link(
            InvitationId(self.random.uuid()),
            token.hash().as_str(),
            Some(person.id),
            purpose::SIGN_IN,
            expires,
        )
        .await?;
        tx.commit().await?;
        self.send_link(&person.email, purpose::SIGN_IN, "Sign in to Soundings", &token).await?;
        Ok(())
    }

    /// Makes an invitation for a person; sends it when e-mail is configured.
    pub async fn invite(&self, viewer: Option<&Viewer>, person: PersonId) -> Result<NewLink> {
        if viewer.is_some_and(|viewer| !viewer.roles.admin) {
            return Err(Error::Forbidden);
        }
        let mut tx = self.store.begin().await?;
        let person = tx.person(person).await?.ok_or(Error::NotFound)?;
        if !may_sign_in(&person) {
            return Err(Error::Conflict(format!(
                "{} has left and cannot be invited.",
                person.name
            )));
        }
        let token = Token::random(&self.random);
        let expires = self.clock.now() + INVITATION_LIFE;
        // An invitation replaces the one before: a lost link must not work for whoever finds it.
        tx.use_links_of(person.id).await?;
        tx.insert_link(
            InvitationId(self.random.uuid()),
            token.hash().as_str(),
            Some(person.id),
            purpose::INVITATION,
            expires,
        )
        .await?;
        self.audit(
            &mut tx,
            viewer.map(|viewer| viewer.person),
            "person-invited",
            person.name.clone(),
        )
        .await?;
        tx.commit().await?;
        let sent = self
            .send_link(&person.email, purpose::INVITATION, "Your invitation to Soundings", &token)
            .await?;
        Ok(NewLink { url: self.link_url(&token), sent })
    }

    /// On a server without an admin: the link that creates the first one. It replaces any before.
    pub async fn first_admin_link(&self) -> Result<Option<String>> {
        let mut tx = self.store.begin().await?;
        if tx.count_admins().await? > 0 {
            return Ok(None);
        }
        let token = Token::random(&self.random);
        let expires = self.clock.now() + INVITATION_LIFE;
        tx.use_links_for(purpose::FIRST_ADMIN).await?;
        tx.insert_link(
            InvitationId(self.random.uuid()),
            token.hash().as_str(),
            None,
            purpose::FIRST_ADMIN,
            expires,
        )
        .await?;
        tx.commit().await?;
        Ok(Some(self.link_url(&token)))
    }

    /// Adds an admin, or makes somebody one.
    pub async fn create_admin(&self, email: &str, name: &str) -> Result<Person> {
        let email =
            Email::parse(email).map_err(|error| Error::invalid("email", error.to_string()))?;
        let mut tx = self.store.begin().await?;
        let person = match tx.person_by_email(&email).await? {
            Some(mut person) => {
                person.roles.admin = true;
                tx.update_person(&person).await?;
                person
            }
            None => {
                let person = self.new_admin(email, name)?;
                tx.insert_person(&person).await?;
                person
            }
        };
        self.audit(&mut tx, None, "admin-created", person.name.clone()).await?;
        tx.commit().await?;
        Ok(person)
    }

    fn new_admin(&self, email: Email, name: &str) -> Result<Person> {
        if name.trim().is_empty() || name.chars().count() > 200 {
            return Err(Error::invalid("name", "Enter your name (at most 200 characters)"));
        }
        Ok(Person {
            id: PersonId(self.random.uuid()),
            email,
            name: name.trim().to_owned(),
            team: None,
            roles: Roles { admin: true, ..Roles::default() },
            attributes: Vec::new(),
            left: false,
        })
    }

    /// Uses a link up and signs in. `email` and `name` are for the first admin; a password is
    /// set where one is given.
    pub async fn follow_link(
        &self,
        token: &str,
        email: &str,
        name: &str,
        password: &str,
    ) -> Result<SignIn> {
        let dead = || {
            Error::Conflict("This link was used already or has expired. Ask for a new one.".into())
        };
        let token = Token::parse(token).ok_or_else(dead)?;
        let link = {
            let mut tx = self.store.read().await?;
            tx.link_by_token(token.hash().as_str()).await?.ok_or_else(dead)?
        };
        if link.expires_at < self.clock.now() {
            return Err(dead());
        }
        let first_admin = link.purpose == purpose::FIRST_ADMIN;
        let mut problems = Vec::new();
        let mut new = None;
        if first_admin {
            match Email::parse(email) {
                Ok(email) => match self.new_admin(email, name) {
                    Ok(person) => new = Some(person),
                    Err(Error::Invalid(more)) => problems.extend(more),
                    Err(other) => return Err(other),
                },
                Err(error) => problems.push(super::Problem::new("email", error.to_string())),
            }
        }
        let owner = match (&new, link.person_id) {
            (Some(person), _) => Some(person.email.clone()),
            (None, Some(id)) => {
                self.store.read().await?.person(id).await?.map(|person| person.email)
            }
            (None, None) => None,
        };
        let mut password_hash = None;
        if (first_admin || !password.is_empty())
            && let Some(owner) = owner
        {
            match NewPassword::parse(password, &owner) {
                Ok(password) => {
                    password_hash = Some(self.passwords.hash(password, &self.random).await?)
                }
                Err(error) => problems.push(super::Problem::new("password", sentence(&error))),
            }
        }
        if !problems.is_empty() {
            return Err(Error::Invalid(problems));
        }
        let mut tx = self.store.begin().await?;
        if !tx.use_link(link.id).await? {
            return Err(dead());
        }
        let person = match (new, link.person_id) {
            (Some(person), _) => {
                if tx.count_admins().await? > 0 {
                    return Err(dead());
                }
                tx.insert_person(&person).await?;
                self.audit(&mut tx, Some(person.id), "admin-created", person.name.clone()).await?;
                person
            }
            (None, Some(id)) => tx.person(id).await?.filter(may_sign_in).ok_or_else(dead)?,
            (None, None) => return Err(dead()),
        };
        if let Some(hash) = password_hash {
            tx.set_password_hash(person.id, Some(&hash)).await?;
            tx.delete_sessions_of(person.id).await?;
        }
        tx.commit().await?;
        self.start_session(person).await
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
            problems.push(super::Problem::new("old-password", "This is not your present password"));
        }
        let new = match NewPassword::parse(&change.new, &viewer.email) {
            Ok(_) if change.new != change.again => {
                problems
                    .push(super::Problem::new("again-password", "The two new passwords differ"));
                None
            }
            Ok(new) => Some(new),
            Err(error) => {
                problems.push(super::Problem::new("new-password", sentence(&error)));
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
        let password = NewPassword::parse(password, &person.email)
            .map_err(|error| Error::invalid("password", sentence(&error)))?;
        let hash = self.passwords.hash(password, &self.random).await?;
        let mut tx = self.store.begin().await?;
        tx.set_password_hash(person.id, Some(&hash)).await?;
        tx.delete_sessions_of(person.id).await?;
        Ok(tx.commit().await?)
    }

    fn link_url(&self, token: &Token) -> String {
        self.settings.public_url.link(&format!("/link/{}", token.reveal()))
    }

    async fn send_link(
        &self,
        to: &Email,
        purpose: &str,
        subject: &str,
        token: &Token,
    ) -> Result<bool> {
        let text = MAIL_TEXTS
            .iter()
            .find(|(name, _)| *name == purpose)
            .map_or("{url}", |(_, text)| text)
            .replace("{url}", &self.link_url(token));
        Ok(self.mailer.send(to, &Subject::new(subject), &text).await? == Delivery::Sent)
    }
}

/// An error's text with a capital, as forms show it.
fn sentence(error: &impl std::fmt::Display) -> String {
    let text = error.to_string();
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// People who have left sign in no more, unless they run the server or its surveys.
fn may_sign_in(person: &Person) -> bool {
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

    fn can_send_mail(&self) -> bool {
        self.mailer.is_configured()
    }
}

impl Services {
    async fn look_at_link(&self, token: &str) -> Result<LinkView> {
        let Some(token) = Token::parse(token) else { return Ok(LinkView::Dead) };
        let mut tx = self.store.read().await?;
        let Some(link) = tx.link_by_token(token.hash().as_str()).await? else {
            return Ok(LinkView::Dead);
        };
        if link.expires_at < self.clock.now() {
            return Ok(LinkView::Dead);
        }
        if link.purpose == purpose::FIRST_ADMIN {
            return Ok(LinkView::FirstAdmin);
        }
        let person = match link.person_id {
            Some(id) => tx.person(id).await?.filter(may_sign_in),
            None => None,
        };
        Ok(match person {
            Some(person) if link.purpose == purpose::INVITATION => {
                LinkView::Invitation { name: person.name, email: person.email }
            }
            Some(person) => LinkView::SignIn { name: person.name },
            None => LinkView::Dead,
        })
    }
}
