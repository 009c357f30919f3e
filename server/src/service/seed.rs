//! Puts the sample organisation into an empty database, quarter by quarter, by the same use cases
//! that a real one goes through: so it also is a long test of them.

mod interviews;

use super::{Error, Result, Services, calendar};
use crate::{
    bank::BankItem,
    clock::ManualClock,
    sample::{self, SampleOrganisation, SampleQuarter, SampleResponse},
    store::{Tx, responses::StoredResponse, teams::TeamChange},
};
use app::domain::{
    AnswerSheet, Email, Item, Mode, Person, PersonId, Program, ProgramId, ResponseId, Roles,
    Schedule, Team, TeamId, Wave, WaveId, WaveState,
};
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

/// The password of everybody whom the demo lets sign in.
pub const SAMPLE_PASSWORD: &str = "three fathoms down";

/// Marks a database as made by the demo; its value is the organisation's name, or [`UNFINISHED`].
const MARK: &str = "sample-organisation";

/// The mark until the last quarter is in.
const UNFINISHED: &str = "unfinished";

const DAY: i64 = 24 * 60 * 60 * 1000;

/// Somebody to sign in as.
#[derive(Clone, Debug)]
pub struct SignInAs {
    /// What they are: “Developer”.
    pub role: &'static str,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
}

/// Who is who while the history is being written.
struct Cast {
    teams: HashMap<&'static str, Team>,
    people: Vec<Person>,
    program: ProgramId,
    /// The wave of each quarter so far.
    waves: Vec<WaveId>,
}

impl Services {
    /// Whether the database holds the sample organisation, and nothing real.
    ///
    /// # Errors
    /// [`Error::Conflict`] when whoever made it was stopped on the way.
    pub async fn is_sample(&self) -> Result<bool> {
        match self.store.read().await?.setting(MARK).await?.as_deref() {
            None => Ok(false),
            Some(UNFINISHED) => Err(Error::Conflict(
                "Making it was stopped before it was complete. Remove this database, or name a \
                 new one with --database."
                    .into(),
            )),
            Some(_) => Ok(true),
        }
    }

    /// Writes the whole history. `progress` is told each quarter as it begins.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the database already holds people.
    pub async fn seed_sample(
        &self,
        sample: &SampleOrganisation,
        mut progress: impl FnMut(&str),
    ) -> Result<()> {
        let now = self.clock.now();
        {
            let mut tx = self.store.begin().await?;
            if !tx.people().await?.is_empty() {
                return Err(Error::Conflict(
                    "This database already holds an organisation. Name a new one with --database."
                        .into(),
                ));
            }
            tx.set_setting(MARK, UNFINISHED).await?;
            tx.commit().await?;
        }
        let clock = ManualClock::at(now);
        let past = Self { clock: Arc::new(clock.clone()), ..self.clone() };
        past.ensure_bank().await?;
        past.ensure_guides().await?;
        let mut cast = past.introduce(sample).await?;
        for quarter in &sample.quarters {
            progress(&quarter.period.title());
            let (opens, closes) = if quarter.open {
                (now - 5 * DAY, now + 9 * DAY)
            } else {
                calendar::window(quarter.period, Schedule::default())
                    .ok_or_else(|| Error::Internal("a quarter beyond all calendars".into()))?
            };
            clock.set(opens);
            past.sit_down(&mut cast, quarter).await?;
            let wave = Wave {
                id: WaveId(self.random.uuid()),
                program: cast.program,
                period: quarter.period,
                state: WaveState::Draft,
                // Both ways are open in the wave that visitors can answer.
                mode: if quarter.open { Mode::Either } else { Mode::Confidential },
                opens_at: Some(opens),
                closes_at: Some(closes),
                imported: false,
            };
            let mut tx = self.store.begin().await?;
            tx.insert_wave(&wave).await?;
            tx.commit().await?;
            cast.waves.push(wave.id);
            past.open(None, wave.id).await?;
            past.fill_in(&cast, wave.id, &quarter.responses).await?;
            if !quarter.open {
                clock.set(closes);
                past.close(None, wave.id).await?;
                past.publish(None, wave.id).await?;
            }
        }
        clock.set(now);
        past.talk(&cast, sample).await?;
        for person in
            [sample.cast.admin, sample.cast.researcher, sample.cast.manager, sample.cast.developer]
        {
            past.set_password(&cast.people[person], SAMPLE_PASSWORD).await?;
        }
        let mut tx = self.store.begin().await?;
        tx.set_setting(MARK, sample.name).await?;
        Ok(tx.commit().await?)
    }

    /// One sign-in for each role.
    #[must_use]
    pub fn sample_sign_ins(sample: &SampleOrganisation) -> Vec<SignInAs> {
        let cast = sample.cast;
        [
            ("Developer", cast.developer),
            ("Manager", cast.manager),
            ("Researcher", cast.researcher),
            ("Admin", cast.admin),
        ]
        .into_iter()
        .map(|(role, index)| SignInAs {
            role,
            name: sample.people[index].name.clone(),
            email: sample.people[index].email.clone(),
        })
        .collect()
    }

    /// Everybody there ever was, on no team yet, and the program.
    async fn introduce(&self, sample: &SampleOrganisation) -> Result<Cast> {
        let people = sample
            .people
            .iter()
            .map(|person| {
                Ok(Person {
                    id: PersonId(self.random.uuid()),
                    email: Email::parse(&person.email)
                        .map_err(|error| Error::Internal(error.to_string()))?,
                    name: person.name.clone(),
                    team: None,
                    roles: Roles {
                        manager: false,
                        researcher: person.researcher,
                        admin: person.admin,
                    },
                    attributes: Vec::new(),
                    left: true,
                })
            })
            .collect::<Result<Vec<_>>>()?;
        let program = Program {
            id: ProgramId(self.random.uuid()),
            name: "Quarterly developer experience".into(),
            purpose: "Once a quarter we ask what helps you and what holds you up. The platform team plans from \
                      what you say, and tells you what came of it."
                .into(),
            mode: Mode::Either,
            schedule: Some(Schedule::default()),
            grouping: None,
            archived: false,
        };
        let mut tx = self.store.begin().await?;
        let bank = tx.items().await?;
        let item = |entry: &BankItem| bank.iter().find(|item| item.key == entry.key);
        let program = Program {
            grouping: sample::grouping().and_then(|entry| item(&entry)).map(|item| item.id),
            ..program
        };
        for person in &people {
            tx.insert_person(person).await?;
        }
        tx.insert_program(&program).await?;
        let items: Vec<_> = sample::survey().iter().filter_map(item).map(|item| item.id).collect();
        tx.set_program_items(program.id, &items).await?;
        tx.commit().await?;
        Ok(Cast { teams: HashMap::new(), people, program: program.id, waves: Vec::new() })
    }

    /// Teams and roster as they stand at the beginning of a quarter.
    async fn sit_down(&self, cast: &mut Cast, quarter: &SampleQuarter) -> Result<()> {
        let mut tx = self.store.begin().await?;
        for then in &quarter.teams {
            let parent = then.parent.and_then(|key| cast.teams.get(key)).map(|team| team.id);
            let before = cast.teams.get(then.key).cloned();
            let team = Team {
                id: before.as_ref().map_or_else(|| TeamId(self.random.uuid()), |team| team.id),
                parent,
                name: then.name.to_owned(),
                retired: false,
            };
            match before {
                None => {
                    tx.insert_team(&team).await?;
                    self.note(&mut tx, team.id, "created", String::new()).await?;
                }
                Some(before) if before != team => {
                    tx.update_team(&team).await?;
                    if before.name != team.name {
                        self.note(&mut tx, team.id, "renamed", format!("was {}", before.name))
                            .await?;
                    }
                    if before.parent != team.parent {
                        let old = cast.teams.values().find(|other| Some(other.id) == before.parent);
                        let from = old.map_or(String::new(), |team| format!("from {}", team.name));
                        self.note(&mut tx, team.id, "moved", from).await?;
                    }
                }
                Some(_) => {}
            }
            cast.teams.insert(then.key, team);
        }
        for (key, team) in &mut cast.teams {
            if !team.retired && quarter.teams.iter().all(|then| then.key != *key) {
                team.retired = true;
                tx.update_team(team).await?;
                self.note(&mut tx, team.id, "retired", String::new()).await?;
            }
        }
        for (index, person) in cast.people.iter_mut().enumerate() {
            let seat = quarter.roster.iter().find(|seat| seat.person == index);
            let before = person.clone();
            person.left = seat.is_none();
            person.team = seat.and_then(|seat| cast.teams.get(seat.team)).map(|team| team.id);
            person.roles.manager = seat.is_some_and(|seat| seat.manager);
            person.attributes = seat
                .map(|seat| {
                    seat.attributes
                        .iter()
                        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                        .collect()
                })
                .unwrap_or_default();
            if *person != before {
                tx.update_person(person).await?;
            }
        }
        Ok(tx.commit().await?)
    }

    async fn note(&self, tx: &mut Tx, team: TeamId, change: &str, detail: String) -> Result<()> {
        let change =
            TeamChange { happened_at: self.clock.now(), change: change.to_owned(), detail };
        Ok(tx.insert_team_change(self.random.uuid(), team, &change).await?)
    }

    /// What came in: stored as any response, without the person.
    async fn fill_in(&self, cast: &Cast, wave: WaveId, responses: &[SampleResponse]) -> Result<()> {
        let mut tx = self.store.begin().await?;
        let items: HashMap<String, Item> =
            tx.wave_items(wave).await?.into_iter().map(|item| (item.key.clone(), item)).collect();
        let mut stored = Vec::new();
        for response in responses {
            let person = cast.people[response.person].id;
            let place = tx.roster_place(wave, person).await?.ok_or_else(|| {
                Error::Internal("a response of somebody who was not asked".into())
            })?;
            tx.mark_answered(wave, person).await?;
            let answers: BTreeMap<_, _> = response
                .answers
                .iter()
                .filter_map(|(key, value)| Some((items.get(*key)?.current.id, value.clone())))
                .collect();
            stored.push(StoredResponse {
                id: ResponseId(self.random.uuid()),
                team: place.reporting_team_id,
                answers: AnswerSheet(answers),
            });
        }
        tx.insert_responses(wave, &stored).await?;
        Ok(tx.commit().await?)
    }
}
