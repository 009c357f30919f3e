//! `/people/:person`: who somebody is, what they may do, and how they get in.

use super::fields::{PersonFields, RoleBadges};
use crate::{
    components::{ConfirmBox, Crumb, ErrorSummary, Notice, Page, SubmitButton, Tone},
    pages::{answer, param, ports, viewer},
    ports::{FreshLink, PersonView},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// One person.
#[component]
pub fn Person() -> impl IntoView {
    let done = use_query_map().read().get("done");
    let (port, viewer, person) = (ports().people, viewer(), param("person"));
    let page = Suspend::new(async move {
        let page = match (viewer, person) {
            (Ok(viewer), Ok(person)) => port.person(&viewer, person).await,
            (Err(error), _) | (_, Err(error)) => Err(error),
        };
        answer(page, move |page| draw(page, done.as_deref()))
    });
    view! { <Suspense>{page}</Suspense> }
}

fn draw(page: PersonView, done: Option<&str>) -> impl IntoView + use<> {
    let person = page.person.clone();
    let href = format!("/people/{}", person.id);
    let fresh = use_context::<FreshLink>();
    let told = match done {
        _ if fresh.is_some() => None,
        Some("added") => Some("Added. They can’t sign in yet: make a link for them below."),
        Some("saved") => Some("Saved."),
        Some("signed-out") => Some("Signed out everywhere. Links that were still open are dead."),
        Some("left") => Some("They have left: they are signed out and can’t sign in any more."),
        Some("back") => Some("They are back, and can sign in again."),
        _ => None,
    };
    let on_roster = person.team.is_some();
    let email_hint = on_roster.then_some(
        "The roster knows people by their address. Correct it there too, or the next import takes them for somebody new.",
    );
    let eyebrow = page.team.clone().unwrap_or_else(|| "On no team".to_owned());
    view! {
        <Page
            title=person.name.clone()
            eyebrow=eyebrow
            width="narrow"
            breadcrumbs=vec![Crumb::new("People", "/people")]
        >
            <p><RoleBadges roles=person.roles left=person.left/></p>
            {told.map(|words| view! { <Notice tone=Tone::Success>{words}</Notice> })}
            {fresh.map(|fresh| view! { <Link fresh=fresh email=person.email.to_string()/> })}
            <ErrorSummary/>
            <form method="post" action=href class="form">
                <PersonFields
                    name=person.name.clone()
                    email=person.email.to_string()
                    email_hint=email_hint
                    roles=person.roles
                />
                <SubmitButton label="Save"/>
            </form>
            <SigningIn page=page.clone()/>
            <Leaving page=page/>
        </Page>
    }
}

/// The link that was just made. It is in this answer and nowhere else.
#[component]
fn Link(fresh: FreshLink, email: String) -> impl IntoView {
    let Some(url) = fresh.url else {
        return view! {
            <Notice tone=Tone::Success title="The link is on its way">
                {format!("It was sent to {email}. It works once, for 14 days, and replaces any link before it.")}
            </Notice>
        }
        .into_any();
    };
    let failed = fresh.mail_failed.then(|| {
        view! {
            <p>
                <strong>"The mail server did not take the e-mail."</strong>
                " The cause is in the server’s log. Until it works, hand the link over yourself."
            </p>
        }
    });
    view! {
        <Notice tone=Tone::Info title="Copy this link now">
            {failed}
            <p>
                "It is shown this once. It signs in whoever opens it, once, within 14 days: hand it over in person or in a chat with nobody else in it."
            </p>
            <p class="one-time-link">
                <code>{url}</code>
            </p>
        </Notice>
    }
    .into_any()
}

#[component]
fn SigningIn(page: PersonView) -> impl IntoView {
    let href = format!("/people/{}", page.person.id);
    let browsers = match page.browsers {
        0 => "no browser".to_owned(),
        1 => "one browser".to_owned(),
        many => format!("{many} browsers"),
    };
    let invite = if !page.may_sign_in {
        view! { <p class="hint">"Whoever has left can’t sign in."</p> }.into_any()
    } else {
        let (summary, heading) = if page.has_password {
            ("Make a sign-in link", "Make a sign-in link?")
        } else {
            ("Invite", "Invite them?")
        };
        view! {
            <ConfirmBox
                summary=summary
                heading=heading
                action=format!("{href}/invite")
                confirm="Yes, make the link"
            >
                <p>
                    "A link that works once, for 14 days, and lets them choose a password. It goes to their mailbox where this server can send e-mail; otherwise you get it to copy. Links made before stop working."
                </p>
            </ConfirmBox>
        }
        .into_any()
    };
    let end = (page.browsers > 0).then(|| {
        view! {
            <ConfirmBox
                summary="Sign out everywhere"
                heading=if page.is_viewer { "Sign yourself out everywhere?" } else { "Sign them out everywhere?" }
                action=format!("{href}/sessions")
                confirm="Yes, sign out"
                danger=true
            >
                <p>
                    "For a lost laptop, say. All their browsers are signed out, this moment, and open links stop working. A form they are filling in is kept until they sign in again."
                </p>
            </ConfirmBox>
        }
    });
    view! {
        <h2>"Signing in"</h2>
        <dl class="facts">
            <div>
                <dt>"Password"</dt>
                <dd>{if page.has_password { "set" } else { "none yet" }}</dd>
            </div>
            <div>
                <dt>"Signed in"</dt>
                <dd>{format!("in {browsers}")}</dd>
            </div>
        </dl>
        <div class="stack">{invite} {end}</div>
    }
}

/// People on a team leave with the roster; the others by hand.
#[component]
fn Leaving(page: PersonView) -> impl IntoView {
    let action = format!("/people/{}/left", page.person.id);
    let content = if page.person.left {
        view! {
            <form method="post" action=action class="form">
                <p>"They have left, and can’t sign in."</p>
                <input type="hidden" name="left" value="no"/>
                <SubmitButton label="They are back" look="secondary"/>
            </form>
        }
        .into_any()
    } else if page.person.team.is_some() {
        view! { <p>"They leave when they are no longer on the roster."</p> }.into_any()
    } else {
        view! {
            <ConfirmBox
                summary="They have left"
                heading="Mark as left?"
                action=action
                confirm="Yes, they have left"
                fields=vec![("left".into(), "yes".into())]
                danger=true
            >
                <p>
                    "They lose their roles, are signed out everywhere and can’t sign in again. Their name stays in the audit log."
                </p>
            </ConfirmBox>
        }
        .into_any()
    };
    view! {
        <h2>"Leaving"</h2>
        {content}
    }
}
