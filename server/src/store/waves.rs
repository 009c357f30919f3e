//! Waves and what opening freezes into them: items, teams, roster.

use super::{Result, Sql, StoreError, Tx, from_json, on_db, statements, to_json};
use app::domain::{
    DisclosurePolicy, Item, ItemId, Mode, PersonId, ProgramId, Team, TeamId, Wave, WaveId,
    WaveState,
};

statements! {
    ALL = "SELECT id, program_id, period, state, mode, opens_at, closes_at, imported FROM waves
        ORDER BY period_ordinal, period, id";
    BY_ID = "SELECT id, program_id, period, state, mode, opens_at, closes_at, imported
        FROM waves WHERE id = $1";
    OF_PROGRAM = "SELECT id, program_id, period, state, mode, opens_at, closes_at, imported
        FROM waves WHERE program_id = $1 ORDER BY period_ordinal, period";
    OPEN_FOR = "SELECT w.id, w.program_id, w.period, w.state, w.mode, w.opens_at, w.closes_at,
        w.imported FROM waves w JOIN wave_roster r ON r.wave_id = w.id
        WHERE w.state = 'open' AND r.person_id = $1 ORDER BY w.period_ordinal";
    ASKING = "SELECT w.id, w.program_id, w.period, w.state, w.mode, w.opens_at, w.closes_at,
        w.imported FROM waves w JOIN wave_roster r ON r.wave_id = w.id
        WHERE r.person_id = $1 ORDER BY w.period_ordinal DESC, w.id";
    // Of several nodes whose clocks strike at once, one creates the wave.
    INSERT = "INSERT INTO waves
        (id, program_id, period, period_ordinal, state, mode, opens_at, closes_at, imported)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (program_id, period) DO NOTHING";
    SET_TIMES = "UPDATE waves SET opens_at = $2, closes_at = $3 WHERE id = $1";
    // Of two at once, one finds the state it expects.
    ADVANCE = "UPDATE waves SET state = $3 WHERE id = $1 AND state = $2";
    // A response and a closing must not pass each other: both lock the wave's row first. On SQLite
    // the transaction is alone already; there this is a plain read.
    LOCK_SQLITE = "SELECT id FROM waves WHERE id = $1";
    SET_RULES = "UPDATE waves SET policy = $2, grouping_item_id = $3 WHERE id = $1";
    POLICY = "SELECT policy FROM waves WHERE id = $1";
    GROUPING = "SELECT grouping_item_id FROM waves WHERE id = $1";
    DELETE_DRAFT = "DELETE FROM waves WHERE id = $1 AND state = 'draft'";
    TEAMS = "SELECT team_id, parent_id, name FROM wave_teams WHERE wave_id = $1";
    PLACE = "SELECT person_id, team_id, reporting_team_id, answered FROM wave_roster
        WHERE wave_id = $1 AND person_id = $2";
    INVITED = "SELECT reporting_team_id, COUNT(*) FROM wave_roster WHERE wave_id = $1
        GROUP BY reporting_team_id";
    ROSTER = "SELECT person_id, team_id, reporting_team_id, answered FROM wave_roster
        WHERE wave_id = $1 ORDER BY person_id";
    DELETE_ROSTER = "DELETE FROM wave_roster WHERE wave_id = $1";
    MARK_ANSWERED = "UPDATE wave_roster SET answered = TRUE
        WHERE wave_id = $1 AND person_id = $2 AND NOT answered";
}

/// Holds off whoever wants to change the wave; for opening, closing and publishing.
const LOCK: Sql =
    Sql { sqlite: LOCK_SQLITE, postgres: "SELECT id FROM waves WHERE id = $1 FOR UPDATE" };
/// Holds off a closing, but not other answers.
const LOCK_SHARED: Sql =
    Sql { sqlite: LOCK_SQLITE, postgres: "SELECT id FROM waves WHERE id = $1 FOR SHARE" };

/// Those of the statements above that are two, by name.
pub const PAIRS: &[(&str, Sql)] = &[("LOCK", LOCK), ("LOCK_SHARED", LOCK_SHARED)];

#[derive(sqlx::FromRow)]
struct WaveRow {
    id: WaveId,
    program_id: ProgramId,
    period: String,
    state: String,
    mode: String,
    opens_at: Option<i64>,
    closes_at: Option<i64>,
    imported: bool,
}

impl TryFrom<WaveRow> for Wave {
    type Error = StoreError;

    fn try_from(row: WaveRow) -> Result<Self> {
        let corrupt = |what: &str| StoreError::Corrupt(format!("wave {}: {what}", row.id));
        Ok(Self {
            id: row.id,
            program: row.program_id,
            period: row.period.parse().map_err(|_| corrupt(&row.period))?,
            state: WaveState::parse(&row.state).ok_or_else(|| corrupt(&row.state))?,
            mode: Mode::parse(&row.mode).ok_or_else(|| corrupt(&row.mode))?,
            opens_at: row.opens_at,
            closes_at: row.closes_at,
            imported: row.imported,
        })
    }
}

/// Where one person stands in a wave's frozen roster.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct RosterPlace {
    /// The person.
    pub person_id: PersonId,
    /// The team they were on.
    pub team_id: TeamId,
    /// The team their response counts for (D9).
    pub reporting_team_id: TeamId,
    /// Whether they have answered, while the wave is open; never shown to anybody but themselves.
    pub answered: bool,
}

#[derive(sqlx::FromRow)]
struct WaveTeamRow {
    team_id: TeamId,
    parent_id: Option<TeamId>,
    name: String,
}

/// Rows of one INSERT; times the columns below every driver's limit of parameters.
const ROSTER_COLUMNS: [&str; 5] =
    ["wave_id", "person_id", "team_id", "reporting_team_id", "answered"];

fn waves(rows: Vec<WaveRow>) -> Result<Vec<Wave>> {
    rows.into_iter().map(Wave::try_from).collect()
}

impl Tx {
    /// All waves of all programs, oldest first.
    pub async fn waves(&mut self) -> Result<Vec<Wave>> {
        waves(on_db!(self, |db| sqlx::query_as(ALL).fetch_all(db).await)?)
    }

    /// The waves of a program, oldest first.
    pub async fn waves_of(&mut self, program: ProgramId) -> Result<Vec<Wave>> {
        waves(on_db!(self, |db| sqlx::query_as(OF_PROGRAM).bind(program).fetch_all(db).await)?)
    }

    /// The open waves whose frozen roster has this person.
    pub async fn open_waves_for(&mut self, person: PersonId) -> Result<Vec<Wave>> {
        waves(on_db!(self, |db| sqlx::query_as(OPEN_FOR).bind(person).fetch_all(db).await)?)
    }

    /// The waves whose roster has a person, newest first.
    pub async fn waves_asking(&mut self, person: PersonId) -> Result<Vec<Wave>> {
        waves(on_db!(self, |db| sqlx::query_as(ASKING).bind(person).fetch_all(db).await)?)
    }

    /// A wave by id.
    pub async fn wave(&mut self, id: WaveId) -> Result<Option<Wave>> {
        let row: Option<WaveRow> =
            on_db!(self, |db| sqlx::query_as(BY_ID).bind(id).fetch_optional(db).await)?;
        row.map(Wave::try_from).transpose()
    }

    /// A wave by id; until the end of this transaction nobody else changes or answers it.
    pub async fn lock_wave(&mut self, id: WaveId) -> Result<Option<Wave>> {
        self.lock_wave_by(LOCK, id).await
    }

    /// A wave by id; until the end of this transaction nobody else changes it.
    pub async fn lock_wave_shared(&mut self, id: WaveId) -> Result<Option<Wave>> {
        self.lock_wave_by(LOCK_SHARED, id).await
    }

    async fn lock_wave_by(&mut self, lock: Sql, id: WaveId) -> Result<Option<Wave>> {
        let lock = lock.of(self);
        on_db!(self, |db| sqlx::query(lock).bind(id).execute(db).await.map(|_| ()))?;
        self.wave(id).await
    }

    /// Adds a wave; false when the program already has one in that period.
    pub async fn insert_wave(&mut self, wave: &Wave) -> Result<bool> {
        on_db!(self, |db| sqlx::query(INSERT)
            .bind(wave.id)
            .bind(wave.program)
            .bind(wave.period.to_string())
            .bind(i64::from(wave.period.ordinal()))
            .bind(wave.state.name())
            .bind(wave.mode.name())
            .bind(wave.opens_at)
            .bind(wave.closes_at)
            .bind(wave.imported)
            .execute(db)
            .await
            .map(|done| done.rows_affected() == 1))
    }

    /// Sets when a wave opens and closes by itself.
    pub async fn set_wave_times(
        &mut self,
        id: WaveId,
        opens_at: Option<i64>,
        closes_at: Option<i64>,
    ) -> Result<()> {
        on_db!(self, |db| sqlx::query(SET_TIMES)
            .bind(id)
            .bind(opens_at)
            .bind(closes_at)
            .execute(db)
            .await
            .map(|_| ()))
    }

    /// Moves a wave from one state to the next; false when it was not in `from` any more.
    pub async fn advance_wave(
        &mut self,
        id: WaveId,
        from: WaveState,
        to: WaveState,
    ) -> Result<bool> {
        on_db!(self, |db| sqlx::query(ADVANCE)
            .bind(id)
            .bind(from.name())
            .bind(to.name())
            .execute(db)
            .await
            .map(|done| done.rows_affected() == 1))
    }

    /// Removes a wave that has not opened; false when it has.
    pub async fn delete_draft_wave(&mut self, id: WaveId) -> Result<bool> {
        on_db!(self, |db| sqlx::query(DELETE_DRAFT)
            .bind(id)
            .execute(db)
            .await
            .map(|done| done.rows_affected() == 1))
    }

    /// Freezes into a wave by what rules figures are shown, and by which item large teams are
    /// broken down.
    pub async fn set_wave_rules(
        &mut self,
        id: WaveId,
        policy: &DisclosurePolicy,
        grouping: Option<ItemId>,
    ) -> Result<()> {
        let policy = to_json(policy)?;
        on_db!(self, |db| sqlx::query(SET_RULES)
            .bind(id)
            .bind(&policy)
            .bind(grouping)
            .execute(db)
            .await
            .map(|_| ()))
    }

    /// The policy a wave has frozen; none before it opened.
    pub async fn wave_policy(&mut self, id: WaveId) -> Result<Option<DisclosurePolicy>> {
        let row: Option<(Option<String>,)> =
            on_db!(self, |db| sqlx::query_as(POLICY).bind(id).fetch_optional(db).await)?;
        row.and_then(|(policy,)| policy).as_deref().map(from_json).transpose()
    }

    /// The item by which a wave breaks large teams down, as frozen at opening.
    pub async fn wave_grouping(&mut self, id: WaveId) -> Result<Option<ItemId>> {
        let row: Option<(Option<ItemId>,)> =
            on_db!(self, |db| sqlx::query_as(GROUPING).bind(id).fetch_optional(db).await)?;
        Ok(row.and_then(|(grouping,)| grouping))
    }

    /// Freezes the items of a wave in the wordings now in force.
    pub async fn freeze_wave_items(&mut self, wave: WaveId, items: &[Item]) -> Result<()> {
        let rows = (0_i64..)
            .zip(items)
            .map(|(position, item)| [wave.into(), item.current.id.into(), position.into()]);
        self.insert_rows("wave_items", ["wave_id", "item_version_id", "position"], Box::new(rows))
            .await
    }

    /// Freezes the team tree of a wave.
    pub async fn freeze_wave_teams(&mut self, wave: WaveId, teams: &[Team]) -> Result<()> {
        let rows = teams.iter().map(|team| {
            [wave.into(), team.id.into(), team.parent.into(), team.name.as_str().into()]
        });
        self.insert_rows("wave_teams", ["wave_id", "team_id", "parent_id", "name"], Box::new(rows))
            .await
    }

    /// Freezes the roster of a wave.
    pub async fn freeze_wave_roster(&mut self, wave: WaveId, roster: &[RosterPlace]) -> Result<()> {
        let rows = roster.iter().map(|place| {
            [
                wave.into(),
                place.person_id.into(),
                place.team_id.into(),
                place.reporting_team_id.into(),
                place.answered.into(),
            ]
        });
        self.insert_rows("wave_roster", ROSTER_COLUMNS, Box::new(rows)).await
    }

    /// The teams as the wave froze them.
    pub async fn wave_teams(&mut self, wave: WaveId) -> Result<Vec<Team>> {
        let rows: Vec<WaveTeamRow> =
            on_db!(self, |db| sqlx::query_as(TEAMS).bind(wave).fetch_all(db).await)?;
        let team = |row: WaveTeamRow| Team {
            id: row.team_id,
            parent: row.parent_id,
            name: row.name,
            retired: false,
        };
        Ok(rows.into_iter().map(team).collect())
    }

    /// How many people report for each team; teams for which nobody does are left out.
    pub async fn wave_invited(&mut self, wave: WaveId) -> Result<Vec<(TeamId, i64)>> {
        on_db!(self, |db| sqlx::query_as(INVITED).bind(wave).fetch_all(db).await)
    }

    /// The whole frozen roster.
    pub async fn wave_roster(&mut self, wave: WaveId) -> Result<Vec<RosterPlace>> {
        on_db!(self, |db| sqlx::query_as(ROSTER).bind(wave).fetch_all(db).await)
    }

    /// Where one person stands in the frozen roster.
    pub async fn roster_place(
        &mut self,
        wave: WaveId,
        person: PersonId,
    ) -> Result<Option<RosterPlace>> {
        on_db!(self, |db| sqlx::query_as(PLACE).bind(wave).bind(person).fetch_optional(db).await)
    }

    /// Forgets who has answered: once a wave is closed nobody needs it, and where one person of a
    /// team had answered, it would say whose the one response of that team is.
    ///
    /// The rows are written anew, by person: PostgreSQL moves a row that is changed behind the
    /// others, so that those who answered would stand at the end, in the order of answering.
    pub async fn forget_who_answered(&mut self, wave: WaveId) -> Result<()> {
        let mut roster = self.wave_roster(wave).await?;
        for place in &mut roster {
            place.answered = false;
        }
        on_db!(self, |db| sqlx::query(DELETE_ROSTER).bind(wave).execute(db).await.map(|_| ()))?;
        self.freeze_wave_roster(wave, &roster).await
    }

    /// Notes that a person has answered; false when they had already: of two tabs, one wins.
    pub async fn mark_answered(&mut self, wave: WaveId, person: PersonId) -> Result<bool> {
        on_db!(self, |db| sqlx::query(MARK_ANSWERED)
            .bind(wave)
            .bind(person)
            .execute(db)
            .await
            .map(|done| done.rows_affected() == 1))
    }
}
