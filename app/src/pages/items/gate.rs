//! Who is asked a new item: everybody, or those who answered another one in some way.

use crate::{
    components::{FormState, Hint, form_state::field_id},
    domain::{Item, Scale},
};
use leptos::prelude::*;

const NAME: &str = "gate";

/// One radio an item that can decide, with its answers below it as boxes. The style sheet folds
/// the answers of all other items away; a browser without `:has()` shows them all, and the server
/// looks only at those of the item that is chosen.
#[component]
pub(super) fn GateField(
    /// Items whose answer can decide.
    gates: Vec<Item>,
) -> impl IntoView {
    let state = FormState::from_context();
    let id = field_id(NAME);
    let error = state.error(NAME).map(str::to_owned);
    let wrong = error.is_some();
    let chosen = state.shown(NAME, None);
    let folded = chosen.is_empty() && !wrong;
    let items = gates
        .into_iter()
        .map(|item| {
            let value = item.id.to_string();
            let own = format!("{id}-{value}");
            let checked = value == chosen;
            // Those of the item that was sent come back as they were; all others start afresh.
            let ticked = checked.then(|| state.ticked("gate-answers", Vec::new()));
            let wording = item.current.wording.clone();
            view! {
                <div class="gate-choice">
                    <div class="choice">
                        <input class="choice-input" type="radio" id=own.clone() name=NAME value=value checked=checked/>
                        <label class="choice-label" for=own>{wording}</label>
                    </div>
                    <Answers item ticked/>
                </div>
            }
        })
        .collect_view();
    let hint = format!("{id}-hint");
    let described = hint.clone();
    let everybody = chosen.is_empty();
    view! {
        <fieldset class="field choices gate-field" class:field-wrong=wrong aria-describedby=described>
            <legend class="label">
                "Asked only if used " <span class="label-optional">"(optional)"</span>
            </legend>
            <Hint id=hint>
                "Ratings of a tool are worth little from people who don’t use it. Both questions have to be in the program."
            </Hint>
            {error
                .map(|message| {
                    view! {
                        <p class="field-error" id=format!("{id}-error")>
                            <span class="visually-hidden">"Error: "</span>
                            {message}
                        </p>
                    }
                })}
            <div class="choices-list">
                <div class="choice">
                    <input class="choice-input" type="radio" id=id.clone() name=NAME value="" checked=everybody/>
                    <label class="choice-label" for=id>"Everybody is asked"</label>
                </div>
                <details class="fold gate-fold" open=!folded>
                    <summary>"Only those who answered another question in some way"</summary>
                    <div class="choices-list">{items}</div>
                </details>
            </div>
        </fieldset>
    }
    .into_any()
}

/// The answers to one item. On a fresh form all but the first are ticked: in the bank's own
/// questions of this kind the first says that the thing was not used.
#[component]
fn Answers(item: Item, ticked: Option<Vec<String>>) -> impl IntoView {
    let Scale::Choice { options } = item.current.scale else { return ().into_any() };
    let boxes = options
        .into_iter()
        .enumerate()
        .map(|(index, option)| {
            let value = format!("{}.{index}", item.id);
            let own = format!("{}-{value}", field_id("gate-answers"));
            let checked = match &ticked {
                Some(ticked) => ticked.contains(&value),
                None => index > 0,
            };
            view! {
                <div class="choice">
                    <input
                        class="choice-input"
                        type="checkbox"
                        id=own.clone()
                        name="gate-answers"
                        value=value
                        checked=checked
                    />
                    <label class="choice-label" for=own>{option}</label>
                </div>
            }
        })
        .collect_view();
    view! {
        <fieldset class="gate-answers">
            <legend class="hint">"Asked after these answers"</legend>
            {boxes}
        </fieldset>
    }
    .into_any()
}
