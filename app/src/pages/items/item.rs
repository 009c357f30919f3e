//! `/items/:item`: one item, its wordings, and the form for the next one.

use crate::{
    components::{
        Choice, Column, Crumb, DataTable, ErrorSummary, HiddenField, Notice, Page, Radios,
        SubmitButton, Td, TextArea, TextField, Tone,
    },
    domain::labels,
    pages::{answer, param, ports, viewer},
    ports::ItemPage,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// One item.
#[component]
pub fn Item() -> impl IntoView {
    let reworded = use_query_map().read().get("reworded").is_some();
    let (port, viewer, item) = (ports().programs, viewer(), param("item"));
    let page = Suspend::new(async move {
        let page = match (viewer, item) {
            (Ok(viewer), Ok(item)) => port.item(&viewer, item).await,
            (Err(error), _) | (_, Err(error)) => Err(error),
        };
        answer(page, move |page| draw(page, reworded))
    });
    view! { <Suspense>{page}</Suspense> }
}

fn draw(page: ItemPage, reworded: bool) -> AnyView {
    let Some(newest) = page.versions.first().cloned() else { return ().into_any() };
    let current = newest.current;
    let options = (!current.scale.options().is_empty()).then(|| {
        let options = current
            .scale
            .options()
            .iter()
            .map(|option| view! { <li>{option.clone()}</li> })
            .collect_view();
        view! {
            <div>
                <dt>"Options"</dt>
                <dd>
                    <ul class="plain-list">{options}</ul>
                </dd>
            </div>
        }
    });
    let asked =
        if page.asked_by.is_empty() { "no program".to_owned() } else { page.asked_by.join(", ") };
    let asked_if = current.gate.as_ref().map(|gate| gate.asked_if.clone()).unwrap_or_default();
    let gate = page.gate.map(|gate| {
        let options = gate.current.scale.options().iter().enumerate();
        let answers = options
            .filter(|(index, _)| asked_if.iter().any(|open| usize::from(*open) == *index))
            .map(|(_, option)| view! { <li>{option.clone()}</li> })
            .collect_view();
        view! {
            <div>
                <dt>"Asked only if used"</dt>
                <dd>
                    <a href=format!("/items/{}", gate.id)>{gate.current.wording.clone()}</a>
                    <ul class="plain-list">{answers}</ul>
                </dd>
            </div>
        }
    });
    let history = page
        .versions
        .into_iter()
        .map(|version| {
            view! {
                <tr>
                    <Td label="Version" number=true>{version.current.version}</Td>
                    <Td label="Series" number=true>{version.current.series}</Td>
                    <Td label="Wording">{version.current.wording}</Td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Page
            title=newest.key.clone()
            heading=current.wording.clone()
            eyebrow=newest.dimension.title()
            width="narrow"
            breadcrumbs=vec![Crumb::new("Items", "/items")]
        >
            {reworded
                .then(|| {
                    view! {
                        <Notice tone=Tone::Success>
                            "The new wording is in force from the next wave that opens. Waves that are open or over keep what they asked."
                        </Notice>
                    }
                })}
            <dl class="facts">
                <div>
                    <dt>"Short name"</dt>
                    <dd>{newest.key}</dd>
                </div>
                <div>
                    <dt>"Answered by"</dt>
                    <dd>{labels::of_scale(&current.scale)} {current.reverse.then_some(", reversed")}</dd>
                </div>
                {options}
                {gate}
                <div>
                    <dt>"Asked by"</dt>
                    <dd>{asked}</dd>
                </div>
            </dl>
            <h2>"Reword"</h2>
            <ErrorSummary/>
            <form method="post" class="form">
                <HiddenField name="from-version" value=current.version.to_string()/>
                <TextArea name="wording" label="Question" value=current.wording rows=2/>
                <TextField name="help" label="Help" value=current.help optional=true/>
                <Radios
                    name="comparable"
                    label="Can answers to the new wording be compared with those to the old one?"
                    choices=vec![
                        Choice::new("yes", "Yes, it is the same question said better")
                            .with_hint("Trends go on across the change."),
                        Choice::new("no", "No, it asks something else now")
                            .with_hint("A new series begins: trends end with the last wave, and start again."),
                    ]
                />
                <SubmitButton label="Save as the next version"/>
            </form>
            <h2>"Versions"</h2>
            <DataTable
                caption="Wordings of this item, newest first"
                quiet_caption=true
                columns=vec![Column::number("Version"), Column::number("Series"), Column::text("Wording")]
            >
                {history}
            </DataTable>
        </Page>
    }
    .into_any()
}
