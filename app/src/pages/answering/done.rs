//! `/answer/:wave/done`: which of one's answers count.

use super::draft_name;
use crate::{
    components::{ForgetDraft, Notice, Page, TokenPanel, Tone},
    pages::{answer, param, ports, viewer},
    ports::Answerable,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// How answers are stored of somebody who has just sent them by name, so while the survey is open.
const STORED: &str = "They are stored without your name and without the time. Until the survey closes, only somebody who has the database itself could still work out which are yours; at closing they are shuffled, and who answered is forgotten.";

fn until(closes: Option<String>) -> String {
    match closes {
        Some(closes) => {
            format!("The survey stays open until {closes}. Until then nobody sees any figure.")
        }
        None => "While the survey is open, nobody sees any figure.".to_owned(),
    }
}

/// Thanks, and what happens next.
#[component]
pub fn Done() -> impl IntoView {
    let again = use_query_map().read().get("again").is_some();
    let (port, viewer, wave) = (ports().answering, viewer(), param("wave"));
    let page = Suspend::new(async move {
        let page = match (viewer, wave) {
            (Ok(viewer), Ok(wave)) => port.answer_page(&viewer, wave).await,
            (Err(error), _) | (_, Err(error)) => Err(error),
        };
        answer(page, move |page| {
            let answered = page.answerable == Answerable::Answered;
            let closed = page.answerable == Answerable::Closed;
            // Whether answers came with a token of theirs nobody knows but their browser; without a
            // token none did.
            let by_token = page.token.clone().filter(|terms| terms.issued && !answered && !closed);
            let title = if answered || by_token.is_some() { "Thank you" } else { "Your answers" };
            let eyebrow = format!("{}, {}", page.program_name, page.period.title());
            let panel = by_token.as_ref().map(|terms| {
                let (team, key) = (terms.team.to_string(), terms.key.clone());
                view! { <TokenPanel wave=page.wave team key draft=draft_name(page.wave)/> }
            });
            let words = match (answered, again) {
                _ if panel.is_some() => view! {
                    <Notice tone=Tone::Success title="What you sent counts">
                        "It is stored without your name, without your sign-in and without the time. This server can’t tell whether you have answered, or which answers are yours; your browser can, and shows it below. "
                        <a href=format!("/answer/{}", page.wave)>"Change your answers"</a>
                    </Notice>
                }
                .into_any(),
                (true, true) => view! {
                    <Notice tone=Tone::Warning title="Your first answers count">
                        "You had sent answers to this survey before, perhaps from another tab. Those count; what you sent now was not stored."
                    </Notice>
                }
                .into_any(),
                (true, false) => view! {
                    <Notice tone=Tone::Success title="Your answers count">
                        {STORED}
                    </Notice>
                }
                .into_any(),
                // Who answered is forgotten at closing, so nothing can be said about it any more.
                (false, _) if closed => view! {
                    <Notice tone=Tone::Info title="This survey is closed">
                        "What arrived in time counts. Who answered was forgotten when it closed, so this page can’t say any more whether you did."
                    </Notice>
                }
                .into_any(),
                (false, _) => view! {
                    <Notice tone=Tone::Warning title="No answers of yours are stored">
                        "This survey has no answers from you."
                        {(page.answerable == Answerable::Yes)
                            .then(|| view! { " " <a href=format!("/answer/{}", page.wave)>"Answer it now"</a> })}
                    </Notice>
                }
                .into_any(),
            };
            view! {
                <Page title=title eyebrow=eyebrow width="narrow">
                    {(answered || closed).then(|| view! { <ForgetDraft draft=draft_name(page.wave)/> })}
                    {words}
                    {panel}
                    <h2>"What happens next"</h2>
                    <ul class="prose-list">
                        {(!closed).then(|| view! { <li>{until(page.closes)}</li> })}
                        <li>"Then the figures of groups are published, once, for everybody together."</li>
                        <li>"You will find those of the organisation and of your own team under Results."</li>
                    </ul>
                    <p>
                        <a href="/">"Go to the start page"</a>
                    </p>
                </Page>
            }
        })
    });
    view! { <Suspense>{page}</Suspense> }
}
