//! `/jobs/new` and `/jobs/:job/edit`.

use super::fields::JobFields;
use crate::{
    components::{Checkbox, Crumb, ErrorSummary, FormState, HiddenField, Page, SubmitButton},
    pages::{answer, param, ports, viewer},
    ports::JobPage,
};
use leptos::prelude::*;

fn crumbs() -> Vec<Crumb> {
    vec![Crumb::new("Themes", "/themes"), Crumb::new("Jobs", "/jobs")]
}

/// The form of a new job.
#[component]
pub fn NewJob() -> impl IntoView {
    let id = FormState::from_context().shown("id", Some(ports().findings.fresh()));
    view! {
        <Page title="New job" width="narrow" breadcrumbs=crumbs()>
            <ErrorSummary/>
            <form method="post" action="/jobs/new" class="form">
                <HiddenField name="id" value=id/>
                <JobFields/>
                <SubmitButton label="Write it down"/>
            </form>
        </Page>
    }
}

/// The form that changes one.
#[component]
pub fn EditJob() -> impl IntoView {
    let (port, viewer, job) = (ports().findings, viewer(), param("job"));
    let page = Suspend::new(async move {
        let page = match (viewer, job) {
            (Ok(viewer), Ok(job)) => port.job(&viewer, job).await,
            (Err(error), _) | (_, Err(error)) => Err(error),
        };
        answer(page, draw)
    });
    view! { <Suspense>{page}</Suspense> }
}

fn draw(page: JobPage) -> impl IntoView {
    let job = page.job;
    let mut breadcrumbs = crumbs();
    breadcrumbs.push(Crumb::new("This job", format!("/jobs/{}", job.id)));
    view! {
        <Page title="Change the job" width="narrow" breadcrumbs=breadcrumbs>
            <ErrorSummary/>
            <form method="post" class="form">
                <HiddenField name="from-revision" value=job.revision.to_string()/>
                <JobFields
                    statement=job.statement
                    importance=job.importance
                    satisfaction=job.satisfaction
                />
                <Checkbox
                    name="retired"
                    label="Out of use"
                    hint="It stays in the register, at the end."
                    checked=job.retired
                />
                <SubmitButton label="Save"/>
            </form>
        </Page>
    }
}
