//! `/invitation/:token`: an invitation to an interview, for whoever was invited. Opening it changes
//! nothing: programs that look for dangerous links open every one in a mail.

use crate::{
    components::{EmptyState, ErrorSummary, Notice, Page, Tone, counted},
    domain::Answer,
    pages::{answer, ports},
    ports::{InvitationPage, InvitationState},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The page of a link. Whoever holds it may answer.
#[component]
pub fn Invitation() -> impl IntoView {
    let token = use_params_map().read().get("token").unwrap_or_default();
    let port = ports().rotation;
    let page = Suspend::new(async move {
        let page = port.invitation(&token).await;
        answer(page, |page| draw(page, &token))
    });
    view! { <Suspense>{page}</Suspense> }
}

fn draw(page: Option<InvitationPage>, token: &str) -> AnyView {
    let Some(page) = page else {
        return view! {
            <Page title="An invitation" width="narrow">
                <EmptyState title="This link leads nowhere">
                    <p>"Perhaps a newer e-mail has a newer link, or what it was about is no longer kept. Ask whoever invited you."</p>
                </EmptyState>
            </Page>
        }
        .into_any();
    };
    let asks = page.interviewer.clone();
    let body = match page.state {
        InvitationState::Open => open(&page, token),
        InvitationState::CalledOff => view! {
            <Notice tone=Tone::Info title="Called off">
                <p>{format!("{asks} has called this talk off. You need do nothing.")}</p>
            </Notice>
        }
        .into_any(),
        InvitationState::Over => view! {
            <Notice tone=Tone::Info title="Its time has come">
                <p>{format!("Nothing can be changed here any more. Write to {asks} if something is in the way.")}</p>
            </Notice>
        }
        .into_any(),
    };
    view! {
        <Page
            title=format!("A talk with {}", page.interviewer)
            lead=format!("{}, {}", page.when, counted(page.minutes, "minute", "minutes"))
            width="narrow"
        >
            <ErrorSummary/>
            {said(&page)}
            {facts(&page)}
            {body}
        </Page>
    }
    .into_any()
}

/// What they said, and what follows from it.
fn said(page: &InvitationPage) -> AnyView {
    let asks = &page.interviewer;
    let until = page.not_before.clone().unwrap_or_default();
    let (tone, title, words) = match page.answer {
        _ if page.state == InvitationState::CalledOff => return ().into_any(),
        Answer::Waiting => return ().into_any(),
        Answer::Accepted => (
            Tone::Success,
            "You’re coming",
            format!("{asks} knows. If the time changes, you hear of it."),
        ),
        Answer::Declined => (
            Tone::Info,
            "You can’t come",
            format!("The talk is called off, and {asks} knows. You need give no reason. Take it out of your calendar if it is there."),
        ),
        Answer::NotNow => (
            Tone::Info,
            "Not now",
            format!("The talk is called off, and nobody asks you before {until}. Take it out of your calendar if it is there."),
        ),
        Answer::Never => (
            Tone::Info,
            "You won’t be asked again",
            "The talk is called off, and nobody plans another one with you. Take it out of your calendar if it is there.".to_owned(),
        ),
    };
    let again = (page.state == InvitationState::Open)
        .then(|| view! { <p>"You can change your mind below until it would begin."</p> });
    view! {
        <Notice tone=tone title=title>
            <p>{words}</p>
            {again}
        </Notice>
    }
    .into_any()
}

fn facts(page: &InvitationPage) -> AnyView {
    let fact =
        |name: &'static str, what: String| view! { <div><dt>{name}</dt><dd>{what}</dd></div> };
    let sections = (!page.sections.is_empty()).then(|| {
        let sections =
            page.sections.iter().map(|title| view! { <li>{title.clone()}</li> }).collect_view();
        view! { <ul class="prose-list">{sections}</ul> }
    });
    let about = page.about.clone().map(|(what, whose)| {
        view! { <p>"It follows up on a survey result: “"{what}"” ("{whose}"). Nobody knows who answered what, and you won’t be asked."</p> }
    });
    view! {
        <dl class="facts">
            {fact("When", page.when.clone())}
            {(!page.place.is_empty()).then(|| fact("Where", page.place.clone()))}
            {fact("Asks", page.interviewer.clone())}
            {page.observer.clone().map(|observer| fact("Listens, to learn", observer))}
            <div>
                <dt>"About"</dt>
                <dd>{page.guide.clone()} {sections} {about}</dd>
            </div>
        </dl>
    }
    .into_any()
}

fn open(page: &InvitationPage, token: &str) -> AnyView {
    let pause = counted(page.pause_days, "day", "days");
    let choices = [
        (Answer::Accepted, "I’ll come", format!("{} is told.", page.interviewer)),
        (
            Answer::Declined,
            "I can’t",
            "The talk is called off; another time may be suggested.".to_owned(),
        ),
        (
            Answer::NotNow,
            "Not now",
            format!("The talk is called off, and nobody asks you for {pause}."),
        ),
        (
            Answer::Never,
            "Don’t ask me again",
            "The talk is called off, and nobody plans an interview with you any more.".to_owned(),
        ),
    ];
    let buttons = choices
        .into_iter()
        .filter(|(answer, _, _)| *answer != page.answer)
        .map(|(answer, label, hint)| {
            let id = format!("hint-{}", answer.name());
            let look = if answer == Answer::Accepted { "primary" } else { "secondary" };
            view! {
                <div class="answer-choice">
                    <button
                        class=format!("button button-{look}")
                        type="submit"
                        name="answer"
                        value=answer.name()
                        aria-describedby=id.clone()
                    >
                        {label}
                    </button>
                    <p class="hint" id=id>{hint}</p>
                </div>
            }
        })
        .collect_view();
    view! {
        <section>
            <h2>"What you can rely on"</h2>
            <ul class="prose-list">
                <li>"Nothing is written down before you have agreed to what is kept, for how long, who reads it, and whether words may be shown without your name."</li>
                <li>"Afterwards you get a link by which you see every note, change what you agreed to, or take everything back."</li>
                <li>"Your answer is known to the people who run interviews here, and to nobody else. No is an answer like any other."</li>
            </ul>
        </section>
        <form method="post" action=format!("/invitation/{token}") class="answer-choices">
            {buttons}
        </form>
    }
    .into_any()
}
