//! What an admin can do about a team by hand.

use crate::{
    components::{Choice, ConfirmBox, FormState, Notice, Select, SubmitButton, TextField, Tone},
    ports::TeamPage,
};
use leptos::{context::Provider, prelude::*};

/// More teams than this make a list nobody scrolls through; then the path is typed.
const CHOICES: usize = 300;

/// The state of the form that sends `field`; a fresh one where another form of the page came back.
fn own_state(field: &str) -> FormState {
    let state = FormState::from_context();
    if state.value(field).is_some() { state } else { FormState::default() }
}

/// Where a team goes: one of `paths`, or the top.
#[component]
fn ParentField(label: &'static str, paths: Vec<String>, value: String) -> impl IntoView {
    if paths.len() > CHOICES {
        return view! {
            <TextField
                name="parent"
                label=label
                value=value
                hint="Its whole path, such as Engineering / Payments. Empty for the top."
                optional=true
            />
        }
        .into_any();
    }
    let top = Choice::new("", "None: it stands at the top");
    let choices = std::iter::once(top)
        .chain(paths.into_iter().map(|path| Choice::new(path.clone(), path)))
        .collect();
    view! { <Select name="parent" label=label choices=choices value=value/> }.into_any()
}

/// The form of a new team.
#[component]
pub(super) fn CreateForm(paths: Vec<String>) -> impl IntoView {
    let parent = paths.first().cloned().unwrap_or_default();
    view! {
        <form class="form" method="post" action="/teams">
            <TextField name="name" label="Name" width="medium"/>
            <ParentField label="Part of" paths=paths value=parent/>
            <div class="form-buttons">
                <SubmitButton label="Create the team" look="secondary"/>
            </div>
        </form>
    }
}

/// Everything that can be done about one team.
#[component]
pub(super) fn TeamForms(page: TeamPage) -> impl IntoView {
    let id = page.team.id;
    let retired = page.team.retired;
    let (rename, relocate) = (own_state("name"), own_state("parent"));
    let (rename_open, relocate_open) = (rename.is_sent(), relocate.is_sent());
    let name = page.team.name.clone();
    let (parents, parent) = (page.parents.clone(), page.parent.clone());
    view! {
        <section class="section">
            <h2>"Change this team"</h2>
            <details class="fold" open=rename_open>
                <summary>"Rename it"</summary>
                <Provider value=rename>
                    <form class="form" method="post" action=format!("/teams/{id}/rename")>
                        <TextField
                            name="name"
                            label="Name"
                            value=name
                            width="medium"
                            hint="Its history goes on under the new name. Published figures keep the old one."
                        />
                        <div class="form-buttons">
                            <SubmitButton label="Rename" look="secondary"/>
                        </div>
                    </form>
                </Provider>
            </details>
            <details class="fold" open=relocate_open>
                <summary>"Move it"</summary>
                <Provider value=relocate>
                    <form class="form" method="post" action=format!("/teams/{id}/move")>
                        <ParentField label="Part of" paths=parents value=parent/>
                        <p class="hint">
                            "All below it moves along. Managers above see it from the next survey on; published figures stay where they were."
                        </p>
                        <div class="form-buttons">
                            <SubmitButton label="Move" look="secondary"/>
                        </div>
                    </form>
                </Provider>
            </details>
            {if retired {
                reopen(&page)
            } else {
                retire(&page)
            }}
        </section>
    }
}

fn retire(page: &TeamPage) -> AnyView {
    if !page.obstacles.is_empty() {
        let lines =
            page.obstacles.iter().cloned().map(|text| view! { <li>{text}</li> }).collect_view();
        return view! {
            <Notice tone=Tone::Neutral title="Before it can be retired">
                <ul>{lines}</ul>
            </Notice>
        }
        .into_any();
    }
    view! {
        <ConfirmBox
            summary="Retire this team"
            heading=format!("Retire “{}”?", page.team.name)
            action=format!("/teams/{}/retire", page.team.id)
            confirm="Yes, retire it"
        >
            <p>"It takes nobody on any more. Its history and its published figures stay. You can reopen it."</p>
        </ConfirmBox>
    }
    .into_any()
}

fn reopen(page: &TeamPage) -> AnyView {
    view! {
        <form method="post" action=format!("/teams/{}/reopen", page.team.id)>
            <SubmitButton label="Reopen this team" look="secondary"/>
        </form>
    }
    .into_any()
}
