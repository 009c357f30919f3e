//! How many tests passed, failed and were skipped, read from what the test programs report.

use std::fmt;
use std::ops::{Add, AddAssign};

/// Counts of tests.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) skipped: u64,
}

impl Tally {
    /// One thing that holds.
    pub(crate) const PASSED: Self = Self { passed: 1, failed: 0, skipped: 0 };
    /// One thing that doesn't.
    pub(crate) const FAILED: Self = Self { passed: 0, failed: 1, skipped: 0 };

    /// The closing line of one of cargo's test programs; `None` for any other line.
    pub(crate) fn of_cargo(line: &str) -> Option<Self> {
        // test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; ...
        let (_, counts) = line.trim().strip_prefix("test result: ")?.split_once(". ")?;
        let count = |word| {
            counts
                .split("; ")
                .find_map(|count| count.strip_suffix(word)?.trim().parse().ok())
                .unwrap_or(0)
        };
        Some(Self { passed: count("passed"), failed: count("failed"), skipped: count("ignored") })
    }

    /// The statistics of Playwright's JSON report.
    pub(crate) fn of_playwright(report: &serde_json::Value) -> Option<Self> {
        let statistics = report.get("stats")?;
        let count = |name: &str| statistics.get(name)?.as_u64();
        let errors = report.get("errors").and_then(|errors| errors.as_array()).map_or(0, Vec::len);
        Some(Self {
            passed: count("expected")?,
            // A test that passes only sometimes is not a test that passes. An error outside of a
            // test, such as a test file that can't be read, is in no other count.
            failed: count("unexpected")? + count("flaky")? + errors as u64,
            skipped: count("skipped")?,
        })
    }
}

impl Add for Tally {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            skipped: self.skipped + other.skipped,
        }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { passed, failed, skipped } = self;
        write!(formatter, "{passed} passed, {failed} failed, {skipped} skipped")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;

    #[test]
    fn the_closing_line_of_a_test_program_is_counted() {
        let line = "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; \
                    7 filtered out; finished in 0.03s";
        assert_eq!(Tally::of_cargo(line), Some(Tally { passed: 12, failed: 3, skipped: 1 }));
        assert_eq!(Tally::of_cargo("test wave::opens ... ok"), None);
    }

    #[test]
    fn a_flaky_browser_test_counts_as_failed() {
        let report = r#"{"errors": [], "stats": {"expected": 5, "unexpected": 1, "flaky": 1, "skipped": 2}}"#;
        let report = serde_json::from_str(report).unwrap();
        let expected = Tally { passed: 5, failed: 2, skipped: 2 };
        assert_eq!(Tally::of_playwright(&report), Some(expected));
    }

    #[test]
    fn the_summary_is_one_plain_line() {
        let tally = Tally { passed: 3, failed: 0, skipped: 1 } + Tally::FAILED;
        assert_eq!(tally.to_string(), "3 passed, 1 failed, 1 skipped");
    }
}
