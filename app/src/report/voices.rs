//! What people said, beside what figures say: never joined to an answer.

use crate::domain::Period;

/// The most quotes that stand beside a figure.
pub const MOST_QUOTES: usize = 5;

/// Words that somebody said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voice {
    /// The words.
    pub words: String,
    /// Team and day for whoever may read the interview; else the group and the quarter.
    pub whence: String,
    /// The interview, for whoever may read it.
    pub href: Option<String>,
}

/// A day in words with the way there, if the viewer may go there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldOn {
    /// The day.
    pub day: String,
    /// The interview.
    pub href: Option<String>,
}

/// What stands beside the figures of a team or an item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Voices {
    /// Themes with evidence of the quarter: what each says and, for whoever may open it, where.
    pub themes: Vec<(String, Option<String>)>,
    /// Some of what was said for or against them.
    pub quotes: Vec<Voice>,
    /// The interviews of the quarter; for researchers only.
    pub interviews: Vec<HeldOn>,
    /// Interviews that are not listed because there are so many.
    pub more_interviews: usize,
    /// Whether quotes are shown by the rule for everybody, and how many people it asks for.
    pub quoting: Option<u32>,
}

impl Voices {
    /// Whether there is nothing to show.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.themes.is_empty() && self.quotes.is_empty() && self.interviews.is_empty()
    }
}

/// What happened to a team, on one axis of quarters. Each kind of thing is a lane of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    /// The first quarter.
    pub from: Period,
    /// The last quarter.
    pub to: Period,
    /// From top to bottom.
    pub lanes: Vec<Lane>,
    /// What has to be said of how things are counted.
    pub note: Option<String>,
}

/// One kind of thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// What it is.
    pub name: &'static str,
    /// In the order of time.
    pub marks: Vec<Event>,
}

/// One thing of a lane.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// When, in quarters since the year 0.
    pub at: f64,
    /// The quarter or half-year in which it lies.
    pub period: Period,
    /// What stands at the mark; a mark without is a tick.
    pub label: Option<String>,
    /// What it is in words.
    pub words: String,
    /// Where it leads.
    pub href: Option<String>,
}
