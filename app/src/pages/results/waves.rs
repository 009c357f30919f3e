//! The way from a page of one wave to the same page of another.

use crate::{domain::WaveId, report::views::WaveHead};
use leptos::prelude::*;

/// Links to the same page in every published wave, the newest first.
#[component]
pub(super) fn WavePicker<Link>(
    /// The wave shown and its neighbours.
    head: WaveHead,
    /// The address of this page in another wave.
    link: Link,
) -> impl IntoView
where
    Link: Fn(WaveId) -> String,
{
    if head.waves.len() < 2 {
        return ().into_any();
    }
    let links = head
        .waves
        .iter()
        .rev()
        .map(|(wave, period)| {
            let current = (*wave == head.wave).then_some("page");
            view! {
                <li>
                    <a href=link(*wave) aria-current=current>
                        {period.title()}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <details class="wave-picker" name="wave-picker">
            <summary class="button button-secondary">{head.period.title()}</summary>
            <nav class="wave-picker-sheet" aria-label="Waves">
                <ul class="plain-list">{links}</ul>
            </nav>
        </details>
    }
    .into_any()
}
