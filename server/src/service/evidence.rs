//! What themes and jobs stand on: adding it, turning it, taking it away, and showing it.
//!
//! Researchers see what they may read; managers and admins, what was agreed to be quoted, told with
//! groups of people ([`sight`]). What others marked in an interview that the viewer has not finished
//! coding is shown to them in neither way.

mod cells;
pub(super) mod sight;
mod view;

use super::{Error, Result, Services};
use crate::{
    auth::policy,
    store::{StoreError, Tx},
};
use app::{
    domain::{Codebook, Evidence, EvidenceId, EvidenceSource, Finding, HighlightId, Viewer},
    ports::AboutQuery,
};
use std::collections::HashMap;

/// What a finding says.
async fn title(tx: &mut Tx, finding: Finding) -> Result<String> {
    let title = match finding {
        Finding::Theme(id) => tx.theme(id).await?.map(|theme| theme.title),
        Finding::Job(id) => tx.job(id).await?.map(|job| job.statement),
    };
    title.ok_or(Error::NotFound)
}

/// The tags on each highlight of a finding, in words.
pub(super) async fn tags_of(
    tx: &mut Tx,
    finding: Finding,
) -> Result<HashMap<HighlightId, Vec<String>>> {
    let codebook = Codebook::new(tx.tags().await?);
    let mut tags: HashMap<HighlightId, Vec<String>> = HashMap::new();
    for (highlight, tag) in tx.passage_tags_of(finding).await? {
        tags.entry(highlight).or_default().push(codebook.path(tag));
    }
    tags.values_mut().for_each(|tags| tags.sort_unstable());
    Ok(tags)
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
                let passage = tx.passage(viewer.person, id).await?.ok_or(Error::NotFound)?;
                let there = [Some(passage.interviewer), passage.observer];
                if passage.blind || !policy::may_read_said(viewer, there, Some(passage.readers)) {
                    return Err(Error::NotFound);
                }
                EvidenceSource::Highlight(id)
            }
            None => {
                let about = self.checked_about(&mut tx, about).await?;
                EvidenceSource::Cell(about.ok_or(Error::NotFound)?)
            }
        };
        let mut there = tx.evidence_of(finding).await?.into_iter();
        if let Some(there) = there.find(|there| there.source == source) {
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
        let found = tx.evidence_by_id(id).await?.ok_or(Error::NotFound)?;
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
