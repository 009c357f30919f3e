//! Lists of changes, each with its count and as much of it as anybody reads.

use crate::{
    components::{Column, DataTable, Td},
    ports::{Excerpt, PersonChange},
};
use leptos::prelude::*;

/// Longer lists are folded away under their count.
const OPEN: usize = 20;

/// Which of the two columns of a change say something.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sides {
    /// What is now.
    Before(&'static str),
    /// What will be.
    After(&'static str),
    /// Both.
    Both(&'static str, &'static str),
    /// The name says it all.
    Neither,
}

/// People who change in one way; nothing where there are none.
#[component]
pub(super) fn PeopleChanges(
    title: &'static str,
    lead: &'static str,
    sides: Sides,
    changes: Excerpt<PersonChange>,
) -> impl IntoView {
    if changes.total == 0 {
        return ().into_any();
    }
    let (before, after) = match sides {
        Sides::Before(before) => (Some(before), None),
        Sides::After(after) => (None, Some(after)),
        Sides::Both(before, after) => (Some(before), Some(after)),
        Sides::Neither => (None, None),
    };
    let total = changes.total;
    let more = changes.more();
    let lines = changes
        .rows
        .into_iter()
        .map(|change| {
            view! {
                <tr>
                    <th scope="row">{change.name}</th>
                    <Td label="E-mail">{change.email}</Td>
                    {before.map(|label| view! { <Td label=label>{or_dash(change.before)}</Td> })}
                    {after.map(|label| view! { <Td label=label>{or_dash(change.after)}</Td> })}
                </tr>
            }
        })
        .collect_view();
    let columns = [Some("Name"), Some("E-mail"), before, after];
    let table = view! {
        <DataTable
            caption=title
            quiet_caption=true
            stack=true
            columns=columns.into_iter().flatten().map(Column::text).collect()
        >
            {lines}
        </DataTable>
    }
    .into_any();
    section(title, lead, total, more, table)
}

/// Teams that change in one way; nothing where there are none.
#[component]
pub(super) fn TeamChanges(
    title: &'static str,
    lead: &'static str,
    teams: Excerpt<String>,
) -> impl IntoView {
    if teams.total == 0 {
        return ().into_any();
    }
    let more = teams.more();
    let lines = teams.rows.into_iter().map(|path| view! { <li>{path}</li> }).collect_view();
    section(title, lead, teams.total, more, view! { <ul>{lines}</ul> }.into_any())
}

fn section(
    title: &'static str,
    lead: &'static str,
    total: usize,
    more: usize,
    list: AnyView,
) -> AnyView {
    let rest = (more > 0).then(|| view! { <p class="quiet">{format!("And {more} more.")}</p> });
    let inside = if total <= OPEN {
        view! { {list} {rest} }.into_any()
    } else {
        view! {
            <details class="fold">
                <summary>{format!("Show {}", if more > 0 { "the first of them" } else { "all of them" })}</summary>
                {list}
                {rest}
            </details>
        }
        .into_any()
    };
    view! {
        <section class="section">
            <h2>{format!("{title}: {total}")}</h2>
            {(!lead.is_empty()).then(|| view! { <p class="section-lead">{lead}</p> })}
            {inside}
        </section>
    }
    .into_any()
}

fn or_dash(text: String) -> String {
    if text.is_empty() { "–".to_owned() } else { text }
}
