//! Marking sentences of a note, changing what was marked, and taking a mark away.

use super::{codable, conflict, own};
use crate::{
    service::{Error, Problem, Result, Services},
    store::Tx,
};
use app::domain::{
    Codebook, Coding, Highlight, HighlightId, InterviewId, Note, NotePlace, PersonId, Sentiment,
    Span, TagId, Viewer,
    highlight::{LONGEST_HIGHLIGHT, MOST_TAGS_ON_ONE},
    span::sentences,
};

/// Tags and sentiment as a form gives them.
#[derive(Clone, Debug, Default)]
pub struct Tagging {
    /// Boxes that are ticked.
    pub tags: Vec<String>,
    /// Names, with commas between them.
    pub names: String,
    /// The sentiment; empty for none.
    pub sentiment: String,
}

/// A mark as a form gives it.
#[derive(Clone, Debug, Default)]
pub struct MarkSent {
    /// What the form called it.
    pub id: Option<HighlightId>,
    /// The note: its place and its author, with a dash between.
    pub note: String,
    /// The revision of the note that the form was drawn from.
    pub revision: i64,
    /// The boxes of the sentences that are ticked.
    pub sentences: Vec<String>,
    /// The only words that are meant; empty for all of the sentences.
    pub words: String,
    /// Tags and sentiment.
    pub tagging: Tagging,
}

/// The tags and sentiment of a highlight; what is wrong is said at the fields whose names end with
/// `key`.
fn checked(
    tagging: &Tagging,
    codebook: &Codebook,
    key: &str,
    problems: &mut Vec<Problem>,
) -> (Vec<TagId>, Option<Sentiment>) {
    let mut tags = Vec::new();
    let field = format!("tags-{key}");
    for value in &tagging.tags {
        match value.parse().ok().and_then(|id| codebook.get(id)) {
            Some(tag) => tags.push(tag.id),
            None => problems.push(Problem::new(
                field.clone(),
                "One of the tags is gone: somebody changed the codebook. Choose again",
            )),
        }
    }
    for name in tagging.names.split(',').map(str::trim).filter(|name| !name.is_empty()) {
        match codebook.named(name) {
            Some(tag) => tags.push(tag.id),
            None => problems.push(Problem::new(
                field.clone(),
                format!("There is no tag “{name}” in the codebook"),
            )),
        }
    }
    tags.sort_unstable();
    tags.dedup();
    if tags.len() > MOST_TAGS_ON_ONE {
        problems.push(Problem::new(
            field,
            format!("Choose at most {MOST_TAGS_ON_ONE} tags for one highlight"),
        ));
    }
    let sentiment = Sentiment::parse(&tagging.sentiment);
    if sentiment.is_none() && !tagging.sentiment.is_empty() {
        problems.push(Problem::new(format!("sentiment-{key}"), "Choose one of the sentiments"));
    }
    (tags, sentiment)
}

/// From the first to the last sentence that is ticked, or the words that are meant of them.
fn marked_span(sent: &MarkSent, note: &Note, problems: &mut Vec<Problem>) -> Option<Span> {
    let all = sentences(&note.text);
    let number = |value: &String| value.split('.').next().and_then(|text| text.parse().ok());
    let ticked: Vec<Span> = sent
        .sentences
        .iter()
        .filter_map(|value| number(value).and_then(|number: usize| all.get(number)).copied())
        .collect();
    let begins = ticked.iter().map(|span| span.begins).min();
    let ends = ticked.iter().map(|span| span.ends).max();
    let within = begins.zip(ends).and_then(|(begins, ends)| Span::new(begins, ends));
    let words = sent.words.trim();
    let span = match (within, words) {
        (None, "") => {
            problems.push(Problem::new(
                format!("sentence-{}", sent.note),
                "Tick the sentences that you want to mark",
            ));
            None
        }
        (Some(span), "") => Some(span),
        (within, words) => {
            let found = Span::find(&note.text, words, within);
            if found.is_none() {
                problems.push(Problem::new(
                    format!("words-{}", sent.note),
                    "These words are not in the sentences that are ticked. Copy them from there",
                ));
            }
            found
        }
    }?;
    if span.ends - span.begins > LONGEST_HIGHLIGHT {
        problems.push(Problem::new(
            format!("sentence-{}", sent.note),
            format!("Mark at most {LONGEST_HIGHLIGHT} characters at a time"),
        ));
        return None;
    }
    Some(span)
}

/// The note that a form names.
fn named_note(key: &str, notes: Vec<Note>) -> Result<Note> {
    let place_and_author = key.split_once('-').and_then(|(place, author)| {
        Some((NotePlace::parse(place)?, author.parse::<PersonId>().ok()?))
    });
    let (place, author) = place_and_author.ok_or(Error::NotFound)?;
    let mut notes = notes.into_iter();
    notes.find(|note| note.place == place && note.author == author).ok_or(Error::NotFound)
}

/// Refuses to change anything in a coding that is finished.
fn unfinished(coding: Option<Coding>) -> Result<()> {
    if coding.is_some_and(|coding| coding.finished_at.is_some()) {
        return Err(conflict("Your coding of this interview is finished. Reopen it to change it."));
    }
    Ok(())
}

impl Services {
    /// Marks a part of a note; sent twice, it is marked once.
    pub async fn mark(&self, viewer: &Viewer, id: InterviewId, sent: &MarkSent) -> Result<()> {
        let mut tx = self.store.begin().await?;
        let (_, codings) = codable(&mut tx, viewer, id).await?;
        let coding = own(&codings, viewer);
        unfinished(coding)?;
        let note = named_note(&sent.note, tx.notes(id).await?)?;
        if note.revision != sent.revision {
            return Err(Error::invalid(
                format!("sentence-{}", sent.note),
                "This note was changed while you were marking it. Here is what it says now; \
                 sentences that are still the same are still ticked. Look again, and mark",
            ));
        }
        let codebook = Codebook::new(tx.hold_tags().await?);
        let mut problems = Vec::new();
        let span = marked_span(sent, &note, &mut problems);
        let (tags, sentiment) = checked(&sent.tagging, &codebook, &sent.note, &mut problems);
        let (Some(span), true) = (span, problems.is_empty()) else {
            return Err(Error::Invalid(problems));
        };
        if coding.is_none() {
            let coder = viewer.person;
            tx.write_coding(Coding { interview: id, coder, finished_at: None, saw_others: false })
                .await?;
        }
        let highlight = Highlight {
            id: sent.id.unwrap_or_else(|| HighlightId(self.random.uuid())),
            interview: id,
            place: note.place,
            author: note.author,
            span,
            coder: viewer.person,
            sentiment,
            tags,
        };
        tx.insert_highlight(&highlight, span.of(&note.text)).await?;
        Ok(tx.commit().await?)
    }

    /// Changes tags and sentiment of one's own highlight.
    pub async fn retag(
        &self,
        viewer: &Viewer,
        id: InterviewId,
        highlight: HighlightId,
        tagging: &Tagging,
    ) -> Result<()> {
        let mut tx = self.store.begin().await?;
        let highlight = changeable(&mut tx, viewer, id, highlight).await?;
        let codebook = Codebook::new(tx.hold_tags().await?);
        let mut problems = Vec::new();
        let key = highlight.id.to_string();
        let (tags, sentiment) = checked(tagging, &codebook, &key, &mut problems);
        if !problems.is_empty() {
            return Err(Error::Invalid(problems));
        }
        let note = tx.note(id, highlight.place, highlight.author).await?.ok_or(Error::NotFound)?;
        let span = highlight.span;
        let changed = Highlight { tags, sentiment, ..highlight };
        tx.update_highlight(&changed, span.of(&note.text)).await?;
        Ok(tx.commit().await?)
    }

    /// Takes one's own highlight away.
    pub async fn unmark(
        &self,
        viewer: &Viewer,
        id: InterviewId,
        highlight: HighlightId,
    ) -> Result<()> {
        let mut tx = self.store.begin().await?;
        match changeable(&mut tx, viewer, id, highlight).await {
            Ok(highlight) => tx.delete_highlight(&highlight).await?,
            // Sent twice: it is gone.
            Err(Error::NotFound) if tx.highlight(highlight).await?.is_none() => return Ok(()),
            Err(error) => return Err(error),
        }
        Ok(tx.commit().await?)
    }
}

/// One's own highlight in a coding that is not finished.
async fn changeable(
    tx: &mut Tx,
    viewer: &Viewer,
    id: InterviewId,
    highlight: HighlightId,
) -> Result<Highlight> {
    let (_, codings) = codable(tx, viewer, id).await?;
    let found = tx.highlight(highlight).await?.ok_or(Error::NotFound)?;
    if found.interview != id || found.coder != viewer.person {
        return Err(Error::NotFound);
    }
    unfinished(own(&codings, viewer))?;
    Ok(found)
}
