//! Interviews, what people agree to, and what was said.

use super::{START, id, organisation::Organisation};
use app::domain::{
    About, Consent, GuideVersionId, Interview, InterviewId, InterviewState, Note, NotePlace,
    Quotes, Readers, WaveId,
};
use soundings::store::{Store, StoreError};

fn note(organisation: &Organisation, place: NotePlace, text: &str, revision: i64) -> Note {
    Note { place, author: organisation.ada.id, text: text.to_owned(), revision }
}

pub async fn are_held(
    store: &Store,
    organisation: &Organisation,
    guide: GuideVersionId,
    wave: WaveId,
) {
    let ada = organisation.ada.id;
    let planned = Interview {
        id: InterviewId(id(0x500)),
        guide,
        person: Some(ada),
        team: organisation.ada.team,
        interviewer: ada,
        observer: None,
        starts_at: START,
        minutes: 45,
        place: "Room 1".into(),
        state: InterviewState::Planned,
        about: organisation.ada.team.map(|team| About { wave, team, item: None }),
    };
    let other = Interview {
        id: InterviewId(id(0x501)),
        team: None,
        starts_at: START + 1,
        about: None,
        ..planned.clone()
    };
    let mut tx = store.begin().await.unwrap();
    assert!(tx.insert_interview(&planned).await.unwrap());
    assert!(!tx.insert_interview(&planned).await.unwrap(), "sent twice, it is there once");
    assert!(tx.insert_interview(&other).await.unwrap());
    tx.commit().await.unwrap();

    let moved = Interview { minutes: 30, observer: Some(ada), place: "Room 2".into(), ..planned };
    let (state, held) = (InterviewState::Planned, InterviewState::Held);
    let mut tx = store.begin().await.unwrap();
    assert!(tx.plan_interview(&moved).await.unwrap());
    assert!(tx.advance_interview(moved.id, state, held).await.unwrap());
    assert!(!tx.advance_interview(moved.id, state, held).await.unwrap());
    assert!(!tx.plan_interview(&moved).await.unwrap(), "it has taken place");
    tx.commit().await.unwrap();
    let moved = Interview { state: held, ..moved };
    let mut tx = store.read().await.unwrap();
    assert_eq!(tx.interview(moved.id).await.unwrap(), Some(moved.clone()));
    let held = tx.interviews_held_by(ada).await.unwrap();
    assert_eq!(held, [other.clone(), moved.clone()], "newest first");
    let both = [other, moved.clone()];
    assert_eq!(tx.interviews().await.unwrap(), both, "newest first");
    assert_eq!(tx.some_interviews(1, 0).await.unwrap(), both[..1]);
    assert_eq!(tx.some_interviews(5, 1).await.unwrap(), both[1..]);
    assert_eq!(tx.count_interviews().await.unwrap(), 2);
    assert_eq!(tx.consent(moved.id).await.unwrap(), None);
    drop(tx);

    let consent = Consent {
        recorded_at: START,
        keep_days: 90,
        readers: Readers::Present,
        quotes: Quotes::No,
    };
    let mut tx = store.begin().await.unwrap();
    tx.insert_consent(moved.id, consent, "hash").await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = store.begin().await.unwrap();
    let twice = tx.insert_consent(moved.id, consent, "other").await;
    assert!(matches!(twice, Err(StoreError::Duplicate(_))), "{twice:?}");
    drop(tx);

    let changed = Consent {
        keep_days: 365,
        readers: Readers::Researchers,
        quotes: Quotes::WithoutName,
        ..consent
    };
    let first = note(organisation, NotePlace::Prompt { section: 1, prompt: 1 }, "Waited.", 1);
    let last = note(organisation, NotePlace::Else, "", 1);
    let mut tx = store.begin().await.unwrap();
    tx.update_consent(moved.id, changed).await.unwrap();
    tx.replace_consent_token(moved.id, "newer").await.unwrap();
    tx.write_note(moved.id, &last).await.unwrap();
    tx.write_note(moved.id, &first).await.unwrap();
    tx.write_note(moved.id, &Note { text: "Waited long.".into(), revision: 2, ..first.clone() })
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let mut tx = store.read().await.unwrap();
    assert_eq!(tx.consent(moved.id).await.unwrap(), Some(changed));
    assert_eq!(tx.consents().await.unwrap(), [(moved.id, changed)]);
    assert_eq!(tx.interview_by_token("hash").await.unwrap(), None);
    assert_eq!(tx.interview_by_token("newer").await.unwrap(), Some(moved.id));
    let rewritten = Note { text: "Waited long.".into(), revision: 2, ..first };
    assert_eq!(tx.notes(moved.id).await.unwrap(), [rewritten.clone(), last.clone()]);
    drop(tx);

    // Parts of a transcript are notes, in the order of their numbers.
    let part = |number| note(organisation, NotePlace::Transcript(number), "They waited.", 1);
    let mut tx = store.begin().await.unwrap();
    for number in [10, 2] {
        tx.write_note(moved.id, &part(number)).await.unwrap();
    }
    assert_eq!(
        tx.notes(moved.id).await.unwrap(),
        [rewritten.clone(), last.clone(), part(2), part(10)]
    );
    tx.delete_note(moved.id, &part(2)).await.unwrap();
    let short = Note { text: "Waited.".into(), revision: 2, ..part(10) };
    tx.rewrite_note(moved.id, &short, Some).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = store.read().await.unwrap();
    assert_eq!(tx.notes(moved.id).await.unwrap(), [rewritten, last, short]);
    drop(tx);

    let mut tx = store.begin().await.unwrap();
    tx.empty_interview(moved.id, InterviewState::Withdrawn).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = store.read().await.unwrap();
    let left = tx.interview(moved.id).await.unwrap().unwrap();
    assert_eq!((left.state, left.person, left.observer), (InterviewState::Withdrawn, None, None));
    assert!(tx.notes(moved.id).await.unwrap().is_empty());
    assert_eq!(tx.consent(moved.id).await.unwrap(), None);
    assert_eq!(tx.interview_by_token("newer").await.unwrap(), None);
}
