//! `/themes/new` and `/themes/:theme/edit`.

use super::fields::ThemeFields;
use crate::{
    components::{Checkbox, Crumb, ErrorSummary, FormState, HiddenField, Page, SubmitButton},
    pages::{answer, param, ports, viewer},
    ports::ThemePage,
};
use leptos::prelude::*;

/// The form of a new theme.
#[component]
pub fn NewTheme() -> impl IntoView {
    let id = FormState::from_context().shown("id", Some(ports().findings.fresh()));
    view! {
        <Page title="New theme" width="narrow" breadcrumbs=vec![Crumb::new("Themes", "/themes")]>
            <ErrorSummary/>
            <form method="post" action="/themes/new" class="form">
                <HiddenField name="id" value=id/>
                <ThemeFields/>
                <SubmitButton label="Write it down"/>
            </form>
        </Page>
    }
}

/// The form that changes one.
#[component]
pub fn EditTheme() -> impl IntoView {
    let (port, viewer, theme) = (ports().findings, viewer(), param("theme"));
    let page = Suspend::new(async move {
        let page = match (viewer, theme) {
            (Ok(viewer), Ok(theme)) => port.theme(&viewer, theme).await,
            (Err(error), _) | (_, Err(error)) => Err(error),
        };
        answer(page, draw)
    });
    view! { <Suspense>{page}</Suspense> }
}

fn draw(page: ThemePage) -> impl IntoView {
    let theme = page.theme;
    view! {
        <Page
            title="Change the theme"
            width="narrow"
            breadcrumbs=vec![
                Crumb::new("Themes", "/themes"),
                Crumb::new(theme.title.clone(), format!("/themes/{}", theme.id)),
            ]
        >
            <ErrorSummary/>
            <form method="post" class="form">
                <HiddenField name="from-revision" value=theme.revision.to_string()/>
                <ThemeFields title=theme.title summary=theme.summary/>
                <Checkbox
                    name="retired"
                    label="Out of use"
                    hint="No longer true, or part of another. It stays in the list, at the end."
                    checked=theme.retired
                />
                <SubmitButton label="Save"/>
            </form>
        </Page>
    }
}
