//! What the browser keeps of a token, from before it is asked for until the wave is over.
//!
//! It stays through signing out (see `drafts.rs`): without it a person could not change their
//! answers any more, nor send them if they had only asked. Answers that were sent are not kept.

use super::Terms;
use crate::{
    Blinding, Token,
    browser::{dom, exchange},
    encoding::{decode_all, encode},
};
use js_sys::JSON;

/// Where this wave's token is kept in this browser.
pub(super) struct Memory {
    terms: Terms,
    key: String,
}

/// Behind the key: a blinding whose answer has not come.
const ASKED: &str = ".asked";
/// Behind the key: that answers were sent with the token.
const SENT: &str = ".sent";

impl Memory {
    /// `draft` names wave and person.
    pub(super) fn new(terms: Terms, draft: Option<&str>) -> Self {
        let wave = terms.wave.hyphenated().to_string();
        let key = ["soundings.token.", draft.unwrap_or(&wave)].concat();
        Self { terms, key }
    }

    pub(super) fn terms(&self) -> &Terms {
        &self.terms
    }

    /// An address of this wave.
    pub(super) fn address(&self, before: &str, after: &str) -> String {
        [before, &self.terms.wave.hyphenated().to_string(), after].concat()
    }

    /// Whether the browser keeps anything at all.
    pub(super) fn works(&self) -> bool {
        self.write(".try", "1") && {
            self.remove(".try");
            true
        }
    }

    /// The token, if there is one for this wave, team and key.
    pub(super) fn token(&self) -> Option<Token> {
        self.read_token(&self.read("")?).ok()
    }

    /// The token that a text is.
    pub(super) fn read_token(&self, text: &str) -> Result<Token, crate::TokenError> {
        let object = JSON::parse(text).map_err(|_| crate::TokenError::NotOurs)?;
        let token = Token::from_fields(|name| exchange::text(&object, name))?;
        token.of(self.terms.wave, self.terms.team, &self.terms.key)
    }

    /// Keeps a token; what was asked is answered then.
    pub(super) fn keep_token(&self, token: &Token) -> bool {
        let kept = self.write("", &token.to_json());
        if kept {
            self.remove(ASKED);
        }
        kept
    }

    pub(super) fn asked(&self) -> Option<Blinding> {
        Blinding::from_bytes(&decode_all(&self.read(ASKED)?)?).ok()
    }

    pub(super) fn keep_asked(&self, blinding: &Blinding) -> bool {
        self.write(ASKED, &encode(&blinding.to_bytes()))
    }

    /// Whether answers were sent from this browser.
    pub(super) fn is_sent(&self) -> bool {
        self.read(SENT).is_some()
    }

    pub(super) fn keep_sent(&self) {
        self.write(SENT, "1");
    }

    fn read(&self, behind: &str) -> Option<String> {
        dom::storage()?.get_item(&[&self.key, behind].concat()).ok()?
    }

    fn write(&self, behind: &str, text: &str) -> bool {
        let key = [&self.key, behind].concat();
        dom::storage().is_some_and(|storage| storage.set_item(&key, text).is_ok())
    }

    fn remove(&self, behind: &str) {
        if let Some(storage) = dom::storage() {
            let _ = storage.remove_item(&[&self.key, behind].concat());
        }
    }
}
