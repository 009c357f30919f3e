//! The journey that the browser tests make against a server of cardboard: with every random byte a
//! seven, it is always the same one. `end2end/fixtures/journey.json` has what a server would say.
#![cfg(feature = "json")]
#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use serde_json::json;
use token::{Blinding, KeyPair, Token, encoding::encode, info};
use uuid::Uuid;

#[test]
fn the_browser_tests_have_what_a_server_would_say() {
    let sevens = |bytes: &mut [u8]| bytes.fill(7);
    let (wave, team) = (Uuid::from_u128(0x7a), Uuid::from_u128(0x7b));
    let key = KeyPair::generate(sevens);
    let blinding = Blinding::new(&[7; 32], sevens).unwrap();
    let told = key.evaluate(&blinding.element(), &info(wave, team), sevens).unwrap();
    let other = KeyPair::generate(|bytes| bytes.fill(8));
    let wrong = other.evaluate(&blinding.element(), &info(wave, team), sevens).unwrap();
    let output = blinding
        .finish(&told.evaluated, &told.proof, &key.public_key(), &info(wave, team))
        .unwrap();
    let token = Token { wave, team, key: key.public_key(), input: [7; 32], output };
    let journey = json!({
        "wave": wave.to_string(),
        "team": team.to_string(),
        "key": encode(&key.public_key()),
        "blinded": encode(&blinding.element()),
        "evaluated": encode(&told.evaluated),
        "proof": encode(&told.proof),
        "evaluated_by_another": encode(&wrong.evaluated),
        "proof_of_another": encode(&wrong.proof),
        "input": encode(&[7; 32]),
        "output": encode(&output),
        "file": token.to_json(),
    });
    let text = serde_json::to_string_pretty(&journey).unwrap();
    let kept = include_str!("../../../end2end/fixtures/journey.json");
    assert_eq!(kept.trim_end(), text, "write this into the fixture:\n{text}");
}
