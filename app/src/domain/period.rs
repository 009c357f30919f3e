//! The stretch of time that a wave stands for: a quarter, or a half-year in imported surveys.

use serde::{Deserialize, Serialize};
use std::{cmp::Ordering, fmt, str::FromStr};

/// A quarter (`2025-Q1`) or half-year (`2021-H1`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Period {
    year: i16,
    half: bool,
    /// Counted from 1.
    part: u8,
}

/// A text that names no period.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a period; write a quarter like 2026-Q3 or a half-year like 2026-H1")]
pub struct PeriodError(String);

impl Period {
    /// A quarter of a year.
    ///
    /// # Errors
    /// When `quarter` is not 1 to 4 or the year is not 1990 to 2200.
    pub fn quarter(year: i16, quarter: u8) -> Result<Self, PeriodError> {
        format!("{year:04}-Q{quarter}").parse()
    }

    /// Quarters since the year 0; what trends use for x, so that a missed quarter counts.
    ///
    /// ```
    /// use app::domain::Period;
    /// let period: Period = "2025-Q3".parse().unwrap();
    /// assert_eq!(period.ordinal(), 2025 * 4 + 2);
    /// ```
    #[must_use]
    pub fn ordinal(self) -> i32 {
        let quarter = if self.half { (self.part - 1) * 2 } else { self.part - 1 };
        i32::from(self.year) * 4 + i32::from(quarter)
    }

    /// Whether it is a half-year and no quarter.
    #[must_use]
    pub fn is_half_year(self) -> bool {
        self.half
    }

    /// The calendar year.
    #[must_use]
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month (1 to 12) in which the period begins.
    #[must_use]
    pub fn first_month(self) -> u8 {
        if self.half { (self.part - 1) * 6 + 1 } else { (self.part - 1) * 3 + 1 }
    }

    /// The period after this one, of the same length.
    #[must_use]
    pub fn next(self) -> Self {
        let last = if self.half { 2 } else { 4 };
        if self.part < last {
            Self { part: self.part + 1, ..self }
        } else {
            Self { year: self.year + 1, part: 1, ..self }
        }
    }

    /// What people read: “Q3 2025”.
    #[must_use]
    pub fn title(self) -> String {
        format!("{}{} {}", if self.half { 'H' } else { 'Q' }, self.part, self.year)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{}{}", self.year, if self.half { 'H' } else { 'Q' }, self.part)
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || PeriodError(text.chars().take(40).collect());
        let (year, rest) = text.trim().split_once('-').ok_or_else(error)?;
        let year: i16 = year.parse().map_err(|_| error())?;
        let half = match rest.chars().next() {
            Some('Q') => false,
            Some('H') => true,
            _ => return Err(error()),
        };
        let part: u8 = rest[1..].parse().map_err(|_| error())?;
        let last = if half { 2 } else { 4 };
        if !(1990..=2200).contains(&year) || !(1..=last).contains(&part) {
            return Err(error());
        }
        Ok(Self { year, half, part })
    }
}

impl TryFrom<String> for Period {
    type Error = PeriodError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Period> for String {
    fn from(period: Period) -> Self {
        period.to_string()
    }
}

impl Ord for Period {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.ordinal(), self.half, self.part).cmp(&(other.ordinal(), other.half, other.part))
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
