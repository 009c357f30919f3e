//! Random tokens for sessions and one-time links, and the hashes under which they are kept.
//!
//! A token is shown once, to its owner; the database holds its SHA-256 only, so a stolen copy
//! of the database opens no session. A fast hash is enough here: a token has 256 random bits,
//! which nobody guesses, unlike a password.
//!
//! Tokens are found by looking their hash up in an index, and need no comparison in constant
//! time: what timing could give away is how far a *hash* agrees with a stored one, and nobody
//! can aim at a hash without first finding a token that has it.

use crate::random::SharedRng;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use std::fmt;

/// Characters of a token: 32 bytes in base64 without padding.
const LENGTH: usize = 43;

/// A secret that lets in whoever holds it. Its `Debug` doesn't show it.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

/// What the database knows of a token: 64 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TokenHash(String);

impl Token {
    /// Makes a new one.
    #[must_use]
    pub fn random(rng: &SharedRng) -> Self {
        Self(BASE64_URL_SAFE_NO_PAD.encode(rng.bytes::<32>()))
    }

    /// Reads one that came back in a cookie or a link; `None` when it can't be one of ours.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let ours = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        (text.len() == LENGTH && text.bytes().all(ours)).then(|| Self(text.to_owned()))
    }

    /// The hash to keep and to look up.
    #[must_use]
    pub fn hash(&self) -> TokenHash {
        let digest = Sha256::digest(self.0.as_bytes());
        TokenHash(digest.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// The secret itself, for the cookie or the link.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl TokenHash {
    /// The hash as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_survives_the_way_to_the_browser_and_back() {
        let token = Token::random(&SharedRng::from_os());
        let back = Token::parse(token.reveal()).expect("our own token is well formed");
        assert_eq!(back.hash(), token.hash());
    }

    #[test]
    fn no_two_tokens_are_the_same() {
        let rng = SharedRng::from_os();
        assert_ne!(Token::random(&rng), Token::random(&rng));
    }

    #[test]
    fn the_hash_is_sha256_in_hexadecimal() {
        // The one-block example of FIPS 180.
        assert_eq!(
            Token("abc".to_owned()).hash().as_str(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn what_cannot_be_a_token_is_refused_before_any_lookup() {
        let token = Token::random(&SharedRng::seeded(1));
        for wrong in ["", "a", &format!("{}=", token.reveal()), &" ".repeat(LENGTH)] {
            assert_eq!(Token::parse(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn printing_a_token_for_debugging_hides_it() {
        assert_eq!(format!("{:?}", Token::random(&SharedRng::seeded(1))), "Token([redacted])");
    }
}
