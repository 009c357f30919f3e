//! `/interviews/search`: everything that was said, marked and found.

use crate::{
    components::{Badge, Choice, Crumb, EmptyState, Page, Select, SubmitButton, TextField, Tone},
    pages::{answer_part, ports, viewer},
    ports::{SearchChoices, SearchHit, SearchPage, SearchQuery},
};
use leptos::prelude::*;
use leptos_router::{hooks::use_query_map, location::Url};

/// The form, and what it found.
#[component]
pub fn Search() -> impl IntoView {
    let asked = |name: &str| use_query_map().read().get(name).unwrap_or_default();
    let query = SearchQuery {
        words: asked("q"),
        kind: asked("kind"),
        team: asked("team"),
        quarter: asked("quarter"),
        attribute: asked("attribute"),
        tag: asked("tag"),
        page: asked("page").parse().unwrap_or(1).max(1),
    };
    let (port, viewer) = (ports().search, viewer());
    let page = Suspend::new(async move {
        let page = match viewer {
            Ok(viewer) => port.search(&viewer, &query).await,
            Err(error) => Err(error),
        };
        answer_part(page, |page| draw(&query, page))
    });
    view! {
        <Page
            title="Search interviews"
            lead="Notes, highlights, themes and jobs. What is for those present only, nobody else finds."
            breadcrumbs=vec![Crumb::new("Interviews", "/interviews")]
        >
            <Suspense>{page}</Suspense>
        </Page>
    }
}

fn draw(query: &SearchQuery, page: SearchPage) -> AnyView {
    let found = match page.hits {
        None => ().into_any(),
        Some(hits) if hits.is_empty() => nothing(query).into_any(),
        Some(hits) => {
            let hits = hits.into_iter().map(hit).collect_view();
            view! {
                <h2 class="visually-hidden">"What was found"</h2>
                <ol class="hits">{hits}</ol>
                {steps(query, page.more)}
            }
            .into_any()
        }
    };
    view! {
        {form(query, page.choices)}
        {found}
    }
    .into_any()
}

/// A choice among values, the first of which is that it doesn’t matter.
fn choice(
    name: &'static str,
    label: &'static str,
    any: &'static str,
    value: &str,
    choices: Vec<(String, String)>,
) -> AnyView {
    let choices = choices.into_iter().map(|(value, name)| Choice::new(value, name));
    let choices = [Choice::new("", any)].into_iter().chain(choices).collect();
    view! { <Select name=name label=label value=value.to_owned() choices=choices/> }.into_any()
}

fn form(query: &SearchQuery, choices: SearchChoices) -> impl IntoView + use<> {
    let kinds =
        [("note", "Notes"), ("highlight", "Highlights"), ("theme", "Themes"), ("job", "Jobs")];
    let kinds = kinds.map(|(value, name)| (value.to_owned(), name.to_owned())).to_vec();
    let narrowed = [&query.kind, &query.team, &query.quarter, &query.attribute, &query.tag]
        .into_iter()
        .any(|value| !value.is_empty());
    view! {
        <form method="get" action="/interviews/search" class="form search-all" role="search">
            <div class="search">
                <TextField name="q" label="Words" kind="search" value=query.words.clone()/>
                <SubmitButton label="Search"/>
            </div>
            <details class="fold" open=narrowed>
                <summary>"Narrow it down"</summary>
                <div class="search-narrow">
                    {choice("kind", "What", "Everything", &query.kind, kinds)}
                    {choice("team", "Team", "Any team", &query.team, choices.teams)}
                    {choice("quarter", "Quarter", "Any quarter", &query.quarter, choices.quarters)}
                    {choice("attribute", "Who", "Anybody", &query.attribute, choices.attributes)}
                    {choice("tag", "Marked with", "Any tag, or none", &query.tag, choices.tags)}
                </div>
                <p class="hint">"Themes and jobs have no team, quarter or person of their own; only highlights have tags."</p>
            </details>
        </form>
    }
}

fn hit(hit: SearchHit) -> impl IntoView {
    let tone = match hit.kind {
        "Theme" | "Job" => Tone::Success,
        "Highlight" => Tone::Info,
        _ => Tone::Neutral,
    };
    let snippet = hit
        .snippet
        .into_iter()
        .map(
            |(text, found)| {
                if found { view! { <mark>{text}</mark> }.into_any() } else { text.into_any() }
            },
        )
        .collect_view();
    view! {
        <li class="hit">
            <p class="hit-title"><Badge tone=tone>{hit.kind}</Badge> " " <a href=hit.href>{hit.title}</a></p>
            <p class="hit-words">{snippet}</p>
        </li>
    }
}

/// The address of a page of this search.
fn address(query: &SearchQuery, page: u32) -> String {
    let parts = [
        ("q", &query.words),
        ("kind", &query.kind),
        ("team", &query.team),
        ("quarter", &query.quarter),
        ("attribute", &query.attribute),
        ("tag", &query.tag),
    ];
    let given = parts.into_iter().filter(|(_, value)| !value.is_empty());
    let given: String =
        given.map(|(name, value)| format!("{name}={}&", Url::escape(value))).collect();
    format!("/interviews/search?{given}page={page}")
}

/// The way to newer and to older ones. How many there are nobody counts: that would take longer
/// than finding them.
fn steps(query: &SearchQuery, more: bool) -> impl IntoView + use<> {
    let step = |page: u32, rel: &'static str, word: &'static str| {
        view! { <a class="pagination-step" rel=rel href=address(query, page)>{word}</a> }
    };
    let before = (query.page > 1).then(|| step(query.page - 1, "prev", "Newer"));
    let after = more.then(|| step(query.page + 1, "next", "Older"));
    (before.is_some() || after.is_some()).then(|| {
        view! { <nav class="pagination" aria-label="Pages">{before} {after}</nav> }
    })
}

fn nothing(query: &SearchQuery) -> AnyView {
    let alone = SearchQuery { words: query.words.clone(), page: 1, ..SearchQuery::default() };
    let words = format!(
        "Nothing that you may read has all of “{}” in it. Each word has to be there, or at least begin there.",
        query.words.trim()
    );
    let everywhere = (*query != alone).then(|| address(&alone, 1));
    let wider = everywhere.map(|href| {
        view! { <p><a href=href>"Look everywhere for these words"</a></p> }
    });
    view! {
        <EmptyState title="Nothing was found">
            <p>{words}</p>
            {wider}
        </EmptyState>
    }
    .into_any()
}
