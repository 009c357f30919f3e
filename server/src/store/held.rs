//! Interviews that took place, by team and time: when they were, never with whom.

use super::{Result, Tx, on_db, statements};
use app::domain::{InterviewId, ItemId, PersonId, Readers, TeamId};

statements! {
    // Those that took place; of what is withdrawn nothing is told.
    OF_TEAM = "SELECT i.id, i.team_id, i.interviewer_id, i.observer_id, i.starts_at, c.readers
        FROM interviews i LEFT JOIN interview_consents c ON c.interview_id = i.id
        WHERE i.state IN ('held', 'expired') AND i.starts_at >= $1 AND i.starts_at < $2
        AND i.team_id IN (
            WITH RECURSIVE below (id) AS (
                SELECT id FROM teams WHERE id = $3
                UNION ALL SELECT teams.id FROM teams JOIN below ON teams.parent_id = below.id
            ) SELECT id FROM below)
        ORDER BY i.starts_at, i.id";
    ABOUT_ITEM = "SELECT i.id, i.team_id, i.interviewer_id, i.observer_id, i.starts_at, c.readers
        FROM interviews i LEFT JOIN interview_consents c ON c.interview_id = i.id
        WHERE i.state IN ('held', 'expired') AND i.starts_at >= $1 AND i.starts_at < $2
        AND i.about_item_id = $3 ORDER BY i.starts_at, i.id";
}

/// An interview that took place, without whom it was with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldInterview {
    /// The interview.
    pub id: InterviewId,
    /// The team of whoever was interviewed, when it was planned.
    pub team: Option<TeamId>,
    /// Who asked.
    pub interviewer: PersonId,
    /// Who sat in.
    pub observer: Option<PersonId>,
    /// When it began, in Unix milliseconds.
    pub starts_at: i64,
    /// Who may read it, as long as anything of it is kept.
    pub readers: Option<Readers>,
}

#[derive(sqlx::FromRow)]
struct HeldRow {
    id: InterviewId,
    team_id: Option<TeamId>,
    interviewer_id: PersonId,
    observer_id: Option<PersonId>,
    starts_at: i64,
    readers: Option<String>,
}

impl From<HeldRow> for HeldInterview {
    fn from(row: HeldRow) -> Self {
        Self {
            id: row.id,
            team: row.team_id,
            interviewer: row.interviewer_id,
            observer: row.observer_id,
            starts_at: row.starts_at,
            readers: row.readers.as_deref().and_then(Readers::parse),
        }
    }
}

impl Tx {
    /// The interviews with people of a team or one below it that took place in a stretch of time, in
    /// the order of time.
    pub async fn interviews_held_in_team(
        &mut self,
        (from, to): (i64, i64),
        team: TeamId,
    ) -> Result<Vec<HeldInterview>> {
        let rows: Vec<HeldRow> = on_db!(self, |db| sqlx::query_as(OF_TEAM)
            .bind(from)
            .bind(to)
            .bind(team)
            .fetch_all(db)
            .await)?;
        Ok(rows.into_iter().map(HeldInterview::from).collect())
    }

    /// The same, of those that were about figures of an item.
    pub async fn interviews_held_about_item(
        &mut self,
        (from, to): (i64, i64),
        item: ItemId,
    ) -> Result<Vec<HeldInterview>> {
        let rows: Vec<HeldRow> = on_db!(self, |db| sqlx::query_as(ABOUT_ITEM)
            .bind(from)
            .bind(to)
            .bind(item)
            .fetch_all(db)
            .await)?;
        Ok(rows.into_iter().map(HeldInterview::from).collect())
    }
}
