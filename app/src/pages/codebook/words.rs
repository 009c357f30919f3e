//! Figures of agreement and changes in words.

use crate::ports::{Agreed, TagEvent};
use leptos::prelude::*;

/// Alpha with two decimals and what it means, or why there is no figure.
pub(super) fn agreed(agreed: Agreed) -> String {
    match agreed {
        Agreed::Alpha(alpha) => {
            // What is judged is what is shown.
            let shown = (alpha * 100.0).round() / 100.0;
            let means = match shown {
                shown if shown >= 0.8 => "reliable",
                shown if shown >= 0.67 => "tentative",
                _ => "needs work",
            };
            // Also for what rounds to nothing from below.
            let sign = if shown < 0.0 { "−" } else { "" };
            format!("{sign}{:.2}, {means}", shown.abs())
        }
        Agreed::NothingToCompare => "no interview has been coded by two yet".to_owned(),
        Agreed::NeverUsed => "no figure: nobody used it".to_owned(),
        Agreed::AlwaysUsed => "no figure: it is on every sentence".to_owned(),
    }
}

/// What was done, newest first.
pub(super) fn events(events: Vec<TagEvent>) -> impl IntoView {
    let lines = events.into_iter().map(|event| {
        view! {
            <li>
                <span class="tag-event-when">{event.when}</span>
                " "
                {format!("{} {}", event.who, event.what)}
            </li>
        }
    });
    view! { <ul class="plain-list tag-events">{lines.collect_view()}</ul> }
}

/// The class that sets a tag in by how far below the top it is.
pub(super) fn depth(depth: usize) -> String {
    format!("tag-name tag-depth-{}", depth.min(4))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_judged_as_it_is_shown() {
        for (alpha, words) in [
            (1.0, "1.00, reliable"),
            (0.796, "0.80, reliable"),
            (0.794, "0.79, tentative"),
            (0.666, "0.67, tentative"),
            (0.5, "0.50, needs work"),
            (-0.004, "0.00, needs work"),
            (-0.25, "−0.25, needs work"),
        ] {
            assert_eq!(agreed(Agreed::Alpha(alpha)), words);
        }
    }
}
