//! A token as its owner keeps it: in the browser, and as a file if they like.
//!
//! Whoever has it can change the answers that were sent with it while the wave is open, and
//! nothing else; it names nobody.

use crate::{
    ELEMENT, INPUT, OUTPUT,
    encoding::{decode, encode},
};
use std::fmt;
use thiserror::Error;
use uuid::Uuid;
use zeroize::Zeroize;

const FORMAT: &str = "soundings-token";
const VERSION: &str = "1";

/// Everything that is needed to send answers, now or again.
#[derive(Clone, PartialEq, Eq)]
pub struct Token {
    /// The wave that it is good for.
    pub wave: Uuid,
    /// The team that the answers count for.
    pub team: Uuid,
    /// The key that made it.
    pub key: [u8; ELEMENT],
    /// What nobody else knew.
    pub input: [u8; INPUT],
    /// What the key made of it.
    pub output: [u8; OUTPUT],
}

/// Why a file is no token to send with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TokenError {
    /// It is some other file.
    #[error("this is not a token of Soundings")]
    NotOurs,
    /// It was written by a later release.
    #[error("this token was written by a later release of Soundings")]
    Newer,
    /// A part is missing or was changed.
    #[error("a part of this token is missing or was changed")]
    Damaged,
    /// It is good for another survey, or for another team in this one.
    #[error("this token is for another survey")]
    Another,
}

impl Token {
    /// The text of the file. Every part is letters, digits, `-` and `_`, so nothing needs escaping.
    #[must_use]
    pub fn to_json(&self) -> String {
        let (mut id, mut other) = (Uuid::encode_buffer(), Uuid::encode_buffer());
        let fields: [(&str, &str); 7] = [
            ("format", FORMAT),
            ("version", VERSION),
            ("wave", self.wave.hyphenated().encode_lower(&mut id)),
            ("team", self.team.hyphenated().encode_lower(&mut other)),
            ("key", &encode(&self.key)),
            ("input", &encode(&self.input)),
            ("output", &encode(&self.output)),
        ];
        let mut text = String::from("{");
        for (at, (name, value)) in fields.into_iter().enumerate() {
            for part in [if at > 0 { ",\n \"" } else { "\n \"" }, name, "\": \"", value, "\""] {
                text.push_str(part);
            }
        }
        text + "\n}\n"
    }

    /// A token from the fields of such a file, by whatever read its JSON: the browser has a reader
    /// of its own, and what it downloads need not have another.
    ///
    /// # Errors
    /// Whatever is in [`TokenError`] but [`TokenError::Another`].
    pub fn from_fields(field: impl Fn(&str) -> Option<String>) -> Result<Self, TokenError> {
        if field("format").as_deref() != Some(FORMAT) {
            return Err(TokenError::NotOurs);
        }
        if field("version").as_deref() != Some(VERSION) {
            return Err(TokenError::Newer);
        }
        let read = || {
            Some(Self {
                wave: Uuid::try_parse(&field("wave")?).ok()?,
                team: Uuid::try_parse(&field("team")?).ok()?,
                key: decode(&field("key")?)?,
                input: decode(&field("input")?)?,
                output: decode(&field("output")?)?,
            })
        };
        read().ok_or(TokenError::Damaged)
    }

    /// The same, if it is one for this wave, team and key.
    ///
    /// # Errors
    /// [`TokenError::Another`] if it isn't.
    pub fn of(self, wave: Uuid, team: Uuid, key: &[u8; ELEMENT]) -> Result<Self, TokenError> {
        let fits = self.wave == wave && self.team == team && self.key == *key;
        if fits { Ok(self) } else { Err(TokenError::Another) }
    }

    /// A token from the text of a file.
    ///
    /// # Errors
    /// Whatever is in [`TokenError`] but [`TokenError::Another`].
    #[cfg(feature = "json")]
    pub fn parse(text: &str) -> Result<Self, TokenError> {
        let Ok(value) = serde_json::from_str::<serde_json::Value>(text) else {
            // A file of ours that was cut off is told from any other by how it begins.
            let cut = text.contains(FORMAT);
            return Err(if cut { TokenError::Damaged } else { TokenError::NotOurs });
        };
        Self::from_fields(|name| value.get(name)?.as_str().map(str::to_owned))
    }
}

impl Drop for Token {
    fn drop(&mut self) {
        self.input.zeroize();
        self.output.zeroize();
    }
}

/// Whoever has what is in it could change somebody's answers, so it is never printed.
impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token")
    }
}

#[cfg(all(test, feature = "json"))]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;
    use proptest::prelude::*;

    fn token() -> Token {
        Token {
            wave: Uuid::from_u128(1),
            team: Uuid::from_u128(2),
            key: [3; 32],
            input: [4; 32],
            output: [5; 64],
        }
    }

    #[test]
    fn a_token_comes_back_from_its_file() {
        assert_eq!(Token::parse(&token().to_json()), Ok(token()));
        assert!(!format!("{:?}", token()).contains('4'));
    }

    #[test]
    fn a_file_that_was_cut_off_says_so() {
        let text = token().to_json();
        for end in 40..text.trim_end().len() {
            assert_eq!(Token::parse(&text[..end]), Err(TokenError::Damaged), "{}", &text[..end]);
        }
    }

    #[test]
    fn another_file_says_so() {
        for text in ["", "{}", "[1]", "{\"format\": \"vcard\"}", "BEGIN:VCARD"] {
            assert_eq!(Token::parse(text), Err(TokenError::NotOurs), "{text}");
        }
        let later = token().to_json().replace("\"version\": \"1\"", "\"version\": \"2\"");
        assert_eq!(Token::parse(&later), Err(TokenError::Newer));
        let changed = token().to_json().replace("BAQE", "BAQ");
        assert_eq!(Token::parse(&changed), Err(TokenError::Damaged));
    }

    #[test]
    fn a_token_of_another_survey_or_team_says_so() {
        let (wave, team) = (Uuid::from_u128(1), Uuid::from_u128(2));
        assert!(token().of(wave, team, &[3; 32]).is_ok());
        assert_eq!(token().of(team, team, &[3; 32]), Err(TokenError::Another));
        assert_eq!(token().of(wave, wave, &[3; 32]), Err(TokenError::Another));
        assert_eq!(token().of(wave, team, &[4; 32]), Err(TokenError::Another));
    }

    proptest! {
        #[test]
        fn any_text_is_a_token_or_one_error(text: String) {
            let _ = Token::parse(&text);
        }

        #[test]
        fn any_change_of_a_file_is_a_token_or_one_error(at in 0..300_usize, put: char) {
            let mut text: Vec<char> = token().to_json().chars().collect();
            let at = at % text.len();
            text[at] = put;
            let _ = Token::parse(&text.into_iter().collect::<String>());
        }
    }
}
