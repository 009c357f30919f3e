//! `/link/:token`: what a one-time link does. Opening it changes nothing (mail scanners open
//! links too); the button does.

use crate::{
    components::{ErrorSummary, PasswordField, SignInFrame, SubmitButton, TextField},
    pages::{answer, ports},
    ports::LinkView,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The page of a link.
#[component]
pub fn Link() -> impl IntoView {
    let token = use_params_map().read().get("token").unwrap_or_default();
    let port = ports().account;
    let page = Suspend::new(async move {
        let link = port.link(&token).await;
        answer(link, draw)
    });
    view! { <Suspense>{page}</Suspense> }
}

fn draw(link: LinkView) -> AnyView {
    match link {
        LinkView::FirstAdmin => view! {
            <SignInFrame
                title="Welcome to Soundings"
                lead="Create the first administrator. You can bring in everybody else with a roster afterwards."
            >
                <ErrorSummary/>
                <form method="post" class="form">
                    <TextField name="name" label="Your name" autocomplete="name" autofocus=true/>
                    <TextField name="email" label="Your e-mail" kind="email" autocomplete="username"/>
                    <PasswordField
                        name="password"
                        label="Password"
                        hint="At least 12 characters. A few words in a row are fine."
                        autocomplete="new-password"
                    />
                    <SubmitButton label="Create the administrator"/>
                </form>
            </SignInFrame>
        }
        .into_any(),
        LinkView::Invitation { name, email, by_mail } => {
            let without = if by_mail {
                "At least 12 characters. Without one, you sign in by e-mailed links."
            } else {
                "At least 12 characters. Without one, you need another link from an administrator next time."
            };
            view! {
            <SignInFrame
                title=format!("Welcome, {name}")
                lead="One step, and you are in."
            >
                <ErrorSummary/>
                <form method="post" class="form">
                    <p>"You will be signed in as " <strong>{email.to_string()}</strong> "."</p>
                    <PasswordField
                        name="password"
                        label="Choose a password (optional)"
                        hint=without
                        autocomplete="new-password"
                    />
                    <SubmitButton label="Go on"/>
                </form>
            </SignInFrame>
        }
        .into_any()
        }
        LinkView::SignIn { name } => view! {
            <SignInFrame title="Sign in">
                <ErrorSummary/>
                <form method="post" class="form">
                    <p>"This link signs you in as " <strong>{name}</strong> ". It works once."</p>
                    <SubmitButton label="Sign in"/>
                </form>
            </SignInFrame>
        }
        .into_any(),
        LinkView::Dead => view! {
            <SignInFrame title="This link does not work any more">
                <ErrorSummary/>
                <p>"It was used already, has expired, or was replaced by a newer one."</p>
                <p>
                    <a href="/sign-in">"Ask for a new link"</a> ", or ask an administrator for an invitation."
                </p>
            </SignInFrame>
        }
        .into_any(),
    }
}
