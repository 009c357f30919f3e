//! Themes and jobs.

use super::{Result, Tx, on_db, search::Subject, statements};
use app::domain::{Job, JobId, Theme, ThemeId};

statements! {
    THEMES = "SELECT id, title, summary, created_at, revision, retired, withdrawn FROM themes
        ORDER BY created_at, id";
    THEME = "SELECT id, title, summary, created_at, revision, retired, withdrawn FROM themes
        WHERE id = $1";
    INSERT_THEME = "INSERT INTO themes
        (id, title, summary, created_at, revision, retired, withdrawn)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO NOTHING";
    // From the revision that was seen only: of two who write at once, one is told.
    UPDATE_THEME = "UPDATE themes SET title = $2, summary = $3, retired = $4, revision = $5 + 1
        WHERE id = $1 AND revision = $5";
    JOBS = "SELECT id, statement, importance, satisfaction, created_at, revision, retired, withdrawn
        FROM jobs ORDER BY created_at, id";
    JOB = "SELECT id, statement, importance, satisfaction, created_at, revision, retired, withdrawn
        FROM jobs WHERE id = $1";
    INSERT_JOB = "INSERT INTO jobs
        (id, statement, importance, satisfaction, created_at, revision, retired, withdrawn)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO NOTHING";
    UPDATE_JOB = "UPDATE jobs SET statement = $2, importance = $3, satisfaction = $4, retired = $5,
        revision = $6 + 1 WHERE id = $1 AND revision = $6";
}

#[derive(sqlx::FromRow)]
struct ThemeRow {
    id: ThemeId,
    title: String,
    summary: String,
    created_at: i64,
    revision: i64,
    retired: bool,
    withdrawn: i64,
}

#[derive(sqlx::FromRow)]
struct JobRow {
    id: JobId,
    statement: String,
    importance: i64,
    satisfaction: i64,
    created_at: i64,
    revision: i64,
    retired: bool,
    withdrawn: i64,
}

impl From<ThemeRow> for Theme {
    fn from(row: ThemeRow) -> Self {
        Self {
            id: row.id,
            title: row.title,
            summary: row.summary,
            created_at: row.created_at,
            revision: row.revision,
            retired: row.retired,
            withdrawn: row.withdrawn,
        }
    }
}

impl From<JobRow> for Job {
    fn from(row: JobRow) -> Self {
        Self {
            id: row.id,
            statement: row.statement,
            importance: row.importance,
            satisfaction: row.satisfaction,
            created_at: row.created_at,
            revision: row.revision,
            retired: row.retired,
            withdrawn: row.withdrawn,
        }
    }
}

impl Tx {
    /// Every theme, oldest first.
    pub async fn themes(&mut self) -> Result<Vec<Theme>> {
        let rows: Vec<ThemeRow> = on_db!(self, |db| sqlx::query_as(THEMES).fetch_all(db).await)?;
        Ok(rows.into_iter().map(Theme::from).collect())
    }

    /// A theme by id.
    pub async fn theme(&mut self, id: ThemeId) -> Result<Option<Theme>> {
        let row: Option<ThemeRow> =
            on_db!(self, |db| sqlx::query_as(THEME).bind(id).fetch_optional(db).await)?;
        Ok(row.map(Theme::from))
    }

    /// Adds a theme; false when it is there already.
    pub async fn insert_theme(&mut self, theme: &Theme) -> Result<bool> {
        let added = on_db!(self, |db| sqlx::query(INSERT_THEME)
            .bind(theme.id)
            .bind(&theme.title)
            .bind(&theme.summary)
            .bind(theme.created_at)
            .bind(theme.revision)
            .bind(theme.retired)
            .bind(theme.withdrawn)
            .execute(db)
            .await
            .map(|done| done.rows_affected() == 1))?;
        if added {
            self.index_theme(theme).await?;
        }
        Ok(added)
    }

    /// Changes a theme's texts and whether it is retired, and counts its revision up; false when
    /// somebody changed it since the revision given.
    pub async fn update_theme(&mut self, theme: &Theme) -> Result<bool> {
        let changed = on_db!(self, |db| sqlx::query(UPDATE_THEME)
            .bind(theme.id)
            .bind(&theme.title)
            .bind(&theme.summary)
            .bind(theme.retired)
            .bind(theme.revision)
            .execute(db)
            .await
            .map(|done| done.rows_affected() == 1))?;
        if changed {
            self.index_theme(theme).await?;
        }
        Ok(changed)
    }

    async fn index_theme(&mut self, theme: &Theme) -> Result<()> {
        let text = format!("{}\n{}", theme.title, theme.summary);
        self.index(Subject::Theme(theme.id), &text).await
    }

    /// Every job, oldest first.
    pub async fn jobs(&mut self) -> Result<Vec<Job>> {
        let rows: Vec<JobRow> = on_db!(self, |db| sqlx::query_as(JOBS).fetch_all(db).await)?;
        Ok(rows.into_iter().map(Job::from).collect())
    }

    /// A job by id.
    pub async fn job(&mut self, id: JobId) -> Result<Option<Job>> {
        let row: Option<JobRow> =
            on_db!(self, |db| sqlx::query_as(JOB).bind(id).fetch_optional(db).await)?;
        Ok(row.map(Job::from))
    }

    /// Adds a job; false when it is there already.
    pub async fn insert_job(&mut self, job: &Job) -> Result<bool> {
        let added = on_db!(self, |db| sqlx::query(INSERT_JOB)
            .bind(job.id)
            .bind(&job.statement)
            .bind(job.importance)
            .bind(job.satisfaction)
            .bind(job.created_at)
            .bind(job.revision)
            .bind(job.retired)
            .bind(job.withdrawn)
            .execute(db)
            .await
            .map(|done| done.rows_affected() == 1))?;
        if added {
            self.index(Subject::Job(job.id), &job.statement).await?;
        }
        Ok(added)
    }

    /// Changes a job and counts its revision up; false when somebody changed it since the revision
    /// given.
    pub async fn update_job(&mut self, job: &Job) -> Result<bool> {
        let changed = on_db!(self, |db| sqlx::query(UPDATE_JOB)
            .bind(job.id)
            .bind(&job.statement)
            .bind(job.importance)
            .bind(job.satisfaction)
            .bind(job.retired)
            .bind(job.revision)
            .execute(db)
            .await
            .map(|done| done.rows_affected() == 1))?;
        if changed {
            self.index(Subject::Job(job.id), &job.statement).await?;
        }
        Ok(changed)
    }
}
