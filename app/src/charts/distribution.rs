//! How the answers to one question spread over its scale.

use super::words;
use crate::domain::{Scale, labels};
use leptos::prelude::*;

/// Height of the bar, in pixels.
const HEIGHT: &str = "14";

/// The class of a value's part of the bar: unfavourable warm, favourable deep, between pale.
fn tone(scale: &Scale, value: i16) -> &'static str {
    let Some(((lowest, highest), favourable)) = scale.range().zip(scale.favourable_from()) else {
        return "part-middle";
    };
    // From where on a value is neither good nor bad news; scales without such values start at once.
    let middle = match scale {
        Scale::Likert5 | Scale::Likert7 => 3,
        Scale::Scale10 => 5,
        Scale::Nps => 7,
        _ => favourable,
    };
    if value == highest {
        "part-best"
    } else if value >= favourable {
        "part-good"
    } else if value >= middle {
        "part-middle"
    } else if f64::from(value - lowest) < f64::from(middle - lowest) / 2.0 {
        "part-worst"
    } else {
        "part-poor"
    }
}

/// What one value is called: “Agree”, “7”, “10 (highest)”. Figures flip the values of a reversed
/// question, so its words are those of the value that was ticked.
fn value_title(scale: &Scale, reverse: bool, value: i16) -> String {
    let value = match (reverse, scale.range()) {
        (true, Some((lowest, highest))) => lowest + highest - value,
        _ => value,
    };
    match (labels::of_value(scale, value), labels::of_ends(scale)) {
        (Some(words), _) => words.to_owned(),
        (None, Some((low, _))) if Some(value) == scale.range().map(|(low, _)| low) => {
            format!("{value} ({})", low.to_lowercase())
        }
        (None, Some((_, high))) if Some(value) == scale.range().map(|(_, high)| high) => {
            format!("{value} ({})", high.to_lowercase())
        }
        _ => value.to_string(),
    }
}

/// Values with their counts.
fn parts(scale: &Scale, counts: &[u32]) -> Vec<(i16, u32)> {
    let lowest = scale.range().map_or(0, |(lowest, _)| lowest);
    (lowest..).zip(counts.iter().copied()).collect()
}

/// The finding: the favourable share where the scale has one.
fn finding(scale: &Scale, reverse: bool, counts: &[u32]) -> String {
    let total: u32 = counts.iter().sum();
    let share = |count: u32| words::percent(f64::from(count) / f64::from(total.max(1)));
    let good: u32 = parts(scale, counts)
        .into_iter()
        .filter(|(value, _)| scale.favourable_from().is_some_and(|from| *value >= from))
        .map(|(_, count)| count)
        .sum();
    let list: Vec<String> = parts(scale, counts)
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(value, count)| format!("{} {}", value_title(scale, reverse, value), share(count)))
        .collect();
    format!("{} of {} favourable. {}.", share(good), words::answers(total), list.join(", "))
}

/// The bar alone, for a row of a table.
#[component]
pub fn DistributionBar(
    /// What could be answered.
    scale: Scale,
    /// Whether its values were flipped.
    reverse: bool,
    /// Answers by value, ascending.
    counts: Vec<u32>,
) -> impl IntoView {
    let total = f64::from(counts.iter().sum::<u32>().max(1));
    let label = finding(&scale, reverse, &counts);
    let mut start = 0.0;
    let rects = parts(&scale, &counts)
        .into_iter()
        .map(|(value, count)| {
            let width = 100.0 * f64::from(count) / total;
            let left = start;
            start += width;
            let class = tone(&scale, value);
            let title =
                format!("{}: {}", value_title(&scale, reverse, value), words::answers(count));
            (count > 0).then(|| {
                view! {
                    <rect
                        class=format!("distribution-part {class}")
                        x=format!("{left:.2}%")
                        width=format!("{width:.2}%")
                        height=HEIGHT
                    >
                        <title>{title}</title>
                    </rect>
                }
            })
        })
        .collect_view();
    view! {
        <svg class="distribution-bar" width="100%" height=HEIGHT role="img" aria-label=label>
            {rects}
        </svg>
    }
    .into_any()
}
