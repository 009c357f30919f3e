//! `/people/new`: somebody who is not on the roster.

use super::fields::PersonFields;
use crate::components::{Crumb, ErrorSummary, Page, SubmitButton};
use leptos::prelude::*;

/// The form of a new person.
#[component]
pub fn NewPerson() -> impl IntoView {
    view! {
        <Page
            title="Add somebody"
            lead="For people who are on no team, such as a researcher from outside. Whoever is on a team comes with the roster."
            width="narrow"
            breadcrumbs=vec![Crumb::new("People", "/people")]
        >
            <ErrorSummary/>
            <form method="post" class="form">
                <PersonFields/>
                <SubmitButton label="Add them"/>
            </form>
        </Page>
    }
}
