//! Transcripts: a file becomes notes of whoever brought it.
//!
//! An interview has one transcript. Another file replaces it only where its form says which one,
//! so that nobody's is lost to somebody who has not seen it; the revision of its parts says which.

use super::{
    held, named, readable,
    view::{Names, all_of},
};
use crate::{
    auth::policy,
    import::{
        problem::Problems,
        transcript::{self, Reading, notes},
    },
    service::{Error, Result, Services},
    store::Tx,
};
use app::{
    domain::{InterviewId, Note, NotePlace, Viewer},
    ports::{Excerpt, FileProblem, FileProblems, TranscriptPage, TranscriptRead, TranscriptView},
};
use std::collections::BTreeSet;

/// Takes the parts of a transcript out of the notes of an interview.
pub(super) fn split(notes: Vec<Note>) -> (Vec<Note>, Vec<Note>) {
    notes.into_iter().partition(|note| note.place.transcript_part().is_none())
}

/// Which transcript this is; 0 for none. Every import and every change counts up.
fn edition(parts: &[Note]) -> i64 {
    parts.iter().map(|part| part.revision).max().unwrap_or_default()
}

/// What pages show of a transcript.
pub(super) fn transcript_view(
    names: &Names,
    viewer: Option<&Viewer>,
    parts: Vec<Note>,
    part: Option<u16>,
) -> Option<TranscriptView> {
    let count = u16::try_from(parts.len()).unwrap_or(u16::MAX);
    let shown = parts.into_iter().filter(|note| note.place.transcript_part() == part);
    let shown = part.and_then(|_| names.notes(viewer, shown.take(1).collect()).pop());
    (count > 0).then_some(TranscriptView { parts: count, shown })
}

/// A file's problems as pages show them.
pub fn shown(problems: &Problems) -> FileProblems {
    let mut shown = Excerpt::of(problems.listed(), |problem| FileProblem {
        line: problem.line,
        column: problem.column.clone(),
        message: problem.message.clone(),
    });
    shown.total = problems.count();
    FileProblems(shown)
}

/// A number of bytes as people say it.
fn in_words(bytes: usize) -> String {
    match bytes >> 20 {
        0 => format!("{} kB", bytes >> 10),
        mebibytes => format!("{mebibytes} MB"),
    }
}

impl Services {
    pub(super) async fn transcript_page(
        &self,
        viewer: &Viewer,
        id: InterviewId,
        part: Option<u16>,
    ) -> Result<TranscriptPage> {
        policy::interviewer(viewer)?;
        let mut tx = self.store.read().await?;
        let (interview, consent) = readable(&mut tx, viewer, id).await?;
        let (_, parts) = split(tx.notes(id).await?);
        let names = Names::read(&mut tx, all_of(&interview, &parts)).await?;
        let is_in_it = |place: NotePlace| place.transcript_part().is_some();
        let highlights = tx.highlights_of(id).await?;
        let highlights = highlights.iter().filter(|mark| is_in_it(mark.place)).count();
        tx.commit().await?;
        if consent.is_some() {
            let mut tx = self.store.begin().await?;
            self.audit(&mut tx, Some(viewer.person), "interview-read", named(&interview)).await?;
            tx.commit().await?;
        }
        Ok(TranscriptPage {
            replaces: edition(&parts),
            transcript: transcript_view(&names, Some(viewer), parts, part.or(Some(1))),
            highlights,
            largest: in_words(self.settings.max_upload),
            row: names.row(viewer, interview, consent, None),
        })
    }

    /// Reads a file and keeps what was said in it, in place of the transcript that the form had
    /// seen (0 for none). Sent twice, it is kept once.
    ///
    /// # Errors
    /// [`Error::Invalid`] when nothing can be read of it, [`Error::Conflict`] when there is another
    /// transcript than the form had seen.
    pub async fn import_transcript(
        &self,
        viewer: &Viewer,
        id: InterviewId,
        file_name: &str,
        bytes: Vec<u8>,
        replaces: i64,
    ) -> Result<TranscriptRead> {
        policy::interviewer(viewer)?;
        let mut tx = self.store.read().await?;
        held(&readable(&mut tx, viewer, id).await?.0)?;
        tx.commit().await?;
        let (reading, texts) = read(file_name, bytes).await?;
        let mut tx = self.store.begin().await?;
        tx.lock_interview(id).await?;
        let (interview, _) = readable(&mut tx, viewer, id).await?;
        held(&interview)?;
        let (_, before) = split(tx.notes(id).await?);
        let unchanged = before.iter().map(|note| &note.text).eq(&texts);
        if !unchanged {
            if edition(&before) != replaces {
                return Err(Error::Conflict(
                    "Another transcript came in since you opened this page. Look at it first; if \
                     yours is to replace it, choose the file again."
                        .to_owned(),
                ));
            }
            write(&mut tx, viewer, id, before, &texts).await?;
            let by = Some(viewer.person);
            self.audit(&mut tx, by, "transcript-imported", named(&interview)).await?;
        }
        tx.commit().await?;
        let speakers: BTreeSet<String> =
            reading.transcript.parts.iter().filter_map(|part| part.speaker.clone()).collect();
        Ok(TranscriptRead {
            file_name: file_name.to_owned(),
            read_as: reading.read_as,
            turns: reading.transcript.parts.len(),
            speakers: speakers.into_iter().collect(),
            parts: texts.len(),
            problems: shown(&reading.problems),
            unchanged,
        })
    }
}

/// Reads a file, beside the threads that answer others.
async fn read(file_name: &str, bytes: Vec<u8>) -> Result<(Reading, Vec<String>)> {
    let name = file_name.to_owned();
    let read = tokio::task::spawn_blocking(move || {
        let reading = transcript::read(&name, &bytes)?;
        let texts = notes::notes(&reading.transcript);
        Ok((reading, texts))
    });
    let read: std::result::Result<_, crate::import::problem::Problem> =
        read.await.map_err(|error| Error::Internal(error.to_string()))?;
    read.map_err(|problem| {
        Error::invalid("file", format!("“{file_name}” could not be taken: {problem}"))
    })
}

/// Writes the parts of a transcript over those of before. What is marked in one of the same author
/// stays marked where its words stay; the rest goes.
async fn write(
    tx: &mut Tx,
    viewer: &Viewer,
    id: InterviewId,
    before: Vec<Note>,
    texts: &[String],
) -> Result<()> {
    let revision = edition(&before) + 1;
    let place = |number: usize| u16::try_from(number + 1).map(NotePlace::Transcript);
    let mut parts = Vec::with_capacity(texts.len());
    for (number, text) in texts.iter().enumerate() {
        let place = place(number).map_err(|error| Error::Internal(error.to_string()))?;
        parts.push(Note { place, author: viewer.person, text: text.clone(), revision });
    }
    let replaced = !before.is_empty();
    for old in before {
        let is_written_over = |part: &Note| (part.place, part.author) == (old.place, old.author);
        if !parts.iter().any(is_written_over) {
            tx.delete_note(id, &old).await?;
        }
    }
    for part in &parts {
        tx.write_note(id, part).await?;
    }
    if replaced {
        // Whoever replaces one may do so because of what stood in it.
        tx.mark_tidy_due(id.0).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::in_words;

    #[test]
    fn a_size_is_said_in_the_unit_that_fits() {
        assert_eq!(in_words(64 * 1024), "64 kB");
        assert_eq!(in_words(32 * 1024 * 1024), "32 MB");
    }
}
