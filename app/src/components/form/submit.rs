//! Buttons that send a form.

use leptos::prelude::*;

/// A button that sends the form around it.
#[component]
pub fn SubmitButton(
    /// What happens, as a verb: “Save the program”.
    #[prop(into)]
    label: String,
    /// How loud it is: `primary`, `secondary`, `quiet` or `danger`. One primary a page.
    #[prop(default = "primary")]
    look: &'static str,
    /// A name to send with it, where a form has several buttons.
    #[prop(optional, into)]
    name: Option<String>,
    /// The value to send under that name.
    #[prop(optional, into)]
    value: Option<String>,
    /// For a form that only script can send: pressed once that is there.
    #[prop(optional)]
    waits: bool,
) -> impl IntoView {
    view! {
        <button class=format!("button button-{look}") type="submit" name=name value=value disabled=waits>
            {label}
        </button>
    }
    .into_any()
}

/// Something the form carries that nobody types.
#[component]
pub fn HiddenField(
    /// The name it is sent under.
    #[prop(into)]
    name: String,
    /// What is sent.
    #[prop(into)]
    value: String,
) -> impl IntoView {
    view! { <input type="hidden" name=name value=value/> }.into_any()
}
