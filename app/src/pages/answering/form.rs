//! `/answer/:wave`: one page in sections, one form, every question skippable.

use super::{draft_name, promise::Promise};
use crate::{
    components::{
        Companion, EmptyState, ErrorSummary, ForgetDraft, FormState, GateGroup, Page, SubmitButton,
        TokenPanel, UnlinkableStatus, arrange,
    },
    domain::{Dimension, Item, ItemVersion, Mode, WaveId},
    pages::{answer, param, ports, viewer},
    ports::{AnswerPage, Answerable, TokenTerms},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The form of an open wave, or why there is none.
#[component]
pub fn Answer() -> impl IntoView {
    let by_name = use_query_map().read().get("mode").is_some_and(|mode| mode == "confidential");
    let (port, viewer, wave) = (ports().answering, viewer(), param("wave"));
    let page = Suspend::new(async move {
        let page = match (viewer, wave) {
            (Ok(viewer), Ok(wave)) => port.answer_page(&viewer, wave).await,
            (Err(error), _) | (_, Err(error)) => Err(error),
        };
        answer(page, move |page| draw(page, by_name))
    });
    view! { <Suspense>{page}</Suspense> }
}

/// Where a survey that leaves the choice is answered by name.
fn by_name_address(wave: WaveId) -> String {
    format!("/answer/{wave}?mode=confidential")
}

/// `by_name`: where the survey leaves the choice, they have chosen to be confidential.
fn draw(page: AnswerPage, by_name: bool) -> AnyView {
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
    // Only a form by name is posted, so one that came back is one.
    let by_name = !page.mode.takes_tokens()
        || page.mode.takes_sign_ins() && (by_name || came_back) && !has_token(&page);
    let token = page.token.clone().filter(|_| !by_name);
    let mode = if by_name { Mode::Confidential } else { page.mode };
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
            <Promise mode audience=page.audience.clone() closes=page.closes.clone()/>
            <p><a href=seen>"What can be seen of me, down to the smallest group"</a></p>
            {choice(&page, by_name)}
            {token.clone().map(|token| panel(page.wave, token))}
            <form
                method="post"
                class="survey"
                id="survey"
                data-mode=token.as_ref().map(|_| Mode::Unlinkable.name())
                data-wave=token.as_ref().map(|_| page.wave.to_string())
                data-team=token.as_ref().map(|token| token.team.to_string())
                data-key=token.as_ref().map(|token| token.key.clone())
            >
                {companion}
                <Sections items=page.items/>
                {open.then(|| end(page.wave, page.mode, token.is_some()))}
            </form>
        </Page>
    }
    .into_any()
}

fn has_token(page: &AnswerPage) -> bool {
    page.token.as_ref().is_some_and(|token| token.issued)
}

fn panel(wave: WaveId, token: TokenTerms) -> impl IntoView {
    view! { <TokenPanel wave team=token.team.to_string() key=token.key draft=draft_name(wave)/> }
}

/// Where a survey leaves the choice: which one this page is, and the way to the other.
fn choice(page: &AnswerPage, by_name: bool) -> Option<AnyView> {
    let wave = page.wave;
    match page.mode {
        Mode::Either if by_name => Some(
            view! {
                <p class="hint">
                    "You are answering confidentially, with your sign-in. "
                    <a href=format!("/answer/{wave}")>"Answer with a token instead"</a>
                    ", so that once the survey has closed nobody can tell which answers are yours."
                </p>
            }
            .into_any(),
        ),
        Mode::Either if !has_token(page) => Some(
            view! {
                <p class="hint">
                    "You are answering with a token. If you would rather not, or have no JavaScript, "
                    <a href=by_name_address(wave)>"answer confidentially instead"</a> "."
                </p>
            }
            .into_any(),
        ),
        _ => None,
    }
}

/// The end of the form: what sending means, and the button.
fn end(wave: WaveId, mode: Mode, by_token: bool) -> impl IntoView {
    if by_token {
        let without_script = mode.takes_sign_ins().then(|| by_name_address(wave));
        view! {
            <div class="survey-end">
                <p class="hint">
                    "Every question can be skipped. Until the survey closes you can come back to this page in this browser and send again: that replaces what you sent before."
                </p>
                <UnlinkableStatus without_script/>
                <SubmitButton label="Send my answers" waits=true/>
            </div>
        }
        .into_any()
    } else {
        view! {
            <div class="survey-end">
                <p class="hint">
                    "Every question can be skipped. After sending, your answers can’t be changed or taken back: they are stored without your name."
                </p>
                <SubmitButton label="Send my answers"/>
            </div>
        }
        .into_any()
    }
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
