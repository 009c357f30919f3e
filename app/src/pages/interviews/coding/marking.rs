//! Notes with boxes on their sentences, and one's own marks with what can be done about them.

use super::{
    fields::{line, sentences_problem, sentiment, tags},
    words::{head, lines, several, told, words},
};
use crate::{
    components::{FormState, HiddenField, SubmitButton, form_state::field_id},
    ports::{CodedNote, CodingPage, HighlightView, SentenceView},
};
use leptos::prelude::*;

/// Every note with its form.
pub(super) fn notes(here: &str, page: &CodingPage) -> impl IntoView + use<> {
    let several = several(&page.notes);
    let action = format!("{here}/coding");
    let notes = page.notes.iter().map(|note| {
        let own = note.highlights.iter().map(|highlight| own(&action, &note.key, highlight));
        let own = own.collect_view();
        view! {
            <section class="coding-note" id=format!("note-{}", note.key)>
                {head(note, several)}
                <div class="coding-grid">
                    {form(&action, page, note)} <ol class="plain-list highlights">{own}</ol>
                </div>
            </section>
        }
    });
    let none = page.tags.is_empty().then(|| {
        view! {
            <p>
                "There is no tag yet. You can mark without, or write the "
                <a href="/codebook">"codebook"</a> " first."
            </p>
        }
    });
    view! {
        {none}
        {notes.collect_view()}
    }
}

/// The state of the form of this note; a fresh one where another form of the page came back.
fn own_state(key: &str) -> FormState {
    let state = FormState::from_context();
    let is_mark = state.value("highlight").is_none() && state.value("note") == Some(key);
    if is_mark { state } else { FormState::default() }
}

/// Whether a sentence was ticked when the form was sent; one that moved since is known by its words.
fn ticked(sentence: &SentenceView, note: &CodedNote, sent: &[&str]) -> bool {
    let words = |value: &str| value.split_once('.').map(|(_, words)| words.to_owned());
    let here = |value: &str| note.sentences.iter().any(|sentence| sentence.value == value);
    sent.contains(&sentence.value.as_str())
        || sent.iter().any(|value| !here(value) && words(value) == words(&sentence.value))
}

fn form(action: &str, page: &CodingPage, note: &CodedNote) -> impl IntoView + use<> {
    let key = note.key.as_str();
    let state = own_state(key);
    let sent = state.values("sentence");
    let text = lines(note)
        .into_iter()
        .map(|line| {
            let boxes = line.into_iter().map(|sentence| {
                let checked = ticked(sentence, note, &sent);
                view! {
                    <label class="sentence">
                        <input
                            type="checkbox"
                            name="sentence"
                            value=sentence.value.clone()
                            checked=checked
                        />
                        <span>{words(sentence, note, &page.coders)}</span>
                    </label>
                    " "
                }
            });
            view! { <p class="coding-line">{boxes.collect_view()}</p> }
        })
        .collect_view();
    let names_label = if page.tags.is_empty() { "Tags" } else { "Tags by name" };
    view! {
        <form method="post" action=action.to_owned() class="coding-form">
            <HiddenField name="id" value=note.next.to_string()/>
            <HiddenField name="note" value=key.to_owned()/>
            <HiddenField name="revision" value=note.revision.to_string()/>
            <fieldset class="coding-text" id=field_id(&format!("sentence-{key}")) tabindex="-1">
                <legend class="visually-hidden">"Sentences to mark"</legend>
                {sentences_problem(&state, key)}
                {text}
            </fieldset>
            <div class="coding-fields">
                {tags(&state, &page.tags)}
                {line(
                    &state,
                    "tags",
                    key,
                    names_label,
                    "With commas between them.",
                    None,
                )}
                {line(
                    &state,
                    "words",
                    key,
                    "Only these words",
                    "Optional: copied from the sentences that are ticked.",
                    None,
                )}
                {sentiment(&state, key, None)}
                <SubmitButton label="Mark" look="secondary"/>
            </div>
        </form>
    }
}

/// One of the viewer's own highlights, with what can be done about it.
fn own(action: &str, note: &str, highlight: &HighlightView) -> impl IntoView + use<> {
    let id = highlight.id.to_string();
    let state = FormState::from_context();
    let mine = state.value("highlight") == Some(id.as_str());
    let state = if mine { state } else { FormState::default() };
    let (change, remove) = (format!("{action}/{id}"), format!("{action}/{id}/remove"));
    let names = Some(highlight.tags.join(", "));
    view! {
        <li class="highlight">
            {told(highlight)}
            <details class="fold" open=mine>
                <summary>"Change" <span class="visually-hidden">{format!(" “{}”", highlight.words)}</span></summary>
                <form method="post" action=change class="coding-fields">
                    <HiddenField name="note" value=note.to_owned()/>
                    <HiddenField name="highlight" value=id.clone()/>
                    {line(&state, "tags", &id, "Tags by name", "With commas between them.", names)}
                    {sentiment(&state, &id, highlight.sentiment)}
                    <SubmitButton label="Save" look="secondary"/>
                </form>
                <form method="post" action=remove>
                    <HiddenField name="note" value=note.to_owned()/>
                    <SubmitButton label="Remove this mark" look="quiet"/>
                </form>
            </details>
        </li>
    }
}
