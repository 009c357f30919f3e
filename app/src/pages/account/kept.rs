//! `/account/kept`: everything that is kept about whoever looks.

use crate::{
    components::{Crumb, Page, counted},
    pages::{answer_part, ports, viewer},
    ports::{Kept, KeptEntry, KeptSection},
};
use leptos::prelude::*;

/// Everything that is kept about the viewer.
#[component]
pub fn KeptAboutMe() -> impl IntoView {
    let (port, viewer) = (ports().account, viewer());
    let page = Suspend::new(async move {
        let kept = match viewer {
            Ok(viewer) => port.kept(&viewer).await,
            Err(error) => Err(error),
        };
        answer_part(kept, draw)
    });
    view! {
        <Page
            title="What is kept about you"
            lead="Everything that this server has with your name on it. Your answers to surveys are not among it: nothing says which of them are yours."
            width="narrow"
            breadcrumbs=vec![Crumb::new("Your account", "/account")]
        >
            <Suspense>{page}</Suspense>
        </Page>
    }
}

fn draw(kept: Kept) -> impl IntoView {
    let sections = kept.sections.into_iter().map(section).collect_view();
    view! {
        <p>
            "Take it along: "
            <a href="/account/kept.md" download="">"to be read (Markdown)"</a> " or "
            <a href="/account/kept.json" download="">"for programs (JSON)"</a>
        </p>
        {sections}
    }
}

fn section(section: KeptSection) -> AnyView {
    let entries = if section.entries.is_empty() {
        view! { <p class="quiet">"Nothing."</p> }.into_any()
    } else {
        section.entries.into_iter().map(entry).collect_view().into_any()
    };
    view! {
        <section class="section" id=section.key>
            <h2>{section.title}</h2>
            <p class="section-lead">{section.lead}</p>
            {entries}
        </section>
    }
    .into_any()
}

fn entry(entry: KeptEntry) -> impl IntoView {
    let title = (!entry.title.is_empty()).then(|| view! { <h3>{entry.title}</h3> });
    let facts = entry
        .facts
        .into_iter()
        .map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
        .collect_view();
    let (transcript, notes): (Vec<_>, Vec<_>) =
        entry.notes.into_iter().partition(|note| note.is_transcript);
    let notes = notes
        .into_iter()
        .map(|note| {
            view! {
                <div class="said">
                    <h4 class="said-prompt">{note.prompt}</h4>
                    <p class="said-author">{note.author}</p>
                    <div class="said-note" inner_html=note.html></div>
                </div>
            }
        })
        .collect_view();
    let transcript = (!transcript.is_empty()).then(|| {
        let parts = counted(transcript.len(), "part", "parts");
        let words = format!("And a transcript in {parts}, which is in what you take along.");
        view! { <p>{words}</p> }
    });
    view! {
        {title}
        <dl class="facts">{facts}</dl>
        {notes}
        {transcript}
    }
}
