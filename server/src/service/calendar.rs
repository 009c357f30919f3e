//! Instants and quarters in words. All of it in UTC: one wave has one deadline for everybody.

use app::domain::{Period, Schedule};
use jiff::{Timestamp, civil, tz::Offset};

/// The day of an instant, such as “14 December 2026”. Empty for instants beyond all calendars.
#[must_use]
pub fn day(instant: i64) -> String {
    format(instant, "%-d %B %Y")
}

/// Day and minute of an instant, such as “14 December 2026, 09:30 UTC”.
#[must_use]
pub fn minute(instant: i64) -> String {
    format(instant, "%-d %B %Y, %H:%M UTC")
}

/// The day of an instant as a date field takes it, such as `2026-12-14`.
#[must_use]
pub fn date_field(instant: i64) -> String {
    format(instant, "%Y-%m-%d")
}

fn format(instant: i64, pattern: &str) -> String {
    Timestamp::from_millisecond(instant)
        .map(|time| Offset::UTC.to_datetime(time).strftime(pattern).to_string())
        .unwrap_or_default()
}

fn midnight(date: civil::Date) -> Option<i64> {
    let begins = date.at(0, 0, 0, 0);
    Some(Offset::UTC.to_timestamp(begins).ok()?.as_millisecond())
}

/// Reads a date field; the instant at which that day begins.
#[must_use]
pub fn parse_date(text: &str) -> Option<i64> {
    let date: civil::Date = text.trim().parse().ok()?;
    midnight(date)
}

/// The minute of an instant as a time field takes it, such as `14:30`.
#[must_use]
pub fn time_field(instant: i64) -> String {
    format(instant, "%H:%M")
}

/// Reads a date field and a time field, both in UTC.
#[must_use]
pub fn parse_minute(date: &str, time: &str) -> Option<i64> {
    let date: civil::Date = date.trim().parse().ok()?;
    let time: civil::Time = time.trim().parse().ok()?;
    Some(Offset::UTC.to_timestamp(date.to_datetime(time)).ok()?.as_millisecond())
}

/// The quarter in which an instant lies.
#[must_use]
pub fn quarter_of(instant: i64) -> Option<Period> {
    let date = Offset::UTC.to_datetime(Timestamp::from_millisecond(instant).ok()?).date();
    let quarter = (date.month() - 1) / 3 + 1;
    Period::quarter(date.year(), u8::try_from(quarter).ok()?).ok()
}

/// The instant at which a quarter or half-year begins.
#[must_use]
pub fn begins(period: Period) -> Option<i64> {
    let month = i8::try_from(period.first_month()).ok()?;
    midnight(civil::Date::new(period.year(), month, 1).ok()?)
}

/// When a wave of `period` opens and closes by a program's schedule.
#[must_use]
pub fn window(period: Period, schedule: Schedule) -> Option<(i64, i64)> {
    let start = begins(period)?;
    let day = 24 * 60 * 60 * 1000;
    let opens = start + schedule.opens_after_days * day;
    Some((opens, opens + schedule.open_days * day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_begins_on_its_first_day_and_ends_before_the_next() {
        let at = |text: &str| parse_date(text).expect("a date");
        let quarter = |text: &str| quarter_of(at(text)).expect("a quarter").to_string();
        assert_eq!(quarter("2026-10-01"), "2026-Q4");
        assert_eq!(quarter_of(at("2026-10-01") - 1).expect("a quarter").to_string(), "2026-Q3");
    }

    #[test]
    fn a_minute_is_read_as_it_is_written() {
        let at = parse_minute("2026-12-14", "14:30").expect("a minute");
        assert_eq!((date_field(at), time_field(at)), ("2026-12-14".into(), "14:30".into()));
        assert_eq!(minute(at), "14 December 2026, 14:30 UTC");
        for (date, time) in [("2026-02-30", "14:30"), ("2026-12-14", "24:30"), ("", ""), ("x", "y")]
        {
            assert_eq!(parse_minute(date, time), None, "{date} {time}");
        }
    }

    #[test]
    fn a_schedule_counts_from_the_first_day_of_the_quarter() {
        let period = "2026-Q1".parse().expect("a period");
        let schedule = Schedule { opens_after_days: 30, open_days: 14 };
        let (opens, closes) = window(period, schedule).expect("a window");
        assert_eq!(
            (day(opens), day(closes)),
            ("31 January 2026".into(), "14 February 2026".into())
        );
    }
}
