//! Inviting the person, and whoever sits in: by mail, or by a link to hand over.

use super::{
    letter::{Occasion, Talk},
    named, readable,
};
use crate::{
    auth::{policy, token::Token},
    calendar_file::Method,
    mail::Delivery,
    service::{Error, Result, Services, rotation},
    store::Tx,
};
use app::{
    domain::{
        Answer, Interview, InterviewId, InterviewState, Invited, Person, Viewer,
        rotation::{ContactKind, budget_allows, wish_allows},
    },
    ports::FreshInvitation,
};

impl Services {
    /// Invites, reminds, or sends the plan as it stands now.
    ///
    /// `seen` is the version of the invitation that the page showed, if any: of a form that is sent
    /// twice, the second one sends nothing. None as an answer says so.
    pub async fn invite_to_interview(
        &self,
        viewer: &Viewer,
        id: InterviewId,
        seen: Option<i64>,
    ) -> Result<Option<FreshInvitation>> {
        policy::interviewer(viewer)?;
        let mut tx = self.store.begin().await?;
        let (_, person) = self.to_be_invited(&mut tx, viewer, id).await?;
        tx.lock_person(person.id).await?;
        // Whoever was faster has changed it meanwhile.
        let (interview, _) = self.to_be_invited(&mut tx, viewer, id).await?;
        let before = tx.invitation(id).await?;
        let by_mail = self.mailer.is_configured();
        let again = before.map(|before| before.sequence) != seen;
        if again && by_mail {
            return Ok(None);
        }
        let occasion = match before {
            None => Occasion::Invitation,
            Some(before) if before.owed => Occasion::NewPlan,
            Some(_) => Occasion::Reminder,
        };
        self.count_contact(&mut tx, &person, occasion).await?;
        let token = Token::random(&self.random);
        let invited = Invited {
            sequence: before.map_or(0, |before| before.sequence + 1),
            sent_at: self.clock.now(),
            // Until it is known that it went out.
            owed: true,
            answer: before.map_or(Answer::Waiting, |before| before.answer),
            answered_at: before.and_then(|before| before.answered_at),
        };
        if before.is_none() {
            tx.insert_invitation(id, invited, token.hash().as_str()).await?;
        } else {
            tx.update_invitation(id, invited).await?;
            tx.replace_invitation_token(id, token.hash().as_str()).await?;
        }
        self.audit(&mut tx, Some(viewer.person), "interview-invited", named(&interview)).await?;
        let talk = Talk::load(&mut tx, interview).await?;
        tx.commit().await?;
        self.send_invitation(&talk, occasion, invited.sequence, &token).await.map(Some)
    }

    /// The interview and whom it is with, while it can still be asked for.
    async fn to_be_invited(
        &self,
        tx: &mut Tx,
        viewer: &Viewer,
        id: InterviewId,
    ) -> Result<(Interview, Person)> {
        let (interview, _) = readable(tx, viewer, id).await?;
        if interview.state != InterviewState::Planned {
            return Err(Error::Conflict(format!(
                "Nobody can be invited: this interview is {} now.",
                interview.state.title().to_lowercase()
            )));
        }
        if interview.starts_at <= self.clock.now() {
            return Err(Error::Conflict(
                "It would have begun already. Change the plan first.".to_owned(),
            ));
        }
        let person = interview.person.ok_or(Error::NotFound)?;
        let person = tx.person(person).await?.ok_or(Error::NotFound)?;
        Ok((interview, person))
    }

    /// Refuses what somebody does not wish or their budget has no room for, and counts the rest.
    async fn count_contact(&self, tx: &mut Tx, person: &Person, occasion: Occasion) -> Result<()> {
        let now = self.clock.now();
        let rules = rotation::rules(tx).await?;
        let refused = |why| Error::Conflict(rotation::refusal(&person.name, why, rules));
        wish_allows(now, tx.wish(person.id).await?).map_err(refused)?;
        let kind = match occasion {
            Occasion::Invitation => ContactKind::Interview,
            // Without mail nothing goes out by itself: it is only the link that is made anew.
            Occasion::Reminder if self.mailer.is_configured() => {
                let history = rotation::history_of(tx, person.id, now).await?;
                budget_allows(now, &history.contacts, rules).map_err(refused)?;
                ContactKind::Reminder
            }
            // Whoever agreed to something is to know when it changes.
            Occasion::Reminder | Occasion::NewPlan | Occasion::Cancellation => return Ok(()),
        };
        tx.insert_contact(self.random.uuid(), person.id, kind, now).await?;
        Ok(())
    }

    async fn send_invitation(
        &self,
        talk: &Talk,
        occasion: Occasion,
        sequence: i64,
        token: &Token,
    ) -> Result<FreshInvitation> {
        let url = self.settings.public_url.link(&format!("/invitation/{}", token.reveal()));
        let sent = self.write_to_person(talk, occasion, sequence, Some(&url)).await;
        let mail_failed = sent.is_err();
        if let Err(error) = &sent {
            tracing::error!(?error, "an invitation to an interview could not be sent");
        } else {
            let mut tx = self.store.begin().await?;
            tx.invitation_was_sent(talk.interview.id, sequence).await?;
            tx.commit().await?;
        }
        let observer = self.write_to_observer(talk, occasion, sequence).await;
        if let Err(error) = &observer {
            tracing::error!(?error, "whoever sits in could not be told");
        }
        let url = (!matches!(sent, Ok(Delivery::Sent))).then_some(url);
        Ok(FreshInvitation { url, mail_failed, observer_failed: observer.is_err() })
    }

    /// Tells whoever was to sit in that they need not. The plan is changed whatever becomes of this.
    pub(super) async fn release_observer(&self, talk: &Talk, sequence: i64) {
        let sent = self.write_to_observer(talk, Occasion::Cancellation, sequence).await;
        if let Err(error) = sent {
            tracing::error!(?error, "whoever sat in could not be told that they need not");
        }
    }

    /// Tells everybody who was invited that an interview does not take place. What can't be sent
    /// stays owed, and the interview's page says so.
    pub(super) async fn send_cancellation(&self, talk: &Talk, sequence: i64) -> Result<()> {
        let occasion = Occasion::Cancellation;
        let person = self.write_to_person(talk, occasion, sequence, None).await;
        let observer = self.write_to_observer(talk, occasion, sequence).await;
        for error in [person.as_ref().err(), observer.as_ref().err()].into_iter().flatten() {
            tracing::error!(?error, "it could not be told that an interview is called off");
        }
        if matches!((person, observer), (Ok(Delivery::Sent), Ok(Delivery::Sent))) {
            let mut tx = self.store.begin().await?;
            tx.invitation_was_sent(talk.interview.id, sequence).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// The file for a calendar, for whoever hands it over in another way; it has no link to answer
    /// by, which is nobody's but the person's.
    pub async fn interview_calendar_file(
        &self,
        viewer: &Viewer,
        id: InterviewId,
    ) -> Result<(Method, String)> {
        policy::interviewer(viewer)?;
        let mut tx = self.store.read().await?;
        let (interview, _) = readable(&mut tx, viewer, id).await?;
        let sequence = tx.invitation(id).await?.map_or(0, |invited| invited.sequence);
        let method = match interview.state {
            InterviewState::Planned | InterviewState::Held => Method::Request,
            InterviewState::CalledOff => Method::Cancel,
            InterviewState::Withdrawn | InterviewState::Expired => return Err(Error::NotFound),
        };
        let talk = Talk::load(&mut tx, interview).await?;
        Ok((method, talk.calendar_file(method, sequence, self.clock.now(), None)?))
    }
}
