//! Which figures may be shown. Pure: counts in, decisions out; randomness is passed in.
//!
//! The rules are D1 to D10 of the project's privacy page, one file each where they need one:
//!
//! | file | decides |
//! |---|---|
//! | [`reporting`] | D9: which team a person's answers count for |
//! | [`audience`](mod@audience) | what somebody reads before the first question |
//! | [`tree`] | D1, D2: which teams' figures may stand beside each other |
//! | [`grouping`], `breakdown` | D3: figures of a second grouping beside those of the tree |
//! | `items` | D4, D5, and how many said that an item does not apply |
//! | `dimension`, `detail` | dimensions, and what they would give away together with items |
//! | `participation` | D7: how many answered |
//! | `across` | figures across items, over the whole organisation only |
//! | `comments` | D6: where a comment may be read |
//! | [`quotes`] | D10: which team a quote of an interview is told with |
//! | [`figures`] | all of these together: the figures of a wave that may be shown |
//! | [`comparison`] | what may be said about the change between two waves |
//! | [`mod@audit`] | an attack on a finished release, by what it shows |
//! | [`mod@cost`] | how much is withheld, next to a simpler way |
//! | [`release`] | one release, once, for one wave |
//!
//! To add a rule: one file with a pure function from counts to decisions, a call in
//! [`release`], and a case in `attack`, the tests that try to get at small groups with
//! everything a release shows and must succeed as soon as the rule is switched off.

mod across;
pub mod audience;
pub mod audit;
mod breakdown;
mod comments;
pub mod comparison;
pub mod cost;
mod detail;
mod dimension;
pub mod figures;
pub mod grouping;
mod items;
mod participation;
pub mod preview;
pub mod quotes;
pub mod release;
pub mod reporting;
pub mod rules;
pub mod tree;

pub use audience::audience;
pub use comparison::{Comparison, Pair, Side, compare};
pub use figures::WaveFigures;
pub use preview::preview;
pub use quotes::QuoteGroups;
pub use release::{Before, make_release};
pub use reporting::{people_by_reporting_team, reporting_teams};

#[cfg(test)]
mod attack;
#[cfg(test)]
mod linear;
#[cfg(test)]
pub(crate) mod testing;
