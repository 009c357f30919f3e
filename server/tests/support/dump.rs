//! Everything in a database as text, to compare what was before with what is after.

use soundings::store::Store;
use sqlx::AssertSqlSafe;
use std::collections::BTreeMap;

/// Every row of every table, sorted. Left out is when a session was last seen, the one thing that
/// looking at a page may change.
pub async fn dump(store: &Store) -> BTreeMap<String, Vec<String>> {
    let mut tables = BTreeMap::new();
    match store {
        Store::Sqlite(pool) => {
            let names: Vec<(String,)> = sqlx::query_as(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
            )
            .fetch_all(pool)
            .await
            .unwrap();
            for (table,) in names {
                let columns: Vec<(String,)> =
                    sqlx::query_as("SELECT name FROM pragma_table_info($1)")
                        .bind(&table)
                        .fetch_all(pool)
                        .await
                        .unwrap();
                let values: Vec<String> = columns
                    .iter()
                    .filter(|(column,)| column != "seen_at")
                    .map(|(column,)| format!("'{column}=' || quote({column})"))
                    .collect();
                let select =
                    format!("SELECT {} FROM {table} ORDER BY 1", values.join(" || ' ' || "));
                let rows: Vec<(String,)> =
                    sqlx::query_as(AssertSqlSafe(select)).fetch_all(pool).await.unwrap();
                tables.insert(table, rows.into_iter().map(|(row,)| row).collect());
            }
        }
        Store::Postgres(pool) => {
            let names: Vec<(String,)> =
                sqlx::query_as("SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'")
                    .fetch_all(pool)
                    .await
                    .unwrap();
            for (table,) in names {
                let select =
                    format!("SELECT (to_jsonb(t) - 'seen_at')::text FROM {table} t ORDER BY 1");
                let rows: Vec<(String,)> =
                    sqlx::query_as(AssertSqlSafe(select)).fetch_all(pool).await.unwrap();
                tables.insert(table, rows.into_iter().map(|(row,)| row).collect());
            }
        }
    }
    tables
}
