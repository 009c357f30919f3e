//! What travels between browser and server, as JSON.
//!
//! The browser part writes and reads the same with the browser's own JSON; a change here is one
//! in `browser/exchange.rs`, too.

use crate::{
    ELEMENT, INPUT, OUTPUT, PROOF,
    encoding::{decode, encode},
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::fmt;
use thiserror::Error;
use uuid::Uuid;

/// Exactly so many bytes, as [`encode`] writes them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Bytes<const SIZE: usize>(pub [u8; SIZE]);

/// `POST /answer/{wave}/token`: may this be evaluated?
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TokenRequest {
    /// The blinded element.
    pub blinded: Bytes<ELEMENT>,
}

/// 200: it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenAnswer {
    /// The blinded element under the wave's key.
    pub evaluated: Bytes<ELEMENT>,
    /// That it was that key.
    pub proof: Bytes<PROOF>,
}

/// 409 and 410: it wasn't, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenProblem {
    /// Why.
    pub problem: Problem,
}

/// Why nothing is issued or stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Problem {
    /// This person has a token, of another blinded element.
    Issued,
    /// The wave takes no more answers.
    Closed,
}

/// `POST /responses/{wave}`: answers with a token, and without a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResponseRequest {
    /// The team that the answers count for, as the token has it.
    pub team: Uuid,
    /// The token's input.
    pub input: Bytes<INPUT>,
    /// The token's output.
    pub output: Bytes<OUTPUT>,
    /// Names and values of the form's answers, in order; a name can come several times.
    pub answers: Vec<(String, String)>,
}

/// 422: which answers need another look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResponseProblems {
    /// In the order of the form.
    pub problems: Vec<FieldProblem>,
}

/// One answer that needs another look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldProblem {
    /// The field's name; empty for the whole form.
    pub field: String,
    /// What to do about it, as a sentence.
    pub message: String,
}

/// The one error of every request that is none: which part is wrong is nobody's business.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("this is no such request")]
pub struct Malformed;

impl TokenRequest {
    /// Reads a body.
    ///
    /// # Errors
    /// [`Malformed`], whatever is wrong.
    pub fn parse(body: &[u8]) -> Result<Self, Malformed> {
        serde_json::from_slice(body).map_err(|_| Malformed)
    }
}

impl ResponseRequest {
    /// Reads a body.
    ///
    /// # Errors
    /// [`Malformed`], whatever is wrong.
    pub fn parse(body: &[u8]) -> Result<Self, Malformed> {
        serde_json::from_slice(body).map_err(|_| Malformed)
    }
}

impl<const SIZE: usize> Serialize for Bytes<SIZE> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&encode(&self.0))
    }
}

impl<'de, const SIZE: usize> Deserialize<'de> for Bytes<SIZE> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Owned, because a text with escapes in it can't be borrowed; it is refused below.
        let text = String::deserialize(deserializer)?;
        decode(&text).map(Self).ok_or_else(|| D::Error::custom("not so many bytes"))
    }
}

/// Tokens travel in it, so it is never printed.
impl<const SIZE: usize> fmt::Debug for Bytes<SIZE> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Bytes")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;
    use proptest::prelude::*;

    fn response() -> ResponseRequest {
        ResponseRequest {
            team: Uuid::from_u128(2),
            input: Bytes([3; 32]),
            output: Bytes([4; 64]),
            answers: vec![("a.1".to_owned(), "5".to_owned())],
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let ask = TokenRequest { blinded: Bytes([7; 32]) };
        assert_eq!(TokenRequest::parse(&serde_json::to_vec(&ask).unwrap()), Ok(ask));
        let text = serde_json::to_vec(&response()).unwrap();
        assert_eq!(ResponseRequest::parse(&text), Ok(response()));
    }

    #[test]
    fn the_texts_are_those_that_the_browser_expects() {
        let told = TokenProblem { problem: Problem::Issued };
        assert_eq!(serde_json::to_string(&told).unwrap(), "{\"problem\":\"issued\"}");
        let ask = TokenRequest { blinded: Bytes([0; 32]) };
        let text = serde_json::to_string(&ask).unwrap();
        assert_eq!(text, format!("{{\"blinded\":\"{}\"}}", "A".repeat(43)));
        let answers = serde_json::to_value(response()).unwrap();
        assert_eq!(answers["answers"], serde_json::json!([["a.1", "5"]]));
        assert_eq!(answers["team"], "00000000-0000-0000-0000-000000000002");
    }

    #[test]
    fn sizes_are_kept_to_and_nothing_is_added() {
        let ask = |text: &str| TokenRequest::parse(text.as_bytes());
        for wrong in [
            format!("{{\"blinded\":\"{}\"}}", "A".repeat(42)),
            format!("{{\"blinded\":\"{}\"}}", "A".repeat(44)),
            format!("{{\"blinded\":\"{}=\"}}", "A".repeat(43)),
            format!("{{\"blinded\":\"{}\",\"person\":\"me\"}}", "A".repeat(43)),
            "{\"blinded\":[1,2]}".to_owned(),
            "{}".to_owned(),
        ] {
            assert_eq!(ask(&wrong), Err(Malformed), "{wrong}");
        }
    }

    #[test]
    fn nothing_of_a_token_is_printed() {
        let printed = format!("{:?}", response());
        assert!(printed.contains("input: Bytes, output: Bytes"), "{printed}");
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_request_or_one_error(bytes: Vec<u8>) {
            prop_assert_eq!(TokenRequest::parse(&bytes), Err(Malformed));
            prop_assert_eq!(ResponseRequest::parse(&bytes), Err(Malformed));
        }

        #[test]
        fn any_change_of_a_request_is_a_request_or_one_error(at in 0..400_usize, put: u8) {
            let mut text = serde_json::to_vec(&response()).unwrap();
            let at = at % text.len();
            text[at] = put;
            let _ = ResponseRequest::parse(&text);
        }
    }
}
