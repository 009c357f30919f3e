//! The roster from a file: looked at first, then applied, all or nothing.
//!
//! A page shows what a file would change and carries the fingerprint of exactly that; applying
//! works the changes out again, against the roster as it is by then and with everybody else kept
//! from changing it, and goes ahead only where the fingerprint is the same.

mod apply;
mod export;
mod view;

use super::{Error, Result, Services};
use crate::{
    auth::policy,
    import::{
        problem::Problems,
        roster::{RosterFile, read},
        roster_plan::RosterPlan,
    },
    store::{audit::AuditRow, roster_uploads::RosterUpload},
};
use app::domain::{PersonId, RosterUploadId, Viewer};
use apply::Present;
use std::sync::Arc;

/// Under this name the audit log knows that a roster was applied.
const APPLIED: &str = "roster-applied";

/// A file that nobody applied within a day was left behind, and holds everybody's name.
const UPLOAD_LIFE: i64 = 24 * 60 * 60 * 1000;

/// Longest name of a file that is kept; the end says what kind it is, but the start what it is.
const LONGEST_FILE_NAME: usize = 120;

/// What became of a file that somebody sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RosterCheck {
    /// It can be read, and waits under this id.
    Kept(RosterUploadId),
    /// It cannot be read, and was not kept.
    Refused(Problems),
}

/// What became of the wish to apply a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RosterOutcome {
    /// It is applied now.
    Now,
    /// It was applied before; nothing was done a second time.
    Before,
}

impl Services {
    /// Reads a file and keeps it for a day, so that it can be looked at and then applied.
    pub async fn preview_roster(
        &self,
        viewer: &Viewer,
        file_name: &str,
        content: Vec<u8>,
    ) -> Result<RosterCheck> {
        policy::admin(viewer)?;
        let (content, file) = read_off_thread(content).await?;
        let file = match file {
            Ok(file) => file,
            Err(problems) => return Ok(RosterCheck::Refused(problems)),
        };
        let plan = self.roster_plan(file).await?;
        let fingerprint = off_thread(move || plan.fingerprint()).await?;
        let upload = RosterUpload {
            id: RosterUploadId(self.random.uuid()),
            person: viewer.person,
            uploaded_at: self.clock.now(),
            file_name: file_name.chars().take(LONGEST_FILE_NAME).collect(),
            content,
            fingerprint,
        };
        let mut tx = self.store.begin().await?;
        tx.insert_roster_upload(&upload).await?;
        tx.commit().await?;
        Ok(RosterCheck::Kept(upload.id))
    }

    /// Applies a file whose changes somebody has looked at, all or nothing.
    ///
    /// # Errors
    /// [`Error::Conflict`] when it would now change anything else than what `fingerprint` stands
    /// for, or is no longer kept.
    pub async fn apply_roster(
        &self,
        viewer: &Viewer,
        id: RosterUploadId,
        fingerprint: &str,
    ) -> Result<RosterOutcome> {
        policy::admin(viewer)?;
        let Some(upload) = self.waiting_upload(id).await? else { return self.outcome(id).await };
        let file_name = upload.file_name;
        let (_, file) = read_off_thread(upload.content).await?;
        // It could be read when it came, by a version that read other things.
        let file = file.map_err(|_| gone())?;

        let mut tx = self.store.begin().await?;
        tx.lock_roster().await?;
        if !tx.delete_roster_upload(id).await? {
            drop(tx);
            return self.outcome(id).await;
        }
        let (plan, present) = off_thread_plan(file, Present::load(&mut tx).await?).await?;
        let plan = Arc::new(plan);
        let looked_at = plan.clone();
        if off_thread(move || looked_at.fingerprint()).await? != fingerprint {
            return Err(Error::Conflict(
                "Somebody changed the roster or the teams after this page was shown, so nothing \
                 was applied. Look at the changes again: they are worked out anew."
                    .into(),
            ));
        }
        let entry = AuditRow {
            happened_at: self.clock.now(),
            person_id: Some(viewer.person),
            action: APPLIED.into(),
            detail: apply::in_words(&plan, &file_name),
        };
        self.write_plan(&mut tx, plan, present, &file_name).await?;
        // Under the upload's own id: so its page can say what became of it.
        tx.insert_audit(id.0, &entry).await?;
        tx.commit().await?;
        Ok(RosterOutcome::Now)
    }

    /// What a file would change now.
    pub async fn roster_plan(&self, file: RosterFile) -> Result<RosterPlan> {
        let mut tx = self.store.read().await?;
        let present = Present::load(&mut tx).await?;
        tx.commit().await?;
        Ok(off_thread_plan(file, present).await?.0)
    }

    /// Applies a file without asking, all or nothing, and says what it changed: for the command
    /// line, where whoever may run it may do anything.
    pub async fn import_roster(
        &self,
        file: RosterFile,
        file_name: &str,
    ) -> Result<Arc<RosterPlan>> {
        let mut tx = self.store.begin().await?;
        tx.lock_roster().await?;
        let (plan, present) = off_thread_plan(file, Present::load(&mut tx).await?).await?;
        let plan = Arc::new(plan);
        if plan.is_empty() {
            return Ok(plan);
        }
        let words = apply::in_words(&plan, file_name);
        self.write_plan(&mut tx, plan.clone(), present, file_name).await?;
        self.audit(&mut tx, None, APPLIED, words).await?;
        tx.commit().await?;
        Ok(plan)
    }

    /// Forgets files that were not applied within a day.
    pub async fn forget_old_rosters(&self) -> Result<()> {
        let mut tx = self.store.begin().await?;
        tx.delete_roster_uploads_before(self.clock.now() - UPLOAD_LIFE).await?;
        Ok(tx.commit().await?)
    }

    /// A file that can still be applied.
    async fn waiting_upload(&self, id: RosterUploadId) -> Result<Option<RosterUpload>> {
        let mut tx = self.store.read().await?;
        let upload = tx.roster_upload(id).await?;
        let oldest = self.clock.now() - UPLOAD_LIFE;
        Ok(upload.filter(|upload| upload.uploaded_at >= oldest))
    }

    /// What became of a file that no longer waits.
    async fn outcome(&self, id: RosterUploadId) -> Result<RosterOutcome> {
        match self.applied(id).await? {
            Some(_) => Ok(RosterOutcome::Before),
            None => Err(gone()),
        }
    }

    /// The entry of a file that was applied.
    async fn applied(&self, id: RosterUploadId) -> Result<Option<AuditRow>> {
        let entry = self.store.read().await?.audit_entry(id.0).await?;
        Ok(entry.filter(|entry| entry.action == APPLIED))
    }

    /// Somebody's name, for pages.
    async fn name_of(&self, person: Option<PersonId>) -> Result<Option<String>> {
        let Some(person) = person else { return Ok(None) };
        Ok(self.store.read().await?.person(person).await?.map(|person| person.name))
    }
}

fn gone() -> Error {
    Error::Conflict(
        "This file is no longer here: files are kept for a day. Nothing was applied. Choose the \
         file again."
            .into(),
    )
}

/// Reads a file off the async threads: 200,000 lines take a while. Gives the bytes back.
async fn read_off_thread(
    content: Vec<u8>,
) -> Result<(Vec<u8>, std::result::Result<RosterFile, Problems>)> {
    off_thread(move || {
        let file = read(&content);
        (content, file)
    })
    .await
}

async fn off_thread_plan(file: RosterFile, present: Present) -> Result<(RosterPlan, Present)> {
    off_thread(move || {
        let plan = RosterPlan::new(&file, &present.people, &present.tree);
        (plan, present)
    })
    .await
}

async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|error| Error::Internal(error.to_string()))
}
