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

/// Why a page could not be drawn, and what to do.
pub(super) fn trouble(error: PortError) -> impl IntoView {
    match error {
        PortError::NotFound => view! {
            <EmptyState title="There is nothing here">
                <p>"What this address names does not exist, or is not yours to see."</p>
                <p>
                    <a href="/">"Go to the start page"</a>
                </p>
            </EmptyState>
        }
        .into_any(),
        PortError::Forbidden => view! {
            <EmptyState title="This is not yours to see">
                <p>"Your role does not reach this page. An administrator can change roles."</p>
                <p>
                    <a href="/">"Go to the start page"</a>
                </p>
            </EmptyState>
        }
        .into_any(),
        PortError::Unavailable => view! {
            <EmptyState title="The server could not answer">
                <p>"Nothing of yours is lost. Wait a moment and load the page again."</p>
                <p>"If it stays like this, tell whoever runs this server: the cause is in its log."</p>
            </EmptyState>
        }
        .into_any(),
    }
}
