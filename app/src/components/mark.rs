//! The product's mark: depth tints as on a chart, and a sounding where it is deepest.

use leptos::prelude::*;

/// The mark, as decoration beside the name.
#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
            <circle class="mark-shallow" cx="16" cy="16" r="15.5"/>
            <ellipse class="mark-middle" cx="17.2" cy="17" rx="11.4" ry="9.8" transform="rotate(-28 17.2 17)"/>
            <ellipse class="mark-deep" cx="18.2" cy="17.8" rx="7.2" ry="5.8" transform="rotate(-28 18.2 17.8)"/>
            <circle class="mark-lead" cx="18.6" cy="18" r="2.5"/>
        </svg>
    }
    .into_any()
}
