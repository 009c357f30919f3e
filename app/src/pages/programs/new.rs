//! `/programs/new`.

use super::fields::ProgramFields;
use crate::components::{Choice, Crumb, ErrorSummary, Page, Radios, SubmitButton};
use leptos::prelude::*;

/// The form of a new program.
#[component]
pub fn NewProgram() -> impl IntoView {
    view! {
        <Page title="New program" width="narrow" breadcrumbs=vec![Crumb::new("Programs", "/programs")]>
            <ErrorSummary/>
            <form method="post" class="form">
                <ProgramFields
                    name="Quarterly developer experience"
                    purpose="Once a quarter we ask what helps you and what holds you up. The platform team plans from what you say, and tells you what came of it."
                />
                <Radios
                    name="items"
                    label="What it asks"
                    value="standard"
                    choices=vec![
                        Choice::new("standard", "The standard set")
                            .with_hint("About thirty questions over ten dimensions, under ten minutes. You can change it afterwards."),
                        Choice::new("none", "Nothing yet").with_hint("You pick every item yourself."),
                    ]
                />
                <SubmitButton label="Create the program"/>
            </form>
        </Page>
    }
}
