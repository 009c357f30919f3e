//! The order in which teams are due.
//!
//! A team's score counts in quarters, the rhythm in which surveys are held and a target is set:
//!
//! > quarters since the last interview (never, and anything longer, is 8) + open questions (at
//! > most 4)
//!
//! An open question is worth as much as one more quarter of silence: both are a reason to go and
//! listen, and neither outweighs the other for long. Both are capped so that rotation stays one: an
//! interview takes up to 8 off a score and open questions give back at most 4, so a team in trouble
//! is heard sooner but never keeps all others from being heard. Among equal scores the larger team
//! comes first, because more people go unheard; then whoever has waited longer; then the name.

use super::DAY;
use std::cmp::{Ordering, Reverse};
use uuid::Uuid;

/// Days that count as one quarter.
const QUARTER_DAYS: i64 = 91;
/// Quarters after which waiting longer changes nothing; also what “never” counts as.
const LONGEST_WAIT: i64 = 8;
/// Open questions beyond which more change nothing.
const MOST_QUESTIONS: usize = 4;

/// What decides when a team is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Its name.
    pub name: String,
    /// People who sit in it.
    pub people: usize,
    /// When its last interview began, or the next one does; none for never.
    pub last: Option<i64>,
    /// Declines that nobody has talked about with them yet.
    pub questions: usize,
}

impl Standing {
    /// How urgent it is to hear this team, in quarters: see the module.
    #[must_use]
    pub fn score(&self, now: i64) -> i64 {
        let waited = self.last.map_or(LONGEST_WAIT, |last| {
            ((now - last) / (QUARTER_DAYS * DAY)).clamp(0, LONGEST_WAIT)
        });
        let questions = self.questions.min(MOST_QUESTIONS);
        waited + i64::try_from(questions).unwrap_or_default()
    }

    /// Which of two teams is due first.
    #[must_use]
    pub fn compare(&self, other: &Self, now: i64) -> Ordering {
        let key = |team: &Self| {
            (Reverse(team.score(now)), Reverse(team.people), team.last.unwrap_or(i64::MIN))
        };
        key(self).cmp(&key(other)).then_with(|| self.name.cmp(&other.name))
    }
}

/// A number that draws lots between people who could equally well be asked: the same all day, so
/// that a page that is loaded again suggests the same, and another one tomorrow, so that nobody is
/// always first.
#[must_use]
pub fn lot(person: Uuid, now: i64) -> u64 {
    let (high, low) = person.as_u64_pair();
    let day = now.div_euclid(DAY).cast_unsigned();
    // The finish of SplitMix64, which spreads one changed bit over all.
    let mut mixed = high ^ low.rotate_left(32) ^ day.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
