//! The roster as a whole: many people and teams in few statements, and the lock that keeps two
//! changes of it apart.

use super::{Result, Sql, Tx, on_db, statements};
use crate::store::teams::TeamChange;
use app::domain::{Person, Team, TeamId};
use uuid::Uuid;

statements! {
    // On SQLite a transaction that may write is alone already.
    LOCK_SQLITE = "SELECT 1";
    // As `auth` has it: whoever has left signs in no more, unless they run the server.
    END_SESSIONS_OF_LEFT = "DELETE FROM sessions WHERE person_id IN
        (SELECT id FROM people WHERE has_left AND NOT researcher AND NOT admin)";
    USE_LINKS_OF_LEFT = "UPDATE links SET used = TRUE WHERE NOT used AND person_id IN
        (SELECT id FROM people WHERE has_left AND NOT researcher AND NOT admin)";
}

/// Readers go on, writers of people and teams wait.
const LOCK: Sql =
    Sql { sqlite: LOCK_SQLITE, postgres: "LOCK TABLE teams, people IN SHARE ROW EXCLUSIVE MODE" };

/// Those of the statements above that are two, by name.
pub const PAIRS: &[(&str, Sql)] = &[("LOCK", LOCK)];

/// Rows of one INSERT; times the columns below every driver's limit of parameters.
const CHUNK: usize = 2_000;

impl Tx {
    /// Until the end of this transaction nobody else changes people or teams. To be called before
    /// anything is read that a change is decided by.
    pub async fn lock_roster(&mut self) -> Result<()> {
        let lock = LOCK.of(self);
        on_db!(self, |db| sqlx::query(lock).execute(db).await.map(|_| ()))
    }

    /// Adds people, and replaces what a roster says of those who are known: name, team, manager,
    /// attributes and whether they have left. Addresses, other roles and passwords stay.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`](super::StoreError::Duplicate) when a new address is taken.
    pub async fn save_roster_people(&mut self, people: &[Person]) -> Result<()> {
        for chunk in people.chunks(CHUNK) {
            let rows = chunk
                .iter()
                .map(|person| Ok((person, super::to_json(&person.attributes)?)))
                .collect::<Result<Vec<_>>>()?;
            on_db!(self, |db| {
                sqlx::QueryBuilder::new(
                    "INSERT INTO people (id, email, name, team_id, manager, researcher, admin, \
                     attributes, has_left) ",
                )
                .push_values(&rows, |mut row, (person, attributes)| {
                    row.push_bind(person.id)
                        .push_bind(person.email.as_str())
                        .push_bind(person.name.as_str())
                        .push_bind(person.team)
                        .push_bind(person.roles.manager)
                        .push_bind(person.roles.researcher)
                        .push_bind(person.roles.admin)
                        .push_bind(attributes.as_str())
                        .push_bind(person.left);
                })
                .push(
                    " ON CONFLICT (id) DO UPDATE SET name = excluded.name, \
                     team_id = excluded.team_id, manager = excluded.manager, \
                     attributes = excluded.attributes, has_left = excluded.has_left",
                )
                .build()
                .execute(db)
                .await
                .map(|_| ())
            })?;
        }
        Ok(())
    }

    /// Adds teams, parents before children.
    pub async fn insert_teams(&mut self, teams: &[Team]) -> Result<()> {
        for chunk in teams.chunks(CHUNK) {
            on_db!(self, |db| sqlx::QueryBuilder::new(
                "INSERT INTO teams (id, parent_id, name, retired) "
            )
            .push_values(chunk, |mut row, team| {
                row.push_bind(team.id)
                    .push_bind(team.parent)
                    .push_bind(team.name.as_str())
                    .push_bind(team.retired);
            })
            .build()
            .execute(db)
            .await
            .map(|_| ()))?;
        }
        Ok(())
    }

    /// Notes what happened to many teams.
    pub async fn insert_team_changes(
        &mut self,
        changes: &[(Uuid, TeamId, TeamChange)],
    ) -> Result<()> {
        for chunk in changes.chunks(CHUNK) {
            on_db!(self, |db| sqlx::QueryBuilder::new(
                "INSERT INTO team_history (id, team_id, happened_at, change, detail) "
            )
            .push_values(chunk, |mut row, (id, team, change)| {
                row.push_bind(*id)
                    .push_bind(*team)
                    .push_bind(change.happened_at)
                    .push_bind(change.change.as_str())
                    .push_bind(change.detail.as_str());
            })
            .build()
            .execute(db)
            .await
            .map(|_| ()))?;
        }
        Ok(())
    }

    /// Ends all sessions and one-time links of people who have left and may sign in no more.
    pub async fn end_sessions_of_left(&mut self) -> Result<()> {
        on_db!(self, |db| sqlx::query(END_SESSIONS_OF_LEFT).execute(db).await.map(|_| ()))?;
        on_db!(self, |db| sqlx::query(USE_LINKS_OF_LEFT).execute(db).await.map(|_| ()))
    }
}
