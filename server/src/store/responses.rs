//! Responses: wave, reporting team, answers; nothing that leads to a person.

use super::{Result, Tx, from_json, on_db, statements, to_json};
use app::domain::{AnswerSheet, ResponseId, TeamId, WaveId};
use futures::TryStreamExt;

statements! {
    INSERT = "INSERT INTO responses (id, wave_id, team_id, answers) VALUES ($1, $2, $3, $4)";
    // The same token again: what it said before is gone.
    PUT = "INSERT INTO responses (id, wave_id, team_id, answers) VALUES ($1, $2, $3, $4)
        ON CONFLICT (id) DO UPDATE SET answers = excluded.answers";
    BY_TEAM = "SELECT team_id, COUNT(*) FROM responses WHERE wave_id = $1
        GROUP BY team_id ORDER BY team_id";
    OF_WAVE = "SELECT id, team_id, answers FROM responses WHERE wave_id = $1 ORDER BY id";
    COUNT = "SELECT COUNT(*) FROM responses WHERE wave_id = $1";
    DELETE_OF_WAVE = "DELETE FROM responses WHERE wave_id = $1";
}

/// One response as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredResponse {
    /// Random.
    pub id: ResponseId,
    /// The reporting team.
    pub team: TeamId,
    /// The answers.
    pub answers: AnswerSheet,
}

#[derive(sqlx::FromRow)]
struct ResponseRow {
    id: ResponseId,
    team_id: TeamId,
    answers: String,
}

impl Tx {
    /// Adds a response.
    pub async fn insert_response(&mut self, wave: WaveId, response: &StoredResponse) -> Result<()> {
        self.write_response(INSERT, wave, response).await
    }

    /// Adds a response, or replaces the answers of the one with its id.
    pub async fn put_response(&mut self, wave: WaveId, response: &StoredResponse) -> Result<()> {
        self.write_response(PUT, wave, response).await
    }

    async fn write_response(
        &mut self,
        statement: &'static str,
        wave: WaveId,
        response: &StoredResponse,
    ) -> Result<()> {
        let answers = to_json(&response.answers)?;
        on_db!(self, |db| sqlx::query(statement)
            .bind(response.id)
            .bind(wave)
            .bind(response.team)
            .bind(&answers)
            .execute(db)
            .await
            .map(|_| ()))
    }

    /// Adds many responses, in the order given.
    pub async fn insert_responses(
        &mut self,
        wave: WaveId,
        responses: &[StoredResponse],
    ) -> Result<()> {
        let rows = responses
            .iter()
            .map(|response| {
                let answers = to_json(&response.answers)?;
                Ok([response.id.into(), wave.into(), response.team.into(), answers.into()])
            })
            .collect::<Result<Vec<_>>>()?;
        self.insert_rows(
            "responses",
            ["id", "wave_id", "team_id", "answers"],
            Box::new(rows.into_iter()),
        )
        .await
    }

    /// All responses of a wave by their random id, which says nothing about when they came.
    pub async fn responses(&mut self, wave: WaveId) -> Result<Vec<StoredResponse>> {
        let mut responses = Vec::new();
        // Answers are read while the database looks for the next ones.
        on_db!(self, |db| {
            let mut rows = sqlx::query_as::<_, ResponseRow>(OF_WAVE).bind(wave).fetch(db);
            loop {
                match rows.try_next().await {
                    Ok(Some(ResponseRow { id, team_id, answers })) => {
                        let answers = from_json(&answers)?;
                        responses.push(StoredResponse { id, team: team_id, answers });
                    }
                    Ok(None) => break Ok(()),
                    Err(error) => break Err(error),
                }
            }
        })?;
        Ok(responses)
    }

    /// How many responses each reporting team has; teams without are left out.
    pub async fn responses_by_team(&mut self, wave: WaveId) -> Result<Vec<(TeamId, i64)>> {
        on_db!(self, |db| sqlx::query_as(BY_TEAM).bind(wave).fetch_all(db).await)
    }

    /// How many responses a wave has.
    pub async fn count_responses(&mut self, wave: WaveId) -> Result<i64> {
        let (count,): (i64,) =
            on_db!(self, |db| sqlx::query_as(COUNT).bind(wave).fetch_one(db).await)?;
        Ok(count)
    }

    /// Removes all responses of a wave, to write them anew in random order.
    pub async fn delete_responses(&mut self, wave: WaveId) -> Result<()> {
        on_db!(self, |db| sqlx::query(DELETE_OF_WAVE).bind(wave).execute(db).await.map(|_| ()))
    }
}
