//! Pure statistics: from the answers of a wave to figures, with no rule about who sees them.
//!
//! Nothing here reads a file, a clock or a database, and nothing is random but the bootstrap of
//! [`drivers`], which is handed its random numbers. A figure that cannot be known is `None` or a
//! variant of an enum, never NaN. Counts are added up as integers, so the order in which rows
//! come makes no difference to any figure made of counts.
//!
//! The way through: [`wave`] is what comes in, [`tally`] counts it once for all teams, and
//! the other files turn counts into figures:
//!
//! - one cell: [`cell`], [`wilson`] (the climate), [`hypergeometric`] (this quarter's people),
//!   [`bounds`], [`nps`], and for all leaf teams together [`beta_binomial`];
//! - a change between two waves: [`mann_whitney`], [`cliffs_delta`], [`benjamini_hochberg`] for
//!   a family of them, [`verdict`], [`detectable`], and [`kitagawa`] for teams of teams;
//! - all waves: [`trend`], made of [`theil_sen`] and [`mann_kendall`];
//! - across items: [`dimension`], [`cronbach`], [`drivers`] by [`lmg`];
//! - between coders of interviews: [`krippendorff`].
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
pub mod drivers;
pub mod favourable;
pub mod hypergeometric;
pub mod kitagawa;
pub mod krippendorff;
pub mod lmg;
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
mod properties;
#[cfg(test)]
pub(crate) mod testing;
