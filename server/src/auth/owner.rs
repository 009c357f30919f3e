//! Whose form it is that waits in a browser for somebody to sign in.
//!
//! A form that is posted when its session has ended is kept in the page. The page must not say who
//! that was, and only that person may send it on: so it carries a mark, which only fits them.

use crate::random::SharedRng;
use app::domain::PersonId;
use sha2::{Digest, Sha256};

/// Bytes of salt; it makes every mark another, so that two forms don't tell that one person sent
/// both.
const SALT: usize = 16;

/// A mark of this person. Identifiers are random, so nobody finds the person by trying.
#[must_use]
pub fn mark(person: PersonId, random: &SharedRng) -> String {
    let salt = hex(&random.bytes::<SALT>());
    let hash = salted(&salt, person);
    salt + &hash
}

/// Whether a mark is this person's.
///
/// ```
/// use app::domain::PersonId;
/// use soundings::{auth::owner, random::SharedRng};
/// let random = SharedRng::seeded(1);
/// let (ada, bela) = (PersonId(random.uuid()), PersonId(random.uuid()));
/// let mark = owner::mark(ada, &random);
/// assert!(owner::is_mark_of(&mark, ada));
/// assert!(!owner::is_mark_of(&mark, bela));
/// assert!(!owner::is_mark_of("", ada));
/// ```
#[must_use]
pub fn is_mark_of(mark: &str, person: PersonId) -> bool {
    let (Some(salt), Some(hash)) = (mark.get(..2 * SALT), mark.get(2 * SALT..)) else {
        return false;
    };
    salted(salt, person) == hash
}

fn salted(salt: &str, person: PersonId) -> String {
    let hash = Sha256::new().chain_update(salt).chain_update(person.0.as_bytes()).finalize();
    hex(&hash)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
