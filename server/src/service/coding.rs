//! Coding an interview: marking spans of its notes, blind first, then side by side.
//!
//! Whoever has not finished their own coding of an interview sees nothing that others marked in it,
//! on no page: [`visible`] is the rule. Who finished and then reopens has seen the others; their work
//! counts for agreement no more.

mod agreement;
mod mark;
mod pieces;
mod view;

pub(super) use agreement::Compared;
pub use mark::{MarkSent, Tagging};

use super::{
    Error, Result, Services,
    interviews::{named, readable},
};
use crate::{auth::policy, store::Tx};
use app::{
    components::counted,
    domain::{Coding, Highlight, Interview, InterviewId, InterviewState, PersonId, Viewer},
};
use std::collections::HashMap;

/// Whether somebody sees what `coder` marked in an interview, given everybody's work on it: one's own
/// always; another's unless one is amid one's own coding of the same interview.
pub(super) fn visible(viewer: PersonId, coder: PersonId, codings: &[Coding]) -> bool {
    let amid = |coding: &Coding| coding.coder == viewer && coding.finished_at.is_none();
    coder == viewer || !codings.iter().any(amid)
}

/// `1 highlight`, `12 highlights`.
pub(super) fn counted_highlights(count: i64) -> String {
    counted(count, "highlight", "highlights")
}

/// What somebody sees of highlights of many interviews.
pub(super) struct Sight {
    viewer: Viewer,
    /// Everybody's work on an interview; none where its interview is not the viewer's to read.
    interviews: HashMap<InterviewId, Option<Vec<Coding>>>,
}

impl Sight {
    pub(super) fn new(viewer: &Viewer) -> Self {
        Self { viewer: viewer.clone(), interviews: HashMap::new() }
    }

    pub(super) async fn sees(&mut self, tx: &mut Tx, highlight: &Highlight) -> Result<bool> {
        let id = highlight.interview;
        if !self.interviews.contains_key(&id) {
            let codings = match readable(tx, &self.viewer, id).await {
                Ok(_) => Some(tx.codings_of(id).await?),
                Err(Error::NotFound) => None,
                Err(error) => return Err(error),
            };
            self.interviews.insert(id, codings);
        }
        let codings = self.interviews.get(&id).and_then(Option::as_ref);
        Ok(codings.is_some_and(|codings| visible(self.viewer.person, highlight.coder, codings)))
    }
}

/// How many highlights of an interview the viewer sees, and of how many coders.
pub(super) async fn marked(
    tx: &mut Tx,
    viewer: &Viewer,
    id: InterviewId,
) -> Result<(usize, usize)> {
    let codings = tx.codings_of(id).await?;
    let mut coders: Vec<PersonId> = tx
        .highlights_of(id)
        .await?
        .into_iter()
        .map(|highlight| highlight.coder)
        .filter(|coder| visible(viewer.person, *coder, &codings))
        .collect();
    let highlights = coders.len();
    coders.sort_unstable();
    coders.dedup();
    Ok((highlights, coders.len()))
}

fn conflict(message: &str) -> Error {
    Error::Conflict(message.to_owned())
}

/// The interview and everybody's work on it, for somebody who may mark in it; nobody else writes
/// anything of it before the end of this transaction.
async fn codable(
    tx: &mut Tx,
    viewer: &Viewer,
    id: InterviewId,
) -> Result<(Interview, Vec<Coding>)> {
    policy::interviewer(viewer)?;
    tx.lock_interview(id).await?;
    let (interview, _) = readable(tx, viewer, id).await?;
    match interview.state {
        InterviewState::Held => Ok((interview, tx.codings_of(id).await?)),
        InterviewState::Planned | InterviewState::CalledOff => {
            Err(conflict("There is nothing to mark yet: first record what they agree to."))
        }
        InterviewState::Withdrawn | InterviewState::Expired => Err(conflict(
            "Nothing of this interview is kept any more: it was withdrawn, or its time is over.",
        )),
    }
}

fn own(codings: &[Coding], viewer: &Viewer) -> Option<Coding> {
    codings.iter().copied().find(|coding| coding.coder == viewer.person)
}

impl Services {
    /// Finishes one's own coding of an interview; from now on one sees what others finished.
    pub async fn finish_coding(&self, viewer: &Viewer, id: InterviewId) -> Result<()> {
        let mut tx = self.store.begin().await?;
        let (interview, codings) = codable(&mut tx, viewer, id).await?;
        let coding = own(&codings, viewer);
        if coding.is_some_and(|coding| coding.finished_at.is_some()) {
            return Ok(());
        }
        let highlights = tx.highlights_of(id).await?;
        let marked = highlights.iter().any(|highlight| highlight.coder == viewer.person);
        let Some(coding) = coding.filter(|_| marked) else {
            return Err(conflict(
                "You have not marked anything yet. To see what others marked without coding this \
                 interview yourself, choose “Only read”.",
            ));
        };
        tx.write_coding(Coding { finished_at: Some(self.clock.now()), ..coding }).await?;
        self.audit(&mut tx, Some(viewer.person), "coding-finished", named(&interview)).await?;
        Ok(tx.commit().await?)
    }

    /// Goes on with a coding that was finished.
    pub async fn reopen_coding(&self, viewer: &Viewer, id: InterviewId) -> Result<()> {
        let mut tx = self.store.begin().await?;
        let (interview, codings) = codable(&mut tx, viewer, id).await?;
        let coding = own(&codings, viewer);
        let Some(coding) = coding.filter(|coding| coding.finished_at.is_some()) else {
            return Ok(());
        };
        // Somebody who saw others had finished before, and could be seen then.
        let could_be_seen = |other: &Coding| {
            other.coder != viewer.person && (other.finished_at.is_some() || other.saw_others)
        };
        let saw_others = coding.saw_others || codings.iter().any(could_be_seen);
        tx.write_coding(Coding { finished_at: None, saw_others, ..coding }).await?;
        self.audit(&mut tx, Some(viewer.person), "coding-reopened", named(&interview)).await?;
        Ok(tx.commit().await?)
    }

    /// Shows somebody who marked nothing what others marked; whatever they mark later doesn't count
    /// for agreement.
    pub async fn look_at_codings(&self, viewer: &Viewer, id: InterviewId) -> Result<()> {
        let mut tx = self.store.begin().await?;
        let (interview, codings) = codable(&mut tx, viewer, id).await?;
        match own(&codings, viewer) {
            Some(coding) if coding.finished_at.is_some() => return Ok(()),
            Some(_) => {
                return Err(conflict(
                    "You are coding this interview. Finish yours; then you see what others marked.",
                ));
            }
            None => {}
        }
        let finished_at = Some(self.clock.now());
        let coder = viewer.person;
        tx.write_coding(Coding { interview: id, coder, finished_at, saw_others: true }).await?;
        self.audit(&mut tx, Some(viewer.person), "coding-looked", named(&interview)).await?;
        Ok(tx.commit().await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn coding(coder: u128, finished_at: Option<i64>) -> Coding {
        Coding {
            interview: InterviewId(Uuid::from_u128(9)),
            coder: PersonId(Uuid::from_u128(coder)),
            finished_at,
            saw_others: false,
        }
    }

    #[test]
    fn whoever_is_amid_their_own_coding_sees_their_own_marks_alone() {
        let [ada, bob, eve] = [1, 2, 3].map(|number| PersonId(Uuid::from_u128(number)));
        let codings = [coding(1, None), coding(2, Some(7))];
        assert!(visible(ada, ada, &codings));
        assert!(!visible(ada, bob, &codings));
        assert!(visible(bob, ada, &codings), "Bob is done");
        assert!(visible(eve, bob, &codings), "Eve doesn't code it");
    }
}
