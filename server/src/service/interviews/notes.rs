//! Notes: each saved by itself while somebody types, or all at once by a form.

use super::{held, readable};
use crate::{
    auth::policy,
    service::{Error, Problem, Result, Services},
    store::Tx,
};
use app::domain::{InterviewId, Note, NotePlace, Viewer, guide::Outline, interview::LONGEST_NOTE};

/// A note as a browser sends it.
#[derive(Clone, Debug)]
pub struct NoteSent {
    /// Where.
    pub place: NotePlace,
    /// What the field holds.
    pub text: String,
    /// The revision that the browser began from; 0 for none.
    pub from_revision: i64,
}

/// What became of a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoteSaved {
    /// It is kept, as this revision.
    Kept(i64),
    /// The same person saved another text in another window meanwhile; nothing was written.
    Changed {
        /// What is kept.
        text: String,
        /// Its revision.
        revision: i64,
    },
}

/// Whether a guide asks something at this place.
fn is_asked(outline: &Outline, place: NotePlace) -> bool {
    match place {
        NotePlace::Else => true,
        // It comes as a file, and nobody types into it.
        NotePlace::Transcript(_) => false,
        NotePlace::Prompt { section, prompt } => {
            let section = usize::from(section).checked_sub(1);
            let section = section.and_then(|index| outline.sections().get(index));
            let prompt = usize::from(prompt).checked_sub(1);
            section.zip(prompt).is_some_and(|(section, index)| index < section.prompts.len())
        }
    }
}

impl Services {
    /// Saves one note.
    ///
    /// Sent twice, it is kept once: a browser that got no answer can send it again.
    pub async fn save_note(
        &self,
        viewer: &Viewer,
        id: InterviewId,
        sent: &NoteSent,
    ) -> Result<NoteSaved> {
        let mut tx = self.store.begin().await?;
        let saved = self.save_within(&mut tx, viewer, id, std::slice::from_ref(sent)).await?;
        tx.commit().await?;
        saved.into_iter().next().ok_or_else(|| Error::Internal("a note without an answer".into()))
    }

    /// Saves all notes of a form: those that can be, even if others changed meanwhile.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the places where another window was faster.
    pub async fn save_notes(
        &self,
        viewer: &Viewer,
        id: InterviewId,
        sent: &[NoteSent],
    ) -> Result<()> {
        let mut tx = self.store.begin().await?;
        let saved = self.save_within(&mut tx, viewer, id, sent).await?;
        tx.commit().await?;
        let problems: Vec<Problem> = sent
            .iter()
            .zip(saved)
            .filter_map(|(sent, saved)| match saved {
                NoteSaved::Kept(_) => None,
                NoteSaved::Changed { .. } => Some(Problem::new(
                    format!("note-{}", sent.place),
                    "This note was changed in another window. What is kept stands below yours: put \
                     together what you need, and save again",
                )),
            })
            .collect();
        if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
    }

    async fn save_within(
        &self,
        tx: &mut Tx,
        viewer: &Viewer,
        id: InterviewId,
        sent: &[NoteSent],
    ) -> Result<Vec<NoteSaved>> {
        policy::interviewer(viewer)?;
        tx.lock_interview(id).await?;
        let (interview, _) = readable(tx, viewer, id).await?;
        held(&interview)?;
        let guide = tx.guide_version(interview.guide).await?.ok_or(Error::NotFound)?;
        let kept = tx.notes(id).await?;
        let mut answers = Vec::with_capacity(sent.len());
        for note in sent {
            if !is_asked(&guide.current.outline, note.place) {
                return Err(Error::NotFound);
            }
            if note.text.chars().count() > LONGEST_NOTE {
                return Err(Error::invalid(
                    format!("note-{}", note.place),
                    format!("Shorten this note to {LONGEST_NOTE} characters"),
                ));
            }
            let own = |kept: &&Note| kept.place == note.place && kept.author == viewer.person;
            answers.push(match kept.iter().find(own) {
                // Also what is sent again because the answer got lost.
                Some(kept) if kept.text == note.text => NoteSaved::Kept(kept.revision),
                None if note.text.is_empty() => NoteSaved::Kept(0),
                kept if kept.map_or(0, |kept| kept.revision) == note.from_revision => {
                    let revision = note.from_revision + 1;
                    let (place, text) = (note.place, note.text.clone());
                    let next = Note { place, author: viewer.person, text, revision };
                    tx.write_note(id, &next).await?;
                    NoteSaved::Kept(revision)
                }
                kept => {
                    let (text, revision) =
                        kept.map_or((String::new(), 0), |kept| (kept.text.clone(), kept.revision));
                    NoteSaved::Changed { text, revision }
                }
            });
        }
        Ok(answers)
    }
}
