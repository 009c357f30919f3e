//! Signing in and out, and one-time links.

use super::{START, id, organisation::Organisation};
use app::domain::{Email, InvitationId, PersonId, Roles, SessionId};
use soundings::store::Store;

pub async fn come_and_go(store: &Store, organisation: &Organisation) {
    sessions_begin_and_end(store, organisation.ada.id, organisation.bela.id).await;
    links_work_once(store, organisation.ada.id).await;
    people_are_corrected_and_put_back(store, organisation.ada.id).await;
}

/// In a transaction that is dropped: the rest of the story knows them as they were.
async fn people_are_corrected_and_put_back(store: &Store, ada: PersonId) {
    let mut tx = store.begin().await.unwrap();
    let email = Email::parse("countess@example.com").unwrap();
    tx.correct_person(ada, "The Countess", &email).await.unwrap();
    tx.set_roles(ada, Roles { researcher: true, ..Roles::default() }).await.unwrap();
    tx.set_left(ada, true).await.unwrap();
    let person = tx.person(ada).await.unwrap().unwrap();
    assert_eq!((person.name.as_str(), person.email), ("The Countess", email));
    assert!(person.roles.researcher && !person.roles.admin && person.left);
    drop(tx);
    let mut tx = store.read().await.unwrap();
    assert_ne!(tx.person(ada).await.unwrap().unwrap().name, "The Countess");
}

async fn sessions_begin_and_end(store: &Store, ada: PersonId, bela: PersonId) {
    let session = |number| SessionId(id(number));
    let mut tx = store.begin().await.unwrap();
    tx.insert_session(session(1), "ada-laptop", ada, START).await.unwrap();
    tx.insert_session(session(2), "ada-phone", ada, START + 1).await.unwrap();
    tx.insert_session(session(3), "ada-old", ada, START - 1_000).await.unwrap();
    tx.insert_session(session(4), "bela", bela, START).await.unwrap();
    tx.touch_session(session(1), START + 500).await.unwrap();
    tx.touch_session(session(3), START + 500).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = store.read().await.unwrap();
    let laptop = tx.session_by_token("ada-laptop").await.unwrap().unwrap();
    assert_eq!((laptop.id, laptop.person_id), (session(1), ada));
    assert_eq!((laptop.created_at, laptop.seen_at), (START, START + 500));
    assert!(tx.session_by_token("nobody").await.unwrap().is_none());
    drop(tx);

    // Béla was not here since the start; Ada's oldest session began too long ago.
    let mut tx = store.begin().await.unwrap();
    tx.delete_expired(START, START + 1, START - 500).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = store.begin().await.unwrap();
    for (token, lives) in
        [("ada-laptop", true), ("ada-phone", true), ("ada-old", false), ("bela", false)]
    {
        assert_eq!(tx.session_by_token(token).await.unwrap().is_some(), lives, "{token}");
    }
    assert_eq!(tx.count_sessions_of(ada, 0, 0).await.unwrap(), 2);
    let all = tx.sessions_of(ada).await.unwrap();
    assert_eq!(all.iter().map(|session| session.id).collect::<Vec<_>>(), [session(1), session(2)]);
    tx.delete_session(session(2)).await.unwrap();
    assert!(tx.session_by_token("ada-phone").await.unwrap().is_none());
    assert!(tx.session_by_token("ada-laptop").await.unwrap().is_some());
    tx.delete_sessions_of(ada).await.unwrap();
    assert!(tx.session_by_token("ada-laptop").await.unwrap().is_none());
    tx.commit().await.unwrap();
}

async fn links_work_once(store: &Store, ada: PersonId) {
    let link = |number| InvitationId(id(number));
    let mut tx = store.begin().await.unwrap();
    for (number, token, person, purpose, expires_at) in [
        (1, "first", None, "first-admin", START + 10),
        (2, "invited", Some(ada), "invitation", START + 10),
        (3, "again", Some(ada), "sign-in", START + 10),
        (4, "late", Some(ada), "sign-in", START - 10),
        (5, "used", Some(ada), "sign-in", START + 10),
    ] {
        tx.insert_link(link(number), token, person, purpose, expires_at).await.unwrap();
    }
    tx.commit().await.unwrap();

    let mut tx = store.begin().await.unwrap();
    let purposes: Vec<String> =
        tx.links_of(ada).await.unwrap().into_iter().map(|link| link.purpose).collect();
    assert!(purposes.iter().any(|purpose| purpose == "invitation"), "{purposes:?}");
    let invited = tx.link_by_token("invited").await.unwrap().unwrap();
    assert_eq!((invited.id, invited.person_id), (link(2), Some(ada)));
    assert_eq!((invited.purpose.as_str(), invited.expires_at), ("invitation", START + 10));
    assert_eq!(tx.people_with_link("invitation", START).await.unwrap(), [ada]);
    assert!(tx.people_with_link("invitation", START + 11).await.unwrap().is_empty(), "it is over");
    assert!(tx.has_link(ada, "invitation", START).await.unwrap());
    assert!(tx.use_link(link(5)).await.unwrap());
    assert!(!tx.use_link(link(5)).await.unwrap(), "of two at once, one wins");
    assert!(tx.link_by_token("used").await.unwrap().is_none());
    assert!(tx.link_by_token("late").await.unwrap().is_some(), "whoever asks looks at the clock");
    tx.commit().await.unwrap();

    let mut tx = store.begin().await.unwrap();
    tx.delete_expired(START, 0, 0).await.unwrap();
    assert!(tx.link_by_token("late").await.unwrap().is_none());
    tx.use_links_for("first-admin").await.unwrap();
    assert!(tx.link_by_token("first").await.unwrap().is_none());
    assert!(tx.link_by_token("invited").await.unwrap().is_some());
    tx.use_links_of(ada).await.unwrap();
    assert!(tx.link_by_token("invited").await.unwrap().is_none());
    assert!(tx.link_by_token("again").await.unwrap().is_none());
    tx.commit().await.unwrap();
}
