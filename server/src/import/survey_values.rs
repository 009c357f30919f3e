//! One cell of an imported survey to one answer.

use super::{
    mapping::{ItemRule, compared, option_of},
    table::tidy,
};
use app::domain::{AnswerValue, Scale, answer::AnswerError};

/// What a cell says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// Nothing.
    Empty,
    /// “Doesn't apply to me”; for a comment, that there is none.
    NotApplicable,
    /// An answer.
    Value(AnswerValue),
}

/// Reads a cell as an answer to an item.
pub(super) fn read(rule: &ItemRule, cell: &str) -> Result<Said, String> {
    let text = tidy(cell);
    if text.is_empty() {
        return Ok(Said::Empty);
    }
    let written = compared(&text);
    if rule.not_applicable.contains(&written) {
        return Ok(Said::NotApplicable);
    }
    if let Some(value) = rule.values.get(&written) {
        return Ok(Said::Value(value.clone()));
    }
    let value = match &rule.scale {
        Scale::Text => return comment(cell),
        Scale::Choice { options } => {
            AnswerValue::Choice(option_of(options, &text).map_err(with_hint)?)
        }
        Scale::MultiChoice { options } => AnswerValue::Choices(ticked(rule, options, &text)?),
        _ => AnswerValue::Number(number(rule, &text)?),
    };
    Ok(Said::Value(value))
}

fn comment(cell: &str) -> Result<Said, String> {
    // Characters that cannot be seen come from copying and pasting, and nobody misses them.
    let text: String =
        cell.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t')).collect();
    match AnswerValue::parse(&Scale::Text, &[&text]) {
        Ok(Some(value)) => Ok(Said::Value(value)),
        Ok(None) => Ok(Said::Empty),
        Err(error) => Err(error.to_string()),
    }
}

fn ticked(rule: &ItemRule, options: &[String], text: &str) -> Result<Vec<u16>, String> {
    let mut names = vec![text];
    for separator in &rule.separators {
        names = names.into_iter().flat_map(|name| name.split(separator.as_str())).collect();
    }
    let mut chosen = Vec::new();
    for name in names.into_iter().filter(|name| !name.trim().is_empty()) {
        match rule.values.get(&compared(name)) {
            Some(AnswerValue::Choices(known)) => chosen.extend(known),
            _ => chosen.push(option_of(options, name).map_err(with_hint)?),
        }
    }
    chosen.sort_unstable();
    chosen.dedup();
    Ok(chosen)
}

fn number(rule: &ItemRule, text: &str) -> Result<i16, String> {
    if rule.scale == Scale::Yesno {
        match text.to_lowercase().as_str() {
            "yes" | "y" | "true" => return Ok(1),
            "no" | "n" | "false" => return Ok(0),
            _ => {}
        }
    }
    let (min, max) = rule.scale.range().unwrap_or((0, 0));
    let off = || {
        let given = text.chars().take(40).collect();
        AnswerError::OffScale { given, min, max }.to_string()
    };
    // Spreadsheets turn 8 into 8.0, or 8,0.
    let Ok(value) = text.replace(',', ".").parse::<f64>() else {
        return Err(with_hint(off()));
    };
    if value.fract() != 0.0 {
        return Err(format!("{}; leave out a row of averages with skip", off()));
    }
    (min..=max).find(|whole| f64::from(*whole) == value).ok_or_else(off)
}

fn with_hint(message: String) -> String {
    format!("{message}; if it is meant, list it under not_applicable or values")
}
