//! `/interviews/new`, from nothing or, by `?wave=&team=&item=`, from a published figure; `?person=`
//! says with whom.

use super::fields::PlanFields;
use crate::{
    components::{
        Choice, Crumb, ErrorSummary, FormState, HiddenField, Notice, Page, Select, SubmitButton,
        TextField,
    },
    pages::{answer, ports, viewer},
    ports::{AboutQuery, AboutView, NewInterviewPage},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use std::str::FromStr;

/// The form of a new interview.
#[component]
pub fn NewInterview() -> impl IntoView {
    let form = FormState::from_context();
    let query = use_query_map().get();
    // A form that comes back carries the figure itself.
    let part = |name: &str| form.value(name).map(str::to_owned).or_else(|| query.get(name));
    let about =
        AboutQuery { wave: read(part("wave")), team: read(part("team")), item: read(part("item")) };
    let person = query.get("person").unwrap_or_default();
    let (port, viewer) = (ports().interviews, viewer());
    let page = Suspend::new(async move {
        let page = match viewer {
            Ok(viewer) => port.new_interview(&viewer, about).await,
            Err(error) => Err(error),
        };
        answer(page, |page| draw(page, person))
    });
    view! { <Suspense>{page}</Suspense> }
}

fn read<T: FromStr>(text: Option<String>) -> Option<T> {
    text?.parse().ok()
}

fn draw(page: NewInterviewPage, person: String) -> impl IntoView {
    let guides = page
        .guides
        .iter()
        .map(|guide| Choice::new(guide.id.to_string(), guide.name.clone()))
        .collect();
    let first = page.guide.or_else(|| page.guides.first().map(|guide| guide.id));
    view! {
        <Page
            title="Plan an interview"
            width="narrow"
            breadcrumbs=vec![Crumb::new("Interviews", "/interviews")]
        >
            <ErrorSummary/>
            <form method="post" action="/interviews/new" class="form">
                {page.about.map(about)}
                <HiddenField name="id" value=page.id.to_string()/>
                <TextField
                    name="person"
                    label="With whom"
                    hint="Address or full name of somebody on the roster."
                    value=person
                />
                <Select
                    name="guide"
                    label="Guide"
                    hint="The interview keeps the version of today."
                    value=first.map(|guide| guide.to_string()).unwrap_or_default()
                    choices=guides
                />
                <PlanFields/>
                <SubmitButton label="Plan the interview"/>
            </form>
        </Page>
    }
}

fn about(about: AboutView) -> impl IntoView {
    let item =
        about.about.item.map(|item| view! { <HiddenField name="item" value=item.to_string()/> });
    view! {
        <Notice title="About a published figure">
            <p><a href=about.href>{about.what}</a> " " {about.whose}</p>
            <p>"Nobody knows who answered what. Never ask for it."</p>
        </Notice>
        <HiddenField name="wave" value=about.about.wave.to_string()/>
        <HiddenField name="team" value=about.about.team.to_string()/>
        {item}
    }
}
