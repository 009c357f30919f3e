//! Themes and jobs: writing them down, changing them, taking them out of use.

use super::{Error, Problem, Result, Services};
use crate::{auth::policy, store::Tx};
use app::domain::{
    Job, JobId, Theme, ThemeId, Viewer,
    job::LONGEST_STATEMENT,
    theme::{LONGEST_SUMMARY, LONGEST_TITLE},
};

/// A theme as a form gives it.
#[derive(Clone, Debug, Default)]
pub struct ThemeText {
    /// The finding as a sentence.
    pub title: String,
    /// What it means.
    pub summary: String,
    /// Whether it is out of use.
    pub retired: bool,
}

/// A job as a form gives it.
#[derive(Clone, Debug, Default)]
pub struct JobText {
    /// One sentence.
    pub statement: String,
    /// 1 to 5, as typed.
    pub importance: String,
    /// 1 to 5, as typed.
    pub satisfaction: String,
    /// Whether it is out of use.
    pub retired: bool,
}

/// A text that has to be there and may not be longer than this.
fn sized(field: &str, text: &str, most: usize, what: &str, problems: &mut Vec<Problem>) -> String {
    let text = text.trim().replace("\r\n", "\n");
    if text.is_empty() || text.chars().count() > most {
        problems.push(Problem::new(field, format!("{what} in at most {most} characters")));
    }
    text
}

impl ThemeText {
    fn check(&self) -> Result<(String, String)> {
        let mut problems = Vec::new();
        let title = sized("title", &self.title, LONGEST_TITLE, "Say what was found", &mut problems);
        let summary = self.summary.trim().replace("\r\n", "\n");
        if summary.chars().count() > LONGEST_SUMMARY {
            let most = format!("Shorten this to {LONGEST_SUMMARY} characters");
            problems.push(Problem::new("summary", most));
        }
        if problems.is_empty() { Ok((title, summary)) } else { Err(Error::Invalid(problems)) }
    }
}

impl JobText {
    fn check(&self) -> Result<(String, i64, i64)> {
        let mut problems = Vec::new();
        let what = "Say what people try to get done";
        let statement = sized("statement", &self.statement, LONGEST_STATEMENT, what, &mut problems);
        let mut rating = |field: &str, typed: &str| {
            let rating = typed.parse().ok().filter(|rating| (1..=5).contains(rating));
            if rating.is_none() {
                problems.push(Problem::new(field, "Choose from 1 to 5"));
            }
            rating.unwrap_or_default()
        };
        let importance = rating("importance", &self.importance);
        let satisfaction = rating("satisfaction", &self.satisfaction);
        if problems.is_empty() {
            Ok((statement, importance, satisfaction))
        } else {
            Err(Error::Invalid(problems))
        }
    }
}

fn changed_meanwhile() -> Error {
    Error::Conflict(
        "Somebody else changed this while you were writing. Theirs is kept, and stands on its page; \
         yours is still in the form below. Put together what you need, and save again."
            .to_owned(),
    )
}

impl Services {
    /// Writes a theme down. Sent twice, it is there once.
    pub async fn create_theme(
        &self,
        viewer: &Viewer,
        id: Option<ThemeId>,
        text: &ThemeText,
    ) -> Result<ThemeId> {
        policy::interviewer(viewer)?;
        let (title, summary) = text.check()?;
        let theme = Theme {
            id: id.unwrap_or_else(|| ThemeId(self.random.uuid())),
            title,
            summary,
            created_at: self.clock.now(),
            revision: 1,
            retired: false,
            withdrawn: 0,
        };
        let mut tx = self.store.begin().await?;
        if tx.insert_theme(&theme).await? {
            self.audit(&mut tx, Some(viewer.person), "theme-added", theme.title).await?;
            tx.commit().await?;
        }
        Ok(theme.id)
    }

    /// Changes a theme. `from_revision` is the one that was on the page.
    pub async fn change_theme(
        &self,
        viewer: &Viewer,
        id: ThemeId,
        from_revision: i64,
        text: &ThemeText,
    ) -> Result<()> {
        policy::interviewer(viewer)?;
        let (title, summary) = text.check()?;
        let mut tx = self.store.begin().await?;
        let theme = tx.theme(id).await?.ok_or(Error::NotFound)?;
        let wanted = Theme { title, summary, retired: text.retired, ..theme.clone() };
        if wanted == theme {
            // Also what is sent again because the answer got lost.
            return Ok(());
        }
        let wanted = Theme { revision: from_revision, ..wanted };
        if !tx.update_theme(&wanted).await? {
            return Err(changed_meanwhile());
        }
        self.audit(&mut tx, Some(viewer.person), "theme-changed", wanted.title).await?;
        Ok(tx.commit().await?)
    }

    /// Writes a job down. Sent twice, it is there once.
    pub async fn create_job(
        &self,
        viewer: &Viewer,
        id: Option<JobId>,
        text: &JobText,
    ) -> Result<JobId> {
        policy::interviewer(viewer)?;
        let (statement, importance, satisfaction) = text.check()?;
        let job = Job {
            id: id.unwrap_or_else(|| JobId(self.random.uuid())),
            statement,
            importance,
            satisfaction,
            created_at: self.clock.now(),
            revision: 1,
            retired: false,
            withdrawn: 0,
        };
        let mut tx = self.store.begin().await?;
        if tx.insert_job(&job).await? {
            self.audit(&mut tx, Some(viewer.person), "job-added", job.statement).await?;
            tx.commit().await?;
        }
        Ok(job.id)
    }

    /// Changes a job. `from_revision` is the one that was on the page.
    pub async fn change_job(
        &self,
        viewer: &Viewer,
        id: JobId,
        from_revision: i64,
        text: &JobText,
    ) -> Result<()> {
        policy::interviewer(viewer)?;
        let (statement, importance, satisfaction) = text.check()?;
        let mut tx: Tx = self.store.begin().await?;
        let job = tx.job(id).await?.ok_or(Error::NotFound)?;
        let retired = text.retired;
        let wanted = Job { statement, importance, satisfaction, retired, ..job.clone() };
        if wanted == job {
            return Ok(());
        }
        let wanted = Job { revision: from_revision, ..wanted };
        if !tx.update_job(&wanted).await? {
            return Err(changed_meanwhile());
        }
        self.audit(&mut tx, Some(viewer.person), "job-changed", wanted.statement).await?;
        Ok(tx.commit().await?)
    }
}
