//! Changing tags that are there: each change is one transaction and leaves its sentence behind.

use super::{TagText, checked_name, name_taken, room_for};
use crate::{
    auth::policy,
    service::{
        Error, Result, Services,
        coding::{Sight, counted_highlights},
    },
    store::Tx,
};
use app::domain::{Codebook, HighlightId, Tag, TagId, Viewer};

fn found(codebook: &Codebook, id: TagId) -> Result<Tag> {
    codebook.get(id).cloned().ok_or(Error::NotFound)
}

async fn uses(tx: &mut Tx, id: TagId) -> Result<i64> {
    let uses = tx.tag_uses().await?;
    Ok(uses.into_iter().find(|(tag, _)| *tag == id).map_or(0, |(_, count)| count))
}

impl Services {
    /// Renames a tag, describes it anew or moves it, or all of it at once.
    ///
    /// `seen` is how often it had been changed when the form was drawn: of two people who write at
    /// once, one is told.
    pub async fn change_tag(
        &self,
        viewer: &Viewer,
        id: TagId,
        seen: usize,
        text: &TagText,
    ) -> Result<()> {
        policy::interviewer(viewer)?;
        let mut tx = self.store.begin().await?;
        let codebook = Codebook::new(tx.lock_tags().await?);
        let before = found(&codebook, id)?;
        let changes = tx.tag_changes().await?.iter().filter(|change| change.tag_id == id).count();
        let (name, parent, description) = text.check(&codebook)?;
        let after = Tag { id, parent, name, description };
        if after == before {
            return Ok(());
        }
        if changes != seen {
            return Err(Error::Conflict(format!(
                "Somebody else changed this tag while you were writing: it is “{}” now. What you \
                 wrote is in the form below; compare it with the history, and save again.",
                codebook.path(id)
            )));
        }
        if !codebook.may_move(id, after.parent) {
            let place = after.parent.map(|parent| codebook.path(parent)).unwrap_or_default();
            return Err(Error::invalid(
                "parent",
                format!(
                    "“{place}” is below this tag, or is the tag itself: a tag can’t be below \
                     itself. Move that one out first"
                ),
            ));
        }
        tx.update_tag(&after).await.map_err(name_taken)?;
        let mut told = Vec::new();
        if after.name != before.name {
            told.push(("renamed", format!("“{}” to “{}”", before.name, after.name)));
        }
        if after.description != before.description {
            told.push(("described", format!("“{}”", after.name)));
        }
        if after.parent != before.parent {
            let place = match after.parent.and_then(|parent| codebook.get(parent)) {
                Some(parent) => format!("below “{}”", parent.name),
                None => "to the top".to_owned(),
            };
            told.push(("moved", format!("“{}” {place}", after.name)));
        }
        for (change, detail) in told {
            self.note_change(&mut tx, viewer, id, change, detail).await?;
        }
        self.audit(&mut tx, Some(viewer.person), "tag-changed", after.name).await?;
        Ok(tx.commit().await?)
    }

    /// Makes a tag part of another: its highlights, the tags below it and its history go there.
    pub async fn merge_tags(&self, viewer: &Viewer, id: TagId, into: &str) -> Result<TagId> {
        policy::interviewer(viewer)?;
        let mut tx = self.store.begin().await?;
        let codebook = Codebook::new(tx.lock_tags().await?);
        let tag = found(&codebook, id)?;
        let into = into.parse().ok().filter(|into| *into != id);
        let Some(mut into) = into.and_then(|into| codebook.get(into)).cloned() else {
            return Err(Error::invalid("into", "Choose the tag that it should become part of"));
        };
        let count = counted_highlights(uses(&mut tx, id).await?);
        if codebook.within(id).contains(&into.id) {
            // It takes the place of the one above it.
            into.parent = tag.parent;
            tx.update_tag(&into).await?;
        }
        tx.merge_tag(id, into.id).await?;
        let detail = format!("“{}” (on {count}) into “{}”", tag.name, into.name);
        self.note_change(&mut tx, viewer, into.id, "merged", detail).await?;
        let detail = format!("{} into {}", tag.name, into.name);
        self.audit(&mut tx, Some(viewer.person), "tag-merged", detail).await?;
        tx.commit().await?;
        Ok(into.id)
    }

    /// Makes a new tag beside this one and gives it some of its highlights.
    pub async fn split_tag(
        &self,
        viewer: &Viewer,
        id: TagId,
        new: &TagText,
        highlights: &[HighlightId],
    ) -> Result<TagId> {
        policy::interviewer(viewer)?;
        let new_id = new.id.unwrap_or_else(|| TagId(self.random.uuid()));
        let mut tx = self.store.begin().await?;
        let codebook = Codebook::new(tx.lock_tags().await?);
        if codebook.get(new_id).is_some() {
            return Ok(new_id);
        }
        let tag = found(&codebook, id)?;
        let mut problems = Vec::new();
        let name = checked_name(&new.name, "new-name", &mut problems);
        if highlights.is_empty() {
            let message = "Tick the highlights that the new tag is for";
            problems.push(super::Problem::new("highlight", message));
        }
        if !problems.is_empty() {
            return Err(Error::Invalid(problems));
        }
        room_for(&codebook, 1)?;
        let split = Tag { id: new_id, parent: tag.parent, name, description: String::new() };
        tx.insert_tag(&split).await.map_err(|error| match name_taken(error) {
            Error::Invalid(_) => Error::invalid("new-name", "There is already a tag of this name"),
            other => other,
        })?;
        let mut sight = Sight::new(viewer);
        let mut count = 0;
        for highlight in highlights {
            let Some(highlight) = tx.highlight(*highlight).await? else { continue };
            if sight.sees(&mut tx, &highlight).await? {
                count += i64::from(tx.retag_highlight(highlight.id, id, new_id).await?);
            }
        }
        let count = counted_highlights(count);
        let detail = format!("“{}”: {count} became “{}”", tag.name, split.name);
        self.note_change(&mut tx, viewer, id, "split", detail).await?;
        let detail = format!("“{}”, split off from “{}”", split.name, tag.name);
        self.note_change(&mut tx, viewer, new_id, "added", detail).await?;
        let detail = format!("{} off from {}", split.name, tag.name);
        self.audit(&mut tx, Some(viewer.person), "tag-split", detail).await?;
        tx.commit().await?;
        Ok(new_id)
    }

    /// Deletes a tag that has none below it; highlights that have it lose it.
    pub async fn delete_tag(&self, viewer: &Viewer, id: TagId) -> Result<()> {
        policy::interviewer(viewer)?;
        let mut tx = self.store.begin().await?;
        let codebook = Codebook::new(tx.lock_tags().await?);
        let tag = found(&codebook, id)?;
        if !codebook.below(id).is_empty() {
            return Err(Error::Conflict(
                "There are tags below this one. Move, merge or delete them first.".to_owned(),
            ));
        }
        let count = counted_highlights(uses(&mut tx, id).await?);
        tx.delete_tag(id).await?;
        let detail = format!("“{}”, which was on {count}", tag.name);
        self.note_change(&mut tx, viewer, id, "deleted", detail).await?;
        self.audit(&mut tx, Some(viewer.person), "tag-deleted", tag.name).await?;
        Ok(tx.commit().await?)
    }
}
