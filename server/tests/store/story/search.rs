//! What is written can be found, by whoever may read it.

use super::{START, id, organisation::Organisation};
use app::domain::{
    Consent, GuideVersionId, Interview, InterviewId, InterviewState, Note, NotePlace, PersonId,
    Quotes, Readers,
};
use soundings::{
    search::Question,
    store::{
        Store,
        search::{Scope, Subject},
    },
};

async fn found(store: &Store, viewer: PersonId, words: &str, scope: &Scope) -> Vec<Subject> {
    let mut tx = store.read().await.unwrap();
    let question = Question::parse(words).unwrap();
    tx.find(&question, scope, viewer, 10, 0).await.unwrap()
}

pub async fn finds_what_is_there(
    store: &Store,
    organisation: &Organisation,
    guide: GuideVersionId,
) {
    let ada = &organisation.ada;
    let interview = Interview {
        id: InterviewId(id(0x5e0)),
        guide,
        person: Some(ada.id),
        team: ada.team,
        interviewer: ada.id,
        observer: None,
        starts_at: START - 5,
        minutes: 30,
        place: String::new(),
        state: InterviewState::Held,
        about: None,
    };
    let consent = Consent {
        recorded_at: START,
        keep_days: 90,
        readers: Readers::Present,
        quotes: Quotes::No,
    };
    let note = |place, text: &str| Note { place, author: ada.id, text: text.into(), revision: 1 };
    let (first, other) = (NotePlace::Prompt { section: 1, prompt: 1 }, NotePlace::Else);
    let mut tx = store.begin().await.unwrap();
    tx.insert_interview(&interview).await.unwrap();
    tx.insert_consent(interview.id, consent, "found").await.unwrap();
    tx.write_note(interview.id, &note(first, "They waited for Łukasz’ reviews.")).await.unwrap();
    tx.write_note(interview.id, &note(other, "Nothing else, no waiting.")).await.unwrap();
    tx.commit().await.unwrap();

    let anywhere = Scope::default();
    let one = Subject::Note(interview.id, first, ada.id);
    let both = [Subject::Note(interview.id, other, ada.id), one];
    assert_eq!(found(store, ada.id, "wait", &anywhere).await, both, "newest first");
    assert_eq!(found(store, ada.id, "LUKASZ review", &anywhere).await, [one]);
    assert_eq!(found(store, ada.id, "waited nothing", &anywhere).await, []);
    let stranger = PersonId(id(0x999));
    assert_eq!(found(store, stranger, "wait", &anywhere).await, [], "for those present only");
    let mut tx = store.begin().await.unwrap();
    tx.update_consent(interview.id, Consent { readers: Readers::Researchers, ..consent })
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(found(store, stranger, "wait", &anywhere).await, both);

    let team = ada.team.unwrap();
    let attribute = ada.attributes.first().cloned();
    for (scope, finds) in [
        (Scope { kind: Some("theme".into()), ..Scope::default() }, false),
        (Scope { kind: Some("note".into()), ..Scope::default() }, true),
        (Scope { teams: Some(vec![team]), ..Scope::default() }, true),
        (Scope { teams: Some(Vec::new()), ..Scope::default() }, false),
        (Scope { from: Some(START - 5), until: Some(START), ..Scope::default() }, true),
        (Scope { from: Some(START - 4), ..Scope::default() }, false),
        (Scope { until: Some(START - 5), ..Scope::default() }, false),
        (Scope { attribute: attribute.clone(), ..Scope::default() }, true),
        (Scope { attribute: Some(("x".into(), "\"y\"".into())), ..Scope::default() }, false),
        (Scope { tags: Some(Vec::new()), ..Scope::default() }, false),
    ] {
        let hits = found(store, stranger, "wait", &scope).await;
        assert_eq!(!hits.is_empty(), finds, "{scope:?}");
    }
    let mut tx = store.read().await.unwrap();
    assert_eq!(tx.note(interview.id, other, stranger).await.unwrap(), None);
    assert_eq!(tx.interviewed_teams().await.unwrap(), [team]);
    assert_eq!(tx.interview_times().await.unwrap(), Some((START - 5, START - 5)));
    assert!(tx.attributes().await.unwrap().contains(&ada.attributes));
    drop(tx);

    // What is changed is found by its new words only, and what is forgotten by none.
    let mut tx = store.begin().await.unwrap();
    let changed = Note { revision: 2, ..note(first, "They queued.") };
    tx.write_note(interview.id, &changed).await.unwrap();
    tx.write_note(interview.id, &Note { revision: 2, ..note(other, "") }).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(found(store, ada.id, "wait", &anywhere).await, []);
    assert_eq!(found(store, ada.id, "queued", &anywhere).await, [one]);
    let mut tx = store.begin().await.unwrap();
    tx.empty_interview(interview.id, InterviewState::Withdrawn).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(found(store, ada.id, "queued", &anywhere).await, []);
    remove(store, interview.id).await;
}

/// Takes the interview out of the story, which goes on with others.
pub async fn remove(store: &Store, id: InterviewId) {
    let statement = "DELETE FROM interviews WHERE id = $1";
    match store {
        Store::Sqlite(pool) => sqlx::query(statement).bind(id).execute(pool).await.map(|_| ()),
        Store::Postgres(pool) => sqlx::query(statement).bind(id).execute(pool).await.map(|_| ()),
    }
    .unwrap();
}
