//! Tokens: given to whoever is signed in, and answers that come with one from nobody.
//!
//! What takes time, the curve, is done between two transactions: the second looks again at what the
//! first found. Neither use case logs anything.

use super::{Error, Problem, Result, Services, answering::read_answers};
use crate::{
    anonymity::{
        issuing::{Issuing, issuing},
        redeeming::redeem,
    },
    store::responses::StoredResponse,
};
use app::{
    domain::{Mode, Period, TeamId, Viewer, WaveId, WaveState},
    report::TokenCounts,
};
use std::net::IpAddr;
use token::{ELEMENT, Evaluation, KeyPair, info, wire::ResponseRequest};

/// What becomes of a wish for a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// It is granted; the same to whoever asks the same again.
    Given(Evaluation),
    /// They have another, or have answered by name.
    Issued,
    /// The wave takes no more answers.
    Closed,
    /// What was sent is no blinded element.
    Malformed,
}

/// What becomes of answers that come with a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Redeemed {
    /// They count, in place of any that came with the token before.
    Counted,
    /// The wave takes no more answers.
    Closed,
    /// The token is none of this wave and team, for whatever reason.
    Refused,
    /// Some answers need another look.
    Invalid(Vec<Problem>),
}

/// What everybody may know of a wave, without being signed in.
#[derive(Clone, Debug)]
pub struct PublicWave {
    /// The quarter it stands for.
    pub period: Period,
    /// How answers are kept apart from people.
    pub mode: Mode,
    /// Where it is on its way.
    pub state: WaveState,
    /// Its public key, if it takes tokens.
    pub key: Option<[u8; ELEMENT]>,
    /// How many tokens there were; once it is closed.
    pub counts: Vec<TokenCounts>,
}

impl Services {
    /// Evaluates a blinded element for somebody on the roster, one a person and wave.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for whoever is not on the frozen roster, [`Error::NotFound`] where no
    /// tokens are given out, [`Error::TooMany`].
    pub async fn issue_token(
        &self,
        viewer: &Viewer,
        client: IpAddr,
        id: WaveId,
        blinded: &[u8; ELEMENT],
    ) -> Result<Asked> {
        self.answer_limits.check_network(client)?;
        self.answer_limits.check_person(id, viewer.person)?;
        let (secret, team) = {
            let mut tx = self.store.read().await?;
            let wave = tx.wave(id).await?.filter(|wave| wave.mode.takes_tokens());
            let wave = wave.ok_or(Error::NotFound)?;
            let place = tx.roster_place(id, viewer.person).await?.ok_or(Error::Forbidden)?;
            if wave.state > WaveState::Open {
                return Ok(Asked::Closed);
            }
            let secret = tx.wave_secret(id).await?.ok_or(Error::NotFound)?;
            (secret, place.reporting_team_id)
        };
        let told = key(&secret)?.evaluate(blinded, &info(id.0, team.0), |bytes| {
            self.random.fill(bytes);
        });
        let Ok(told) = told else { return Ok(Asked::Malformed) };

        let _turn = self.answer_queue.turn().await;
        let mut tx = self.store.begin().await?;
        if tx.issue_token(id, viewer.person, blinded).await? {
            tx.commit().await?;
            return Ok(Asked::Given(told));
        }
        if !tx.hold_open(id).await? {
            return Ok(Asked::Closed);
        }
        let place = tx.roster_place(id, viewer.person).await?.ok_or(Error::Forbidden)?;
        let before = tx.issued_token(id, viewer.person).await?;
        Ok(match issuing(place.answered, before.as_ref(), blinded) {
            Issuing::Again => Asked::Given(told),
            Issuing::First | Issuing::Refused => Asked::Issued,
        })
    }

    /// Takes answers that come with a token.
    ///
    /// # Errors
    /// [`Error::TooMany`], or when the store fails; then nothing is stored.
    pub async fn redeem_token(
        &self,
        client: IpAddr,
        id: WaveId,
        sent: &ResponseRequest,
    ) -> Result<Redeemed> {
        self.answer_limits.check_network(client)?;
        let team = TeamId(sent.team);
        let (secret, items) = {
            let mut tx = self.store.read().await?;
            let wave = tx.wave(id).await?.filter(|wave| wave.mode.takes_tokens());
            match wave.map(|wave| wave.state) {
                None | Some(WaveState::Draft) => return Ok(Redeemed::Refused),
                Some(WaveState::Closed | WaveState::Published) => return Ok(Redeemed::Closed),
                Some(WaveState::Open) => {}
            }
            let Some(secret) = tx.wave_secret(id).await? else { return Ok(Redeemed::Refused) };
            (secret, self.answer_queue.items(&mut tx, id).await?)
        };
        let key = key(&secret)?;
        let Some(name) = redeem(&key, id, team, &sent.input.0, &sent.output.0) else {
            return Ok(Redeemed::Refused);
        };
        self.answer_limits.check_token(name)?;
        let answers = match read_answers(&items, &sent.answers) {
            Ok(answers) => answers,
            Err(problems) => return Ok(Redeemed::Invalid(problems)),
        };
        let redemption = key
            .redemption(sent.input.0, &info(id.0, team.0), |bytes| self.random.fill(bytes))
            .map_err(|error| Error::Internal(error.to_string()))?;

        let _turn = self.answer_queue.turn().await;
        let mut tx = self.store.begin().await?;
        if !tx.hold_open(id).await? {
            return Ok(Redeemed::Closed);
        }
        tx.put_response(id, &StoredResponse { id: name, team, answers }).await?;
        tx.insert_redemption(id, team, &redemption).await?;
        tx.commit().await?;
        Ok(Redeemed::Counted)
    }

    /// What everybody may know of a wave; none of a draft, nor of one that is not there.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn public_wave(&self, id: WaveId) -> Result<Option<PublicWave>> {
        let mut tx = self.store.read().await?;
        let Some(wave) = tx.wave(id).await?.filter(|wave| wave.state != WaveState::Draft) else {
            return Ok(None);
        };
        Ok(Some(PublicWave {
            period: wave.period,
            mode: wave.mode,
            state: wave.state,
            key: tx.wave_key(id).await?,
            counts: tx.token_counts(id).await?,
        }))
    }
}

fn key(secret: &[u8; ELEMENT]) -> Result<KeyPair> {
    KeyPair::from_secret(secret).map_err(|error| Error::Internal(error.to_string()))
}
