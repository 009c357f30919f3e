//! The side of whoever answers: blind an input, and take the blind off what comes back.

use crate::{ELEMENT, OUTPUT, PROOF, Suite, random::Filling};
use thiserror::Error;
use voprf::{EvaluationElement, Group, PoprfClient, Proof};
use zeroize::Zeroize;

/// Why no token came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ClientError {
    /// Something is not what it should be: a byte was lost, or it is of another protocol.
    #[error("these bytes are no part of a token")]
    Malformed,
    /// The server used another key than the one it published, which could tell people apart by
    /// their tokens. What it gave must not be sent anywhere.
    #[error("the proof is wrong: another key than the published one was used")]
    ProofWrong,
}

/// An input under its blind, between asking and being answered.
///
/// It can be written down: whoever reloads the page asks with the same blinded element again, and
/// that is answered again, where another one would be refused.
#[derive(Clone)]
pub struct Blinding {
    input: Vec<u8>,
    state: PoprfClient<Suite>,
}

/// A blind and a blinded element, in front of the input.
const STATE: usize = 2 * ELEMENT;

impl Blinding {
    /// Blinds an input, 32 random bytes that were never used before.
    ///
    /// `fill` has to give bytes that nobody can guess: they are all that keeps a token apart from
    /// the person to whom it was issued.
    ///
    /// # Errors
    /// [`ClientError::Malformed`] if the input is empty or has more than 65,535 bytes.
    pub fn new(input: &[u8], fill: impl FnMut(&mut [u8])) -> Result<Self, ClientError> {
        let blinded = PoprfClient::<Suite>::blind(input, &mut Filling(fill)).map_err(malformed)?;
        Ok(Self { input: input.to_vec(), state: blinded.state })
    }

    /// The blinded element, which is all that the server gets to see.
    #[must_use]
    pub fn element(&self) -> [u8; ELEMENT] {
        let mut element = [0; ELEMENT];
        element.copy_from_slice(&self.state.serialize()[ELEMENT..]);
        element
    }

    /// What was blinded.
    #[must_use]
    pub fn input(&self) -> &[u8] {
        &self.input
    }

    /// Everything, to be kept where only the person themself can read it.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.state.serialize().to_vec();
        bytes.extend_from_slice(&self.input);
        bytes
    }

    /// What [`Self::to_bytes`] gave.
    ///
    /// # Errors
    /// [`ClientError::Malformed`] if it is anything else.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ClientError> {
        let (state, input) = bytes.split_at_checked(STATE).ok_or(ClientError::Malformed)?;
        if input.is_empty() {
            return Err(ClientError::Malformed);
        }
        let state = PoprfClient::deserialize(state).map_err(malformed)?;
        Ok(Self { input: input.to_vec(), state })
    }

    /// Takes the blind off, once the proof shows that the published key was used for this `info`.
    ///
    /// # Errors
    /// Whatever is in [`ClientError`].
    pub fn finish(
        &self,
        evaluated: &[u8; ELEMENT],
        proof: &[u8; PROOF],
        public_key: &[u8; ELEMENT],
        info: &[u8],
    ) -> Result<[u8; OUTPUT], ClientError> {
        let evaluated = EvaluationElement::deserialize(evaluated).map_err(malformed)?;
        let proof = Proof::deserialize(proof).map_err(malformed)?;
        let public_key = Suite::deserialize_elem(public_key).map_err(|_| ClientError::Malformed)?;
        self.state
            .finalize(&self.input, &evaluated, &proof, public_key, Some(info))
            .map(Into::into)
            .map_err(|error| match error {
                voprf::Error::ProofVerification => ClientError::ProofWrong,
                other => malformed(other),
            })
    }
}

impl Drop for Blinding {
    fn drop(&mut self) {
        self.input.zeroize();
    }
}

fn malformed(_: voprf::Error) -> ClientError {
    ClientError::Malformed
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;
    use crate::KeyPair;
    use proptest::prelude::*;

    /// Enough for a test; a run of it can be repeated.
    fn bytes_from(mut seed: u8) -> impl FnMut(&mut [u8]) {
        move |bytes| {
            for byte in bytes {
                seed = seed.wrapping_mul(29).wrapping_add(17);
                *byte = seed;
            }
        }
    }

    #[test]
    fn what_was_asked_survives_a_reload() {
        let key = KeyPair::generate(bytes_from(1));
        let blinding = Blinding::new(&[7; 32], bytes_from(2)).unwrap();
        let again = Blinding::from_bytes(&blinding.to_bytes()).unwrap();
        assert_eq!(again.element(), blinding.element());
        assert_eq!(again.input(), [7; 32]);
        let told = key.evaluate(&blinding.element(), b"info", bytes_from(3)).unwrap();
        let finish = |blinding: &Blinding| {
            blinding.finish(&told.evaluated, &told.proof, &key.public_key(), b"info").unwrap()
        };
        assert_eq!(finish(&blinding), finish(&again));
        assert!(key.redeems(&[7; 32], &finish(&again), b"info"));
    }

    #[test]
    fn another_key_or_another_tag_has_no_proof() {
        let key = KeyPair::generate(bytes_from(1));
        let other = KeyPair::generate(bytes_from(9));
        let blinding = Blinding::new(&[7; 32], bytes_from(2)).unwrap();
        let told = other.evaluate(&blinding.element(), b"info", bytes_from(3)).unwrap();
        let finish = |key: &KeyPair, info: &[u8]| {
            blinding.finish(&told.evaluated, &told.proof, &key.public_key(), info)
        };
        assert!(finish(&other, b"info").is_ok());
        assert_eq!(finish(&key, b"info"), Err(ClientError::ProofWrong));
        assert_eq!(finish(&other, b"other"), Err(ClientError::ProofWrong));
    }

    #[test]
    fn an_answer_to_another_question_has_no_proof() {
        let key = KeyPair::generate(bytes_from(1));
        let mine = Blinding::new(&[7; 32], bytes_from(2)).unwrap();
        let yours = Blinding::new(&[8; 32], bytes_from(4)).unwrap();
        let told = key.evaluate(&yours.element(), b"info", bytes_from(3)).unwrap();
        let finished = mine.finish(&told.evaluated, &told.proof, &key.public_key(), b"info");
        assert_eq!(finished, Err(ClientError::ProofWrong));
    }

    #[test]
    fn the_neutral_element_is_no_key_and_no_answer() {
        let key = KeyPair::generate(bytes_from(1));
        let blinding = Blinding::new(&[7; 32], bytes_from(2)).unwrap();
        let told = key.evaluate(&blinding.element(), b"info", bytes_from(3)).unwrap();
        let malformed = Err(ClientError::Malformed);
        let finished = blinding.finish(&told.evaluated, &told.proof, &[0; 32], b"info");
        assert_eq!(finished, malformed);
        let finished = blinding.finish(&[0; 32], &told.proof, &key.public_key(), b"info");
        assert_eq!(finished, malformed);
    }

    proptest! {
        #[test]
        fn whatever_is_kept_is_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..128)) {
            if let Ok(blinding) = Blinding::from_bytes(&bytes) {
                prop_assert_eq!(blinding.to_bytes(), bytes);
            }
        }

        #[test]
        fn no_answer_that_was_made_up_is_taken(evaluated: [u8; 32], proof: [u8; 64]) {
            let key = KeyPair::generate(bytes_from(1));
            let blinding = Blinding::new(&[7; 32], bytes_from(2)).unwrap();
            prop_assert!(blinding.finish(&evaluated, &proof, &key.public_key(), b"info").is_err());
        }
    }
}
