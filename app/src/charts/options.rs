//! How often each option was chosen.

use super::words;
use leptos::prelude::*;

/// A bar an option, in the order they were offered. With several choices the shares can add up
/// to more than all.
#[component]
pub fn OptionBars(
    /// What the bars show, for those who hear them.
    #[prop(into)]
    caption: String,
    /// The options.
    options: Vec<String>,
    /// How often each was chosen.
    counts: Vec<u32>,
    /// People who answered.
    answered: u32,
) -> impl IntoView {
    let rows = options
        .into_iter()
        .zip(counts)
        .map(|(option, count)| {
            let share = f64::from(count) / f64::from(answered.max(1));
            view! {
                <tr>
                    <th scope="row" class="option-name">{option}</th>
                    <td class="option-bar">
                        <svg width="100%" height="14" aria-hidden="true" focusable="false">
                            <rect class="option-part" width=format!("{:.1}%", 100.0 * share.min(1.0)) height="14" rx="2"/>
                        </svg>
                    </td>
                    <td class="number option-share">{words::percent(share)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="option-bars">
            <caption class="visually-hidden">{caption}</caption>
            <thead class="visually-hidden">
                <tr>
                    <th scope="col">"Option"</th>
                    <th scope="col">"Bar"</th>
                    <th scope="col">"Share"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
