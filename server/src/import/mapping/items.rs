//! The items and comments of a mapping: checking that each makes sense on its own.

use super::{
    ItemRule, compared,
    raw::{RawComment, RawItem, RawValue},
};
use crate::import::table::tidy;
use app::domain::{AnswerValue, Dimension, Scale};
use std::collections::{BTreeMap, HashMap, HashSet};

impl ItemRule {
    pub(super) fn of_item(raw: RawItem) -> Result<Self, String> {
        let series = key(raw.series)?;
        let of_item = |message: String| format!("item “{series}”: {message}");
        let dimension = dimension(&raw.dimension).map_err(of_item)?;
        let scale = Scale::parse(&raw.scale, raw.options.clone()).ok_or_else(|| {
            of_item(format!(
                "“{}” is no scale; there are likert5, likert7, scale10, nps, yesno, choice and \
                 multi-choice",
                raw.scale
            ))
        })?;
        let has_options = matches!(scale, Scale::Choice { .. } | Scale::MultiChoice { .. });
        if scale == Scale::Text {
            return Err(of_item("text goes under [[comments]]".into()));
        }
        if has_options != (raw.options.len() > 1) {
            return Err(of_item(if has_options {
                "give at least two options".into()
            } else {
                format!("the scale {} has no options", raw.scale)
            }));
        }
        let unlike: HashSet<String> = raw.options.iter().map(|option| compared(option)).collect();
        if unlike.len() < raw.options.len() {
            return Err(of_item("two options are the same".into()));
        }
        if !raw.separators.is_empty() && !matches!(scale, Scale::MultiChoice { .. }) {
            return Err(of_item("only multi-choice has separators".into()));
        }
        if raw.separators.iter().any(String::is_empty) {
            return Err(of_item("an empty text separates nothing".into()));
        }
        if raw.reverse && scale.range().is_none() {
            return Err(of_item("only a number scale can be reversed".into()));
        }
        let values = values(&scale, raw.values).map_err(of_item)?;
        Ok(Self {
            column: raw.column.into(),
            wording: wording(raw.wording).map_err(of_item)?,
            series,
            of: None,
            dimension,
            scale,
            separators: raw.separators,
            reverse: raw.reverse,
            not_applicable: raw.not_applicable.iter().map(|text| compared(text)).collect(),
            values,
        })
    }

    pub(super) fn of_comment(raw: RawComment, items: &[Self]) -> Result<Self, String> {
        let about = match &raw.of {
            None => None,
            Some(of) => Some(
                items
                    .iter()
                    .find(|item| item.series == *of && item.scale != Scale::Text)
                    .ok_or_else(|| format!("a comment is of “{of}”, but there is no such item"))?,
            ),
        };
        let series = match (raw.series, &raw.of) {
            (Some(series), _) => series,
            (None, Some(of)) => format!("{of}-comment"),
            (None, None) => return Err("a comment needs a series, or an item it is `of`".into()),
        };
        let series = key(series)?;
        let of_comment = |message: String| format!("comment “{series}”: {message}");
        let dimension = match (raw.dimension, about) {
            (Some(name), _) => dimension(&name).map_err(of_comment)?,
            (None, Some(about)) => about.dimension,
            (None, None) => {
                return Err(of_comment("give a dimension, or the item it is `of`".into()));
            }
        };
        Ok(Self {
            column: raw.column.into(),
            wording: wording(raw.wording).map_err(of_comment)?,
            series,
            of: raw.of,
            dimension,
            scale: Scale::Text,
            separators: Vec::new(),
            reverse: false,
            not_applicable: raw.not_applicable.iter().map(|text| compared(text)).collect(),
            values: HashMap::new(),
        })
    }
}

fn key(series: String) -> Result<String, String> {
    let good = !series.is_empty()
        && series.len() <= 80
        && series.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if good {
        Ok(series)
    } else {
        Err(format!("“{series}” is no series; write one like build-speed, in lower case"))
    }
}

fn dimension(name: &str) -> Result<Dimension, String> {
    Dimension::parse(name).ok_or_else(|| {
        let known: Vec<_> = Dimension::ALL.into_iter().map(Dimension::name).collect();
        format!("“{name}” is no dimension; there are {}", known.join(", "))
    })
}

fn wording(given: Option<String>) -> Result<Option<String>, String> {
    match given.map(|text| tidy(&text)) {
        Some(text) if text.is_empty() => Err("the wording is empty".into()),
        given => Ok(given),
    }
}

fn values(
    scale: &Scale,
    raw: BTreeMap<String, RawValue>,
) -> Result<HashMap<String, AnswerValue>, String> {
    let mut values = HashMap::new();
    for (text, value) in raw {
        let value = match (value, scale) {
            (RawValue::Number(number), _) => AnswerValue::Number(number),
            (RawValue::Option(option), Scale::Choice { options }) => {
                AnswerValue::Choice(option_of(options, &option)?)
            }
            (RawValue::Option(option), Scale::MultiChoice { options }) => {
                AnswerValue::Choices(vec![option_of(options, &option)?])
            }
            (RawValue::Option(option), _) => {
                return Err(format!("“{text}” stands for “{option}”, which is no number"));
            }
        };
        if !value.fits(scale) {
            return Err(format!("“{text}” stands for a value that the scale does not have"));
        }
        if values.insert(compared(&text), value).is_some() {
            return Err(format!("“{text}” is under values twice, case aside"));
        }
    }
    Ok(values)
}

/// The place of an option, case and spaces aside.
pub(in crate::import) fn option_of(options: &[String], text: &str) -> Result<u16, String> {
    options
        .iter()
        .position(|option| compared(option) == compared(text))
        .and_then(|index| u16::try_from(index).ok())
        .ok_or_else(|| {
            let shown: String = text.chars().take(60).collect();
            format!("“{shown}” is not one of the options")
        })
}
