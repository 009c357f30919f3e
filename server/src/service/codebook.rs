//! The codebook: adding, changing, merging, splitting and deleting tags, each with its history.
//!
//! Whoever changes it locks it first, so that no two changes pass each other: two tags moved below
//! one another at once would be a cycle that neither change has.

mod change;
mod view;

pub(super) use view::sentence;

use super::{Error, Problem, Result, Services};
use crate::{
    auth::policy,
    bank::codebook::CODEBOOK,
    store::{StoreError, Tx, Unique, tags::TagChange},
};
use app::domain::{
    Codebook, Tag, TagId, Viewer,
    tag::{LONGEST_DESCRIPTION, LONGEST_NAME, MOST_TAGS},
};

/// A tag as a form gives it.
#[derive(Clone, Debug, Default)]
pub struct TagText {
    /// What the form called a new one.
    pub id: Option<TagId>,
    /// Its name.
    pub name: String,
    /// The tag it is below; empty for none.
    pub parent: String,
    /// When to use it.
    pub description: String,
}

/// A name that nobody can mistake in a list of names.
fn checked_name(name: &str, field: &str, problems: &mut Vec<Problem>) -> String {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        let message = format!("Give the tag a name of at most {LONGEST_NAME} characters");
        problems.push(Problem::new(field, message));
    } else if name.contains(',') {
        problems.push(Problem::new(field, "Leave commas out: they part tags from each other"));
    }
    name
}

impl TagText {
    /// Name, parent and description.
    fn check(&self, codebook: &Codebook) -> Result<(String, Option<TagId>, String)> {
        let mut problems = Vec::new();
        let name = checked_name(&self.name, "name", &mut problems);
        let parent = self.parent.parse().ok().and_then(|id| codebook.get(id)).map(|tag| tag.id);
        if parent.is_none() && !self.parent.is_empty() {
            let message = "The tag it should be below is gone. Choose another place";
            problems.push(Problem::new("parent", message));
        }
        let description = self.description.trim().to_owned();
        if description.chars().count() > LONGEST_DESCRIPTION {
            let message = format!("Say in at most {LONGEST_DESCRIPTION} characters when to use it");
            problems.push(Problem::new("description", message));
        }
        if problems.is_empty() {
            Ok((name, parent, description))
        } else {
            Err(Error::Invalid(problems))
        }
    }
}

fn name_taken(error: StoreError) -> Error {
    match error {
        StoreError::Duplicate(Unique::TagName) => {
            Error::invalid("name", "There is already a tag of this name")
        }
        other => other.into(),
    }
}

fn room_for(codebook: &Codebook, more: usize) -> Result<()> {
    if codebook.tags().len() + more > MOST_TAGS {
        return Err(Error::Conflict(format!(
            "A codebook has at most {MOST_TAGS} tags. Merge or delete some first."
        )));
    }
    Ok(())
}

impl Services {
    /// Notes what was done to a tag, in its history.
    async fn note_change(
        &self,
        tx: &mut Tx,
        viewer: &Viewer,
        tag: TagId,
        change: &str,
        detail: String,
    ) -> Result<()> {
        let change = TagChange {
            tag_id: tag,
            happened_at: self.clock.now(),
            person_id: viewer.person,
            change: change.to_owned(),
            detail,
        };
        Ok(tx.insert_tag_change(self.random.uuid(), &change).await?)
    }

    /// Adds a tag; sent twice, it is there once.
    pub async fn add_tag(&self, viewer: &Viewer, text: &TagText) -> Result<TagId> {
        policy::interviewer(viewer)?;
        let id = text.id.unwrap_or_else(|| TagId(self.random.uuid()));
        let mut tx = self.store.begin().await?;
        let codebook = Codebook::new(tx.lock_tags().await?);
        if codebook.get(id).is_some() {
            return Ok(id);
        }
        let (name, parent, description) = text.check(&codebook)?;
        room_for(&codebook, 1)?;
        let tag = Tag { id, parent, name, description };
        tx.insert_tag(&tag).await.map_err(name_taken)?;
        self.note_change(&mut tx, viewer, id, "added", format!("“{}”", tag.name)).await?;
        self.audit(&mut tx, Some(viewer.person), "tag-added", tag.name).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Fills an empty codebook with the ready-made one.
    pub async fn add_starter_codebook(&self, viewer: &Viewer) -> Result<()> {
        policy::interviewer(viewer)?;
        let mut tx = self.store.begin().await?;
        // Sent twice, or by two people: it is there.
        if !tx.lock_tags().await?.is_empty() {
            return Ok(());
        }
        for group in CODEBOOK {
            let below = group.below.iter().copied();
            let mut parent = None;
            for (name, description) in [(group.name, group.description)].into_iter().chain(below) {
                let id = TagId(self.random.uuid());
                let (name, description) = (name.to_owned(), description.to_owned());
                tx.insert_tag(&Tag { id, parent, name: name.clone(), description }).await?;
                let detail = format!("“{name}” with the ready-made codebook");
                self.note_change(&mut tx, viewer, id, "added", detail).await?;
                parent = parent.or(Some(id));
            }
        }
        let what = "the ready-made codebook".to_owned();
        self.audit(&mut tx, Some(viewer.person), "tag-added", what).await?;
        Ok(tx.commit().await?)
    }
}
