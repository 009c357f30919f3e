//! The two schemas are one: a column, key or index that is on one database is on the other.

use crate::support::{Database, Kind};
use soundings::store::Store;
use sqlx::{PgPool, SqlitePool};
use std::{collections::BTreeSet, io::Write};

/// A schema as sentences, which can be compared and read.
type Schema = BTreeSet<String>;

#[tokio::test]
async fn both_databases_have_the_same_tables() {
    let Some(server) = Database::create(Kind::Postgres).await else {
        // Not eprintln!, which nobody sees when a test passes.
        let told = "SKIPPED: SOUNDINGS_TEST_POSTGRES names no server to compare the schemas on\n";
        return std::io::stderr().write_all(told.as_bytes()).unwrap();
    };
    let file = Database::create(Kind::Sqlite).await.unwrap();
    let schemas = (schema(&file.open().await).await, schema(&server.open().await).await);
    file.remove().await;
    server.remove().await;
    let (sqlite, postgres) = schemas;
    assert!(sqlite.len() > 200, "only {} sentences", sqlite.len());
    let differences = differences(&sqlite, &postgres);
    // The rows of a release, which migration 0004 frees from a look at their release each.
    let mut known: Vec<String> = ["cells", "changes", "dimensions", "groups"]
        .map(|table| {
            format!("only on SQLite: release_{table} refers by (release_id) to releases (id)")
        })
        .to_vec();
    // The index of words is each database's own: a virtual table there, a column here.
    known.extend([
        "only on PostgreSQL: search_documents has the column vector, an index of words, never null"
            .to_owned(),
        "only on PostgreSQL: search_documents has the index search_documents_vector (vector)"
            .to_owned(),
    ]);
    assert_eq!(differences, known, "{}", differences.join("\n"));
}

#[tokio::test]
async fn every_kind_of_difference_is_found() {
    let file = Database::create(Kind::Sqlite).await.unwrap();
    let store = file.open().await;
    let before = schema(&store).await;
    let Store::Sqlite(pool) = &store else { panic!("this is SQLite") };
    for change in [
        "ALTER TABLE people ADD COLUMN nickname TEXT",
        "ALTER TABLE people ADD COLUMN height DOUBLE PRECISION NOT NULL DEFAULT 0",
        "CREATE INDEX people_nickname ON people (nickname, name)",
        "CREATE TABLE pets (name TEXT NOT NULL UNIQUE, owner BLOB REFERENCES people (id), \
         PRIMARY KEY (owner, name))",
        "DROP INDEX people_team",
    ] {
        sqlx::query(change).execute(pool).await.unwrap();
    }
    let differences = differences(&before, &schema(&store).await);
    assert_eq!(
        differences,
        [
            "only on SQLite: people has the index people_team (team_id)",
            "only on PostgreSQL: people has the column height, a number with a fraction, never null",
            "only on PostgreSQL: people has the column nickname, a text, or null",
            "only on PostgreSQL: people has the index people_nickname (nickname, name)",
            "only on PostgreSQL: pets has the column name, a text, never null",
            "only on PostgreSQL: pets has the column owner, an identifier, or null",
            "only on PostgreSQL: pets has the primary key (owner, name)",
            "only on PostgreSQL: pets has unique (name)",
            "only on PostgreSQL: pets refers by (owner) to people (id)",
        ]
    );
    file.remove().await;
}

fn differences(sqlite: &Schema, postgres: &Schema) -> Vec<String> {
    let only_here = sqlite.difference(postgres).map(|line| format!("only on SQLite: {line}"));
    let only_there = postgres.difference(sqlite).map(|line| format!("only on PostgreSQL: {line}"));
    only_here.chain(only_there).collect()
}

async fn schema(store: &Store) -> Schema {
    match store {
        Store::Sqlite(pool) => of_sqlite(pool).await,
        Store::Postgres(pool) => of_postgres(pool).await,
    }
}

fn column(table: &str, column: &str, kind: &str, nullable: bool) -> String {
    let kind = match kind.to_lowercase().as_str() {
        "blob" | "uuid" => "an identifier",
        "text" => "a text",
        // A key that SQLite counts up by itself has to be called INTEGER there.
        "bigint" | "integer" => "a whole number",
        "tsvector" => "an index of words",
        "boolean" => "a yes or no",
        "double precision" => "a number with a fraction",
        other => panic!("{table}.{column} is {other}, which the two databases may not share"),
    };
    let null = if nullable { "or null" } else { "never null" };
    format!("{table} has the column {column}, {kind}, {null}")
}

async fn of_sqlite(pool: &SqlitePool) -> Schema {
    let mut schema = Schema::new();
    let columns: Vec<(String, String, String, bool, i64)> = sqlx::query_as(
        "SELECT t.name, c.name, c.type, c.\"notnull\", c.pk
         FROM sqlite_schema t JOIN pragma_table_info(t.name) c
         WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name <> '_sqlx_migrations'
            AND t.name NOT LIKE 'search_index%'
         ORDER BY t.name, c.pk",
    )
    .fetch_all(pool)
    .await
    .unwrap();
    for (table, name, kind, never_null, _) in &columns {
        schema.insert(column(table, name, kind, !never_null));
    }
    let tables: BTreeSet<&String> = columns.iter().map(|(table, ..)| table).collect();
    for table in tables {
        let key: Vec<&str> = columns
            .iter()
            .filter(|(of, _, _, _, place)| of == table && *place > 0)
            .map(|(_, name, ..)| name.as_str())
            .collect();
        schema.insert(format!("{table} has the primary key ({})", key.join(", ")));
        schema.extend(indexes_of_sqlite(pool, table).await);
        schema.extend(references_of_sqlite(pool, table).await);
    }
    schema
}

async fn indexes_of_sqlite(pool: &SqlitePool, table: &str) -> Vec<String> {
    // Origin c: by CREATE INDEX; u: by UNIQUE; pk: by PRIMARY KEY.
    let indexes: Vec<(String, String, String)> = sqlx::query_as(
        "SELECT l.name, l.origin, group_concat(i.name, ', ')
         FROM pragma_index_list($1) l JOIN pragma_index_info(l.name) i
         WHERE l.origin <> 'pk' GROUP BY l.name, l.origin",
    )
    .bind(table)
    .fetch_all(pool)
    .await
    .unwrap();
    let sentence = |(name, origin, columns): (String, String, String)| match origin.as_str() {
        "u" => format!("{table} has unique ({columns})"),
        _ => format!("{table} has the index {name} ({columns})"),
    };
    indexes.into_iter().map(sentence).collect()
}

async fn references_of_sqlite(pool: &SqlitePool, table: &str) -> Vec<String> {
    let references: Vec<(String, String, String)> = sqlx::query_as(
        "SELECT group_concat(\"from\", ', '), \"table\", group_concat(\"to\", ', ')
         FROM pragma_foreign_key_list($1) GROUP BY id",
    )
    .bind(table)
    .fetch_all(pool)
    .await
    .unwrap();
    let sentence = |(from, other, to)| format!("{table} refers by ({from}) to {other} ({to})");
    references.into_iter().map(sentence).collect()
}

async fn of_postgres(pool: &PgPool) -> Schema {
    let columns: Vec<(String, String, String, bool)> = sqlx::query_as(
        "SELECT table_name::text, column_name::text, data_type::text, is_nullable = 'YES'
         FROM information_schema.columns
         WHERE table_schema = 'public' AND table_name <> '_sqlx_migrations'",
    )
    .fetch_all(pool)
    .await
    .unwrap();
    let mut schema: Schema = columns
        .iter()
        .map(|(table, name, kind, nullable)| column(table, name, kind, *nullable))
        .collect();
    let constraints: Vec<(String, String, String, String, Option<String>)> = sqlx::query_as(
        "SELECT c.conrelid::regclass::text, c.contype::text,
            (SELECT string_agg(a.attname, ', ' ORDER BY k.place)
             FROM unnest(c.conkey) WITH ORDINALITY k (number, place)
             JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.number),
            c.confrelid::regclass::text,
            (SELECT string_agg(a.attname, ', ' ORDER BY k.place)
             FROM unnest(c.confkey) WITH ORDINALITY k (number, place)
             JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.number)
         FROM pg_constraint c WHERE c.connamespace = 'public'::regnamespace
            AND c.conrelid <> '_sqlx_migrations'::regclass",
    )
    .fetch_all(pool)
    .await
    .unwrap();
    schema.extend(constraints.into_iter().map(|(table, kind, columns, other, others)| {
        match kind.as_str() {
            "p" => format!("{table} has the primary key ({columns})"),
            "u" => format!("{table} has unique ({columns})"),
            "f" => format!("{table} refers by ({columns}) to {other} ({})", others.unwrap()),
            other => panic!("{table} has a constraint of the kind {other} on {columns}"),
        }
    }));
    let indexes: Vec<(String, String, String)> = sqlx::query_as(
        "SELECT t.relname::text, i.relname::text, string_agg(a.attname, ', ' ORDER BY k.place)
         FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
         JOIN pg_class t ON t.oid = x.indrelid
         CROSS JOIN unnest(x.indkey::int2[]) WITH ORDINALITY k (number, place)
         JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number
         WHERE t.relnamespace = 'public'::regnamespace
            AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.oid)
         GROUP BY t.relname, i.relname",
    )
    .fetch_all(pool)
    .await
    .unwrap();
    schema.extend(
        indexes
            .into_iter()
            .map(|(table, name, columns)| format!("{table} has the index {name} ({columns})")),
    );
    schema
}
