//! `/interviews/:interview/plan`: another time or place, somebody else who sits in.

use super::fields::PlanFields;
use crate::{
    components::{Crumb, ErrorSummary, Page, SubmitButton},
    pages::{answer, param, ports, viewer},
    ports::InterviewPage,
};
use leptos::prelude::*;

/// The form for a change of plan.
#[component]
pub fn Plan() -> impl IntoView {
    let (port, viewer, interview) = (ports().interviews, viewer(), param("interview"));
    let page = Suspend::new(async move {
        let page = match (viewer, interview) {
            (Ok(viewer), Ok(interview)) => port.interview(&viewer, interview).await,
            (Err(error), _) | (_, Err(error)) => Err(error),
        };
        answer(page, draw)
    });
    view! { <Suspense>{page}</Suspense> }
}

fn draw(page: InterviewPage) -> impl IntoView {
    let interview = page.row.interview;
    let with = page.row.person.unwrap_or_default();
    view! {
        <Page
            title="Change the plan"
            width="narrow"
            breadcrumbs=vec![
                Crumb::new("Interviews", "/interviews"),
                Crumb::new(with, format!("/interviews/{}", interview.id)),
            ]
        >
            <ErrorSummary/>
            <form method="post" class="form">
                <PlanFields
                    date=page.starts.0
                    time=page.starts.1
                    minutes=interview.minutes
                    place=interview.place
                    observer=page.observer.map(|(_, email)| email).unwrap_or_default()
                />
                <SubmitButton label="Save"/>
            </form>
        </Page>
    }
}
