//! The index of what can be searched. Each noun's own methods keep it: whoever writes a note has
//! indexed it, whoever forgets an interview has taken it out.

use super::{Result, Sql, StoreError, Tx, on_db, statements};
use crate::search::{Question, Within, scope, words};
use app::domain::{HighlightId, InterviewId, JobId, NotePlace, PersonId, TagId, TeamId, ThemeId};
use uuid::Uuid;

statements! {
    INDEX = "INSERT INTO search_documents (kind, subject_id, place, author_id, interview_id, words,
            scope)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (kind, subject_id, place, author_id) DO UPDATE SET words = excluded.words";
    // Neither ever changes once something was said.
    TEAM_AND_TIME = "SELECT team_id, starts_at FROM interviews WHERE id = $1";
    UNINDEX = "DELETE FROM search_documents
        WHERE kind = $1 AND subject_id = $2 AND place = $3 AND author_id = $4";
    UNINDEX_INTERVIEW = "DELETE FROM search_documents WHERE interview_id = $1";
    // There are fewer teams than interviews, and each is a look into the index.
    TEAMS = "SELECT t.id FROM teams t
        WHERE EXISTS (SELECT 1 FROM interviews i WHERE i.team_id = t.id)";
    // One by one, each is a look into the index.
    TIMES = "SELECT (SELECT MIN(starts_at) FROM interviews),
        (SELECT MAX(starts_at) FROM interviews)";
    // From one value to the next by the index: there are few, and many people share each.
    ATTRIBUTES = "WITH RECURSIVE found (value) AS (
            SELECT MIN(attributes) FROM people
            UNION ALL
            SELECT (SELECT MIN(attributes) FROM people WHERE attributes > found.value)
            FROM found WHERE found.value IS NOT NULL
        )
        SELECT value FROM found WHERE value IS NOT NULL LIMIT 1000";
}

/// What of an interview is for those present only, nobody else finds. Whoever has not finished their
/// own coding of an interview doesn't find what others marked in it.
macro_rules! found {
    ($from:literal, $is_tagged:literal) => {
        concat!(
            "SELECT d.kind, d.subject_id, d.place, d.author_id, d.interview_id FROM ",
            $from,
            " LEFT JOIN interviews i ON i.id = d.interview_id
            LEFT JOIN interview_consents c ON c.interview_id = d.interview_id
            WHERE (d.interview_id IS NULL OR c.readers = 'researchers' OR i.interviewer_id = $2
                OR i.observer_id = $2)
            AND (d.kind <> 'highlight' OR NOT EXISTS (
                SELECT 1 FROM interview_codings k JOIN highlights h ON h.id = d.subject_id
                WHERE k.interview_id = d.interview_id AND k.coder_id = $2
                AND k.finished_at IS NULL AND h.coder_id <> $2))
            AND ($3 = '' OR EXISTS (SELECT 1 FROM people p WHERE p.id = i.person_id
                AND replace(p.attributes, $3, '') <> p.attributes))
            AND ($4 = '[]' OR EXISTS (
                SELECT 1 FROM highlight_tags t WHERE t.highlight_id = d.subject_id AND ",
            $is_tagged,
            "))",
        )
    };
}

macro_rules! found_in_sqlite {
    () => {
        concat!(
            found!(
                "search_index s JOIN search_documents d ON d.number = s.rowid",
                "lower(hex(t.tag_id)) IN (SELECT value FROM json_each($4))"
            ),
            " AND s.search_index MATCH $1 ORDER BY s.rowid DESC LIMIT $5 OFFSET $6"
        )
    };
}

/// PostgreSQL looks tags up by their index once they are an array of its own kind.
macro_rules! found_in_postgres {
    ($from:literal) => {
        found!(
            $from,
            "t.tag_id = ANY(ARRAY(SELECT value::uuid FROM jsonb_array_elements_text($4::jsonb)))"
        )
    };
}

/// Newest first, so that a word that stands in every other note costs no more than a rare one.
const FIND: Sql = Sql {
    sqlite: found_in_sqlite!(),
    postgres: concat!(
        found_in_postgres!("search_documents d"),
        " AND d.vector @@ $1::tsquery ORDER BY d.number DESC LIMIT $5 OFFSET $6"
    ),
};

/// The same among the newest that the index finds, `$7` more than are wanted, as not all of them may
/// be read or fit. For what lies together somewhere, as a quarter does: PostgreSQL does not know that
/// it does, and would go through everything newer row by row (`+ 0` keeps it from that). SQLite has
/// no use for it.
const FIND_NEWEST: Sql = Sql {
    sqlite: found_in_sqlite!(),
    postgres: concat!(
        found_in_postgres!(
            "(SELECT number, kind, subject_id, place, author_id, interview_id FROM search_documents
                WHERE vector @@ $1::tsquery ORDER BY number + 0 DESC
                LIMIT $5::bigint + $6::bigint + $7::bigint) d"
        ),
        " ORDER BY d.number DESC LIMIT $5 OFFSET $6"
    ),
};

/// More documents than there ever are.
const ALL_OF_THEM: i64 = 1 << 40;

/// Those of the statements above that are two, by name.
pub const PAIRS: &[(&str, Sql)] = &[("FIND", FIND), ("FIND_NEWEST", FIND_NEWEST)];

/// Where to look. Whatever is not given does not matter.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// What the index itself knows.
    pub within: Within,
    /// With somebody of whom the roster says this: a name and a value.
    pub attribute: Option<(String, String)>,
    /// Highlights marked with one of these tags.
    pub tags: Option<Vec<TagId>>,
}

#[derive(sqlx::FromRow)]
struct FoundRow {
    kind: String,
    subject_id: Uuid,
    place: String,
    author_id: PersonId,
    interview_id: Option<InterviewId>,
}

impl TryFrom<FoundRow> for Subject {
    type Error = StoreError;

    fn try_from(row: FoundRow) -> Result<Self> {
        let id = row.subject_id;
        let place = NotePlace::parse(&row.place);
        Ok(match (row.kind.as_str(), row.interview_id, place) {
            ("note", Some(interview), Some(place)) => Self::Note(interview, place, row.author_id),
            ("highlight", Some(interview), _) => Self::Highlight(HighlightId(id), interview),
            ("theme", ..) => Self::Theme(ThemeId(id)),
            ("job", ..) => Self::Job(JobId(id)),
            (kind, ..) => return Err(StoreError::Corrupt(format!("a {kind} in the index"))),
        })
    }
}

/// Tags as a JSON array of hexadecimal digits, which both databases can take apart. The empty array
/// stands for none given; with a list of nothing, nothing is marked.
fn listed(tags: Option<&[TagId]>) -> Result<String> {
    let nothing = [TagId(Uuid::nil())];
    let tags = tags.map(|tags| if tags.is_empty() { &nothing } else { tags }).unwrap_or_default();
    let tags: Vec<String> = tags.iter().map(|tag| tag.0.simple().to_string()).collect();
    super::to_json(&tags)
}

/// What a document of the index is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A note: whose, and where in which interview.
    Note(InterviewId, NotePlace, PersonId),
    /// A highlight of an interview.
    Highlight(HighlightId, InterviewId),
    /// A theme.
    Theme(ThemeId),
    /// A job.
    Job(JobId),
}

/// A document as its row names it.
struct Key {
    kind: &'static str,
    subject: Uuid,
    place: String,
    author: Uuid,
    interview: Option<InterviewId>,
}

impl Subject {
    fn key(self) -> Key {
        let key = |kind, subject, interview| Key {
            kind,
            subject,
            place: String::new(),
            author: Uuid::nil(),
            interview,
        };
        match self {
            Self::Note(interview, place, author) => Key {
                place: place.to_string(),
                author: author.0,
                ..key("note", interview.0, Some(interview))
            },
            Self::Highlight(id, interview) => key("highlight", id.0, Some(interview)),
            Self::Theme(id) => key("theme", id.0, None),
            Self::Job(id) => key("job", id.0, None),
        }
    }
}

impl Tx {
    /// Puts a text into the index in place of the one before; a text without words takes it out.
    pub(super) async fn index(&mut self, subject: Subject, text: &str) -> Result<()> {
        let words = words(text);
        if words.is_empty() {
            return self.unindex(subject).await;
        }
        let key = subject.key();
        let place: Option<(Option<TeamId>, i64)> = match key.interview {
            None => None,
            Some(id) => {
                on_db!(self, |db| sqlx::query_as(TEAM_AND_TIME).bind(id).fetch_optional(db).await)?
            }
        };
        let (team, instant) = place.map_or((None, None), |(team, instant)| (team, Some(instant)));
        let scope = scope(key.kind, team, instant);
        on_db!(self, |db| sqlx::query(INDEX)
            .bind(key.kind)
            .bind(key.subject)
            .bind(&key.place)
            .bind(key.author)
            .bind(key.interview)
            .bind(&words)
            .bind(&scope)
            .execute(db)
            .await
            .map(|_| ()))
    }

    /// Takes a document out of the index.
    pub(super) async fn unindex(&mut self, subject: Subject) -> Result<()> {
        let key = subject.key();
        on_db!(self, |db| sqlx::query(UNINDEX)
            .bind(key.kind)
            .bind(key.subject)
            .bind(&key.place)
            .bind(key.author)
            .execute(db)
            .await
            .map(|_| ()))
    }

    /// Takes everything of an interview out of the index.
    pub(super) async fn unindex_interview(&mut self, id: InterviewId) -> Result<()> {
        on_db!(self, |db| sqlx::query(UNINDEX_INTERVIEW).bind(id).execute(db).await.map(|_| ()))
    }

    /// What answers a question within a scope, as far as `viewer` may read it: at most `most`, newest
    /// first, after the first `skipped`.
    pub async fn find(
        &mut self,
        question: &Question,
        scope: &Scope,
        viewer: PersonId,
        most: i64,
        skipped: i64,
    ) -> Result<Vec<Subject>> {
        let words = match self {
            Self::Sqlite(_) => question.for_sqlite(&scope.within),
            Self::Postgres(_) => question.for_postgres(&scope.within),
        };
        let tags = listed(scope.tags.as_deref())?;
        // As it stands in the roster's column: a pair of quoted texts, which no other text looks like.
        let attribute = scope.attribute.as_ref().map(super::to_json).transpose()?;
        let attribute = attribute.unwrap_or_default();
        if matches!(self, Self::Sqlite(_)) || scope.within.quarter.is_none() {
            let find = FIND.of(self);
            let rows: Vec<FoundRow> = on_db!(self, |db| sqlx::query_as(find)
                .bind(&words)
                .bind(viewer)
                .bind(&attribute)
                .bind(&tags)
                .bind(most)
                .bind(skipped)
                .fetch_all(db)
                .await)?;
            return rows.into_iter().map(Subject::try_from).collect();
        }
        // Few are for those present only; of a persona or a tag is one in many.
        let narrowed = scope.attribute.is_some() || scope.tags.is_some();
        let mut rows: Vec<FoundRow> = Vec::new();
        for spare in [if narrowed { 2_000_i64 } else { 100 }, ALL_OF_THEM] {
            let find = FIND_NEWEST.of(self);
            rows = on_db!(self, |db| sqlx::query_as(find)
                .bind(&words)
                .bind(viewer)
                .bind(&attribute)
                .bind(&tags)
                .bind(most)
                .bind(skipped)
                .bind(spare)
                .fetch_all(db)
                .await)?;
            if i64::try_from(rows.len()).is_ok_and(|found| found == most) {
                break;
            }
        }
        rows.into_iter().map(Subject::try_from).collect()
    }

    /// The teams of those with whom there were interviews.
    pub async fn interviewed_teams(&mut self) -> Result<Vec<TeamId>> {
        let rows: Vec<(TeamId,)> = on_db!(self, |db| sqlx::query_as(TEAMS).fetch_all(db).await)?;
        Ok(rows.into_iter().map(|(team,)| team).collect())
    }

    /// When the first and the last interview begin.
    pub async fn interview_times(&mut self) -> Result<Option<(i64, i64)>> {
        let (first, last): (Option<i64>, Option<i64>) =
            on_db!(self, |db| sqlx::query_as(TIMES).fetch_one(db).await)?;
        Ok(first.zip(last))
    }

    /// What the roster says of people: each combination of attributes once, up to a thousand.
    pub async fn attributes(&mut self) -> Result<Vec<Vec<(String, String)>>> {
        let rows: Vec<(String,)> =
            on_db!(self, |db| sqlx::query_as(ATTRIBUTES).fetch_all(db).await)?;
        rows.iter().map(|(text,)| super::from_json(text)).collect()
    }
}
