//! `/interviews`: all interviews, newest first.

use super::invite::answer_badge;
use crate::{
    components::{Badge, Column, DataTable, EmptyState, Page, Pagination, Td, Tone},
    domain::InterviewState,
    pages::{answer_part, ports, viewer},
    ports::{InterviewList, InterviewRow},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// All interviews.
#[component]
pub fn Interviews() -> impl IntoView {
    let (port, viewer) = (ports().interviews, viewer());
    let asked = use_query_map().read().get("page").and_then(|page| page.parse().ok());
    let page = Suspend::new(async move {
        let rows = match viewer {
            Ok(viewer) => port.interviews(&viewer, asked.unwrap_or(1)).await,
            Err(error) => Err(error),
        };
        answer_part(rows, draw)
    });
    let actions = view! {
        <a class="button button-secondary" href="/interviews/search">"Search"</a>
        <a class="button button-secondary" href="/codebook">"Codebook"</a>
        <a class="button button-secondary" href="/interviews/rotation">"Who is due"</a>
        <a class="button button-primary" href="/interviews/new">"Plan an interview"</a>
    }
    .into_any();
    view! {
        <Page
            title="Interviews"
            lead="Surveys say what moved; interviews say why. Only researchers see this page."
            actions=actions
        >
            <Suspense>{page}</Suspense>
        </Page>
    }
}

fn draw(list: InterviewList) -> AnyView {
    if list.rows.is_empty() {
        return view! {
            <EmptyState title="No interview yet">
                <p>
                    "Half an hour with one developer about the last change they shipped shows more than a guess about all of them. A "
                    <a href="/guides">"guide"</a> " says what to ask."
                </p>
                <p>
                    <a class="button button-primary" href="/interviews/new">"Plan an interview"</a>
                    " or see " <a href="/interviews/rotation">"who to talk with first"</a> "."
                </p>
            </EmptyState>
        }
        .into_any();
    }
    let lines = list.rows.into_iter().map(line).collect_view();
    view! {
        <DataTable
            caption="Interviews, newest first"
            quiet_caption=true
            stack=true
            columns=vec![
                Column::text("When"),
                Column::text("With"),
                Column::text("Team"),
                Column::text("Guide"),
                Column::text("Interviewer"),
            ]
        >
            {lines}
        </DataTable>
        <Pagination page=list.page pages=list.pages href="/interviews?page="/>
        {export()}
    }
    .into_any()
}

/// The way to take everything along.
fn export() -> AnyView {
    view! {
        <details class="fold">
            <summary>"Export all"</summary>
            <p>"Every interview that you may read, with highlights, codebook and themes, for other tools for qualitative data. Without names, a code stands for each person; names within the notes stay as they are. That you downloaded it is noted."</p>
            <ul class="plain-list">
                <li>
                    <a href="/interviews/export.qdpx" download="">"All as REFI-QDA (.qdpx)"</a>
                    " or "
                    <a href="/interviews/export.qdpx?names=yes" download="">"with names"</a>
                </li>
            </ul>
        </details>
    }
    .into_any()
}

/// Where an interview stands, as a badge.
pub(super) fn state_badge(state: InterviewState) -> impl IntoView {
    let tone = match state {
        InterviewState::Planned => Tone::Info,
        InterviewState::Held => Tone::Success,
        InterviewState::CalledOff | InterviewState::Withdrawn | InterviewState::Expired => {
            Tone::Neutral
        }
    };
    view! { <Badge tone=tone>{state.title()}</Badge> }
}

fn line(row: InterviewRow) -> impl IntoView {
    let interview = row.interview;
    let when = if row.may_read {
        view! { <a href=format!("/interviews/{}", interview.id)>{row.when}</a> }.into_any()
    } else {
        row.when.into_any()
    };
    let with = match (row.person, row.may_read) {
        (Some(person), _) => person,
        (None, false) => "For those present only".to_owned(),
        (None, true) => "–".to_owned(),
    };
    view! {
        <tr>
            <Td label="When">
                <span>
                    {when} " " {state_badge(interview.state)} " "
                    {row.answer.map(answer_badge)}
                </span>
            </Td>
            <Td label="With">{with}</Td>
            <Td label="Team">{row.team.unwrap_or_else(|| "–".to_owned())}</Td>
            <Td label="Guide">{row.guide}</Td>
            <Td label="Interviewer">{row.interviewer}</Td>
        </tr>
    }
}
