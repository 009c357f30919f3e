//! One organisation from its first admin to its first release, through every method of the store.
//!
//! The chapters build on each other, so they are one test; each commits what it writes and reads
//! it back in another transaction, because what a transaction sees of itself proves little.

mod accounts;
mod coding;
mod complete;
mod findings;
mod guides;
mod interviews;
mod organisation;
mod passages;
mod release;
mod roster;
mod rotation;
mod search;
mod survey;
mod tokens;
mod wave;

use crate::support::on_each_database;
use soundings::store::{Store, tidying::Tidied};
use uuid::Uuid;

on_each_database!(the_whole_story);

/// The first instant of the story; later ones are counted in milliseconds from here.
const START: i64 = 1_700_000_000_000;

/// Identifiers that say in a failed assertion which row they belong to.
fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

async fn the_whole_story(store: Store) {
    store.ping().await.unwrap();
    let organisation = organisation::is_set_up(&store).await;
    accounts::come_and_go(&store, &organisation).await;
    roster::is_applied(&store, &organisation).await;
    let survey = survey::is_built(&store).await;
    let guide = guides::are_written(&store).await;
    let wave = wave::runs(&store, &organisation, &survey).await;
    search::finds_what_is_there(&store, &organisation, guide).await;
    findings::rest_on_evidence(&store, &organisation, guide, wave).await;
    coding::is_done(&store, &organisation, guide).await;
    interviews::are_held(&store, &organisation, guide, wave).await;
    rotation::goes_round(&store, &organisation, wave).await;
    release::is_published(&store, &organisation, &survey, wave).await;
    assert_eq!(store.tidy().await.unwrap(), Tidied::NothingDue);
    store.close().await;
    let closed = store.ping().await.unwrap_err();
    assert!(closed.is_outage(), "{closed}");
}
