//! Small facts about this server as a whole, by name.

use super::{Result, Tx, on_db, statements};

statements! {
    GET = "SELECT value FROM settings WHERE name = $1";
    SET = "INSERT INTO settings (name, value) VALUES ($1, $2)
        ON CONFLICT (name) DO UPDATE SET value = excluded.value";
}

impl Tx {
    /// A fact, if it was ever set.
    pub async fn setting(&mut self, name: &str) -> Result<Option<String>> {
        let row: Option<(String,)> =
            on_db!(self, |db| sqlx::query_as(GET).bind(name).fetch_optional(db).await)?;
        Ok(row.map(|(value,)| value))
    }

    /// Sets a fact.
    pub async fn set_setting(&mut self, name: &str, value: &str) -> Result<()> {
        on_db!(self, |db| sqlx::query(SET).bind(name).bind(value).execute(db).await.map(|_| ()))
    }
}
