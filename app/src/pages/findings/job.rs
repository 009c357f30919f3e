//! `/jobs/:job`: one job and what it stands on.

use super::{evidence::evidence, may_change, stands_on};
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
    let may_change = may_change();
    let page = Suspend::new(async move {
        let page = match (viewer, job) {
            (Ok(viewer), Ok(job)) => port.job(&viewer, job).await,
            (Err(error), _) | (_, Err(error)) => Err(error),
        };
        answer(page, |page| draw(page, may_change))
    });
    view! { <Suspense>{page}</Suspense> }
}

fn draw(page: JobPage, may_change: bool) -> AnyView {
    let job = page.job;
    let here = format!("/jobs/{}", job.id);
    let gap = job.gap();
    let change = may_change.then(|| {
        view! { <a class="button button-secondary" href=format!("{here}/edit")>"Change"</a> }
    });
    view! {
        <Page
            title=job.statement.clone()
            heading=job.statement
            eyebrow="Job"
            breadcrumbs=vec![Crumb::new("Themes", "/themes"), Crumb::new("Jobs", "/jobs")]
            actions=change.into_any()
        >
            <ErrorSummary/>
            {job.retired.then(|| view! { <p><Badge>"Out of use"</Badge></p> })}
            <KeyFigures>
                <KeyFigure label="Importance" value=format!("{} of 5", job.importance)/>
                <KeyFigure label="Done today" value=format!("{} of 5", job.satisfaction)/>
                <KeyFigure label="Gap" value=gap.to_string()/>
            </KeyFigures>
            <p class="hint">{stands_on(&page.ground.footing)}</p>
            {evidence(&here, page.ground, job.withdrawn, may_change)}
        </Page>
    }
    .into_any()
}
