//! Teams and what happened to them.

use super::{Result, Tx, on_db, statements};
use app::domain::{Team, TeamId};
use uuid::Uuid;

statements! {
    ALL = "SELECT id, parent_id, name, retired FROM teams ORDER BY name, id";
    INSERT = "INSERT INTO teams (id, parent_id, name, retired) VALUES ($1, $2, $3, $4)";
    UPDATE = "UPDATE teams SET parent_id = $2, name = $3, retired = $4 WHERE id = $1";
    INSERT_HISTORY = "INSERT INTO team_history (id, team_id, happened_at, change, detail)
        VALUES ($1, $2, $3, $4, $5)";
    HISTORY = "SELECT happened_at, change, detail FROM team_history
        WHERE team_id = $1 ORDER BY happened_at DESC, id";
}

#[derive(sqlx::FromRow)]
struct TeamRow {
    id: TeamId,
    parent_id: Option<TeamId>,
    name: String,
    retired: bool,
}

/// Something that happened to a team.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct TeamChange {
    /// When.
    pub happened_at: i64,
    /// `created`, `renamed`, `moved`, `retired` or `reopened`.
    pub change: String,
    /// In words.
    pub detail: String,
}

impl Tx {
    /// All teams, retired ones included.
    pub async fn teams(&mut self) -> Result<Vec<Team>> {
        let rows: Vec<TeamRow> = on_db!(self, |db| sqlx::query_as(ALL).fetch_all(db).await)?;
        let team = |row: TeamRow| Team {
            id: row.id,
            parent: row.parent_id,
            name: row.name,
            retired: row.retired,
        };
        Ok(rows.into_iter().map(team).collect())
    }

    /// Adds a team.
    pub async fn insert_team(&mut self, team: &Team) -> Result<()> {
        on_db!(self, |db| sqlx::query(INSERT)
            .bind(team.id)
            .bind(team.parent)
            .bind(&team.name)
            .bind(team.retired)
            .execute(db)
            .await
            .map(|_| ()))
    }

    /// Renames, moves, retires or reopens a team.
    pub async fn update_team(&mut self, team: &Team) -> Result<()> {
        on_db!(self, |db| sqlx::query(UPDATE)
            .bind(team.id)
            .bind(team.parent)
            .bind(&team.name)
            .bind(team.retired)
            .execute(db)
            .await
            .map(|_| ()))
    }

    /// Notes what happened to a team.
    pub async fn insert_team_change(
        &mut self,
        id: Uuid,
        team: TeamId,
        change: &TeamChange,
    ) -> Result<()> {
        on_db!(self, |db| sqlx::query(INSERT_HISTORY)
            .bind(id)
            .bind(team)
            .bind(change.happened_at)
            .bind(&change.change)
            .bind(&change.detail)
            .execute(db)
            .await
            .map(|_| ()))
    }

    /// What happened to a team, newest first.
    pub async fn team_history(&mut self, team: TeamId) -> Result<Vec<TeamChange>> {
        on_db!(self, |db| sqlx::query_as(HISTORY).bind(team).fetch_all(db).await)
    }
}
