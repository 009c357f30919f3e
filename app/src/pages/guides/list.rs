//! `/guides`: all guides.

use crate::{
    components::{Badge, Column, DataTable, EmptyState, Page, Td, counted},
    domain::Guide,
    pages::{answer_part, ports, viewer},
};
use leptos::prelude::*;

/// All guides, retired ones last.
#[component]
pub fn Guides() -> impl IntoView {
    let (port, viewer) = (ports().guides, viewer());
    let page = Suspend::new(async move {
        let guides = match viewer {
            Ok(viewer) => port.guides(&viewer).await,
            Err(error) => Err(error),
        };
        answer_part(guides, draw)
    });
    let new =
        view! { <a class="button button-primary" href="/guides/new">"New guide"</a> }.into_any();
    view! {
        <Page
            title="Guides"
            lead="What to ask in an interview, and what to listen for. Surveys say what moved; interviews say why."
            actions=new
        >
            <Suspense>{page}</Suspense>
        </Page>
    }
}

fn draw(guides: Vec<Guide>) -> AnyView {
    if guides.is_empty() {
        return view! {
            <EmptyState title="No guide yet">
                <p>"A guide is a handful of questions in the order in which you mean to ask them."</p>
                <p>
                    <a class="button button-primary" href="/guides/new">"New guide"</a>
                </p>
            </EmptyState>
        }
        .into_any();
    }
    let lines = guides.into_iter().map(line).collect_view();
    view! {
        <DataTable
            caption="All guides"
            quiet_caption=true
            stack=true
            columns=vec![
                Column::text("Guide"),
                Column::number("Questions"),
                Column::text("Takes"),
                Column::number("Version"),
            ]
        >
            {lines}
        </DataTable>
    }
    .into_any()
}

fn line(guide: Guide) -> impl IntoView {
    let (prompts, minutes) = (guide.current.outline.prompts(), guide.current.outline.minutes());
    view! {
        <tr>
            <Td label="Guide">
                <a href=format!("/guides/{}", guide.id)>{guide.name}</a>
                " "
                {guide.retired.then(|| view! { <Badge>"Retired"</Badge> })}
                <span class="hint guide-purpose">{guide.current.purpose}</span>
            </Td>
            <Td label="Questions" number=true>{prompts}</Td>
            <Td label="Takes">{length(minutes)}</Td>
            <Td label="Version" number=true>{guide.current.version}</Td>
        </tr>
    }
}

/// Minutes in words, where there are any.
pub(super) fn length(minutes: u32) -> String {
    if minutes == 0 { "not said".to_owned() } else { counted(minutes, "minute", "minutes") }
}
