//! What whoever was invited says, by their link and without an account.

use super::{
    letter::{Occasion, Talk},
    named,
};
use crate::{
    auth::token::Token,
    service::{Error, Result, Services, calendar, rotation},
    store::Tx,
};
use app::{
    domain::{Answer, Interview, InterviewState, Invited, PersonId, rotation::Wish},
    ports::{InvitationPage, InvitationState},
};

/// Whether an invitation can be answered now. What the interviewer called off, nobody plans again
/// by an answer; what the person's own “no” called off, their “yes” does.
fn state(interview: &Interview, invited: Invited, now: i64) -> InvitationState {
    match interview.state {
        _ if interview.starts_at <= now => InvitationState::Over,
        InterviewState::Planned => InvitationState::Open,
        InterviewState::CalledOff if invited.answer.calls_off() => InvitationState::Open,
        InterviewState::CalledOff => InvitationState::CalledOff,
        InterviewState::Held | InterviewState::Withdrawn | InterviewState::Expired => {
            InvitationState::Over
        }
    }
}

/// A wish after another answer: what the answer before had asked for is taken back, what somebody
/// wished elsewhere stays.
fn wish_after(wish: Wish, before: Answer, now: Answer, not_before: i64) -> Wish {
    Wish {
        never: now == Answer::Never || (wish.never && before != Answer::Never),
        not_before: match now {
            Answer::NotNow => Some(not_before),
            _ if before == Answer::NotNow => None,
            _ => wish.not_before,
        },
    }
}

impl Services {
    async fn invited_by(&self, tx: &mut Tx, token: &str) -> Result<(Interview, Invited, PersonId)> {
        let token = Token::parse(token).ok_or(Error::NotFound)?;
        let id = tx.interview_by_invitation(token.hash().as_str()).await?;
        let id = id.ok_or(Error::NotFound)?;
        let interview = tx.interview(id).await?.ok_or(Error::NotFound)?;
        let invited = tx.invitation(id).await?.ok_or(Error::NotFound)?;
        let person = interview.person.ok_or(Error::NotFound)?;
        Ok((interview, invited, person))
    }

    /// Takes an answer; another one before the interview begins replaces it. The same one again
    /// changes nothing.
    pub async fn answer_invitation(&self, token: &str, answer: Answer) -> Result<()> {
        let now = self.clock.now();
        let mut tx = self.store.begin().await?;
        let (_, _, person) = self.invited_by(&mut tx, token).await?;
        tx.lock_person(person).await?;
        let (interview, invited, _) = self.invited_by(&mut tx, token).await?;
        match state(&interview, invited, now) {
            InvitationState::Open => {}
            InvitationState::CalledOff => {
                return Err(Error::Conflict(
                    "This talk has been called off meanwhile: there is nothing left to answer."
                        .to_owned(),
                ));
            }
            InvitationState::Over => {
                return Err(Error::Conflict(
                    "It is too late to change this here. Write to whoever asked you.".to_owned(),
                ));
            }
        }
        if answer == invited.answer {
            return Ok(());
        }
        let rules = rotation::rules(&mut tx).await?;
        let wish = tx.wish(person).await?;
        let wish = wish_after(wish, invited.answer, answer, now + rules.pause());
        tx.set_wish(person, wish).await?;
        let (planned, off) = (InterviewState::Planned, InterviewState::CalledOff);
        let moved = match (answer.calls_off(), interview.state == off) {
            (true, false) => tx.advance_interview(interview.id, planned, off).await?,
            (false, true) => tx.advance_interview(interview.id, off, planned).await?,
            _ => false,
        };
        let invited = Invited {
            sequence: invited.sequence + i64::from(moved),
            answer,
            answered_at: Some(now),
            ..invited
        };
        tx.update_invitation(interview.id, invited).await?;
        self.audit(&mut tx, None, "invitation-answered", named(&interview)).await?;
        let talk = Talk::load(&mut tx, interview).await?;
        tx.commit().await?;
        self.spread(talk, invited, moved);
        Ok(())
    }

    /// Tells the others, behind the answer: nobody waits for a mail server to have said no.
    fn spread(&self, talk: Talk, invited: Invited, moved: bool) {
        let services = self.clone();
        tokio::spawn(async move {
            if let Err(error) = services.write_to_interviewer(&talk, invited.answer).await {
                tracing::error!(?error, "an answer could not be told to the interviewer by mail");
            }
            let occasion = match invited.answer.calls_off() {
                true => Occasion::Cancellation,
                false => Occasion::NewPlan,
            };
            if moved
                && let Err(error) =
                    services.write_to_observer(&talk, occasion, invited.sequence).await
            {
                tracing::error!(?error, "whoever sits in could not be told of an answer");
            }
        });
    }

    /// The page of a link.
    pub(in crate::service) async fn invitation_page(
        &self,
        token: &str,
    ) -> Result<Option<InvitationPage>> {
        let now = self.clock.now();
        let mut tx = self.store.read().await?;
        let (interview, invited, person) = match self.invited_by(&mut tx, token).await {
            Err(Error::NotFound) => return Ok(None),
            found => found?,
        };
        let rules = rotation::rules(&mut tx).await?;
        let wish = tx.wish(person).await?;
        let state = state(&interview, invited, now);
        let talk = Talk::load(&mut tx, interview).await?;
        let sections = talk.outline.sections().iter().map(|section| section.title.clone());
        Ok(Some(InvitationPage {
            when: calendar::minute(talk.interview.starts_at),
            minutes: talk.interview.minutes,
            interviewer: talk.interviewer.name,
            observer: talk.observer.map(|observer| observer.name),
            sections: sections.collect(),
            guide: talk.guide,
            about: talk.about.map(|about| (about.what, about.whose)),
            place: talk.interview.place,
            state,
            answer: invited.answer,
            pause_days: rules.pause_days,
            not_before: wish.not_before.map(rotation::first_day),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::{Answer, Wish, wish_after};

    #[test]
    fn an_answer_takes_back_what_the_one_before_wished_and_nothing_else() {
        let (nothing, never) = (Wish::default(), Wish { never: true, not_before: None });
        assert_eq!(wish_after(nothing, Answer::Waiting, Answer::Never, 9), never);
        assert_eq!(wish_after(never, Answer::Never, Answer::Accepted, 9), nothing);
        assert_eq!(
            wish_after(never, Answer::Waiting, Answer::Accepted, 9),
            never,
            "said elsewhere"
        );
        let later = wish_after(nothing, Answer::Accepted, Answer::NotNow, 9);
        assert_eq!(later, Wish { never: false, not_before: Some(9) });
        assert_eq!(wish_after(later, Answer::NotNow, Answer::Declined, 9), nothing);
    }
}
