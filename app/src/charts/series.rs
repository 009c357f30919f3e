//! What a trend is drawn from, whatever figure it shows.

use super::words;
use crate::{
    domain::Period,
    report::{
        Band, CellFigures, Interval, Shown, Withheld,
        views::{DimensionTrend, TrendPoint},
    },
};

/// What a value between 0 and 100 is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A score.
    Score,
    /// A share, in percent.
    Percent,
}

impl Unit {
    /// A value with its unit.
    #[must_use]
    pub fn write(self, value: f64) -> String {
        match self {
            Self::Score => words::score(value),
            Self::Percent => format!("{}%", words::score(value)),
        }
    }

    /// An interval in words.
    #[must_use]
    pub fn between(self, interval: Interval) -> String {
        format!("between {} and {}", self.write(interval.low), self.write(interval.high))
    }
}

/// What is known of one wave.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A figure, 0 to 100.
    Value {
        /// The figure.
        value: f64,
        /// How sure it is.
        interval: Option<Interval>,
        /// Answers it stands on.
        answered: u32,
        /// Mean on the scale itself, where that is told.
        mean: Option<f64>,
    },
    /// Only the side of the scale is told.
    Banded(Band),
    /// There is a figure, but it may not be shown.
    Withheld(Withheld),
    /// There was nothing to have a figure of: no such team, or the question was not asked.
    Missing,
}

/// A figure over the waves of a program, oldest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// One a wave of the program.
    pub marks: Vec<(Period, Mark)>,
    /// What the values are.
    pub unit: Unit,
    /// What to call a stretch without marks: “no such team”, “not asked”.
    pub missing: &'static str,
}

impl Series {
    /// The trend of a dimension. `periods` are all published waves: those the trend leaves out
    /// did not have the team.
    #[must_use]
    pub fn of_dimension(trend: &DimensionTrend, periods: &[Period]) -> Self {
        let mark = |point: &TrendPoint| match &point.shown {
            Shown::Exact(figures) => Mark::Value {
                value: figures.score,
                interval: Some(figures.interval),
                answered: figures.answered,
                mean: None,
            },
            Shown::Banded(banded) => Mark::Banded(banded.band),
            Shown::Withheld(reason) => Mark::Withheld(*reason),
        };
        let points: Vec<(Period, Mark)> =
            trend.points.iter().map(|point| (point.period, mark(point))).collect();
        Self::filled(points, periods, Unit::Score, "no figure")
    }

    /// The trend of an item's favourable answers.
    #[must_use]
    pub fn of_item(trend: &[(Period, Shown<CellFigures>)], periods: &[Period]) -> Self {
        let mark = |shown: &Shown<CellFigures>| match shown {
            Shown::Exact(figures) => figures.share.map_or(Mark::Missing, |share| Mark::Value {
                value: 100.0 * share,
                interval: figures.process_interval.map(super::items::in_percent),
                answered: figures.answered,
                mean: figures.mean,
            }),
            Shown::Banded(banded) => Mark::Banded(banded.band),
            Shown::Withheld(reason) => Mark::Withheld(*reason),
        };
        let points = trend.iter().map(|(period, shown)| (*period, mark(shown))).collect();
        Self::filled(points, periods, Unit::Percent, "not asked")
    }

    /// One mark a wave, with the holes filled.
    fn filled(
        points: Vec<(Period, Mark)>,
        periods: &[Period],
        unit: Unit,
        missing: &'static str,
    ) -> Self {
        let mut all: Vec<Period> =
            points.iter().map(|(period, _)| *period).chain(periods.iter().copied()).collect();
        all.sort();
        all.dedup();
        let find = |period: Period| {
            points
                .iter()
                .find(|(other, _)| *other == period)
                .map_or(Mark::Missing, |(_, mark)| mark.clone())
        };
        let marks = all.into_iter().map(|period| (period, find(period))).collect();
        Self { marks, unit, missing }
    }

    /// Every number that is drawn: values and the ends of intervals.
    pub fn extent(&self) -> impl Iterator<Item = f64> + '_ {
        self.marks.iter().flat_map(|(_, mark)| match mark {
            Mark::Value { value, interval, .. } => {
                let ends = interval.unwrap_or(Interval { low: *value, high: *value });
                vec![*value, ends.low, ends.high]
            }
            Mark::Banded(_) | Mark::Withheld(_) | Mark::Missing => Vec::new(),
        })
    }

    /// The last wave with a figure.
    #[must_use]
    pub fn latest(&self) -> Option<(Period, f64, Option<Interval>)> {
        self.marks.iter().rev().find_map(|(period, mark)| match mark {
            Mark::Value { value, interval, .. } => Some((*period, *value, *interval)),
            Mark::Banded(_) | Mark::Withheld(_) | Mark::Missing => None,
        })
    }

    /// The finding in plain words, without the change.
    #[must_use]
    pub fn finding(&self) -> String {
        let Some((period, value, interval)) = self.latest() else {
            return "No figure may be shown in any wave.".to_owned();
        };
        let mut text = format!("{} in {}", self.unit.write(value), period.title());
        if let Some(interval) = interval {
            text.push_str(", ");
            text.push_str(&self.unit.between(interval));
        }
        text.push('.');
        let withheld: Vec<Period> = self
            .marks
            .iter()
            .filter(|(_, mark)| matches!(mark, Mark::Withheld(_)))
            .map(|(period, _)| *period)
            .collect();
        if !withheld.is_empty() {
            text.push_str(&format!(" Withheld in {}.", words::periods(&withheld)));
        }
        text
    }

    /// Stretches of marks that may be joined by a line, as ranges of indices; a line never
    /// crosses a wave without a figure.
    #[must_use]
    pub fn stretches(&self) -> Vec<std::ops::Range<usize>> {
        self.runs(|mark| matches!(mark, Mark::Value { .. }))
    }

    /// Stretches of waves for which `holds` is true.
    pub(super) fn runs(&self, holds: impl Fn(&Mark) -> bool) -> Vec<std::ops::Range<usize>> {
        let mut runs: Vec<std::ops::Range<usize>> = Vec::new();
        for (index, (_, mark)) in self.marks.iter().enumerate() {
            if !holds(mark) {
                continue;
            }
            match runs.last_mut() {
                Some(run) if run.end == index => run.end = index + 1,
                _ => runs.push(index..index + 1),
            }
        }
        runs
    }
}
