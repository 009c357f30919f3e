//! A second step before something that cannot be undone, without script.

use super::submit::{HiddenField, SubmitButton};
use leptos::prelude::*;

/// A button that opens the consequences and the button that really does it.
///
/// The children say in plain words what will happen and what can't be undone.
#[component]
pub fn ConfirmBox(
    /// The first button: “Close this wave”.
    #[prop(into)]
    summary: String,
    /// The question: “Close the wave now?”
    #[prop(into)]
    heading: String,
    /// Where the form goes.
    #[prop(into)]
    action: String,
    /// The second button: “Yes, close it”.
    #[prop(into)]
    confirm: String,
    /// What the form carries.
    #[prop(optional)]
    fields: Vec<(String, String)>,
    /// Whether something is lost for good.
    #[prop(optional)]
    danger: bool,
    /// Open from the start, when the form comes back refused.
    #[prop(optional)]
    open: bool,
    /// What will happen.
    children: Children,
) -> impl IntoView {
    let look = if danger { "danger" } else { "primary" };
    let hidden =
        fields.into_iter().map(|(name, value)| view! { <HiddenField name value/> }).collect_view();
    view! {
        <details class="confirm" class:confirm-danger=danger open=open>
            <summary class="button button-secondary confirm-summary">{summary}</summary>
            <form class="confirm-box" method="post" action=action>
                <h3 class="confirm-heading">{heading}</h3>
                <div class="confirm-words">{children()}</div>
                {hidden}
                <SubmitButton label=confirm look/>
            </form>
        </details>
    }
    .into_any()
}
