//! The shapes that figures travel in: what `analysis` and `disclosure` hand to the store
//! and what pages are given to draw.
//!
//! A shape here never holds a figure that its reader may not see: a withheld cell has a
//! reason and nothing else. To add one: a struct with public fields, no methods that
//! compute figures, and a constructor in `disclosure` or `service`.

pub mod across;
pub mod audience;
pub mod cell;
pub mod change;
pub mod drivers;
pub mod group;
pub mod net_promoter;
pub mod pooled;
pub mod preview;
pub mod range;
pub mod release;
pub mod tokens;
pub mod trend;
pub mod views;
pub mod voices;

pub use across::{OutcomeDrivers, Reliability};
pub use audience::{Audience, AudienceGroup, Readers};
pub use cell::{
    Band, Banded, Cell, CellFigures, DimensionCell, DimensionFigures, Interval, Shown, Withheld,
};
pub use change::{ChangeFigures, Composition, ReleaseChange, Verdict};
pub use drivers::{Driver, Drivers};
pub use group::{GroupCell, GroupFigures};
pub use net_promoter::NetPromoter;
pub use pooled::Pooled;
pub use preview::Preview;
pub use range::PeopleRange;
pub use release::{Release, ReleaseComment, ReleaseItem, ReleaseTeam};
pub use tokens::TokenCounts;
pub use trend::{Trend, TrendVerdict};
pub use voices::{Event, HeldOn, Lane, Timeline, Voice, Voices};
