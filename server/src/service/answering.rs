//! Answering: what is asked, and storing one response a person with nothing that leads back.

use super::{Error, Problem, Result, Services, calendar, programs::minutes};
use crate::{
    auth::policy,
    disclosure::{audience::audience, preview, reporting_teams},
    store::{Tx, responses::StoredResponse, waves::RosterPlace},
};
use app::{
    domain::{
        AnswerSheet, AnswerValue, Gate, Item, ItemId, ItemVersionId, ResponseId, TeamTree, Viewer,
        Wave, WaveId, WaveState,
    },
    ports::{AnswerPage, Answerable, AnsweringPort, OpenWave, PortResult, SeenPage, TokenTerms},
    report::Audience,
};
use async_trait::async_trait;
use std::collections::BTreeMap;

/// What became of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It counts.
    Counted,
    /// The person had answered before: their first answers count, this was not stored.
    AlreadyAnswered,
    /// The wave closed before it arrived: it was not stored.
    Closed,
    /// The person has a token, so their answers are to come with that: this was not stored.
    HasToken,
    /// The wave takes answers with a token only: this was not stored.
    TokensOnly,
}

impl Services {
    /// Takes the answers of one person to one wave.
    ///
    /// The mark that they have answered and the response are written in one transaction and have
    /// nothing in common: the response gets a random key and no person.
    ///
    /// # Errors
    /// [`Error::Invalid`] names every field that is off its scale or was not asked;
    /// [`Error::Forbidden`] when the person is not on the wave's frozen roster.
    pub async fn submit_answers(
        &self,
        viewer: &Viewer,
        wave: WaveId,
        fields: &[(String, String)],
    ) -> Result<Outcome> {
        let mut tx = self.store.begin().await?;
        let wave = tx.lock_wave_shared(wave).await?.ok_or(Error::NotFound)?;
        let place = tx.roster_place(wave.id, viewer.person).await?.ok_or(Error::Forbidden)?;
        match wave.state {
            WaveState::Draft => return Err(Error::NotFound),
            WaveState::Open => {}
            WaveState::Closed | WaveState::Published => {
                return Ok(Outcome::Closed);
            }
        }
        if !wave.mode.takes_sign_ins() {
            return Ok(Outcome::TokensOnly);
        }
        let items = tx.wave_items(wave.id).await?;
        let answers = read_answers(&items, fields).map_err(Error::Invalid)?;
        if !tx.mark_answered(wave.id, viewer.person).await? {
            return Ok(Outcome::AlreadyAnswered);
        }
        // Looked at once their place on the roster is held: whoever gives out a token holds it too.
        if wave.mode.takes_tokens() && tx.issued_token(wave.id, viewer.person).await?.is_some() {
            return Ok(Outcome::HasToken);
        }
        let response = StoredResponse {
            id: ResponseId(self.random.uuid()),
            team: place.reporting_team_id,
            answers,
        };
        tx.insert_response(wave.id, &response).await?;
        tx.commit().await?;
        Ok(Outcome::Counted)
    }

    async fn waves_to_answer(&self, viewer: &Viewer) -> Result<Vec<OpenWave>> {
        let mut tx = self.store.read().await?;
        let mut open = Vec::new();
        for wave in tx.open_waves_for(viewer.person).await? {
            let program = tx.program(wave.program).await?.ok_or(Error::NotFound)?;
            let place = tx.roster_place(wave.id, viewer.person).await?;
            open.push(OpenWave {
                wave: wave.id,
                program_name: program.name,
                period: wave.period,
                closes: wave.closes_at.map(calendar::minute),
                minutes: minutes(&tx.wave_items(wave.id).await?),
                mode: wave.mode,
                answered: place.is_some_and(|place| place.answered),
                issued: tx.issued_token(wave.id, viewer.person).await?.is_some(),
            });
        }
        Ok(open)
    }

    async fn page_to_answer(&self, viewer: &Viewer, id: WaveId) -> Result<AnswerPage> {
        let mut tx = self.store.read().await?;
        let wave = tx.wave(id).await?.ok_or(Error::NotFound)?;
        let program = tx.program(wave.program).await?.ok_or(Error::NotFound)?;
        let place = tx.roster_place(id, viewer.person).await?;
        let answerable = match (&place, wave.state) {
            (_, WaveState::Draft) => Answerable::NotYet,
            (None, _) => Answerable::NotInvited,
            (Some(place), WaveState::Open) if place.answered => Answerable::Answered,
            (Some(_), WaveState::Open) => Answerable::Yes,
            (Some(_), WaveState::Closed | WaveState::Published) => Answerable::Closed,
        };
        let items = match (&place, wave.state) {
            (None, _) | (_, WaveState::Draft) => Vec::new(),
            _ => tx.wave_items(id).await?,
        };
        let audience = match &place {
            Some(place) => Some(self.audience(&mut tx, &wave, place).await?),
            None => None,
        };
        let token = match &place {
            Some(place) => token_terms(&mut tx, &wave, place).await?,
            None => None,
        };
        Ok(AnswerPage {
            wave: id,
            program_name: program.name,
            purpose: program.purpose,
            period: wave.period,
            closes: wave.closes_at.map(calendar::minute),
            mode: wave.mode,
            answerable,
            minutes: minutes(&items),
            items,
            audience,
            token,
        })
    }

    async fn seen_page(&self, viewer: &Viewer, id: WaveId) -> Result<SeenPage> {
        let answering = self.page_to_answer(viewer, id).await?;
        let policy = self.store.read().await?.wave_policy(id).await?;
        Ok(SeenPage { answering, previews: preview(policy.unwrap_or(self.settings.policy)) })
    }

    async fn audience(&self, tx: &mut Tx, wave: &Wave, place: &RosterPlace) -> Result<Audience> {
        let tree = TeamTree::new(tx.wave_teams(wave.id).await?)
            .map_err(|error| Error::Internal(error.to_string()))?;
        let mut headcount = vec![0_u32; tree.len()];
        for other in tx.wave_roster(wave.id).await? {
            if let Some(index) = tree.index_of(other.team_id) {
                headcount[index] += 1;
            }
        }
        let policy = tx.wave_policy(wave.id).await?.unwrap_or(self.settings.policy);
        let reporting = reporting_teams(&tree, &headcount, policy.minimum);
        let team = tree
            .index_of(place.team_id)
            .ok_or_else(|| Error::Internal("a team outside the frozen tree".into()))?;
        let grouping = match tx.wave_grouping(wave.id).await? {
            Some(grouping) => {
                let items = tx.wave_items(wave.id).await?;
                let item = items.into_iter().find(|item| item.id == grouping);
                item.map(|item| item.current.wording)
            }
            None => None,
        };
        Ok(audience(&tree, &headcount, &reporting, team, policy, grouping))
    }

    async fn preview_page(
        &self,
        viewer: &Viewer,
        id: app::domain::ProgramId,
    ) -> Result<AnswerPage> {
        policy::researcher(viewer)?;
        let mut tx = self.store.read().await?;
        let program = tx.program(id).await?.ok_or(Error::NotFound)?;
        let items = tx.program_items(id).await?;
        let period = calendar::quarter_of(self.clock.now())
            .ok_or_else(|| Error::Internal("the clock is beyond all calendars".into()))?;
        Ok(AnswerPage {
            wave: WaveId(id.0),
            program_name: program.name,
            purpose: program.purpose,
            period,
            closes: None,
            mode: program.mode,
            answerable: Answerable::Yes,
            minutes: minutes(&items),
            items,
            audience: None,
            token: None,
        })
    }
}

/// What a token has to be made for, where the wave takes any.
async fn token_terms(tx: &mut Tx, wave: &Wave, place: &RosterPlace) -> Result<Option<TokenTerms>> {
    let Some(key) = tx.wave_key(wave.id).await? else { return Ok(None) };
    Ok(Some(TokenTerms {
        team: place.reporting_team_id,
        key: token::encoding::encode(&key),
        issued: tx.issued_token(wave.id, place.person_id).await?.is_some(),
    }))
}

/// Reads what a form sent: fields are named `a.<item version id>`.
///
/// An answer behind a gate that is shut is dropped: its field was hidden, or the person said in
/// the same form that they have not used the thing.
pub(super) fn read_answers(
    items: &[Item],
    fields: &[(String, String)],
) -> std::result::Result<AnswerSheet, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut given: BTreeMap<ItemVersionId, Vec<&str>> = BTreeMap::new();
    for (name, value) in fields {
        let Some(id) = name.strip_prefix("a.") else { continue };
        match id.parse::<ItemVersionId>().ok().filter(|id| items.iter().any(|item| item.current.id == *id)) {
            Some(id) => given.entry(id).or_default().push(value),
            None => problems.push(Problem::new(
                "",
                "An answer to a question that this survey does not ask was sent. Load the page again.",
            )),
        }
    }
    let mut sheet = BTreeMap::new();
    for item in items {
        let values = given.get(&item.current.id).map(Vec::as_slice).unwrap_or_default();
        match AnswerValue::parse(&item.current.scale, values) {
            Ok(Some(value)) => {
                sheet.insert(item.current.id, value);
            }
            Ok(None) => {}
            Err(error) => {
                problems.push(Problem::new(format!("a.{}", item.current.id), error.to_string()))
            }
        }
    }
    let version_of =
        |item: ItemId| items.iter().find(|other| other.id == item).map(|other| other.current.id);
    for item in items {
        let Some(Gate { item: gate, asked_if }) = &item.current.gate else { continue };
        // A gate that this survey does not ask cannot be shut.
        let Some(gate) = version_of(*gate) else { continue };
        let open = matches!(sheet.get(&gate), Some(AnswerValue::Choice(option)) if asked_if.contains(option));
        if !open {
            sheet.remove(&item.current.id);
        }
    }
    if problems.is_empty() && sheet.is_empty() {
        problems.push(Problem::new(
            "",
            "There is no answer yet. Answer at least one question, then send.",
        ));
    }
    if problems.is_empty() { Ok(AnswerSheet(sheet)) } else { Err(problems) }
}

#[async_trait]
impl AnsweringPort for Services {
    async fn open_waves(&self, viewer: &Viewer) -> PortResult<Vec<OpenWave>> {
        self.waves_to_answer(viewer).await.map_err(Error::for_page)
    }

    async fn answer_page(&self, viewer: &Viewer, wave: WaveId) -> PortResult<AnswerPage> {
        self.page_to_answer(viewer, wave).await.map_err(Error::for_page)
    }

    async fn seen(&self, viewer: &Viewer, wave: WaveId) -> PortResult<SeenPage> {
        self.seen_page(viewer, wave).await.map_err(Error::for_page)
    }

    async fn preview(
        &self,
        viewer: &Viewer,
        program: app::domain::ProgramId,
    ) -> PortResult<AnswerPage> {
        self.preview_page(viewer, program).await.map_err(Error::for_page)
    }
}
