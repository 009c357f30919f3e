//! One question.

use super::{OptionList, ScaleRow, answer_name};
use crate::{
    components::{
        form::text::textarea_content,
        form_state::{FormState, field_id},
    },
    domain::{ItemVersion, Scale, answer},
};
use leptos::prelude::*;

/// One question of the survey, with what was answered and what is wrong with it.
#[component]
pub fn AnswerField(
    /// The question.
    item: ItemVersion,
    /// Its number on the page, where questions are counted.
    #[prop(optional, into)]
    number: Option<usize>,
    /// What is stored, as [`answer_texts`](super::answer_texts) gives it; a form that was sent
    /// shows what was sent.
    #[prop(optional)]
    stored: Vec<String>,
) -> impl IntoView {
    let state = FormState::from_context();
    let name = answer_name(item.id);
    let id = field_id(&name);
    let error = state.error(&name).map(str::to_owned);
    let ticked = state.ticked(&name, stored);
    let describes: Vec<String> = [(!item.help.is_empty(), "hint"), (error.is_some(), "error")]
        .into_iter()
        .filter(|(present, _)| *present)
        .map(|(_, part)| format!("{id}-{part}"))
        .collect();
    let described = (!describes.is_empty()).then(|| describes.join(" "));
    let kind = item.scale.name();
    let wrong = error.is_some();
    let is_text = matches!(item.scale, Scale::Text);
    let control = match item.scale {
        Scale::Text => {
            let content = textarea_content(&ticked.first().cloned().unwrap_or_default());
            view! {
                <textarea
                    class="input input-full answer-text"
                    id=id.clone()
                    name=name.clone()
                    rows="4"
                    maxlength=answer::LONGEST_TEXT.to_string()
                    aria-describedby=described.clone()
                    aria-invalid=wrong.then_some("true")
                >
                    {content}
                </textarea>
            }
            .into_any()
        }
        Scale::Choice { options } => {
            view! { <OptionList name=name.clone() options ticked several=false/> }.into_any()
        }
        Scale::MultiChoice { options } => {
            view! { <OptionList name=name.clone() options ticked several=true/> }.into_any()
        }
        scale => view! { <ScaleRow name=name.clone() scale ticked/> }.into_any(),
    };
    let words = view! {
        {number.map(|number| view! { <span class="question-number">{format!("{number}.")}</span> })}
        <span class="question-wording">{item.wording}</span>
    };
    let below = view! {
        {(!item.help.is_empty())
            .then(|| view! { <p class="hint" id=format!("{id}-hint")>{item.help}</p> })}
        {error
            .map(|message| {
                view! {
                    <p class="field-error" id=format!("{id}-error")>
                        <span class="visually-hidden">"Error: "</span>
                        {message}
                    </p>
                }
            })}
    };
    // A single text box needs a label; a fieldset around it would be announced twice.
    if is_text {
        view! {
            <div class="question" class:field-wrong=wrong data-question=name data-scale=kind>
                <label class="question-legend" for=id>{words}</label>
                {below}
                {control}
            </div>
        }
        .into_any()
    } else {
        view! {
            <fieldset
                class="question"
                class:field-wrong=wrong
                data-question=name
                data-scale=kind
                aria-describedby=described
            >
                <legend class="question-legend">{words}</legend>
                {below}
                {control}
            </fieldset>
        }
        .into_any()
    }
}
