//! `/answer/:wave`: one page in sections, one form, every question skippable.

use super::{draft_name, promise::Promise};
use crate::{
    components::{
        Companion, EmptyState, ErrorSummary, ForgetDraft, FormState, GateGroup, Page, SubmitButton,
        arrange,
    },
    domain::{Dimension, Item, ItemVersion},
    pages::{answer, param, ports, viewer},
    ports::{AnswerPage, Answerable},
};
use leptos::prelude::*;

/// The form of an open wave, or why there is none.
#[component]
pub fn Answer() -> impl IntoView {
    let (port, viewer, wave) = (ports().answering, viewer(), param("wave"));
    let page = Suspend::new(async move {
        let page = match (viewer, wave) {
            (Ok(viewer), Ok(wave)) => port.answer_page(&viewer, wave).await,
            (Err(error), _) | (_, Err(error)) => Err(error),
        };
        answer(page, draw)
    });
    view! { <Suspense>{page}</Suspense> }
}

fn draw(page: AnswerPage) -> AnyView {
    let heading = page.program_name.clone();
    let eyebrow = page.period.title();
    let title = format!("Answer: {heading}, {eyebrow}");
    // A form that came back keeps what was typed, whatever became of the wave meanwhile.
    let came_back = FormState::from_context().is_sent();
    if page.answerable != Answerable::Yes && !(came_back && page.answerable == Answerable::Closed) {
        return view! {
            <Page title=title heading=heading eyebrow=eyebrow width="narrow">
                <WhyNot answerable=page.answerable draft=draft_name(page.wave)/>
            </Page>
        }
        .into_any();
    }
    let open = page.answerable == Answerable::Yes;
    let companion = if open {
        view! { <Companion draft=draft_name(page.wave)/> }.into_any()
    } else {
        // What was typed is on this page, to be copied; nothing of it stays in the browser.
        view! { <ForgetDraft draft=draft_name(page.wave)/> }.into_any()
    };
    let lead = format!("{} About {} minutes.", page.purpose, page.minutes);
    let seen = format!("/answer/{}/seen", page.wave);
    view! {
        <Page title=title heading=heading eyebrow=eyebrow lead=lead width="narrow">
            <ErrorSummary/>
            <Promise mode=page.mode audience=page.audience.clone() closes=page.closes.clone()/>
            <p><a href=seen>"What can be seen of me, down to the smallest group"</a></p>
            <form method="post" class="survey" id="survey">
                {companion}
                <Sections items=page.items/>
                {open
                    .then(|| {
                        view! {
                            <div class="survey-end">
                                <p class="hint">
                                    "Every question can be skipped. After sending, your answers can’t be changed or taken back: they are stored without your name."
                                </p>
                                <SubmitButton label="Send my answers"/>
                            </div>
                        }
                    })}
            </form>
        </Page>
    }
    .into_any()
}

/// The questions, one section a dimension, in the order of the survey.
#[component]
pub(super) fn Sections(
    /// What is asked, in order.
    items: Vec<Item>,
) -> impl IntoView {
    let total = sections(&items).len();
    sections(&items)
        .into_iter()
        .enumerate()
        .map(|(index, (dimension, versions))| {
            let id = format!("section-{}", index + 1);
            // A dimension can come twice: its part tells one from the other.
            let step = format!("part-{}", index + 1);
            let labelled = format!("{step} {id}");
            let questions = arrange(&versions)
                .into_iter()
                .map(|block| view! { <GateGroup block stored=|_| Vec::new()/> })
                .collect_view();
            view! {
                <section class="survey-section" aria-labelledby=labelled>
                    <p class="survey-step" id=step>{format!("Part {} of {total}", index + 1)}</p>
                    <h2 class="survey-heading" id=id>
                        {dimension.title()}
                    </h2>
                    {questions}
                </section>
            }
        })
        .collect_view()
}

/// Neighbours of one dimension belong together; a dimension that comes again later gets a section
/// of its own. A gated question follows its gate wherever that stands.
fn sections(items: &[Item]) -> Vec<(Dimension, Vec<ItemVersion>)> {
    let mut sections: Vec<(Dimension, Vec<ItemVersion>)> = Vec::new();
    for item in items {
        let gate = item.current.gate.as_ref().map(|gate| gate.item);
        let at_gate = gate.and_then(|gate| {
            sections
                .iter()
                .position(|(_, versions)| versions.iter().any(|version| version.item == gate))
        });
        let version = item.current.clone();
        match (at_gate, sections.last()) {
            (Some(index), _) => sections[index].1.push(version),
            (None, Some((dimension, _))) if *dimension == item.dimension => {
                if let Some((_, versions)) = sections.last_mut() {
                    versions.push(version);
                }
            }
            _ => sections.push((item.dimension, vec![version])),
        }
    }
    sections
}

#[component]
fn WhyNot(answerable: Answerable, draft: String) -> impl IntoView {
    // A draft that can't be sent any more has no business in the browser.
    let over = matches!(answerable, Answerable::Answered | Answerable::Closed);
    let (title, words) = match answerable {
        Answerable::Answered | Answerable::Yes => (
            "You have answered this survey",
            "Your answers count. They can’t be shown or changed: they are stored without your name.",
        ),
        Answerable::Closed => (
            "This survey is closed",
            "It takes no more answers. What came in is on the results pages once it is published.",
        ),
        Answerable::NotYet => {
            ("This survey has not opened yet", "You will find it on the start page when it does.")
        }
        Answerable::NotInvited => (
            "This survey does not ask you",
            "You were not on the roster on the day it opened. The next one will, if you are on it by then.",
        ),
    };
    view! {
        {over.then(|| view! { <ForgetDraft draft=draft/> })}
        <EmptyState title=title>
            <p>{words}</p>
            <p>
                <a href="/results">"See the results"</a> " or " <a href="/">"go to the start page"</a>
            </p>
        </EmptyState>
    }
}
