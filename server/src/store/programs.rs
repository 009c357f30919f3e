//! Programs and the items they ask.

use super::{Result, StoreError, Tx, on_db, statements};
use app::domain::{ItemId, Mode, Program, ProgramId, Schedule};

statements! {
    ALL = "SELECT id, name, purpose, mode, opens_after_days, open_days, grouping_item_id, archived
        FROM programs ORDER BY archived, name";
    BY_ID = "SELECT id, name, purpose, mode, opens_after_days, open_days, grouping_item_id, archived
        FROM programs WHERE id = $1";
    INSERT = "INSERT INTO programs
        (id, name, purpose, mode, opens_after_days, open_days, grouping_item_id, archived)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    UPDATE = "UPDATE programs SET name = $2, purpose = $3, mode = $4, opens_after_days = $5,
        open_days = $6, grouping_item_id = $7, archived = $8 WHERE id = $1";
    CLEAR_ITEMS = "DELETE FROM program_items WHERE program_id = $1";
    INSERT_ITEM = "INSERT INTO program_items (program_id, item_id, position) VALUES ($1, $2, $3)";
}

#[derive(sqlx::FromRow)]
struct ProgramRow {
    id: ProgramId,
    name: String,
    purpose: String,
    mode: String,
    opens_after_days: Option<i64>,
    open_days: Option<i64>,
    grouping_item_id: Option<ItemId>,
    archived: bool,
}

impl TryFrom<ProgramRow> for Program {
    type Error = StoreError;

    fn try_from(row: ProgramRow) -> Result<Self> {
        Ok(Self {
            id: row.id,
            name: row.name,
            purpose: row.purpose,
            mode: Mode::parse(&row.mode)
                .ok_or_else(|| StoreError::Corrupt(format!("mode {}", row.mode)))?,
            schedule: row
                .opens_after_days
                .zip(row.open_days)
                .map(|(opens_after_days, open_days)| Schedule { opens_after_days, open_days }),
            grouping: row.grouping_item_id,
            archived: row.archived,
        })
    }
}

impl Tx {
    /// All programs, archived ones last.
    pub async fn programs(&mut self) -> Result<Vec<Program>> {
        let rows: Vec<ProgramRow> = on_db!(self, |db| sqlx::query_as(ALL).fetch_all(db).await)?;
        rows.into_iter().map(Program::try_from).collect()
    }

    /// A program by id.
    pub async fn program(&mut self, id: ProgramId) -> Result<Option<Program>> {
        let row: Option<ProgramRow> =
            on_db!(self, |db| sqlx::query_as(BY_ID).bind(id).fetch_optional(db).await)?;
        row.map(Program::try_from).transpose()
    }

    /// Adds a program.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] when the name is taken.
    pub async fn insert_program(&mut self, program: &Program) -> Result<()> {
        self.write_program(INSERT, program).await
    }

    /// Replaces everything about a program but its items.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] when the new name is taken.
    pub async fn update_program(&mut self, program: &Program) -> Result<()> {
        self.write_program(UPDATE, program).await
    }

    async fn write_program(&mut self, sql: &'static str, program: &Program) -> Result<()> {
        on_db!(self, |db| sqlx::query(sql)
            .bind(program.id)
            .bind(&program.name)
            .bind(&program.purpose)
            .bind(program.mode.name())
            .bind(program.schedule.map(|schedule| schedule.opens_after_days))
            .bind(program.schedule.map(|schedule| schedule.open_days))
            .bind(program.grouping)
            .bind(program.archived)
            .execute(db)
            .await
            .map(|_| ()))
    }

    /// Sets the items of a program, in order.
    pub async fn set_program_items(&mut self, program: ProgramId, items: &[ItemId]) -> Result<()> {
        on_db!(self, |db| sqlx::query(CLEAR_ITEMS).bind(program).execute(db).await.map(|_| ()))?;
        for (position, item) in (0_i64..).zip(items) {
            on_db!(self, |db| sqlx::query(INSERT_ITEM)
                .bind(program)
                .bind(*item)
                .bind(position)
                .execute(db)
                .await
                .map(|_| ()))?;
        }
        Ok(())
    }
}
