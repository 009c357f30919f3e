//! Fields in which a person picks from what is offered.

use super::frame::{FieldErrorText, FieldFrame, Hint, described_by, invalid};
use crate::components::form_state::{FormState, field_id};
use leptos::prelude::*;

/// One thing that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What people read.
    pub label: String,
    /// A sentence of help; may be empty.
    pub hint: String,
}

impl Choice {
    /// A choice without help.
    #[must_use]
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), hint: String::new() }
    }

    /// The same with a sentence of help.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }
}

/// A drop-down list.
#[component]
pub fn Select(
    /// The name it is sent under.
    #[prop(into)]
    name: String,
    /// The label.
    #[prop(into)]
    label: String,
    /// What can be chosen.
    choices: Vec<Choice>,
    /// Help below the label.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is stored, chosen on a fresh form.
    #[prop(optional, into)]
    value: Option<String>,
    /// Whether it may stay empty; says so.
    #[prop(optional)]
    optional: bool,
) -> impl IntoView {
    let state = FormState::from_context();
    let error = state.error(&name).map(str::to_owned);
    let described = described_by(&name, hint.is_some(), error.is_some());
    let wrong = invalid(error.as_ref());
    let shown = state.shown(&name, value);
    let options = choices
        .into_iter()
        .map(|choice| {
            let selected = choice.value == shown;
            view! { <option value=choice.value selected=selected>{choice.label}</option> }
        })
        .collect_view();
    view! {
        <FieldFrame name=name.clone() label=label hint=hint error=error optional=optional>
            <select
                class="input input-select"
                id=field_id(&name)
                name=name.clone()
                aria-describedby=described
                aria-invalid=wrong
            >
                {options}
            </select>
        </FieldFrame>
    }
    .into_any()
}

/// A group of radios or boxes under one question.
#[component]
fn ChoiceGroup(
    name: String,
    label: String,
    choices: Vec<Choice>,
    hint: Option<String>,
    ticked: Vec<String>,
    kind: &'static str,
    inline: bool,
) -> impl IntoView {
    let id = field_id(&name);
    let error = FormState::from_context().error(&name).map(str::to_owned);
    let described = described_by(&name, hint.is_some(), error.is_some());
    let wrong = error.is_some();
    let options = choices
        .into_iter()
        .enumerate()
        .map(|(index, choice)| {
            // The first one carries the field's id, so that the error summary's link lands on it.
            let own = if index == 0 { id.clone() } else { format!("{id}-{index}") };
            let hint_id = (!choice.hint.is_empty()).then(|| format!("{own}-help"));
            let checked = ticked.contains(&choice.value);
            view! {
                <div class="choice">
                    <input
                        class="choice-input"
                        type=kind
                        id=own.clone()
                        name=name.clone()
                        value=choice.value
                        checked=checked
                        aria-describedby=hint_id.clone()
                    />
                    <label class="choice-label" for=own>
                        {choice.label}
                    </label>
                    {hint_id.map(|id| view! { <Hint id=id>{choice.hint}</Hint> })}
                </div>
            }
        })
        .collect_view();
    view! {
        <fieldset class="field choices" class:field-wrong=wrong class:choices-inline=inline aria-describedby=described>
            <legend class="label">{label}</legend>
            {hint.map(|hint| view! { <Hint id=format!("{id}-hint")>{hint}</Hint> })}
            <FieldErrorText name=name.clone() error=error/>
            <div class="choices-list">{options}</div>
        </fieldset>
    }
    .into_any()
}

/// One of a few, all in sight.
#[component]
pub fn Radios(
    /// The name it is sent under.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    label: String,
    /// What can be chosen.
    choices: Vec<Choice>,
    /// Help below the question.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is stored, chosen on a fresh form.
    #[prop(optional, into)]
    value: Option<String>,
    /// Side by side; for two or three short ones.
    #[prop(optional)]
    inline: bool,
) -> impl IntoView {
    let ticked = FormState::from_context().ticked(&name, value.into_iter().collect());
    view! { <ChoiceGroup name label choices hint ticked kind="radio" inline/> }.into_any()
}

/// Any number of a few.
#[component]
pub fn Checkboxes(
    /// The name each is sent under.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    label: String,
    /// What can be ticked.
    choices: Vec<Choice>,
    /// Help below the question.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is stored, ticked on a fresh form.
    #[prop(optional)]
    values: Vec<String>,
) -> impl IntoView {
    let ticked = FormState::from_context().ticked(&name, values);
    view! { <ChoiceGroup name label choices hint ticked kind="checkbox" inline=false/> }.into_any()
}

/// A single box; sent as `yes` when ticked.
#[component]
pub fn Checkbox(
    /// The name it is sent under.
    #[prop(into)]
    name: String,
    /// What ticking it means.
    #[prop(into)]
    label: String,
    /// Help below the label.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is stored, shown on a fresh form.
    #[prop(optional)]
    checked: bool,
) -> impl IntoView {
    let state = FormState::from_context();
    let error = state.error(&name).map(str::to_owned);
    let described = described_by(&name, hint.is_some(), error.is_some());
    let ticked = if state.is_sent() { state.value(&name).is_some() } else { checked };
    let id = field_id(&name);
    view! {
        <div class="field" class:field-wrong=error.is_some()>
            <FieldErrorText name=name.clone() error=error.clone()/>
            <div class="choice">
                <input
                    class="choice-input"
                    type="checkbox"
                    id=id.clone()
                    name=name
                    value="yes"
                    checked=ticked
                    aria-describedby=described
                    aria-invalid=invalid(error.as_ref())
                />
                <label class="choice-label" for=id.clone()>{label}</label>
                {hint.map(|hint| view! { <Hint id=format!("{id}-hint")>{hint}</Hint> })}
            </div>
        </div>
    }
    .into_any()
}
