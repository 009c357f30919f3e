//! Highlights with their tags, and coders' work on interviews.

use super::{Result, StoreError, Tx, on_db, search::Subject, statements};
use app::domain::{
    Coding, Highlight, HighlightId, InterviewId, Note, NotePlace, PersonId, Sentiment, Span, TagId,
};
use std::collections::HashMap;

statements! {
    ALL = "SELECT id, interview_id, place, author_id, begins, ends, coder_id, sentiment
        FROM highlights ORDER BY interview_id, place, begins, ends, id";
    OF_INTERVIEW = "SELECT id, interview_id, place, author_id, begins, ends, coder_id, sentiment
        FROM highlights WHERE interview_id = $1 ORDER BY place, begins, ends, id";
    BY_ID = "SELECT id, interview_id, place, author_id, begins, ends, coder_id, sentiment
        FROM highlights WHERE id = $1";
    // The newest interviews first; within one, in the order of its notes.
    WITH_TAG = "SELECT h.id, h.interview_id, h.place, h.author_id, h.begins, h.ends, h.coder_id,
        h.sentiment FROM highlights h
        JOIN highlight_tags t ON t.highlight_id = h.id
        JOIN interviews i ON i.id = h.interview_id
        WHERE t.tag_id = $1 ORDER BY i.starts_at DESC, h.interview_id, h.place, h.begins, h.id
        LIMIT $2";
    TAGS_WITH_TAG = "SELECT highlight_id, tag_id FROM highlight_tags WHERE highlight_id IN
        (SELECT highlight_id FROM highlight_tags WHERE tag_id = $1)";
    ALL_TAGS = "SELECT highlight_id, tag_id FROM highlight_tags";
    TAGS_OF_INTERVIEW = "SELECT highlight_id, tag_id FROM highlight_tags WHERE highlight_id IN
        (SELECT id FROM highlights WHERE interview_id = $1)";
    TAGS_BY_ID = "SELECT highlight_id, tag_id FROM highlight_tags WHERE highlight_id = $1";
    INSERT = "INSERT INTO highlights
        (id, interview_id, place, author_id, begins, ends, coder_id, sentiment)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO NOTHING";
    UPDATE = "UPDATE highlights SET begins = $2, ends = $3, sentiment = $4 WHERE id = $1";
    DELETE_TAGS = "DELETE FROM highlight_tags WHERE highlight_id = $1";
    INSERT_TAG = "INSERT INTO highlight_tags (highlight_id, tag_id) VALUES ($1, $2)
        ON CONFLICT (highlight_id, tag_id) DO NOTHING";
    DELETE = "DELETE FROM highlights WHERE id = $1";
    DELETE_TAGS_OF_INTERVIEW = "DELETE FROM highlight_tags WHERE highlight_id IN
        (SELECT id FROM highlights WHERE interview_id = $1)";
    DELETE_OF_INTERVIEW = "DELETE FROM highlights WHERE interview_id = $1";
    CODINGS = "SELECT interview_id, coder_id, finished_at, saw_others FROM interview_codings";
    CODINGS_OF = "SELECT interview_id, coder_id, finished_at, saw_others FROM interview_codings
        WHERE interview_id = $1";
    WRITE_CODING = "INSERT INTO interview_codings (interview_id, coder_id, finished_at, saw_others)
        VALUES ($1, $2, $3, $4) ON CONFLICT (interview_id, coder_id)
        DO UPDATE SET finished_at = excluded.finished_at, saw_others = excluded.saw_others";
    DELETE_CODINGS = "DELETE FROM interview_codings WHERE interview_id = $1";
}

#[derive(sqlx::FromRow)]
struct HighlightRow {
    id: HighlightId,
    interview_id: InterviewId,
    place: String,
    author_id: PersonId,
    begins: i64,
    ends: i64,
    coder_id: PersonId,
    sentiment: Option<String>,
}

#[derive(sqlx::FromRow)]
struct CodingRow {
    interview_id: InterviewId,
    coder_id: PersonId,
    finished_at: Option<i64>,
    saw_others: bool,
}

fn corrupt(what: &str) -> StoreError {
    StoreError::Corrupt(format!("{what} of a highlight"))
}

impl HighlightRow {
    fn with_tags(self, tags: Vec<TagId>) -> Result<Highlight> {
        let place = |at: i64| usize::try_from(at).ok();
        let span = place(self.begins).zip(place(self.ends));
        let sentiment = self
            .sentiment
            .map(|name| Sentiment::parse(&name).ok_or_else(|| corrupt("the sentiment")));
        Ok(Highlight {
            id: self.id,
            interview: self.interview_id,
            place: NotePlace::parse(&self.place).ok_or_else(|| corrupt("the place"))?,
            author: self.author_id,
            span: span
                .and_then(|(begins, ends)| Span::new(begins, ends))
                .ok_or_else(|| corrupt("the span"))?,
            coder: self.coder_id,
            sentiment: sentiment.transpose()?,
            tags,
        })
    }
}

fn join(rows: Vec<HighlightRow>, tags: Vec<(HighlightId, TagId)>) -> Result<Vec<Highlight>> {
    let mut by_highlight: HashMap<HighlightId, Vec<TagId>> = HashMap::new();
    for (highlight, tag) in tags {
        by_highlight.entry(highlight).or_default().push(tag);
    }
    let tags = |id| {
        let mut tags = by_highlight.get(&id).cloned().unwrap_or_default();
        tags.sort_unstable();
        tags
    };
    rows.into_iter()
        .map(|row| {
            let tags = tags(row.id);
            row.with_tags(tags)
        })
        .collect()
}

/// A place in a text as columns keep it.
fn column(at: usize) -> Result<i64> {
    i64::try_from(at).map_err(|_| corrupt("the span"))
}

impl Tx {
    /// Every highlight, by interview and place.
    pub async fn highlights(&mut self) -> Result<Vec<Highlight>> {
        let rows = on_db!(self, |db| sqlx::query_as(ALL).fetch_all(db).await)?;
        join(rows, on_db!(self, |db| sqlx::query_as(ALL_TAGS).fetch_all(db).await)?)
    }

    /// The highlights of an interview, by place.
    pub async fn highlights_of(&mut self, id: InterviewId) -> Result<Vec<Highlight>> {
        let rows = on_db!(self, |db| sqlx::query_as(OF_INTERVIEW).bind(id).fetch_all(db).await)?;
        let tags =
            on_db!(self, |db| sqlx::query_as(TAGS_OF_INTERVIEW).bind(id).fetch_all(db).await)?;
        join(rows, tags)
    }

    /// At most `most` highlights that have this tag, those of the newest interviews first.
    pub async fn highlights_with_tag(&mut self, tag: TagId, most: i64) -> Result<Vec<Highlight>> {
        let rows =
            on_db!(self, |db| sqlx::query_as(WITH_TAG).bind(tag).bind(most).fetch_all(db).await)?;
        let tags = on_db!(self, |db| sqlx::query_as(TAGS_WITH_TAG).bind(tag).fetch_all(db).await)?;
        join(rows, tags)
    }

    /// A highlight by id.
    pub async fn highlight(&mut self, id: HighlightId) -> Result<Option<Highlight>> {
        let rows = on_db!(self, |db| sqlx::query_as(BY_ID).bind(id).fetch_all(db).await)?;
        let tags = on_db!(self, |db| sqlx::query_as(TAGS_BY_ID).bind(id).fetch_all(db).await)?;
        Ok(join(rows, tags)?.into_iter().next())
    }

    /// Adds a highlight of these `words`; false when it is there already.
    pub async fn insert_highlight(&mut self, highlight: &Highlight, words: &str) -> Result<bool> {
        let span = highlight.span;
        let (begins, ends) = (column(span.begins)?, column(span.ends)?);
        let added = on_db!(self, |db| sqlx::query(INSERT)
            .bind(highlight.id)
            .bind(highlight.interview)
            .bind(highlight.place.to_string())
            .bind(highlight.author)
            .bind(begins)
            .bind(ends)
            .bind(highlight.coder)
            .bind(highlight.sentiment.map(Sentiment::name))
            .execute(db)
            .await
            .map(|done| done.rows_affected() == 1))?;
        if added {
            self.write_tags(highlight).await?;
            self.index(Subject::Highlight(highlight.id, highlight.interview), words).await?;
        }
        Ok(added)
    }

    /// Changes a highlight's span (of these `words`), sentiment and tags.
    pub async fn update_highlight(&mut self, highlight: &Highlight, words: &str) -> Result<()> {
        let span = highlight.span;
        let (begins, ends) = (column(span.begins)?, column(span.ends)?);
        on_db!(self, |db| sqlx::query(UPDATE)
            .bind(highlight.id)
            .bind(begins)
            .bind(ends)
            .bind(highlight.sentiment.map(Sentiment::name))
            .execute(db)
            .await
            .map(|_| ()))?;
        self.write_tags(highlight).await?;
        self.index(Subject::Highlight(highlight.id, highlight.interview), words).await
    }

    async fn write_tags(&mut self, highlight: &Highlight) -> Result<()> {
        on_db!(self, |db| sqlx::query(DELETE_TAGS)
            .bind(highlight.id)
            .execute(db)
            .await
            .map(|_| ()))?;
        for tag in &highlight.tags {
            on_db!(self, |db| sqlx::query(INSERT_TAG)
                .bind(highlight.id)
                .bind(tag)
                .execute(db)
                .await
                .map(|_| ()))?;
        }
        Ok(())
    }

    /// Removes a highlight, and what stands on it.
    pub async fn delete_highlight(&mut self, highlight: &Highlight) -> Result<()> {
        self.delete_evidence_of_highlight(highlight.id).await?;
        self.unindex(Subject::Highlight(highlight.id, highlight.interview)).await?;
        for statement in [DELETE_TAGS, DELETE] {
            on_db!(self, |db| sqlx::query(statement)
                .bind(highlight.id)
                .execute(db)
                .await
                .map(|_| ()))?;
        }
        Ok(())
    }

    /// Keeps what is marked in a note marked when its text changes; what lost all of its words goes.
    pub(super) async fn move_highlights(
        &mut self,
        id: InterviewId,
        before: &Note,
        after: &str,
    ) -> Result<()> {
        let note = Note { text: after.to_owned(), ..before.clone() };
        self.place_highlights(id, &note, |span| span.after_edit(&before.text, after)).await
    }

    /// Moves what is marked in a note to where `moved` says it is in its next text.
    pub(super) async fn place_highlights(
        &mut self,
        id: InterviewId,
        note: &Note,
        moved: impl Fn(Span) -> Option<Span>,
    ) -> Result<()> {
        for highlight in self.highlights_of(id).await? {
            if highlight.place != note.place || highlight.author != note.author {
                continue;
            }
            match moved(highlight.span) {
                Some(span) => {
                    let moved = Highlight { span, ..highlight };
                    self.update_highlight(&moved, span.of(&note.text)).await?;
                }
                None => self.delete_highlight(&highlight).await?,
            }
        }
        Ok(())
    }

    /// Removes all highlights of an interview, coders' work on it, and what stands on them.
    pub(super) async fn delete_highlights_of(&mut self, id: InterviewId) -> Result<()> {
        self.withdraw_evidence_of(id).await?;
        for statement in [DELETE_TAGS_OF_INTERVIEW, DELETE_OF_INTERVIEW, DELETE_CODINGS] {
            on_db!(self, |db| sqlx::query(statement).bind(id).execute(db).await.map(|_| ()))?;
        }
        Ok(())
    }

    /// Everybody's work on every interview, in no order.
    pub async fn codings(&mut self) -> Result<Vec<Coding>> {
        let rows: Vec<CodingRow> = on_db!(self, |db| sqlx::query_as(CODINGS).fetch_all(db).await)?;
        Ok(rows.into_iter().map(coding).collect())
    }

    /// Everybody's work on an interview, in no order.
    pub async fn codings_of(&mut self, id: InterviewId) -> Result<Vec<Coding>> {
        let rows: Vec<CodingRow> =
            on_db!(self, |db| sqlx::query_as(CODINGS_OF).bind(id).fetch_all(db).await)?;
        Ok(rows.into_iter().map(coding).collect())
    }

    /// Writes where a coder's work on an interview stands, over what was written before.
    pub async fn write_coding(&mut self, coding: Coding) -> Result<()> {
        on_db!(self, |db| sqlx::query(WRITE_CODING)
            .bind(coding.interview)
            .bind(coding.coder)
            .bind(coding.finished_at)
            .bind(coding.saw_others)
            .execute(db)
            .await
            .map(|_| ()))
    }
}

fn coding(row: CodingRow) -> Coding {
    Coding {
        interview: row.interview_id,
        coder: row.coder_id,
        finished_at: row.finished_at,
        saw_others: row.saw_others,
    }
}
