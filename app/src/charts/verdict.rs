//! What may be said of a change or a trend, as a chip that reads without its colour.

use super::item_words;
use crate::{
    domain::Period,
    report::{ChangeFigures, Trend, TrendVerdict, Verdict},
};
use leptos::prelude::*;

/// The verdict on a change, with what a team of this size could have shown where it is unclear.
#[component]
pub fn ChangeChip(
    /// How the item compares.
    figures: ChangeFigures,
    /// The wave it is compared with.
    since: Period,
) -> impl IntoView {
    let (class, arrow) = match figures.verdict {
        Verdict::Improved => ("chip chip-better", Some("▲")),
        Verdict::Declined => ("chip chip-worse", Some("▼")),
        Verdict::NoClearChange => ("chip chip-quiet", None),
    };
    let arrow = arrow.map(|arrow| view! { <span aria-hidden="true">{arrow}" "</span> });
    let least = item_words::detectable(&figures)
        .map(|text| view! { <span class="chip-aside">{text}</span> });
    view! {
        <span class="chip-line">
            <span class=class>{arrow} {item_words::change(&figures, since)}</span>
            {least}
        </span>
    }
    .into_any()
}

/// The verdict on a trend; nothing where there are too few waves to have one.
#[component]
pub fn TrendChip(
    /// The trend.
    trend: Trend,
) -> impl IntoView {
    let (class, arrow) = match trend.verdict {
        TrendVerdict::Rising => ("chip chip-better", Some("↗")),
        TrendVerdict::Falling => ("chip chip-worse", Some("↘")),
        TrendVerdict::NoClearTrend | TrendVerdict::TooFewWaves => ("chip chip-quiet", None),
    };
    let arrow = arrow.map(|arrow| view! { <span aria-hidden="true">{arrow}" "</span> });
    view! { <span class="chip-line"><span class=class>{arrow} {item_words::trend(&trend)}</span></span> }
        .into_any()
}
