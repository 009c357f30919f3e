//! RFC 9497, appendix A.1.3: the test vectors of ristretto255-SHA512 in POPRF mode.
//! <https://www.rfc-editor.org/rfc/rfc9497.html#appendix-A.1.3>
//!
//! `end2end/tests/vectors.spec.ts` runs the client's half against what the browser downloads.
#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use token::{Blinding, KeyPair};

const SECRET: &str = "145c79c108538421ac164ecbe131942136d5570b16d8bf41a24d4337da981e07";
const PUBLIC: &str = "c647bef38497bc6ec077c22af65b696efa43bff3b4a1975a3e8e0a1c5a79d631";
const INFO: &str = "7465737420696e666f";

/// One evaluation.
struct Vector {
    input: &'static str,
    blind: &'static str,
    blinded: &'static str,
    evaluated: &'static str,
    output: &'static str,
}

/// What A.1.3.1 and A.1.3.2 make their proofs with.
const PROOF_SCALAR: &str = "222a5e897cf59db8145db8d16e597e8facb80ae7d4e26d9881aa6f61d645fc0e";

/// A.1.3.1.
const FIRST: Vector = Vector {
    input: "00",
    blind: "64d37aed22a27f5191de1c1d69fadb899d8862b58eb4220029e036ec4c1f6706",
    blinded: "c8713aa89241d6989ac142f22dba30596db635c772cbf25021fdd8f3d461f715",
    evaluated: "1a4b860d808ff19624731e67b5eff20ceb2df3c3c03b906f5693e2078450d874",
    output: "ca688351e88afb1d841fde4401c79efebb2eb75e7998fa9737bd5a82a152406d\
             38bd29f680504e54fd4587eddcf2f37a2617ac2fbd2993f7bdf45442ace7d221",
};
const FIRST_PROOF: &str = "41ad1a291aa02c80b0915fbfbb0c0afa15a57e2970067a602ddb9e8fd6b7100d\
                           e32e1ecff943a36f0b10e3dae6bd266cdeb8adf825d86ef27dbc6c0e30c52206";

/// A.1.3.2.
const SECOND: Vector = Vector {
    input: "5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a",
    blind: "64d37aed22a27f5191de1c1d69fadb899d8862b58eb4220029e036ec4c1f6706",
    blinded: "f0f0b209dd4d5f1844dac679acc7761b91a2e704879656cb7c201e82a99ab07d",
    evaluated: "8c3c9d064c334c6991e99f286ea2301d1bde170b54003fb9c44c6d7bd6fc1540",
    output: "7c6557b276a137922a0bcfc2aa2b35dd78322bd500235eb6d6b6f91bc5b56a52\
             de2d65612d503236b321f5d0bebcbc52b64b92e426f29c9b8b69f52de98ae507",
};
const SECOND_PROOF: &str = "4c39992d55ffba38232cdac88fe583af8a85441fefd7d1d4a8d0394cd1de7701\
                            8bf135c174f20281b3341ab1f453fe72b0293a7398703384bed822bfdeec8908";

/// A.1.3.3 asks for two at once, with one proof for both, which Soundings never does. Its first
/// half is A.1.3.1; its second is the input of A.1.3.2 under another blind.
const SECOND_OF_BATCH: Vector = Vector {
    blind: "222a5e897cf59db8145db8d16e597e8facb80ae7d4e26d9881aa6f61d645fc0e",
    blinded: "423a01c072e06eb1cce96d23acce06e1ea64a609d7ec9e9023f3049f2d64e50c",
    evaluated: "aa1f16e903841036e38075da8a46655c94fc92341887eb5819f46312adfc0504",
    ..SECOND
};

fn bytes(text: &str) -> Vec<u8> {
    let pairs = text.as_bytes().chunks(2);
    pairs.map(|pair| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}

fn sized<const SIZE: usize>(text: &str) -> [u8; SIZE] {
    bytes(text).try_into().unwrap()
}

/// Hands out a scalar as the random bytes that `voprf` reduces to one: 64, of which the RFC's 32
/// are the lower half.
fn scalar(text: &str) -> impl FnMut(&mut [u8]) {
    let scalar: [u8; 32] = sized(text);
    move |buffer| {
        buffer.fill(0);
        buffer[..32].copy_from_slice(&scalar);
    }
}

fn key() -> KeyPair {
    KeyPair::from_secret(&sized(SECRET)).unwrap()
}

#[test]
fn the_published_secret_has_the_published_key() {
    assert_eq!(key().public_key(), sized(PUBLIC));
    assert_eq!(*key().secret(), sized(SECRET));
}

#[test]
fn the_issuer_evaluates_and_proves_as_published() {
    for (vector, proof) in [(&FIRST, FIRST_PROOF), (&SECOND, SECOND_PROOF)] {
        let told =
            key().evaluate(&sized(vector.blinded), &bytes(INFO), scalar(PROOF_SCALAR)).unwrap();
        assert_eq!(told.evaluated, sized(vector.evaluated));
        assert_eq!(told.proof, sized(proof));
    }
}

#[test]
fn the_issuer_knows_the_published_outputs() {
    for vector in [&FIRST, &SECOND] {
        let input = bytes(vector.input);
        assert_eq!(key().output(&input, &bytes(INFO)), Ok(sized(vector.output)));
        assert!(key().redeems(&input, &sized(vector.output), &bytes(INFO)));
    }
}

#[test]
fn the_client_blinds_and_finishes_as_published() {
    for (vector, proof) in [(&FIRST, FIRST_PROOF), (&SECOND, SECOND_PROOF)] {
        let blinding = Blinding::new(&bytes(vector.input), scalar(vector.blind)).unwrap();
        assert_eq!(blinding.element(), sized(vector.blinded));
        let finished =
            blinding.finish(&sized(vector.evaluated), &sized(proof), &sized(PUBLIC), &bytes(INFO));
        assert_eq!(finished, Ok(sized(vector.output)));
    }
}

#[test]
fn what_is_evaluated_in_the_batch_is_the_same_one_by_one() {
    for vector in [&FIRST, &SECOND_OF_BATCH] {
        let blinding = Blinding::new(&bytes(vector.input), scalar(vector.blind)).unwrap();
        assert_eq!(blinding.element(), sized(vector.blinded));
        let told = key().evaluate(&blinding.element(), &bytes(INFO), scalar(PROOF_SCALAR)).unwrap();
        assert_eq!(told.evaluated, sized(vector.evaluated));
        let finished = blinding.finish(&told.evaluated, &told.proof, &sized(PUBLIC), &bytes(INFO));
        assert_eq!(finished, Ok(sized(vector.output)));
    }
}
