//! `/themes`: all findings.

use super::{may_change, rests_on};
use crate::{
    components::{Column, DataTable, EmptyState, Page, Td},
    domain::Theme,
    pages::{answer_part, ports, viewer},
    ports::Footing,
};
use leptos::prelude::*;

/// All themes, those out of use folded away.
#[component]
pub fn Themes() -> impl IntoView {
    let (port, viewer, may_change) = (ports().findings, viewer(), may_change());
    let page = Suspend::new(async move {
        let themes = match viewer {
            Ok(viewer) => port.themes(&viewer).await,
            Err(error) => Err(error),
        };
        answer_part(themes, |themes| draw(themes, may_change))
    });
    let new = may_change
        .then(|| view! { <a class="button button-primary" href="/themes/new">"New theme"</a> });
    let actions = view! {
        <a class="button button-secondary" href="/jobs">"Jobs"</a>
        {new}
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

fn draw(themes: Vec<(Theme, Footing)>, may_change: bool) -> AnyView {
    if themes.is_empty() && may_change {
        return view! {
            <EmptyState title="No theme yet">
                <p>"When the same thing comes up in a third conversation, write it down as a sentence that could be wrong, and collect what speaks for it and against it."</p>
                <p><a class="button button-primary" href="/themes/new">"New theme"</a></p>
            </EmptyState>
        }
        .into_any();
    }
    let (retired, used): (Vec<_>, Vec<_>) = themes.into_iter().partition(|(it, _)| it.retired);
    let used = if used.is_empty() {
        view! {
            <EmptyState title="No theme yet">
                <p>"Researchers write down what interviews and figures say together. There is nothing yet, or nothing that still holds."</p>
            </EmptyState>
        }
        .into_any()
    } else {
        table("Themes", used)
    };
    let retired = (!retired.is_empty()).then(|| {
        let title = format!("Out of use ({})", retired.len());
        view! {
            <details class="fold">
                <summary>{title}</summary>
                {table("Themes out of use", retired)}
            </details>
        }
    });
    view! { {used} {retired} }.into_any()
}

fn table(caption: &'static str, themes: Vec<(Theme, Footing)>) -> AnyView {
    let lines = themes.into_iter().map(line).collect_view();
    view! {
        <DataTable
            caption=caption
            quiet_caption=true
            stack=true
            columns=vec![
                Column::text("Theme"),
                Column::text("Rests on"),
                Column::text("For and against"),
                Column::text("Newest"),
            ]
        >
            {lines}
        </DataTable>
    }
    .into_any()
}

fn line((theme, footing): (Theme, Footing)) -> impl IntoView {
    let newest = footing.newest.map_or_else(|| "–".to_owned(), |quarter| quarter.title());
    view! {
        <tr>
            <Td label="Theme"><a href=format!("/themes/{}", theme.id)>{theme.title}</a></Td>
            <Td label="Rests on">{rests_on(&footing)}</Td>
            <Td label="For and against">{footing.lean.title()}</Td>
            <Td label="Newest">{newest}</Td>
        </tr>
    }
}
