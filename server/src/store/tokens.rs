//! Tokens of a wave: its key, to whom one was given, and what shows that the key made those that
//! came with answers.
//!
//! Who got a token and what came with one never stand in one row, and nothing here has a time.

use super::{Result, Sql, StoreError, Tx, on_db, statements};
use app::{
    domain::{PersonId, TeamId, WaveId},
    report::TokenCounts,
};
use futures::TryStreamExt;
use token::{
    ELEMENT, Redemption,
    encoding::{decode, encode},
};

statements! {
    INSERT_KEY = "INSERT INTO wave_keys (wave_id, public_key) VALUES ($1, $2)";
    INSERT_SECRET = "INSERT INTO wave_secrets (wave_id, secret) VALUES ($1, $2)";
    KEY = "SELECT public_key FROM wave_keys WHERE wave_id = $1";
    SECRET = "SELECT secret FROM wave_secrets WHERE wave_id = $1";
    DELETE_SECRET = "DELETE FROM wave_secrets WHERE wave_id = $1";
    OPEN_SQLITE = "SELECT state = 'open' FROM waves WHERE id = $1";
    ISSUED = "SELECT blinded FROM wave_issuances WHERE wave_id = $1 AND person_id = $2";
    ISSUED_BY_TEAM = "SELECT team_id, COUNT(*) FROM wave_issuances WHERE wave_id = $1
        GROUP BY team_id ORDER BY team_id";
    FORGET_ISSUED = "DELETE FROM wave_issuances WHERE wave_id = $1";
    // A token that came before has its row already.
    INSERT_REDEMPTION = "INSERT INTO wave_redemptions (wave_id, input, team_id, evaluated, proof)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (wave_id, input) DO NOTHING";
    REDEMPTIONS = "SELECT team_id, input, evaluated, proof FROM wave_redemptions WHERE wave_id = $1
        ORDER BY input";
    DELETE_REDEMPTIONS = "DELETE FROM wave_redemptions WHERE wave_id = $1";
    COUNTS = "SELECT team_id, invited, issued, redeemed FROM wave_counts WHERE wave_id = $1
        ORDER BY team_id";
}

/// Holds off a closing until the end of the transaction. On SQLite that is alone already.
const HOLD_OPEN: Sql = Sql {
    sqlite: OPEN_SQLITE,
    postgres: "SELECT state = 'open' FROM waves WHERE id = $1 FOR SHARE",
};

/// All that has to be so for a token to be given, and that it was given, in one statement: it is
/// where everybody waits for everybody. Of two browsers at once, one gets the token; who gets a token
/// and who answers by name hold the same row of the roster.
macro_rules! issue {
    ($lock:literal) => {
        concat!(
            "INSERT INTO wave_issuances (wave_id, person_id, team_id, blinded)
            SELECT r.wave_id, r.person_id, r.reporting_team_id, $3
            FROM wave_roster r JOIN waves w ON w.id = r.wave_id
            WHERE r.wave_id = $1 AND r.person_id = $2 AND NOT r.answered AND w.state = 'open' ",
            $lock,
            " ON CONFLICT (wave_id, person_id) DO NOTHING"
        )
    };
}
const ISSUE: Sql = Sql { sqlite: issue!(""), postgres: issue!("FOR SHARE OF w FOR UPDATE OF r") };

/// Those of the statements above that are two, by name.
pub const PAIRS: &[(&str, Sql)] = &[("HOLD_OPEN", HOLD_OPEN), ("ISSUE", ISSUE)];

#[derive(sqlx::FromRow)]
struct RedemptionRow {
    team_id: TeamId,
    input: String,
    evaluated: String,
    proof: String,
}

impl TryFrom<RedemptionRow> for (TeamId, Redemption) {
    type Error = StoreError;

    fn try_from(row: RedemptionRow) -> Result<Self> {
        Redemption::from_texts([&row.input, &row.evaluated, &row.proof])
            .map(|redemption| (row.team_id, redemption))
            .ok_or_else(|| StoreError::Corrupt("a redemption".to_owned()))
    }
}

impl Tx {
    /// Keeps the key of a wave: what is published, and the secret until the wave closes.
    pub async fn insert_wave_key(
        &mut self,
        wave: WaveId,
        public_key: &[u8; ELEMENT],
        secret: &[u8; ELEMENT],
    ) -> Result<()> {
        let (public_key, secret) = (encode(public_key), encode(secret));
        on_db!(self, |db| sqlx::query(INSERT_KEY)
            .bind(wave)
            .bind(&public_key)
            .execute(db)
            .await
            .map(|_| ()))?;
        on_db!(self, |db| sqlx::query(INSERT_SECRET)
            .bind(wave)
            .bind(&secret)
            .execute(db)
            .await
            .map(|_| ()))
    }

    /// The public key of a wave; none for one that takes no tokens, or has not opened.
    pub async fn wave_key(&mut self, wave: WaveId) -> Result<Option<[u8; ELEMENT]>> {
        let row: Option<(String,)> =
            on_db!(self, |db| sqlx::query_as(KEY).bind(wave).fetch_optional(db).await)?;
        row.map(|(text,)| decode_key(&text)).transpose()
    }

    /// The secret of a wave's key, while it is open.
    pub async fn wave_secret(&mut self, wave: WaveId) -> Result<Option<[u8; ELEMENT]>> {
        let row: Option<(String,)> =
            on_db!(self, |db| sqlx::query_as(SECRET).bind(wave).fetch_optional(db).await)?;
        row.map(|(text,)| decode_key(&text)).transpose()
    }

    /// Destroys the secret of a wave's key.
    pub async fn delete_wave_secret(&mut self, wave: WaveId) -> Result<()> {
        on_db!(self, |db| sqlx::query(DELETE_SECRET).bind(wave).execute(db).await.map(|_| ()))
    }

    /// Whether a wave is open; until the end of this transaction it stays so.
    pub async fn hold_open(&mut self, wave: WaveId) -> Result<bool> {
        let hold = HOLD_OPEN.of(self);
        let row: Option<(bool,)> =
            on_db!(self, |db| sqlx::query_as(hold).bind(wave).fetch_optional(db).await)?;
        Ok(row.is_some_and(|(open,)| open))
    }

    /// The blinded element for which somebody got their token, if they have one.
    pub async fn issued_token(
        &mut self,
        wave: WaveId,
        person: PersonId,
    ) -> Result<Option<[u8; ELEMENT]>> {
        let row: Option<(String,)> = on_db!(self, |db| sqlx::query_as(ISSUED)
            .bind(wave)
            .bind(person)
            .fetch_optional(db)
            .await)?;
        row.map(|(text,)| decode_key(&text)).transpose()
    }

    /// Notes that somebody on the roster of an open wave got a token; false when they have one, have
    /// answered by name, or the wave is not open any more.
    pub async fn issue_token(
        &mut self,
        wave: WaveId,
        person: PersonId,
        blinded: &[u8; ELEMENT],
    ) -> Result<bool> {
        let (issue, blinded) = (ISSUE.of(self), encode(blinded));
        on_db!(self, |db| sqlx::query(issue)
            .bind(wave)
            .bind(person)
            .bind(&blinded)
            .execute(db)
            .await
            .map(|done| done.rows_affected() == 1))
    }

    /// How many tokens each reporting team got, while the wave is open.
    pub async fn issued_by_team(&mut self, wave: WaveId) -> Result<Vec<(TeamId, i64)>> {
        on_db!(self, |db| sqlx::query_as(ISSUED_BY_TEAM).bind(wave).fetch_all(db).await)
    }

    /// Forgets who got a token.
    pub async fn forget_issued_tokens(&mut self, wave: WaveId) -> Result<()> {
        on_db!(self, |db| sqlx::query(FORGET_ISSUED).bind(wave).execute(db).await.map(|_| ()))
    }

    /// Keeps what shows that the wave's key made a token.
    pub async fn insert_redemption(
        &mut self,
        wave: WaveId,
        team: TeamId,
        redemption: &Redemption,
    ) -> Result<()> {
        let [input, evaluated, proof] = redemption.to_texts();
        on_db!(self, |db| sqlx::query(INSERT_REDEMPTION)
            .bind(wave)
            .bind(&input)
            .bind(team)
            .bind(&evaluated)
            .bind(&proof)
            .execute(db)
            .await
            .map(|_| ()))
    }

    /// Every token that came with answers, by input.
    pub async fn redemptions_of(&mut self, wave: WaveId) -> Result<Vec<(TeamId, Redemption)>> {
        let rows: Vec<RedemptionRow> = on_db!(self, |db| sqlx::query_as(REDEMPTIONS)
            .bind(wave)
            .fetch(db)
            .try_collect()
            .await)?;
        rows.into_iter().map(TryInto::try_into).collect()
    }

    /// Writes the redemptions of a wave anew, by input, which is random: nothing is left of the order
    /// in which they came.
    pub async fn rewrite_redemptions(&mut self, wave: WaveId) -> Result<Vec<(TeamId, Redemption)>> {
        let redemptions = self.redemptions_of(wave).await?;
        on_db!(self, |db| sqlx::query(DELETE_REDEMPTIONS)
            .bind(wave)
            .execute(db)
            .await
            .map(|_| ()))?;
        let texts: Vec<(TeamId, [String; 3])> =
            redemptions.iter().map(|(team, one)| (*team, one.to_texts())).collect();
        let rows = texts.iter().map(|(team, [input, evaluated, proof])| {
            [
                wave.into(),
                input.as_str().into(),
                (*team).into(),
                evaluated.as_str().into(),
                proof.as_str().into(),
            ]
        });
        let columns = ["wave_id", "input", "team_id", "evaluated", "proof"];
        self.insert_rows("wave_redemptions", columns, Box::new(rows)).await?;
        Ok(redemptions)
    }

    /// Keeps how many tokens there were, for good.
    pub async fn insert_token_counts(
        &mut self,
        wave: WaveId,
        counts: &[TokenCounts],
    ) -> Result<()> {
        let rows = counts.iter().map(|count| {
            [
                wave.into(),
                count.team.into(),
                count.invited.into(),
                count.issued.into(),
                count.redeemed.into(),
            ]
        });
        let columns = ["wave_id", "team_id", "invited", "issued", "redeemed"];
        self.insert_rows("wave_counts", columns, Box::new(rows)).await
    }

    /// How many tokens there were, of each team that is large enough; nothing before closing.
    pub async fn token_counts(&mut self, wave: WaveId) -> Result<Vec<TokenCounts>> {
        let rows: Vec<(TeamId, i64, i64, i64)> =
            on_db!(self, |db| sqlx::query_as(COUNTS).bind(wave).fetch_all(db).await)?;
        Ok(rows
            .into_iter()
            .map(|(team, invited, issued, redeemed)| TokenCounts {
                team,
                invited,
                issued,
                redeemed,
            })
            .collect())
    }
}

fn decode_key(text: &str) -> Result<[u8; ELEMENT]> {
    decode(text).ok_or_else(|| StoreError::Corrupt("a key or a blinded element".to_owned()))
}
