//! The roster as a file again.

use super::apply::Present;
use crate::{
    auth::policy,
    import::formula::defused,
    service::{Error, Result, Services},
};
use app::domain::{Person, Viewer};
use std::collections::BTreeSet;

impl Services {
    /// Everybody who is on a team now, as a file that can be edited and sent back.
    pub async fn roster_csv(&self, viewer: &Viewer) -> Result<String> {
        policy::admin(viewer)?;
        let mut tx = self.store.read().await?;
        let present = Present::load(&mut tx).await?;
        tx.commit().await?;
        super::off_thread(move || write(&present)).await?
    }
}

fn write(present: &Present) -> Result<String> {
    let mut people: Vec<(usize, &Person)> = present
        .people
        .iter()
        .filter(|person| !person.left)
        .filter_map(|person| Some((present.tree.index_of(person.team?)?, person)))
        .collect();
    people.sort_by_key(|(team, person)| (*team, !person.roles.manager));
    let headings: BTreeSet<&str> = people
        .iter()
        .flat_map(|(_, person)| &person.attributes)
        .map(|(heading, _)| heading.as_str())
        .collect();

    let broken = |error: csv::Error| Error::Internal(error.to_string());
    let mut csv = csv::Writer::from_writer(Vec::new());
    let fixed = ["email", "name", "team", "manager"];
    let all = fixed.into_iter().chain(headings.iter().copied());
    csv.write_record(all.map(|cell| defused(cell).into_owned())).map_err(broken)?;
    for (team, person) in people {
        let path = present.tree.teams().get(team).and_then(|team| present.tree.path(team.id));
        let path = path.map(|path| path.to_string()).unwrap_or_default();
        let manager = if person.roles.manager { "yes" } else { "no" };
        let attribute = |heading: &&str| {
            let found = person.attributes.iter().find(|(name, _)| name == heading);
            found.map_or("", |(_, value)| value.as_str())
        };
        let fixed = [person.email.as_str(), &person.name, &path, manager];
        let all = fixed.into_iter().chain(headings.iter().map(attribute));
        csv.write_record(all.map(|cell| defused(cell).into_owned())).map_err(broken)?;
    }
    let bytes = csv.into_inner().map_err(|error| Error::Internal(error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| Error::Internal(error.to_string()))
}
