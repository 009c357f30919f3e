//! The browser part of the answering pages: what they do beyond being plain forms.
//!
//! It has no framework and no pictures of its own of a page: the server renders every element and
//! every sentence of trouble, hidden where nobody needs it yet, and this finds them by id, class
//! and `data-` attribute. So a page can be read in one place, and little is downloaded by whoever
//! answers.

mod companion;
mod dom;
// Both are one file for this part and for the one of all other pages.
#[path = "../../../src/islands/drafts.rs"]
mod drafts;
mod exchange;
mod keys;
#[path = "../../../src/islands/menus.rs"]
mod menus;
mod progress;
mod survey;
mod unlinkable;

use crate::{ELEMENT, PROOF};
use wasm_bindgen::prelude::wasm_bindgen;

/// Runs by itself once the wasm is there, which is after the page can be used.
#[wasm_bindgen(start)]
pub fn start() {
    menus::fold_menus();
    drafts::forget_on_signing_out();
    survey::forget_drafts();
    companion::start();
    unlinkable::start();
}

/// Blinds an input with the browser's random bytes, finishes with what is given, and returns the
/// blinded element and the output behind each other; nothing if any of it is refused.
///
/// Pages don't call it. It is how a test runs the published vectors in a real browser, on the code
/// that is downloaded: the test says what `crypto.getRandomValues` gives.
#[wasm_bindgen]
pub fn blind_and_finish(
    input: &[u8],
    evaluated: &[u8],
    proof: &[u8],
    public_key: &[u8],
    info: &[u8],
) -> Option<Vec<u8>> {
    let blinding = unlinkable::blind(input)?;
    let evaluated: &[u8; ELEMENT] = evaluated.try_into().ok()?;
    let proof: &[u8; PROOF] = proof.try_into().ok()?;
    let output = blinding.finish(evaluated, proof, public_key.try_into().ok()?, info).ok()?;
    Some([&blinding.element()[..], &output].concat())
}
