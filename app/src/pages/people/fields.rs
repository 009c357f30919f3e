//! What the form of a new person and that of one who is there share, and roles as badges.

use crate::{
    components::{Badge, Checkboxes, Choice, TextField, Tone},
    domain::{Role, Roles},
};
use leptos::prelude::*;

/// Name, address and the roles that an admin gives.
#[component]
pub fn PersonFields(
    /// What is stored.
    #[prop(optional, into)]
    name: String,
    /// What is stored.
    #[prop(optional, into)]
    email: String,
    /// Help below the address.
    #[prop(optional_no_strip)]
    email_hint: Option<&'static str>,
    /// What is stored.
    #[prop(optional)]
    roles: Roles,
) -> impl IntoView {
    let ticked = [Role::Researcher, Role::Admin]
        .into_iter()
        .filter(|role| roles.has(*role))
        .map(|role| role.name().to_owned())
        .collect::<Vec<_>>();
    view! {
        <TextField name="name" label="Name" value=name autocomplete="off"/>
        {match email_hint {
            Some(hint) => view! {
                <TextField name="email" label="E-mail" kind="email" value=email hint=hint autocomplete="off"/>
            }
            .into_any(),
            None => view! {
                <TextField name="email" label="E-mail" kind="email" value=email autocomplete="off"/>
            }
            .into_any(),
        }}
        <Checkboxes
            name="roles"
            label="Roles"
            hint="Developers and managers come with the roster."
            values=ticked
            choices=vec![
                Choice::new("researcher", "Researcher")
                    .with_hint("Builds programs, runs and publishes waves, sees all that is published."),
                Choice::new("admin", "Admin")
                    .with_hint("Keeps the roster and people, and may do all that researchers may."),
            ]
        />
    }
}

/// The roles that somebody holds beside being a developer.
#[component]
pub fn RoleBadges(
    /// The roles.
    roles: Roles,
    /// Whether the person has left.
    left: bool,
) -> impl IntoView {
    let badge = |shown: bool, tone: Tone, word: &'static str| {
        shown.then(|| view! { <Badge tone>{word}</Badge> " " })
    };
    view! {
        <span class="badges">
            {badge(roles.admin, Tone::Warning, "Admin")}
            {badge(roles.researcher, Tone::Info, "Researcher")}
            {badge(roles.manager, Tone::Success, "Manager")}
            {badge(left, Tone::Neutral, "Has left")}
        </span>
    }
    .into_any()
}
