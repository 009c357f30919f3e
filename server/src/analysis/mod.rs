//! Pure statistics: from the answers of a wave to figures, with no rule about who sees them.
//!
//! Nothing here reads a file, a clock or a database, and nothing is random. A figure that
//! cannot be known is `None` or a variant of an enum, never NaN. Counts are added up as
//! integers, so the order in which rows come makes no difference to any figure.
//!
//! The way through: [`wave`] is what comes in, [`tally`] counts it once for all teams, and
//! the other files turn one team's counts into figures.
//!
//! To add a statistic: one file named after the method, a pure function from counts or
//! numbers to `Option` of a figure, a doctest with a published reference value and its
//! source, and a line below. `disclosure` decides whether the figure may be shown.

pub mod benjamini_hochberg;
pub mod beta;
pub mod beta_binomial;
pub mod bounds;
pub mod cell;
pub mod cliffs_delta;
pub mod cronbach;
pub mod detectable;
pub mod dimension;
pub mod favourable;
pub mod hypergeometric;
pub mod kitagawa;
pub mod mann_kendall;
pub mod mann_whitney;
pub mod mean_interval;
pub mod normal;
pub mod nps;
pub mod population;
pub mod special;
pub mod student_t;
pub mod tally;
pub mod theil_sen;
pub mod trend;
pub mod verdict;
pub mod wave;
pub mod welch;
pub mod wilson;

pub use favourable::Favourable;
pub use tally::Tallies;
pub use wave::{Question, Response, StrayAnswer, WaveAnswers};
pub use welch::Sample;

#[cfg(test)]
pub(crate) mod testing;
