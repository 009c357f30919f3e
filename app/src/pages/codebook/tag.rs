//! `/codebook/:tag`: one tag: what it is for, what can be done about it, and what was.

use super::{
    list::{description_field, place_field},
    words::{agreed, events},
};
use crate::{
    components::{
        Choice, ConfirmBox, Crumb, ErrorSummary, FormState, HiddenField, Notice, Page, Select,
        SubmitButton, TextField, Tone, counted,
    },
    pages::{answer, param, ports, viewer},
    ports::{TagPage, TaggedWords},
};
use leptos::{context::Provider, prelude::*};

/// One tag.
#[component]
pub fn Tag() -> impl IntoView {
    let (port, viewer, tag) = (ports().codebook, viewer(), param("tag"));
    let page = Suspend::new(async move {
        let page = match (viewer, tag) {
            (Ok(viewer), Ok(tag)) => port.tag(&viewer, tag).await,
            (Err(error), _) | (_, Err(error)) => Err(error),
        };
        answer(page, draw)
    });
    view! { <Suspense>{page}</Suspense> }
}

/// The state of the form that sends `field`; a fresh one where another form of the page came back.
fn own_state(field: &str) -> FormState {
    let state = FormState::from_context();
    if state.value(field).is_some() { state } else { FormState::default() }
}

fn draw(page: TagPage) -> AnyView {
    let tag = page.row.tag.clone();
    let here = format!("/codebook/{}", tag.id);
    let facts = format!(
        "On {}. Agreement between coders: {}.",
        counted(page.row.uses, "highlight", "highlights"),
        agreed(page.row.agreed),
    );
    let eyebrow = page.path.rsplit_once(" / ").map(|(above, _)| above.to_owned());
    view! {
        <Page
            title=tag.name.clone()
            eyebrow=eyebrow.unwrap_or_else(|| "Tag".to_owned())
            lead=tag.description.clone()
            width="narrow"
            breadcrumbs=vec![
                Crumb::new("Interviews", "/interviews"),
                Crumb::new("Codebook", "/codebook"),
            ]
        >
            <ErrorSummary/>
            <p>{facts}</p>
            {change(&here, &page)}
            {split(&here, &page)}
            <h2>"Merge or delete"</h2>
            <div class="cluster">{merge(&here, &page)} {delete(&here, &page)}</div>
            <h2>"History"</h2>
            {events(page.events)}
        </Page>
    }
    .into_any()
}

fn change(here: &str, page: &TagPage) -> impl IntoView + use<> {
    let tag = &page.row.tag;
    let state = own_state("description");
    let open = state.is_sent();
    let (action, places) = (here.to_owned(), page.places.clone());
    let (name, description) = (tag.name.clone(), tag.description.clone());
    let parent = tag.parent.map(|parent| parent.to_string()).unwrap_or_default();
    let seen = page.seen.to_string();
    view! {
        <details class="fold" open=open>
            <summary>"Rename, describe or move it"</summary>
            <Provider value=state>
                <form class="form" method="post" action=action>
                    <HiddenField name="seen" value=seen/>
                    <TextField name="name" label="Name" value=name width="medium"/>
                    {place_field(places, parent)}
                    {description_field(description)}
                    <SubmitButton label="Save" look="secondary"/>
                </form>
            </Provider>
        </details>
    }
}

fn split(here: &str, page: &TagPage) -> AnyView {
    if page.highlights.is_empty() {
        return view! {
            <h2>"Its highlights"</h2>
            <p>"None that you can see."</p>
        }
        .into_any();
    }
    let hidden = page.row.uses - i64::try_from(page.highlights.len()).unwrap_or(i64::MAX);
    let hidden = (hidden > 0).then(|| {
        view! {
            <p class="hint">
                {format!(
                    "{} more: for those present only, in interviews whose coding you have not finished, or older than these.",
                    counted(hidden, "highlight", "highlights"),
                )}
            </p>
        }
    });
    let state = own_state("new-name");
    let ticked = state.values("highlight").into_iter().map(str::to_owned).collect::<Vec<_>>();
    let lines = page.highlights.iter().map(|words| listed(words, &ticked)).collect_view();
    let (action, id) = (format!("{here}/split"), page.split_id.to_string());
    view! {
        <h2>"Its highlights"</h2>
        {hidden}
        <Provider value=state>
            <form class="form" method="post" action=action>
                <HiddenField name="id" value=id/>
                <fieldset class="field choices">
                    <legend class="label">"To split the tag, tick what a new one is for"</legend>
                    <div class="choices-list" id="field-highlight" tabindex="-1">{lines}</div>
                </fieldset>
                <TextField
                    name="new-name"
                    label="Name of the new tag"
                    hint="It comes to stand beside this one, on the highlights that are ticked instead of this."
                    width="medium"
                />
                <SubmitButton label="Split it off" look="secondary"/>
            </form>
        </Provider>
    }
    .into_any()
}

fn listed(words: &TaggedWords, ticked: &[String]) -> impl IntoView + use<> {
    let id = format!("highlight-{}", words.value);
    let checked = ticked.contains(&words.value);
    let (value, label) = (words.value.clone(), format!("“{}”", words.words));
    let (href, said) = (words.href.clone(), words.said.clone());
    view! {
        <div class="choice">
            <input
                class="choice-input"
                type="checkbox"
                id=id.clone()
                name="highlight"
                value=value
                checked=checked
            />
            <label class="choice-label" for=id>{label}</label>
            <p class="hint"><a href=href>{said}</a></p>
        </div>
    }
}

fn merge(here: &str, page: &TagPage) -> AnyView {
    if page.others.is_empty() {
        return ().into_any();
    }
    let choose = Choice::new("", "Choose a tag");
    let others = page.others.iter().map(|(value, path)| Choice::new(value.clone(), path.clone()));
    let choices: Vec<_> = std::iter::once(choose).chain(others).collect();
    let state = own_state("into");
    let open = state.is_sent();
    let (name, action) = (page.row.tag.name.clone(), format!("{here}/merge"));
    view! {
        <Provider value=state>
            <ConfirmBox
                summary="Merge into another"
                heading=format!("Make “{name}” part of another tag?")
                action=action
                confirm="Yes, merge them"
                open=open
            >
                <p>"Its highlights get the other tag, the tags below it move there, and its history stands with it. This can’t be undone; you could split it off again by hand."</p>
                <Select name="into" label="Part of" choices=choices/>
            </ConfirmBox>
        </Provider>
    }
    .into_any()
}

fn delete(here: &str, page: &TagPage) -> AnyView {
    if page.below > 0 {
        let below = counted(page.below, "tag is", "tags are");
        return view! {
            <Notice tone=Tone::Neutral>
                {format!("It can be deleted once nothing is below it: {below} now.")}
            </Notice>
        }
        .into_any();
    }
    let on = match page.row.uses {
        0 => "No highlight has it.".to_owned(),
        uses => format!(
            "{} it, and {} it. Merging it into another keeps them findable.",
            counted(uses, "highlight has", "highlights have"),
            if uses == 1 { "loses" } else { "lose" },
        ),
    };
    view! {
        <ConfirmBox
            summary="Delete this tag"
            heading=format!("Delete “{}”?", page.row.tag.name)
            action=format!("{here}/delete")
            confirm="Yes, delete it"
            danger=true
        >
            <p>{on}</p>
        </ConfirmBox>
    }
    .into_any()
}
