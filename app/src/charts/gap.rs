//! How important something is, beside how well it is done: two dots on one line from 1 to 5.

use super::{
    places::{percent, pixels},
    scale::Linear,
};
use leptos::prelude::*;

/// Where 1 and 5 stand, in percent of the width.
const ENDS: (f64, f64) = (6.0, 94.0);

/// Importance and satisfaction, and the gap between them.
#[component]
pub fn GapLine(
    /// 1 to 5.
    importance: i64,
    /// 1 to 5.
    satisfaction: i64,
) -> impl IntoView {
    let along = Linear::new((1.0, 5.0), ENDS);
    let at = |rating: i64| percent(along.within(rating as f64));
    let (important, done) = (at(importance), at(satisfaction));
    let words = format!("Importance {importance}, satisfaction {satisfaction}, of 5");
    let label = words.clone();
    let steps = (1..=5)
        .map(|step| {
            let x = at(step);
            view! { <line class="gap-step" x1=x.clone() x2=x y1="7" y2="17"/> }
        })
        .collect_view();
    view! {
        <svg class="gap" width="100%" height=pixels(24.0) role="img" aria-label=label>
            <title>{words}</title>
            <line class="gap-axis" x1=percent(ENDS.0) x2=percent(ENDS.1) y1="12" y2="12"/>
            {steps}
            <line class="gap-between" x1=important.clone() x2=done.clone() y1="12" y2="12"/>
            <circle class="gap-done" cx=done cy="12" r="6"/>
            <circle class="gap-important" cx=important cy="12" r="4"/>
        </svg>
    }
    .into_any()
}
