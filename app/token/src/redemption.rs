//! Showing everybody that a key made a token, once the key itself is gone.
//!
//! Only whoever has the secret can tell whether an output is right. So the server keeps, of every
//! token that came with answers, an evaluation of its input that nobody has blinded, and the proof
//! of it: with the public key anybody can check those, for as long as they like.

use crate::{
    Blinding, ELEMENT, Evaluation, INPUT, IssuerError, KeyPair, OUTPUT,
    encoding::{decode, encode},
};

/// An input, and what shows that a key evaluated it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Redemption {
    /// The token's input.
    pub input: [u8; INPUT],
    /// What the key made of it, and the proof.
    pub told: Evaluation,
}

/// The scalar one, as random bytes would give it: a blind that hides nothing.
fn one(bytes: &mut [u8]) {
    bytes.fill(0);
    if let Some(first) = bytes.first_mut() {
        *first = 1;
    }
}

impl KeyPair {
    /// Redeems an input, so that everybody can check it. `fill` has to give bytes that nobody can
    /// guess: the proof would tell the secret otherwise.
    ///
    /// # Errors
    /// [`IssuerError::Malformed`] for the one tag in 2^252 that undoes the key.
    pub fn redemption(
        &self,
        input: [u8; INPUT],
        info: &[u8],
        fill: impl FnMut(&mut [u8]),
    ) -> Result<Redemption, IssuerError> {
        let open = Blinding::new(&input, one).map_err(|_| IssuerError::Malformed)?;
        let told = self.evaluate(&open.element(), info, fill)?;
        Ok(Redemption { input, told })
    }
}

impl Redemption {
    /// The output of the token, if the key with this public half made it for this tag.
    #[must_use]
    pub fn output(&self, public_key: &[u8; ELEMENT], info: &[u8]) -> Option<[u8; OUTPUT]> {
        let open = Blinding::new(&self.input, one).ok()?;
        open.finish(&self.told.evaluated, &self.told.proof, public_key, info).ok()
    }

    /// The three parts as texts: input, evaluation, proof.
    #[must_use]
    pub fn to_texts(&self) -> [String; 3] {
        [encode(&self.input), encode(&self.told.evaluated), encode(&self.told.proof)]
    }

    /// What [`Self::to_texts`] gave.
    #[must_use]
    pub fn from_texts([input, evaluated, proof]: [&str; 3]) -> Option<Self> {
        let told = Evaluation { evaluated: decode(evaluated)?, proof: decode(proof)? };
        Some(Self { input: decode(input)?, told })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;
    use proptest::prelude::*;

    fn key(seed: u8) -> KeyPair {
        KeyPair::generate(|bytes| bytes.fill(seed))
    }

    proptest! {
        #[test]
        fn a_redemption_gives_the_output_that_the_owner_has(input: [u8; 32], tag: [u8; 8]) {
            let redemption = key(1).redemption(input, &tag, |bytes| bytes.fill(5)).unwrap();
            let output = key(1).output(&input, &tag).unwrap();
            prop_assert_eq!(redemption.output(&key(1).public_key(), &tag), Some(output));
            let [input, evaluated, proof] = redemption.to_texts();
            let again = Redemption::from_texts([&input, &evaluated, &proof]);
            prop_assert_eq!(again, Some(redemption));
        }

        #[test]
        fn a_redemption_of_another_key_tag_or_input_is_none(input: [u8; 32], other: [u8; 32]) {
            let redemption = key(1).redemption(input, b"tag", |bytes| bytes.fill(5)).unwrap();
            prop_assert_eq!(redemption.output(&key(2).public_key(), b"tag"), None);
            prop_assert_eq!(redemption.output(&key(1).public_key(), b"other"), None);
            if other != input {
                let moved = Redemption { input: other, ..redemption };
                prop_assert_eq!(moved.output(&key(1).public_key(), b"tag"), None);
            }
        }

        #[test]
        fn a_redemption_that_was_made_up_is_none(input: [u8; 32], evaluated: [u8; 32], proof: [u8; 64]) {
            let made_up = Redemption { input, told: Evaluation { evaluated, proof } };
            prop_assert_eq!(made_up.output(&key(1).public_key(), b"tag"), None);
        }
    }

    #[test]
    fn texts_of_another_length_are_none() {
        assert_eq!(Redemption::from_texts(["", "", ""]), None);
    }
}
