//! The index of what can be searched. Each noun's own methods keep it: whoever writes a note has
//! indexed it, whoever forgets an interview has taken it out.

use super::{Result, Sql, StoreError, Tx, on_db, statements};
use crate::search::{Question, words};
use app::domain::{HighlightId, InterviewId, JobId, NotePlace, PersonId, TagId, TeamId, ThemeId};
use uuid::Uuid;

statements! {
    INDEX = "INSERT INTO search_documents (kind, subject_id, place, author_id, interview_id, words)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (kind, subject_id, place, author_id) DO UPDATE SET words = excluded.words";
    UNINDEX = "DELETE FROM search_documents
        WHERE kind = $1 AND subject_id = $2 AND place = $3 AND author_id = $4";
    UNINDEX_INTERVIEW = "DELETE FROM search_documents WHERE interview_id = $1";
    TEAMS = "SELECT DISTINCT team_id FROM interviews WHERE team_id IS NOT NULL";
    TIMES = "SELECT MIN(starts_at), MAX(starts_at) FROM interviews";
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
    ($from:literal, $is_team:literal) => {
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
            AND ($3 = '' OR d.kind = $3)
            AND ($4 = '[]' OR ",
            $is_team,
            ") AND ($5 = 0 OR i.starts_at >= $5) AND ($6 = 0 OR i.starts_at < $6)
            AND ($7 = '' OR EXISTS (SELECT 1 FROM people p WHERE p.id = i.person_id
                AND replace(p.attributes, $7, '') <> p.attributes))
            AND ($8 = '[]' OR (d.kind = 'highlight' AND EXISTS (
                SELECT 1 FROM highlight_tags t WHERE t.highlight_id = d.subject_id AND ",
        )
    };
}

/// Newest first, so that a word that stands in every other note costs no more than a rare one.
const FIND: Sql = Sql {
    sqlite: concat!(
        found!(
            "search_index s JOIN search_documents d ON d.number = s.rowid",
            "lower(hex(i.team_id)) IN (SELECT value FROM json_each($4))"
        ),
        "lower(hex(t.tag_id)) IN (SELECT value FROM json_each($8)))))
        AND s.words MATCH $1 ORDER BY s.rowid DESC LIMIT $9 OFFSET $10"
    ),
    postgres: concat!(
        found!(
            "search_documents d",
            "replace(i.team_id::text, '-', '') IN (SELECT jsonb_array_elements_text($4::jsonb))"
        ),
        "replace(t.tag_id::text, '-', '') IN (SELECT jsonb_array_elements_text($8::jsonb)))))
        AND d.vector @@ to_tsquery('simple', $1) ORDER BY d.number DESC LIMIT $9 OFFSET $10"
    ),
};

/// Those of the statements above that are two, by name.
pub const PAIRS: &[(&str, Sql)] = &[("FIND", FIND)];

/// Where to look. Whatever is not given does not matter.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// `note`, `highlight`, `theme` or `job`.
    pub kind: Option<String>,
    /// With somebody of one of these teams.
    pub teams: Option<Vec<TeamId>>,
    /// From this instant on.
    pub from: Option<i64>,
    /// Before this instant.
    pub until: Option<i64>,
    /// With somebody of whom the roster says this: a name and a value.
    pub attribute: Option<(String, String)>,
    /// Marked with one of these tags.
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

/// Identifiers as a JSON array of hexadecimal digits, which both databases can take apart. The
/// empty array stands for none given; of a list of nothing, nothing is found.
fn listed(ids: Option<Vec<Uuid>>) -> Result<String> {
    let ids = ids.map(|ids| if ids.is_empty() { vec![Uuid::nil()] } else { ids });
    let ids = ids.unwrap_or_default().into_iter().map(|id| id.simple().to_string());
    super::to_json(&ids.collect::<Vec<_>>())
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
        on_db!(self, |db| sqlx::query(INDEX)
            .bind(key.kind)
            .bind(key.subject)
            .bind(&key.place)
            .bind(key.author)
            .bind(key.interview)
            .bind(&words)
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
            Self::Sqlite(_) => question.for_sqlite(),
            Self::Postgres(_) => question.for_postgres(),
        };
        let teams = scope.teams.as_ref().map(|teams| teams.iter().map(|team| team.0).collect());
        let tags = scope.tags.as_ref().map(|tags| tags.iter().map(|tag| tag.0).collect());
        let (teams, tags) = (listed(teams)?, listed(tags)?);
        // As it stands in the roster's column: a pair of quoted texts, which no other text looks like.
        let attribute = scope.attribute.as_ref().map(super::to_json).transpose()?;
        let find = FIND.of(self);
        let rows: Vec<FoundRow> = on_db!(self, |db| sqlx::query_as(find)
            .bind(&words)
            .bind(viewer)
            .bind(scope.kind.clone().unwrap_or_default())
            .bind(&teams)
            .bind(scope.from.unwrap_or_default())
            .bind(scope.until.unwrap_or_default())
            .bind(attribute.unwrap_or_default())
            .bind(&tags)
            .bind(most)
            .bind(skipped)
            .fetch_all(db)
            .await)?;
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
