//! `/results`: where there is something to see; with one program, straight to its newest wave.

use super::overview_href;
use crate::{
    components::{CardLink, EmptyState, Page},
    pages::{answer, ports, viewer},
    ports::PublishedProgram,
};
use leptos::prelude::*;
use leptos_router::components::Redirect;

/// Programs that have published something.
#[component]
pub fn Results() -> impl IntoView {
    let (port, viewer) = (ports().results, viewer());
    let page = Suspend::new(async move {
        let programs = match viewer {
            Ok(viewer) => port.published(&viewer).await,
            Err(error) => Err(error),
        };
        answer(programs, draw)
    });
    view! { <Suspense>{page}</Suspense> }
}

fn draw(programs: Vec<PublishedProgram>) -> AnyView {
    if let [only] = programs.as_slice()
        && let Some((wave, _)) = only.waves.last()
    {
        return view! { <Redirect path=overview_href(*wave)/> }.into_any();
    }
    let content = if programs.is_empty() {
        view! {
            <EmptyState title="Nothing is published yet">
                <p>"Figures appear here when the first survey has closed and is published."</p>
                <p>
                    <a href="/">"Go to the start page"</a>
                </p>
            </EmptyState>
        }
        .into_any()
    } else {
        programs.into_iter().map(card).collect_view().into_any()
    };
    view! {
        <Page title="Results" lead="What developers said, quarter by quarter." width="narrow">
            <div class="stack">{content}</div>
        </Page>
    }
    .into_any()
}

fn card(program: PublishedProgram) -> impl IntoView {
    let count = program.waves.len();
    let waves = if count == 1 { "One wave".to_owned() } else { format!("{count} waves") };
    program.waves.last().map(|(wave, period)| {
        let words = format!("{waves} published, the newest is {}.", period.title());
        view! {
            <CardLink href=overview_href(*wave) title=program.name.clone()>
                <p>{words}</p>
            </CardLink>
        }
    })
}
