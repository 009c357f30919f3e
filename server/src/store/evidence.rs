//! What themes and jobs stand on.

use super::{Result, StoreError, Tx, on_db, statements};
use app::domain::{
    About, Evidence, EvidenceId, EvidenceSource, Finding, HighlightId, InterviewId, ItemId, JobId,
    Period, PersonId, TeamId, ThemeId, WaveId,
};

statements! {
    ALL = "SELECT id, theme_id, job_id, highlight_id, wave_id, team_id, item_id, supports
        FROM evidence ORDER BY id";
    OF_FINDING = "SELECT id, theme_id, job_id, highlight_id, wave_id, team_id, item_id, supports
        FROM evidence WHERE theme_id = $1 OR job_id = $1 ORDER BY id";
    BY_ID = "SELECT id, theme_id, job_id, highlight_id, wave_id, team_id, item_id, supports
        FROM evidence WHERE id = $1";
    // With whom and with which team it was said, or whose figure it is.
    PLACES = "SELECT evidence.theme_id, evidence.job_id, evidence.supports, interviews.person_id,
        COALESCE(evidence.team_id, interviews.team_id) AS team_id, interviews.starts_at,
        waves.period FROM evidence
        LEFT JOIN highlights ON highlights.id = evidence.highlight_id
        LEFT JOIN interviews ON interviews.id = highlights.interview_id
        LEFT JOIN waves ON waves.id = evidence.wave_id";
    // Of two who add at once the second waits, and then sees what the first did.
    LOCK_THEME = "UPDATE themes SET withdrawn = withdrawn WHERE id = $1";
    LOCK_JOB = "UPDATE jobs SET withdrawn = withdrawn WHERE id = $1";
    INSERT = "INSERT INTO evidence
        (id, theme_id, job_id, highlight_id, wave_id, team_id, item_id, supports)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    UPDATE = "UPDATE evidence SET supports = $2 WHERE id = $1";
    DELETE = "DELETE FROM evidence WHERE id = $1";
    DELETE_OF_HIGHLIGHT = "DELETE FROM evidence WHERE highlight_id = $1";
    COUNT_THEMES = "UPDATE themes SET withdrawn = withdrawn + (SELECT COUNT(*) FROM evidence
        JOIN highlights ON highlights.id = evidence.highlight_id
        WHERE evidence.theme_id = themes.id AND highlights.interview_id = $1)";
    COUNT_JOBS = "UPDATE jobs SET withdrawn = withdrawn + (SELECT COUNT(*) FROM evidence
        JOIN highlights ON highlights.id = evidence.highlight_id
        WHERE evidence.job_id = jobs.id AND highlights.interview_id = $1)";
    DELETE_OF_INTERVIEW = "DELETE FROM evidence WHERE highlight_id IN
        (SELECT id FROM highlights WHERE interview_id = $1)";
}

/// Where a piece of evidence comes from, for counting teams and people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidencePlace {
    /// What it is for or against.
    pub finding: Finding,
    /// For it, or against it.
    pub supports: bool,
    /// Who said it.
    pub person: Option<PersonId>,
    /// Their team, or the team of the figure.
    pub team: Option<TeamId>,
    /// When it was said, in Unix milliseconds.
    pub starts_at: Option<i64>,
    /// The period of the figure.
    pub period: Option<Period>,
}

#[derive(sqlx::FromRow)]
struct PlaceRow {
    theme_id: Option<ThemeId>,
    job_id: Option<JobId>,
    supports: bool,
    person_id: Option<PersonId>,
    team_id: Option<TeamId>,
    starts_at: Option<i64>,
    period: Option<String>,
}

#[derive(sqlx::FromRow)]
struct EvidenceRow {
    id: EvidenceId,
    theme_id: Option<ThemeId>,
    job_id: Option<JobId>,
    highlight_id: Option<HighlightId>,
    wave_id: Option<WaveId>,
    team_id: Option<TeamId>,
    item_id: Option<ItemId>,
    supports: bool,
}

impl TryFrom<EvidenceRow> for Evidence {
    type Error = StoreError;

    fn try_from(row: EvidenceRow) -> Result<Self> {
        let finding = match (row.theme_id, row.job_id) {
            (Some(theme), None) => Some(Finding::Theme(theme)),
            (None, Some(job)) => Some(Finding::Job(job)),
            _ => None,
        };
        let source = match (row.highlight_id, row.wave_id.zip(row.team_id)) {
            (Some(highlight), None) => Some(EvidenceSource::Highlight(highlight)),
            (None, Some((wave, team))) => {
                Some(EvidenceSource::Cell(About { wave, team, item: row.item_id }))
            }
            _ => None,
        };
        let (finding, source) = finding
            .zip(source)
            .ok_or_else(|| StoreError::Corrupt(format!("evidence {}", row.id)))?;
        Ok(Self { id: row.id, finding, source, supports: row.supports })
    }
}

impl Tx {
    /// All evidence there is.
    pub async fn evidence(&mut self) -> Result<Vec<Evidence>> {
        let rows: Vec<EvidenceRow> = on_db!(self, |db| sqlx::query_as(ALL).fetch_all(db).await)?;
        rows.into_iter().map(Evidence::try_from).collect()
    }

    /// What a finding stands on.
    pub async fn evidence_of(&mut self, finding: Finding) -> Result<Vec<Evidence>> {
        let id = match finding {
            Finding::Theme(theme) => theme.0,
            Finding::Job(job) => job.0,
        };
        let rows: Vec<EvidenceRow> =
            on_db!(self, |db| sqlx::query_as(OF_FINDING).bind(id).fetch_all(db).await)?;
        rows.into_iter().map(Evidence::try_from).collect()
    }

    /// A piece of evidence by id.
    pub async fn evidence_by_id(&mut self, id: EvidenceId) -> Result<Option<Evidence>> {
        let row: Option<EvidenceRow> =
            on_db!(self, |db| sqlx::query_as(BY_ID).bind(id).fetch_optional(db).await)?;
        row.map(Evidence::try_from).transpose()
    }

    /// Where all evidence comes from.
    pub async fn evidence_places(&mut self) -> Result<Vec<EvidencePlace>> {
        let rows: Vec<PlaceRow> = on_db!(self, |db| sqlx::query_as(PLACES).fetch_all(db).await)?;
        let place = |row: PlaceRow| {
            let theme = row.theme_id.map(Finding::Theme);
            Some(EvidencePlace {
                finding: theme.or(row.job_id.map(Finding::Job))?,
                supports: row.supports,
                person: row.person_id,
                team: row.team_id,
                starts_at: row.starts_at,
                period: row.period.and_then(|period| period.parse().ok()),
            })
        };
        Ok(rows.into_iter().filter_map(place).collect())
    }

    /// Until the end of this transaction nobody else adds evidence to a finding.
    pub async fn lock_finding(&mut self, finding: Finding) -> Result<()> {
        let (lock, id) = match finding {
            Finding::Theme(theme) => (LOCK_THEME, theme.0),
            Finding::Job(job) => (LOCK_JOB, job.0),
        };
        on_db!(self, |db| sqlx::query(lock).bind(id).execute(db).await.map(|_| ()))
    }

    /// Adds a piece of evidence.
    ///
    /// # Errors
    /// [`Duplicate`](StoreError::Duplicate) when the highlight is evidence of the same finding
    /// already.
    pub async fn insert_evidence(&mut self, evidence: Evidence) -> Result<()> {
        let (theme, job) = match evidence.finding {
            Finding::Theme(theme) => (Some(theme), None),
            Finding::Job(job) => (None, Some(job)),
        };
        let (highlight, cell) = match evidence.source {
            EvidenceSource::Highlight(highlight) => (Some(highlight), None),
            EvidenceSource::Cell(cell) => (None, Some(cell)),
        };
        on_db!(self, |db| sqlx::query(INSERT)
            .bind(evidence.id)
            .bind(theme)
            .bind(job)
            .bind(highlight)
            .bind(cell.map(|cell| cell.wave))
            .bind(cell.map(|cell| cell.team))
            .bind(cell.and_then(|cell| cell.item))
            .bind(evidence.supports)
            .execute(db)
            .await
            .map(|_| ()))
    }

    /// Turns a piece of evidence to the other side, or back.
    pub async fn update_evidence(&mut self, id: EvidenceId, supports: bool) -> Result<()> {
        on_db!(self, |db| sqlx::query(UPDATE).bind(id).bind(supports).execute(db).await.map(|_| ()))
    }

    /// Takes a piece of evidence away.
    pub async fn delete_evidence(&mut self, id: EvidenceId) -> Result<()> {
        on_db!(self, |db| sqlx::query(DELETE).bind(id).execute(db).await.map(|_| ()))
    }

    /// Takes a highlight out of everything that stands on it.
    pub(super) async fn delete_evidence_of_highlight(&mut self, id: HighlightId) -> Result<()> {
        on_db!(self, |db| sqlx::query(DELETE_OF_HIGHLIGHT).bind(id).execute(db).await.map(|_| ()))
    }

    /// Takes all of an interview out of everything that stands on it; how much that was is kept.
    pub(super) async fn withdraw_evidence_of(&mut self, id: InterviewId) -> Result<()> {
        for statement in [COUNT_THEMES, COUNT_JOBS, DELETE_OF_INTERVIEW] {
            on_db!(self, |db| sqlx::query(statement).bind(id).execute(db).await.map(|_| ()))?;
        }
        Ok(())
    }
}
