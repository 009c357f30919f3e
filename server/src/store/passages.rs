//! Passages: the words of a highlight with what decides who may read them, in one statement.

use super::{Result, StoreError, Tx, on_db, statements};
use app::domain::{
    Finding, HighlightId, InterviewId, ItemId, NotePlace, PersonId, Quotes, Readers, TagId, TeamId,
    ThemeId, WaveId,
};

/// `$1` is who reads. An interview without consent has no words.
macro_rules! passage {
    ($first:literal, $from:literal) => {
        concat!(
            "SELECT ",
            $first,
            "h.id, h.place, h.interview_id, i.team_id, i.interviewer_id, i.observer_id,
            i.starts_at, c.readers, c.quotes,
            h.coder_id <> $1 AND EXISTS (SELECT 1 FROM interview_codings k
                WHERE k.interview_id = h.interview_id AND k.coder_id = $1
                AND k.finished_at IS NULL) AS blind,
            SUBSTR(n.text, CAST(h.begins + 1 AS INTEGER), CAST(h.ends - h.begins AS INTEGER))
                AS words FROM ",
            $from,
            " JOIN interviews i ON i.id = h.interview_id
            JOIN interview_consents c ON c.interview_id = h.interview_id
            JOIN interview_notes n ON n.interview_id = h.interview_id AND n.place = h.place
                AND n.author_id = h.author_id "
        )
    };
}

/// Highlights that the reader may read and that are no evidence of the finding yet.
macro_rules! offered {
    ($and:literal) => {
        concat!(
            passage!("", "highlights h"),
            "WHERE (c.readers = 'researchers' OR i.interviewer_id = $1 OR i.observer_id = $1)
            AND (h.coder_id = $1 OR NOT EXISTS (SELECT 1 FROM interview_codings k
                WHERE k.interview_id = h.interview_id AND k.coder_id = $1
                AND k.finished_at IS NULL))
            AND NOT EXISTS (SELECT 1 FROM evidence e WHERE e.highlight_id = h.id
                AND (e.theme_id = $2 OR e.job_id = $2)) ",
            $and,
            " ORDER BY i.starts_at DESC, h.id LIMIT $3"
        )
    };
}

statements! {
    BY_HIGHLIGHT = concat!(passage!("", "highlights h"), "WHERE h.id = $2");
    OF_FINDING = concat!(
        passage!("", "evidence e JOIN highlights h ON h.id = e.highlight_id"),
        "WHERE e.theme_id = $2 OR e.job_id = $2"
    );
    TAGS_OF_FINDING = "SELECT t.highlight_id, t.tag_id FROM highlight_tags t
        JOIN evidence e ON e.highlight_id = t.highlight_id
        WHERE e.theme_id = $1 OR e.job_id = $1";
    OFFERED = offered!("");
    OFFERED_WITH_TAG = offered!(
        "AND h.id IN (SELECT t.highlight_id FROM highlight_tags t WHERE t.tag_id IN (
            WITH RECURSIVE below (id) AS (
                SELECT id FROM tags WHERE id = $4
                UNION ALL SELECT tags.id FROM tags JOIN below ON tags.parent_id = below.id
            ) SELECT id FROM below))"
    );
    OF_TEAM = concat!(
        passage!(
            "e.theme_id, ",
            "evidence e JOIN themes t ON t.id = e.theme_id
            JOIN highlights h ON h.id = e.highlight_id"
        ),
        "WHERE NOT t.retired AND i.starts_at >= $2 AND i.starts_at < $3 AND i.team_id IN (
            WITH RECURSIVE below (id) AS (
                SELECT id FROM teams WHERE id = $4
                UNION ALL SELECT teams.id FROM teams JOIN below ON teams.parent_id = below.id
            ) SELECT id FROM below)"
    );
    OF_ITEM = concat!(
        passage!(
            "e.theme_id, ",
            "evidence e JOIN themes t ON t.id = e.theme_id
            JOIN highlights h ON h.id = e.highlight_id"
        ),
        "WHERE NOT t.retired AND i.starts_at >= $2 AND i.starts_at < $3 AND e.theme_id IN (
            SELECT f.theme_id FROM evidence f WHERE f.wave_id = $4 AND f.item_id = $5)"
    );
    THEMES_OF_WAVE = "SELECT e.theme_id, e.team_id, e.item_id FROM evidence e
        JOIN themes t ON t.id = e.theme_id
        WHERE e.wave_id = $1 AND e.team_id IS NOT NULL AND NOT t.retired";
}

/// The words of a highlight, and what decides who may read them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The highlight.
    pub highlight: HighlightId,
    /// Where in the interview it is.
    pub place: NotePlace,
    /// The interview.
    pub interview: InterviewId,
    /// The team of whoever said it, when the interview was planned.
    pub team: Option<TeamId>,
    /// Who asked.
    pub interviewer: PersonId,
    /// Who sat in.
    pub observer: Option<PersonId>,
    /// When it was said, in Unix milliseconds.
    pub starts_at: i64,
    /// Who may read it, with the name.
    pub readers: Readers,
    /// Whether it may be shown to others.
    pub quotes: Quotes,
    /// Whether somebody else marked it in an interview that the reader has not finished coding.
    pub blind: bool,
    /// The words.
    pub words: String,
}

#[derive(sqlx::FromRow)]
struct PassageRow {
    id: HighlightId,
    place: String,
    interview_id: InterviewId,
    team_id: Option<TeamId>,
    interviewer_id: PersonId,
    observer_id: Option<PersonId>,
    starts_at: i64,
    readers: String,
    quotes: String,
    blind: bool,
    words: String,
}

#[derive(sqlx::FromRow)]
struct ThemePassageRow {
    theme_id: ThemeId,
    #[sqlx(flatten)]
    passage: PassageRow,
}

impl TryFrom<PassageRow> for Passage {
    type Error = StoreError;

    fn try_from(row: PassageRow) -> Result<Self> {
        let corrupt = |what: &str| StoreError::Corrupt(format!("{what} of a passage"));
        Ok(Self {
            highlight: row.id,
            place: NotePlace::parse(&row.place).ok_or_else(|| corrupt("the place"))?,
            interview: row.interview_id,
            team: row.team_id,
            interviewer: row.interviewer_id,
            observer: row.observer_id,
            starts_at: row.starts_at,
            readers: Readers::parse(&row.readers).ok_or_else(|| corrupt("the readers"))?,
            quotes: Quotes::parse(&row.quotes).ok_or_else(|| corrupt("the consent"))?,
            blind: row.blind,
            words: row.words,
        })
    }
}

fn read(rows: Vec<PassageRow>) -> Result<Vec<Passage>> {
    rows.into_iter().map(Passage::try_from).collect()
}

fn of_themes(rows: Vec<ThemePassageRow>) -> Result<Vec<(ThemeId, Passage)>> {
    rows.into_iter().map(|row| Ok((row.theme_id, row.passage.try_into()?))).collect()
}

/// The id of a finding, whichever it is.
fn id_of(finding: Finding) -> uuid::Uuid {
    match finding {
        Finding::Theme(id) => id.0,
        Finding::Job(id) => id.0,
    }
}

impl Tx {
    /// One highlight's passage; none where nothing may be kept.
    pub async fn passage(&mut self, reader: PersonId, id: HighlightId) -> Result<Option<Passage>> {
        let row: Option<PassageRow> = on_db!(self, |db| sqlx::query_as(BY_HIGHLIGHT)
            .bind(reader)
            .bind(id)
            .fetch_optional(db)
            .await)?;
        row.map(Passage::try_from).transpose()
    }

    /// All that was said for or against a finding, in no order.
    pub async fn passages_of(
        &mut self,
        reader: PersonId,
        finding: Finding,
    ) -> Result<Vec<Passage>> {
        read(on_db!(self, |db| sqlx::query_as(OF_FINDING)
            .bind(reader)
            .bind(id_of(finding))
            .fetch_all(db)
            .await)?)
    }

    /// The tags on what was said for or against a finding.
    pub async fn passage_tags_of(&mut self, finding: Finding) -> Result<Vec<(HighlightId, TagId)>> {
        on_db!(self, |db| sqlx::query_as(TAGS_OF_FINDING).bind(id_of(finding)).fetch_all(db).await)
    }

    /// At most `most` passages that the reader may read and that are no evidence of a finding yet,
    /// the newest first; with a tag, those marked with it or with one below it.
    pub async fn passages_to_add(
        &mut self,
        reader: PersonId,
        finding: Finding,
        tag: Option<TagId>,
        most: i64,
    ) -> Result<Vec<Passage>> {
        let statement = if tag.is_some() { OFFERED_WITH_TAG } else { OFFERED };
        read(on_db!(self, |db| {
            let query = sqlx::query_as(statement).bind(reader).bind(id_of(finding)).bind(most);
            match tag {
                Some(tag) => query.bind(tag).fetch_all(db).await,
                None => query.fetch_all(db).await,
            }
        })?)
    }

    /// What people of a team or one below it said in a stretch of time for or against themes in use.
    pub async fn passages_of_team(
        &mut self,
        reader: PersonId,
        (from, to): (i64, i64),
        team: TeamId,
    ) -> Result<Vec<(ThemeId, Passage)>> {
        of_themes(on_db!(self, |db| sqlx::query_as(OF_TEAM)
            .bind(reader)
            .bind(from)
            .bind(to)
            .bind(team)
            .fetch_all(db)
            .await)?)
    }

    /// What was said in a stretch of time for or against themes in use that figures of an item in a
    /// wave are evidence of as well.
    pub async fn passages_of_item(
        &mut self,
        reader: PersonId,
        (from, to): (i64, i64),
        wave: WaveId,
        item: ItemId,
    ) -> Result<Vec<(ThemeId, Passage)>> {
        of_themes(on_db!(self, |db| sqlx::query_as(OF_ITEM)
            .bind(reader)
            .bind(from)
            .bind(to)
            .bind(wave)
            .bind(item)
            .fetch_all(db)
            .await)?)
    }

    /// The themes in use that figures of a wave are evidence of: each with the figure's team and, if
    /// it is of one, item.
    pub async fn themes_of_wave(
        &mut self,
        wave: WaveId,
    ) -> Result<Vec<(ThemeId, TeamId, Option<ItemId>)>> {
        on_db!(self, |db| sqlx::query_as(THEMES_OF_WAVE).bind(wave).fetch_all(db).await)
    }
}
