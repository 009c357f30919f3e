//! Fields of the forms that mark. A page has many of these forms, so each field's id ends with the
//! key of its own.

use crate::{
    components::{FormState, form_state::field_id},
    domain::{Sentiment, Tag},
};
use leptos::prelude::*;

/// More tags than this are not laid out below each note; their names are typed.
const MOST_BOXES: usize = 60;

/// More tags than this are folded by group.
const FOLDED_FROM: usize = 24;

/// What is wrong with a field, if anything.
fn problem(state: &FormState, id: &str, field: &str) -> Option<AnyView> {
    let message = state.error(field)?.to_owned();
    Some(
        view! {
            <p class="field-error" id=format!("{id}-error")>
                <span class="visually-hidden">"Error: "</span>
                {message}
            </p>
        }
        .into_any(),
    )
}

/// A line to type in: `name` is what it is sent under.
pub(super) fn line(
    state: &FormState,
    name: &'static str,
    key: &str,
    label: &'static str,
    hint: &'static str,
    stored: Option<String>,
) -> impl IntoView + use<> {
    let field = format!("{name}-{key}");
    let id = field_id(&field);
    let problem = problem(state, &id, &field);
    let wrong = problem.is_some();
    let described = if wrong { format!("{id}-hint {id}-error") } else { format!("{id}-hint") };
    view! {
        <div class="field" class:field-wrong=wrong>
            <label class="label" for=id.clone()>{label}</label>
            <p class="hint" id=format!("{id}-hint")>{hint}</p>
            {problem}
            <input
                class="input input-full"
                type="text"
                id=id
                name=name
                value=state.shown(name, stored)
                autocomplete="off"
                aria-describedby=described
                aria-invalid=wrong.then_some("true")
            />
        </div>
    }
}

/// How somebody speaks of it.
pub(super) fn sentiment(
    state: &FormState,
    key: &str,
    stored: Option<Sentiment>,
) -> impl IntoView + use<> {
    let field = format!("sentiment-{key}");
    let id = field_id(&field);
    let problem = problem(state, &id, &field);
    let shown = state.shown("sentiment", stored.map(|sentiment| sentiment.name().to_owned()));
    let offered = Sentiment::ALL.map(|sentiment| (sentiment.name(), sentiment.title()));
    let radios = [("", "Not said")].into_iter().chain(offered).map(|(value, label)| {
        let checked = shown == value;
        view! {
            <label class="pick">
                <input type="radio" name="sentiment" value=value checked=checked/>
                {label}
            </label>
        }
    });
    view! {
        <fieldset class="field picks" id=id tabindex="-1">
            <legend class="label">"How they speak of it"</legend>
            {problem}
            {radios.collect_view()}
        </fieldset>
    }
}

/// The codebook as boxes, group by group; nothing where it is too long for that.
pub(super) fn tags(state: &FormState, tags: &[(Tag, usize)]) -> Option<AnyView> {
    if tags.is_empty() || tags.len() > MOST_BOXES {
        return None;
    }
    let ticked = state.values("tag");
    let folded = tags.len() > FOLDED_FROM;
    let groups = tags.chunk_by(|_, (_, depth)| *depth > 0).map(|group| {
        let open = group.iter().any(|(tag, _)| ticked.contains(&tag.id.to_string().as_str()));
        let boxes = group.iter().map(|(tag, _)| pick(tag, &ticked)).collect_view();
        let name = group.first().map(|(tag, _)| tag.name.clone());
        if folded {
            view! {
                <details class="pick-group" open=open>
                    <summary>{name}</summary>
                    <div class="picks">{boxes}</div>
                </details>
            }
            .into_any()
        } else {
            view! { <div class="picks pick-group">{boxes}</div> }.into_any()
        }
    });
    Some(
        view! {
            <fieldset class="field">
                <legend class="label">"Tags"</legend>
                {groups.collect_view()}
            </fieldset>
        }
        .into_any(),
    )
}

fn pick(tag: &Tag, ticked: &[&str]) -> impl IntoView + use<> {
    let value = tag.id.to_string();
    let checked = ticked.contains(&value.as_str());
    let title = (!tag.description.is_empty()).then(|| tag.description.clone());
    view! {
        <label class="pick" title=title>
            <input type="checkbox" name="tag" value=value checked=checked/>
            {tag.name.clone()}
        </label>
    }
}

/// What is wrong with the choice of sentences, if anything.
pub(super) fn sentences_problem(state: &FormState, key: &str) -> Option<AnyView> {
    let field = format!("sentence-{key}");
    problem(state, &field_id(&field), &field)
}
