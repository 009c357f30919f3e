//! `/jobs`: the register of jobs, by the gap between importance and satisfaction.

use super::rests_on;
use crate::{
    components::{Badge, Column, Crumb, DataTable, EmptyState, Page, Td},
    domain::Job,
    pages::{answer_part, ports, viewer},
    ports::Footing,
};
use leptos::prelude::*;

/// All jobs, the widest gap first.
#[component]
pub fn Jobs() -> impl IntoView {
    let (port, viewer) = (ports().findings, viewer());
    let page = Suspend::new(async move {
        let jobs = match viewer {
            Ok(viewer) => port.jobs(&viewer).await,
            Err(error) => Err(error),
        };
        answer_part(jobs, draw)
    });
    let new = view! { <a class="button button-primary" href="/jobs/new">"New job"</a> }.into_any();
    view! {
        <Page
            title="Jobs"
            lead="What people try to get done. First those that matter most beside how well they are done today."
            breadcrumbs=vec![Crumb::new("Themes", "/themes")]
            actions=new
        >
            <Suspense>{page}</Suspense>
        </Page>
    }
}

fn draw(jobs: Vec<(Job, Footing)>) -> AnyView {
    if jobs.is_empty() {
        return view! {
            <EmptyState title="No job yet">
                <p>"The guide “Jobs to be done” asks what people try to get done, how important it is to them, and how well it is done today. Write one down in their words."</p>
                <p><a class="button button-primary" href="/jobs/new">"New job"</a></p>
            </EmptyState>
        }
        .into_any();
    }
    let lines = jobs.into_iter().map(line).collect_view();
    view! {
        <DataTable
            caption="All jobs, by the gap"
            quiet_caption=true
            stack=true
            columns=vec![
                Column::text("Job"),
                Column::number("Importance"),
                Column::number("Satisfaction"),
                Column::number("Gap"),
                Column::text("Rests on"),
            ]
        >
            {lines}
        </DataTable>
        <p class="hint">"Both from 1 to 5, as researchers judge from what was said. The gap is importance less satisfaction."</p>
    }
    .into_any()
}

fn line((job, footing): (Job, Footing)) -> impl IntoView {
    let gap = job.gap();
    view! {
        <tr>
            <Td label="Job">
                <a href=format!("/jobs/{}", job.id)>{job.statement}</a>
                " "
                {job.retired.then(|| view! { <Badge>"Retired"</Badge> })}
            </Td>
            <Td label="Importance" number=true>{job.importance}</Td>
            <Td label="Satisfaction" number=true>{job.satisfaction}</Td>
            <Td label="Gap" number=true>{gap}</Td>
            <Td label="Rests on">{rests_on(footing)}</Td>
        </tr>
    }
}
