//! Guides for interviews: bringing in the ready-made ones, writing one's own, the next version.

use super::{Error, Problem, Result, Services};
use crate::{
    auth::policy,
    bank::guides::GUIDES,
    store::{StoreError, Tx, Unique},
};
use app::{
    domain::{Guide, GuideId, GuideVersion, GuideVersionId, Outline, Viewer},
    ports::{GuidePage, GuidePort, PortResult},
};
use async_trait::async_trait;

/// A guide as a form gives it.
#[derive(Clone, Debug, Default)]
pub struct GuideText {
    /// Its name.
    pub name: String,
    /// What it is good for.
    pub purpose: String,
    /// Sections and prompts.
    pub outline: String,
}

/// Most problems of an outline that are told at once; whoever pastes a letter has hundreds.
const MOST_PROBLEMS: usize = 8;

impl GuideText {
    fn check(&self) -> Result<(String, String, Outline)> {
        let mut problems = Vec::new();
        let name = self.name.trim();
        if name.is_empty() || name.chars().count() > 120 {
            problems.push(Problem::new("name", "Give the guide a name of at most 120 characters"));
        }
        let purpose = self.purpose.trim();
        if purpose.chars().count() > 600 {
            problems
                .push(Problem::new("purpose", "Say in at most 600 characters what it is good for"));
        }
        match Outline::parse(&self.outline) {
            Ok(outline) if problems.is_empty() => {
                Ok((name.to_owned(), purpose.to_owned(), outline))
            }
            Ok(_) => Err(Error::Invalid(problems)),
            Err(found) => {
                let more = found.len().saturating_sub(MOST_PROBLEMS);
                let lines = found.iter().take(MOST_PROBLEMS);
                problems.extend(lines.map(|line| Problem::new("outline", line.to_string())));
                if more > 0 {
                    problems.push(Problem::new("outline", format!("And {more} more like these")));
                }
                Err(Error::Invalid(problems))
            }
        }
    }
}

fn name_taken(error: StoreError) -> Error {
    match error {
        StoreError::Duplicate(Unique::GuideName) => {
            Error::invalid("name", "There is already a guide of this name")
        }
        other => other.into(),
    }
}

impl Services {
    /// Brings in the ready-made guides, or those that a newer version of Soundings added. Guides
    /// that are there are never touched.
    pub async fn ensure_guides(&self) -> Result<()> {
        let mut tx = self.store.begin().await?;
        match self.add_missing_guides(&mut tx).await {
            Ok(()) => Ok(tx.commit().await?),
            // Another node is doing the same right now.
            Err(Error::Store(StoreError::Duplicate(_))) => Ok(()),
            Err(error) => Err(error),
        }
    }

    async fn add_missing_guides(&self, tx: &mut Tx) -> Result<()> {
        let there = tx.guides().await?;
        let names: Vec<&str> = there.iter().map(|guide| guide.name.as_str()).collect();
        for entry in GUIDES {
            // Somebody's own guide may have the name already; theirs stays the only one.
            let known = there.iter().any(|guide| guide.key == entry.key);
            if known || names.contains(&entry.name) {
                continue;
            }
            let outline = Outline::parse(entry.outline)
                .map_err(|_| Error::Internal(format!("the guide {} has mistakes", entry.key)))?;
            tx.insert_guide(&Guide {
                id: GuideId(self.random.uuid()),
                key: entry.key.to_owned(),
                name: entry.name.to_owned(),
                retired: false,
                current: GuideVersion {
                    id: GuideVersionId(self.random.uuid()),
                    version: 1,
                    purpose: entry.purpose.to_owned(),
                    outline,
                },
            })
            .await?;
        }
        Ok(())
    }

    /// Adds a guide of one's own.
    pub async fn create_guide(&self, viewer: &Viewer, text: &GuideText) -> Result<GuideId> {
        policy::researcher(viewer)?;
        let (name, purpose, outline) = text.check()?;
        let id = GuideId(self.random.uuid());
        let guide = Guide {
            id,
            // Nobody types it; only ready-made guides are found by their key.
            key: id.to_string(),
            name,
            retired: false,
            current: GuideVersion {
                id: GuideVersionId(self.random.uuid()),
                version: 1,
                purpose,
                outline,
            },
        };
        let mut tx = self.store.begin().await?;
        tx.insert_guide(&guide).await.map_err(name_taken)?;
        self.audit(&mut tx, Some(viewer.person), "guide-added", guide.name).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Writes the next version of a guide. Interviews keep the version they used.
    ///
    /// `from_version` is the one that was on the page: of two people who write at once, one is
    /// told.
    pub async fn revise_guide(
        &self,
        viewer: &Viewer,
        id: GuideId,
        from_version: i64,
        text: &GuideText,
    ) -> Result<()> {
        policy::researcher(viewer)?;
        let (name, purpose, outline) = text.check()?;
        let mut tx = self.store.begin().await?;
        let last = tx.guide_versions(id).await?.into_iter().next().ok_or(Error::NotFound)?;
        let changed = || {
            Error::Conflict(
                "Somebody else changed this guide while you were writing. Open the page again to \
                 see their version; yours is still in the form below."
                    .to_owned(),
            )
        };
        if last.current.version != from_version {
            return Err(changed());
        }
        let renamed = name != last.name;
        let same = purpose == last.current.purpose && outline == last.current.outline;
        if !renamed && same {
            return Err(Error::invalid(
                "outline",
                "This is the version in force; there is nothing to change",
            ));
        }
        if renamed {
            let guide = Guide { name: name.clone(), ..last.clone() };
            tx.update_guide(&guide).await.map_err(name_taken)?;
        }
        let mut detail = name;
        if !same {
            let next = GuideVersion {
                id: GuideVersionId(self.random.uuid()),
                version: from_version + 1,
                purpose,
                outline,
            };
            match tx.insert_guide_version(id, &next).await {
                Err(StoreError::Duplicate(_)) => return Err(changed()),
                other => other?,
            }
            detail = format!("{detail}, version {}", next.version);
        }
        self.audit(&mut tx, Some(viewer.person), "guide-changed", detail).await?;
        Ok(tx.commit().await?)
    }

    /// Retires a guide, or takes it back into use.
    pub async fn retire_guide(&self, viewer: &Viewer, id: GuideId, retired: bool) -> Result<()> {
        policy::researcher(viewer)?;
        let mut tx = self.store.begin().await?;
        let mut guide = tx.guide_versions(id).await?.into_iter().next().ok_or(Error::NotFound)?;
        guide.retired = retired;
        tx.update_guide(&guide).await?;
        let action = if retired { "guide-retired" } else { "guide-restored" };
        self.audit(&mut tx, Some(viewer.person), action, guide.name).await?;
        Ok(tx.commit().await?)
    }

    async fn guide_page(
        &self,
        viewer: &Viewer,
        id: GuideId,
        version: Option<i64>,
    ) -> Result<GuidePage> {
        policy::researcher(viewer)?;
        let versions = self.store.read().await?.guide_versions(id).await?;
        let shown = match version {
            None => versions.first(),
            Some(version) => versions.iter().find(|guide| guide.current.version == version),
        };
        let shown = shown.cloned().ok_or(Error::NotFound)?;
        Ok(GuidePage { versions, shown })
    }

    async fn all_guides(&self, viewer: &Viewer) -> Result<Vec<Guide>> {
        policy::researcher(viewer)?;
        Ok(self.store.read().await?.guides().await?)
    }
}

#[async_trait]
impl GuidePort for Services {
    async fn guides(&self, viewer: &Viewer) -> PortResult<Vec<Guide>> {
        self.all_guides(viewer).await.map_err(Error::for_page)
    }

    async fn guide(
        &self,
        viewer: &Viewer,
        id: GuideId,
        version: Option<i64>,
    ) -> PortResult<GuidePage> {
        self.guide_page(viewer, id, version).await.map_err(Error::for_page)
    }
}
