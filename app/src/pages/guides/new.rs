//! `/guides/new`.

use super::fields::{FIRST_OUTLINE, GuideFields};
use crate::components::{Crumb, ErrorSummary, Page, SubmitButton};
use leptos::prelude::*;

/// The form of a new guide.
#[component]
pub fn NewGuide() -> impl IntoView {
    view! {
        <Page
            title="New guide"
            lead="Ask for one real story and stay with it. What people did says more than what they think they do."
            width="narrow"
            breadcrumbs=vec![Crumb::new("Guides", "/guides")]
        >
            <ErrorSummary/>
            <form method="post" class="form">
                <GuideFields outline=FIRST_OUTLINE/>
                <SubmitButton label="Create the guide"/>
            </form>
        </Page>
    }
}
