//! Why a figure is missing and where to look instead.

use super::words;
use crate::report::Withheld;
use leptos::prelude::*;

/// A sentence in the place of a withheld figure.
#[component]
pub fn WithheldNote(
    /// Why.
    reason: Withheld,
    /// The fewest answers that are ever shown.
    minimum: u32,
    /// The nearest team with a figure: its name and address.
    look_instead: Option<(String, String)>,
) -> impl IntoView {
    let instead = look_instead.map(|(name, href)| {
        view! {
            " Look at "
            <a href=href>{name}</a>
            " instead."
        }
    });
    let text = format!("{}.", words::reason(reason, minimum));
    view! {
        <p class="withheld-note">
            <span>{text} {instead}</span>
        </p>
    }
    .into_any()
}
