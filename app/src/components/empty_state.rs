//! A page or a part of it with nothing to show yet, and what to do about it.

use leptos::prelude::*;

/// What is missing, why, and the way on as children.
#[component]
pub fn EmptyState(
    /// What is missing: “No wave has been published yet”.
    #[prop(into)]
    title: String,
    /// Why, and what to do; a link or a button last.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="empty">
            <svg class="empty-picture" viewBox="0 0 120 56" aria-hidden="true" focusable="false">
                <path class="empty-depth" d="M2 16h116"/>
                <path class="empty-line" d="M60 4v34"/>
                <circle class="empty-lead" cx="60" cy="42" r="4"/>
                <path class="empty-floor" d="M2 46c18-9 30 4 46 4s20-6 34-7 22 6 36 1"/>
            </svg>
            <h2 class="empty-title">{title}</h2>
            <div class="empty-words">{children()}</div>
        </div>
    }
    .into_any()
}
