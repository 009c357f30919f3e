//! What is around every control: its label, its hint and its error.

use crate::components::form_state::field_id;
use leptos::prelude::*;

/// The ids that describe a control, for `aria-describedby`.
pub(super) fn described_by(name: &str, hint: bool, error: bool) -> Option<String> {
    let id = field_id(name);
    let ids: Vec<String> = [(hint, "hint"), (error, "error")]
        .into_iter()
        .filter(|(present, _)| *present)
        .map(|(_, part)| format!("{id}-{part}"))
        .collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

/// What `aria-invalid` says; a field that is right has none.
pub(super) fn invalid(error: Option<&String>) -> Option<&'static str> {
    error.map(|_| "true")
}

/// A sentence of help below a label.
#[component]
pub fn Hint(
    /// Its id, for the control's `aria-describedby`.
    #[prop(optional, into)]
    id: Option<String>,
    /// The sentence.
    children: Children,
) -> impl IntoView {
    view! { <p class="hint" id=id>{children()}</p> }.into_any()
}

/// The sentence that says what is wrong with one field.
#[component]
pub(super) fn FieldErrorText(
    /// The field's name.
    #[prop(into)]
    name: String,
    /// What is wrong, if anything is.
    error: Option<String>,
) -> impl IntoView {
    error.map(|message| {
        view! {
            <p class="field-error" id=format!("{}-error", field_id(&name))>
                <span class="visually-hidden">"Error: "</span>
                {message}
            </p>
        }
    })
}

/// A control with its label above it.
#[component]
pub fn FieldFrame(
    /// The field's name.
    #[prop(into)]
    name: String,
    /// The label.
    #[prop(into)]
    label: String,
    /// Help below the label.
    hint: Option<String>,
    /// What is wrong.
    error: Option<String>,
    /// Whether to say that it may stay empty.
    optional: bool,
    /// The control.
    children: Children,
) -> impl IntoView {
    let id = field_id(&name);
    let wrong = error.is_some();
    view! {
        <div class="field" class:field-wrong=wrong>
            <label class="label" for=id.clone()>
                {label}
                {optional.then(|| view! { <span class="label-optional">" (optional)"</span> })}
            </label>
            {hint.map(|hint| view! { <Hint id=format!("{id}-hint")>{hint}</Hint> })}
            <FieldErrorText name=name error=error/>
            {children()}
        </div>
    }
    .into_any()
}
