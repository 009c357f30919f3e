//! `/consent/:token`: what is kept of somebody who was interviewed, for them alone.

use super::{
    fields::ConsentFields,
    interview::read,
    transcript::{part, shown},
};
use crate::{
    components::{ConfirmBox, EmptyState, ErrorSummary, Notice, Page, SubmitButton, Tone, counted},
    pages::{answer, ports},
    ports::ConsentPage,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The page of a link. Whoever holds it may see, change and withdraw.
#[component]
pub fn Consent() -> impl IntoView {
    let token = use_params_map().read().get("token").unwrap_or_default();
    let saved = use_query_map().read().get("saved").is_some();
    let port = ports().interviews;
    let part = part();
    let page = Suspend::new(async move {
        let page = port.consent(&token, part).await;
        answer(page, |page| draw(page, &token, saved, part.is_some()))
    });
    view! { <Suspense>{page}</Suspense> }
}

fn draw(page: Option<ConsentPage>, token: &str, saved: bool, of_transcript: bool) -> AnyView {
    let Some(page) = page else {
        return view! {
            <Page title="What we keep of our talk" width="narrow">
                <EmptyState title="Nothing is kept here">
                    <p>"Either it was taken back, or its time is over, or this link was replaced by a newer one. Ask whoever talked with you if you expected something."</p>
                </EmptyState>
            </Page>
        }
        .into_any();
    };
    let present = match &page.observer {
        Some(observer) => format!("{} asked, {observer} sat in", page.interviewer),
        None => format!("{} asked", page.interviewer),
    };
    let here = format!("/consent/{token}");
    let written: Vec<_> =
        page.notes.into_iter().filter(|note| !note.text.trim().is_empty()).collect();
    let mut count = counted(written.len(), "note", "notes");
    if page.transcript.is_some() {
        count.push_str(" and a transcript");
    }
    let transcript = page.transcript.map(|transcript| {
        let href = format!("{here}?part=");
        let parts = counted(transcript.parts, "part", "parts");
        let body = if of_transcript {
            shown(transcript, href)
        } else {
            view! { <p><a href=format!("{href}1")>{format!("Read it, in {parts}")}</a></p> }
                .into_any()
        };
        view! {
            <h2 id="transcript">"The transcript"</h2>
            {body}
        }
    });
    let notes = if written.is_empty() {
        view! { <p>"Nothing has been written down yet."</p> }.into_any()
    } else {
        written.into_iter().map(|note| read(note, true)).collect_view().into_any()
    };
    view! {
        <Page
            title="What we keep of our talk"
            lead=format!("On {}. {present}.", page.when)
            width="narrow"
        >
            {saved
                .then(|| view! { <Notice tone=Tone::Success>"Saved. It holds from now on."</Notice> })}
            <ErrorSummary/>
            <p>
                {format!("{count}, kept until {}. You can change what you agreed to, or take everything back, as long as anything is kept.", page.keep_until)}
            </p>
            <form method="post" action=here.clone() class="form">
                <ConsentFields consent=Some(page.consent)/>
                <SubmitButton label="Save"/>
            </form>
            <h2>"What was written down"</h2>
            {notes}
            {transcript}
            <ConfirmBox
                summary="Take everything back"
                heading="Take back everything you said?"
                action=format!("{here}/withdraw")
                confirm="Yes, remove it for good"
                danger=true
            >
                <p>"Every note of this talk is deleted, the transcript too, and that it was with you. That a talk took place stays. This can’t be undone. You need give no reason."</p>
            </ConfirmBox>
        </Page>
    }
    .into_any()
}
