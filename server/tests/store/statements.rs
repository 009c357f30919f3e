//! Every statement is one that the database understands, with the tables as they are now.

use crate::support::on_each_database;
use soundings::store::{ALL_PAIRS, ALL_STATEMENTS, Store};
use sqlx::{Executor, SqlSafeStr};
use std::{collections::BTreeSet, fs, path::Path};

on_each_database!(the_database_understands_every_statement);

async fn the_database_understands_every_statement(store: Store) {
    let mut misunderstood = Vec::new();
    for (noun, statements) in ALL_STATEMENTS {
        for &(name, text) in *statements {
            if let Err(error) = prepare(&store, text).await {
                misunderstood.push(format!("{noun}::{name}: {error}"));
            }
        }
    }
    for (noun, pairs) in ALL_PAIRS {
        for (name, pair) in *pairs {
            let text = match store {
                Store::Sqlite(_) => pair.sqlite,
                Store::Postgres(_) => pair.postgres,
            };
            if let Err(error) = prepare(&store, text).await {
                misunderstood.push(format!("{noun}::{name}: {error}"));
            }
        }
    }
    assert!(misunderstood.is_empty(), "{}", misunderstood.join("\n"));
    assert!(prepare(&store, "SELECT nickname FROM people").await.is_err(), "it does look");
}

async fn prepare(store: &Store, text: &'static str) -> Result<(), sqlx::Error> {
    match store {
        Store::Sqlite(pool) => pool.prepare(text.into_sql_str()).await.map(drop),
        Store::Postgres(pool) => pool.prepare(text.into_sql_str()).await.map(drop),
    }
}

/// A file of the store that isn't in the lists would have its statements tried by nobody.
#[test]
fn every_file_with_statements_is_in_the_lists() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store");
    let (mut nouns, mut pairs) = (BTreeSet::new(), 0);
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let noun = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if text.contains("\nstatements! {") {
            nouns.insert(noun);
        }
        pairs += text.matches(": Sql =").count();
    }
    let listed: BTreeSet<_> = ALL_STATEMENTS.iter().map(|(noun, _)| (*noun).to_owned()).collect();
    assert_eq!(listed, nouns);
    assert_eq!(ALL_PAIRS.iter().map(|(_, pairs)| pairs.len()).sum::<usize>(), pairs);
}
