//! Rotation: whom to ask for an interview next, and whom to leave alone.
//!
//! Everything here is pure. [`may_ask`] says whether somebody may be asked now, [`Standing`] puts
//! teams into the order in which they are due, and [`coverage`] says which people are heard less
//! than their number.

pub mod coverage;
pub mod due;

pub use coverage::{Heard, heard};
pub use due::{Standing, lot};

const DAY: i64 = 24 * 60 * 60 * 1000;

/// Days over which contacts are counted: a quarter, in which one survey is held.
pub const BUDGET_DAYS: i64 = 90;

/// What an organisation has set itself: how many teams a quarter, and how much it asks of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RotationRules {
    /// Teams to talk with in a quarter.
    pub target: u32,
    /// Days after which somebody who was asked may be asked again.
    pub pause_days: i64,
    /// Most contacts of one person in any [`BUDGET_DAYS`] days: interviews, reminders and surveys.
    pub budget: u32,
}

impl Default for RotationRules {
    fn default() -> Self {
        Self { target: 15, pause_days: 180, budget: 4 }
    }
}

/// A rule that cannot hold: the field it came from, and what to do.
pub type RuleProblem = (&'static str, &'static str);

impl RotationRules {
    /// The name of the target in forms and settings.
    pub const TARGET: &'static str = "interview-target";
    /// The name of the pause.
    pub const PAUSE: &'static str = "interview-pause-days";
    /// The name of the budget.
    pub const BUDGET: &'static str = "contact-budget";

    /// Reads rules as they are typed.
    ///
    /// # Errors
    /// With everything that cannot hold.
    ///
    /// ```
    /// use app::domain::RotationRules;
    /// assert_eq!(RotationRules::parse("15", "180", "4"), Ok(RotationRules::default()));
    /// assert_eq!(RotationRules::parse("15", "a while", "0").unwrap_err().len(), 2);
    /// ```
    pub fn parse(target: &str, pause: &str, budget: &str) -> Result<Self, Vec<RuleProblem>> {
        let whole = |text: &str, lowest: u32, highest: u32| {
            text.trim().parse().ok().filter(|number| (lowest..=highest).contains(number))
        };
        let target = whole(target, 1, 1000);
        let pause = whole(pause, 1, 730);
        let budget = whole(budget, 1, 50);
        if let (Some(target), Some(pause), Some(budget)) = (target, pause, budget) {
            return Ok(Self { target, pause_days: i64::from(pause), budget });
        }
        Err([
            target.is_none().then_some((Self::TARGET, "A whole number of teams from 1 to 1000")),
            pause.is_none().then_some((Self::PAUSE, "A whole number of days from 1 to 730")),
            budget.is_none().then_some((Self::BUDGET, "A whole number of contacts from 1 to 50")),
        ]
        .into_iter()
        .flatten()
        .collect())
    }

    /// The pause in milliseconds.
    #[must_use]
    pub fn pause(self) -> i64 {
        self.pause_days * DAY
    }

    /// For how long contacts matter, in milliseconds; older ones need not be kept.
    #[must_use]
    pub fn memory(self) -> i64 {
        self.pause_days.max(BUDGET_DAYS) * DAY
    }
}

/// What somebody says to an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nothing yet.
    Waiting,
    /// They come.
    Accepted,
    /// They can't come this time.
    Declined,
    /// They don't want to be asked for a while.
    NotNow,
    /// They don't want to be asked again.
    Never,
}

impl Answer {
    /// Every answer.
    pub const ALL: [Self; 5] =
        [Self::Waiting, Self::Accepted, Self::Declined, Self::NotNow, Self::Never];

    /// The name in forms and the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::NotNow => "not-now",
            Self::Never => "never",
        }
    }

    /// Reads a name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|answer| answer.name() == text)
    }

    /// Whether the interview does not take place because of it.
    #[must_use]
    pub fn calls_off(self) -> bool {
        matches!(self, Self::Declined | Self::NotNow | Self::Never)
    }

    /// As the interviewer reads it.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Waiting => "No answer yet",
            Self::Accepted => "Coming",
            Self::Declined => "Can’t come",
            Self::NotNow => "Not now",
            Self::Never => "Don’t ask again",
        }
    }
}

/// An invitation as it was last sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invited {
    /// How many versions of it calendars have seen, from 0.
    pub sequence: i64,
    /// When it was last sent, in Unix milliseconds.
    pub sent_at: i64,
    /// Whether the person has yet to be told the plan as it stands: it changed, or the mail failed.
    pub owed: bool,
    /// What they said.
    pub answer: Answer,
    /// When, in Unix milliseconds.
    pub answered_at: Option<i64>,
}

/// What somebody wishes about being asked. The default is nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// Not to be asked at all.
    pub never: bool,
    /// Not to be asked before this instant, in Unix milliseconds.
    pub not_before: Option<i64>,
}

/// How somebody was asked; surveys are counted from their wave's roster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContactKind {
    /// For an interview.
    Interview,
    /// Once more for the same one.
    Reminder,
}

impl ContactKind {
    /// The kind's name in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Interview => "interview",
            Self::Reminder => "reminder",
        }
    }

    /// Reads a kind's name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Interview, Self::Reminder].into_iter().find(|kind| kind.name() == text)
    }
}

/// A contact's instant as it is kept: the day on which it happened.
#[must_use]
pub fn contact_day(instant: i64) -> i64 {
    instant - instant.rem_euclid(DAY)
}

/// What was asked of one person so far. Instants are Unix milliseconds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// What they wish.
    pub wish: Wish,
    /// When they were last asked for an interview, or have one: the later of the two.
    pub last_asked: Option<i64>,
    /// Every contact of the last [`BUDGET_DAYS`] days, in no order.
    pub contacts: Vec<i64>,
}

/// Why somebody may not be asked now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyNot {
    /// They asked not to be asked again.
    Never,
    /// They asked not to be asked before an instant.
    NotNow(i64),
    /// They were asked lately; when the pause is over.
    Asked(i64),
    /// Their contacts are used up; when the first of them no longer counts.
    Budget(i64),
}

impl WhyNot {
    /// When they may be asked again; none: when they say so.
    #[must_use]
    pub fn until(self) -> Option<i64> {
        match self {
            Self::Never => None,
            Self::NotNow(until) | Self::Asked(until) | Self::Budget(until) => Some(until),
        }
    }
}

/// What somebody's own wish says about asking them now.
///
/// # Errors
/// With the wish that speaks against it.
pub fn wish_allows(now: i64, wish: Wish) -> Result<(), WhyNot> {
    if wish.never {
        return Err(WhyNot::Never);
    }
    match wish.not_before {
        Some(until) if until > now => Err(WhyNot::NotNow(until)),
        _ => Ok(()),
    }
}

/// Whether one more contact fits into somebody's budget.
///
/// # Errors
/// [`WhyNot::Budget`].
pub fn budget_allows(now: i64, contacts: &[i64], rules: RotationRules) -> Result<(), WhyNot> {
    let mut counted: Vec<i64> =
        contacts.iter().copied().filter(|contact| contact + BUDGET_DAYS * DAY > now).collect();
    counted.sort_unstable();
    let budget = usize::try_from(rules.budget).unwrap_or(usize::MAX);
    // Once this one and all before it no longer count, there is room for one more.
    match counted.len().checked_sub(budget).and_then(|index| counted.get(index)) {
        Some(contact) => Err(WhyNot::Budget(contact + BUDGET_DAYS * DAY)),
        None => Ok(()),
    }
}

/// Whether somebody may be asked for an interview now.
///
/// # Errors
/// With what speaks against it: their own wish first, then what would hold the longest.
pub fn may_ask(now: i64, history: &History, rules: RotationRules) -> Result<(), WhyNot> {
    wish_allows(now, history.wish)?;
    let asked = history.last_asked.map(|asked| asked + rules.pause()).filter(|until| *until > now);
    let budget = budget_allows(now, &history.contacts, rules).err();
    match (asked.map(WhyNot::Asked), budget) {
        (Some(asked), Some(budget)) if budget.until() > asked.until() => Err(budget),
        (Some(why), _) | (None, Some(why)) => Err(why),
        (None, None) => Ok(()),
    }
}

#[cfg(test)]
mod tests;
