//! `/account`: who one is here, one's password, and whether one is invited to interviews.

use crate::{
    components::{ErrorSummary, HiddenField, Notice, Page, PasswordField, SubmitButton, Tone},
    domain::Role,
    pages::{answer_part, ports, viewing},
    ports::PortError,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// One's own account.
#[component]
pub fn Account() -> impl IntoView {
    let changed = use_query_map().read().get("changed").unwrap_or_default();
    let (port, rotation, viewer) = (ports().account, ports().rotation, viewing().0);
    let page = Suspend::new(async move {
        let page = match &viewer {
            Some(viewer) => match port.has_password(viewer).await {
                Ok(password) => rotation.not_invited(viewer).await.map(|wish| (password, wish)),
                Err(error) => Err(error),
            },
            None => Err(PortError::Forbidden),
        };
        answer_part(page, |(has_password, not_invited)| {
            let roles = viewer.as_ref().map(|viewer| roles(viewer.roles)).unwrap_or_default();
            let (name, email) =
                viewer.map(|viewer| (viewer.name, viewer.email.to_string())).unwrap_or_default();
            let title = if has_password { "Change your password" } else { "Set a password" };
            view! {
                {(changed == "password")
                    .then(|| {
                        view! {
                            <Notice tone=Tone::Success>
                                "Your new password is set. All other browsers were signed out."
                            </Notice>
                        }
                    })}
                {(changed == "invitations")
                    .then(|| view! { <Notice tone=Tone::Success>"Saved."</Notice> })}
                <ErrorSummary/>
                <dl class="facts">
                    <div>
                        <dt>"Name"</dt>
                        <dd>{name}</dd>
                    </div>
                    <div>
                        <dt>"E-mail"</dt>
                        <dd>{email.clone()}</dd>
                    </div>
                    <div>
                        <dt>"Roles"</dt>
                        <dd>{roles}</dd>
                    </div>
                </dl>
                <p class="hint">"Name, e-mail and team come from the roster; an administrator can correct them."</p>
                <h2>{title}</h2>
                <form method="post" action="/account/password" class="form">
                    // Tells password managers whose password this is.
                    <input type="text" name="username" autocomplete="username" value=email readonly hidden/>
                    {has_password
                        .then(|| view! { <PasswordField name="old-password" label="Present password"/> })}
                    <PasswordField
                        name="new-password"
                        label="New password"
                        hint="At least 12 characters. A few words in a row are fine."
                        autocomplete="new-password"
                    />
                    <PasswordField name="again-password" label="New password again" autocomplete="new-password"/>
                    <SubmitButton label=title/>
                </form>
                {interviews(not_invited)}
                <h2>"What is kept about you"</h2>
                <p>
                    "Everything with your name on it, to be read and to be taken along: "
                    <a href="/account/kept">"see what is kept"</a> "."
                </p>
            }
        })
    });
    view! {
        <Page title="Your account" width="narrow">
            <Suspense>{page}</Suspense>
        </Page>
    }
}

/// The wish not to be invited, and its opposite.
fn interviews(not_invited: Option<Option<String>>) -> impl IntoView {
    let (words, value, label) = match not_invited {
        None => (
            "Researchers may invite you to an interview. You can say no each time, or once and for all here.".to_owned(),
            "yes",
            "Don’t invite me",
        ),
        Some(None) => {
            ("You asked not to be invited to interviews.".to_owned(), "no", "Invite me again")
        }
        Some(Some(until)) => (
            format!("You asked not to be invited to interviews before {until}."),
            "no",
            "Invite me again",
        ),
    };
    view! {
        <h2>"Interviews"</h2>
        <p>{words}</p>
        <form method="post" action="/account/invitations" class="form">
            <HiddenField name="never" value=value/>
            <SubmitButton label=label look="secondary"/>
        </form>
    }
}

fn roles(roles: crate::domain::Roles) -> String {
    let names: Vec<&str> =
        Role::ALL.into_iter().filter(|role| roles.has(*role)).map(Role::name).collect();
    names.join(", ")
}
