//! Invitations to interviews, what people wish about being asked, and how often they were.

use super::{START, id, organisation::Organisation};
use app::domain::{
    Answer, InterviewId, InterviewState, Invited, WaveId,
    rotation::{ContactKind, Wish},
};
use soundings::store::{Store, StoreError, rotation::Contact};

const DAY: i64 = 24 * 60 * 60 * 1000;

/// After `interviews::are_held`, which leaves one interview planned with Ada.
pub async fn goes_round(store: &Store, organisation: &Organisation, wave: WaveId) {
    let ada = organisation.ada.id;
    let interview = InterviewId(id(0x501));
    let mut tx = store.read().await.unwrap();
    let with_ada = tx.interviews_with(ada).await.unwrap();
    assert_eq!(with_ada.iter().map(|one| one.id).collect::<Vec<_>>(), [interview]);
    assert_eq!(tx.invitation(interview).await.unwrap(), None);
    drop(tx);

    let sent = Invited {
        sequence: 0,
        sent_at: START,
        owed: true,
        answer: Answer::Waiting,
        answered_at: None,
    };
    let mut tx = store.begin().await.unwrap();
    tx.lock_person(ada).await.unwrap();
    tx.insert_invitation(interview, sent, "first").await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = store.begin().await.unwrap();
    let twice = tx.insert_invitation(interview, sent, "other").await;
    assert!(matches!(twice, Err(StoreError::Duplicate(_))), "{twice:?}");
    drop(tx);

    let mut tx = store.begin().await.unwrap();
    tx.invitation_was_sent(interview, 1).await.unwrap();
    assert!(tx.invitation(interview).await.unwrap().unwrap().owed, "another version was sent");
    tx.invitation_was_sent(interview, 0).await.unwrap();
    tx.commit().await.unwrap();
    let answered = Invited {
        sequence: 1,
        owed: false,
        answer: Answer::Accepted,
        answered_at: Some(START + 9),
        ..sent
    };
    let mut tx = store.begin().await.unwrap();
    assert!(!tx.invitation(interview).await.unwrap().unwrap().owed);
    tx.update_invitation(interview, answered).await.unwrap();
    tx.replace_invitation_token(interview, "second").await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = store.read().await.unwrap();
    assert_eq!(tx.invitations().await.unwrap(), [(interview, answered)]);
    assert_eq!(tx.interview_by_invitation("first").await.unwrap(), None);
    assert_eq!(tx.interview_by_invitation("second").await.unwrap(), Some(interview));
    drop(tx);

    wishes_are_kept(store, organisation).await;
    contacts_are_counted(store, organisation, wave).await;

    let mut tx = store.begin().await.unwrap();
    tx.empty_interview(interview, InterviewState::Withdrawn).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = store.read().await.unwrap();
    assert!(tx.invitations().await.unwrap().is_empty(), "it goes with its interview");
    assert!(tx.interviews_with(ada).await.unwrap().is_empty());
}

async fn wishes_are_kept(store: &Store, organisation: &Organisation) {
    let ada = organisation.ada.id;
    let never = Wish { never: true, not_before: Some(START) };
    for wish in [Wish { never: false, not_before: Some(START) }, never] {
        let mut tx = store.begin().await.unwrap();
        tx.set_wish(ada, wish).await.unwrap();
        tx.commit().await.unwrap();
    }
    let mut tx = store.begin().await.unwrap();
    assert_eq!(tx.wish(ada).await.unwrap(), never);
    assert_eq!(tx.wishes().await.unwrap(), [(ada, never)]);
    tx.set_wish(ada, Wish::default()).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = store.read().await.unwrap();
    assert_eq!(tx.wish(ada).await.unwrap(), Wish::default());
    assert!(tx.wishes().await.unwrap().is_empty());
}

async fn contacts_are_counted(store: &Store, organisation: &Organisation, wave: WaveId) {
    let ada = organisation.ada.id;
    let day = START - START % DAY;
    let mut tx = store.begin().await.unwrap();
    tx.insert_contact(id(0x510), ada, ContactKind::Interview, START).await.unwrap();
    tx.insert_contact(id(0x511), ada, ContactKind::Reminder, START + DAY).await.unwrap();
    tx.commit().await.unwrap();
    let first = Contact { person: ada, kind: ContactKind::Interview, happened_at: day };
    let second = Contact { kind: ContactKind::Reminder, happened_at: day + DAY, ..first };
    let mut tx = store.begin().await.unwrap();
    let mut all = tx.contacts().await.unwrap();
    all.sort_by_key(|contact| contact.happened_at);
    assert_eq!(all, [first, second], "by their day");
    tx.delete_contacts_before(day + 1).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = store.read().await.unwrap();
    assert_eq!(tx.contacts_of(ada).await.unwrap(), [second]);

    let opened = tx.wave(wave).await.unwrap().unwrap().opens_at.unwrap();
    let roster = tx.wave_roster(wave).await.unwrap();
    let mut surveyed = tx.surveyed(opened).await.unwrap();
    surveyed.sort();
    let mut expected: Vec<_> = roster.iter().map(|place| (place.person_id, opened)).collect();
    expected.sort();
    assert_eq!(surveyed, expected);
    assert!(tx.surveyed(opened + 1).await.unwrap().is_empty());
    assert_eq!(tx.surveyed_of(ada, opened).await.unwrap(), [(ada, opened)]);
    assert!(tx.people_ids_in_team(organisation.ada.team.unwrap()).await.unwrap().contains(&ada));
}
