//! Questions that are asked only of those who answered another in a certain way.
//!
//! The style sheet shows a gated question while one of the options in its `data-asked` is
//! ticked; a browser without `:has()` shows it always. Either way its inputs are sent, so
//! the server drops the answers behind a gate that is shut.

use super::field::AnswerField;
use crate::domain::{Gate, ItemId, ItemVersion, ItemVersionId};
use leptos::prelude::*;

/// A question and the questions that hang on it, in the order they are asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurveyBlock {
    /// The question.
    pub item: ItemVersion,
    /// What hangs on its answer.
    pub gated: Vec<SurveyBlock>,
}

/// Puts every gated question below the question that decides, keeping the order otherwise.
/// A question whose gate is not asked in this survey stands by itself.
#[must_use]
pub fn arrange(items: &[ItemVersion]) -> Vec<SurveyBlock> {
    let asked = |gate: &Gate| items.iter().any(|item| item.item == gate.item);
    items
        .iter()
        .filter(|item| !item.gate.as_ref().is_some_and(&asked))
        .map(|item| block(item, items, 0))
        .collect()
}

/// A gate can be gated itself; the depth keeps a circle of gates from going on for ever.
fn block(item: &ItemVersion, items: &[ItemVersion], depth: usize) -> SurveyBlock {
    let hangs_on = |other: &&ItemVersion, item: ItemId| {
        other.gate.as_ref().is_some_and(|gate| gate.item == item)
    };
    let gated = if depth > 4 {
        Vec::new()
    } else {
        items
            .iter()
            .filter(|other| hangs_on(other, item.item))
            .map(|other| block(other, items, depth + 1))
            .collect()
    };
    SurveyBlock { item: item.clone(), gated }
}

/// A question with all that hangs on its answer.
#[component]
pub fn GateGroup<Stored>(
    /// The question and what hangs on it, as [`arrange`] gives it.
    block: SurveyBlock,
    /// What is stored for a question, as `answer_texts` gives it.
    stored: Stored,
) -> impl IntoView
where
    Stored: Fn(ItemVersionId) -> Vec<String>,
{
    draw(block, &stored)
}

/// Draws a block; the recursion needs a type without a name, hence `AnyView`.
fn draw<Stored>(block: SurveyBlock, stored: &Stored) -> AnyView
where
    Stored: Fn(ItemVersionId) -> Vec<String>,
{
    let answers = stored(block.item.id);
    if block.gated.is_empty() {
        return view! { <AnswerField item=block.item stored=answers/> }.into_any();
    }
    let gated = block
        .gated
        .into_iter()
        .map(|inner| {
            let asked = asked_if(inner.item.gate.as_ref());
            view! {
                <div class="gated" data-asked=asked>
                    {draw(inner, stored)}
                </div>
            }
        })
        .collect_view();
    view! {
        <div class="gate">
            <AnswerField item=block.item stored=answers/>
            {gated}
        </div>
    }
    .into_any()
}

/// The options that open a gate, as the style sheet matches them.
fn asked_if(gate: Option<&Gate>) -> String {
    let options = gate.map(|gate| gate.asked_if.as_slice()).unwrap_or_default();
    options.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}
