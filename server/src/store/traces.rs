//! What a database keeps beside what is written into it: which columns there are, and in which
//! order rows lie. For whoever checks a wave that is over.

use super::{Result, Sql, Tx, on_db};
use app::domain::WaveId;

const COLUMNS: Sql = Sql {
    sqlite: "SELECT name FROM pragma_table_info($1) ORDER BY cid",
    postgres: "SELECT column_name::text FROM information_schema.columns
        WHERE table_schema = current_schema() AND table_name = $1 ORDER BY ordinal_position",
};

/// A table without row ids lies in the order of its key. PostgreSQL's lie as they were written, and
/// know which transaction wrote them.
const RESPONSES: Sql = Sql {
    sqlite: "SELECT $1 IS NOT NULL AND EXISTS (SELECT 1 FROM sqlite_master
        WHERE name = 'responses' AND sql LIKE '%WITHOUT ROWID')",
    postgres: "SELECT COUNT(DISTINCT xmin::text) <= 1
        AND COALESCE(BOOL_AND(before IS NULL OR before < id), TRUE)
        FROM (SELECT xmin, id, LAG(id) OVER (ORDER BY ctid) AS before
            FROM responses WHERE wave_id = $1) AS lying",
};
const REDEMPTIONS: Sql = Sql {
    sqlite: "SELECT $1 IS NOT NULL AND EXISTS (SELECT 1 FROM sqlite_master
        WHERE name = 'wave_redemptions' AND sql LIKE '%WITHOUT ROWID')",
    postgres: "SELECT COUNT(DISTINCT xmin::text) <= 1
        AND COALESCE(BOOL_AND(before IS NULL OR before < input COLLATE \"C\"), TRUE)
        FROM (SELECT xmin, input, LAG(input) OVER (ORDER BY ctid) AS before
            FROM wave_redemptions WHERE wave_id = $1) AS lying",
};

/// Those of the statements above that are two, by name.
pub const PAIRS: &[(&str, Sql)] =
    &[("COLUMNS", COLUMNS), ("RESPONSES", RESPONSES), ("REDEMPTIONS", REDEMPTIONS)];

impl Tx {
    /// The columns of a table, in their order.
    pub async fn columns_of(&mut self, table: &str) -> Result<Vec<String>> {
        let columns = COLUMNS.of(self);
        let rows: Vec<(String,)> =
            on_db!(self, |db| sqlx::query_as(columns).bind(table).fetch_all(db).await)?;
        Ok(rows.into_iter().map(|(name,)| name).collect())
    }

    /// Whether the responses and the redemptions of a wave lie on disk in the order of their random
    /// keys, written all at once.
    pub async fn lies_in_no_order(&mut self, wave: WaveId) -> Result<bool> {
        for pair in [RESPONSES, REDEMPTIONS] {
            let lies = pair.of(self);
            let (random,): (bool,) =
                on_db!(self, |db| sqlx::query_as(lies).bind(wave).fetch_one(db).await)?;
            if !random {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
