//! `/results/:wave`: the organisation in one quarter.

use super::{item_href, overview_href, team_href, waves::WavePicker};
use crate::{
    charts::{DimensionRows, HeatMap, ItemRows, ResponseBar},
    components::{Crumb, EmptyState, Notice, Page, Tone},
    pages::{answer, param, ports, viewer},
    report::views::OverviewView,
};
use leptos::prelude::*;

/// Response, dimensions with their change, team by dimension, items.
#[component]
pub fn Overview() -> impl IntoView {
    let (port, viewer, wave) = (ports().results, viewer(), param("wave"));
    let page = Suspend::new(async move {
        let page = match (viewer, wave) {
            (Ok(viewer), Ok(wave)) => port.overview(&viewer, wave).await,
            (Err(error), _) | (_, Err(error)) => Err(error),
        };
        answer(page, draw)
    });
    view! { <Suspense>{page}</Suspense> }
}

fn draw(page: OverviewView) -> impl IntoView {
    let head = page.head;
    let wave = head.wave;
    let picker = view! { <WavePicker head=head.clone() link=overview_href/> }.into_any();
    let organisation = page.organisation.name.clone();
    let heat = if page.heat.len() > 1 {
        view! {
            <section class="section" aria-labelledby="by-team">
                <h2 id="by-team">"By team"</h2>
                <p class="section-lead">
                    "The teams within your reach. A change is marked only where it is larger than chance would make it."
                </p>
                <HeatMap
                    head=head.clone()
                    columns=page.columns
                    rows=page.heat
                    link=move |team| team_href(wave, team)
                />
            </section>
        }
        .into_any()
    } else {
        view! {
            <EmptyState title="No team within your reach was published">
                <p>
                    {format!(
                        "Teams are shown from {} answers on. You see the organisation's figures here, and your own team's when there are enough.",
                        head.minimum,
                    )}
                </p>
            </EmptyState>
        }
        .into_any()
    };
    let imported = head.imported.then(|| {
        view! {
            <Notice tone=Tone::Info>
                "This wave was imported from another tool. It came without a roster, so how many were asked is not known."
            </Notice>
        }
    });
    view! {
        <Page
            title=format!("Results: {}, {}", head.program_name, head.period.title())
            heading=head.program_name.clone()
            eyebrow=head.period.title()
            breadcrumbs=vec![Crumb::new("Results", "/results")]
            actions=picker
        >
            {imported}
            {(!head.imported).then(|| view! { <ResponseBar team=page.organisation.clone()/> })}
            <section class="section" aria-labelledby="dimensions">
                <h2 id="dimensions">"Dimensions"</h2>
                <p class="section-lead">
                    "Scores from 0 to 100. The bar is the range in which the score of everybody invited lies, 19 times out of 20."
                </p>
                <DimensionRows head=head.clone() whose=organisation.clone() rows=page.dimensions/>
            </section>
            {heat}
            <section class="section" aria-labelledby="items">
                <h2 id="items">"Items"</h2>
                <ItemRows
                    caption=format!("Items of {organisation} in {}", head.period.title())
                    rows=page.items
                    minimum=head.minimum
                    link=move |item| item_href(wave, item)
                />
            </section>
        </Page>
    }
}
