//! Getting a token, as somebody who is signed in.

use super::{Trouble, memory::Memory};
use crate::{
    Blinding, INPUT, Token,
    browser::exchange::{self, Who},
    encoding::{decode, encode},
    info,
};
use std::cell::Cell;
use wasm_bindgen::JsValue;
use zeroize::Zeroizing;

/// Blinds an input under random bytes of the browser; nothing where it has none, for a blind that
/// can be guessed would be worse than no token.
pub(in crate::browser) fn blind(input: &[u8]) -> Option<Blinding> {
    let failed = Cell::new(false);
    let blinding = Blinding::new(input, |bytes| {
        if fill(bytes).is_none() {
            failed.set(true);
            // Not zero: `voprf` would ask again without end.
            bytes.fill(1);
        }
    });
    blinding.ok().filter(|_| !failed.get())
}

fn fill(bytes: &mut [u8]) -> Option<()> {
    let crypto = web_sys::window()?.crypto().ok()?;
    crypto.get_random_values_with_u8_array(bytes).ok().map(drop)
}

/// Asks for a token. What is asked is kept first: whoever reloads in between asks the same again.
pub(super) async fn token(memory: &Memory) -> Result<Token, Trouble> {
    let blinding = match memory.asked() {
        Some(asked) => asked,
        None => {
            let mut input = Zeroizing::new([0; INPUT]);
            fill(&mut *input).ok_or(Trouble::NoStorage)?;
            blind(&*input).ok_or(Trouble::NoStorage)?
        }
    };
    if !memory.keep_asked(&blinding) {
        return Err(Trouble::NoStorage);
    }
    let body = exchange::object(&[("blinded", &JsValue::from_str(&encode(&blinding.element())))]);
    let url = memory.address("/answer/", "/token");
    let response = exchange::post(&url, &body, Who::SignedIn).await?;
    match response.status() {
        200 => {}
        409 => return Err(Trouble::Issued),
        status => return Err(exchange::trouble(status)),
    }
    let told = exchange::json(&response).await?;
    let read = || Some((exchange::text(&told, "evaluated")?, exchange::text(&told, "proof")?));
    let (evaluated, proof) = read().ok_or(Trouble::ProofWrong)?;
    let evaluated = decode(&evaluated).ok_or(Trouble::ProofWrong)?;
    let proof = decode(&proof).ok_or(Trouble::ProofWrong)?;
    let terms = memory.terms();
    let output = blinding
        .finish(&evaluated, &proof, &terms.key, &info(terms.wave, terms.team))
        .map_err(|_| Trouble::ProofWrong)?;
    let input = blinding.input().try_into().map_err(|_| Trouble::NoStorage)?;
    let token = Token { wave: terms.wave, team: terms.team, key: terms.key, input, output };
    // Kept before it is used: answers that were sent with a token that is lost can't be changed.
    if memory.keep_token(&token) { Ok(token) } else { Err(Trouble::NoStorage) }
}
