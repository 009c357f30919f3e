//! `/results/:wave/items/:item`: one item, all teams within reach.

use super::{
    follow_up::{follow_up, may_interview},
    item_href, overview_href, team_href,
    voices::voices,
    waves::WavePicker,
};
use crate::{
    charts::{GroupRows, ItemTeamRows, ItemTrend},
    components::{Crumb, Page},
    pages::{answer, param, ports, viewer},
    report::views::ItemView,
};
use leptos::prelude::*;

/// The organisation's trend, then every team.
#[component]
pub fn ItemResults() -> impl IntoView {
    let (port, viewer, wave, item) = (ports().results, viewer(), param("wave"), param("item"));
    let may_ask = may_interview(&viewer);
    let page = Suspend::new(async move {
        let page = match (viewer, wave, item) {
            (Ok(viewer), Ok(wave), Ok(item)) => port.item_results(&viewer, wave, item).await,
            (Err(error), ..) | (_, Err(error), _) | (.., Err(error)) => Err(error),
        };
        answer(page, |page| draw(page, may_ask))
    });
    view! { <Suspense>{page}</Suspense> }
}

fn draw(page: ItemView, may_ask: bool) -> impl IntoView {
    let head = page.head;
    let (wave, item) = (head.wave, page.item.item);
    let picker =
        view! { <WavePicker head=head.clone() link=move |wave| item_href(wave, item)/> }.into_any();
    let wording = page.item.wording.clone();
    let root = page.teams.iter().find(|row| row.team.team.parent.is_none());
    let follow_up =
        root.filter(|_| may_ask).map(|row| follow_up(wave, row.team.team.team, Some(item)));
    let organisation =
        root.map_or_else(|| "the organisation".to_owned(), |row| row.team.team.name.clone());
    let trend = page.item.scale.range().is_some().then(|| {
        view! {
            <section class="section" aria-labelledby="trend">
                <h2 id="trend">"Over time"</h2>
                <ItemTrend whose=organisation head=head.clone() trend=page.trend verdict=page.verdict/>
            </section>
        }
    });
    let groups = page.groups.map(|groups| {
        let lead = format!(
            "What people of the same answer to “{}” say. Only where a team is large; a group is withheld where, with everything else that is published, it would show fewer than {} people.",
            groups.question, head.minimum,
        );
        view! {
            <section class="section" aria-labelledby="groups">
                <h2 id="groups">"By group"</h2>
                <p class="section-lead">{lead}</p>
                <GroupRows groups minimum=head.minimum/>
            </section>
        }
    });
    view! {
        <Page
            title=format!("{}: {wording}", head.period.title())
            heading=wording.clone()
            eyebrow=format!("{}, {}", page.item.dimension.title(), head.period.title())
            breadcrumbs=vec![
                Crumb::new("Results", "/results"),
                Crumb::new(format!("{}, {}", head.program_name, head.period.title()), overview_href(wave)),
            ]
            actions=picker
        >
            {trend}
            {groups}
            <section class="section" aria-labelledby="teams">
                <h2 id="teams">"By team"</h2>
                <p class="section-lead">
                    "Teams that contain teams first; then the others by their pooled figure, which draws small teams towards all others as far as chance explains the difference. By their plain shares the smallest teams would fill both ends. Where a figure is withheld, look at a larger team above."
                </p>
                <ItemTeamRows
                    caption=wording
                    scale=page.item.scale
                    rows=page.teams
                    minimum=head.minimum
                    link=move |team| team_href(wave, team)
                />
            </section>
            {voices(page.voices, &head, may_ask)}
            {follow_up}
        </Page>
    }
}
