//! `/codebook`: all tags with how often and how alike they are used, and the form of a new one.

use super::words::{agreed, depth, events};
use crate::{
    components::{
        Choice, Column, DataTable, EmptyState, ErrorSummary, FormState, HiddenField, Page, Select,
        SubmitButton, Td, TextArea, TextField,
    },
    pages::{answer, ports, viewer},
    ports::{Agreed, CodebookPage, TagRow},
};
use leptos::prelude::*;

/// All tags.
#[component]
pub fn Codebook() -> impl IntoView {
    let (port, viewer) = (ports().codebook, viewer());
    let page = Suspend::new(async move {
        let page = match viewer {
            Ok(viewer) => port.codebook(&viewer).await,
            Err(error) => Err(error),
        };
        answer(page, draw)
    });
    view! { <Suspense>{page}</Suspense> }
}

fn draw(page: CodebookPage) -> AnyView {
    let empty = page.rows.is_empty();
    let actions = (!empty).then(|| {
        view! { <a class="button button-secondary" href="/codebook/agreement">"How far coders agree"</a> }
            .into_any()
    });
    let tags = if empty { starter().into_any() } else { table(page.rows).into_any() };
    let history = (!page.events.is_empty()).then(|| {
        view! {
            <details class="fold">
                <summary>"What was changed last"</summary>
                {events(page.events)}
            </details>
        }
    });
    let open = empty || FormState::from_context().is_sent();
    let id = page.id.to_string();
    view! {
        <Page
            title="Codebook"
            lead="The words in which you mark what people say, and when to use each. Change it as you read; every change keeps its history."
            breadcrumbs=vec![crate::components::Crumb::new("Interviews", "/interviews")]
            actions=actions.unwrap_or_else(|| ().into_any())
        >
            <ErrorSummary/>
            {tags}
            <details class="fold" open=open>
                <summary>"Add a tag"</summary>
                <form class="form" method="post" action="/codebook">
                    <HiddenField name="id" value=id/>
                    <TextField name="name" label="Name" width="medium"/>
                    {place_field(page.places, String::new())}
                    {description_field(String::new())}
                    <SubmitButton label="Add the tag" look="secondary"/>
                </form>
            </details>
            {history}
        </Page>
    }
    .into_any()
}

/// Where a tag is: at the top, or below another.
pub(super) fn place_field(places: Vec<(String, String)>, value: String) -> impl IntoView {
    let top = Choice::new("", "None: it stands at the top");
    let choices = std::iter::once(top)
        .chain(places.into_iter().map(|(value, path)| Choice::new(value, path)))
        .collect();
    view! { <Select name="parent" label="Below" choices=choices value=value/> }
}

/// When to use a tag.
pub(super) fn description_field(value: String) -> impl IntoView {
    view! {
        <TextArea
            name="description"
            label="When to use it"
            hint="And when not: most disagreement between coders is about the border between two tags."
            value=value
            rows=3
            optional=true
        />
    }
}

fn starter() -> impl IntoView {
    view! {
        <EmptyState title="No tag yet">
            <p>"Some write their codebook as they read, and add a tag when a sentence needs one. To begin with something, take ours: four groups with three tags each, about waiting, finding out, flow and ways around. You can change all of it."</p>
            <form method="post" action="/codebook/starter">
                <SubmitButton label="Begin with these"/>
            </form>
        </EmptyState>
    }
}

fn table(rows: Vec<TagRow>) -> impl IntoView {
    let none = rows.iter().all(|row| row.agreed == Agreed::NothingToCompare);
    let lines = rows.into_iter().map(line).collect_view();
    view! {
        <DataTable
            caption="All tags, each below the one it is a kind of"
            quiet_caption=true
            stack=true
            columns=vec![
                Column::text("Tag"),
                Column::text("When to use it"),
                Column::number("Highlights"),
                Column::text("Agreement (alpha)"),
            ]
        >
            {lines}
        </DataTable>
        {none.then(|| view! { <p class="hint">"Agreement is told once two of you have coded an interview without seeing each other’s marks."</p> })}
    }
}

fn line(row: TagRow) -> impl IntoView {
    let id = row.tag.id;
    // The same on every line says nothing.
    let agreement = match row.agreed {
        Agreed::NothingToCompare => "–".to_owned(),
        agreement => agreed(agreement),
    };
    view! {
        <tr id=format!("tag-{id}")>
            <Td label="Tag">
                <span class=depth(row.depth)>
                    <a href=format!("/codebook/{id}")>{row.tag.name}</a>
                </span>
            </Td>
            <Td label="When to use it">
                <span class="hint">{row.tag.description}</span>
            </Td>
            <Td label="Highlights" number=true>{row.uses}</Td>
            <Td label="Agreement (alpha)">{agreement}</Td>
        </tr>
    }
}
