//! `/guides/:guide/edit`: the next version of a guide.

use super::fields::GuideFields;
use crate::{
    components::{Crumb, ErrorSummary, HiddenField, Page, SubmitButton},
    pages::{answer, param, ports, viewer},
    ports::GuidePage,
};
use leptos::prelude::*;

/// The form for the next version.
#[component]
pub fn EditGuide() -> impl IntoView {
    let (port, viewer, guide) = (ports().guides, viewer(), param("guide"));
    let page = Suspend::new(async move {
        let page = match (viewer, guide) {
            (Ok(viewer), Ok(guide)) => port.guide(&viewer, guide, None).await,
            (Err(error), _) | (_, Err(error)) => Err(error),
        };
        answer(page, draw)
    });
    view! { <Suspense>{page}</Suspense> }
}

fn draw(page: GuidePage) -> impl IntoView {
    let guide = page.shown;
    view! {
        <Page
            title=format!("Change “{}”", guide.name)
            lead="Saving makes the next version. Interviews keep the version they used."
            width="narrow"
            breadcrumbs=vec![
                Crumb::new("Guides", "/guides"),
                Crumb::new(guide.name.clone(), format!("/guides/{}", guide.id)),
            ]
        >
            <ErrorSummary/>
            <form method="post" class="form">
                <HiddenField name="from-version" value=guide.current.version.to_string()/>
                <GuideFields
                    name=guide.name
                    purpose=guide.current.purpose
                    outline=guide.current.outline.to_string()
                />
                <SubmitButton label="Save as the next version"/>
            </form>
        </Page>
    }
}
