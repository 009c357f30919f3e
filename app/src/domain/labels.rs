//! What the values of a scale are called, the same on the survey and under a chart.

use super::Scale;

/// The words for one value, where the scale names every value.
///
/// ```
/// use app::domain::{Scale, labels};
/// assert_eq!(labels::of_value(&Scale::Likert5, 5), Some("Strongly agree"));
/// assert_eq!(labels::of_value(&Scale::Nps, 5), None);
/// ```
#[must_use]
pub fn of_value(scale: &Scale, value: i16) -> Option<&'static str> {
    let words: &[&'static str] = match scale {
        Scale::Likert5 => &["Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree"],
        Scale::Likert7 => &[
            "Strongly disagree",
            "Disagree",
            "Somewhat disagree",
            "Neither",
            "Somewhat agree",
            "Agree",
            "Strongly agree",
        ],
        Scale::Yesno => &["No", "Yes"],
        _ => return None,
    };
    let (lowest, _) = scale.range()?;
    usize::try_from(value - lowest).ok().and_then(|index| words.get(index)).copied()
}

/// The words at the two ends, for scales whose answers are numbers.
#[must_use]
pub fn of_ends(scale: &Scale) -> Option<(&'static str, &'static str)> {
    match scale {
        Scale::Likert5 | Scale::Likert7 => Some(("Strongly disagree", "Strongly agree")),
        Scale::Scale10 => Some(("Lowest", "Highest")),
        Scale::Nps => Some(("Not at all likely", "Extremely likely")),
        Scale::Yesno => Some(("No", "Yes")),
        Scale::Choice { .. } | Scale::MultiChoice { .. } | Scale::Text => None,
    }
}

/// What an answer is, in a few words, for people who build surveys.
#[must_use]
pub fn of_scale(scale: &Scale) -> &'static str {
    match scale {
        Scale::Likert5 => "Agreement, 1 to 5",
        Scale::Likert7 => "Agreement, 1 to 7",
        Scale::Scale10 => "1 to 10",
        Scale::Nps => "How likely to recommend, 0 to 10",
        Scale::Yesno => "Yes or no",
        Scale::Choice { .. } => "One of several options",
        Scale::MultiChoice { .. } => "Any of several options",
        Scale::Text => "Free text",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_of_a_named_scale_has_words() {
        for scale in [Scale::Likert5, Scale::Likert7, Scale::Yesno] {
            let (lowest, highest) = scale.range().expect("these scales are numbers");
            assert!((lowest..=highest).all(|value| of_value(&scale, value).is_some()));
            assert_eq!(of_value(&scale, highest + 1), None);
            assert_eq!(of_value(&scale, lowest - 1), None);
        }
    }
}
