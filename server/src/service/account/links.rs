//! One-time links: invitations, signing in without a password, the first admin.

mod everybody;

pub use everybody::Invited;

use super::{DAY, MINUTE, SignIn, may_sign_in, own_name, sentence};
use crate::{
    auth::{password::NewPassword, policy, token::Token},
    mail::{Delivery, Subject},
    service::{Error, Problem, Result, Services},
};
use app::{
    domain::{Email, InvitationId, PersonId, Viewer},
    ports::LinkView,
};
use std::net::IpAddr;

/// A sign-in link is asked for and used at once; an invitation waits for a Monday.
const SIGN_IN_LINK_LIFE: i64 = 30 * MINUTE;
const INVITATION_LIFE: i64 = 14 * DAY;

/// Purposes of links as the store knows them.
mod purpose {
    pub(super) const FIRST_ADMIN: &str = "first-admin";
    pub(super) const INVITATION: &str = "invitation";
    pub(super) const SIGN_IN: &str = "sign-in";
}

/// What a link is for, in words.
pub(in crate::service) fn purpose_in_words(purpose: &str) -> &'static str {
    match purpose {
        purpose::FIRST_ADMIN => "the first administrator",
        purpose::INVITATION => "an invitation",
        _ => "signing in once",
    }
}

/// A one-time link that was just made.
pub struct NewLink {
    /// The whole address, to be copied or sent; it cannot be shown again.
    pub url: String,
    /// Whether it was sent by e-mail.
    pub sent: bool,
    /// Whether sending it was tried and failed; the cause is in the log.
    pub mail_failed: bool,
}

/// Of the e-mail that brings an invitation.
const SUBJECT: &str = "Your invitation to Soundings";

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
         {url}\n\nAnswers are stored without your name, and shown only for groups.\n",
    ),
];

impl Services {
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
        if let Some(viewer) = viewer {
            policy::admin(viewer)?;
        }
        let mut tx = self.store.begin().await?;
        let person = tx.person(person).await?.ok_or(Error::NotFound)?;
        if !may_sign_in(&person) {
            return Err(Error::Conflict(format!(
                "{} has left and cannot be invited.",
                person.name
            )));
        }
        let token = self.make_invitation(&mut tx, person.id).await?;
        self.audit(
            &mut tx,
            viewer.map(|viewer| viewer.person),
            "person-invited",
            person.name.clone(),
        )
        .await?;
        tx.commit().await?;
        let sent = self.send_link(&person.email, purpose::INVITATION, SUBJECT, &token).await;
        // The link was made and can be copied; without it, whoever asked would have nothing.
        let mail_failed = sent.is_err();
        let sent = sent.unwrap_or_else(|error| {
            tracing::error!(%error, "an invitation could not be sent by e-mail");
            false
        });
        Ok(NewLink { url: self.link_url(&token), sent, mail_failed })
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
        // Every field is looked at before any is refused, so that nobody mends them one by one.
        let mut problems = Vec::new();
        let (mut new_email, mut new_name) = (None, "");
        if first_admin {
            match Email::parse(email) {
                Ok(email) => new_email = Some(email),
                Err(error) => problems.push(Problem::new("email", error.to_string())),
            }
            match own_name(name) {
                Ok(name) => new_name = name,
                Err(problem) => problems.push(problem),
            }
        }
        let owner = match (&new_email, link.person_id) {
            (Some(email), _) => Some(email.clone()),
            (None, Some(id)) => {
                self.store.read().await?.person(id).await?.map(|person| person.email)
            }
            (None, None) => None,
        };
        let mut new_password = None;
        if first_admin || !password.is_empty() {
            match NewPassword::parse(password, owner.as_ref()) {
                Ok(password) => new_password = Some(password),
                Err(error) => problems.push(Problem::new("password", sentence(&error))),
            }
        }
        if !problems.is_empty() {
            return Err(Error::Invalid(problems));
        }
        let password_hash = match new_password {
            Some(password) => Some(self.passwords.hash(password, &self.random).await?),
            None => None,
        };
        let mut tx = self.store.begin().await?;
        let person = match (new_email, link.person_id) {
            (Some(email), _) => {
                tx.lock_roster().await?;
                if tx.count_admins().await? > 0 {
                    return Err(dead());
                }
                // They may be on a roster that was brought in before anybody signed in.
                let person = self.make_admin(&mut tx, email, new_name).await?;
                self.audit(&mut tx, Some(person.id), "admin-created", person.name.clone()).await?;
                person
            }
            (None, Some(id)) => tx.person(id).await?.filter(may_sign_in).ok_or_else(dead)?,
            (None, None) => return Err(dead()),
        };
        let sets_password = password_hash.is_some();
        if let Some(hash) = password_hash {
            tx.set_password_hash(person.id, Some(&hash)).await?;
            tx.delete_sessions_of(person.id).await?;
        }
        // Last, in the order in which everybody takes hold of people, sessions and links: so no two
        // wait for each other. Of two who are here at once, this one or the other never was.
        if !tx.use_link(link.id).await? {
            return Err(dead());
        }
        if sets_password {
            // Whoever takes hold of their account anew has no use for links that others may hold.
            tx.use_links_of(person.id).await?;
        }
        tx.commit().await?;
        self.start_session(person).await
    }

    pub(super) async fn look_at_link(&self, token: &str) -> Result<LinkView> {
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
                let by_mail = self.mailer.is_configured();
                LinkView::Invitation { name: person.name, email: person.email, by_mail }
            }
            Some(person) => LinkView::SignIn { name: person.name },
            None => LinkView::Dead,
        })
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
