//! `/jobs`: the register of jobs, by the gap between importance and satisfaction.

use super::{may_change, rests_on};
use crate::{
    charts::GapLine,
    components::{Column, Crumb, DataTable, EmptyState, Page, Td},
    domain::Job,
    pages::{answer_part, ports, viewer},
    ports::Footing,
};
use leptos::prelude::*;

/// All jobs, the widest gap first.
#[component]
pub fn Jobs() -> impl IntoView {
    let (port, viewer, may_change) = (ports().findings, viewer(), may_change());
    let page = Suspend::new(async move {
        let jobs = match viewer {
            Ok(viewer) => port.jobs(&viewer).await,
            Err(error) => Err(error),
        };
        answer_part(jobs, |jobs| draw(jobs, may_change))
    });
    let new = may_change
        .then(|| view! { <a class="button button-primary" href="/jobs/new">"New job"</a> });
    view! {
        <Page
            title="Jobs"
            lead="What people try to get done. First those that matter most beside how well they are done today."
            breadcrumbs=vec![Crumb::new("Themes", "/themes")]
            actions=new.into_any()
        >
            <Suspense>{page}</Suspense>
        </Page>
    }
}

fn draw(jobs: Vec<(Job, Footing)>, may_change: bool) -> AnyView {
    if jobs.is_empty() {
        let new = may_change.then(|| {
            view! { <p><a class="button button-primary" href="/jobs/new">"New job"</a></p> }
        });
        return view! {
            <EmptyState title="No job yet">
                <p>"The guide “Jobs to be done” asks what people try to get done, how important it is to them, and how well it is done today. Each is written down as one sentence in their words."</p>
                {new}
            </EmptyState>
        }
        .into_any();
    }
    let (retired, used): (Vec<_>, Vec<_>) = jobs.into_iter().partition(|(it, _)| it.retired);
    let retired = (!retired.is_empty()).then(|| {
        let title = format!("Out of use ({})", retired.len());
        view! {
            <details class="fold">
                <summary>{title}</summary>
                {table("Jobs out of use", retired)}
            </details>
        }
    });
    let used = (!used.is_empty()).then(|| table("Jobs, by the gap", used));
    view! {
        <ul class="plot-legend gap-legend">
            <li><span class="gap-key gap-key-important" aria-hidden="true"></span>"How important it is"</li>
            <li><span class="gap-key gap-key-done" aria-hidden="true"></span>"How well it is done today"</li>
        </ul>
        {used}
        {retired}
        <p class="hint">"Both from 1 to 5, as researchers judge from what was said. The gap is importance less satisfaction."</p>
    }
    .into_any()
}

fn table(caption: &'static str, jobs: Vec<(Job, Footing)>) -> AnyView {
    let lines = jobs.into_iter().map(line).collect_view();
    view! {
        <DataTable
            caption=caption
            quiet_caption=true
            stack=true
            columns=vec![
                Column::text("Job"),
                Column::text("1 to 5"),
                Column::number("Gap"),
                Column::text("Rests on"),
            ]
        >
            {lines}
        </DataTable>
    }
    .into_any()
}

fn line((job, footing): (Job, Footing)) -> impl IntoView {
    let gap = job.gap();
    view! {
        <tr>
            <Td label="Job"><a href=format!("/jobs/{}", job.id)>{job.statement}</a></Td>
            <Td label="1 to 5">
                <GapLine importance=job.importance satisfaction=job.satisfaction/>
            </Td>
            <Td label="Gap" number=true>{gap}</Td>
            <Td label="Rests on">{rests_on(&footing)}</Td>
        </tr>
    }
}
