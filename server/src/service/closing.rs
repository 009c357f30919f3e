//! Closing a wave: no more answers, and nothing left of the order in which they came.

use super::{Error, Result, Services};
use crate::{
    auth::policy,
    store::{Tx, responses::StoredResponse, tidying::Tidied},
};
use app::{
    domain::{PersonId, ResponseId, TeamId, Viewer, WaveId, WaveState},
    report::TokenCounts,
};
use std::collections::HashMap;

impl Services {
    /// Closes a wave: no more answers, and what is stored is shuffled on disk.
    pub async fn close_wave(&self, viewer: &Viewer, id: WaveId) -> Result<()> {
        policy::researcher(viewer)?;
        self.close(Some(viewer.person), id).await
    }

    pub(super) async fn close(&self, by: Option<PersonId>, id: WaveId) -> Result<()> {
        let mut tx = self.store.begin().await?;
        let wave = tx.lock_wave(id).await?.ok_or(Error::NotFound)?;
        if !tx.advance_wave(id, WaveState::Open, WaveState::Closed).await? {
            return Err(Error::Conflict("This wave is not open.".into()));
        }
        // New random keys, written in the order of those keys: nothing is left of the order in
        // which the answers came.
        let mut responses = tx.responses(id).await?;
        for response in &mut responses {
            *response = StoredResponse {
                id: ResponseId(self.random.uuid()),
                team: response.team,
                answers: std::mem::take(&mut response.answers),
            };
        }
        responses.sort_by_key(|response| response.id);
        tx.delete_responses(id).await?;
        tx.insert_responses(id, &responses).await?;
        if wave.mode.takes_tokens() {
            self.end_tokens(&mut tx, id).await?;
        }
        tx.forget_who_answered(id).await?;
        tx.mark_tidy_due(id.0).await?;
        tx.set_wave_times(id, wave.opens_at, Some(self.clock.now())).await?;
        self.audit_wave(&mut tx, by, "wave-closed", &wave).await?;
        tx.commit().await?;
        self.tidy().await;
        Ok(())
    }

    /// Counts a wave's tokens for good, forgets who got one, and destroys the key's secret: from
    /// now on nobody makes a token, and none is worth anything.
    async fn end_tokens(&self, tx: &mut Tx, id: WaveId) -> Result<()> {
        let redemptions = tx.rewrite_redemptions(id).await?;
        let policy = tx.wave_policy(id).await?.unwrap_or(self.settings.policy);
        let issued: HashMap<TeamId, i64> = tx.issued_by_team(id).await?.into_iter().collect();
        let mut redeemed: HashMap<TeamId, i64> = HashMap::new();
        for (team, _) in &redemptions {
            *redeemed.entry(*team).or_default() += 1;
        }
        let of = |map: &HashMap<TeamId, i64>, team| map.get(&team).copied().unwrap_or(0);
        let counts: Vec<TokenCounts> = tx
            .wave_invited(id)
            .await?
            .into_iter()
            .filter(|(_, invited)| *invited >= i64::from(policy.minimum))
            .map(|(team, invited)| TokenCounts {
                team,
                invited,
                issued: of(&issued, team),
                redeemed: of(&redeemed, team),
            })
            .collect();
        tx.insert_token_counts(id, &counts).await?;
        tx.forget_issued_tokens(id).await?;
        Ok(tx.delete_wave_secret(id).await?)
    }

    /// Removes what closing left in old pages, if it did. What fails now is tried again by the
    /// schedule's next tick: the wave is closed and shuffled whatever becomes of this.
    pub(super) async fn tidy(&self) {
        match self.store.tidy().await {
            Ok(Tidied::NothingDue) => {}
            Ok(Tidied::Done) => tracing::info!("old pages were tidied after closing a wave"),
            Ok(Tidied::NotYet) => tracing::info!(
                "old pages of a closed wave are still being read; they are tidied in a while"
            ),
            Err(error) => {
                tracing::warn!(?error, "old pages could not be tidied yet; it will be tried again");
            }
        }
    }
}
