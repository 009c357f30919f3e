//! How figures read in sentences: one way each, everywhere.

use crate::{
    domain::Period,
    report::{Band, Banded, CellFigures, Interval, Shown, Withheld, views::Change},
};

/// A share of 0 to 1 as a percentage.
///
/// ```
/// assert_eq!(app::charts::words::percent(0.714), "71%");
/// ```
#[must_use]
pub fn percent(share: f64) -> String {
    format!("{}%", whole(100.0 * share))
}

/// A score as a whole number.
///
/// ```
/// assert_eq!(app::charts::words::score(63.6), "64");
/// ```
#[must_use]
pub fn score(value: f64) -> String {
    whole(value)
}

/// A whole number that never reads “-0”.
fn whole(value: f64) -> String {
    format!("{}", value.round() as i64)
}

/// A difference with its sign; a true minus, as wide as the plus.
///
/// ```
/// assert_eq!(app::charts::words::points(3.2), "+3");
/// assert_eq!(app::charts::words::points(-4.0), "−4");
/// assert_eq!(app::charts::words::points(-0.3), "0");
/// ```
#[must_use]
pub fn points(difference: f64) -> String {
    match difference.round() as i64 {
        0 => "0".to_owned(),
        more if more > 0 => format!("+{more}"),
        less => format!("−{}", less.unsigned_abs()),
    }
}

/// An interval of scores in words.
///
/// ```
/// use app::{charts::words::between, report::Interval};
/// assert_eq!(between(Interval { low: 54.2, high: 70.8 }), "between 54 and 71");
/// ```
#[must_use]
pub fn between(interval: Interval) -> String {
    format!("between {} and {}", score(interval.low), score(interval.high))
}

/// An interval of shares in words.
#[must_use]
pub fn between_shares(interval: Interval) -> String {
    format!("between {} and {}", percent(interval.low), percent(interval.high))
}

/// An interval in as little room as possible, for tables.
///
/// ```
/// use app::{charts::words::ends, report::Interval};
/// assert_eq!(ends(Interval { low: 54.2, high: 70.8 }), "54–71");
/// assert_eq!(ends(Interval { low: 33.3, high: 33.3 }), "exact", "everybody answered");
/// ```
#[must_use]
pub fn ends(interval: Interval) -> String {
    if interval.low >= interval.high {
        return "exact".to_owned();
    }
    format!("{}–{}", score(interval.low), score(interval.high))
}

/// A mean on its own scale, with as many decimals as a table of means needs.
#[must_use]
pub fn mean(value: f64) -> String {
    format!("{value:.3}")
}

/// “12 answers”, “1 answer”.
#[must_use]
pub fn answers(count: u32) -> String {
    if count == 1 { "1 answer".to_owned() } else { format!("{count} answers") }
}

/// A change where it stands beside since when: never a direction that isn't sure.
#[must_use]
pub fn change_alone(change: &Change) -> String {
    if change.is_clear() { points(change.points) } else { "no clear change".to_owned() }
}

/// A change in a few words, for beside a figure: never a direction that isn't sure.
#[must_use]
pub fn change_short(change: &Change) -> String {
    format!("{} since {}", change_alone(change), change.since.title())
}

/// A change in a sentence, with how sure one can be.
#[must_use]
pub fn change_long(change: &Change) -> String {
    let range =
        format!("between {} and {}", points(change.interval.low), points(change.interval.high));
    let since = change.since.title();
    let by = points(change.points);
    if change.is_clear() {
        let unit = if matches!(by.as_str(), "+1" | "−1") { "point" } else { "points" };
        format!("{by} {unit} since {since} ({range}).")
    } else {
        format!("No clear change since {since} ({by}, {range}).")
    }
}

/// Why there is no figure, in a sentence without its full stop.
#[must_use]
pub fn reason(withheld: Withheld, minimum: u32) -> String {
    match withheld {
        Withheld::TooFewAnswers => format!("Withheld: fewer than {minimum} answers"),
        Withheld::WouldRevealOthers => format!(
            "Withheld: with the figures of other teams it would show a group of fewer than {minimum}"
        ),
        Withheld::ItemWithheld => "Withheld: one of its questions is withheld here".to_owned(),
        Withheld::AllAlike => {
            "Withheld: all answers are alike, so it would tell what each person said".to_owned()
        }
    }
}

/// A share of favourable answers with how sure it is, as far as it is shown.
#[must_use]
pub fn favourable(shown: &Shown<CellFigures>) -> Option<String> {
    match shown {
        Shown::Exact(figures) => {
            let share = percent(figures.share?);
            Some(match figures.interval {
                Some(interval) if interval.low < interval.high => {
                    format!("{share} favourable, {} of everybody", between_shares(interval))
                }
                _ => format!("{share} favourable"),
            })
        }
        Shown::Banded(banded) => Some(format!("{} favourable", band(banded.band))),
        Shown::Withheld(_) => None,
    }
}

/// The side of the scale that everybody is on, for beside or in place of a figure.
#[must_use]
pub fn band(band: Band) -> &'static str {
    match band {
        Band::High => "90% or more",
        Band::Low => "10% or less",
    }
}

/// A cell of which only the side is told, and why, in a sentence without its full stop.
#[must_use]
pub fn banded(banded: Banded) -> String {
    format!(
        "{} favourable of {}; everybody is on one side, so no more is told",
        band(banded.band),
        answers(banded.answered)
    )
}

/// That quarters are left out of a trend, and why; nothing where none are.
#[must_use]
pub fn not_comparable(count: u32) -> Option<String> {
    match count {
        0 => None,
        1 => Some("1 quarter asked other questions and is left out.".to_owned()),
        more => Some(format!("{more} quarters asked other questions and are left out.")),
    }
}

/// A list of periods, as people say it.
#[must_use]
pub fn periods(list: &[Period]) -> String {
    let titles: Vec<String> = list.iter().map(|period| period.title()).collect();
    match titles.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(points: f64, low: f64, high: f64) -> Change {
        let since = Period::quarter(2026, 1).expect("a quarter");
        Change { points, interval: Interval { low, high }, since }
    }

    #[test]
    fn a_clear_change_says_how_much_and_since_when() {
        assert_eq!(change_short(&change(6.0, 1.2, 10.8)), "+6 since Q1 2026");
        assert_eq!(change_alone(&change(6.0, 1.2, 10.8)), "+6");
        assert_eq!(
            change_long(&change(-6.0, -10.8, -1.2)),
            "−6 points since Q1 2026 (between −11 and −1)."
        );
    }

    #[test]
    fn an_unsure_change_has_no_direction() {
        assert_eq!(change_short(&change(4.0, -1.0, 9.0)), "no clear change since Q1 2026");
        assert_eq!(
            change_long(&change(4.0, -1.0, 9.0)),
            "No clear change since Q1 2026 (+4, between −1 and +9)."
        );
    }

    #[test]
    fn a_reason_never_says_how_many_answers_there_were() {
        let text = reason(Withheld::TooFewAnswers, 5);
        assert_eq!(text, "Withheld: fewer than 5 answers");
    }

    #[test]
    fn periods_are_listed_as_people_say_them() {
        let quarter = |number| Period::quarter(2025, number).expect("a quarter");
        assert_eq!(periods(&[quarter(1)]), "Q1 2025");
        assert_eq!(periods(&[quarter(1), quarter(2), quarter(4)]), "Q1 2025, Q2 2025 and Q4 2025");
    }
}
