//! `/themes/:theme`: one finding and what it stands on.

use super::{evidence::evidence, rests_on};
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
    let page = Suspend::new(async move {
        let page = match (viewer, theme) {
            (Ok(viewer), Ok(theme)) => port.theme(&viewer, theme).await,
            (Err(error), _) | (_, Err(error)) => Err(error),
        };
        answer(page, draw)
    });
    view! { <Suspense>{page}</Suspense> }
}

fn draw(page: ThemePage) -> AnyView {
    let theme = page.theme;
    let here = format!("/themes/{}", theme.id);
    let actions =
        view! { <a class="button button-secondary" href=format!("{here}/edit")>"Change"</a> }
            .into_any();
    let rests = format!("Rests on: {}.", rests_on(page.footing).to_lowercase());
    view! {
        <Page
            title=theme.title
            eyebrow="Theme"
            breadcrumbs=vec![Crumb::new("Themes", "/themes")]
            actions=actions
        >
            <ErrorSummary/>
            {theme.retired.then(|| view! { <p><Badge>"Retired"</Badge></p> })}
            <div class="said-note" inner_html=page.html></div>
            <p class="hint">{rests}</p>
            {evidence(&here, page.evidence, theme.withdrawn)}
            <p class="hint">
                "With its evidence, without names: " <a href=format!("{here}/export/md")>"Markdown"</a> ", "
                <a href=format!("{here}/export/csv")>"CSV"</a>
            </p>
        </Page>
    }
    .into_any()
}
