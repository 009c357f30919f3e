//! `/evidence?wave=&team=&item=`: a published figure as evidence for a theme or a job.

use crate::{
    components::{
        Choice, Crumb, EmptyState, ErrorSummary, FormState, HiddenField, Notice, Page, Radios,
        Select, SubmitButton,
    },
    pages::{answer, ports, viewer},
    ports::{AboutQuery, CellPage},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The form that adds a figure.
#[component]
pub fn CellEvidence() -> impl IntoView {
    let form = FormState::from_context();
    let query = use_query_map().get();
    // A form that comes back carries the figure itself.
    let part = |name: &str| form.value(name).map(str::to_owned).or_else(|| query.get(name));
    let about = AboutQuery {
        wave: part("wave").and_then(|text| text.parse().ok()),
        team: part("team").and_then(|text| text.parse().ok()),
        item: part("item").and_then(|text| text.parse().ok()),
    };
    let (port, viewer) = (ports().findings, viewer());
    let page = Suspend::new(async move {
        let page = match viewer {
            Ok(viewer) => port.cell(&viewer, about).await,
            Err(error) => Err(error),
        };
        answer(page, draw)
    });
    view! { <Suspense>{page}</Suspense> }
}

fn draw(page: CellPage) -> AnyView {
    let crumbs = vec![Crumb::new("Themes", "/themes")];
    let Some(shown) = page.about else {
        return view! {
            <Page title="Add to a theme" width="narrow" breadcrumbs=crumbs>
                <EmptyState title="No published figure">
                    <p>"Open the " <a href="/results">"results"</a> " of a team or an item. Below them is the way to add what they show to a theme."</p>
                </EmptyState>
            </Page>
        }
        .into_any();
    };
    let about = shown.about;
    let figure = view! {
        <Notice title="A published figure">
            <p><a href=shown.href>{shown.what}</a> " " {shown.whose}</p>
        </Notice>
    };
    if page.findings.is_empty() {
        return view! {
            <Page title="Add to a theme" width="narrow" breadcrumbs=crumbs>
                {figure}
                <EmptyState title="No theme yet">
                    <p>"Write down first what you think is going on; then come back and add the figure."</p>
                    <p><a class="button button-primary" href="/themes/new">"New theme"</a></p>
                </EmptyState>
            </Page>
        }
        .into_any();
    }
    let choices = page.findings.into_iter().map(|(value, name)| Choice::new(value, name)).collect();
    let item = about.item.map(|item| view! { <HiddenField name="item" value=item.to_string()/> });
    view! {
        <Page title="Add to a theme" width="narrow" breadcrumbs=crumbs>
            <ErrorSummary/>
            {figure}
            <form method="post" action="/evidence" class="form">
                <HiddenField name="wave" value=about.wave.to_string()/>
                <HiddenField name="team" value=about.team.to_string()/>
                {item}
                <Select name="finding" label="Theme or job" choices=choices/>
                <Radios
                    name="side"
                    label="Does the figure speak for it or against it?"
                    choices=vec![Choice::new("for", "For it"), Choice::new("against", "Against it")]
                    inline=true
                />
                <SubmitButton label="Add the figure"/>
            </form>
        </Page>
    }
    .into_any()
}
