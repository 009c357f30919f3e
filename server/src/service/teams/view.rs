//! Teams as pages see them.

use super::{obstacles, tree::Tree};
use crate::{
    auth::policy,
    service::{Error, Result, Services, calendar},
    store::teams::TeamChange,
};
use app::{
    domain::{TeamId, Viewer},
    ports::{
        Excerpt, MOST_ROWS, PortResult, TeamEvent, TeamPage, TeamPerson, TeamPlace, TeamPort,
        TeamsView,
    },
};
use async_trait::async_trait;
use std::collections::HashMap;

impl Services {
    async fn teams_view(&self, viewer: &Viewer) -> Result<TeamsView> {
        policy::researcher(viewer)?;
        let mut tx = self.store.read().await?;
        let tree = Tree::load(&mut tx).await?;
        let counts = tx.people_by_team().await?;
        tx.commit().await?;
        Ok(TeamsView { teams: tree.places(&counts), paths: tree.paths(|_| true) })
    }

    async fn team_page(&self, viewer: &Viewer, id: TeamId) -> Result<TeamPage> {
        policy::researcher(viewer)?;
        let mut tx = self.store.read().await?;
        let tree = Tree::load(&mut tx).await?;
        let team = tree.team(id)?;
        let counts = tx.people_by_team().await?;
        let people = tx.people_in_team(id, i64::try_from(MOST_ROWS).unwrap_or(i64::MAX)).await?;
        let history = tx.team_history(id).await?;
        let obstacles = obstacles(&mut tx, &tree, id).await?;
        tx.commit().await?;

        let index = tree.0.index_of(id).ok_or(Error::NotFound)?;
        let places = tree.places(&counts);
        let mut above: Vec<TeamPlace> =
            tree.0.ancestors_and_self(index).skip(1).map(|at| places[at].clone()).collect();
        above.reverse();
        let person = |person: &app::domain::Person| TeamPerson {
            name: person.name.clone(),
            email: person.email.to_string(),
            manager: person.roles.manager,
        };
        Ok(TeamPage {
            above,
            below: places[tree.0.subtree(index)][1..].to_vec(),
            managers: people
                .iter()
                .filter(|person| person.roles.manager)
                .map(|person| person.name.clone())
                .collect(),
            people: Excerpt {
                total: places[index].here,
                rows: people.iter().map(person).collect(),
            },
            history: history.into_iter().map(event).collect(),
            parent: team.parent.map(|parent| tree.path(parent)).unwrap_or_default(),
            parents: tree.paths(|at| !tree.0.subtree(index).contains(&at)),
            obstacles,
            team: places[index].clone(),
        })
    }
}

impl Tree {
    /// Every team with how many people there are in it and below.
    fn places(&self, counts: &HashMap<TeamId, i64>) -> Vec<TeamPlace> {
        let count = |team: TeamId| {
            usize::try_from(counts.get(&team).copied().unwrap_or_default()).unwrap_or_default()
        };
        let teams = self.0.teams();
        let mut people: Vec<usize> = teams.iter().map(|team| count(team.id)).collect();
        // Children come after their parents, so their sums are complete when they are added.
        for index in (0..teams.len()).rev() {
            if let Some(parent) = self.0.parent(index) {
                people[parent] += people[index];
            }
        }
        let place = |(index, team): (usize, &app::domain::Team)| TeamPlace {
            id: team.id,
            name: team.name.clone(),
            depth: self.0.depth(index),
            here: count(team.id),
            people: people[index],
            retired: team.retired,
        };
        teams.iter().enumerate().map(place).collect()
    }

    /// The paths of those teams that can take others on.
    fn paths(&self, may: impl Fn(usize) -> bool) -> Vec<String> {
        let teams = self.0.teams().iter().enumerate();
        teams
            .filter(|(index, team)| !team.retired && may(*index))
            .map(|(_, team)| self.path(team.id))
            .collect()
    }
}

fn event(change: TeamChange) -> TeamEvent {
    let what = match change.change.as_str() {
        "created" => "Created",
        "renamed" => "Renamed",
        "moved" => "Moved",
        "retired" => "Retired",
        "reopened" => "Reopened",
        other => other,
    };
    let what = match change.detail.as_str() {
        "" => what.to_owned(),
        detail if change.change == "renamed" => format!("{what}, {detail}"),
        detail => format!("{what} {detail}"),
    };
    TeamEvent { when: calendar::minute(change.happened_at), what }
}

#[async_trait]
impl TeamPort for Services {
    async fn teams(&self, viewer: &Viewer) -> PortResult<TeamsView> {
        self.teams_view(viewer).await.map_err(Error::for_page)
    }

    async fn team(&self, viewer: &Viewer, id: TeamId) -> PortResult<TeamPage> {
        self.team_page(viewer, id).await.map_err(Error::for_page)
    }
}
