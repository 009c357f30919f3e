//! What stands where there is nothing to show.

use crate::{
    components::{EmptyState, Page},
    ports::PortError,
};
use leptos::prelude::*;

/// An address that leads nowhere.
#[component]
pub fn Missing() -> impl IntoView {
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(http::StatusCode::NOT_FOUND);
    }
    view! {
        <Page title="This page does not exist" width="narrow">
            <p>"The address may have a slip in it, or what it named is gone."</p>
            <p>
                <a href="/">"Go to the start page"</a>
            </p>
        </Page>
    }
}

/// A page of its own that says why another could not be drawn, and what to do.
pub(super) fn page(error: PortError) -> impl IntoView {
    let (title, words) = explained(error);
    view! {
        <Page title=title width="narrow">
            {paragraphs(words)}
            <p>
                <a href="/">"Go to the start page"</a>
            </p>
        </Page>
    }
}

/// The same in the place of a part of a page.
pub(super) fn part(error: PortError) -> impl IntoView {
    let (title, words) = explained(error);
    view! {
        <EmptyState title=title>
            {paragraphs(words)}
            <p>
                <a href="/">"Go to the start page"</a>
            </p>
        </EmptyState>
    }
}

fn paragraphs(words: &'static [&'static str]) -> AnyView {
    words.iter().map(|text| view! { <p>{*text}</p> }).collect_view().into_any()
}

/// What is the matter, why, and what to do.
fn explained(error: PortError) -> (&'static str, &'static [&'static str]) {
    match error {
        PortError::NotFound => (
            "There is nothing here",
            &["What this address names does not exist, or is not yours to see."],
        ),
        PortError::Forbidden => (
            "This is not yours to see",
            &["Your role does not reach this page. An administrator can change roles."],
        ),
        PortError::Unavailable => (
            "The server could not answer",
            &[
                "Nothing of yours is lost. Wait a moment and load the page again.",
                "If it stays like this, tell whoever runs this server: the cause is in its log.",
            ],
        ),
    }
}
