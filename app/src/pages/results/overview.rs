//! `/results/:wave`: the organisation in one quarter.

use super::{drivers::Drivers, item_href, overview_href, team_href, waves::WavePicker};
use crate::{
    charts::{ChangeChip, DimensionRows, HeatMap, ItemRows, ResponseBar},
    components::{Crumb, EmptyState, Notice, Page, Tone, counted},
    domain::WaveId,
    pages::{answer, param, ports, viewer},
    report::{
        change::LARGEST_Q,
        views::{ClearChange, OverviewView, WaveHead},
    },
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
                        "Teams are shown from {} answers on. You see the organisation’s figures here, and your own team’s when there are enough.",
                        head.minimum,
                    )}
                </p>
            </EmptyState>
        }
        .into_any()
    };
    let changes = clear_changes(&head, page.clear_changes, page.compared);
    let drivers = page
        .drivers
        .map(|(item, drivers)| view! { <Drivers item drivers reliability=page.reliability/> });
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
            {changes}
            <section class="section" aria-labelledby="dimensions">
                <h2 id="dimensions">"Dimensions"</h2>
                <p class="section-lead">
                    "Scores from 0 to 100. The bar is the range in which the score of everybody invited lies, 19 times out of 20. A ring is the quarter before."
                </p>
                <DimensionRows head=head.clone() whose=organisation.clone() rows=page.dimensions/>
            </section>
            {heat}
            {drivers}
            <section class="section" aria-labelledby="items">
                <h2 id="items">"Items"</h2>
                <ItemRows
                    caption=format!("Items of {organisation} in {}", head.period.title())
                    rows=page.items
                    minimum=head.minimum
                    distribution_minimum=head.distribution_minimum
                    look_instead=None
                    link=move |item| item_href(wave, item)
                />
            </section>
            {downloads(wave)}
        </Page>
    }
}

/// The figures on this page as files.
fn downloads(wave: WaveId) -> impl IntoView {
    let link = |format: &str, name: &'static str, what: &'static str| {
        let href = format!("{}/figures/{format}", overview_href(wave));
        view! {
            <li>
                <a href=href download="" rel="external">{name}</a>
                <span class="hint">{what}</span>
            </li>
        }
    };
    view! {
        <section class="section" aria-labelledby="files">
            <h2 id="files">"Take the figures with you"</h2>
            <p class="section-lead">
                "Everything that you may see of this quarter, team by team and item by item, with a data dictionary. Withheld figures are withheld there as well, and comments stay here."
            </p>
            <ul class="downloads">
                {link("csv", "CSV", "for a spreadsheet: a .zip with a file a table")}
                {link("json", "JSON", "all tables in one file")}
                {link("parquet", "Parquet", "for data tools: a .zip with a file a table")}
            </ul>
        </section>
    }
}

/// What changed clearly since the quarter before, in the teams within reach; nothing where there
/// is no quarter to compare with.
fn clear_changes(head: &WaveHead, changes: Vec<ClearChange>, compared: u32) -> Option<AnyView> {
    if compared == 0 {
        return None;
    }
    let wave = head.wave;
    let looked_at = counted(compared, "comparison", "comparisons");
    let body = if changes.is_empty() {
        let lead = format!(
            "None within your reach, in {looked_at} of a team’s answers to a question with the quarter before. That is the usual thing: most moves from one quarter to the next are chance, and small teams can only show large ones.",
        );
        view! { <p class="section-lead">{lead}</p> }.into_any()
    } else {
        let lead = format!(
            "Of {looked_at} of a team’s answers to a question with the quarter before, these are the ones that chance alone would hardly have made. At most one in {} of them is expected to be false.",
            (1.0 / LARGEST_Q).round(),
        );
        let rows = changes
            .into_iter()
            .map(|change| {
                let item = item_href(wave, change.item.item);
                let team = team_href(wave, change.team.team.team);
                view! {
                    <li>
                        <a class="finding-team" href=team>{change.team.team.name}</a>
                        <a class="finding-item" href=item>{change.item.wording}</a>
                        <span class="finding-verdict">
                            <ChangeChip figures=change.figures since=change.since/>
                        </span>
                    </li>
                }
            })
            .collect_view();
        view! {
            <p class="section-lead">{lead}</p>
            <ul class="findings">{rows}</ul>
        }
        .into_any()
    };
    Some(
        view! {
            <section class="section" aria-labelledby="changed">
                <h2 id="changed">"Clear changes"</h2>
                {body}
            </section>
        }
        .into_any(),
    )
}
