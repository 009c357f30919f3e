//! `/programs`: all programs.

use crate::{
    components::{Badge, Column, DataTable, EmptyState, Page, Td, WaveBadge},
    pages::{answer_part, ports, viewer},
    ports::ProgramRow,
};
use leptos::prelude::*;

/// All programs, archived ones last.
#[component]
pub fn Programs() -> impl IntoView {
    let (port, viewer) = (ports().programs, viewer());
    let page = Suspend::new(async move {
        let rows = match viewer {
            Ok(viewer) => port.programs(&viewer).await,
            Err(error) => Err(error),
        };
        answer_part(rows, draw)
    });
    let new = view! { <a class="button button-primary" href="/programs/new">"New program"</a> }
        .into_any();
    view! {
        <Page title="Programs" lead="A program is a survey that comes back every quarter." actions=new>
            <Suspense>{page}</Suspense>
        </Page>
    }
}

fn draw(rows: Vec<ProgramRow>) -> AnyView {
    if rows.is_empty() {
        return view! {
            <EmptyState title="No program yet">
                <p>"Start from the standard set: about thirty questions, under ten minutes to answer."</p>
                <p>
                    <a class="button button-primary" href="/programs/new">"New program"</a>
                </p>
            </EmptyState>
        }
        .into_any();
    }
    let lines = rows.into_iter().map(line).collect_view();
    view! {
        <DataTable
            caption="All programs"
            quiet_caption=true
            stack=true
            columns=vec![
                Column::text("Program"),
                Column::number("Items"),
                Column::text("Schedule"),
                Column::text("Newest wave"),
            ]
        >
            {lines}
        </DataTable>
    }
    .into_any()
}

fn line(row: ProgramRow) -> impl IntoView {
    let schedule = if row.program.schedule.is_some() { "Every quarter" } else { "By hand" };
    let newest = row.newest.map(|newest| {
        view! {
            <a href=format!("/waves/{}", newest.wave.id)>{newest.wave.period.title()}</a>
            " "
            <WaveBadge state=newest.wave.state/>
        }
    });
    view! {
        <tr>
            <Td label="Program">
                <a href=format!("/programs/{}", row.program.id)>{row.program.name}</a>
                " "
                {row.program.archived.then(|| view! { <Badge>"Archived"</Badge> })}
            </Td>
            <Td label="Items" number=true>{row.items}</Td>
            <Td label="Schedule">{schedule}</Td>
            <Td label="Newest wave">{newest}</Td>
        </tr>
    }
}
