//! `policy.toml`: disclosure rules that are stricter than the usual ones.

use super::{complaints::Complaints, rows::line_breaks};
use app::domain::DisclosurePolicy;
use std::path::Path;
use toml::de::{DeTable, DeValue};

/// The rules by the names of [`DisclosurePolicy`]'s fields.
const RULES: [&str; 3] = ["minimum", "distribution_minimum", "comments_minimum"];

/// Largest threshold: more than any organisation has people, so surely not what was meant.
const LARGEST: u32 = 1_000_000;

/// Reads the file: any of the three thresholds, as in `minimum = 8`.
///
/// A threshold that the file leaves out, or that is wrong, is the usual one.
pub(super) fn read(path: &Path, complaints: &mut Complaints) -> DisclosurePolicy {
    let mut policy = DisclosurePolicy::default();
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            complaints
                .push(None, "unreadable", || format!("cannot be read: {error}; check the path"));
            return policy;
        }
    };
    let line = |end: usize| 1 + line_breaks(&bytes[..end.min(bytes.len())]);
    let text = match std::str::from_utf8(&bytes) {
        Ok(text) => text.trim_start_matches('\u{FEFF}'),
        Err(error) => {
            complaints.push(line(error.valid_up_to()), "encoding", || {
                "this line is not UTF-8; save the file as UTF-8".to_owned()
            });
            return policy;
        }
    };
    let table = match DeTable::parse(text) {
        Ok(table) => table,
        Err(error) => {
            let at = error.span().map_or(0, |span| span.start);
            complaints.push(line(at), "syntax", || {
                format!("this is no TOML: {}; write a rule as in minimum = 8", error.message())
            });
            return policy;
        }
    };
    for (key, value) in table.get_ref() {
        let line = line(key.span().start);
        let name = key.get_ref().as_ref();
        let (rule, usual) = match name {
            "minimum" => (&mut policy.minimum, DisclosurePolicy::default().minimum),
            "distribution_minimum" => {
                (&mut policy.distribution_minimum, DisclosurePolicy::default().distribution_minimum)
            }
            "comments_minimum" => {
                (&mut policy.comments_minimum, DisclosurePolicy::default().comments_minimum)
            }
            _ => {
                complaints.push(line, "rule", || {
                    format!("there is no rule “{name}”; the rules are {}", RULES.join(", "))
                });
                continue;
            }
        };
        let number = match value.get_ref() {
            DeValue::Integer(number) => number.to_string().parse::<i64>().ok(),
            _ => None,
        };
        match number {
            Some(number) if number < i64::from(usual) => complaints.push(line, "loose", || {
                format!(
                    "{name} = {number}: the disclosure rules may be made stricter, not laxer; \
                     write {usual} or more"
                )
            }),
            Some(number) if number <= i64::from(LARGEST) => {
                *rule = u32::try_from(number).unwrap_or(LARGEST);
            }
            _ => complaints.push(line, "number", || {
                format!(
                    "{name} is no whole number from {usual} to {LARGEST}; write {name} = {usual}"
                )
            }),
        }
    }
    policy
}
