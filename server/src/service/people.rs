//! People: who they are, what they may do, how they get in, and when they have left.

use super::{Error, Problem, Result, Services, audit_log};
use crate::{
    auth::policy,
    store::{StoreError, Tx},
};
use app::{
    domain::{Email, Person, PersonId, Roles, TeamId, TeamTree, Viewer},
    ports::{
        AuditLine, InvitationsView, PeopleFilter, PeopleList, PeoplePort, PersonRow, PersonView,
        PortResult, Presence,
    },
};
use async_trait::async_trait;

/// People on one page of the list.
const PAGE: usize = 100;

/// A person as a form gives them.
#[derive(Clone, Debug, Default)]
pub struct PersonDetails {
    /// Their name.
    pub name: String,
    /// Their address, as typed.
    pub email: String,
    /// Whether they run surveys.
    pub researcher: bool,
    /// Whether they administer this server.
    pub admin: bool,
}

impl PersonDetails {
    fn check(&self) -> (String, Option<Email>, Vec<Problem>) {
        let mut problems = Vec::new();
        let name = self.name.trim();
        if name.is_empty() || name.chars().count() > 200 {
            problems.push(Problem::new("name", "Enter a name of at most 200 characters"));
        }
        let email = match Email::parse(&self.email) {
            Ok(email) => Some(email),
            Err(error) => {
                problems.push(Problem::new("email", super::account::sentence(&error)));
                None
            }
        };
        (name.to_owned(), email, problems)
    }
}

fn email_taken(error: StoreError) -> Error {
    match error {
        StoreError::Duplicate(_) => {
            Error::invalid("email", "Somebody else has this address. Look for it under People.")
        }
        other => other.into(),
    }
}

impl Services {
    /// Adds somebody who is not on the roster.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the address is taken, or no role is given: then there would be
    /// nothing for them to do here.
    pub async fn add_person(&self, viewer: &Viewer, new: &PersonDetails) -> Result<PersonId> {
        policy::admin(viewer)?;
        let (name, email, mut problems) = new.check();
        if !new.researcher && !new.admin {
            problems.push(Problem::new(
                "roles",
                "Choose at least one role; developers and managers come with the roster",
            ));
        }
        let (Some(email), true) = (email, problems.is_empty()) else {
            return Err(Error::Invalid(problems));
        };
        let person = Person {
            id: PersonId(self.random.uuid()),
            email,
            name,
            team: None,
            roles: Roles { manager: false, researcher: new.researcher, admin: new.admin },
            attributes: Vec::new(),
            left: false,
        };
        let mut tx = self.store.begin().await?;
        tx.insert_person(&person).await.map_err(email_taken)?;
        let detail = format!("{}: {}", person.name, role_names(person.roles));
        self.audit(&mut tx, Some(viewer.person), "person-added", detail).await?;
        tx.commit().await?;
        Ok(person.id)
    }

    /// Corrects a name or an address, and gives or takes roles.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the address is taken, or the last admin would lose that role.
    pub async fn change_person(
        &self,
        viewer: &Viewer,
        id: PersonId,
        new: &PersonDetails,
    ) -> Result<()> {
        policy::admin(viewer)?;
        let (name, email, mut problems) = new.check();
        let mut tx = self.store.begin().await?;
        // Before anything is read: of two admins who take each other's role at once, the second
        // waits here and then sees what the first did.
        tx.lock_roster().await?;
        let before = tx.person(id).await?.ok_or(Error::NotFound)?;
        if before.roles.admin && !new.admin && is_last_admin(&mut tx, &before).await? {
            problems.push(Problem::new(
                "roles",
                format!("{} is the last admin. Make somebody else an admin first.", before.name),
            ));
        }
        if before.left && new.admin && !before.roles.admin {
            // An admin who has left would not count as one: the last who is here must stay.
            problems.push(Problem::new(
                "roles",
                format!("{} has left. Note that they are back first.", before.name),
            ));
        }
        let (Some(email), true) = (email, problems.is_empty()) else {
            return Err(Error::Invalid(problems));
        };
        let roles = Roles { researcher: new.researcher, admin: new.admin, ..before.roles };
        if (name.as_str(), &email) != (before.name.as_str(), &before.email) {
            tx.correct_person(id, &name, &email).await.map_err(email_taken)?;
            let detail = if email == before.email {
                format!("{} is now called {name}", before.name)
            } else {
                // A link in the old mailbox is no longer theirs, and neither is a browser that
                // somebody signed in by one. Whoever corrects their own address stays.
                if id != viewer.person {
                    tx.delete_sessions_of(id).await?;
                }
                tx.use_links_of(id).await?;
                format!("{name}, from {} to {email}", before.email)
            };
            self.audit(&mut tx, Some(viewer.person), "person-corrected", detail).await?;
        }
        if roles != before.roles {
            tx.set_roles(id, roles).await?;
            let detail = format!("{name}: {}", role_names(roles));
            self.audit(&mut tx, Some(viewer.person), "roles-changed", detail).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Signs somebody out of all browsers, and makes their open links worthless.
    pub async fn end_sessions(&self, viewer: &Viewer, id: PersonId) -> Result<()> {
        policy::admin(viewer)?;
        let mut tx = self.store.begin().await?;
        let person = tx.person(id).await?.ok_or(Error::NotFound)?;
        tx.delete_sessions_of(id).await?;
        tx.use_links_of(id).await?;
        self.audit(&mut tx, Some(viewer.person), "person-signed-out", person.name).await?;
        Ok(tx.commit().await?)
    }

    /// Notes that somebody who is on no team has left, or is back. Whoever leaves loses the roles
    /// that let people sign in all the same.
    ///
    /// # Errors
    /// [`Error::Conflict`] for people on a team, whom the roster keeps, and for the last admin.
    pub async fn set_left(&self, viewer: &Viewer, id: PersonId, left: bool) -> Result<()> {
        policy::admin(viewer)?;
        let mut tx = self.store.begin().await?;
        tx.lock_roster().await?;
        let person = tx.person(id).await?.ok_or(Error::NotFound)?;
        if person.left == left {
            return Ok(());
        }
        if left && person.team.is_some() {
            return Err(Error::Conflict(format!(
                "{} is on the roster. They leave when the roster no longer has them.",
                person.name
            )));
        }
        if left && is_last_admin(&mut tx, &person).await? {
            return Err(Error::Conflict(format!(
                "{} is the last admin. Make somebody else an admin first.",
                person.name
            )));
        }
        if left {
            tx.set_roles(id, Roles::default()).await?;
            tx.delete_sessions_of(id).await?;
            tx.use_links_of(id).await?;
        }
        tx.set_left(id, left).await?;
        let action = if left { "person-left" } else { "person-back" };
        self.audit(&mut tx, Some(viewer.person), action, person.name).await?;
        Ok(tx.commit().await?)
    }

    async fn people_list(&self, viewer: &Viewer, filter: &PeopleFilter) -> Result<PeopleList> {
        policy::admin(viewer)?;
        let mut tx = self.store.read().await?;
        let people = tx.people().await?;
        let tree = team_tree(&mut tx).await?;
        tx.commit().await?;
        let everybody = people.len();
        // Searched here and not by the database: its two kinds disagree about what a capital Ä is.
        let words: Vec<String> = filter.words.split_whitespace().map(str::to_lowercase).collect();
        let mut rows: Vec<PersonRow> = people
            .into_iter()
            .filter(|person| match filter.presence {
                Presence::Here => !person.left,
                Presence::Left => person.left,
                Presence::All => true,
            })
            .map(|person| PersonRow { team: team_path(&tree, person.team), person })
            .filter(|row| words.is_empty() || matches(row, &words))
            .collect();
        rows.sort_by_cached_key(|row| (row.person.name.to_lowercase(), row.person.id));
        let found = rows.len();
        let pages = found.div_ceil(PAGE).max(1);
        let page = usize::try_from(filter.page).unwrap_or(usize::MAX).clamp(1, pages);
        let rows = rows.into_iter().skip((page - 1) * PAGE).take(PAGE).collect();
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Ok(PeopleList { rows, page: number(page), pages: number(pages), found, everybody })
    }

    async fn person_view(&self, viewer: &Viewer, id: PersonId) -> Result<PersonView> {
        policy::admin(viewer)?;
        let mut tx = self.store.read().await?;
        let person = tx.person(id).await?.ok_or(Error::NotFound)?;
        let tree = team_tree(&mut tx).await?;
        let now = self.clock.now();
        let (idle, absolute) =
            (now - self.settings.session_idle, now - self.settings.session_absolute);
        let browsers = tx.count_sessions_of(id, idle, absolute).await?;
        Ok(PersonView {
            team: team_path(&tree, person.team),
            has_password: tx.password_hash(id).await?.is_some(),
            may_sign_in: super::account::may_sign_in(&person),
            browsers: u32::try_from(browsers).unwrap_or_default(),
            is_viewer: person.id == viewer.person,
            person,
        })
    }
}

/// Whether nobody else who is here is an admin. Call [`Tx::lock_roster`] first.
async fn is_last_admin(tx: &mut Tx, person: &Person) -> Result<bool> {
    let counted = i64::from(person.roles.admin && !person.left);
    Ok(person.roles.admin && tx.count_admins().await? == counted)
}

async fn team_tree(tx: &mut Tx) -> Result<TeamTree> {
    TeamTree::new(tx.teams().await?).map_err(|error| Error::Internal(error.to_string()))
}

fn team_path(tree: &TeamTree, team: Option<TeamId>) -> Option<String> {
    Some(tree.path(team?)?.to_string())
}

/// Whether each word is in the name, the address or the team.
fn matches(row: &PersonRow, words: &[String]) -> bool {
    let (name, team) = (row.person.name.to_lowercase(), row.team.as_deref().unwrap_or_default());
    let (email, team) = (row.person.email.as_str(), team.to_lowercase());
    words.iter().all(|word| name.contains(word) || email.contains(word) || team.contains(word))
}

fn role_names(roles: Roles) -> &'static str {
    match (roles.researcher, roles.admin) {
        (false, false) => "neither researcher nor admin",
        (true, false) => "researcher",
        (false, true) => "admin",
        (true, true) => "researcher and admin",
    }
}

#[async_trait]
impl PeoplePort for Services {
    async fn people(&self, viewer: &Viewer, filter: &PeopleFilter) -> PortResult<PeopleList> {
        self.people_list(viewer, filter).await.map_err(Error::for_page)
    }

    async fn person(&self, viewer: &Viewer, id: PersonId) -> PortResult<PersonView> {
        self.person_view(viewer, id).await.map_err(Error::for_page)
    }

    async fn invitations(&self, viewer: &Viewer) -> PortResult<InvitationsView> {
        self.invitations_view(viewer).await.map_err(Error::for_page)
    }

    async fn audit(&self, viewer: &Viewer) -> PortResult<Vec<AuditLine>> {
        audit_log::newest(self, viewer).await.map_err(Error::for_page)
    }
}
