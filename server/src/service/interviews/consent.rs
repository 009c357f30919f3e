//! What somebody agrees to before the first note, and how they change or withdraw it later.

use super::{named, readable};
use crate::{
    auth::{policy, token::Token},
    mail::{Delivery, Subject},
    service::{Error, Problem, Result, Services},
    store::{StoreError, Tx},
};
use app::{
    domain::{
        Consent, Interview, InterviewId, InterviewState, Quotes, Readers, Viewer,
        interview::KEEPING,
    },
    ports::FreshLink,
};

/// What was agreed to, as a form gives it.
#[derive(Clone, Debug, Default)]
pub struct ConsentTerms {
    /// Days, as the form names them.
    pub keep_days: String,
    /// Who may read it.
    pub readers: String,
    /// Whether words may be shown.
    pub quotes: String,
}

impl ConsentTerms {
    fn check(&self, problems: &mut Vec<Problem>) -> Option<(i64, Readers, Quotes)> {
        let days = self.keep_days.parse().ok();
        let days = days.filter(|days| KEEPING.iter().any(|(known, _)| known == days));
        if days.is_none() {
            problems.push(Problem::new("keep-days", "Say for how long it is kept"));
        }
        let readers = Readers::parse(&self.readers);
        if readers.is_none() {
            problems.push(Problem::new("readers", "Say who may read it"));
        }
        let quotes = Quotes::parse(&self.quotes);
        if quotes.is_none() {
            problems.push(Problem::new("quotes", "Say whether words may be shown to others"));
        }
        Some((days?, readers?, quotes?))
    }
}

const SUBJECT: &str = "What we keep of our talk";
const MAIL: &str = "Thank you for talking with us.\n\nThis link shows what is kept of what you said, \
     for how long, and who may read it. You can change that or take everything back at any time:\
     \n\n{url}\n\nWhoever has the link can do so: keep it to yourself.\n";

impl Services {
    /// Records what the person agreed to; from then on there can be notes. Gives the link by
    /// which they change it, which is sent to them where e-mail is configured.
    pub async fn record_consent(
        &self,
        viewer: &Viewer,
        id: InterviewId,
        terms: &ConsentTerms,
        agreed: bool,
    ) -> Result<FreshLink> {
        policy::interviewer(viewer)?;
        let mut problems = Vec::new();
        let checked = terms.check(&mut problems);
        if !agreed {
            problems.push(Problem::new(
                "agreed",
                "Tick this when they have said yes. Without it nothing can be written down.",
            ));
        }
        let (Some((keep_days, readers, quotes)), true) = (checked, problems.is_empty()) else {
            return Err(Error::Invalid(problems));
        };
        let mut tx = self.store.begin().await?;
        let (interview, _) = readable(&mut tx, viewer, id).await?;
        let consent = Consent { recorded_at: self.clock.now(), keep_days, readers, quotes };
        let already = || Error::Conflict("What they agreed to is recorded already.".to_owned());
        if !tx.advance_interview(id, InterviewState::Planned, InterviewState::Held).await? {
            return Err(already());
        }
        let token = Token::random(&self.random);
        match tx.insert_consent(id, consent, token.hash().as_str()).await {
            Err(StoreError::Duplicate(_)) => return Err(already()),
            other => other?,
        }
        self.audit(&mut tx, Some(viewer.person), "interview-held", named(&interview)).await?;
        let person = match interview.person {
            Some(person) => tx.person(person).await?,
            None => None,
        };
        tx.commit().await?;
        let url = self.consent_url(&token);
        let Some(person) = person else {
            return Ok(FreshLink { url: Some(url), mail_failed: false });
        };
        let text = MAIL.replace("{url}", &url);
        match self.mailer.send(&person.email, &Subject::new(SUBJECT), &text).await {
            Ok(Delivery::Sent) => Ok(FreshLink { url: None, mail_failed: false }),
            Ok(Delivery::NotConfigured) => Ok(FreshLink { url: Some(url), mail_failed: false }),
            Err(error) => {
                tracing::error!(?error, "the link to a consent could not be sent");
                Ok(FreshLink { url: Some(url), mail_failed: true })
            }
        }
    }

    fn consent_url(&self, token: &Token) -> String {
        self.settings.public_url.link(&format!("/consent/{}", token.reveal()))
    }

    /// Makes the link anew, for somebody who lost it; the one before leads nowhere then.
    pub async fn renew_consent_link(&self, viewer: &Viewer, id: InterviewId) -> Result<FreshLink> {
        policy::interviewer(viewer)?;
        let mut tx = self.store.begin().await?;
        let (_, consent) = readable(&mut tx, viewer, id).await?;
        if consent.is_none() {
            return Err(Error::NotFound);
        }
        let token = Token::random(&self.random);
        tx.replace_consent_token(id, token.hash().as_str()).await?;
        tx.commit().await?;
        Ok(FreshLink { url: Some(self.consent_url(&token)), mail_failed: false })
    }

    /// The interview that a link is for.
    pub(super) async fn consented(&self, tx: &mut Tx, token: &str) -> Result<(Interview, Consent)> {
        let token = Token::parse(token).ok_or(Error::NotFound)?;
        let id = tx.interview_by_token(token.hash().as_str()).await?.ok_or(Error::NotFound)?;
        let interview = tx.interview(id).await?.ok_or(Error::NotFound)?;
        let consent = tx.consent(id).await?.ok_or(Error::NotFound)?;
        Ok((interview, consent))
    }

    /// Changes what is agreed to, by the link of whoever agreed.
    pub async fn change_consent(&self, token: &str, terms: &ConsentTerms) -> Result<()> {
        let mut problems = Vec::new();
        let Some((keep_days, readers, quotes)) = terms.check(&mut problems) else {
            return Err(Error::Invalid(problems));
        };
        let mut tx = self.store.begin().await?;
        let (interview, consent) = self.consented(&mut tx, token).await?;
        let changed = Consent { keep_days, readers, quotes, ..consent };
        tx.update_consent(interview.id, changed).await?;
        // The log names nobody who was interviewed.
        self.audit(&mut tx, None, "consent-changed", named(&interview)).await?;
        tx.commit().await?;
        // A shorter time may be over already.
        self.forget_old_interviews().await
    }

    /// Removes everything that is kept of an interview, by the link of whoever agreed to it.
    pub async fn withdraw_by_link(&self, token: &str) -> Result<()> {
        let mut tx = self.store.begin().await?;
        let (interview, _) = self.consented(&mut tx, token).await?;
        self.forget_interview(&mut tx, None, &interview, InterviewState::Withdrawn).await?;
        tx.commit().await?;
        self.tidy().await;
        Ok(())
    }

    /// The same, by a researcher whom the person asked to.
    pub async fn withdraw_interview(&self, viewer: &Viewer, id: InterviewId) -> Result<()> {
        policy::interviewer(viewer)?;
        let mut tx = self.store.begin().await?;
        let (interview, consent) = readable(&mut tx, viewer, id).await?;
        if consent.is_none() {
            return Err(Error::Conflict("Nothing is kept of this interview.".to_owned()));
        }
        let by = Some(viewer.person);
        self.forget_interview(&mut tx, by, &interview, InterviewState::Withdrawn).await?;
        tx.commit().await?;
        self.tidy().await;
        Ok(())
    }
}
