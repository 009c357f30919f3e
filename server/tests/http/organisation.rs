//! An organisation to try things on: teams, people, a program and its waves.

use crate::app::TestApp;
use app::domain::Role;
use app::domain::{
    Email, Item, ItemId, Mode, Period, Person, PersonId, ProgramId, Roles, Team, TeamId, TeamPath,
    Viewer, WaveId,
};
use soundings::service::{Outcome, ProgramSettings, WaveSettings};

/// Teams and the people on them.
pub struct Roster {
    teams: Vec<Team>,
    people: Vec<Person>,
}

impl Roster {
    /// A team by its name.
    pub fn team(&self, name: &str) -> TeamId {
        self.teams.iter().find(|team| team.name == name).expect("a team of this roster").id
    }

    /// The people who sit right in a team.
    pub fn people(&self, team: &str) -> Vec<Person> {
        let team = self.team(team);
        self.people.iter().filter(|person| person.team == Some(team)).cloned().collect()
    }

    /// The first of them.
    pub fn person(&self, team: &str) -> Person {
        self.people(team).swap_remove(0)
    }

    /// Everybody.
    pub fn everybody(&self) -> &[Person] {
        &self.people
    }
}

/// A program and one of its waves.
pub struct Survey {
    pub program: ProgramId,
    pub wave: WaveId,
    items: Vec<Item>,
}

impl Survey {
    /// An item that it asks, by its key in the bank.
    pub fn item(&self, key: &str) -> &Item {
        self.items.iter().find(|item| item.key == key).expect("an item that is asked")
    }

    /// Everything that it asks, in order.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// The identity of an item that it asks.
    pub fn item_id(&self, key: &str) -> ItemId {
        self.item(key).id
    }

    /// The name under which a form sends the answer to an item.
    pub fn field(&self, key: &str) -> String {
        format!("a.{}", self.item(key).current.id)
    }

    /// Where it is answered.
    pub fn path(&self) -> String {
        format!("/answer/{}", self.wave)
    }
}

impl TestApp {
    /// Puts so many people on each team. Teams are given by path, those above first.
    pub async fn with_roster(&self, teams: &[(&str, usize)]) -> Roster {
        let mut roster = Roster { teams: Vec::new(), people: Vec::new() };
        let mut paths: Vec<(TeamPath, TeamId)> = Vec::new();
        let mut tx = self.services.store.begin().await.unwrap();
        for (path, size) in teams {
            let path = TeamPath::parse(path).unwrap();
            let above = path.parent().and_then(|parent| {
                paths.iter().find(|(other, _)| *other == parent).map(|(_, team)| *team)
            });
            let team = Team {
                id: TeamId(self.services.random.uuid()),
                parent: above,
                name: path.name().to_owned(),
                retired: false,
            };
            tx.insert_team(&team).await.unwrap();
            for number in 1..=*size {
                let email = format!("{}{number}@example.com", team.name.to_lowercase());
                let person = Person {
                    id: PersonId(self.services.random.uuid()),
                    email: Email::parse(&email).unwrap(),
                    name: format!("{} {number}", team.name),
                    team: Some(team.id),
                    roles: Roles::default(),
                    attributes: Vec::new(),
                    left: false,
                };
                tx.insert_person(&person).await.unwrap();
                roster.people.push(person);
            }
            paths.push((path, team.id));
            roster.teams.push(team);
        }
        tx.commit().await.unwrap();
        roster
    }

    /// Changes what a person may do.
    pub async fn give_roles(&self, person: &Person, roles: Roles) -> Person {
        let person = Person { roles, ..person.clone() };
        let mut tx = self.services.store.begin().await.unwrap();
        tx.update_person(&person).await.unwrap();
        tx.commit().await.unwrap();
        person
    }

    /// Somebody who may run surveys, as use cases see them.
    pub async fn researcher(&self) -> Viewer {
        self.viewer(&self.person_as(Role::Researcher).await)
    }

    /// A program of the standard set, with no wave yet.
    pub async fn with_program(&self, name: &str) -> ProgramId {
        self.with_program_of(name, Mode::Confidential).await
    }

    /// The same, with answers kept apart from people in this way.
    pub async fn with_program_of(&self, name: &str, mode: Mode) -> ProgramId {
        self.services.ensure_bank().await.unwrap();
        let settings = ProgramSettings {
            name: name.to_owned(),
            purpose: "We plan from what you say.".to_owned(),
            mode: mode.name().to_owned(),
            ..ProgramSettings::default()
        };
        let researcher = self.researcher().await;
        self.services.create_program(&researcher, &settings, true).await.unwrap()
    }

    /// A wave of a program, not opened yet.
    pub async fn with_draft(&self, program: ProgramId, period: &str) -> Survey {
        let settings = WaveSettings { period: period.to_owned(), ..WaveSettings::default() };
        let researcher = self.researcher().await;
        let wave = self.services.create_wave(&researcher, program, &settings).await.unwrap();
        let mut tx = self.services.store.read().await.unwrap();
        let items = tx.program_items(program).await.unwrap();
        Survey { program, wave, items }
    }

    /// A program with a wave that asks everybody on the roster now.
    pub async fn with_open_wave(&self) -> Survey {
        let program = self.with_program("Quarterly developer experience").await;
        let survey = self.with_draft(program, "2026-Q4").await;
        self.open(&survey).await;
        survey
    }

    /// The same, with answers kept apart from people in this way.
    pub async fn with_open_wave_of(&self, mode: Mode) -> Survey {
        let program = self.with_program_of(&format!("Survey, {}", mode.name()), mode).await;
        let survey = self.with_draft(program, "2026-Q4").await;
        self.open(&survey).await;
        survey
    }

    /// The wave after this one, open as well.
    pub async fn with_next_wave(&self, survey: &Survey, period: Period) -> Survey {
        let next = self.with_draft(survey.program, &period.to_string()).await;
        self.open(&next).await;
        next
    }

    /// Opens a wave.
    pub async fn open(&self, survey: &Survey) {
        self.services.open_wave(&self.researcher().await, survey.wave).await.unwrap();
    }

    /// Closes a wave.
    pub async fn close(&self, survey: &Survey) {
        self.services.close_wave(&self.researcher().await, survey.wave).await.unwrap();
    }

    /// Closes a wave and publishes it.
    pub async fn publish(&self, survey: &Survey) {
        self.close(survey).await;
        self.services.publish_wave(&self.researcher().await, survey.wave).await.unwrap();
    }

    /// Sends a person's answers, given by the keys of items, and expects them to count.
    pub async fn answer(&self, survey: &Survey, person: &Person, answers: &[(&str, &str)]) {
        let fields: Vec<(String, String)> =
            answers.iter().map(|(key, value)| (survey.field(key), (*value).to_owned())).collect();
        let viewer = self.viewer(person);
        let outcome = self.services.submit_answers(&viewer, survey.wave, &fields).await.unwrap();
        assert_eq!(outcome, Outcome::Counted);
    }
}
