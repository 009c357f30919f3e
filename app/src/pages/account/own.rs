//! `/account`: who one is here, and one's password.

use crate::{
    components::{ErrorSummary, Notice, Page, PasswordField, SubmitButton, Tone},
    domain::Role,
    pages::{answer_part, ports, viewing},
    ports::PortError,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// One's own account.
#[component]
pub fn Account() -> impl IntoView {
    let changed = use_query_map().read().get("changed").is_some();
    let (port, viewer) = (ports().account, viewing().0);
    let page = Suspend::new(async move {
        let has_password = match &viewer {
            Some(viewer) => port.has_password(viewer).await,
            None => Err(PortError::Forbidden),
        };
        answer_part(has_password, |has_password| {
            let roles = viewer.as_ref().map(|viewer| roles(viewer.roles)).unwrap_or_default();
            let (name, email) =
                viewer.map(|viewer| (viewer.name, viewer.email.to_string())).unwrap_or_default();
            let title = if has_password { "Change your password" } else { "Set a password" };
            view! {
                {changed
                    .then(|| {
                        view! {
                            <Notice tone=Tone::Success>
                                "Your new password is set. All other browsers were signed out."
                            </Notice>
                        }
                    })}
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
            }
        })
    });
    view! {
        <Page title="Your account" width="narrow">
            <Suspense>{page}</Suspense>
        </Page>
    }
}

fn roles(roles: crate::domain::Roles) -> String {
    let names: Vec<&str> =
        Role::ALL.into_iter().filter(|role| roles.has(*role)).map(Role::name).collect();
    names.join(", ")
}
