//! `/programs/:program/settings`: name, purpose, schedule, archive.

use super::fields::{GroupingField, ProgramFields};
use crate::{
    components::{ConfirmBox, Crumb, ErrorSummary, Page, SubmitButton},
    pages::{answer, param, ports, viewer},
    ports::ProgramView,
};
use leptos::prelude::*;

/// The settings of one program.
#[component]
pub fn Settings() -> impl IntoView {
    let (port, viewer, program) = (ports().programs, viewer(), param("program"));
    let minimum = ports().results.policy().grouping_minimum();
    let page = Suspend::new(async move {
        let page = match (viewer, program) {
            (Ok(viewer), Ok(program)) => port.program(&viewer, program).await,
            (Err(error), _) | (_, Err(error)) => Err(error),
        };
        answer(page, move |page| draw(page, minimum))
    });
    view! { <Suspense>{page}</Suspense> }
}

fn draw(page: ProgramView, minimum: u32) -> impl IntoView {
    let program = page.program;
    let href = format!("/programs/{}", program.id);
    let action = format!("{href}/archive");
    let archive = if program.archived {
        view! {
            <form method="post" action=action>
                <input type="hidden" name="archived" value="no"/>
                <SubmitButton label="Take it out of the archive" look="secondary"/>
            </form>
        }
        .into_any()
    } else {
        view! {
            <ConfirmBox
                summary="Archive this program"
                heading="Archive it?"
                action=action
                confirm="Yes, archive it"
                fields=vec![("archived".into(), "yes".into())]
            >
                <p>
                    "No more waves are drafted or opened by themselves. What was published stays, and you can take the program out of the archive again."
                </p>
            </ConfirmBox>
        }
        .into_any()
    };
    view! {
        <Page
            title=format!("Settings of {}", program.name)
            heading="Settings"
            eyebrow=program.name.clone()
            width="narrow"
            breadcrumbs=vec![Crumb::new("Programs", "/programs"), Crumb::new(program.name.clone(), href)]
        >
            <ErrorSummary/>
            <form method="post" class="form">
                <ProgramFields name=program.name purpose=program.purpose schedule=program.schedule mode=program.mode/>
                <GroupingField items=page.items grouping=program.grouping minimum/>
                <p class="hint">"Waves that are drafted already keep their dates and how answers are kept apart; dates can be changed on the wave’s page."</p>
                <SubmitButton label="Save"/>
            </form>
            <h2>"Archive"</h2>
            {archive}
        </Page>
    }
}
