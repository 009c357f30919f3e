//! On an interview's page: inviting the person, and what they said.

use crate::{
    components::{Badge, HiddenField, Notice, SubmitButton, Tone},
    domain::Answer,
    ports::{FreshInvitation, InterviewPage, InvitationView},
};
use leptos::prelude::*;

/// An answer as a badge.
pub(super) fn answer_badge(answer: Answer) -> impl IntoView {
    let tone = match answer {
        Answer::Accepted => Tone::Success,
        Answer::Waiting => Tone::Neutral,
        Answer::Declined | Answer::NotNow | Answer::Never => Tone::Warning,
    };
    view! { <Badge tone=tone>{answer.title()}</Badge> }
}

/// Inviting, reminding, and sending a new time.
pub(super) fn invite(page: &InterviewPage, here: &str) -> AnyView {
    let file = format!("{here}/invitation.ics");
    let (words, form) = match &page.invitation {
        None => (first_words(page), form(page, here, None)),
        Some(invitation) => (sent_words(invitation), form(page, here, Some(invitation))),
    };
    let form = if page.ahead {
        form
    } else {
        view! { <p>"It would have begun already: change the plan before you invite anybody."</p> }
            .into_any()
    };
    view! {
        <section>
            <h2>"Invitation"</h2>
            {words}
            {form}
            <p><a href=file download="">"Calendar file"</a> " " <span class="hint">"without the link to answer by"</span></p>
        </section>
    }
    .into_any()
}

fn first_words(page: &InterviewPage) -> AnyView {
    let observer =
        page.observer.as_ref().map(|(name, _)| format!(" {name}, who sits in, is told as well."));
    let words = if page.by_mail {
        "They get the time, a calendar file, and a link by which they accept, decline, or say that they don’t want to be asked. They need no account."
    } else {
        "This server sends no e-mail. Make the link by which they accept, decline, or say that they don’t want to be asked, and hand it over yourself. They need no account."
    };
    view! { <p>{words} {observer.filter(|_| page.by_mail)}</p> }.into_any()
}

fn sent_words(invitation: &InvitationView) -> AnyView {
    let invited = invitation.invited;
    let answered = invitation.answered.clone().map(|when| format!(" on {when}"));
    let owed = invited.owed.then(|| {
        view! {
            <Notice tone=Tone::Warning>
                "They have not been told how it is planned now: the plan changed since, or the e-mail did not go out."
            </Notice>
        }
    });
    view! {
        <p>{answer_badge(invited.answer)} {answered}</p>
        <p class="hint">{format!("Last sent on {}.", invitation.sent)}</p>
        {owed}
    }
    .into_any()
}

fn form(page: &InterviewPage, here: &str, invitation: Option<&InvitationView>) -> AnyView {
    let (label, look, hint) = match (invitation.map(|sent| sent.invited.owed), page.by_mail) {
        (None, true) => ("Invite by e-mail", "primary", None),
        (None, false) => ("Make the link", "primary", None),
        (Some(true), true) => ("Send the new time", "primary", None),
        (Some(_), false) => {
            ("Make a new link", "secondary", Some("The one before leads nowhere then."))
        }
        (Some(false), true) => (
            "Send a reminder",
            "secondary",
            Some("It counts against their contact budget, as an interview and a survey do."),
        ),
    };
    let seen = invitation.map(|sent| sent.invited.sequence.to_string()).unwrap_or_default();
    view! {
        <form method="post" action=format!("{here}/invite") class="form">
            <HiddenField name="seen" value=seen/>
            {hint.map(|hint| view! { <p class="hint">{hint}</p> })}
            <SubmitButton label=label look=look/>
        </form>
    }
    .into_any()
}

/// What a called-off interview still has to say about its invitation, and whether it can be planned
/// again.
pub(super) fn off(page: &InterviewPage) -> (AnyView, bool) {
    let Some(invitation) = &page.invitation else { return (().into_any(), true) };
    let answer = invitation.invited.answer;
    let words = match answer {
        Answer::Declined => {
            "They can’t come. If another time suits them, plan it again, change the plan and send the new time."
        }
        Answer::NotNow => {
            "They don’t want to be asked for a while. Nobody can be asked to go back on that but by themselves."
        }
        Answer::Never => {
            "They don’t want to be asked again. Nobody can be asked to go back on that but by themselves."
        }
        Answer::Waiting | Answer::Accepted if invitation.invited.owed => {
            "They were invited, and have not been told by Soundings that it is called off: write to them yourself."
        }
        Answer::Waiting | Answer::Accepted => "Whoever was invited has been told by e-mail.",
    };
    let badge = answer.calls_off().then(|| view! { <p>{answer_badge(answer)}</p> });
    let tone = if invitation.invited.owed { Tone::Warning } else { Tone::Info };
    let view = view! {
        {badge}
        <Notice tone=tone>{words}</Notice>
    };
    (view.into_any(), !matches!(answer, Answer::NotNow | Answer::Never))
}

/// What became of the invitation that was just sent. Its link is in this answer and nowhere else.
pub(super) fn fresh(fresh: FreshInvitation, email: Option<&str>) -> AnyView {
    let observer = fresh.observer_failed.then(|| {
        view! {
            <Notice tone=Tone::Warning>
                "The mail server did not take the e-mail to whoever sits in. Tell them yourself, with the calendar file."
            </Notice>
        }
    });
    let Some(url) = fresh.url else {
        let sent = format!("Sent to {}.", email.unwrap_or("them"));
        return view! { <Notice tone=Tone::Success>{sent}</Notice> {observer} }.into_any();
    };
    let failed = fresh.mail_failed.then(|| {
        view! { <p><strong>"The mail server did not take the e-mail."</strong></p> }
    });
    view! {
        <Notice tone=Tone::Info title="Give them this link now">
            {failed}
            <p>"It is shown this once. By it they say whether they come, without an account."</p>
            <p class="one-time-link"><code>{url}</code></p>
        </Notice>
        {observer}
    }
    .into_any()
}
