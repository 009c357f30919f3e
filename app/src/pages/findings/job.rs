//! `/jobs/:job`: one job and what it stands on.

use super::{evidence::evidence, rests_on};
use crate::{
    components::{Badge, Crumb, ErrorSummary, KeyFigure, KeyFigures, Page},
    pages::{answer, param, ports, viewer},
    ports::JobPage,
};
use leptos::prelude::*;

/// One job.
#[component]
pub fn JobView() -> impl IntoView {
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

fn draw(page: JobPage) -> AnyView {
    let job = page.job;
    let here = format!("/jobs/{}", job.id);
    let gap = job.gap();
    let actions =
        view! { <a class="button button-secondary" href=format!("{here}/edit")>"Change"</a> }
            .into_any();
    let rests = format!("Rests on: {}.", rests_on(page.footing).to_lowercase());
    view! {
        <Page
            title="Job"
            heading=job.statement
            eyebrow="Job"
            breadcrumbs=vec![Crumb::new("Themes", "/themes"), Crumb::new("Jobs", "/jobs")]
            actions=actions
        >
            <ErrorSummary/>
            {job.retired.then(|| view! { <p><Badge>"Retired"</Badge></p> })}
            <KeyFigures>
                <KeyFigure label="Importance" value=format!("{} of 5", job.importance)/>
                <KeyFigure label="Done today" value=format!("{} of 5", job.satisfaction)/>
                <KeyFigure label="Gap" value=gap.to_string()/>
            </KeyFigures>
            <p class="hint">{rests}</p>
            {evidence(&here, page.evidence, job.withdrawn)}
        </Page>
    }
    .into_any()
}
