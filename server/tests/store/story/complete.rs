//! The story leaves out no method.

use std::{collections::BTreeSet, fs, path::Path};

fn sources(folder: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut paths: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(|path| fs::read_to_string(path).unwrap()).collect()
}

/// The names after `before`, up to the parenthesis that opens the parameters.
fn names_after<'t>(text: &'t str, before: &'static str) -> BTreeSet<&'t str> {
    let rest = text.split(before).skip(1);
    rest.filter_map(|rest| rest.split_once(['(', '<'])).map(|(name, _)| name).collect()
}

#[test]
fn every_method_of_the_store_is_in_the_story() {
    let source = sources("src/store");
    let methods = names_after(&source, "pub async fn ");
    assert!(methods.len() > 60, "the scan finds only {methods:?}");
    // Migrating has tests of its own; the story gets a database that is up to date.
    let elsewhere = ["open", "migrate"];
    let story = sources("tests/store/story");
    let missing: Vec<_> = methods
        .into_iter()
        .filter(|method| !elsewhere.contains(method) && !story.contains(&format!(".{method}(")))
        .collect();
    assert!(missing.is_empty(), "add a sentence to the story for {missing:?}");
}
