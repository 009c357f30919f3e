//! `/sign-in/resume`: signing in again in the middle of a form, which is carried along.

use crate::{
    components::{
        ErrorSummary, FormState, HiddenField, PasswordField, SignInFrame, SubmitButton, TextField,
    },
    pages::viewing,
};
use leptos::prelude::*;

/// Shown instead of the answer to a form whose session had ended.
#[component]
pub fn Resume() -> impl IntoView {
    let state = FormState::from_context();
    if state.values.is_empty() {
        return view! {
            <SignInFrame title="Nothing to go on with">
                <p>
                    "This page carries a form through signing in. "
                    <a href="/sign-in">"Sign in"</a> " and start from the page you need."
                </p>
            </SignInFrame>
        }
        .into_any();
    }
    let carried = state
        .values
        .iter()
        .filter(|(name, _)| name != "resume-email")
        .map(|(name, value)| view! { <HiddenField name=name.clone() value=value.clone()/> })
        .collect_view();
    let signed_in = viewing().0.is_some();
    view! {
        <SignInFrame
            title="Sign in to go on"
            lead="Your session has ended. Everything you typed is kept in this page and is sent on as soon as you are signed in."
        >
            <ErrorSummary/>
            <form method="post" action="/sign-in/resume" class="form">
                {carried}
                {(!signed_in)
                    .then(|| {
                        view! {
                            <TextField
                                name="resume-email"
                                label="E-mail"
                                kind="email"
                                autocomplete="username"
                                autofocus=true
                            />
                            <PasswordField name="resume-password" label="Password"/>
                        }
                    })}
                <SubmitButton label="Sign in and go on"/>
            </form>
            <p class="hint">
                "You sign in by e-mailed link? Keep this page open, "
                <a href="/sign-in" target="_blank" rel="noopener">"sign in in another tab"</a>
                ", come back here and press the button without a password."
            </p>
        </SignInFrame>
    }
    .into_any()
}
