//! Publishing: one pass over a closed wave, from stored responses to a frozen release.

use super::{Error, Result, Services};
use crate::{
    analysis::WaveAnswers,
    auth::policy,
    disclosure::{Before, make_release},
    store::{StoreError, Tx},
};
use app::{
    domain::{Item, PersonId, ReleaseId, TeamTree, Viewer, Wave, WaveId, WaveState},
    report::{Release, ReleaseItem},
};

impl Services {
    /// Publishes a closed wave. Its release is computed once and never again.
    pub async fn publish_wave(&self, viewer: &Viewer, id: WaveId) -> Result<()> {
        policy::researcher(viewer)?;
        self.publish(Some(viewer.person), id).await
    }

    pub(super) async fn publish(&self, by: Option<PersonId>, id: WaveId) -> Result<()> {
        let mut tx = self.store.begin().await?;
        self.publish_within(&mut tx, by, id).await?;
        Ok(tx.commit().await?)
    }

    /// Publishes as part of something larger that happens as a whole or not at all.
    pub(super) async fn publish_within(
        &self,
        tx: &mut Tx,
        by: Option<PersonId>,
        id: WaveId,
    ) -> Result<()> {
        let already = || Error::Conflict("This wave is published already.".to_owned());
        let wave = tx.lock_wave(id).await?.ok_or(Error::NotFound)?;
        match wave.state {
            WaveState::Closed => {}
            WaveState::Published => return Err(already()),
            WaveState::Draft | WaveState::Open => {
                return Err(Error::Conflict("Close the wave before you publish it.".to_owned()));
            }
        }
        let release = self.compute(tx, &wave).await?;
        match tx.insert_release(ReleaseId(self.random.uuid()), &release).await {
            Err(StoreError::Duplicate(_)) => return Err(already()),
            other => other?,
        }
        if !tx.advance_wave(id, WaveState::Closed, WaveState::Published).await? {
            return Err(already());
        }
        self.audit_wave(tx, by, "wave-published", &wave).await
    }

    async fn compute(&self, tx: &mut Tx, wave: &Wave) -> Result<Release> {
        let internal = |error: String| Error::Internal(format!("wave {}: {error}", wave.id));
        let grouping = tx.wave_grouping(wave.id).await?;
        let answers = self.answers_of(tx, wave).await?.grouped_by(grouping);
        let before = self.published_before(tx, wave).await?;
        let policy = tx.wave_policy(wave.id).await?.unwrap_or(self.settings.policy);
        let mut rng = self.random.fork();
        let (id, period) = (wave.id, wave.period);
        // Seconds for a large organisation: not on a thread that serves pages.
        tokio::task::spawn_blocking(move || {
            make_release(id, period, policy, answers, before, &mut *rng)
        })
        .await
        .map_err(|error| internal(error.to_string()))
    }

    /// What changes of a wave are told against.
    async fn published_before(&self, tx: &mut Tx, wave: &Wave) -> Result<Option<Before>> {
        let Some(before) = wave_before(tx, wave).await? else { return Ok(None) };
        let Some(head) = tx.release_head(before.id).await? else { return Ok(None) };
        Ok(Some(Before {
            period: before.period,
            answers: self.answers_of(tx, &before).await?,
            cells: tx.release_cells_to_compare(head.id).await?,
        }))
    }

    /// All answers of a wave, with what it froze.
    pub(super) async fn answers_of(&self, tx: &mut Tx, wave: &Wave) -> Result<WaveAnswers> {
        let internal = |error: String| Error::Internal(format!("wave {}: {error}", wave.id));
        let tree = TeamTree::new(tx.wave_teams(wave.id).await?)
            .map_err(|error| internal(error.to_string()))?;
        let invited = if wave.imported {
            None
        } else {
            let mut invited = vec![0_u32; tree.len()];
            for (team, people) in tx.wave_invited(wave.id).await? {
                let index = tree
                    .index_of(team)
                    .ok_or_else(|| internal("a reporting team outside the frozen tree".into()))?;
                invited[index] = u32::try_from(people)
                    .map_err(|_| internal(format!("{people} people in a team")))?;
            }
            Some(invited)
        };
        let items = (0_i64..).zip(tx.wave_items(wave.id).await?).map(release_item).collect();
        let mut answers = WaveAnswers::new(tree, invited, items);
        for response in tx.responses(wave.id).await? {
            answers
                .push(response.team, response.answers)
                .map_err(|error| internal(error.to_string()))?;
        }
        Ok(answers)
    }
}

/// The newest published wave of the program that stands for an earlier quarter.
pub(super) async fn wave_before(tx: &mut Tx, wave: &Wave) -> Result<Option<Wave>> {
    let earlier = tx
        .waves_of(wave.program)
        .await?
        .into_iter()
        .filter(|other| other.state == WaveState::Published && other.period < wave.period);
    Ok(earlier.max_by_key(|other| other.period))
}

fn release_item((position, item): (i64, Item)) -> ReleaseItem {
    ReleaseItem {
        item: item.id,
        version: item.current.id,
        series: item.current.series,
        key: item.key,
        wording: item.current.wording,
        dimension: item.dimension,
        scale: item.current.scale,
        reverse: item.current.reverse,
        position,
    }
}
