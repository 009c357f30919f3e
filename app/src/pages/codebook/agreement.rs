//! `/codebook/agreement`: how far coders agree, tag by tag.

use super::words::{agreed, depth};
use crate::{
    components::{Column, Crumb, DataTable, EmptyState, Page, Td, counted},
    pages::{answer, ports, viewer},
    ports::{Agreed, AgreementPage, TagAgreement},
};
use leptos::prelude::*;

/// How far coders agree.
#[component]
pub fn Agreement() -> impl IntoView {
    let (port, viewer) = (ports().codebook, viewer());
    let page = Suspend::new(async move {
        let page = match viewer {
            Ok(viewer) => port.agreement(&viewer).await,
            Err(error) => Err(error),
        };
        answer(page, draw)
    });
    view! { <Suspense>{page}</Suspense> }
}

fn draw(page: AgreementPage) -> AnyView {
    let body = if page.interviews == 0 {
        view! {
            <EmptyState title="Nothing to compare yet">
                <p>"Two of you code the same interview, each without seeing the other’s marks. Once both have said that they are done, this page says how far they agree."</p>
                <p><a class="button button-primary" href="/interviews">"Choose an interview"</a></p>
            </EmptyState>
        }
        .into_any()
    } else {
        figures(page).into_any()
    };
    view! {
        <Page
            title="How far coders agree"
            lead="A theme stands on what was marked. Where two people mark the same sentences alike, the tag means something beyond its author."
            breadcrumbs=vec![
                Crumb::new("Interviews", "/interviews"),
                Crumb::new("Codebook", "/codebook"),
            ]
        >
            {body}
        </Page>
    }
    .into_any()
}

fn figures(page: AgreementPage) -> impl IntoView {
    let over = format!(
        "Over {} of {} that {} coded blind: {}.",
        counted(page.sentences, "sentence", "sentences"),
        counted(page.interviews, "interview", "interviews"),
        counted(page.coders.len(), "person", "people"),
        page.coders.join(", "),
    );
    view! {
        <p>{over}</p>
        {agreement_table(page.tags, true)}
        <h2>"How to read alpha"</h2>
        <p>
            "Krippendorff’s alpha is 1 where coders agree on every sentence, and 0 where they agree no more than if each had dealt out their tags at random; below 0 they agree less than that. A sentence counts as tagged where somebody marked a part of it with the tag or with one below it. Codings that were changed after their coder could see the others don’t count."
        </p>
        <ul class="prose-list">
            <li>"From 0.80 on, conclusions can rest on the tag: reliable."</li>
            <li>"From 0.67 to 0.80, they are tentative."</li>
            <li>"Below, the tag’s description needs work: talk about the sentences on which you differ, write down where the border is, and code the next interview."</li>
        </ul>
        <p class="hint">"The borders are those of K. Krippendorff, Content Analysis (2004). Few sentences make any figure shaky: look at how often each of you used the tag."</p>
    }
}

/// Tags with alpha and how often each coder used them; where only what is used matters, the others
/// are left out.
pub(in crate::pages) fn agreement_table(tags: Vec<TagAgreement>, all: bool) -> impl IntoView {
    let used = |tag: &TagAgreement| all || !matches!(tag.agreed, Agreed::NeverUsed);
    let lines = tags.into_iter().filter(used).map(line).collect_view();
    view! {
        <DataTable
            caption="Agreement on each tag"
            quiet_caption=true
            stack=true
            columns=vec![
                Column::text("Tag"),
                Column::text("Agreement (alpha)"),
                Column::text("Sentences on which each put it"),
            ]
        >
            {lines}
        </DataTable>
    }
}

fn line(tag: TagAgreement) -> impl IntoView {
    let said: Vec<String> =
        tag.said.into_iter().map(|(name, count)| format!("{name} {count}")).collect();
    view! {
        <tr>
            <Td label="Tag">
                <span class=depth(tag.depth)>
                    <a href=format!("/codebook/{}", tag.id)>{tag.name}</a>
                </span>
            </Td>
            <Td label="Agreement (alpha)">{agreed(tag.agreed)}</Td>
            <Td label="Sentences on which each put it">{said.join(", ")}</Td>
        </tr>
    }
}
