//! `/sign-in/resume`: signing in again in the middle of a form, which is carried along.

use crate::{
    components::{
        Checkbox, ErrorSummary, FormState, HiddenField, PasswordField, SignInFrame, SubmitButton,
        TextField,
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
        .filter(|(name, _)| name != "resume-email" && name != "resume-mine")
        .map(|(name, value)| view! { <HiddenField name=name.clone() value=value.clone()/> })
        .collect_view();
    // Somebody else than who filled it in may be signed in; then the others have to sign in still.
    let signed_in = viewing().0.is_some() && state.error("resume-email").is_none();
    let whose_is_known = state.value("resume-owner").is_some();
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
                {(!whose_is_known)
                    .then(|| {
                        view! {
                            <Checkbox
                                name="resume-mine"
                                label="I filled in this form myself"
                                hint="It can’t be told any more who was signed in here before."
                            />
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
