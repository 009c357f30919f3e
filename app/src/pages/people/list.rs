//! `/people`: everybody, to be searched.

use super::fields::RoleBadges;
use crate::{
    components::{
        Choice, Column, DataTable, EmptyState, Page, Pagination, Select, SubmitButton, Td,
        TextField,
    },
    pages::{answer_part, ports, viewer},
    ports::{PeopleFilter, PeopleList, PersonRow, Presence},
};
use leptos::prelude::*;
use leptos_router::{hooks::use_query_map, location::Url};

/// The list, a page at a time.
#[component]
pub fn People() -> impl IntoView {
    let asked = |name: &str| use_query_map().read().get(name).unwrap_or_default();
    let filter = PeopleFilter {
        words: asked("q"),
        presence: Presence::parse(&asked("show")),
        page: asked("page").parse().unwrap_or(1),
    };
    let (port, viewer) = (ports().people, viewer());
    let page = Suspend::new(async move {
        let people = match viewer {
            Ok(viewer) => port.people(&viewer, &filter).await,
            Err(error) => Err(error),
        };
        answer_part(people, |people| draw(&filter, people))
    });
    let actions = view! {
        <a class="button button-secondary" href="/audit">"Audit log"</a>
        <a class="button button-secondary" href="/people/invitations">"Invite everybody"</a>
        <a class="button button-primary" href="/people/new">"Add somebody"</a>
    }
    .into_any();
    view! {
        <Page
            title="People"
            lead="Everybody who can sign in, and what they may do. Teams come from the roster."
            actions=actions
        >
            <Suspense>{page}</Suspense>
        </Page>
    }
}

fn draw(filter: &PeopleFilter, people: PeopleList) -> AnyView {
    if people.everybody == 0 {
        return view! {
            <EmptyState title="Nobody is here yet">
                <p>"Bring everybody in with a roster: a file with a line for each person."</p>
                <p>
                    <a class="button button-primary" href="/roster">"Bring in the roster"</a>
                </p>
            </EmptyState>
        }
        .into_any();
    }
    let found = people.found;
    let count = match (found, filter.words.trim().is_empty()) {
        (1, _) => "One person.".to_owned(),
        (_, true) => format!("{found} people, by name."),
        (_, false) => format!("{found} people match, by name."),
    };
    let table = if found == 0 {
        nobody(filter)
    } else {
        let lines = people.rows.into_iter().map(line).collect_view();
        view! {
            <p class="hint">{count}</p>
            <DataTable
                caption="People"
                quiet_caption=true
                stack=true
                columns=vec![
                    Column::text("Name"),
                    Column::text("E-mail"),
                    Column::text("Team"),
                    Column::text("Roles"),
                ]
            >
                {lines}
            </DataTable>
        }
        .into_any()
    };
    let href =
        format!("/people?q={}&show={}&page=", Url::escape(&filter.words), filter.presence.name());
    view! {
        <Search filter=filter.clone()/>
        {table}
        <Pagination page=people.page pages=people.pages href=href/>
    }
    .into_any()
}

#[component]
fn Search(filter: PeopleFilter) -> impl IntoView {
    view! {
        <form method="get" action="/people" class="search" role="search">
            <TextField name="q" label="Name, e-mail or team" kind="search" value=filter.words/>
            <Select
                name="show"
                label="Show"
                value=filter.presence.name()
                choices=vec![
                    Choice::new("here", "Who is here"),
                    Choice::new("left", "Who has left"),
                    Choice::new("all", "Everybody"),
                ]
            />
            <SubmitButton label="Search" look="secondary"/>
        </form>
    }
}

fn nobody(filter: &PeopleFilter) -> AnyView {
    if filter.words.trim().is_empty() {
        let title = match filter.presence {
            Presence::Left => "Nobody has left",
            Presence::Here | Presence::All => "Nobody is here any more",
        };
        return view! {
            <EmptyState title=title>
                <p>
                    <a href="/people?show=all">"Show everybody"</a>
                </p>
            </EmptyState>
        }
        .into_any();
    }
    let words = format!("No name, address or team here has “{}” in it.", filter.words.trim());
    let elsewhere = (filter.presence != Presence::All)
        .then(|| format!("/people?q={}&show=all", Url::escape(&filter.words)));
    view! {
        <EmptyState title="Nobody matches">
            <p>{words}</p>
            <p>
                {elsewhere
                    .map(|href| view! { <a href=href>"Look among everybody"</a> " or " })}
                <a href="/people">"show who is here"</a>
            </p>
        </EmptyState>
    }
    .into_any()
}

fn line(row: PersonRow) -> impl IntoView {
    let person = row.person;
    view! {
        <tr>
            <Td label="Name">
                <a href=format!("/people/{}", person.id)>{person.name}</a>
            </Td>
            <Td label="E-mail">{person.email.to_string()}</Td>
            <Td label="Team">{row.team.unwrap_or_else(|| "–".into())}</Td>
            <Td label="Roles"><RoleBadges roles=person.roles left=person.left/></Td>
        </tr>
    }
}
