//! Fields that a person types or drops something into.

use super::frame::{FieldFrame, described_by, invalid};
use crate::components::form_state::{FormState, field_id};
use leptos::prelude::*;

/// A one-line field.
#[component]
pub fn TextField(
    /// The name it is sent under.
    #[prop(into)]
    name: String,
    /// The label.
    #[prop(into)]
    label: String,
    /// Help below the label.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is stored, shown on a fresh form.
    #[prop(optional, into)]
    value: Option<String>,
    /// The input's type: `text`, `email`, `url`, `number`, `date`, `search`.
    #[prop(default = "text")]
    kind: &'static str,
    /// What the browser may fill in, such as `username`.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// The keyboard to show on a phone, such as `numeric`.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// How wide an answer is to be expected: `short`, `medium` or `full`.
    #[prop(default = "full")]
    width: &'static str,
    /// Whether it may stay empty; says so.
    #[prop(optional)]
    optional: bool,
    /// Whether it has the focus when the page opens.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let state = FormState::from_context();
    let error = state.error(&name).map(str::to_owned);
    let described = described_by(&name, hint.is_some(), error.is_some());
    let wrong = invalid(error.as_ref());
    let shown = state.shown(&name, value);
    let focus = autofocus && state.errors.is_empty();
    view! {
        <FieldFrame name=name.clone() label=label hint=hint error=error optional=optional>
            <input
                class=format!("input input-{width}")
                id=field_id(&name)
                name=name.clone()
                type=kind
                value=shown
                autocomplete=autocomplete
                inputmode=inputmode
                autofocus=focus
                aria-describedby=described
                aria-invalid=wrong
            />
        </FieldFrame>
    }
    .into_any()
}

/// A field for a password. It is never echoed.
#[component]
pub fn PasswordField(
    /// The name it is sent under.
    #[prop(into)]
    name: String,
    /// The label.
    #[prop(into)]
    label: String,
    /// Help below the label.
    #[prop(optional, into)]
    hint: Option<String>,
    /// `current-password` to sign in, `new-password` to choose one.
    #[prop(default = "current-password")]
    autocomplete: &'static str,
) -> impl IntoView {
    let error = FormState::from_context().error(&name).map(str::to_owned);
    let described = described_by(&name, hint.is_some(), error.is_some());
    let wrong = invalid(error.as_ref());
    view! {
        <FieldFrame name=name.clone() label=label hint=hint error=error optional=false>
            <input
                class="input input-full"
                id=field_id(&name)
                name=name.clone()
                type="password"
                autocomplete=autocomplete
                spellcheck="false"
                autocapitalize="none"
                aria-describedby=described
                aria-invalid=wrong
            />
        </FieldFrame>
    }
    .into_any()
}

/// Text as the inside of a `<textarea>`: Leptos does not escape there, and HTML drops a first
/// line break.
#[must_use]
pub fn textarea_content(text: &str) -> String {
    format!("\n{}", text.replace('&', "&amp;").replace('<', "&lt;"))
}

/// A field for several lines.
#[component]
pub fn TextArea(
    /// The name it is sent under.
    #[prop(into)]
    name: String,
    /// The label.
    #[prop(into)]
    label: String,
    /// Help below the label.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is stored, shown on a fresh form.
    #[prop(optional, into)]
    value: Option<String>,
    /// Lines it is tall.
    #[prop(default = 5)]
    rows: u32,
    /// Whether it may stay empty; says so.
    #[prop(optional)]
    optional: bool,
) -> impl IntoView {
    let state = FormState::from_context();
    let error = state.error(&name).map(str::to_owned);
    let described = described_by(&name, hint.is_some(), error.is_some());
    let wrong = invalid(error.as_ref());
    let content = textarea_content(&state.shown(&name, value));
    view! {
        <FieldFrame name=name.clone() label=label hint=hint error=error optional=optional>
            <textarea
                class="input input-full"
                id=field_id(&name)
                name=name.clone()
                rows=rows
                aria-describedby=described
                aria-invalid=wrong
            >
                {content}
            </textarea>
        </FieldFrame>
    }
    .into_any()
}

/// A field for a file; its form needs `enctype="multipart/form-data"`.
#[component]
pub fn FileField(
    /// The name it is sent under.
    #[prop(into)]
    name: String,
    /// The label.
    #[prop(into)]
    label: String,
    /// Help below the label.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What may be chosen, such as `.csv,text/csv`.
    #[prop(optional)]
    accept: Option<&'static str>,
) -> impl IntoView {
    let error = FormState::from_context().error(&name).map(str::to_owned);
    let described = described_by(&name, hint.is_some(), error.is_some());
    let wrong = invalid(error.as_ref());
    view! {
        <FieldFrame name=name.clone() label=label hint=hint error=error optional=false>
            <input
                class="input input-file"
                id=field_id(&name)
                name=name.clone()
                type="file"
                accept=accept
                aria-describedby=described
                aria-invalid=wrong
            />
        </FieldFrame>
    }
    .into_any()
}
