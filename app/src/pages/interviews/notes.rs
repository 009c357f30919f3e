//! `/interviews/:interview/notes`: made for typing during a conversation. The prompts stand on one
//! side, a field for each on the other; one form that works without script, and an island that saves
//! while one types.

use super::guide_notes::{Asked, asked};
use crate::{
    components::{
        Crumb, EmptyState, ErrorSummary, FormState, HiddenField, Page, SubmitButton,
        form::text::textarea_content, form_state::field_id,
    },
    domain::InterviewState,
    islands::NoteKeeper,
    pages::{answer, param, ports, viewer},
    ports::InterviewPage,
};
use leptos::prelude::*;

/// Taking notes.
#[component]
pub fn Notes() -> impl IntoView {
    let (port, viewer, interview) = (ports().interviews, viewer(), param("interview"));
    let page = Suspend::new(async move {
        let page = match (viewer, interview) {
            (Ok(viewer), Ok(interview)) => {
                let draft = format!("{interview}:{}", viewer.person);
                port.interview(&viewer, interview).await.map(|page| (page, draft))
            }
            (Err(error), _) | (_, Err(error)) => Err(error),
        };
        answer(page, |(page, draft)| draw(page, draft))
    });
    view! { <Suspense>{page}</Suspense> }
}

fn draw(page: InterviewPage, draft: String) -> AnyView {
    let interview = page.row.interview.clone();
    let here = format!("/interviews/{}", interview.id);
    let with = page.row.person.clone().unwrap_or_else(|| "an interview".to_owned());
    let crumbs =
        vec![Crumb::new("Interviews", "/interviews"), Crumb::new(with.clone(), here.clone())];
    if interview.state != InterviewState::Held {
        return view! {
            <Page title="Notes" width="narrow" breadcrumbs=crumbs>
                <EmptyState title="No notes can be taken now">
                    <p><a href=here>"The interview’s page"</a> " says why."</p>
                </EmptyState>
            </Page>
        }
        .into_any();
    }
    let state = FormState::from_context();
    let places = asked(&page.guide.current.outline, &page.notes)
        .into_iter()
        .map(|place| capture(place, &state))
        .collect_view();
    view! {
        <Page title=format!("Notes: {with}") breadcrumbs=crumbs>
            <ErrorSummary/>
            <form method="post" id="notes" class="capture" data-save=format!("{here}/note")>
                <NoteKeeper draft=draft/>
                {places}
                <div class="capture-end">
                    <SubmitButton label="Save all notes"/>
                    <p class="hint">"Markdown works: **strong**, *emphasis*, - lists, > quotes."</p>
                </div>
            </form>
        </Page>
    }
    .into_any()
}

fn capture(asked: Asked, state: &FormState) -> impl IntoView + use<> {
    let key = asked.place.to_string();
    let (name, revision) = (format!("note-{key}"), format!("revision-{key}"));
    let own = asked.notes.iter().find(|note| note.own);
    let error = state.error(&name).map(str::to_owned);
    let text = state.shown(&name, own.map(|note| note.text.clone()));
    // Whoever is told of another window has seen what it saved: the next try is meant.
    let kept = own.map_or(0, |note| note.revision).to_string();
    let other_window = error.is_some().then(|| own.cloned()).flatten().map(|note| {
        view! {
            <div class="capture-kept">
                <p class="hint">"What is kept, from the other window:"</p>
                <pre>{note.text}</pre>
            </div>
        }
    });
    let others = asked
        .notes
        .iter()
        .filter(|note| !note.own && !note.text.trim().is_empty())
        .cloned()
        .map(|note| super::interview::read(note, true))
        .collect_view();
    let section = asked.section.map(|(title, minutes)| {
        let minutes = minutes
            .map(|minutes| view! { <span class="guide-minutes">{format!("{minutes} min")}</span> });
        view! { <h2 class="guide-heading capture-section">{title} {minutes}</h2> }
    });
    let id = field_id(&name);
    let hint = (!asked.hint.is_empty())
        .then(|| view! { <p class="guide-hint" id=format!("{id}-hint")>{asked.hint.clone()}</p> });
    let wrong = error.is_some().then_some("true");
    let problem = error.map(|error| {
        view! { <p class="field-error" id=format!("{id}-error")>{error}</p> }
    });
    view! {
        {section}
        <div class="capture-row">
            <div class="capture-asked">
                <label class="guide-prompt" for=id.clone()>{asked.prompt}</label>
                {hint}
            </div>
            <div class="capture-said">
                {problem}
                <textarea
                    class="input input-full capture-text"
                    id=id
                    name=name
                    rows="3"
                    data-note=key
                    data-revision=kept.clone()
                    aria-invalid=wrong
                >
                    {textarea_content(&text)}
                </textarea>
                <HiddenField name=revision value=kept/>
                {other_window}
                {others}
            </div>
        </div>
    }
}
