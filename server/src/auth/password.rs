//! Passwords: which are accepted, and how they are kept and compared.
//!
//! A [`NewPassword`] has passed the rules; [`Passwords`] hashes it with argon2id. Hashing takes
//! 19 MiB and some tens of milliseconds by design, so it runs off the async threads and at most
//! [`AT_ONCE`] at a time: a flood of sign-ins waits in line instead of eating the memory.

use crate::random::SharedRng;
use app::domain::Email;
use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{self, PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};
use tokio::sync::Semaphore;

/// Fewest characters of a password.
pub const SHORTEST: usize = 12;
/// Most characters of a password; more would only be work for the hash.
pub const LONGEST: usize = 256;
/// How many passwords are hashed at the same time.
const AT_ONCE: usize = 4;

/// The second of the settings that OWASP calls equivalent: 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Stands in for the hash of somebody unknown: the same work as any, and no password is known
/// to give it.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$c291bmRpbmdzIGR1bW15IQ\
    $AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Words that head the lists of leaked passwords; digits and signs around them don't help.
const COMMON: &[&str] = &[
    "abcd",
    "abcdefg",
    "admin",
    "administrator",
    "asdfghjkl",
    "baseball",
    "changeme",
    "changemenow",
    "computer",
    "correcthorsebatterystaple",
    "default",
    "developer",
    "dragon",
    "football",
    "guest",
    "hello",
    "helloworld",
    "iloveyou",
    "letmein",
    "letmeinplease",
    "liverpool",
    "login",
    "manager",
    "master",
    "monkey",
    "mypassword",
    "nopassword",
    "pass",
    "passphrase",
    "passw",
    "password",
    "passwordpassword",
    "passwort",
    "princess",
    "q1w2e3r4t5y6",
    "qazwsxedcrfv",
    "qwerty",
    "qwertyuiop",
    "qwertyuiopasdf",
    "qwertyuiopasdfghjkl",
    "secret",
    "soundings",
    "starwars",
    "summer",
    "sunshine",
    "superman",
    "test",
    "testtest",
    "thisisapassword",
    "trustno",
    "unknown",
    "welcome",
    "whatever",
    "winter",
    "zaqxswcdevfr",
];

/// A password that may be set.
#[derive(Clone)]
pub struct NewPassword(String);

/// Why a password may not be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WeakPassword {
    /// It has fewer than [`SHORTEST`] characters.
    #[error("use at least {SHORTEST} characters; a few words in a row are easy to remember")]
    TooShort,
    /// It has more than [`LONGEST`] characters.
    #[error("use at most {LONGEST} characters")]
    TooLong,
    /// It heads the lists that are tried first, or is one with digits or signs around it.
    #[error("this is one of the first passwords that are tried; choose one that is only yours")]
    Common,
    /// It is the person's own e-mail address, or what stands before the @.
    #[error("choose a password that is not your e-mail address")]
    OwnEmail,
}

/// A password could not be hashed or compared, whatever it was.
#[derive(Debug, thiserror::Error)]
pub enum PasswordFailure {
    /// The stored hash is damaged, or the machine has no memory left for the work.
    #[error("the password hash failed: {0}")]
    Hash(#[from] password_hash::Error),
    /// The settings of argon2 were refused.
    #[error("the settings of the password hash were refused: {0}")]
    Settings(#[from] argon2::Error),
    /// The worker ended early, as when the server is stopping.
    #[error("the password hash was interrupted; try again")]
    Interrupted,
}

impl NewPassword {
    /// Accepts a password exactly as it was typed. `owner` is the e-mail address of whoever sets
    /// it, which it must not be; none where that is not known yet.
    ///
    /// ```
    /// use app::domain::Email;
    /// use soundings::auth::password::{NewPassword, WeakPassword};
    /// let ada = Email::parse("ada@example.com").unwrap();
    /// assert!(NewPassword::parse("four herons on a raft", Some(&ada)).is_ok());
    /// assert_eq!(NewPassword::parse("Password1234!", None).unwrap_err(), WeakPassword::Common);
    /// ```
    ///
    /// # Errors
    /// When it is too short, too long or too easy to guess.
    pub fn parse(text: &str, owner: Option<&Email>) -> Result<Self, WeakPassword> {
        match text.chars().count() {
            0..SHORTEST => return Err(WeakPassword::TooShort),
            SHORTEST..=LONGEST => {}
            _ => return Err(WeakPassword::TooLong),
        }
        let lower = text.to_lowercase();
        let core = lower.trim_matches(|c: char| !c.is_alphabetic());
        if let Some(owner) = owner {
            let local = owner.as_str().split('@').next().unwrap_or_default();
            let own = [owner.as_str(), local];
            if own.contains(&lower.as_str()) || own.contains(&core) {
                return Err(WeakPassword::OwnEmail);
            }
        }
        if COMMON.contains(&core) || COMMON.contains(&lower.as_str()) || is_monotonous(&lower) {
            return Err(WeakPassword::Common);
        }
        Ok(Self(text.to_owned()))
    }
}

/// It goes into no log, not even for debugging.
impl fmt::Debug for NewPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewPassword([redacted])")
    }
}

/// Whether a text has hardly any different characters, or mostly steps to the next one (`1234`).
fn is_monotonous(text: &str) -> bool {
    let letters: Vec<u32> = text.chars().map(u32::from).collect();
    let mut different = letters.clone();
    different.sort_unstable();
    different.dedup();
    let steps = letters.windows(2).filter(|pair| pair[0].abs_diff(pair[1]) <= 1).count();
    different.len() < 5 || steps * 4 > letters.len() * 3
}

/// Hashes and compares passwords; cheap to clone.
#[derive(Clone, Debug)]
pub struct Passwords {
    turns: Arc<Semaphore>,
    comparisons: Arc<AtomicU64>,
}

impl Default for Passwords {
    fn default() -> Self {
        Self { turns: Arc::new(Semaphore::new(AT_ONCE)), comparisons: Arc::default() }
    }
}

impl Passwords {
    /// The text to keep of a password: parameters, salt and hash in one (a PHC string).
    ///
    /// # Errors
    /// When the machine cannot do the work.
    pub async fn hash(
        &self,
        password: NewPassword,
        rng: &SharedRng,
    ) -> Result<String, PasswordFailure> {
        let salt: [u8; 16] = rng.bytes();
        self.take_turn(move || {
            let hash: PasswordHash =
                hasher()?.hash_password_with_salt(password.0.as_bytes(), &salt)?;
            Ok(hash.to_string())
        })
        .await
    }

    /// Whether a password gives the stored hash; `None` is for somebody unknown or without a
    /// password, takes the same time and is never right.
    ///
    /// # Errors
    /// When the machine cannot do the work, or the stored hash is damaged.
    pub async fn verify_or_dummy(
        &self,
        password: &str,
        stored: Option<&str>,
    ) -> Result<bool, PasswordFailure> {
        let password = password.to_owned();
        let known = stored.is_some();
        let stored = stored.unwrap_or(NOBODY).to_owned();
        let fits = self
            .take_turn(move || match hasher()?.verify_password(password.as_bytes(), &*stored) {
                Ok(()) => Ok(true),
                Err(password_hash::Error::PasswordInvalid) => Ok(false),
                Err(error) => Err(error.into()),
            })
            .await?;
        self.comparisons.fetch_add(1, Ordering::Relaxed);
        Ok(fits && known)
    }

    /// How many passwords were compared since the start, those of unknown people included.
    #[must_use]
    pub fn comparisons(&self) -> u64 {
        self.comparisons.load(Ordering::Relaxed)
    }

    /// Runs heavy work on a thread of its own, when one of the turns is free.
    async fn take_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, PasswordFailure> + Send + 'static,
    ) -> Result<T, PasswordFailure> {
        let turn = Arc::clone(&self.turns)
            .acquire_owned()
            .await
            .map_err(|_| PasswordFailure::Interrupted)?;
        tokio::task::spawn_blocking(move || {
            // Held by the work and not by the request: a person who leaves early frees no turn.
            let _turn = turn;
            work()
        })
        .await
        .map_err(|_| PasswordFailure::Interrupted)?
    }
}

fn hasher() -> Result<Argon2<'static>, PasswordFailure> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;

    fn ada() -> Email {
        Email::parse("ada.lovelace@example.com").unwrap()
    }

    fn refusal(text: &str) -> WeakPassword {
        NewPassword::parse(text, Some(&ada())).expect_err(text)
    }

    #[test]
    fn length_is_counted_in_characters_and_not_in_bytes() {
        assert_eq!(refusal("eleven char"), WeakPassword::TooShort);
        assert_eq!(refusal("ééééé"), WeakPassword::TooShort);
        assert!(NewPassword::parse("größer als Ÿ", Some(&ada())).is_ok());
        assert!(NewPassword::parse(&"tide ".repeat(51), Some(&ada())).is_ok());
        assert_eq!(refusal(&"tide ".repeat(52)), WeakPassword::TooLong);
    }

    #[test]
    fn the_passwords_that_are_tried_first_are_refused_however_they_are_decorated() {
        for common in [
            "passwordpassword",
            "Password1234!",
            "!!!Welcome2026",
            "qwertyuiop12",
            "Q1W2E3R4T5Y6",
            "123456789012",
            "abcdefghijkl",
            "aaaaaaaaaaaa",
            "121212121212",
            "soundings-2026",
        ] {
            assert_eq!(refusal(common), WeakPassword::Common, "{common}");
        }
    }

    #[test]
    fn the_own_address_is_no_password() {
        for own in ["ada.lovelace@example.com", "Ada.Lovelace", "ada.lovelace1815"] {
            assert_eq!(refusal(own), WeakPassword::OwnEmail, "{own}");
        }
    }

    #[test]
    fn the_stand_in_for_nobody_costs_exactly_what_a_real_hash_costs() {
        let nobody = PasswordHash::new(NOBODY).unwrap();
        let params = Params::try_from(&nobody).unwrap();
        assert_eq!(
            (params.m_cost(), params.t_cost(), params.p_cost()),
            (MEMORY_KIB, PASSES, LANES)
        );
        assert_eq!(nobody.algorithm.as_str(), "argon2id");
        assert_eq!(nobody.hash.unwrap().len(), Params::DEFAULT_OUTPUT_LEN);
    }

    #[tokio::test]
    async fn only_the_right_password_fits_its_hash() {
        let passwords = Passwords::default();
        let password = NewPassword::parse("four herons on a raft", Some(&ada())).unwrap();
        let stored = passwords.hash(password, &SharedRng::from_os()).await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert!(passwords.verify_or_dummy("four herons on a raft", Some(&stored)).await.unwrap());
        assert!(!passwords.verify_or_dummy("Four herons on a raft", Some(&stored)).await.unwrap());
        assert!(!passwords.verify_or_dummy("", Some(&stored)).await.unwrap());
        assert!(!passwords.verify_or_dummy("four herons on a raft", None).await.unwrap());
    }

    #[tokio::test]
    async fn one_password_never_gives_the_same_hash_twice() {
        let (passwords, rng) = (Passwords::default(), SharedRng::seeded(3));
        let password = NewPassword::parse("four herons on a raft", Some(&ada())).unwrap();
        let one = passwords.hash(password.clone(), &rng).await.unwrap();
        assert_ne!(one, passwords.hash(password, &rng).await.unwrap());
    }

    #[tokio::test]
    async fn a_damaged_hash_is_trouble_and_not_a_wrong_password() {
        let result = Passwords::default().verify_or_dummy("anything at all", Some("$x$y")).await;
        assert!(matches!(result, Err(PasswordFailure::Hash(_))), "{result:?}");
    }

    #[tokio::test]
    async fn a_flood_of_sign_ins_waits_in_line() {
        let passwords = Passwords::default();
        let turns = Arc::clone(&passwords.turns);
        let held = turns.acquire_many(u32::try_from(AT_ONCE).unwrap()).await.unwrap();
        let waiting = tokio::spawn(async move { passwords.verify_or_dummy("x", None).await });
        tokio::task::yield_now().await;
        assert!(!waiting.is_finished());
        drop(held);
        assert!(!waiting.await.unwrap().unwrap());
    }
}
