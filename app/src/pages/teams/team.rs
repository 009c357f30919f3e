//! `/teams/:team`: one team, who is on it and what happened to it.

use super::{forms::TeamForms, tree::nodes};
use crate::{
    components::{
        Badge, Column, Crumb, DataTable, ErrorSummary, KeyFigure, KeyFigures, Page, Td, Tone, Tree,
    },
    pages::{answer, param, ports, viewer, viewing},
    ports::{TeamEvent, TeamPage, TeamPerson},
};
use leptos::prelude::*;

/// One team.
#[component]
pub fn Team() -> impl IntoView {
    let (port, viewer, team) = (ports().teams, viewer(), param("team"));
    let admin = viewing().0.is_some_and(|viewer| viewer.roles.admin);
    let page = Suspend::new(async move {
        let page = match (viewer, team) {
            (Ok(viewer), Ok(team)) => port.team(&viewer, team).await,
            (Err(error), _) | (_, Err(error)) => Err(error),
        };
        answer(page, |page| draw(page, admin))
    });
    view! { <Suspense>{page}</Suspense> }
}

fn draw(page: TeamPage, admin: bool) -> impl IntoView {
    let above = page.above.iter();
    let way = std::iter::once(Crumb::new("Teams", "/teams"))
        .chain(above.map(|team| Crumb::new(team.name.clone(), format!("/teams/{}", team.id))))
        .collect();
    let managers = match page.managers.as_slice() {
        [] => "Nobody on it is marked as its manager.".to_owned(),
        [one] => format!("Managed by {one}."),
        [rest @ .., last] => format!("Managed by {} and {last}.", rest.join(", ")),
    };
    let below = (!page.below.is_empty()).then(|| {
        view! {
            <section class="section">
                <h2>"Teams below"</h2>
                <Tree label="Teams below" nodes=nodes(&page.below)/>
            </section>
        }
    });
    let retired = page.team.retired;
    let all_below = page.team.people != page.team.here;
    view! {
        <Page title=page.team.name.clone() lead=managers breadcrumbs=way>
            {retired.then(|| view! { <p><Badge tone=Tone::Neutral>"Retired"</Badge></p> })}
            <ErrorSummary/>
            <KeyFigures>
                <KeyFigure label="People" value=page.team.here.to_string()/>
                {all_below
                    .then(|| {
                        view! {
                            <KeyFigure label="With all below" value=page.team.people.to_string()/>
                        }
                    })}
            </KeyFigures>
            {below}
            <People page=page.clone()/>
            <History history=page.history.clone()/>
            {admin.then(|| view! { <TeamForms page=page/> })}
        </Page>
    }
}

#[component]
fn People(page: TeamPage) -> impl IntoView {
    let people = page.people;
    if people.total == 0 {
        return view! {
            <section class="section">
                <h2>"People"</h2>
                <p class="quiet">"Nobody sits in this team itself."</p>
            </section>
        }
        .into_any();
    }
    let more = people.more();
    let lines = people.rows.into_iter().map(person).collect_view();
    view! {
        <section class="section">
            <h2>"People"</h2>
            <DataTable
                caption="People on this team, managers first"
                quiet_caption=true
                stack=true
                columns=vec![Column::text("Name"), Column::text("E-mail"), Column::text("Role")]
            >
                {lines}
            </DataTable>
            {(more > 0).then(|| view! { <p class="quiet">{format!("And {more} more.")}</p> })}
        </section>
    }
    .into_any()
}

fn person(person: TeamPerson) -> impl IntoView {
    let role = if person.manager { "Manager" } else { "Developer" };
    view! {
        <tr>
            <th scope="row">{person.name}</th>
            <Td label="E-mail">{person.email}</Td>
            <Td label="Role">{role}</Td>
        </tr>
    }
}

#[component]
fn History(history: Vec<TeamEvent>) -> impl IntoView {
    let lines = history
        .into_iter()
        .map(|event| {
            view! {
                <div>
                    <dt>{event.when}</dt>
                    <dd>{event.what}</dd>
                </div>
            }
        })
        .collect_view();
    view! {
        <section class="section">
            <h2>"What happened to it"</h2>
            <dl class="facts">{lines}</dl>
        </section>
    }
}
