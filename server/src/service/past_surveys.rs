//! Past surveys from other tools: a file that was read without a problem becomes a published wave.

use super::{Error, Result, Services};
use crate::{
    import::survey::{MappedItem, SurveyFile},
    store::{StoreError, Tx, responses::StoredResponse, teams::TeamChange},
};
use app::domain::{
    AnswerSheet, Item, ItemId, ItemVersion, ItemVersionId, Mode, Period, Program, ProgramId,
    ResponseId, Team, TeamId, TeamPath, TeamTree, Wave, WaveId, WaveState,
};
use std::collections::HashMap;

/// What an import wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The wave, published.
    pub wave: WaveId,
    /// How many responses it has.
    pub responses: usize,
    /// How many teams were new.
    pub new_teams: usize,
    /// How many items were new.
    pub new_items: usize,
}

/// A wave that is there, with nothing in it yet.
struct Begun {
    wave: Wave,
    program: String,
    teams: HashMap<TeamPath, Team>,
    new_teams: usize,
    items: Vec<Item>,
    new_items: usize,
}

impl Services {
    /// Writes a past survey as a wave of the program of this name, which is made if there is none,
    /// and publishes it.
    ///
    /// All of it happens in one transaction. Teams that are not in the tree are added as
    /// retired: their people are unknown. Items are told apart by their key; another
    /// wording becomes another version of the same series.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the program has a wave for that period already, or an item has
    /// another scale than before.
    pub async fn import_survey(
        &self,
        program: &str,
        period: Period,
        file: &SurveyFile,
    ) -> Result<Imported> {
        let mut tx = self.store.begin().await?;
        let Begun { wave, program, teams, new_teams, items, new_items } =
            self.begin_import(&mut tx, program, period, file).await?;
        tx.freeze_wave_items(wave.id, &items).await?;
        let frozen: Vec<Team> =
            file.teams.iter().filter_map(|path| teams.get(path).cloned()).collect();
        tx.freeze_wave_teams(wave.id, &frozen).await?;
        tx.set_wave_rules(wave.id, &self.settings.policy, None).await?;
        let mut responses = file
            .responses
            .iter()
            .map(|response| {
                let team = teams.get(&response.team).ok_or_else(|| {
                    Error::Internal("a response of a team that was not read".into())
                })?;
                let answers = response
                    .answers
                    .iter()
                    .map(|(index, value)| (items[*index].current.id, value.clone()))
                    .collect();
                Ok(StoredResponse {
                    id: ResponseId(self.random.uuid()),
                    team: team.id,
                    answers: AnswerSheet(answers),
                })
            })
            .collect::<Result<Vec<_>>>()?;
        // Nothing is kept of the order of the file, which may be that of time.
        responses.sort_by_key(|response| response.id);
        tx.insert_responses(wave.id, &responses).await?;
        self.audit(&mut tx, None, "survey-imported", format!("{program} {period}")).await?;
        // In the same transaction: whoever stops this leaves no wave behind that nobody sees.
        self.publish_within(&mut tx, None, wave.id).await?;
        tx.commit().await?;
        Ok(Imported { wave: wave.id, responses: responses.len(), new_teams, new_items })
    }

    /// Looks whether a past survey could be imported, and writes nothing.
    ///
    /// # Errors
    /// Those of [`import_survey`](Self::import_survey), as far as they have to do with what is
    /// there already.
    pub async fn look_at_import(
        &self,
        program: &str,
        period: Period,
        file: &SurveyFile,
    ) -> Result<()> {
        // The same steps in a transaction that is dropped: so the two can't disagree.
        let mut tx = self.store.begin().await?;
        self.begin_import(&mut tx, program, period, file).await.map(drop)
    }

    /// Everything that what is there already can be in the way of.
    async fn begin_import(
        &self,
        tx: &mut Tx,
        program: &str,
        period: Period,
        file: &SurveyFile,
    ) -> Result<Begun> {
        let program = self.program_named(tx, program).await?;
        let (teams, new_teams) = self.teams_of(tx, &file.teams).await?;
        let (items, new_items) = self.items_of(tx, &file.items).await?;
        self.ask_too(tx, program.id, &items).await?;
        let wave = Wave {
            id: WaveId(self.random.uuid()),
            program: program.id,
            period,
            state: WaveState::Closed,
            mode: Mode::Confidential,
            opens_at: None,
            closes_at: None,
            imported: true,
        };
        if !tx.insert_wave(&wave).await? {
            return Err(Error::Conflict(format!(
                "“{}” already has a wave for {period}. Nothing was written; name another --wave or --program.",
                program.name
            )));
        }
        Ok(Begun { wave, program: program.name, teams, new_teams, items, new_items })
    }

    async fn program_named(&self, tx: &mut Tx, name: &str) -> Result<Program> {
        let name = name.trim();
        if let Some(program) = tx.programs().await?.into_iter().find(|program| program.name == name)
        {
            return Ok(program);
        }
        if name.is_empty() || name.chars().count() > 120 {
            return Err(Error::invalid(
                "program",
                "Give the program a name of at most 120 characters",
            ));
        }
        let program = Program {
            id: ProgramId(self.random.uuid()),
            name: name.to_owned(),
            purpose: "Past surveys from another tool.".to_owned(),
            mode: Mode::Confidential,
            schedule: None,
            grouping: None,
            archived: false,
        };
        tx.insert_program(&program).await?;
        Ok(program)
    }

    /// The teams of the file, by path; those that are new are added. Parents come first.
    async fn teams_of(
        &self,
        tx: &mut Tx,
        paths: &[TeamPath],
    ) -> Result<(HashMap<TeamPath, Team>, usize)> {
        let tree =
            TeamTree::new(tx.teams().await?).map_err(|error| Error::Internal(error.to_string()))?;
        let mut teams: HashMap<TeamPath, Team> = HashMap::new();
        let mut new = 0;
        for path in paths {
            let team = match tree.find(path).and_then(|id| tree.get(id)) {
                Some(team) => team.clone(),
                None => {
                    let parent =
                        path.parent().and_then(|above| teams.get(&above)).map(|team| team.id);
                    let team = Team {
                        id: TeamId(self.random.uuid()),
                        parent,
                        name: path.name().to_owned(),
                        retired: true,
                    };
                    tx.insert_team(&team).await?;
                    let change = TeamChange {
                        happened_at: self.clock.now(),
                        change: "created".to_owned(),
                        detail: "by importing a past survey".to_owned(),
                    };
                    tx.insert_team_change(self.random.uuid(), team.id, &change).await?;
                    new += 1;
                    team
                }
            };
            teams.insert(path.clone(), team);
        }
        Ok((teams, new))
    }

    /// The items of the file in their wordings; what is new is added.
    async fn items_of(&self, tx: &mut Tx, mapped: &[MappedItem]) -> Result<(Vec<Item>, usize)> {
        let known: HashMap<String, ItemId> =
            tx.items().await?.into_iter().map(|item| (item.key, item.id)).collect();
        let mut items = Vec::new();
        let mut new = 0;
        for mapped in mapped {
            let versions = match known.get(&mapped.key) {
                Some(&id) => tx.item_versions(id).await?,
                None => Vec::new(),
            };
            let item = match versions.first() {
                None => {
                    new += 1;
                    let item = self.item_from(mapped, ItemId(self.random.uuid()), 1, 1);
                    tx.insert_item(&item).await?;
                    item
                }
                Some(newest)
                    if newest.current.scale != mapped.scale
                        || newest.current.reverse != mapped.reverse =>
                {
                    return Err(Error::Conflict(format!(
                        "The item “{}” is answered on another scale here ({}) than in the file ({}), so its \
                         waves can't be compared. Give it another series in the mapping. Nothing was written.",
                        mapped.key,
                        newest.current.scale.name(),
                        mapped.scale.name(),
                    )));
                }
                Some(newest) => {
                    match versions.iter().find(|version| version.current.wording == mapped.wording)
                    {
                        Some(same) => same.clone(),
                        None => {
                            let (version, series) =
                                (newest.current.version + 1, newest.current.series);
                            let item = self.item_from(mapped, newest.id, version, series);
                            tx.insert_item_version(&item.current).await?;
                            Item { dimension: newest.dimension, ..item }
                        }
                    }
                }
            };
            items.push(item);
        }
        Ok((items, new))
    }

    fn item_from(&self, mapped: &MappedItem, id: ItemId, version: i64, series: i64) -> Item {
        Item {
            id,
            key: mapped.key.clone(),
            dimension: mapped.dimension,
            current: ItemVersion {
                id: ItemVersionId(self.random.uuid()),
                item: id,
                version,
                series,
                wording: mapped.wording.clone(),
                help: String::new(),
                scale: mapped.scale.clone(),
                reverse: mapped.reverse,
                gate: None,
            },
        }
    }

    /// Lets the program ask these items too, so that it can go on where the other tool ended.
    async fn ask_too(&self, tx: &mut Tx, program: ProgramId, items: &[Item]) -> Result<()> {
        let mut asked: Vec<ItemId> =
            tx.program_items(program).await?.iter().map(|item| item.id).collect();
        for item in items {
            if !asked.contains(&item.id) {
                asked.push(item.id);
            }
        }
        match tx.set_program_items(program, &asked).await {
            Err(StoreError::Duplicate(_)) => Err(Error::Conflict(
                "Two columns are mapped to one item; give each its own series.".into(),
            )),
            other => Ok(other?),
        }
    }
}
