//! Invitations to interviews, what people wish about being asked, and how often they were.

use super::{Result, Sql, StoreError, Tx, on_db, statements};
use app::domain::{
    Answer, InterviewId, Invited, PersonId, TeamId,
    rotation::{ContactKind, Wish, contact_day},
};
use uuid::Uuid;

statements! {
    INVITATION = "SELECT sequence, sent_at, owed, answer, answered_at FROM interview_invitations
        WHERE interview_id = $1";
    INVITATIONS = "SELECT interview_id, sequence, sent_at, owed, answer, answered_at
        FROM interview_invitations";
    BY_TOKEN = "SELECT interview_id FROM interview_invitations WHERE token_hash = $1";
    INSERT = "INSERT INTO interview_invitations
        (interview_id, token_hash, sequence, sent_at, owed, answer, answered_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    UPDATE = "UPDATE interview_invitations SET sequence = $2, sent_at = $3, owed = $4, answer = $5,
        answered_at = $6 WHERE interview_id = $1";
    NEW_TOKEN = "UPDATE interview_invitations SET token_hash = $2 WHERE interview_id = $1";
    // Only of the version that was sent: the plan may have changed while the mail was on its way.
    PAID = "UPDATE interview_invitations SET owed = FALSE WHERE interview_id = $1 AND sequence = $2";
    WISH = "SELECT never, not_before FROM interview_wishes WHERE person_id = $1";
    WISHES = "SELECT person_id, never, not_before FROM interview_wishes";
    SET_WISH = "INSERT INTO interview_wishes (person_id, never, not_before) VALUES ($1, $2, $3)
        ON CONFLICT (person_id)
        DO UPDATE SET never = excluded.never, not_before = excluded.not_before";
    DELETE_WISH = "DELETE FROM interview_wishes WHERE person_id = $1";
    INSERT_CONTACT = "INSERT INTO contacts (id, person_id, kind, happened_at) VALUES ($1, $2, $3, $4)";
    CONTACTS = "SELECT person_id, kind, happened_at FROM contacts";
    CONTACTS_OF = "SELECT person_id, kind, happened_at FROM contacts WHERE person_id = $1";
    DELETE_CONTACTS = "DELETE FROM contacts WHERE happened_at < $1";
    // A wave is a contact from its opening on; its frozen roster stays for good.
    SURVEYED = "SELECT r.person_id, w.opens_at FROM waves w JOIN wave_roster r ON r.wave_id = w.id
        WHERE w.state <> 'draft' AND w.opens_at >= $1";
    SURVEYED_OF = "SELECT r.person_id, w.opens_at FROM waves w
        JOIN wave_roster r ON r.wave_id = w.id
        WHERE w.state <> 'draft' AND w.opens_at >= $1 AND r.person_id = $2";
    IN_TEAM = "SELECT id FROM people WHERE team_id = $1 AND NOT has_left ORDER BY id";
    LOCK_SQLITE = "SELECT id FROM people WHERE id = $1";
}

/// Of two who want to ask the same person, one is told. On SQLite the transaction is alone already;
/// there this is a plain read.
const LOCK_PERSON: Sql =
    Sql { sqlite: LOCK_SQLITE, postgres: "SELECT id FROM people WHERE id = $1 FOR NO KEY UPDATE" };

/// Those of the statements above that are two, by name.
pub const PAIRS: &[(&str, Sql)] = &[("LOCK_PERSON", LOCK_PERSON)];

#[derive(sqlx::FromRow)]
struct InvitedRow {
    sequence: i64,
    sent_at: i64,
    owed: bool,
    answer: String,
    answered_at: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct InvitedToRow {
    interview_id: InterviewId,
    #[sqlx(flatten)]
    invited: InvitedRow,
}

#[derive(sqlx::FromRow)]
struct WishRow {
    never: bool,
    not_before: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct WishOfRow {
    person_id: PersonId,
    #[sqlx(flatten)]
    wish: WishRow,
}

#[derive(sqlx::FromRow)]
struct ContactRow {
    person_id: PersonId,
    kind: String,
    happened_at: i64,
}

/// One time that somebody was asked for an interview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Who.
    pub person: PersonId,
    /// How.
    pub kind: ContactKind,
    /// The day, as the instant at which it begins.
    pub happened_at: i64,
}

fn corrupt(what: &str, text: &str) -> StoreError {
    StoreError::Corrupt(format!("{what} {text}"))
}

impl TryFrom<InvitedRow> for Invited {
    type Error = StoreError;

    fn try_from(row: InvitedRow) -> Result<Self> {
        Ok(Self {
            sequence: row.sequence,
            sent_at: row.sent_at,
            owed: row.owed,
            answer: Answer::parse(&row.answer)
                .ok_or_else(|| corrupt("answer to an invitation", &row.answer))?,
            answered_at: row.answered_at,
        })
    }
}

impl From<WishRow> for Wish {
    fn from(row: WishRow) -> Self {
        Self { never: row.never, not_before: row.not_before }
    }
}

impl TryFrom<ContactRow> for Contact {
    type Error = StoreError;

    fn try_from(row: ContactRow) -> Result<Self> {
        let kind =
            ContactKind::parse(&row.kind).ok_or_else(|| corrupt("kind of contact", &row.kind))?;
        Ok(Self { person: row.person_id, kind, happened_at: row.happened_at })
    }
}

impl Tx {
    /// Until the end of this transaction nobody else plans anything with this person, or invites them.
    pub async fn lock_person(&mut self, id: PersonId) -> Result<()> {
        let lock = LOCK_PERSON.of(self);
        on_db!(self, |db| sqlx::query(lock).bind(id).execute(db).await.map(|_| ()))
    }

    /// The invitation to an interview, if anybody was invited.
    pub async fn invitation(&mut self, id: InterviewId) -> Result<Option<Invited>> {
        let row: Option<InvitedRow> =
            on_db!(self, |db| sqlx::query_as(INVITATION).bind(id).fetch_optional(db).await)?;
        row.map(Invited::try_from).transpose()
    }

    /// Every invitation, in no order.
    pub async fn invitations(&mut self) -> Result<Vec<(InterviewId, Invited)>> {
        let rows: Vec<InvitedToRow> =
            on_db!(self, |db| sqlx::query_as(INVITATIONS).fetch_all(db).await)?;
        rows.into_iter().map(|row| Ok((row.interview_id, row.invited.try_into()?))).collect()
    }

    /// The interview to which this link invites.
    pub async fn interview_by_invitation(
        &mut self,
        token_hash: &str,
    ) -> Result<Option<InterviewId>> {
        let row: Option<(InterviewId,)> =
            on_db!(self, |db| sqlx::query_as(BY_TOKEN).bind(token_hash).fetch_optional(db).await)?;
        Ok(row.map(|(id,)| id))
    }

    /// Notes the first invitation to an interview.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] when there is one already.
    pub async fn insert_invitation(
        &mut self,
        id: InterviewId,
        invited: Invited,
        token_hash: &str,
    ) -> Result<()> {
        on_db!(self, |db| sqlx::query(INSERT)
            .bind(id)
            .bind(token_hash)
            .bind(invited.sequence)
            .bind(invited.sent_at)
            .bind(invited.owed)
            .bind(invited.answer.name())
            .bind(invited.answered_at)
            .execute(db)
            .await
            .map(|_| ()))
    }

    /// Changes an invitation; its link stays.
    pub async fn update_invitation(&mut self, id: InterviewId, invited: Invited) -> Result<()> {
        on_db!(self, |db| sqlx::query(UPDATE)
            .bind(id)
            .bind(invited.sequence)
            .bind(invited.sent_at)
            .bind(invited.owed)
            .bind(invited.answer.name())
            .bind(invited.answered_at)
            .execute(db)
            .await
            .map(|_| ()))
    }

    /// Replaces the link of an invitation; the one before leads nowhere then.
    pub async fn replace_invitation_token(
        &mut self,
        id: InterviewId,
        token_hash: &str,
    ) -> Result<()> {
        on_db!(self, |db| sqlx::query(NEW_TOKEN)
            .bind(id)
            .bind(token_hash)
            .execute(db)
            .await
            .map(|_| ()))
    }

    /// Notes that the person was told this version of the plan.
    pub async fn invitation_was_sent(&mut self, id: InterviewId, sequence: i64) -> Result<()> {
        on_db!(self, |db| sqlx::query(PAID).bind(id).bind(sequence).execute(db).await.map(|_| ()))
    }

    /// What a person wishes about being asked.
    pub async fn wish(&mut self, person: PersonId) -> Result<Wish> {
        let row: Option<WishRow> =
            on_db!(self, |db| sqlx::query_as(WISH).bind(person).fetch_optional(db).await)?;
        Ok(row.map(Wish::from).unwrap_or_default())
    }

    /// What everybody wishes who wishes something, in no order.
    pub async fn wishes(&mut self) -> Result<Vec<(PersonId, Wish)>> {
        let rows: Vec<WishOfRow> = on_db!(self, |db| sqlx::query_as(WISHES).fetch_all(db).await)?;
        Ok(rows.into_iter().map(|row| (row.person_id, row.wish.into())).collect())
    }

    /// Notes what a person wishes; of somebody who wishes nothing there is no row.
    pub async fn set_wish(&mut self, person: PersonId, wish: Wish) -> Result<()> {
        if wish == Wish::default() {
            return on_db!(self, |db| sqlx::query(DELETE_WISH)
                .bind(person)
                .execute(db)
                .await
                .map(|_| ()));
        }
        on_db!(self, |db| sqlx::query(SET_WISH)
            .bind(person)
            .bind(wish.never)
            .bind(wish.not_before)
            .execute(db)
            .await
            .map(|_| ()))
    }

    /// Notes that a person was asked; by the day only.
    pub async fn insert_contact(
        &mut self,
        id: Uuid,
        person: PersonId,
        kind: ContactKind,
        now: i64,
    ) -> Result<()> {
        on_db!(self, |db| sqlx::query(INSERT_CONTACT)
            .bind(id)
            .bind(person)
            .bind(kind.name())
            .bind(contact_day(now))
            .execute(db)
            .await
            .map(|_| ()))
    }

    /// How often anybody was asked, in no order.
    pub async fn contacts(&mut self) -> Result<Vec<Contact>> {
        let rows: Vec<ContactRow> =
            on_db!(self, |db| sqlx::query_as(CONTACTS).fetch_all(db).await)?;
        rows.into_iter().map(Contact::try_from).collect()
    }

    /// How often one person was asked, in no order.
    pub async fn contacts_of(&mut self, person: PersonId) -> Result<Vec<Contact>> {
        let rows: Vec<ContactRow> =
            on_db!(self, |db| sqlx::query_as(CONTACTS_OF).bind(person).fetch_all(db).await)?;
        rows.into_iter().map(Contact::try_from).collect()
    }

    /// Forgets contacts that count for nothing any more.
    pub async fn delete_contacts_before(&mut self, instant: i64) -> Result<()> {
        on_db!(self, |db| sqlx::query(DELETE_CONTACTS).bind(instant).execute(db).await.map(|_| ()))
    }

    /// Whom surveys asked that opened from `since` on, and when.
    pub async fn surveyed(&mut self, since: i64) -> Result<Vec<(PersonId, i64)>> {
        on_db!(self, |db| sqlx::query_as(SURVEYED).bind(since).fetch_all(db).await)
    }

    /// The same of one person.
    pub async fn surveyed_of(
        &mut self,
        person: PersonId,
        since: i64,
    ) -> Result<Vec<(PersonId, i64)>> {
        on_db!(self, |db| sqlx::query_as(SURVEYED_OF).bind(since).bind(person).fetch_all(db).await)
    }

    /// Who is on a team now.
    pub async fn people_ids_in_team(&mut self, team: TeamId) -> Result<Vec<PersonId>> {
        let rows: Vec<(PersonId,)> =
            on_db!(self, |db| sqlx::query_as(IN_TEAM).bind(team).fetch_all(db).await)?;
        Ok(rows.into_iter().map(|(id,)| id).collect())
    }
}
