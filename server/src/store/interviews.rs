//! Interviews, what people agreed to, and notes.

use super::{Result, Sql, StoreError, Tx, on_db, search::Subject, statements};
use app::domain::{
    About, Consent, GuideVersionId, Interview, InterviewId, InterviewState, ItemId, Note,
    NotePlace, PersonId, Quotes, Readers, Span, TeamId, WaveId,
};

statements! {
    ALL = "SELECT id, guide_version_id, person_id, team_id, interviewer_id, observer_id, starts_at,
        minutes, place, state, about_wave_id, about_team_id, about_item_id
        FROM interviews ORDER BY starts_at DESC, id";
    SOME = "SELECT id, guide_version_id, person_id, team_id, interviewer_id, observer_id, starts_at,
        minutes, place, state, about_wave_id, about_team_id, about_item_id
        FROM interviews ORDER BY starts_at DESC, id LIMIT $1 OFFSET $2";
    COUNT = "SELECT COUNT(*) FROM interviews";
    BY_ID = "SELECT id, guide_version_id, person_id, team_id, interviewer_id, observer_id, starts_at,
        minutes, place, state, about_wave_id, about_team_id, about_item_id
        FROM interviews WHERE id = $1";
    WITH_PERSON = "SELECT id, guide_version_id, person_id, team_id, interviewer_id, observer_id,
        starts_at, minutes, place, state, about_wave_id, about_team_id, about_item_id
        FROM interviews WHERE person_id = $1 ORDER BY starts_at DESC, id";
    HELD_BY = "SELECT id, guide_version_id, person_id, team_id, interviewer_id, observer_id, starts_at,
        minutes, place, state, about_wave_id, about_team_id, about_item_id
        FROM interviews WHERE interviewer_id = $1 OR observer_id = $1 ORDER BY starts_at DESC, id";
    INSERT = "INSERT INTO interviews (id, guide_version_id, person_id, team_id, interviewer_id,
        observer_id, starts_at, minutes, place, state, about_wave_id, about_team_id, about_item_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT (id) DO NOTHING";
    PLAN = "UPDATE interviews SET observer_id = $2, starts_at = $3, minutes = $4, place = $5
        WHERE id = $1 AND state = 'planned'";
    // From a state that was seen only: of two who act at once, one is told.
    ADVANCE = "UPDATE interviews SET state = $3 WHERE id = $1 AND state = $2";
    EMPTY = "UPDATE interviews SET state = $2, person_id = NULL, observer_id = NULL, place = ''
        WHERE id = $1";
    CONSENT = "SELECT recorded_at, keep_days, readers, quotes FROM interview_consents
        WHERE interview_id = $1";
    CONSENTS = "SELECT interview_id, recorded_at, keep_days, readers, quotes FROM interview_consents";
    BY_TOKEN = "SELECT interview_id FROM interview_consents WHERE token_hash = $1";
    INSERT_CONSENT = "INSERT INTO interview_consents
        (interview_id, recorded_at, keep_days, readers, quotes, token_hash)
        VALUES ($1, $2, $3, $4, $5, $6)";
    UPDATE_CONSENT = "UPDATE interview_consents SET keep_days = $2, readers = $3, quotes = $4
        WHERE interview_id = $1";
    NEW_TOKEN = "UPDATE interview_consents SET token_hash = $2 WHERE interview_id = $1";
    DELETE_CONSENT = "DELETE FROM interview_consents WHERE interview_id = $1";
    NOTES = "SELECT place, author_id, text, revision FROM interview_notes WHERE interview_id = $1";
    NOTE = "SELECT place, author_id, text, revision FROM interview_notes
        WHERE interview_id = $1 AND place = $2 AND author_id = $3";
    WRITE_NOTE = "INSERT INTO interview_notes (interview_id, place, author_id, text, revision)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (interview_id, place, author_id)
        DO UPDATE SET text = excluded.text, revision = excluded.revision";
    DELETE_NOTE = "DELETE FROM interview_notes
        WHERE interview_id = $1 AND place = $2 AND author_id = $3";
    DELETE_INVITATION = "DELETE FROM interview_invitations WHERE interview_id = $1";
    DELETE_NOTES = "DELETE FROM interview_notes WHERE interview_id = $1";
    LOCK_SQLITE = "SELECT id FROM interviews WHERE id = $1";
}

/// What somebody writes down and what somebody takes back must not pass each other, or it would be
/// kept. On SQLite the transaction is alone already; there this is a plain read.
const LOCK: Sql = Sql {
    sqlite: LOCK_SQLITE,
    postgres: "SELECT id FROM interviews WHERE id = $1 FOR NO KEY UPDATE",
};

/// Those of the statements above that are two, by name.
pub const PAIRS: &[(&str, Sql)] = &[("LOCK", LOCK)];

#[derive(sqlx::FromRow)]
struct InterviewRow {
    id: InterviewId,
    guide_version_id: GuideVersionId,
    person_id: Option<PersonId>,
    team_id: Option<TeamId>,
    interviewer_id: PersonId,
    observer_id: Option<PersonId>,
    starts_at: i64,
    minutes: i64,
    place: String,
    state: String,
    about_wave_id: Option<WaveId>,
    about_team_id: Option<TeamId>,
    about_item_id: Option<ItemId>,
}

#[derive(sqlx::FromRow)]
struct ConsentRow {
    recorded_at: i64,
    keep_days: i64,
    readers: String,
    quotes: String,
}

#[derive(sqlx::FromRow)]
struct ConsentOfRow {
    interview_id: InterviewId,
    #[sqlx(flatten)]
    consent: ConsentRow,
}

#[derive(sqlx::FromRow)]
struct NoteRow {
    place: String,
    author_id: PersonId,
    text: String,
    revision: i64,
}

fn corrupt(what: &str, text: &str) -> StoreError {
    StoreError::Corrupt(format!("{what} {text}"))
}

impl TryFrom<InterviewRow> for Interview {
    type Error = StoreError;

    fn try_from(row: InterviewRow) -> Result<Self> {
        Ok(Self {
            id: row.id,
            guide: row.guide_version_id,
            person: row.person_id,
            team: row.team_id,
            interviewer: row.interviewer_id,
            observer: row.observer_id,
            starts_at: row.starts_at,
            minutes: u32::try_from(row.minutes)
                .map_err(|_| corrupt("minutes", &row.minutes.to_string()))?,
            place: row.place,
            state: InterviewState::parse(&row.state)
                .ok_or_else(|| corrupt("state of an interview", &row.state))?,
            about: (row.about_wave_id.zip(row.about_team_id)).map(|(wave, team)| About {
                wave,
                team,
                item: row.about_item_id,
            }),
        })
    }
}

impl TryFrom<ConsentRow> for Consent {
    type Error = StoreError;

    fn try_from(row: ConsentRow) -> Result<Self> {
        Ok(Self {
            recorded_at: row.recorded_at,
            keep_days: row.keep_days,
            readers: Readers::parse(&row.readers)
                .ok_or_else(|| corrupt("readers", &row.readers))?,
            quotes: Quotes::parse(&row.quotes).ok_or_else(|| corrupt("quotes", &row.quotes))?,
        })
    }
}

impl TryFrom<NoteRow> for Note {
    type Error = StoreError;

    fn try_from(row: NoteRow) -> Result<Self> {
        let place = NotePlace::parse(&row.place);
        Ok(Self {
            place: place.ok_or_else(|| corrupt("place of a note", &row.place))?,
            author: row.author_id,
            text: row.text,
            revision: row.revision,
        })
    }
}

impl Tx {
    /// All interviews, newest first.
    pub async fn interviews(&mut self) -> Result<Vec<Interview>> {
        let rows: Vec<InterviewRow> = on_db!(self, |db| sqlx::query_as(ALL).fetch_all(db).await)?;
        rows.into_iter().map(Interview::try_from).collect()
    }

    /// At most `most` interviews, newest first, after the first `skipped`.
    pub async fn some_interviews(&mut self, most: i64, skipped: i64) -> Result<Vec<Interview>> {
        let rows: Vec<InterviewRow> =
            on_db!(self, |db| sqlx::query_as(SOME).bind(most).bind(skipped).fetch_all(db).await)?;
        rows.into_iter().map(Interview::try_from).collect()
    }

    /// How many interviews there are.
    pub async fn count_interviews(&mut self) -> Result<i64> {
        let (count,): (i64,) = on_db!(self, |db| sqlx::query_as(COUNT).fetch_one(db).await)?;
        Ok(count)
    }

    /// An interview by id.
    pub async fn interview(&mut self, id: InterviewId) -> Result<Option<Interview>> {
        let row: Option<InterviewRow> =
            on_db!(self, |db| sqlx::query_as(BY_ID).bind(id).fetch_optional(db).await)?;
        row.map(Interview::try_from).transpose()
    }

    /// Until the end of this transaction nobody else writes anything of this interview, or forgets it.
    pub async fn lock_interview(&mut self, id: InterviewId) -> Result<()> {
        let lock = LOCK.of(self);
        on_db!(self, |db| sqlx::query(lock).bind(id).execute(db).await.map(|_| ()))
    }

    /// The interviews with one person, newest first.
    pub async fn interviews_with(&mut self, person: PersonId) -> Result<Vec<Interview>> {
        let rows: Vec<InterviewRow> =
            on_db!(self, |db| sqlx::query_as(WITH_PERSON).bind(person).fetch_all(db).await)?;
        rows.into_iter().map(Interview::try_from).collect()
    }

    /// The interviews that somebody held or sat in, newest first.
    pub async fn interviews_held_by(&mut self, person: PersonId) -> Result<Vec<Interview>> {
        let rows: Vec<InterviewRow> =
            on_db!(self, |db| sqlx::query_as(HELD_BY).bind(person).fetch_all(db).await)?;
        rows.into_iter().map(Interview::try_from).collect()
    }

    /// Adds an interview; false when it is there already.
    pub async fn insert_interview(&mut self, interview: &Interview) -> Result<bool> {
        let about = interview.about;
        on_db!(self, |db| sqlx::query(INSERT)
            .bind(interview.id)
            .bind(interview.guide)
            .bind(interview.person)
            .bind(interview.team)
            .bind(interview.interviewer)
            .bind(interview.observer)
            .bind(interview.starts_at)
            .bind(i64::from(interview.minutes))
            .bind(&interview.place)
            .bind(interview.state.name())
            .bind(about.map(|about| about.wave))
            .bind(about.map(|about| about.team))
            .bind(about.and_then(|about| about.item))
            .execute(db)
            .await
            .map(|done| done.rows_affected() == 1))
    }

    /// Changes when, where and with whom besides; false when it is no longer planned.
    pub async fn plan_interview(&mut self, interview: &Interview) -> Result<bool> {
        on_db!(self, |db| sqlx::query(PLAN)
            .bind(interview.id)
            .bind(interview.observer)
            .bind(interview.starts_at)
            .bind(i64::from(interview.minutes))
            .bind(&interview.place)
            .execute(db)
            .await
            .map(|done| done.rows_affected() == 1))
    }

    /// Moves an interview on; false when it is not in the state `from`.
    pub async fn advance_interview(
        &mut self,
        id: InterviewId,
        from: InterviewState,
        to: InterviewState,
    ) -> Result<bool> {
        on_db!(self, |db| sqlx::query(ADVANCE)
            .bind(id)
            .bind(from.name())
            .bind(to.name())
            .execute(db)
            .await
            .map(|done| done.rows_affected() == 1))
    }

    /// Removes everything that was said, wherever it is used or can be found, what was agreed to and
    /// whom it was with; what stays is that there was an interview, and why nothing of it is here.
    pub async fn empty_interview(&mut self, id: InterviewId, state: InterviewState) -> Result<()> {
        self.lock_interview(id).await?;
        self.delete_highlights_of(id).await?;
        self.unindex_interview(id).await?;
        for statement in [DELETE_NOTES, DELETE_CONSENT, DELETE_INVITATION] {
            on_db!(self, |db| sqlx::query(statement).bind(id).execute(db).await.map(|_| ()))?;
        }
        on_db!(self, |db| sqlx::query(EMPTY)
            .bind(id)
            .bind(state.name())
            .execute(db)
            .await
            .map(|_| ()))
    }

    /// What was agreed to in an interview, if anything yet.
    pub async fn consent(&mut self, id: InterviewId) -> Result<Option<Consent>> {
        let row: Option<ConsentRow> =
            on_db!(self, |db| sqlx::query_as(CONSENT).bind(id).fetch_optional(db).await)?;
        row.map(Consent::try_from).transpose()
    }

    /// Everything that was agreed to, in no order.
    pub async fn consents(&mut self) -> Result<Vec<(InterviewId, Consent)>> {
        let rows: Vec<ConsentOfRow> =
            on_db!(self, |db| sqlx::query_as(CONSENTS).fetch_all(db).await)?;
        rows.into_iter().map(|row| Ok((row.interview_id, row.consent.try_into()?))).collect()
    }

    /// The interview whose consent this link is for.
    pub async fn interview_by_token(&mut self, token_hash: &str) -> Result<Option<InterviewId>> {
        let row: Option<(InterviewId,)> =
            on_db!(self, |db| sqlx::query_as(BY_TOKEN).bind(token_hash).fetch_optional(db).await)?;
        Ok(row.map(|(id,)| id))
    }

    /// Records what was agreed to.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] when something is recorded already.
    pub async fn insert_consent(
        &mut self,
        id: InterviewId,
        consent: Consent,
        token_hash: &str,
    ) -> Result<()> {
        on_db!(self, |db| sqlx::query(INSERT_CONSENT)
            .bind(id)
            .bind(consent.recorded_at)
            .bind(consent.keep_days)
            .bind(consent.readers.name())
            .bind(consent.quotes.name())
            .bind(token_hash)
            .execute(db)
            .await
            .map(|_| ()))
    }

    /// Changes what was agreed to; the day from which it counts stays.
    pub async fn update_consent(&mut self, id: InterviewId, consent: Consent) -> Result<()> {
        on_db!(self, |db| sqlx::query(UPDATE_CONSENT)
            .bind(id)
            .bind(consent.keep_days)
            .bind(consent.readers.name())
            .bind(consent.quotes.name())
            .execute(db)
            .await
            .map(|_| ()))
    }

    /// Replaces the link to a consent; the one before leads nowhere then.
    pub async fn replace_consent_token(&mut self, id: InterviewId, token_hash: &str) -> Result<()> {
        on_db!(self, |db| sqlx::query(NEW_TOKEN)
            .bind(id)
            .bind(token_hash)
            .execute(db)
            .await
            .map(|_| ()))
    }

    /// All notes of an interview, by place, then author.
    pub async fn notes(&mut self, id: InterviewId) -> Result<Vec<Note>> {
        let rows: Vec<NoteRow> =
            on_db!(self, |db| sqlx::query_as(NOTES).bind(id).fetch_all(db).await)?;
        let mut notes = rows.into_iter().map(Note::try_from).collect::<Result<Vec<_>>>()?;
        notes.sort_by_key(|note| (note.place, note.author));
        Ok(notes)
    }

    /// One note of an interview.
    pub async fn note(
        &mut self,
        id: InterviewId,
        place: NotePlace,
        author: PersonId,
    ) -> Result<Option<Note>> {
        let row: Option<NoteRow> = on_db!(self, |db| sqlx::query_as(NOTE)
            .bind(id)
            .bind(place.to_string())
            .bind(author)
            .fetch_optional(db)
            .await)?;
        row.map(Note::try_from).transpose()
    }

    /// Writes a note, over the one of the same author at the same place. What is marked in it stays
    /// marked.
    pub async fn write_note(&mut self, id: InterviewId, note: &Note) -> Result<()> {
        if let Some(before) = self.note(id, note.place, note.author).await? {
            self.move_highlights(id, &before, &note.text).await?;
        }
        self.put_note(id, note).await
    }

    /// Writes a note whose text was changed in many places, where `moved` tells of a part of the text
    /// before where it is now: more than comparing two texts could find out.
    pub async fn rewrite_note(
        &mut self,
        id: InterviewId,
        note: &Note,
        moved: impl Fn(Span) -> Option<Span>,
    ) -> Result<()> {
        self.place_highlights(id, note, moved).await?;
        self.put_note(id, note).await
    }

    async fn put_note(&mut self, id: InterviewId, note: &Note) -> Result<()> {
        self.index(Subject::Note(id, note.place, note.author), &note.text).await?;
        on_db!(self, |db| sqlx::query(WRITE_NOTE)
            .bind(id)
            .bind(note.place.to_string())
            .bind(note.author)
            .bind(&note.text)
            .bind(note.revision)
            .execute(db)
            .await
            .map(|_| ()))
    }

    /// Removes a note, and what is marked in it.
    pub async fn delete_note(&mut self, id: InterviewId, note: &Note) -> Result<()> {
        self.move_highlights(id, note, "").await?;
        self.unindex(Subject::Note(id, note.place, note.author)).await?;
        on_db!(self, |db| sqlx::query(DELETE_NOTE)
            .bind(id)
            .bind(note.place.to_string())
            .bind(note.author)
            .execute(db)
            .await
            .map(|_| ()))
    }
}
