//! `/audit`: who did what to the organisation. Never anything about answers.

use crate::{
    components::{Column, Crumb, DataTable, EmptyState, Page, Td, counted},
    pages::{answer_part, ports, viewer},
    ports::AuditLine,
};
use leptos::prelude::*;

/// The newest entries.
#[component]
pub fn Audit() -> impl IntoView {
    let (port, viewer) = (ports().people, viewer());
    let page = Suspend::new(async move {
        let lines = match viewer {
            Ok(viewer) => port.audit(&viewer).await,
            Err(error) => Err(error),
        };
        answer_part(lines, draw)
    });
    view! {
        <Page
            title="Audit log"
            lead="Who did what to the organisation and its surveys, the newest first. Who answered is not in it."
            breadcrumbs=vec![Crumb::new("People", "/people")]
        >
            <Suspense>{page}</Suspense>
        </Page>
    }
}

fn draw(lines: Vec<AuditLine>) -> AnyView {
    if lines.is_empty() {
        return view! {
            <EmptyState title="Nothing was done yet">
                <p>"Invitations, rosters and every step of a wave will be listed here."</p>
            </EmptyState>
        }
        .into_any();
    }
    let caption = format!(
        "The newest {}",
        counted(u32::try_from(lines.len()).unwrap_or(u32::MAX), "entry", "entries")
    );
    let rows = lines
        .into_iter()
        .map(|line| {
            view! {
                <tr>
                    <Td label="When">{line.at}</Td>
                    <Td label="Who">{line.who}</Td>
                    <Td label="What">{line.what}</Td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <DataTable
            caption=caption
            quiet_caption=true
            stack=true
            columns=vec![Column::text("When"), Column::text("Who"), Column::text("What")]
        >
            {rows}
        </DataTable>
    }
    .into_any()
}
