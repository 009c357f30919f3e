//! The roster as pages see it.

use super::{Result, Services, off_thread};
use crate::{
    auth::policy,
    import::{
        roster::RosterPerson,
        roster_plan::{Leave, RosterPlan, TeamAt, Who},
    },
    service::{Error, calendar},
    store::audit::AuditRow,
};
use app::{
    domain::{RosterUploadId, TeamPath, Viewer},
    ports::{
        Excerpt, PersonChange, PortResult, RosterApplied, RosterHome, RosterPort, RosterPreview,
        RosterUploaded,
    },
};
use async_trait::async_trait;

impl Services {
    async fn roster_home(&self, viewer: &Viewer) -> Result<RosterHome> {
        policy::admin(viewer)?;
        let mut tx = self.store.read().await?;
        let people: i64 = tx.people_by_team().await?.values().sum();
        let teams = tx.teams().await?.iter().filter(|team| !team.retired).count();
        let last = tx.last_audit_of(super::APPLIED).await?;
        tx.commit().await?;
        let last = match last {
            Some(entry) => Some(self.applied_view(entry).await?),
            None => None,
        };
        Ok(RosterHome {
            people: usize::try_from(people).unwrap_or_default(),
            teams,
            last,
            largest: size(self.settings.max_upload),
        })
    }

    async fn applied_view(&self, entry: AuditRow) -> Result<RosterApplied> {
        Ok(RosterApplied {
            when: calendar::minute(entry.happened_at),
            by: self.name_of(entry.person_id).await?,
            what: entry.detail,
        })
    }

    async fn uploaded(&self, viewer: &Viewer, id: RosterUploadId) -> Result<RosterUploaded> {
        policy::admin(viewer)?;
        let Some(upload) = self.waiting_upload(id).await? else {
            return Ok(match self.applied(id).await? {
                Some(entry) => RosterUploaded::Applied(self.applied_view(entry).await?),
                None => RosterUploaded::Gone,
            });
        };
        let (_, file) = super::read_off_thread(upload.content).await?;
        let Ok(file) = file else { return Ok(RosterUploaded::Gone) };
        let (read_as, people) = (file.read_as.clone(), file.people.len());
        let mut warnings: Vec<String> = file.warnings.iter().map(ToString::to_string).collect();
        let plan = self.roster_plan(file).await?;
        let mut preview = off_thread(move || preview(&plan)).await?;
        warnings.append(&mut preview.warnings);
        let by = self.name_of(Some(upload.person)).await?.unwrap_or_default();
        Ok(RosterUploaded::Waiting(Box::new(RosterPreview {
            file_name: upload.file_name,
            uploaded: format!("{} by {by}", calendar::minute(upload.uploaded_at)),
            read_as,
            people,
            changed_since: preview.fingerprint != upload.fingerprint,
            warnings,
            ..preview
        })))
    }
}

/// Everything that can be said about the plan alone.
fn preview(plan: &RosterPlan) -> RosterPreview {
    let path = |path: &Option<TeamPath>| path.as_ref().map(ToString::to_string).unwrap_or_default();
    let change = |who: &Who, before: String, after: String| PersonChange {
        name: who.name.clone(),
        email: who.email.to_string(),
        before,
        after,
    };
    let leave = |leave: &Leave| change(&leave.who, path(&leave.from), String::new());
    let manages = |yes: bool| if yes { "Manager" } else { "Not a manager" }.to_owned();
    let team = |team: &TeamAt| team.path.to_string();
    RosterPreview {
        unchanged: plan.unchanged,
        fingerprint: plan.fingerprint(),
        nothing: plan.is_empty(),
        warnings: plan.warnings.iter().map(ToString::to_string).collect(),
        joins: Excerpt::of(&plan.joins, join),
        returns: Excerpt::of(&plan.returns, |who| change(who, String::new(), String::new())),
        moves: Excerpt::of(&plan.moves, |moved| {
            change(&moved.who, path(&moved.from), moved.to.to_string())
        }),
        leaves: Excerpt::of(&plan.leaves, leave),
        stays: Excerpt::of(&plan.stays, leave),
        renames: Excerpt::of(&plan.renames, |rename| {
            change(&rename.who, rename.from.clone(), rename.who.name.clone())
        }),
        manager_changes: Excerpt::of(&plan.manager_changes, |it| {
            change(&it.who, manages(!it.manager), manages(it.manager))
        }),
        attribute_changes: Excerpt::of(&plan.attribute_changes, |it| {
            change(&it.who, differing(&it.from, &it.to), differing(&it.to, &it.from))
        }),
        new_teams: Excerpt::of(&plan.new_teams, ToString::to_string),
        reopened_teams: Excerpt::of(&plan.reopened_teams, team),
        emptied_teams: Excerpt::of(&plan.emptied_teams, team),
        ..RosterPreview::default()
    }
}

fn join(person: &RosterPerson) -> PersonChange {
    let manager = if person.manager { " (manager)" } else { "" };
    PersonChange {
        name: person.name.clone(),
        email: person.email.to_string(),
        before: String::new(),
        after: format!("{}{manager}", person.team),
    }
}

/// Those attributes of `these` that are not the same in `others`.
fn differing(these: &[(String, String)], others: &[(String, String)]) -> String {
    let differing = these.iter().filter(|pair| !others.contains(pair));
    differing.map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>().join(", ")
}

fn size(bytes: usize) -> String {
    const MEBIBYTE: usize = 1024 * 1024;
    if bytes >= MEBIBYTE {
        format!("{} MB", bytes / MEBIBYTE)
    } else {
        format!("{} kB", bytes.div_ceil(1024))
    }
}

#[async_trait]
impl RosterPort for Services {
    async fn roster(&self, viewer: &Viewer) -> PortResult<RosterHome> {
        self.roster_home(viewer).await.map_err(Error::for_page)
    }

    async fn roster_upload(
        &self,
        viewer: &Viewer,
        id: RosterUploadId,
    ) -> PortResult<RosterUploaded> {
        self.uploaded(viewer, id).await.map_err(Error::for_page)
    }
}
