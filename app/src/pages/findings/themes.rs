//! `/themes`: all findings.

use super::rests_on;
use crate::{
    components::{Badge, Column, DataTable, EmptyState, Page, Td},
    domain::Theme,
    pages::{answer_part, ports, viewer},
    ports::Footing,
};
use leptos::prelude::*;

/// All themes, retired ones last.
#[component]
pub fn Themes() -> impl IntoView {
    let (port, viewer) = (ports().findings, viewer());
    let page = Suspend::new(async move {
        let themes = match viewer {
            Ok(viewer) => port.themes(&viewer).await,
            Err(error) => Err(error),
        };
        answer_part(themes, draw)
    });
    let actions = view! {
        <a class="button button-secondary" href="/jobs">"Jobs"</a>
        <a class="button button-primary" href="/themes/new">"New theme"</a>
    }
    .into_any();
    view! {
        <Page
            title="Themes"
            lead="What interviews and figures say together. A theme counts for the teams and people it rests on, not for the quotes."
            actions=actions
        >
            <Suspense>{page}</Suspense>
        </Page>
    }
}

fn draw(themes: Vec<(Theme, Footing)>) -> AnyView {
    if themes.is_empty() {
        return view! {
            <EmptyState title="No theme yet">
                <p>"When the same thing comes up in a third conversation, write it down as a sentence that could be wrong, and collect what speaks for it and against it."</p>
                <p><a class="button button-primary" href="/themes/new">"New theme"</a></p>
            </EmptyState>
        }
        .into_any();
    }
    let lines = themes.into_iter().map(line).collect_view();
    view! {
        <DataTable
            caption="All themes"
            quiet_caption=true
            stack=true
            columns=vec![
                Column::text("Theme"),
                Column::text("Rests on"),
                Column::number("For"),
                Column::number("Against"),
            ]
        >
            {lines}
        </DataTable>
    }
    .into_any()
}

fn line((theme, footing): (Theme, Footing)) -> impl IntoView {
    view! {
        <tr>
            <Td label="Theme">
                <a href=format!("/themes/{}", theme.id)>{theme.title}</a>
                " "
                {theme.retired.then(|| view! { <Badge>"Retired"</Badge> })}
            </Td>
            <Td label="Rests on">{rests_on(footing)}</Td>
            <Td label="For" number=true>{footing.supports}</Td>
            <Td label="Against" number=true>{footing.against}</Td>
        </tr>
    }
}
