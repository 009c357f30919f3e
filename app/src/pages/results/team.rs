//! `/results/:wave/teams/:team`: one team, its trends first.

use super::{
    follow_up::{follow_up, may_interview},
    item_href, overview_href, team_href,
    voices::voices,
    waves::WavePicker,
};
use crate::{
    charts::{DimensionTrends, ItemRows, ResponseBar, TeamTimeline},
    components::{Crumb, Page},
    pages::{answer, param, ports, viewer},
    report::views::{CommentGroup, TeamRow, TeamView, WaveHead},
};
use leptos::prelude::*;

/// Trends of each dimension, then items, then comments.
#[component]
pub fn TeamResults() -> impl IntoView {
    let (port, viewer, wave, team) = (ports().results, viewer(), param("wave"), param("team"));
    let may_ask = may_interview(&viewer);
    let page = Suspend::new(async move {
        let page = match (viewer, wave, team) {
            (Ok(viewer), Ok(wave), Ok(team)) => port.team(&viewer, wave, team).await,
            (Err(error), ..) | (_, Err(error), _) | (.., Err(error)) => Err(error),
        };
        answer(page, |page| draw(page, may_ask))
    });
    view! { <Suspense>{page}</Suspense> }
}

fn draw(page: TeamView, may_ask: bool) -> impl IntoView {
    let head = page.head;
    let wave = head.wave;
    let team = page.team.team;
    let name = page.team.name.clone();
    let mut breadcrumbs = vec![Crumb::new("Results", "/results")];
    breadcrumbs.push(Crumb::new(
        format!("{}, {}", head.program_name, head.period.title()),
        overview_href(wave),
    ));
    breadcrumbs.extend(page.above.into_iter().map(|row| {
        if row.within_reach {
            Crumb::new(row.team.name, team_href(wave, row.team.team))
        } else {
            Crumb::plain(row.team.name)
        }
    }));
    let picker =
        view! { <WavePicker head=head.clone() link=move |wave| team_href(wave, team)/> }.into_any();
    let look_instead = page.look_instead.map(|row| (row.team.name, team_href(wave, row.team.team)));
    let timeline = page.timeline.map(|timeline| {
        view! {
            <section class="section" aria-labelledby="timeline">
                <h2 id="timeline">"Surveys and interviews"</h2>
                <TeamTimeline whose=name.clone() timeline/>
            </section>
        }
    });
    let comments = comments(page.comments, &head, page.team.depth == 0);
    view! {
        <Page
            title=format!("{name}, {}", head.period.title())
            heading=name.clone()
            eyebrow=head.period.title()
            breadcrumbs=breadcrumbs
            actions=picker
        >
            {(!head.imported).then(|| view! { <ResponseBar team=page.team.clone()/> })}
            {below(page.below, wave)}
            <section class="section" aria-labelledby="trends">
                <h2 id="trends">"Over time"</h2>
                <p class="section-lead">
                    "Each dimension’s score from 0 to 100. The band is the range in which the score of everybody invited lies, 19 times out of 20. The fewer answered, the wider it is, and moves within it tell little."
                </p>
                <DimensionTrends head=head.clone() team=name.clone() trends=page.trends look_instead=look_instead.clone()/>
            </section>
            {timeline}
            {voices(page.voices, &head, may_ask)}
            <section class="section" aria-labelledby="items">
                <h2 id="items">"Items"</h2>
                <ItemRows
                    caption=format!("Items of {name} in {}", head.period.title())
                    rows=page.items
                    minimum=head.minimum
                    distribution_minimum=head.distribution_minimum
                    look_instead=look_instead.clone()
                    link=move |item| item_href(wave, item)
                />
            </section>
            {comments}
            {may_ask.then(|| follow_up(wave, team, None))}
        </Page>
    }
}

fn below(teams: Vec<TeamRow>, wave: crate::domain::WaveId) -> impl IntoView {
    (!teams.is_empty()).then(|| {
        let links = teams
            .into_iter()
            .map(|row| {
                let href = team_href(wave, row.team.team);
                view! {
                    <li>
                        <a href=href>{row.team.name}</a>
                    </li>
                }
            })
            .collect_view();
        view! {
            <nav class="team-links" aria-labelledby="teams-below">
                <p class="team-links-title" id="teams-below">"Teams below"</p>
                <ul class="team-links-list">{links}</ul>
            </nav>
        }
    })
}

/// Comments by question, in the random order of the release.
fn comments(groups: Vec<CommentGroup>, head: &WaveHead, root: bool) -> AnyView {
    if groups.is_empty() {
        let words = if root {
            "No comment is shown for the organisation as a whole: each is shown with the smallest team that has enough responses."
                .to_owned()
        } else {
            format!(
                "No comment is shown for this team. Comments need groups of {} responses or more, and each is shown with the smallest such team; those of a smaller team are with the teams above.",
                head.comments_minimum,
            )
        };
        return view! {
            <section class="section" aria-labelledby="comments">
                <h2 id="comments">"Comments"</h2>
                <p class="hint">{words}</p>
            </section>
        }
        .into_any();
    }
    let groups = groups
        .into_iter()
        .map(|CommentGroup { wording, texts }| {
            let texts = texts
                .into_iter()
                .map(|text| view! { <li class="comment">{text}</li> })
                .collect_view();
            view! {
                <h3>{wording}</h3>
                <ul class="comments">{texts}</ul>
            }
        })
        .collect_view();
    view! {
        <section class="section" aria-labelledby="comments">
            <h2 id="comments">"Comments"</h2>
            <p class="section-lead">"In random order, and nothing shows which come from one person."</p>
            {groups}
        </section>
    }
    .into_any()
}
