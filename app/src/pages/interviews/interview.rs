//! `/interviews/:interview`: one interview: its plan, what the person agreed to, what was said.

use super::{
    fields::ConsentFields,
    guide_notes::{Asked, asked},
    invite::{fresh, invite, off},
    list::state_badge,
    then::then,
};
use crate::{
    components::{
        Checkbox, ConfirmBox, Crumb, EmptyState, ErrorSummary, FormState, HiddenField, Notice,
        Page, SubmitButton, Tone, counted,
    },
    domain::{InterviewState, Quotes, Readers, interview::KEEPING},
    pages::{answer, param, ports, viewer},
    ports::{AboutView, FreshInvitation, FreshLink, InterviewPage, NoteView},
};
use leptos::prelude::*;

/// One interview.
#[component]
pub fn Interview() -> impl IntoView {
    let (port, viewer, interview) = (ports().interviews, viewer(), param("interview"));
    let page = Suspend::new(async move {
        let page = match (viewer, interview) {
            (Ok(viewer), Ok(interview)) => port.interview(&viewer, interview).await,
            (Err(error), _) | (_, Err(error)) => Err(error),
        };
        answer(page, draw)
    });
    view! { <Suspense>{page}</Suspense> }
}

fn draw(page: InterviewPage) -> AnyView {
    let interview = page.row.interview.clone();
    let here = format!("/interviews/{}", interview.id);
    let title = match (&page.row.person, &page.row.team) {
        (Some(person), _) => person.clone(),
        (None, Some(team)) => format!("Somebody of {team}"),
        (None, None) => "Somebody".to_owned(),
    };
    let actions: &[_] = match interview.state {
        InterviewState::Held => {
            &[("coding", "Mark and tag", "secondary"), ("notes", "Take notes", "primary")]
        }
        InterviewState::Planned => &[("plan", "Change the plan", "secondary")],
        _ => &[],
    };
    let actions = actions.iter().map(|(path, label, look)| {
        let look = format!("button button-{look}");
        view! { <a class=look href=format!("{here}/{path}")>{*label}</a> }
    });
    let actions = actions.collect_view();
    let body = match interview.state {
        InterviewState::Planned => planned(&here, &page).into_any(),
        InterviewState::Held => held(&here, &page).into_any(),
        InterviewState::CalledOff => called_off(&here, &page).into_any(),
        InterviewState::Withdrawn => gone(
            "It was withdrawn",
            "What was said here was taken back, and nothing of it is kept: no note, no name.",
        )
        .into_any(),
        InterviewState::Expired => {
            gone("Its time is over", "The notes were kept for as long as was agreed, and are gone.")
                .into_any()
        }
    };
    let email = page.email.as_deref();
    let made = use_context::<FreshLink>().map(|made| link(made, email));
    let invited = use_context::<FreshInvitation>().map(|sent| fresh(sent, email));
    view! {
        <Page
            title=title
            eyebrow="Interview"
            width="narrow"
            breadcrumbs=vec![Crumb::new("Interviews", "/interviews")]
            actions=actions.into_any()
        >
            <p>{state_badge(interview.state)}</p>
            {made}
            {invited}
            <ErrorSummary/>
            {facts(&page)}
            {body}
            {page.then.clone().map(then)}
        </Page>
    }
    .into_any()
}

fn fact(name: &'static str, what: impl IntoView + 'static) -> AnyView {
    view! { <div><dt>{name}</dt><dd>{what}</dd></div> }.into_any()
}

fn facts(page: &InterviewPage) -> AnyView {
    let row = &page.row;
    let interview = &row.interview;
    let when = format!("{}, {}", row.when, counted(interview.minutes, "minute", "minutes"));
    let guide = format!("{} (version {})", page.guide.name, page.guide.current.version);
    let guide_href = format!("/guides/{}?version={}", page.guide.id, page.guide.current.version);
    view! {
        <dl class="facts">
            {fact("When", when)}
            {(!interview.place.is_empty()).then(|| fact("Where", interview.place.clone()))}
            {page.email.clone().map(|email| fact("Address", email))}
            {row.team.clone().map(|team| fact("Team, when it was planned", team))}
            {fact("Interviewer", row.interviewer.clone())}
            {page.observer.clone().map(|(name, _)| fact("Sits in", name))}
            {fact("Guide", view! { <a href=guide_href>{guide}</a> })}
            {page.about.clone().map(|about| fact("About", about_words(about)))}
            {page.consent.map(|consent| fact("Agreed to", terms(page, consent)))}
            {marked(page).map(|words| fact("Marked", words))}
        </dl>
    }
    .into_any()
}

/// How much is marked, as far as the viewer sees it.
fn marked(page: &InterviewPage) -> Option<AnyView> {
    let (highlights, coders) = page.marked;
    let words = format!(
        "{} by {}",
        counted(highlights, "highlight", "highlights"),
        counted(coders, "coder", "coders"),
    );
    let href = format!("/interviews/{}/coding", page.row.interview.id);
    (highlights > 0).then(|| view! { <a href=href>{words}</a> }.into_any())
}

fn about_words(about: AboutView) -> impl IntoView {
    view! { <a href=about.href>{about.what}</a> " " {about.whose} }
}

fn terms(page: &InterviewPage, consent: crate::domain::Consent) -> String {
    let kept = KEEPING.iter().find(|(days, _)| *days == consent.keep_days);
    let kept = kept.map_or_else(|| format!("{} days", consent.keep_days), |(_, w)| (*w).to_owned());
    let until = page.keep_until.clone().unwrap_or_default();
    let readers = match consent.readers {
        Readers::Present => "read by who was there",
        Readers::Researchers => "read by researchers",
    };
    let quotes = match consent.quotes {
        Quotes::No => "no quotes",
        Quotes::WithoutName => "quotes without the name",
    };
    format!("Kept for {kept}, until {until}; {readers}; {quotes}")
}

fn planned(here: &str, page: &InterviewPage) -> impl IntoView + use<> {
    let told = if page.invitation.is_some() && page.by_mail {
        "Whoever was invited is told by e-mail."
    } else {
        "Nobody is told by Soundings: write to them yourself."
    };
    view! {
        {invite(page, here)}
        <section>
            <h2>"Before you begin"</h2>
            <p>
                "Say what you would like to keep, and record what they agree to. There can be no note before. They get a link by which they can change it or take everything back."
            </p>
            <form method="post" action=format!("{here}/consent") class="form">
                <ConsentFields/>
                <Checkbox name="agreed" label="They know this, and agreed to it"/>
                <SubmitButton label="Record it and begin"/>
            </form>
        </section>
        <ConfirmBox
            summary="Call it off"
            heading="Call this interview off?"
            action=format!("{here}/call-off")
            confirm="Yes, call it off"
            fields=vec![("called-off".to_owned(), "yes".to_owned())]
        >
            <p>"It stays in the list as called off. You can plan it again. " {told}</p>
        </ConfirmBox>
    }
}

fn called_off(here: &str, page: &InterviewPage) -> impl IntoView + use<> {
    let (words, may_again) = off(page);
    let here = here.to_owned();
    let again = may_again.then(|| {
        view! {
            <form method="post" action=format!("{here}/call-off") class="form">
                <HiddenField name="called-off" value="no"/>
                <SubmitButton label="Plan it again" look="secondary"/>
            </form>
        }
    });
    view! {
        {words}
        {again}
    }
}

fn gone(title: &'static str, words: &'static str) -> impl IntoView {
    view! {
        <EmptyState title=title>
            <p>{words}</p>
        </EmptyState>
    }
}

fn held(here: &str, page: &InterviewPage) -> impl IntoView + use<> {
    let places = asked(&page.guide.current.outline, &page.notes);
    let several = page.notes.iter().any(|note| !note.own);
    let written: Vec<Asked> = places
        .into_iter()
        .filter(|place| place.notes.iter().any(|note| !note.text.trim().is_empty()))
        .collect();
    let capture = format!("{here}/notes");
    let notes = if written.is_empty() {
        view! {
            <EmptyState title="Nothing written down yet">
                <p><a class="button button-primary" href=capture>"Take notes"</a></p>
            </EmptyState>
        }
        .into_any()
    } else {
        written.into_iter().map(|place| said(place, several)).collect_view().into_any()
    };
    view! {
        <h2>"What was said"</h2>
        {notes}
        {transcript(here, page)}
        <p><a href=format!("{here}/redact")>"Replace names in the notes"</a></p>
        {export(here)}
        <h2>"Their link"</h2>
        <p>"By their link they see what is kept, change it, or take it back. If they lost it, make it anew."</p>
        <form method="post" action=format!("{here}/link") class="form">
            <SubmitButton label="Make a new link" look="secondary"/>
        </form>
        <ConfirmBox
            summary="Withdraw for them"
            heading="Remove everything that was said?"
            action=format!("{here}/withdraw")
            confirm="Yes, remove it for good"
            danger=true
            open=FormState::from_context().is_sent()
        >
            <p>"Every note of this interview is deleted, and whom it was with. That there was an interview stays. This can’t be undone; do it when they asked you to."</p>
        </ConfirmBox>
    }
}

/// The ways to take it along.
fn export(here: &str) -> AnyView {
    let links = [("md", "Markdown, to be read"), ("csv", "CSV, for spreadsheets")]
        .map(|(format, name)| {
            let href = format!("{here}/export/{format}");
            let named = format!("{href}?names=yes");
            view! {
                <li>
                    <a href=href download="">{name}</a> " or "
                    <a href=named download="">"with names" <span class="visually-hidden">{format!(": {name}")}</span></a>
                </li>
            }
        })
        .collect_view();
    view! {
        <details class="fold">
            <summary>"Export"</summary>
            <p>"Without names, a code stands for the person in every file. Names within the notes stay as they are; replace them first. The file says what was agreed to; that you downloaded it is noted."</p>
            <ul class="plain-list">{links}</ul>
        </details>
    }
    .into_any()
}

/// The way to the transcript, which is too long for this page.
fn transcript(here: &str, page: &InterviewPage) -> AnyView {
    let there = format!("{here}/transcript");
    let Some(parts) = page.transcript.as_ref().map(|transcript| transcript.parts) else {
        return view! {
            <p><a class="button button-secondary" href=there>"Bring in a transcript"</a></p>
        }
        .into_any();
    };
    let links = (1..=parts)
        .map(|part| {
            let name = format!("Transcript, part {part} of {parts}");
            view! { <li><a href=format!("{there}?part={part}")>{name}</a></li> }
        })
        .collect_view();
    let summary = format!("Transcript, in {}", counted(parts, "part", "parts"));
    view! {
        <details class="fold">
            <summary>{summary}</summary>
            <ul class="plain-list">{links}</ul>
        </details>
    }
    .into_any()
}

fn said(place: Asked, several: bool) -> impl IntoView {
    let notes = place.notes.into_iter().map(|note| read(note, several)).collect_view();
    view! {
        <section class="said" id=format!("note-{}", place.place)>
            <h3 class="said-prompt">{place.prompt}</h3>
            {notes}
        </section>
    }
}

/// A note as Markdown, with its author where there are several.
pub(super) fn read(note: NoteView, several: bool) -> impl IntoView {
    let author = several.then(|| view! { <p class="said-author">{note.author}</p> });
    view! {
        {author}
        <div class="said-note" inner_html=note.html></div>
    }
}

/// The link that was just made. It is in this answer and nowhere else.
fn link(fresh: FreshLink, email: Option<&str>) -> AnyView {
    let Some(url) = fresh.url else {
        let sent = format!("Their link was sent to {}.", email.unwrap_or("them"));
        return view! { <Notice tone=Tone::Success>{sent}</Notice> }.into_any();
    };
    let failed = fresh.mail_failed.then(|| {
        view! { <p><strong>"The mail server did not take the e-mail."</strong></p> }
    });
    view! {
        <Notice tone=Tone::Info title="Give them this link now">
            {failed}
            <p>"It is shown this once. By it they see what is kept of them, change it, or take everything back."</p>
            <p class="one-time-link"><code>{url}</code></p>
        </Notice>
    }
    .into_any()
}
