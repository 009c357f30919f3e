//! Boxes that lead somewhere, and single figures.

use leptos::prelude::*;

/// A box that is one big link; for the things one can do on a page.
#[component]
pub fn CardLink(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// What is there.
    #[prop(into)]
    title: String,
    /// A sentence about it.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="card card-link">
            <h2 class="card-title">
                <a class="card-link-target" href=href>{title}</a>
            </h2>
            <div class="card-words">{children()}</div>
        </div>
    }
    .into_any()
}

/// A row of [`KeyFigure`]s.
#[component]
pub fn KeyFigures(
    /// The figures.
    children: Children,
) -> impl IntoView {
    view! { <dl class="key-figures">{children()}</dl> }.into_any()
}

/// One number large enough to be read across a room, and what it is.
#[component]
pub fn KeyFigure(
    /// What it is: “Took part”.
    #[prop(into)]
    label: String,
    /// The number, with its unit.
    #[prop(into)]
    value: String,
    /// What to know about it: “of 178 invited”.
    #[prop(optional, into)]
    note: Option<String>,
) -> impl IntoView {
    view! {
        <div class="key-figure">
            <dt class="key-figure-label">{label}</dt>
            <dd class="key-figure-value">{value}</dd>
            {note.map(|note| view! { <dd class="key-figure-note">{note}</dd> })}
        </div>
    }
    .into_any()
}
