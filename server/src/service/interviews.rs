//! Interviews: planning one, inviting, what the person agrees to, notes, and forgetting all of it.
//!
//! Nobody but researchers gets here, and what somebody allowed to those present only is read by
//! nobody else. Every time an interview is opened, the audit log notes who did; never by the name
//! of the person, which would outlive what they withdraw.

mod answered;
mod consent;
mod invite;
mod letter;
mod notes;
mod plan;
mod redact;
mod then;
mod transcript;
pub(super) mod view;

pub use consent::ConsentTerms;
pub use notes::{NoteSaved, NoteSent};
pub use plan::InterviewPlan;
pub use redact::Redaction;
pub use transcript::shown as shown_problems;
pub(super) use view::about_view;

use super::{Error, Result, Services, calendar};
use crate::{auth::policy, store::Tx};
use app::domain::{
    Consent, Interview, InterviewId, InterviewState, NotePlace, Viewer, guide::Outline,
};

/// What is asked at a place of a guide, or what else stands there.
pub(super) fn prompt(outline: &Outline, place: NotePlace) -> String {
    let found = match place {
        NotePlace::Prompt { section, prompt } => {
            let section = usize::from(section).checked_sub(1);
            let section = section.and_then(|at| outline.sections().get(at));
            let prompt = usize::from(prompt).checked_sub(1);
            section.zip(prompt).and_then(|(section, at)| section.prompts.get(at))
        }
        NotePlace::Else => return "Whatever else was said".to_owned(),
        NotePlace::Transcript(part) => return format!("Transcript, part {part}"),
    };
    found.map_or_else(|| place.to_string(), |prompt| prompt.text.clone())
}

/// How the audit log calls an interview.
pub(super) fn named(interview: &Interview) -> String {
    format!("of {} ({})", calendar::day(interview.starts_at), interview.id)
}

/// The interview and its consent, for somebody who may read it.
pub(super) async fn readable(
    tx: &mut Tx,
    viewer: &Viewer,
    id: InterviewId,
) -> Result<(Interview, Option<Consent>)> {
    let interview = tx.interview(id).await?.ok_or(Error::NotFound)?;
    let consent = tx.consent(id).await?;
    if !policy::may_read_interview(viewer, &interview, consent) {
        return Err(Error::NotFound);
    }
    Ok((interview, consent))
}

/// Refuses to write down what was said where nothing may be kept.
fn held(interview: &Interview) -> Result<()> {
    match interview.state {
        InterviewState::Held => Ok(()),
        InterviewState::Planned | InterviewState::CalledOff => {
            Err(Error::Conflict("First record what they agree to.".to_owned()))
        }
        InterviewState::Withdrawn | InterviewState::Expired => Err(Error::Conflict(
            "Nothing of this interview is kept any more: it was withdrawn, or its time is over."
                .to_owned(),
        )),
    }
}

impl Services {
    /// Removes what was said in an interview and whom it was with, for good.
    async fn forget_interview(
        &self,
        tx: &mut Tx,
        by: Option<app::domain::PersonId>,
        interview: &Interview,
        state: InterviewState,
    ) -> Result<()> {
        tx.empty_interview(interview.id, state).await?;
        // The bytes are to go as well: from the log, from free pages, from dead rows.
        tx.mark_tidy_due(interview.id.0).await?;
        let action = match state {
            InterviewState::Expired => "interview-expired",
            _ => "interview-withdrawn",
        };
        self.audit(tx, by, action, named(interview)).await
    }

    /// Removes every interview whose time is over.
    pub(super) async fn forget_old_interviews(&self) -> Result<()> {
        let now = self.clock.now();
        let due: Vec<InterviewId> = {
            let mut tx = self.store.read().await?;
            let consents = tx.consents().await?;
            consents
                .into_iter()
                .filter(|(_, consent)| consent.keep_until() <= now)
                .map(|(id, _)| id)
                .collect()
        };
        for id in due {
            let mut tx = self.store.begin().await?;
            // Another node may have been faster.
            if tx.consent(id).await?.is_none() {
                continue;
            }
            let Some(interview) = tx.interview(id).await? else { continue };
            self.forget_interview(&mut tx, None, &interview, InterviewState::Expired).await?;
            tx.commit().await?;
        }
        Ok(())
    }
}
