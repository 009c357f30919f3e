//! `/programs/:program/preview`: the survey as a respondent would see it.

use super::form::Sections;
use crate::{
    components::{Crumb, EmptyState, Notice, Page, Tone},
    domain::ProgramId,
    pages::{answer, param, ports, viewer},
};
use leptos::prelude::*;

/// The same questions in a form that goes nowhere.
#[component]
pub fn Preview() -> impl IntoView {
    let (port, viewer, program) = (ports().answering, viewer(), param::<ProgramId>("program"));
    let page = Suspend::new(async move {
        let id = program.ok();
        let page = match (viewer, program) {
            (Ok(viewer), Ok(program)) => port.preview(&viewer, program).await,
            (Err(error), _) | (_, Err(error)) => Err(error),
        };
        answer(page, move |page| {
            let href = id.map(|id| format!("/programs/{id}")).unwrap_or_default();
            let lead = format!("{} About {} minutes.", page.purpose, page.minutes);
            let questions = if page.items.is_empty() {
                view! {
                    <EmptyState title="Nothing is asked yet">
                        <p>"Add items to the program, then look again."</p>
                    </EmptyState>
                }
                .into_any()
            } else {
                view! { <Sections items=page.items/> }.into_any()
            };
            view! {
                <Page
                    title=format!("Preview of {}", page.program_name)
                    heading=page.program_name.clone()
                    eyebrow="Preview"
                    lead=lead
                    width="narrow"
                    breadcrumbs=vec![Crumb::new("Programs", "/programs"), Crumb::new(page.program_name, href)]
                >
                    <Notice tone=Tone::Info>
                        "This is what a respondent sees, below the words about who will see what. Try it: nothing is sent or kept."
                    </Notice>
                    <form class="survey" method="dialog">{questions}</form>
                </Page>
            }
        })
    });
    view! { <Suspense>{page}</Suspense> }
}
