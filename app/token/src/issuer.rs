//! The server's side: evaluate what is blinded, and know one's own output again.

use crate::{ELEMENT, OUTPUT, PROOF, Suite, random::Filling};
use std::fmt;
use subtle::ConstantTimeEq;
use thiserror::Error;
use voprf::{BlindedElement, Group, PoprfServer};
use zeroize::{Zeroize, Zeroizing};

/// Why nothing was evaluated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum IssuerError {
    /// These bytes are no group element, no key, or the one tag in 2^252 that undoes the key.
    #[error("these bytes are no part of a token")]
    Malformed,
}

/// The key of one wave. Its secret is overwritten in memory when it goes.
#[derive(Clone)]
pub struct KeyPair(PoprfServer<Suite>);

/// What the server answers to a blinded element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evaluation {
    /// The blinded element under the key: always the same for the same element and tag.
    pub evaluated: [u8; ELEMENT],
    /// That the published key was used; a new one each time.
    pub proof: [u8; PROOF],
}

impl KeyPair {
    /// A new key. `fill` has to give bytes that nobody can guess.
    #[must_use]
    pub fn generate(mut fill: impl FnMut(&mut [u8])) -> Self {
        let mut seed = Zeroizing::new([0; ELEMENT]);
        loop {
            fill(&mut *seed);
            // One seed in 2^252 gives no key.
            if let Ok(server) = PoprfServer::new_from_seed(&*seed, &[]) {
                return Self(server);
            }
        }
    }

    /// The key with this secret.
    ///
    /// # Errors
    /// [`IssuerError::Malformed`] if the bytes are none that [`Self::secret`] gave.
    pub fn from_secret(secret: &[u8; ELEMENT]) -> Result<Self, IssuerError> {
        PoprfServer::new_with_key(secret).map(Self).map_err(malformed)
    }

    /// The secret, to be stored until the wave closes.
    #[must_use]
    pub fn secret(&self) -> Zeroizing<[u8; ELEMENT]> {
        let mut both = self.0.serialize();
        let mut secret = Zeroizing::new([0; ELEMENT]);
        secret.copy_from_slice(&both[..ELEMENT]);
        both.as_mut_slice().zeroize();
        secret
    }

    /// What is published.
    #[must_use]
    pub fn public_key(&self) -> [u8; ELEMENT] {
        Suite::serialize_elem(self.0.get_public_key()).into()
    }

    /// Evaluates a blinded element for a tag that [`info`](crate::info()) made. `fill` has to give
    /// bytes that nobody can guess: the proof would tell the secret otherwise.
    ///
    /// # Errors
    /// [`IssuerError::Malformed`] if the element is none.
    pub fn evaluate(
        &self,
        blinded: &[u8; ELEMENT],
        info: &[u8],
        fill: impl FnMut(&mut [u8]),
    ) -> Result<Evaluation, IssuerError> {
        let blinded = BlindedElement::deserialize(blinded).map_err(malformed)?;
        let told =
            self.0.blind_evaluate(&mut Filling(fill), &blinded, Some(info)).map_err(malformed)?;
        let mut proof = [0; PROOF];
        proof.copy_from_slice(&told.proof.serialize());
        Ok(Evaluation { evaluated: told.message.serialize().into(), proof })
    }

    /// The output that belongs to an input: what its owner has, if they have a token.
    ///
    /// # Errors
    /// [`IssuerError::Malformed`] if the input is empty or has more than 65,535 bytes.
    pub fn output(&self, input: &[u8], info: &[u8]) -> Result<[u8; OUTPUT], IssuerError> {
        if input.is_empty() {
            return Err(IssuerError::Malformed);
        }
        self.0.evaluate(input, Some(info)).map(Into::into).map_err(malformed)
    }

    /// Whether this key made `output` of `input` for this tag. How long it takes does not depend
    /// on how much of the output is right.
    #[must_use]
    pub fn redeems(&self, input: &[u8], output: &[u8; OUTPUT], info: &[u8]) -> bool {
        self.output(input, info).is_ok_and(|own| own.ct_eq(output).into())
    }
}

/// The secret is in it, so it is never printed.
impl fmt::Debug for KeyPair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyPair")
    }
}

fn malformed(_: voprf::Error) -> IssuerError {
    IssuerError::Malformed
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;
    use crate::{Blinding, info};
    use proptest::prelude::*;
    use uuid::Uuid;

    fn key(seed: u8) -> KeyPair {
        KeyPair::generate(|bytes| bytes.fill(seed))
    }

    #[test]
    fn a_key_comes_back_from_its_secret() {
        let again = KeyPair::from_secret(&key(1).secret()).unwrap();
        assert_eq!(again.public_key(), key(1).public_key());
        assert_ne!(key(1).public_key(), key(2).public_key());
        assert_eq!(format!("{again:?}"), "KeyPair");
    }

    #[test]
    fn nothing_and_too_much_are_no_secret() {
        assert_eq!(KeyPair::from_secret(&[0; 32]).unwrap_err(), IssuerError::Malformed);
        assert_eq!(KeyPair::from_secret(&[255; 32]).unwrap_err(), IssuerError::Malformed);
    }

    #[test]
    fn the_same_element_is_always_evaluated_alike() {
        let element = Blinding::new(&[7; 32], |bytes| bytes.fill(3)).unwrap().element();
        let one = key(1).evaluate(&element, b"info", |bytes| bytes.fill(4)).unwrap();
        let two = key(1).evaluate(&element, b"info", |bytes| bytes.fill(5)).unwrap();
        assert_eq!(one.evaluated, two.evaluated);
        assert_ne!(one.proof, two.proof);
    }

    #[test]
    fn the_blind_does_not_show_in_the_output() {
        let told = |blind: u8| {
            let blinding = Blinding::new(&[7; 32], |bytes| bytes.fill(blind)).unwrap();
            let told = key(1).evaluate(&blinding.element(), b"info", |b| b.fill(4)).unwrap();
            let public = key(1).public_key();
            (told, blinding.finish(&told.evaluated, &told.proof, &public, b"info").unwrap())
        };
        let ((one, first), (two, second)) = (told(3), told(4));
        assert_ne!(one.evaluated, two.evaluated);
        assert_eq!(first, second);
    }

    proptest! {
        #[test]
        fn a_token_is_one_of_its_key_wave_and_team_only(
            wave: u128, team: u128, other: u128, input: [u8; 32], flipped in 0..512_usize
        ) {
            let id = Uuid::from_u128;
            let tag = info(id(wave), id(team));
            let output = key(1).output(&input, &tag).unwrap();
            prop_assert!(key(1).redeems(&input, &output, &tag));
            prop_assert!(!key(2).redeems(&input, &output, &tag));
            prop_assert!(!key(1).redeems(&input[1..], &output, &tag));
            prop_assert!(!key(1).redeems(&[], &output, &tag));
            if other != wave {
                prop_assert!(!key(1).redeems(&input, &output, &info(id(other), id(team))));
            }
            if other != team {
                prop_assert!(!key(1).redeems(&input, &output, &info(id(wave), id(other))));
            }
            let mut forged = output;
            forged[flipped / 8] ^= 1 << (flipped % 8);
            prop_assert!(!key(1).redeems(&input, &forged, &tag));
        }

        #[test]
        fn any_bytes_are_evaluated_or_refused(element: [u8; 32]) {
            let _ = key(1).evaluate(&element, b"info", |bytes| bytes.fill(4));
        }
    }
}
