//! `/guides/:guide`: one guide as an interviewer reads it, in its newest version or the one asked
//! for by `?version=`.

use super::list::length;
use crate::{
    components::{Badge, ConfirmBox, Crumb, HiddenField, Notice, Page, SubmitButton, counted},
    domain::guide::{Prompt, Section},
    pages::{answer, param, ports, viewer},
    ports::{GuidePage, PortError},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// One guide.
#[component]
pub fn Guide() -> impl IntoView {
    let version = match use_query_map().read().get("version") {
        None => Ok(None),
        Some(text) => text.parse().map(Some).map_err(|_| PortError::NotFound),
    };
    let (port, viewer, guide) = (ports().guides, viewer(), param("guide"));
    let page = Suspend::new(async move {
        let page = match (viewer, guide, version) {
            (Ok(viewer), Ok(guide), Ok(version)) => port.guide(&viewer, guide, version).await,
            (Err(error), ..) | (_, Err(error), _) | (.., Err(error)) => Err(error),
        };
        answer(page, draw)
    });
    view! { <Suspense>{page}</Suspense> }
}

fn draw(page: GuidePage) -> AnyView {
    let current = page.is_current();
    let GuidePage { versions, shown } = page;
    let here = format!("/guides/{}", shown.id);
    let outline = shown.current.outline;
    let facts = format!(
        "{}, {}",
        counted(outline.prompts(), "question", "questions"),
        length(outline.minutes()),
    );
    let old = (!current).then(|| {
        let newest = here.clone();
        view! {
            <Notice>
                "This version is followed by a newer one. " <a href=newest>"See the newest"</a>
            </Notice>
        }
    });
    let actions = current.then(|| {
        view! { <a class="button button-secondary" href=format!("{here}/edit")>"Change"</a> }
            .into_any()
    });
    let sections = outline.sections().iter().map(section).collect_view();
    let others = versions
        .iter()
        .map(|guide| {
            let version = guide.current.version;
            let label = format!("Version {version}");
            if guide.current.id == shown.current.id {
                view! { <li aria-current="true">{label}</li> }.into_any()
            } else {
                view! { <li><a href=format!("{here}?version={version}")>{label}</a></li> }
                    .into_any()
            }
        })
        .collect_view();
    view! {
        <Page
            title=shown.name.clone()
            eyebrow="Guide"
            lead=shown.current.purpose
            width="narrow"
            breadcrumbs=vec![Crumb::new("Guides", "/guides")]
            actions=actions.unwrap_or_else(|| ().into_any())
        >
            {old}
            <p class="guide-facts">
                {facts} " " {shown.retired.then(|| view! { <Badge>"Retired"</Badge> })}
            </p>
            {sections}
            <h2>"Versions"</h2>
            <ul class="plain-list guide-versions">{others}</ul>
            {current.then(|| retirement(&here, shown.retired))}
        </Page>
    }
    .into_any()
}

fn section(section: &Section) -> impl IntoView + use<> {
    let minutes = section.minutes.map(|minutes| {
        view! { <span class="guide-minutes">{format!("{minutes} min")}</span> }
    });
    let prompts = section.prompts.iter().map(prompt).collect_view();
    view! {
        <section class="guide-section">
            <h2 class="guide-heading">{section.title.clone()} {minutes}</h2>
            <ol class="guide-prompts">{prompts}</ol>
        </section>
    }
}

fn prompt(prompt: &Prompt) -> impl IntoView + use<> {
    let hint = (!prompt.hint.is_empty())
        .then(|| view! { <p class="guide-hint">{prompt.hint.clone()}</p> });
    view! { <li><p class="guide-prompt">{prompt.text.clone()}</p> {hint}</li> }
}

fn retirement(here: &str, retired: bool) -> AnyView {
    let action = format!("{here}/retire");
    if retired {
        return view! {
            <form method="post" action=action class="form">
                <HiddenField name="retired" value="no"/>
                <SubmitButton label="Take it back into use" look="secondary"/>
            </form>
        }
        .into_any();
    }
    view! {
        <ConfirmBox
            summary="Retire this guide"
            heading="Retire this guide?"
            action=action
            confirm="Yes, retire it"
            fields=vec![("retired".to_owned(), "yes".to_owned())]
        >
            <p>"It can’t be chosen for new interviews. Interviews that used it keep it, and you can take it back into use."</p>
        </ConfirmBox>
    }
    .into_any()
}
