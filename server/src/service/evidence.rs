//! What themes and jobs stand on: adding it, turning it, taking it away, and showing it.
//!
//! What somebody allowed to those present only is shown to nobody else here either; nor is what
//! others marked in an interview that the viewer has not finished coding.

mod view;

use super::{Error, Result, Services};
use crate::{
    auth::policy,
    store::{StoreError, Tx},
};
use app::{
    domain::{Evidence, EvidenceId, EvidenceSource, Finding, Highlight, HighlightId, Viewer},
    ports::AboutQuery,
};

/// A highlight and the interview it is of, if the viewer may read it now.
async fn readable_highlight(
    tx: &mut Tx,
    viewer: &Viewer,
    id: HighlightId,
) -> Result<Option<(Highlight, app::domain::Interview)>> {
    let Some(highlight) = tx.highlight(id).await? else { return Ok(None) };
    let Some(interview) = tx.interview(highlight.interview).await? else { return Ok(None) };
    let consent = tx.consent(interview.id).await?;
    if !policy::may_read_interview(viewer, &interview, consent) {
        return Ok(None);
    }
    let codings = tx.codings_of(interview.id).await?;
    let coding = codings
        .into_iter()
        .any(|coding| coding.coder == viewer.person && coding.finished_at.is_none());
    Ok((highlight.coder == viewer.person || !coding).then_some((highlight, interview)))
}

/// What a finding says.
async fn title(tx: &mut Tx, finding: Finding) -> Result<String> {
    let title = match finding {
        Finding::Theme(id) => tx.theme(id).await?.map(|theme| theme.title),
        Finding::Job(id) => tx.job(id).await?.map(|job| job.statement),
    };
    title.ok_or(Error::NotFound)
}

impl Services {
    /// Adds a highlight or a published figure to what a finding stands on. Sent twice, it is there
    /// once.
    pub async fn add_evidence(
        &self,
        viewer: &Viewer,
        finding: Finding,
        highlight: Option<HighlightId>,
        about: AboutQuery,
        supports: bool,
    ) -> Result<()> {
        policy::interviewer(viewer)?;
        let mut tx = self.store.begin().await?;
        tx.lock_finding(finding).await?;
        let title = title(&mut tx, finding).await?;
        let source = match highlight {
            Some(id) => {
                let found = readable_highlight(&mut tx, viewer, id).await?;
                EvidenceSource::Highlight(found.ok_or(Error::NotFound)?.0.id)
            }
            None => {
                let about = self.checked_about(&mut tx, about).await?;
                EvidenceSource::Cell(about.ok_or(Error::NotFound)?)
            }
        };
        let there = tx.evidence().await?.into_iter();
        let mut there = there.filter(|there| there.finding == finding && there.source == source);
        if let Some(there) = there.next() {
            if there.supports != supports {
                tx.update_evidence(there.id, supports).await?;
                tx.commit().await?;
            }
            return Ok(());
        }
        let id = EvidenceId(self.random.uuid());
        match tx.insert_evidence(Evidence { id, finding, source, supports }).await {
            Err(StoreError::Duplicate(_)) => return Ok(()),
            other => other?,
        }
        self.audit(&mut tx, Some(viewer.person), "evidence-added", title).await?;
        Ok(tx.commit().await?)
    }

    /// Turns a piece of evidence to the other side (`Some`), or takes it away (`None`). Gives back
    /// what it was for or against.
    pub async fn change_evidence(
        &self,
        viewer: &Viewer,
        id: EvidenceId,
        supports: Option<bool>,
    ) -> Result<Finding> {
        policy::interviewer(viewer)?;
        let mut tx = self.store.begin().await?;
        let found = tx.evidence().await?.into_iter().find(|evidence| evidence.id == id);
        let found = found.ok_or(Error::NotFound)?;
        match supports {
            Some(supports) => tx.update_evidence(id, supports).await?,
            None => {
                let title = title(&mut tx, found.finding).await?;
                tx.delete_evidence(id).await?;
                self.audit(&mut tx, Some(viewer.person), "evidence-removed", title).await?;
            }
        }
        tx.commit().await?;
        Ok(found.finding)
    }
}
