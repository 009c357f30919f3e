//! `/themes/:theme`: one finding and what it stands on.

use super::{evidence::evidence, may_change, stands_on};
use crate::{
    components::{Badge, Crumb, ErrorSummary, Page},
    pages::{answer, param, ports, viewer},
    ports::ThemePage,
};
use leptos::prelude::*;

/// One theme.
#[component]
pub fn ThemeView() -> impl IntoView {
    let (port, viewer, theme) = (ports().findings, viewer(), param("theme"));
    let may_change = may_change();
    let page = Suspend::new(async move {
        let page = match (viewer, theme) {
            (Ok(viewer), Ok(theme)) => port.theme(&viewer, theme).await,
            (Err(error), _) | (_, Err(error)) => Err(error),
        };
        answer(page, |page| draw(page, may_change))
    });
    view! { <Suspense>{page}</Suspense> }
}

fn draw(page: ThemePage, may_change: bool) -> AnyView {
    let theme = page.theme;
    let here = format!("/themes/{}", theme.id);
    let change = may_change.then(|| {
        view! { <a class="button button-secondary" href=format!("{here}/edit")>"Change"</a> }
    });
    let files = may_change.then(|| {
        view! {
            <p class="hint">
                "With its evidence, without names: " <a href=format!("{here}/export/md")>"Markdown"</a> ", "
                <a href=format!("{here}/export/csv")>"CSV"</a>
            </p>
        }
    });
    view! {
        <Page
            title=theme.title
            eyebrow="Theme"
            breadcrumbs=vec![Crumb::new("Themes", "/themes")]
            actions=change.into_any()
        >
            <ErrorSummary/>
            {theme.retired.then(|| view! { <p><Badge>"Out of use"</Badge></p> })}
            <div class="said-note" inner_html=page.html></div>
            <p class="hint">{stands_on(&page.ground.footing)}</p>
            {evidence(&here, page.ground, theme.withdrawn, may_change)}
            {files}
        </Page>
    }
    .into_any()
}
