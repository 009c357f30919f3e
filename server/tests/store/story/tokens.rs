//! A wave has a key, gives out tokens, and keeps what shows that they were its own.

use super::organisation::Organisation;
use app::{
    domain::{AnswerSheet, AnswerValue, ItemVersionId, PersonId, ResponseId, Wave, WaveId},
    report::TokenCounts,
};
use soundings::store::{Store, responses::StoredResponse};
use token::{KeyPair, info};

/// Between opening and closing.
pub async fn are_given(store: &Store, organisation: &Organisation, wave: &Wave) {
    let key = KeyPair::generate(|bytes| bytes.fill(3));
    let (ada, bela) = (organisation.ada.id, organisation.bela.id);
    let team = organisation.engineering.id;
    let mut tx = store.begin().await.unwrap();
    assert_eq!(tx.wave_key(wave.id).await.unwrap(), None);
    assert_eq!(tx.wave_secret(wave.id).await.unwrap(), None);
    tx.insert_wave_key(wave.id, &key.public_key(), &key.secret()).await.unwrap();
    assert!(tx.hold_open(wave.id).await.unwrap());
    assert!(!tx.hold_open(WaveId(super::id(0xdead))).await.unwrap());
    assert_eq!(tx.issued_token(wave.id, bela).await.unwrap(), None);
    assert!(tx.issue_token(wave.id, bela, &[7; 32]).await.unwrap());
    assert!(!tx.issue_token(wave.id, ada, &[7; 32]).await.unwrap(), "she has answered by name");
    let stranger = PersonId(super::id(0xdead));
    assert!(!tx.issue_token(wave.id, stranger, &[7; 32]).await.unwrap(), "nobody asks them");
    tx.commit().await.unwrap();
    let mut tx = store.begin().await.unwrap();
    assert!(!tx.issue_token(wave.id, bela, &[8; 32]).await.unwrap(), "one a person");
    assert_eq!(tx.issued_token(wave.id, bela).await.unwrap(), Some([7; 32]));
    assert_eq!(tx.issued_token(wave.id, ada).await.unwrap(), None);
    let issued = tx.issued_by_team(wave.id).await.unwrap();
    assert_eq!(issued.iter().map(|(_, count)| count).sum::<i64>(), 1);
    assert_eq!(tx.wave_key(wave.id).await.unwrap(), Some(key.public_key()));
    assert_eq!(tx.wave_secret(wave.id).await.unwrap(), Some(*key.secret()));

    let tag = info(wave.id.0, team.0);
    let redemption = |seed: u8| key.redemption([seed; 32], &tag, |bytes| bytes.fill(9)).unwrap();
    for seed in [2, 1] {
        tx.insert_redemption(wave.id, team, &redemption(seed)).await.unwrap();
    }
    tx.insert_redemption(wave.id, team, &redemption(1)).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = store.read().await.unwrap();
    let mut kept = tx.redemptions_of(wave.id).await.unwrap();
    kept.sort_by_key(|(_, redemption)| redemption.input);
    assert_eq!(kept, [(team, redemption(1)), (team, redemption(2))], "each once");
}

/// With the same token again.
pub async fn replace_answers(store: &Store, organisation: &Organisation, wave: &Wave) {
    let put = |number: i64| StoredResponse {
        id: ResponseId(super::id(0x4ff)),
        team: organisation.payments.id,
        answers: AnswerSheet(
            [(ItemVersionId(super::id(1)), AnswerValue::Number(number.try_into().unwrap()))].into(),
        ),
    };
    let mut tx = store.begin().await.unwrap();
    let before = tx.count_responses(wave.id).await.unwrap();
    tx.put_response(wave.id, &put(2)).await.unwrap();
    tx.put_response(wave.id, &put(5)).await.unwrap();
    assert_eq!(tx.count_responses(wave.id).await.unwrap(), before + 1);
    let stored = tx.responses(wave.id).await.unwrap();
    assert!(stored.contains(&put(5)) && !stored.contains(&put(2)));
    let by_team = tx.responses_by_team(wave.id).await.unwrap();
    assert!(by_team.contains(&(organisation.payments.id, 1)), "{by_team:?}");
    assert_eq!(by_team.iter().map(|(_, count)| count).sum::<i64>(), before + 1);
    // It never happened: the chapters after this one know nothing of it.
    drop(tx);
}

/// At closing.
pub async fn are_over(store: &Store, organisation: &Organisation, wave: &Wave) {
    let team = organisation.engineering.id;
    let count = TokenCounts { team, invited: 9, issued: 3, redeemed: 2 };
    let mut tx = store.begin().await.unwrap();
    assert_eq!(tx.token_counts(wave.id).await.unwrap(), []);
    let redemptions = tx.rewrite_redemptions(wave.id).await.unwrap();
    assert_eq!(redemptions.len(), 2);
    tx.insert_token_counts(wave.id, &[count]).await.unwrap();
    tx.forget_issued_tokens(wave.id).await.unwrap();
    tx.delete_wave_secret(wave.id).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = store.read().await.unwrap();
    assert_eq!(tx.redemptions_of(wave.id).await.unwrap(), redemptions, "by input");
    assert_eq!(tx.token_counts(wave.id).await.unwrap(), [count]);
    assert_eq!(tx.issued_by_team(wave.id).await.unwrap(), []);
    assert_eq!(tx.wave_secret(wave.id).await.unwrap(), None);
    assert!(tx.wave_key(wave.id).await.unwrap().is_some(), "the public half stays");
    assert!(tx.lies_in_no_order(wave.id).await.unwrap());
    let columns = tx.columns_of("responses").await.unwrap();
    assert_eq!(columns, ["id", "wave_id", "team_id", "answers"]);
    assert_eq!(tx.columns_of("no_such_table").await.unwrap(), Vec::<String>::new());
}
