//! Charts: figures drawn on the server as SVG and tables, readable without script.
//!
//! Widths are percentages and heights are pixels, so a chart fills whatever it stands in and
//! its words keep their size; what must bend with the width (lines, bands) lives in a nested
//! `<svg>` that stretches. Colours are classes of `style/chart.css`, so that both schemes and
//! print work, and nothing is inline. The finding stands in words in `<title>` and `<desc>`,
//! and the numbers in a table behind each chart.
//!
//! To add one: positions from [`scale`], sentences from [`words`], a component in a file of its
//! own, its look in `style/`, and its states in `examples/gallery`.

pub mod change;
pub mod dimensions;
pub mod distribution;
mod figure_details;
pub mod gap;
pub mod groups;
mod heat;
pub mod interval_row;
pub mod item_teams;
pub mod item_words;
pub mod items;
pub mod numbers;
pub mod options;
mod places;
pub mod response_bar;
pub mod scale;
pub mod series;
pub mod timeline;
pub mod trend;
pub mod trends;
pub mod verdict;
pub mod withheld;
pub mod words;

pub use change::ChangeMark;
pub use dimensions::DimensionRows;
pub use distribution::DistributionBar;
pub use gap::GapLine;
pub use groups::GroupRows;
pub use heat::HeatMap;
pub use interval_row::{IntervalRow, IntervalRows, Plotted};
pub use item_teams::ItemTeamRows;
pub use items::ItemRows;
pub use numbers::Numbers;
pub use options::OptionBars;
pub use response_bar::ResponseBar;
pub use series::{Mark, Series, Unit};
pub use timeline::TeamTimeline;
pub use trend::Trend;
pub use trends::{DimensionTrends, ItemTrend};
pub use verdict::{ChangeChip, TrendChip};
pub use withheld::WithheldNote;

#[cfg(test)]
mod tests;
