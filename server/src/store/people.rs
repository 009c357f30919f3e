//! People.

use super::{Result, StoreError, Tx, on_db, statements};
use app::domain::{Email, Person, PersonId, Roles, TeamId};
use std::collections::HashMap;

statements! {
    BY_ID = "SELECT id, email, name, team_id, manager, researcher, admin, attributes, has_left
        FROM people WHERE id = $1";
    BY_EMAIL = "SELECT id, email, name, team_id, manager, researcher, admin, attributes, has_left
        FROM people WHERE email = $1";
    ALL = "SELECT id, email, name, team_id, manager, researcher, admin, attributes, has_left
        FROM people ORDER BY name, id";
    INSERT = "INSERT INTO people
        (id, email, name, team_id, manager, researcher, admin, attributes, has_left)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    UPDATE = "UPDATE people SET email = $2, name = $3, team_id = $4, manager = $5,
        researcher = $6, admin = $7, attributes = $8, has_left = $9 WHERE id = $1";
    WITHOUT_PASSWORD = "SELECT id, email, name, team_id, manager, researcher, admin, attributes,
        has_left FROM people WHERE password_hash IS NULL ORDER BY name, id";
    PASSWORD_HASH = "SELECT password_hash FROM people WHERE id = $1";
    SET_PASSWORD_HASH = "UPDATE people SET password_hash = $2 WHERE id = $1";
    // Managers first.
    IN_TEAM = "SELECT id, email, name, team_id, manager, researcher, admin, attributes, has_left
        FROM people WHERE team_id = $1 AND NOT has_left
        ORDER BY manager DESC, name, id LIMIT $2";
    COUNTS_BY_TEAM = "SELECT team_id, COUNT(*) FROM people
        WHERE team_id IS NOT NULL AND NOT has_left GROUP BY team_id";
    CORRECT = "UPDATE people SET name = $2, email = $3 WHERE id = $1";
    SET_ROLES = "UPDATE people SET researcher = $2, admin = $3 WHERE id = $1";
    SET_LEFT = "UPDATE people SET has_left = $2 WHERE id = $1";
    ADMINS = "SELECT COUNT(*) FROM people WHERE admin AND NOT has_left";
}

#[derive(sqlx::FromRow)]
struct PersonRow {
    id: PersonId,
    email: Email,
    name: String,
    team_id: Option<TeamId>,
    manager: bool,
    researcher: bool,
    admin: bool,
    attributes: String,
    has_left: bool,
}

impl TryFrom<PersonRow> for Person {
    type Error = StoreError;

    fn try_from(row: PersonRow) -> Result<Self> {
        Ok(Self {
            id: row.id,
            email: row.email,
            name: row.name,
            team: row.team_id,
            roles: Roles { manager: row.manager, researcher: row.researcher, admin: row.admin },
            attributes: super::from_json(&row.attributes)?,
            left: row.has_left,
        })
    }
}

impl Tx {
    /// A person by id.
    pub async fn person(&mut self, id: PersonId) -> Result<Option<Person>> {
        let row: Option<PersonRow> =
            on_db!(self, |db| sqlx::query_as(BY_ID).bind(id).fetch_optional(db).await)?;
        row.map(Person::try_from).transpose()
    }

    /// A person by address, whether or not they have left.
    pub async fn person_by_email(&mut self, email: &Email) -> Result<Option<Person>> {
        let row: Option<PersonRow> = on_db!(self, |db| sqlx::query_as(BY_EMAIL)
            .bind(email.clone())
            .fetch_optional(db)
            .await)?;
        row.map(Person::try_from).transpose()
    }

    /// Everybody, those who left included, by name.
    pub async fn people(&mut self) -> Result<Vec<Person>> {
        let rows: Vec<PersonRow> = on_db!(self, |db| sqlx::query_as(ALL).fetch_all(db).await)?;
        rows.into_iter().map(Person::try_from).collect()
    }

    /// Those who have no password, whether or not they have left, by name.
    pub async fn people_without_password(&mut self) -> Result<Vec<Person>> {
        let rows: Vec<PersonRow> =
            on_db!(self, |db| sqlx::query_as(WITHOUT_PASSWORD).fetch_all(db).await)?;
        rows.into_iter().map(Person::try_from).collect()
    }

    /// Adds a person.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] when the address is taken.
    pub async fn insert_person(&mut self, person: &Person) -> Result<()> {
        let attributes = super::to_json(&person.attributes)?;
        on_db!(self, |db| sqlx::query(INSERT)
            .bind(person.id)
            .bind(person.email.clone())
            .bind(&person.name)
            .bind(person.team)
            .bind(person.roles.manager)
            .bind(person.roles.researcher)
            .bind(person.roles.admin)
            .bind(&attributes)
            .bind(person.left)
            .execute(db)
            .await
            .map(|_| ()))
    }

    /// Replaces everything about a person but the password.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] when the new address is taken.
    pub async fn update_person(&mut self, person: &Person) -> Result<()> {
        let attributes = super::to_json(&person.attributes)?;
        on_db!(self, |db| sqlx::query(UPDATE)
            .bind(person.id)
            .bind(person.email.clone())
            .bind(&person.name)
            .bind(person.team)
            .bind(person.roles.manager)
            .bind(person.roles.researcher)
            .bind(person.roles.admin)
            .bind(&attributes)
            .bind(person.left)
            .execute(db)
            .await
            .map(|_| ()))
    }

    /// Corrects a person's name and address, and leaves what the roster says alone.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] when the new address is taken.
    pub async fn correct_person(&mut self, id: PersonId, name: &str, email: &Email) -> Result<()> {
        on_db!(self, |db| sqlx::query(CORRECT)
            .bind(id)
            .bind(name)
            .bind(email.clone())
            .execute(db)
            .await
            .map(|_| ()))
    }

    /// Gives or takes the roles that don't come from the roster.
    pub async fn set_roles(&mut self, id: PersonId, roles: Roles) -> Result<()> {
        on_db!(self, |db| sqlx::query(SET_ROLES)
            .bind(id)
            .bind(roles.researcher)
            .bind(roles.admin)
            .execute(db)
            .await
            .map(|_| ()))
    }

    /// Notes that a person has left, or is back.
    pub async fn set_left(&mut self, id: PersonId, left: bool) -> Result<()> {
        on_db!(self, |db| sqlx::query(SET_LEFT).bind(id).bind(left).execute(db).await.map(|_| ()))
    }

    /// The hash of a person's password, if they have one.
    pub async fn password_hash(&mut self, person: PersonId) -> Result<Option<String>> {
        let row: Option<(Option<String>,)> =
            on_db!(self, |db| sqlx::query_as(PASSWORD_HASH).bind(person).fetch_optional(db).await)?;
        Ok(row.and_then(|(hash,)| hash))
    }

    /// Sets or removes a person's password.
    pub async fn set_password_hash(&mut self, person: PersonId, hash: Option<&str>) -> Result<()> {
        on_db!(self, |db| sqlx::query(SET_PASSWORD_HASH)
            .bind(person)
            .bind(hash)
            .execute(db)
            .await
            .map(|_| ()))
    }

    /// People who are on a team now, its managers first and then by name; `most` of them.
    pub async fn people_in_team(&mut self, team: TeamId, most: i64) -> Result<Vec<Person>> {
        let rows: Vec<PersonRow> =
            on_db!(self, |db| sqlx::query_as(IN_TEAM).bind(team).bind(most).fetch_all(db).await)?;
        rows.into_iter().map(Person::try_from).collect()
    }

    /// How many people are on each team now, those below not counted; teams without anybody are
    /// left out.
    pub async fn people_by_team(&mut self) -> Result<HashMap<TeamId, i64>> {
        let rows: Vec<(TeamId, i64)> =
            on_db!(self, |db| sqlx::query_as(COUNTS_BY_TEAM).fetch_all(db).await)?;
        Ok(rows.into_iter().collect())
    }

    /// How many admins there are; the last one must stay.
    pub async fn count_admins(&mut self) -> Result<i64> {
        let (count,): (i64,) = on_db!(self, |db| sqlx::query_as(ADMINS).fetch_one(db).await)?;
        Ok(count)
    }
}
