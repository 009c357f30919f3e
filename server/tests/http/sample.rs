//! What `soundings demo` shows: the sample organisation with its interviews.

use crate::{
    app::{MONDAY, TestApp},
    support::on_each_database,
};
use app::domain::{EvidenceSource, InterviewState};
use axum::http::StatusCode;
use soundings::sample::{DEMO_SEED, SampleOrganisation, generate, interviews};
use std::collections::{BTreeSet, HashMap};

on_each_database![the_interviews_of_the_sample_can_be_read_found_and_traced];

const DAY: i64 = 24 * 60 * 60 * 1000;

/// With few answers, as none of this is about them.
fn sample() -> SampleOrganisation {
    let mut sample = generate(DEMO_SEED, "2026-Q3".parse().unwrap()).unwrap();
    for quarter in &mut sample.quarters {
        quarter.responses.truncate(20);
    }
    sample
}

async fn the_interviews_of_the_sample_can_be_read_found_and_traced(app: TestApp) {
    let sample = sample();
    app.services.seed_sample(&sample, |_| ()).await.unwrap();
    let mut tx = app.services.store.read().await.unwrap();

    let talks = tx.interviews().await.unwrap();
    assert_eq!(talks.len(), 40);
    let people: BTreeSet<_> = talks.iter().map(|talk| talk.person.unwrap()).collect();
    assert_eq!(people.len(), 40);
    let consents: HashMap<_, _> = tx.consents().await.unwrap().into_iter().collect();
    for talk in &talks {
        assert!(talk.observer.is_none_or(|observer| Some(observer) != talk.person));
        assert!(!matches!(talk.starts_at.div_euclid(DAY).rem_euclid(7), 2 | 3), "at a weekend");
        assert_eq!(talk.state == InterviewState::Planned, talk.starts_at > MONDAY);
        let consent = consents.get(&talk.id);
        assert_eq!(consent.is_some(), talk.state == InterviewState::Held);
        assert!(consent.is_none_or(|it| it.recorded_at < MONDAY && it.keep_until() > MONDAY));
    }
    assert_eq!(consents.len(), 38);

    let highlights = tx.highlights().await.unwrap();
    let marked: usize =
        interviews::interviews().map(|it| it.highlights.len() + it.second_coder.len()).sum();
    assert_eq!(highlights.len(), marked);
    for highlight in &highlights {
        let note = tx.note(highlight.interview, highlight.place, highlight.author).await.unwrap();
        assert!(!highlight.span.of(&note.unwrap().text).is_empty());
    }
    let codings = tx.codings().await.unwrap();
    assert_eq!(codings.len(), 38 + 5);
    assert!(codings.iter().all(|coding| coding.is_blind()));
    assert!(codings.iter().all(|coding| coding.finished_at.unwrap() <= MONDAY));

    assert_eq!(tx.tags().await.unwrap().len(), interviews::codebook().len());
    assert_eq!(tx.themes().await.unwrap().len(), interviews::themes().len());
    assert_eq!(tx.jobs().await.unwrap().len(), interviews::jobs().len());
    let evidence = tx.evidence().await.unwrap();
    let named: usize = interviews::themes().iter().map(|theme| theme.evidence.len()).sum();
    let named: usize =
        named + interviews::jobs().iter().map(|job| job.evidence.len()).sum::<usize>();
    assert_eq!(evidence.len(), named);
    assert!(evidence.iter().any(|piece| matches!(piece.source, EvidenceSource::Cell(_))));

    let researcher = tx.people().await.unwrap();
    let researcher = researcher
        .into_iter()
        .find(|person| person.email.as_str() == sample.people[sample.cast.researcher].email);
    tx.commit().await.unwrap();
    let browser = app.sign_in(&researcher.unwrap()).await;
    let list = browser.get("/interviews").await.expect(StatusCode::OK);
    assert!(list.says("Route Planning") && list.says("Planned"), "{}", list.text());
    let found = browser.get("/interviews/search?q=ironing+board").await.expect(StatusCode::OK);
    assert_eq!(found.body.matches("class=\"hit\"").count(), 2, "{}", found.text());
}
