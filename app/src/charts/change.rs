//! A change since the wave before, beside a figure.

use super::words;
use crate::report::views::Change;
use leptos::prelude::*;

/// A change in words, with an arrow only where the direction is sure. Scores are turned so
/// that more is better, whatever the question.
#[component]
pub fn ChangeMark(
    /// The change; none where there is nothing to compare with.
    change: Option<Change>,
) -> impl IntoView {
    let Some(change) = change else {
        return view! { <span class="change change-none">"nothing to compare with"</span> }
            .into_any();
    };
    let (class, arrow) = match (change.is_clear(), change.points > 0.0) {
        (true, true) => ("change change-better", Some("▲")),
        (true, false) => ("change change-worse", Some("▼")),
        (false, _) => ("change change-unclear", None),
    };
    view! {
        <span class=class>
            {arrow.map(|arrow| view! { <span class="change-arrow" aria-hidden="true">{arrow}</span> })}
            <span>{words::change_short(&change)}</span>
        </span>
    }
    .into_any()
}
