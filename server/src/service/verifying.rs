//! Checking a wave that is over: whether what is kept of it adds up, and holds nothing by which
//! answers could be laid beside people.

use super::{Error, Result, Services};
use crate::{
    anonymity::verifying::{Flaw, Remains, verify},
    store::Tx,
};
use app::domain::{Mode, TeamId, WaveId, WaveState};
use std::collections::HashMap;
use token::ELEMENT;

/// All columns of the tables on either side. One that is not here may hold a time or an order.
const COLUMNS: &[(&str, &[&str])] = &[
    ("responses", &["id", "wave_id", "team_id", "answers"]),
    ("wave_redemptions", &["wave_id", "input", "team_id", "evaluated", "proof"]),
    ("wave_issuances", &["wave_id", "person_id", "team_id", "blinded"]),
    ("wave_roster", &["wave_id", "person_id", "team_id", "reporting_team_id", "answered"]),
    ("wave_keys", &["wave_id", "public_key"]),
    ("wave_secrets", &["wave_id", "secret"]),
    ("wave_counts", &["wave_id", "team_id", "invited", "issued", "redeemed"]),
];

/// What checking a wave found.
#[derive(Clone, Debug)]
pub struct Verification {
    /// The program and the quarter.
    pub title: String,
    /// The key that was published.
    pub public_key: [u8; ELEMENT],
    /// Invited, tokens given out, tokens that came with answers: of teams that are published.
    pub totals: (i64, i64, i64),
    /// How many tokens came with answers.
    pub tokens: usize,
    /// How many responses are stored.
    pub responses: i64,
    /// What does not add up.
    pub flaws: Vec<Flaw>,
    /// What is kept that should not be, as sentences.
    pub traces: Vec<String>,
    /// The inputs of the tokens as they are stored, for whoever looks for copies of them in files.
    pub inputs: Vec<String>,
    /// The names of teams, for telling flaws.
    pub teams: HashMap<TeamId, String>,
}

impl Services {
    /// Checks a wave that is over.
    ///
    /// # Errors
    /// [`Error::NotFound`] if there is no such wave, [`Error::Conflict`] if it is not over or took
    /// no tokens.
    pub async fn verify_wave(&self, id: WaveId) -> Result<Verification> {
        let mut tx = self.store.read().await?;
        let wave = tx.wave(id).await?.ok_or(Error::NotFound)?;
        if wave.state < WaveState::Closed {
            return Err(Error::Conflict(
                "This wave is not over yet: what is kept of it is put in order when it closes."
                    .to_owned(),
            ));
        }
        let Some(public_key) = tx.wave_key(id).await? else {
            return Err(Error::Conflict(
                match wave.mode {
                    Mode::Confidential => {
                        "This wave is confidential: its answers came by name, without tokens."
                    }
                    _ => "This wave has no key, though its answers should have come with tokens.",
                }
                .to_owned(),
            ));
        };
        let program = tx.program(wave.program).await?.map(|program| program.name);
        let remains = Remains {
            wave: id,
            mode: wave.mode,
            public_key,
            counts: tx.token_counts(id).await?,
            redemptions: tx.redemptions_of(id).await?,
            invited: tx.wave_invited(id).await?.into_iter().collect(),
            responses: tx.responses_by_team(id).await?.into_iter().collect(),
        };
        let traces = traces(&mut tx, id).await?;
        let teams = tx.wave_teams(id).await?;
        drop(tx);
        let sum = |of: fn(&app::report::TokenCounts) -> i64| remains.counts.iter().map(of).sum();
        let totals = (sum(|it| it.invited), sum(|it| it.issued), sum(|it| it.redeemed));
        let (tokens, responses) = (remains.redemptions.len(), remains.responses.values().sum());
        let inputs = remains.redemptions.iter().map(|(_, it)| it.to_texts()[0].clone()).collect();
        // Some seconds for a large wave, on every core.
        let flaws = tokio::task::spawn_blocking(move || verify(&remains))
            .await
            .map_err(|error| Error::Internal(error.to_string()))?;
        Ok(Verification {
            title: format!("{}, {}", program.unwrap_or_default(), wave.period.title()),
            public_key,
            totals,
            tokens,
            responses,
            flaws,
            traces,
            inputs,
            teams: teams.into_iter().map(|team| (team.id, team.name)).collect(),
        })
    }
}

async fn traces(tx: &mut Tx, id: WaveId) -> Result<Vec<String>> {
    let mut traces = Vec::new();
    for (table, known) in COLUMNS {
        for column in tx.columns_of(table).await? {
            if !known.contains(&column.as_str()) {
                traces.push(format!(
                    "the table {table} has the column {column}, which may hold a time or an order"
                ));
            }
        }
    }
    if !tx.lies_in_no_order(id).await? {
        traces.push("answers do not lie on disk in the order of their random names".to_owned());
    }
    if tx.wave_secret(id).await?.is_some() {
        traces.push("the secret of the key is still there: more tokens could be made".to_owned());
    }
    if !tx.issued_by_team(id).await?.is_empty() {
        traces.push("who got a token is still there".to_owned());
    }
    if tx.wave_roster(id).await?.iter().any(|place| place.answered) {
        traces.push("who answered by name is still there".to_owned());
    }
    if tx.tidy_due().await?.is_some() {
        traces.push(
            "old pages were not tidied yet; a running server does it within a minute".to_owned(),
        );
    }
    Ok(traces)
}
