//! A question whose answers are words.

use super::scale_row::WaysOut;
use crate::{components::form_state::field_id, domain::answer::NOT_APPLICABLE};
use leptos::prelude::*;

/// One radio or box an option.
///
/// Each carries `data-option`, by which the style sheet opens what the answer gates.
#[component]
pub fn OptionList(
    /// The name the answer is sent under.
    name: String,
    /// What can be chosen; the index is what is sent.
    options: Vec<String>,
    /// What is chosen.
    ticked: Vec<String>,
    /// Whether any number can be.
    several: bool,
) -> impl IntoView {
    let id = field_id(&name);
    let kind = if several { "checkbox" } else { "radio" };
    let rows = options
        .into_iter()
        .enumerate()
        .map(|(index, option)| {
            let text = index.to_string();
            let own = if index == 0 { id.clone() } else { format!("{id}-{index}") };
            let checked = ticked.contains(&text);
            view! {
                <div class="option">
                    <input
                        class="option-input"
                        type=kind
                        id=own.clone()
                        name=name.clone()
                        value=text.clone()
                        data-option=text
                        checked=checked
                    />
                    <label class="option-label" for=own>{option}</label>
                </div>
            }
        })
        .collect_view();
    // Boxes can be unticked, so only “doesn't apply” is left to offer, as one more box.
    let ways = if several {
        let own = format!("{id}-{NOT_APPLICABLE}");
        let checked = ticked.iter().any(|value| value == NOT_APPLICABLE);
        view! {
            <div class="answer-ways">
                <div class="answer-way">
                    <input
                        class="choice-input"
                        type="checkbox"
                        id=own.clone()
                        name=name
                        value=NOT_APPLICABLE
                        checked=checked
                    />
                    <label for=own>"Doesn’t apply to me"</label>
                </div>
            </div>
        }
        .into_any()
    } else {
        view! { <WaysOut name ticked/> }.into_any()
    };
    view! {
        <div class="options">{rows}</div>
        {ways}
    }
    .into_any()
}
