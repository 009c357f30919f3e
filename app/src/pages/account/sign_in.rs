//! `/sign-in`: e-mail and password, or a link by e-mail.

use crate::{
    components::{
        ErrorSummary, FormState, HiddenField, Notice, PasswordField, SignInFrame, SubmitButton,
        TextField,
    },
    pages::{ports, viewing},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The sign-in page. Its form comes back here with what was typed.
#[component]
pub fn SignIn() -> impl IntoView {
    let next = FormState::from_context()
        .value("next")
        .map(str::to_owned)
        .or_else(|| use_query_map().read().get("next"))
        .unwrap_or_default();
    let mail = ports().account.can_send_mail();
    let already = viewing().0.map(|viewer| {
        view! {
            <Notice>
                "You are signed in as " {viewer.name} ". " <a href="/">"Go to the start page"</a> "."
            </Notice>
        }
    });
    view! {
        <SignInFrame title="Sign in">
            {already}
            <ErrorSummary/>
            <form method="post" action="/sign-in" class="form">
                <HiddenField name="next" value=next/>
                <TextField name="email" label="E-mail" kind="email" autocomplete="username" autofocus=true/>
                <PasswordField name="password" label="Password"/>
                <div class="form-buttons">
                    <SubmitButton label="Sign in"/>
                    {mail
                        .then(|| {
                            view! {
                                <button
                                    class="button button-secondary"
                                    type="submit"
                                    formaction="/sign-in/link"
                                >
                                    "E-mail me a link instead"
                                </button>
                            }
                        })}
                </div>
            </form>
            {(!mail)
                .then(|| {
                    view! {
                        <p class="hint">
                            "No password, or forgotten it? Ask an administrator for a sign-in link."
                        </p>
                    }
                })}
        </SignInFrame>
    }
}

/// `/sign-in/sent`: the same words whether or not anybody has that address.
#[component]
pub fn LinkSent() -> impl IntoView {
    view! {
        <SignInFrame title="Look into your mailbox">
            <p>
                "If somebody here has the address you gave, a link is on its way. It works once, for 30 minutes."
            </p>
            <p class="hint">
                "Nothing after five minutes? Look into the spam folder, check the address, or ask an administrator."
            </p>
            <p>
                <a href="/sign-in">"Back to signing in"</a>
            </p>
        </SignInFrame>
    }
}
