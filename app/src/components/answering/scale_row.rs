//! A number scale, laid out like a ruler.

use crate::{
    components::form_state::field_id,
    domain::{Scale, answer::NOT_APPLICABLE, labels},
};
use leptos::prelude::*;

/// The two quiet ways out of a question: it doesn't apply, or rather no answer after all.
#[component]
pub(super) fn WaysOut(name: String, ticked: Vec<String>) -> impl IntoView {
    let id = field_id(&name);
    let not_applicable = ticked.iter().any(|value| value == NOT_APPLICABLE);
    // An empty value is a skipped item, so that a choice can be taken back without script.
    let ways = [
        (NOT_APPLICABLE, "Doesn’t apply to me", "answer-way", not_applicable),
        ("", "No answer", "answer-way answer-clear", false),
    ];
    let radios = ways
        .into_iter()
        .map(|(value, label, class, checked)| {
            let own = if value.is_empty() { format!("{id}-none") } else { format!("{id}-{value}") };
            view! {
                <div class=class>
                    <input
                        class="choice-input"
                        type="radio"
                        id=own.clone()
                        name=name.clone()
                        value=value
                        checked=checked
                    />
                    <label for=own>{label}</label>
                </div>
            }
        })
        .collect_view();
    view! { <div class="answer-ways">{radios}</div> }.into_any()
}

/// One radio a value, in a row.
#[component]
pub fn ScaleRow(
    /// The name the answer is sent under.
    name: String,
    /// A scale whose answers are numbers.
    scale: Scale,
    /// What is chosen.
    ticked: Vec<String>,
) -> impl IntoView {
    let id = field_id(&name);
    let (lowest, highest) = scale.range().unwrap_or((0, 0));
    let ends = labels::of_ends(&scale);
    let stops = (lowest..=highest)
        .map(|value| {
            let text = value.to_string();
            let own = if value == lowest { id.clone() } else { format!("{id}-{value}") };
            let checked = ticked.contains(&text);
            let named = labels::of_value(&scale, value);
            // The ends of a bare number scale are told to everybody: by eye below the row, by ear here.
            let spoken = match (named, ends) {
                (None, Some((low, _))) if value == lowest => Some(format!(" {low}")),
                (None, Some((_, high))) if value == highest => Some(format!(" {high}")),
                _ => None,
            };
            view! {
                <div class="stop">
                    <input
                        class="stop-input"
                        type="radio"
                        id=own.clone()
                        name=name.clone()
                        value=text.clone()
                        checked=checked
                    />
                    <label class="stop-label" for=own>
                        <span class="stop-value">{text}</span>
                        {named.map(|words| view! { <span class="stop-words">{words}</span> })}
                        {spoken.map(|words| view! { <span class="visually-hidden">{words}</span> })}
                    </label>
                </div>
            }
        })
        .collect_view();
    view! {
        <div class=format!("stops stops-{}", scale.name())>{stops}</div>
        {ends
            .map(|(low, high)| {
                view! {
                    <div class=format!("stops-ends stops-ends-{}", scale.name()) aria-hidden="true">
                        <span>{low}</span>
                        <span>{high}</span>
                    </div>
                }
            })}
        <WaysOut name ticked/>
    }
    .into_any()
}
