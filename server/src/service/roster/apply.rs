//! Writing down what a roster changes.

use crate::{
    import::roster_plan::RosterPlan,
    random::SharedRng,
    service::{Error, Result, Services},
    store::{Tx, teams::TeamChange},
};
use app::domain::{Person, PersonId, Roles, Team, TeamId, TeamPath, TeamTree};
use std::{collections::HashMap, sync::Arc};
use uuid::Uuid;

/// Everybody and every team, as they are.
pub(super) struct Present {
    pub(super) people: Vec<Person>,
    pub(super) tree: TeamTree,
}

impl Present {
    pub(super) async fn load(tx: &mut Tx) -> Result<Self> {
        let people = tx.people().await?;
        let tree =
            TeamTree::new(tx.teams().await?).map_err(|error| Error::Internal(error.to_string()))?;
        Ok(Self { people, tree })
    }
}

/// The rows that a plan comes down to.
struct Rows {
    reopened: Vec<Team>,
    created: Vec<Team>,
    history: Vec<(Uuid, TeamId, TeamChange)>,
    people: Vec<Person>,
}

impl Services {
    /// Writes a plan that was made for `present`, which must not have changed since.
    pub(super) async fn write_plan(
        &self,
        tx: &mut Tx,
        plan: Arc<RosterPlan>,
        present: Present,
        file_name: &str,
    ) -> Result<()> {
        let (random, now) = (self.random.clone(), self.clock.now());
        let because = format!("by the roster {file_name}");
        let rows =
            super::off_thread(move || Rows::new(&plan, present, &random, now, &because)).await??;
        for team in &rows.reopened {
            tx.update_team(team).await?;
        }
        tx.insert_teams(&rows.created).await?;
        tx.insert_team_changes(&rows.history).await?;
        tx.save_roster_people(&rows.people).await?;
        Ok(tx.end_sessions_of_left().await?)
    }
}

impl Rows {
    fn new(
        plan: &RosterPlan,
        present: Present,
        random: &SharedRng,
        now: i64,
        because: &str,
    ) -> Result<Self> {
        let Present { people, tree } = present;
        let mut teams: Vec<Team> = tree.teams().to_vec();
        let mut history = Vec::new();
        let mut note = |team: TeamId, change: &str| {
            let change =
                TeamChange { happened_at: now, change: change.into(), detail: because.into() };
            history.push((random.uuid(), team, change));
        };

        let mut reopened = Vec::new();
        for at in &plan.reopened_teams {
            let index = tree.index_of(at.id).ok_or_else(|| lost("team"))?;
            teams[index].retired = false;
            reopened.push(teams[index].clone());
            note(at.id, "reopened");
        }
        let key = |path: &TeamPath| path.to_string().to_lowercase();
        let mut new: HashMap<String, TeamId> = HashMap::new();
        let mut created = Vec::new();
        for path in &plan.new_teams {
            let parent = match path.parent() {
                None => None,
                Some(above) => {
                    let found = new.get(&key(&above)).copied().or_else(|| tree.find(&above));
                    Some(found.ok_or_else(|| lost("team above a new one"))?)
                }
            };
            let id = TeamId(random.uuid());
            new.insert(key(path), id);
            created.push(Team { id, parent, name: path.name().to_owned(), retired: false });
            note(id, "created");
        }
        teams.extend(created.iter().cloned());
        let tree = TeamTree::new(teams).map_err(|error| Error::Internal(error.to_string()))?;

        let mut places = Places { tree: &tree, known: HashMap::new() };
        let mut rows = Vec::with_capacity(plan.joins.len() + plan.updates.len());
        let by_id: HashMap<PersonId, Person> =
            people.into_iter().map(|person| (person.id, person)).collect();
        for update in &plan.updates {
            let person = by_id.get(&update.person).ok_or_else(|| lost("person"))?;
            rows.push(Person {
                id: person.id,
                email: person.email.clone(),
                name: update.name.clone(),
                team: update.team.as_ref().map(|path| places.find(path)).transpose()?,
                roles: Roles { manager: update.manager, ..person.roles },
                attributes: update.attributes.clone(),
                left: update.left,
            });
        }
        for join in &plan.joins {
            rows.push(Person {
                id: PersonId(random.uuid()),
                team: Some(places.find(&join.team)?),
                email: join.email.clone(),
                name: join.name.clone(),
                roles: Roles { manager: join.manager, ..Roles::default() },
                attributes: join.attributes.clone(),
                left: false,
            });
        }
        Ok(Self { reopened, created, history, people: rows })
    }
}

/// Paths that were looked up: thousands of people share one.
struct Places<'t> {
    tree: &'t TeamTree,
    known: HashMap<TeamPath, TeamId>,
}

impl Places<'_> {
    fn find(&mut self, path: &TeamPath) -> Result<TeamId> {
        if let Some(id) = self.known.get(path) {
            return Ok(*id);
        }
        let id = self.tree.find(path).ok_or_else(|| lost("team"))?;
        self.known.insert(path.clone(), id);
        Ok(id)
    }
}

/// The plan names something that is not there: a mistake of ours, and nothing is written.
fn lost(what: &str) -> Error {
    Error::Internal(format!("a roster plan names a {what} that does not exist"))
}

/// What a plan changes, for the audit log: “roster.csv: 3 people joined, 1 moved”.
pub(super) fn in_words(plan: &RosterPlan, file_name: &str) -> String {
    let counts = [
        (plan.joins.len(), "joined"),
        (plan.returns.len(), "came back"),
        (plan.moves.len(), "changed team"),
        (plan.leaves.len(), "left"),
        (plan.stays.len(), "lost their team"),
        (plan.renames.len(), "changed name"),
        (plan.manager_changes.len(), "became or ceased to be manager"),
        (plan.attribute_changes.len(), "changed attributes"),
    ];
    let mut parts: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    for (count, what) in
        [(plan.new_teams.len(), "created"), (plan.reopened_teams.len(), "reopened")]
    {
        if count > 0 {
            let teams = if count == 1 { "team" } else { "teams" };
            parts.push(format!("{count} {teams} {what}"));
        }
    }
    if parts.is_empty() {
        parts.push("nothing to change".into());
    }
    format!("{file_name}: {}", parts.join(", "))
}
